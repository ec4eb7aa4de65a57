"""A copy that is kept up is, byte for byte, one made from nothing; what was withdrawn is gone from every file of it."""

import random
import shutil

import pytest
from django.db import transaction

from relations import publication
from relations.static_copy import addresses, seeds
from tests import histories, records
from tests.dumps.test_sync import act
from tests.static_copy.copies import copy, differences, holding

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]
WORD = "Canaryword"
EACH = 11


@pytest.fixture(autouse=True)
def part(monkeypatch):
    """A part of the pages, every kind of them: in English, lists in one other format, and no list about one name."""
    whole, every = addresses.is_copied, seeds.all_of

    def is_copied(address):
        plain = not address.names - {"cursor", "after", "merged"} or address.value("format") in ("csv", "link")
        return plain and not address.path.startswith("/cs/") and whole(address)

    monkeypatch.setattr(addresses, "is_copied", is_copied)
    monkeypatch.setattr(seeds, "all_of", lambda: filter(is_copied, every()))


class Rolled(Exception):
    """Ends one history."""


def compared(folder, fresh):
    """The names of the files in which a copy brought up to date differs from a new one."""
    copy(folder)
    shutil.rmtree(fresh, ignore_errors=True)
    copy(fresh)
    return differences(folder, fresh)


def test_every_kind_of_act(lawless, tmp_path):
    for number, (name, step) in enumerate(histories.STEPS.items()):
        step()
        if number % EACH == 0 or number == len(histories.STEPS) - 1:
            assert compared(tmp_path / "site", tmp_path / "fresh") == [], name


def test_random_histories(lawless, tmp_path):
    for seed in range(2):
        try:
            with transaction.atomic():
                follow(random.Random(seed), tmp_path / f"site-{seed}", tmp_path / "fresh")
                raise Rolled
        except Rolled:
            continue


def follow(chance, folder, fresh):
    """Some acts, the copy brought up to date now and then, and once more at the end."""
    records.publish(*records.background())
    for _ in range(2):
        for _ in range(chance.randrange(1, 5)):
            act(chance)
        copy(folder)
    act(chance)
    assert compared(folder, fresh) == []


@pytest.mark.parametrize("gone", ["withdraw", "vanish"])
def test_what_was_withdrawn_is_in_no_file(lawless, tmp_path, gone):
    folder = tmp_path / "site"
    records.publish_visits(2)
    told = records.visit("CANARY", summary=f"{WORD} was here.", title=f"{WORD} visit", slug=WORD.lower())
    records.publish(told)
    copy(folder)
    assert len(holding(folder, WORD)) > 8
    if gone == "vanish":
        publication.vanish(public_id="CANARY")
    else:
        publication.withdraw(public_id="CANARY", reason="error")
    report = copy(folder)
    assert report.removed > 3
    assert holding(folder, WORD) == []
    assert holding(folder, WORD.lower()) == []
    assert (folder / "visits/CANARY/index.html").read_text().count('content="noindex"') == 1
