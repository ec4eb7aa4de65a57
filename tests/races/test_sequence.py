"""Eight publishers at once, some of whose transactions fail at the end, and a client that walks the changes meanwhile."""

import random
import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from editorial.services import publishing
from relations import verification
from relations.models import Change, Head
from tests.laws import scene
from tests.races.together import desk, together

pytestmark = [pytest.mark.desk, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PUBLISHERS, FAILING = 8, 0.15
CHANGES = "/api/v1/changes/"


class Walker:
    """Follows `after=` as a client does: in small pages, again and again, until told that nothing more comes."""

    def __init__(self):
        self.seen, self.answers, self.over = [], 0, threading.Event()

    def __call__(self):
        client, last_round = Client(), False
        while True:
            last_round = self.over.is_set()
            while self.page(client):
                pass
            if last_round:
                return len(self.seen)

    def page(self, client):
        """One page; whether it held anything."""
        after = self.seen[-1] if self.seen else 0
        answer = client.get(CHANGES, {"after": after, "limit": 3})
        assert answer.status_code == 200, answer.content
        found = [row["seq"] for row in answer.json()["data"]]
        self.seen += found
        self.answers += 1
        return bool(found)


def publisher(of, record, seed, rounds):
    """Publishes one record again and again; returns how many of its acts were rolled back."""
    chance, failed = random.Random(seed), 0
    for number in range(rounds):
        if scene.open_of(record) is None:
            scene.edit(record, of.author, title=f"Source {seed}, text {number}")
            scene.submit(of.author, record)
            scene.approve(of.reviewer, scene.open_of(record))
        with transaction.atomic():
            scene.publish(of.publisher, scene.open_of(record))
            if chance.random() < FAILING:
                transaction.set_rollback(True)
                failed += 1
    return failed


@pytest.mark.parametrize("rounds", [2, pytest.param(25, marks=pytest.mark.slow)])
def test_no_gap_and_nothing_missed(transactional_db, rounds):
    of = desk()
    records = [scene.source(of.author, f"Source {number}") for number in range(PUBLISHERS)]
    for record in records:
        scene.submit(of.author, record)
        publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(record), revision=scene.newest(record))
    before = Change.objects.count()
    walker = Walker()
    walking = threading.Thread(target=walked, args=(walker,))
    walking.start()
    outcomes = together(
        *(lambda seed=seed, record=record: publisher(of, record, seed, rounds) for seed, record in enumerate(records))
    )
    walker.over.set()
    walking.join(60)
    assert [one for one in outcomes if not one.acted] == []
    failed = sum(one[1] for one in outcomes)
    head = before + PUBLISHERS * rounds - failed
    assert rounds < 10 or failed > 0
    assert (Head.objects.get().seq, Change.objects.count()) == (head, head)
    assert walker.seen == list(range(1, head + 1))
    assert walker.answers > head / 3
    assert list(verification.differences()) == []


def walked(walker):
    try:
        walker()
    finally:
        connections.close_all()
