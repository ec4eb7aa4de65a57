"""`kill -9` at random moments inside an act: nothing is half done, and nothing that was acknowledged is lost."""

import os
import random
import signal
import time
from collections import Counter

import pytest
from django.db import connection, connections

from editorial.models import Edition, LogLine
from relations import publication, verification
from relations.documents import load
from relations.models import Change, Head, Listing, PublishedEdition
from tests.laws import scene
from tests.races.together import desk, processes

pytestmark = [pytest.mark.desk, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOMENTS, LONGEST = 60, 30
KINDS = ("publish", "withdraw", "rebuild")


class Worker:
    """Does one kind of act over and over in a process of its own; says when it begins and, after the commit, that it is done."""

    def __init__(self, of, kind, number):
        self.of, self.kind, self.number = of, kind, number

    def __call__(self, pipe):
        pipe.send(("backend", backend()))
        while True:
            self.number += 1
            self.prepare()
            pipe.send(("begins", self.kind))
            pipe.send(("done", self.act()))

    def prepare(self):
        """Whatever state the last kill left: a public record, and for a publication an approved edition."""
        of = self.of
        if Listing.objects.get(public_id=of.shown.public_id).state == "withdrawn":
            publisher = LogLine.objects.filter(verb="withdraw").first().actor
            other = of.mallory if publisher == of.publisher else of.publisher
            scene.publishing.reinstate(actor=other, record=of.shown)
        if self.kind != "publish":
            return
        edition = scene.open_of(of.shown)
        if edition is None:
            scene.edit(of.shown, of.author, title=f"Text {self.number}")
        if scene.open_of(of.shown).state == "draft":
            scene.submit(of.author, of.shown)
        if scene.open_of(of.shown).state == "in_review":
            scene.approve(of.reviewer, scene.open_of(of.shown))

    def act(self):
        """The act; what must be found afterwards, whatever happens next."""
        if self.kind == "rebuild":
            return ("rebuilt", publication.rebuild())
        if self.kind == "withdraw":
            scene.withdraw(self.of.publisher, self.of.shown)
            return ("withdrawals", Change.objects.filter(op="withdraw").count())
        public = scene.publish(self.of.publisher, scene.open_of(self.of.shown))[0]
        return ("title", load(public.document)["record"]["title"])


def backend():
    """The server's process that works for this connection; 0 on SQLite, which has none."""
    if connection.vendor == "sqlite":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def killed(worker, chance):
    """Start a worker, kill it at a random moment of its second act; (what it acknowledged, whether it was inside the act)."""
    connections.close_all()
    ours, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=worker, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    told = []
    heard(ours, told, until=("begins", 1))
    began = time.monotonic()
    heard(ours, told, until=("done", 1))
    length = time.monotonic() - began
    heard(ours, told, until=("begins", 2))
    time.sleep(chance.uniform(0, 1.1 * length))
    os.kill(process.pid, signal.SIGKILL)
    process.join(LONGEST)
    heard(ours, told)
    wait_for_end(told[0][1])
    words = [word for word, _ in told]
    return [value for word, value in told if word == "done"], words[-1] == "begins"


def heard(pipe, told, until=None):
    """Take in what the worker says, up to the n-th of a word or to the end."""
    while until is None or [word for word, _ in told].count(until[0]) < until[1]:
        if until is not None:
            assert pipe.poll(LONGEST), "the worker is silent"
        try:
            told.append(pipe.recv())
        except EOFError:
            assert until is None, "the worker died by itself"
            return


def wait_for_end(pid):
    """PostgreSQL finishes or undoes the statement of a client that is gone; only then is the outcome decided."""
    until = time.monotonic() + LONGEST
    while pid and time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE pid = %s", [pid])
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.01)


def half_done(of):
    """What the public record and the desk say differently about themselves or each other."""
    yield from verification.differences()
    if Head.objects.get().seq != Change.objects.count():
        yield "The head does not name the last change."
    state = Listing.objects.get(public_id=of.shown.public_id).state
    current = Edition.objects.get(record=of.shown, state__in=["published", "withdrawn"])
    if {"public": "published", "withdrawn": "withdrawn"}[state] != current.state:
        yield f"The record is {state}, its edition {current.state}."
    acts = Counter(Change.objects.values_list("op", flat=True))
    lines = Counter(LogLine.objects.filter(verb__in=acts).values_list("verb", flat=True))
    if acts != lines:
        yield f"The public record had {dict(acts)}, the log has {dict(lines)}."
    numbers = Edition.objects.filter(record=of.shown, published_number__isnull=False).order_by("number")
    if list(numbers.values_list("published_number", flat=True)) != list(range(1, PublishedEdition.objects.count() + 1)):
        yield "Editions of the desk and of the public record do not match."


def lost(acknowledged):
    """What was acknowledged and is not there."""
    titles = {load(text)["record"]["title"] for text in PublishedEdition.objects.values_list("document", flat=True)}
    withdrawals = Change.objects.filter(op="withdraw").count()
    for word, value in acknowledged:
        if (word == "title" and value not in titles) or (word == "withdrawals" and value > withdrawals):
            yield f"{word} {value}"


def test_killed_at_sixty_moments(transactional_db):
    of, chance, inside, acts = desk(), random.Random(60), Counter(), 0
    for moment in range(MOMENTS):
        kind = KINDS[moment % len(KINDS)]
        acknowledged, was_inside = killed(Worker(of, kind, 1000 * moment), chance)
        assert (list(half_done(of)), list(lost(acknowledged))) == ([], []), f"moment {moment}, in {kind}"
        inside[kind] += was_inside
        acts += len(acknowledged)
    assert all(inside[kind] >= 5 for kind in KINDS), f"too few were killed inside an act: {inside}"
    assert acts >= MOMENTS
