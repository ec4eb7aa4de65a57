"""One run over the addresses that wait longest, politely: the same host no more than once a second. Writes by the service."""

import time
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef

from editorial.link_checking.asking import Answer, ask
from editorial.link_checking.network import Network
from editorial.models import AccessPoint, Edition, LinkCheck
from editorial.services import upkeep
from editorial.workflow import OPEN_STATES, EditionState

STANDING = [*OPEN_STATES, EditionState.PUBLISHED]
ENOUGH = 3  # hosts, none of which answers at all: then it is our own line


class Asked(NamedTuple):
    url: str
    answer: Answer


def addresses() -> set[str]:
    """Every address of a source that is public or being edited, archived copies too."""
    standing = Edition.objects.filter(record=OuterRef("record"), state__in=STANDING)
    points = AccessPoint.objects.filter(Exists(standing), removed=False)
    return {url for pair in points.values_list("url", "archive_url") for url in pair if url}


def waiting(limit: int) -> list[str]:
    """Those to ask now: what failed once and may be broken, then what was never asked, then the longest unasked.

    Hosts take turns, so that little time goes by waiting.
    """
    known = {url: (checked_at, failures) for url, checked_at, failures in
             LinkCheck.objects.values_list("url", "checked_at", "failures")}  # fmt: skip

    def place(url: str) -> tuple:
        if url not in known:
            return 1, 0.0, url
        checked_at, failures = known[url]
        return (0 if failures == 1 else 2), checked_at.timestamp(), url

    return in_turns(sorted(addresses(), key=place)[:limit])


def in_turns(urls: list[str]) -> list[str]:
    """The first of each host, then the second of each, and so on."""
    seen: dict[str, int] = {}
    turns = []
    for place, url in enumerate(urls):
        host = host_of(url)
        seen[host] = seen.get(host, -1) + 1
        turns.append((seen[host], place, url))
    return [url for _, _, url in sorted(turns)]


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Politeness:
    """Waits until a host was left alone for long enough."""

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.last: dict[str, float] = {}

    def __call__(self, host: str) -> None:
        left = self.last.get(host, -self.pause) + self.pause - time.monotonic()
        if left > 0:
            time.sleep(left)
        self.last[host] = time.monotonic()


def run(*, limit: int, timeout: float, network: Network | None = None) -> Iterator[Asked]:
    """Ask, note each answer, tell it. Where nothing at all answers, nothing is noted: then the fault is on our side."""
    network = network or Network()
    polite, held_back = Politeness(network.pause), []
    reached = False
    for url in waiting(limit):
        asked = Asked(url, ask(url, timeout=timeout, network=network, wait=polite))
        reached = reached or asked.answer.status is not None
        held_back.append(asked)
        if reached:
            yield from noted(held_back)
            held_back = []
    if held_back and len({host_of(asked.url) for asked in held_back}) < ENOUGH:
        yield from noted(held_back)
    upkeep.forget_links()


def noted(found: list[Asked]) -> Iterator[Asked]:
    for asked in found:
        upkeep.note_answer(url=asked.url, status=asked.answer.status, fault=asked.answer.fault)
        yield asked
