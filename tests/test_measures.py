"""Measures in words, and who acts towards whom: the same for cards, lists and pages."""

import pytest
from django.utils.translation import override

from relations import measures
from relations.vocabularies import Category, MeasureKind


def measure(kind="expulsion", **part):
    return {"n": 1, "kind": kind} | part


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (measure(count=18, category="diplomats"), "18 diplomats expelled"),
        (measure(count=1, category="diplomats"), "1 diplomat expelled"),
        (measure(count=1250, category="persons"), "1,250 people expelled"),
        (measure(count=20), "20 expelled"),
        (measure(count_min=3, category="officials"), "At least 3 officials expelled"),
        (measure(count_max=7, category="staff"), "At most 7 members of the embassy staff expelled"),
        (measure(count_min=5, count_max=7, category="diplomats"), "5 to 7 diplomats expelled"),
        (measure(count_min=5, count_max=5, category="diplomats"), "5 diplomats expelled"),
        (measure(category="diplomats"), "Diplomats expelled"),
        (measure(), "Expulsion (persona non grata)"),
        (measure("staff_cap", count=32, category="staff"), "Cap of 32 members of the embassy staff"),
        (measure("staff_cap", category="diplomats"), "Staff cap"),
        (measure("local_staff_cap", count=19), "Cap of 19 locally employed members of staff"),
        (measure("local_staff_cap", count=0), "Cap of 0 locally employed members of staff"),
        (measure("local_staff_cap"), "Cap on locally employed staff"),
        (measure("asset_freeze", count=2, category="entities"), "Assets of 2 entities frozen"),
        (measure("note", count=2), "Diplomatic note"),
        (measure("ultimatum"), "Ultimatum"),
    ],
)
def test_a_measure_in_words(part, words):
    assert measures.words(part) == words


@pytest.mark.parametrize("kind", MeasureKind.values)
@pytest.mark.parametrize("category", [*Category.values, None])
@pytest.mark.parametrize("count", [{}, {"count": 0}, {"count": 1}, {"count_min": 2}, {"count_min": 2, "count_max": 9}])
def test_every_measure_has_words(kind, category, count):
    part = measure(kind, **count) | ({"category": category} if category else {})
    said = measures.words(part)
    assert said[:1].isdigit() or said[:1].isupper()
    assert "  " not in said
    assert "{}" not in said


@pytest.mark.parametrize(
    ("parts", "short"),
    [
        ([measure(count=18, category="diplomats")], "18 expelled"),
        ([measure(count=18), {"n": 2, "removed": True}, measure("note")], "18 expelled"),
        ([measure("staff_cap", count_min=5, count_max=7)], "cap of 5 to 7"),
        ([measure(count=18), measure("recall", count=2)], ""),
        ([measure()], ""),
        ([], ""),
    ],
)
def test_a_list_says_exactly_one_count(parts, short):
    assert measures.short({"measures": parts}) == short


def part(who, role, **more):
    return {"n": 1, "who": who, "role": role} | more


@pytest.mark.parametrize(
    ("record", "sides"),
    [
        ({"participations": [part("A", "initiator"), part("B", "target")]}, (["A"], ["B"])),
        ({"participations": [part("P", "initiator", state="A"), part("A", "initiator")]}, (["A"], [])),
        ({"participations": [part("A", "initiator", alleged=True), part("B", "target")]}, ([], ["B"])),
        ({"participations": [part("A", "perpetrator"), part("B", "victim")]}, ([], [])),
        (
            {"measures": [measure(imposing="A", receiving="B"), measure(imposing="A", receiving="C")]},
            (["A"], ["B", "C"]),
        ),
        ({"measures": [measure(imposing="A")], "participations": [part("B", "target")]}, ([], ["B"])),
        ({"measures": [measure(receiving="B"), {"n": 2, "removed": True}]}, ([], ["B"])),
    ],
)
def test_who_acts_towards_whom(record, sides):
    assert measures.towards(record) == sides


# --- In Czech -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (measure(count=1, category="diplomats"), "Vyhoštění: 1 diplomat"),
        (measure(count=3, category="diplomats"), "Vyhoštění: 3 diplomaté"),
        (measure(count=18, category="diplomats"), "Vyhoštění: 18 diplomatů"),
        (measure(count=1250, category="persons"), "Vyhoštění: 1\xa0250 osob"),
        (measure(count_min=3, category="officials"), "Vyhoštění: nejméně 3 úředníci"),
        (measure(count_min=5, count_max=7, category="diplomats"), "Vyhoštění: 5 až 7 diplomatů"),
        (measure("asset_freeze", count=2, category="entities"), "Zmrazení majetku: 2 subjekty"),
        (measure("local_staff_cap", count=19), "Strop: 19 místních zaměstnanců"),
    ],
)
def test_a_measure_in_czech(part, words):
    with override("cs"):
        assert measures.words(part) == words
    assert measures.words(part) != words
