"""What incidents are found by: subjects, cases, kinds of two types at once, people who were merged."""

import pytest
from django.http import QueryDict

from relations import filters, publication
from relations.filters.sets import passed
from relations.models import Listing, PublishedRecord
from tests import records


def read(text, **arguments):
    return filters.read(QueryDict(text), **arguments)


def found(text):
    """Public ids of the first page, in order."""
    query = read(text)
    assert query.problems == []
    names = dict(PublishedRecord.objects.values_list("pk", "public_id"))
    return [names[row.record_id] for row in query.page("card_json").rows]


@pytest.fixture
def subjects(lawless):
    """Three incidents with subjects and cases, a visit, a source and a series with subjects."""
    records.publish(*records.background(), *records.incident_background())
    records.publish(
        records.cause("1NC001", "2001-01-01", topics=["trade"], case="first-case", stage="requested"),
        records.cause(
            "1NC002", "2002-01-01", topics=["trade", "energy"], case="first-case", stage="ruled", kind="other"
        ),
        records.cause("1NC003", "2003-01-01", topics=[], case="second-case", stage="ruled", standing="alleged"),
        records.visit("V00001", "2004-01-01"),
        records.document("source", "S0RCE2", title="About trade", source_kind="news", topics=["trade"]),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("topic=trade", ["1NC001", "1NC002"]),
        ("topic=energy", ["1NC002"]),
        ("topic=energy&topic=trade", ["1NC001", "1NC002"]),
        ("topic=culture", []),
        ("topic=trade&kind=other", ["1NC002"]),
        ("topic=trade&sort=-date", ["1NC002", "1NC001"]),
        ("case=first-case", ["1NC001", "1NC002"]),
        ("case=first-case&case=second-case", ["1NC001", "1NC002", "1NC003"]),
        ("case=first-case&topic=energy", ["1NC002"]),
        ("case=nobodys", []),
        ("kind=sabotage&kind=official", ["1NC001", "1NC003", "V00001"]),
        ("group=incident", ["1NC001", "1NC002", "1NC003"]),
        ("group=incident&group=visit&standing=alleged", ["1NC003"]),
        ("who=C0NTR1", ["1NC001", "1NC002", "1NC003", "V00001"]),
        ("direction=none", ["1NC001", "1NC002", "1NC003"]),
        ("q=incident&topic=trade", ["1NC001", "1NC002"]),
    ],
)
def test_a_query_finds_subjects_and_cases(subjects, text, expected):
    assert found(text) == expected


def test_a_subject_and_a_case_follow_the_current_edition(subjects):
    records.publish(
        records.cause("1NC001", "2001-01-01", {"kind": "update"}, topics=["culture"], case="third-case", stage="ruled")
    )
    assert (found("topic=culture"), found("case=third-case")) == (["1NC001"], ["1NC001"])
    assert (found("topic=trade"), found("case=first-case")) == (["1NC002"], ["1NC002"])
    publication.withdraw(public_id="1NC002", reason="error")
    assert (found("topic=trade"), found("case=first-case")) == ([], [])


def test_a_source_is_found_by_its_subject(subjects):
    query = read("topic=trade", names=filters.SourceFilters)
    assert query.problems == []
    rows = passed(filters.SourceFilters, Listing.objects.filter(type="source"), query.values)
    assert [row.public_id for row in rows] == ["S0RCE2"]


def test_who_finds_what_names_a_merged_person(subjects):
    """Asked for the survivor, or for the one whose address an old link still has."""
    records.publish(records.document("person", "PERS03", title="Guest Again", **records.claims()))
    publication.merge(public_id=records.GUEST, survivor="PERS03")
    assert found("who=PERS03") == ["V00001"]


@pytest.mark.parametrize(
    ("text", "parameter", "suggestion"),
    [
        ("topic=trad", "topic", "trade"),
        ("topic=nope", "topic", None),
        ("case=First+Case", "case", None),
        ("case=%00", "case", None),
        ("kind=expulsio", "kind", "expulsion"),
    ],
)
def test_a_subject_a_case_and_a_kind_that_nobody_may_send(text, parameter, suggestion):
    (fault,) = read(text).faults
    assert (fault.parameter, fault.suggestion, fault.detail[-1] in ".?") == (parameter, suggestion, True)
