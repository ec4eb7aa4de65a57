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


IDENTITIES = {
    name: PublishedRecord(pk=key, public_id=name)
    for key, name in enumerate(["C0NTR1", "C0NTR2", "C0NTR9", "PERS01", "0RGAN1", "01D001"], 1)
}
# 01D001 was merged into C0NTR2.
CONTEXT = derivation.Context(IDENTITIES, {}, {}, {IDENTITIES["01D001"].pk: IDENTITIES["C0NTR2"]})
ONE, TWO = {IDENTITIES["C0NTR1"].pk}, {IDENTITIES["C0NTR2"].pk}
ALLEGED = {"alleged": True}


def person(role, state=None, who="PERS01", **more):
    return {"n": 1, "who": who, "role": role} | ({"state": state} if state else {}) | more


def measure(imposing=None, receiving=None, **more):
    named = {"imposing": imposing, "receiving": receiving}
    return {"n": 1, "kind": "expulsion"} | {key: value for key, value in named.items() if value} | more


def seen(participations=(), measures=(), sides=(ONE, TWO)):
    record = {"participations": list(participations), "measures": list(measures)}
    return derivation.direction({"record": record}, list(sides), CONTEXT)


@pytest.mark.parametrize(
    ("parts", "direction"),
    [
        pytest.param([person("guest", "C0NTR2"), person("host", "C0NTR1")], "second-to-first", id="visit"),
        pytest.param([person("guest", "C0NTR1"), person("host", "C0NTR2")], "first-to-second", id="the other way"),
        pytest.param([person("guest", "C0NTR1"), person("guest", "C0NTR2")], "mutual", id="both are guests"),
        pytest.param([person("guest", "C0NTR1"), person("host", "C0NTR1")], "none", id="at home"),
        pytest.param([person("guest", "C0NTR9"), person("host", "C0NTR1")], "none", id="a third state's guest"),
        pytest.param([person("initiator", who="C0NTR1"), person("target", who="C0NTR2")], "first-to-second", id="states"),
        pytest.param(
            [person("initiator", who="C0NTR2"), person("target", who="C0NTR1"), person("target", who="C0NTR9")],
            "second-to-first", id="a third state is a target too",
        ),
        pytest.param(
            [person("initiator", "C0NTR2", "0RGAN1"), person("target", "C0NTR1")], "second-to-first", id="by the state",
        ),
        pytest.param([person("initiator", who="01D001"), person("target", who="C0NTR1")], "second-to-first", id="merged"),
        pytest.param(
            [person("initiator", who="C0NTR2", **ALLEGED), person("target", who="C0NTR1")], "none", id="alleged initiator",
        ),
        pytest.param(
            [person("accused", "C0NTR2", **ALLEGED), person("victim", "C0NTR1")], "none", id="roles without a direction",
        ),
        pytest.param([person("signatory", who="C0NTR1"), person("signatory", who="C0NTR2")], "mutual", id="both signed"),
        pytest.param([person("signatory", who="C0NTR1"), person("signatory", who="C0NTR9")], "none", id="one side signed"),
        pytest.param(
            [person("initiator", who="C0NTR1"), person("target", who="C0NTR2"), person("signatory", who="C0NTR2")],
            "first-to-second", id="a signature beside an act",
        ),
        pytest.param([person("initiator", who="PERS01"), person("target", who="C0NTR1")], "none", id="no state known"),
        pytest.param([person("guest", "N0B0DY"), person("host", "C0NTR1")], "none", id="a stranger"),
        pytest.param([{"n": 1, "removed": True}], "none", id="removed"),
        pytest.param([], "none", id="nobody"),
    ],
)  # fmt: skip
def test_who_acts_towards_whom(parts, direction):
    assert seen(parts) == direction


@pytest.mark.parametrize(
    ("measures", "direction"),
    [
        pytest.param([measure("C0NTR1", "C0NTR2")], "first-to-second", id="imposed"),
        pytest.param(
            [measure("C0NTR1", "0RGAN1"), measure("C0NTR1", "C0NTR2")], "first-to-second", id="and on a mission"
        ),
        pytest.param([measure("C0NTR1", "C0NTR2"), measure("C0NTR2", "C0NTR1")], "mutual", id="tit for tat"),
        pytest.param([measure("C0NTR1")], "none", id="received by nobody"),
        pytest.param([measure("C0NTR9", "C0NTR2")], "none", id="by a third state"),
        pytest.param([measure("C0NTR1", "01D001")], "first-to-second", id="on a merged one"),
        pytest.param([{"n": 1, "removed": True}], "none", id="removed"),
    ],
)
def test_measures_give_the_direction_that_participants_do_not(measures, direction):
    assert seen(measures=measures) == direction
    assert seen([person("accused", "C0NTR2", **ALLEGED)], measures) == direction
    assert seen([person("initiator", who="PERS01")], measures) == direction


def test_participants_come_before_measures():
    parts = [person("initiator", who="C0NTR2"), person("target", who="C0NTR1")]
    assert seen(parts, [measure("C0NTR1", "C0NTR2")]) == "second-to-first"


@pytest.mark.parametrize("sides", [(), (ONE,), (set(), set())])
def test_without_two_sides_there_is_no_direction(sides):
    assert seen([person("guest", "C0NTR2"), person("host", "C0NTR1")], sides=sides) == "none"


def test_entries_of_editions_under_a_withdrawal_are_nowhere(lawless):
    records.publish_visits(1)
    for step in (histories.withdraw(histories.A), histories.confirm(histories.A), histories.visit(histories.A, "1995")):
        step()
    assert list(TimelineEntry.objects.values_list("edition__number", "seq_to")) == [(2, None)]
    assert Listing.objects.get(public_id=histories.A).withdrawn_through == 1
