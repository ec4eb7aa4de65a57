"""Runs acts at the same moment on connections of their own: threads on PostgreSQL, processes on SQLite. No test lives here."""

import multiprocessing
import random
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections, transaction

from editorial import installation
from editorial.models import Record
from editorial.services import drafting
from editorial.services.guarding import Refused, lock_records
from tests.laws import scene

LONGEST = 60  # seconds; whoever waits longer is in a deadlock
Act = Callable[[], Any]
processes = multiprocessing.get_context("fork")


class Outcome(tuple):
    """(`acted`, what the act returned or the refusal's words). Any other error is told as "<type>: words"."""

    @property
    def acted(self) -> bool:
        return self[0] == "acted"


def outcome(act: Act, line: Any, delay: float) -> tuple[str, Any]:
    """Wait for the others, then for a moment of one's own, then act."""
    line.wait(LONGEST)
    time.sleep(delay)
    try:
        return "acted", act()
    except Refused as refusal:
        return "refused", str(refusal)
    except Exception as error:  # told to the test, which expects none
        return f"{type(error).__name__}", str(error)
    finally:
        connections.close_all()


def together(*acts: Act, delays: Sequence[float] = ()) -> list[Outcome]:
    """The outcome of each act, by position; what an act returns must be plain data."""
    delays = [*delays, *[0.0] * (len(acts) - len(delays))]
    in_threads = connection.vendor == "postgresql"
    found = list((threads if in_threads else forks)(list(zip(acts, delays, strict=True))))
    assert None not in found, "an act never came to an end: a deadlock"
    return [Outcome(one) for one in found]


def threads(acts: list[tuple[Act, float]]) -> list[tuple[str, Any] | None]:
    line, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(position: int, act: Act, delay: float) -> None:
        found[position] = outcome(act, line, delay)

    running = [threading.Thread(target=run, args=(at, *pair), daemon=True) for at, pair in enumerate(acts)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(LONGEST)
    return found


def forks(acts: list[tuple[Act, float]]) -> list[tuple[str, Any] | None]:
    line = processes.Barrier(len(acts))
    running = [fork(act, line, delay) for act, delay in acts]
    found = [pipe.recv() if pipe.poll(LONGEST) else None for _, pipe in running]
    for process, _ in running:
        process.join(LONGEST)
    return found


def fork(act: Act, line: Any, delay: float) -> tuple[Any, Any]:
    """A child with a connection of its own: an open one of SQLite must not be taken along."""
    connections.close_all()
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=lambda: theirs.send(outcome(act, line, delay)), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def jitter(seed: int, acts: int, longest: float = 0.02) -> list[float]:
    """How long each act waits behind the starting line, so that every order of their steps is met."""
    chance = random.Random(seed)
    return [chance.uniform(0, longest) for _ in range(acts)]


def desk() -> scene.Scene:
    """The small desk of `tests.laws.scene` in a database that was flushed, groups and all."""
    installation.install_groups("default")
    return scene.scene()


def save(record: Record, author: Any, seen: int, title: str) -> int | None:
    """What the change form does: lock, compare, write, freeze, in one transaction."""
    with transaction.atomic():
        drafting.require_version(lock_records([record.pk])[record.pk], seen)
        revision = scene.edit(record, author, title=title)
    return revision and revision.pk
