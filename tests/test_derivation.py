"""Histories -> spans, withdrawn editions, states and directions, as plain functions."""

import pytest

from relations import derivation
from relations.models import Change, Listing, PublishedEdition, PublishedRecord, TimelineEntry
from tests import histories, records

RECORD = PublishedRecord(pk=1, public_id="V00000", type="visit")


def history(*acts):
    """A history of acts by name; each `publish` brings the next edition."""
    editions, changes = [], []
    for seq, op in enumerate(acts, 1):
        if op == "publish":
            editions.append(PublishedEdition(pk=100 + len(editions), record=RECORD, number=len(editions) + 1))
        changes.append(Change(seq=seq, op=op, record=RECORD, edition=editions[-1] if op == "publish" else None))
    return derivation.History(RECORD, editions, changes)


SETTLED = ("publish", "withdraw", "confirm_withdrawal")


@pytest.mark.parametrize(
    ("acts", "spans"),
    [
        (("publish",), [(1, 1, None)]),
        (("publish", "publish"), [(1, 1, 2), (2, 2, None)]),
        (("publish", "withdraw"), [(1, 1, 2)]),
        (SETTLED, [(1, 1, 2)]),
        (("publish", "withdraw", "reinstate"), [(1, 1, 2), (1, 3, None)]),
        ((*SETTLED, "publish"), [(1, 1, 2), (2, 4, None)]),
        (("publish", "withdraw", "reinstate", "publish"), [(1, 1, 2), (1, 3, 4), (2, 4, None)]),
    ],
)
def test_when_each_edition_stood_in_public(acts, spans):
    assert [(span.edition.number, span.seq_from, span.seq_to) for span in derivation.spans(history(*acts))] == spans


@pytest.mark.parametrize(
    ("acts", "through"),
    [
        (("publish", "publish"), 0),
        (("publish", "publish", "withdraw"), 2),
        (("publish", "withdraw", "reinstate"), 0),
        ((*SETTLED, "publish"), 1),
        ((*SETTLED, "publish", "withdraw"), 2),
        ((*SETTLED, "publish", "withdraw", "reinstate"), 1),
    ],
)
def test_up_to_which_edition_a_withdrawal_stands(acts, through):
    assert derivation.withdrawn_through(history(*acts)) == through


def person(role, state):
    return {"n": 1, "who": "PERS01", "role": role, "state": state}


ONE, TWO = {"C0NTR1"}, {"C0NTR2"}


@pytest.mark.parametrize(
    ("parts", "sides", "direction"),
    [
        ([person("guest", "C0NTR2"), person("host", "C0NTR1")], [ONE, TWO], "second-to-first"),
        ([person("guest", "C0NTR1"), person("host", "C0NTR2")], [ONE, TWO], "first-to-second"),
        ([person("guest", "C0NTR1"), person("guest", "C0NTR2")], [ONE, TWO], "mutual"),
        ([person("guest", "C0NTR1"), person("host", "C0NTR1")], [ONE, TWO], "none"),
        ([person("guest", "C0NTR9"), person("host", "C0NTR1")], [ONE, TWO], "none"),
        ([person("guest", "C0NTR2"), person("host", "C0NTR1")], [], "none"),
        ([{"n": 1, "removed": True}], [ONE, TWO], "none"),
    ],
)
def test_who_acts_towards_whom(parts, sides, direction):
    assert derivation.direction({"record": {"participations": parts}}, sides) == direction


def test_entries_of_editions_under_a_withdrawal_are_nowhere(lawless):
    records.publish_visits(1)
    for step in (histories.withdraw(histories.A), histories.confirm(histories.A), histories.visit(histories.A, "1995")):
        step()
    assert list(TimelineEntry.objects.values_list("edition__number", "seq_to")) == [(2, None)]
    assert Listing.objects.get(public_id=histories.A).withdrawn_through == 1
