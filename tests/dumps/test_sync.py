"""The law of the copy: what the client holds after any history is, byte for byte, the dump of that act."""

import functools
import random

import pytest
from django.db import transaction

from relations import publication
from relations.dumps import shelf
from relations.dumps.snapshot import Snapshot, line
from relations.models import Head, Listing
from relations.vocabularies import State
from tests import records

SITE = "https://chronicle.example"
# What the histories are about: visits stand on the timeline, sources are named by others, and neither merges with the other.
IDS = ("V00000", "V00001", "S00000", "S00001")


# --- Random histories -----------------------------------------------------------------------------


class Rolled(Exception):
    """Ends one history."""


def act(chance):
    """One random act that the record allows now."""
    public_id = chance.choice(IDS)
    last = Listing.objects.filter(public_id=public_id).first()
    if last is None or (last.state == State.PUBLIC and chance.random() < 0.4):
        return edit(chance, public_id, "update" if last else "first")
    if last.state == State.PUBLIC:
        return take_away(chance, public_id)
    if last.state != State.WITHDRAWN:
        return None  # merged or removed: nothing can be done any more
    if last.notice or chance.random() < 0.3:
        return edit(chance, public_id, "update")
    if chance.random() < 0.5:
        return publication.reinstate(public_id=public_id)
    return publication.confirm_withdrawal(public_id=public_id, notice="It was another day.")


def take_away(chance, public_id):
    alike = [other for other in IDS if other[0] == public_id[0] and other != public_id]
    others = Listing.objects.filter(public_id__in=alike, state=State.PUBLIC)
    survivor = others.order_by("public_id").values_list("public_id", flat=True).first()
    drawn = chance.random()
    if drawn < 0.15:
        return publication.vanish(public_id=public_id)
    if drawn < 0.5 and survivor:
        return publication.merge(public_id=public_id, survivor=survivor)
    return publication.withdraw(public_id=public_id, reason="error")


def edit(chance, public_id, kind):
    return publication.publish(documents=[text(public_id, kind, chance.randrange(6))])


@functools.cache
def text(public_id, kind, number):
    """A valid document: to make one costs more than to publish it, and few are enough."""
    title, change = f"No. {number} of <Řehoř> & “others”", {"kind": kind}
    if public_id.startswith("S"):
        return records.document("source", public_id, change, title=title, source_kind="reference")
    dossiers = [records.DOSSIER] if number % 3 == 0 else []  # on the timeline, or on no list of a dossier
    return records.visit(public_id, f"19{20 + number}", change=change, title=title, dossiers=dossiers)


def is_the_dump(copy):
    """Whether the copy is `records.jsonl` of a dump at this act: `test_dump.py` holds the file to the same lines."""
    held, snapshot = (copy.folder / "records.jsonl").read_text(encoding="utf-8"), Snapshot()
    return held == "".join(map(line, snapshot.records())) and copy.state()["seq"] == snapshot.seq


class History:
    """Acts and a copy of them: begun somewhere among them, from a dump or from nothing, kept up now and then."""

    def __init__(self, seed, chronicle, fetch, folder):
        self.chance = random.Random(seed)
        self.left = self.chance.randrange(3, 10)
        self.plain = fetch
        self.copy = chronicle.Copy(folder / str(seed), self.fetch)
        Head.objects.update(epoch=f"history-{seed}")  # pages are kept under epoch and number, and numbers repeat

    def fetch(self, address, etag=None):
        """The record grows while it is walked."""
        if self.chance.random() < 0.1:
            self.go_on()
        return self.plain(address, etag)

    def go_on(self):
        if self.left:
            self.left -= 1
            act(self.chance)

    def walk(self):
        while self.left:
            self.go_on()
            drawn = self.chance.random()
            if drawn < 0.1:
                shelf.make()
            elif drawn < 0.3:
                self.copy.sync(SITE)
        self.copy.sync(SITE)


def follow(seeds, chronicle, fetch, tmp_path, settings):
    """Walk one history after another; each is rolled back."""
    records.publish(*records.background())
    for seed in seeds:
        try:
            with transaction.atomic():
                settings.DUMPS_DIR = tmp_path / f"dumps-{seed}"
                history = History(seed, chronicle, fetch, tmp_path)
                history.walk()
                assert is_the_dump(history.copy), seed
                assert history.copy.verify() == [], seed
                raise Rolled
        except Rolled:
            continue


def test_a_copy_is_the_dump(lawless, chronicle, fetch, tmp_path, settings, monkeypatch):
    monkeypatch.setattr(chronicle, "AT_ONCE", 3)
    follow(range(8), chronicle, fetch, tmp_path, settings)


@pytest.mark.slow
@pytest.mark.once
def test_a_copy_is_the_dump_after_three_hundred_histories(lawless, chronicle, fetch, tmp_path, settings, monkeypatch):
    monkeypatch.setattr(chronicle, "AT_ONCE", 3)
    follow(range(1000, 1300), chronicle, fetch, tmp_path, settings)
