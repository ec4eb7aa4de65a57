"""Tests for `relations.filters`: one vocabulary, lenient and strict readings of it, cursors, hostile values."""

import pytest
from django.http import QueryDict

from relations import filters, publication
from relations.filters import cursors
from relations.models import PublishedRecord
from relations.search.folding import fold
from relations.vocabularies import GROUP_OF_KIND, Group, IncidentKind, VisitKind
from tests import records

HOSTILE = [
    *("'", '"', "\\", "\x00", "\x01", "🙂" * 50, "a" * 3000, "1e999", "-1", "../../etc/passwd", "<script>alert(1)</script>"),
    *("2014-02-30", "[..", "%", "%s", "%(x)s", "AND", "NEAR(", "*", "c++", "o'neil", "9" * 400, "٣", "{}", "\u2028", "_", "  "),
]  # fmt: skip


def read(text="", **arguments):
    return filters.read(QueryDict(text), **arguments)


def ids(query):
    """Public ids of the first page, in order."""
    names = dict(PublishedRecord.objects.values_list("pk", "public_id"))
    return [names[row.record_id] for row in query.page("card_json").rows]


def found(text, **arguments):
    query = read(text, **arguments)
    assert query.problems == []
    return ids(query)


@pytest.fixture
def chronicle(lawless):
    """Four visits: a day, an approximate year, an open interval, one elsewhere by others."""
    records.publish(*records.background())
    news = records.document("source", "NEWS01", title="A paper", source_kind="news")
    cited = [records.cited() | {"source": "NEWS01"}]
    other = [
        {"n": 1, "who": records.HOST, "role": "guest", "state": records.FIRST},
        {"n": 2, "who": records.GUEST, "role": "host", "state": records.SECOND},
    ]
    records.publish(news)
    records.publish(
        records.visit("V00001", "2014-10-16", title="Návštěva Vrbětice 100 %"),
        records.visit("V00002", "2014~", kind="state", standing="alleged"),
        records.visit("V00003", "2013-12/..", citations=cited),
        records.visit("V00004", "2014-10", kind="working", dossiers=[], participations=other, title="Talks"),
    )


# --- Meaning --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["V00003", "V00002", "V00004", "V00001"]),
        ("sort=-date", ["V00001", "V00004", "V00002", "V00003"]),
        ("sort=published", ["V00001", "V00002", "V00003", "V00004"]),
        ("sort=-published", ["V00004", "V00003", "V00002", "V00001"]),
        ("sort=updated", ["V00001", "V00002", "V00003", "V00004"]),
        ("sort=-updated", ["V00004", "V00003", "V00002", "V00001"]),
        ("date_from=2014-10&date_to=2014-10", ["V00003", "V00002", "V00004", "V00001"]),
        ("date_from=2014-10-17", ["V00003", "V00002", "V00004"]),
        ("date_to=2013", ["V00003"]),
        ("date_from=2014&date_to=2014&date_match=within", ["V00004", "V00001"]),
        ("date_from=2014-10-01&date_to=2014-10-15&date_match=within", []),
        ("date_from=2014&date_match=starts", ["V00002", "V00004", "V00001"]),
        ("kind=state", ["V00002"]),
        ("kind=state&kind=working", ["V00002", "V00004"]),
        ("kind=state&standing=established", []),
        ("group=visit", ["V00003", "V00002", "V00004", "V00001"]),
        ("group=measure", []),
        ("standing=alleged", ["V00002"]),
        ("precision=day", ["V00001"]),
        ("precision=month", ["V00004"]),
        ("precision=coarser", ["V00003", "V00002"]),
        ("direction=second-to-first", ["V00003", "V00002", "V00001"]),
        ("direction=none", ["V00004"]),
        ("who=PERS01", ["V00003", "V00002", "V00004", "V00001"]),
        ("who=ZZZZZZ", []),
        ("place=p1ace1", ["V00003", "V00002", "V00004", "V00001"]),
        ("place=PERS01", []),
        ("source=NEWS01", ["V00003"]),
        ("source=NEWS01&source=S0RCE1", ["V00003", "V00002", "V00004", "V00001"]),
        ("source_kind=news", ["V00003"]),
        ("source_kind=academic", []),
        ("dossier=D0SSR1", ["V00003", "V00002", "V00001"]),
        ("dossier=first-second", ["V00003", "V00002", "V00001"]),
        ("dossier=first-second&dossier=D0SSR2", ["V00003", "V00002", "V00001"]),
        ("dossier=nowhere", []),
        ("q=VRBETICE", ["V00001"]),
        ("q=vrbetice+navsteva", ["V00001"]),
        ("q=vrbetice+talks", []),
        ("q=%25", []),
        ("q=1_0", []),
        ("asof=1999-01-01", []),
        ("asof=9999-12-31", ["V00003", "V00002", "V00004", "V00001"]),
    ],
)
def test_a_query_finds(chronicle, text, expected):
    assert found(text) == expected


def test_the_scope_fixes_what_the_address_says(chronicle):
    dossier = PublishedRecord.objects.get(public_id=records.DOSSIER)
    scope = filters.Scope(dossier=dossier.pk, group="visit")
    assert found("", scope=scope) == ["V00003", "V00002", "V00001"]
    assert read("group=measure", scope=scope).problems[0].startswith("“group” is not a parameter of this list")


@pytest.fixture
def incidents(lawless):
    """Two incidents and a visit of the same day."""
    records.publish_incident()
    records.publish(records.visit("V00001", "2021-04-17"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["CAVSE1", "V00001", "1NC1D1"]),
        ("topic=espionage", ["1NC1D1"]),
        ("topic=espionage&topic=sabotage", ["CAVSE1", "1NC1D1"]),
        ("topic=espionage&kind=official", []),
        ("case=agent-case", ["1NC1D1"]),
        ("case=agent-case&case=other-case", ["1NC1D1"]),
        ("kind=expulsion&kind=official", ["V00001", "1NC1D1"]),
        ("group=measure&group=incident", ["CAVSE1", "1NC1D1"]),
        ("who=AGENT1", ["1NC1D1"]),
        ("direction=first-to-second", ["1NC1D1"]),
        ("asof=9999-12-31&case=agent-case", ["1NC1D1"]),
    ],
)
def test_a_query_finds_incidents(incidents, text, expected):
    assert found(text) == expected


@pytest.mark.parametrize("text", ["", "dossier=first-second", "who=C0NTR1", "asof=9999-12-31"])
def test_a_type_as_scope_leaves_that_type_alone(incidents, text):
    everything = found(text)
    visits, others = (found(text, scope=filters.Scope(type=each)) for each in ("visit", "incident"))
    assert visits == [public_id for public_id in everything if public_id.startswith("V")]
    assert others == [public_id for public_id in everything if not public_id.startswith("V")]


def test_visits_and_nothing_else_are_drawn_as_visits():
    drawn = {kind for kind, group in GROUP_OF_KIND.items() if group == Group.VISIT}
    assert drawn == set(VisitKind)
    assert drawn & set(IncidentKind) == set()


@pytest.mark.parametrize(("name", "merged", "survivor"), [("who", "PERS01", "AGENT1"), ("source", "S0RCE1", "S0RCE2")])
def test_a_merged_record_finds_what_its_survivor_finds(incidents, name, merged, survivor):
    records.publish(records.document("source", "S0RCE2", source_kind="news"))
    both = sorted({*found(f"{name}={merged}"), *found(f"{name}={survivor}")})
    publication.merge(public_id=merged, survivor=survivor)
    assert sorted(found(f"{name}={merged}")) == sorted(found(f"{name}={survivor}")) == both != []
    assert found(f"{name}={merged}&{name}={survivor}") == found(f"{name}={survivor}")


def test_a_merged_source_counts_as_of_the_kind_of_its_survivor(incidents):
    records.publish(records.document("source", "S0RCE2", source_kind="news"))
    publication.merge(public_id="S0RCE1", survivor="S0RCE2")
    assert found("source_kind=news") == ["CAVSE1", "V00001", "1NC1D1"]
    assert found("source_kind=reference") == []


def test_asof_shows_the_edition_of_then(chronicle):
    at = PublishedRecord.objects.get(public_id="V00001").changes.get().at
    publication.publish(
        documents=[records.visit("V00001", "2014-10-16", title="Renamed", change={"kind": "minor"})],
        at=at.replace(year=at.year + 1),
    )
    then = read(f"asof={at.date()}").page("card_json").rows[-1].fragment
    now = read("").page("card_json").rows[-1].fragment
    assert ('"version":1' in then, '"version":2' in now) == (True, True)


def test_asof_never_shows_what_is_withdrawn(chronicle):
    publication.withdraw(public_id="V00001", reason="error")
    assert found("asof=9999-12-31") == found("") == ["V00003", "V00002", "V00004"]


# --- Normal form ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("kind=working&kind=official&kind=working", "kind=official&kind=working"),
        ("limit=050&sort=date&kind=&date_match=overlaps&date_from=2014", "date_from=2014"),
        ("q=++two++words+&who=pers01", "who=PERS01&q=two+words"),
        ("date_from=2014-05-XX", "date_from=2014-05"),
    ],
)
def test_equal_queries_have_one_canonical_form(text, canonical):
    query = read(text)
    assert (query.canonical, query.problems) == (canonical, [])


def test_addresses_of_chips_and_of_another_order():
    query = read("kind=state&kind=official&limit=7")
    assert query.without("kind", "state") == "kind=official&limit=7"
    assert query.toggled("kind", "working") == "kind=official&kind=state&kind=working&limit=7"
    assert query.toggled("kind", "state") == "kind=official&limit=7"
    assert query.changed(sort="-date", kind=None) == "sort=-date&limit=7"
    assert query.changed(sort="date", limit="50") == "kind=official&kind=state"


def test_reversed_dates_are_swapped_and_said(chronicle):
    query = read("date_from=2015&date_to=2014-11")
    assert query.swapped
    assert query.canonical == "date_from=2014-11&date_to=2015"
    assert query.problems == ["date_from 2015 is later than date_to 2014-11; the range 2014-11 to 2015 is meant."]


# --- Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "parameter", "suggestion"),
    [
        ("data_from=2014", "unknown-parameter", "data_from", "date_from"),
        ("zzz=1", "unknown-parameter", "zzz", None),
        ("kind=offical", "invalid-parameter", "kind", "official"),
        ("kind=nope", "invalid-parameter", "kind", None),
        ("date_from=2014-13", "invalid-date", "date_from", None),
        ("date_match=inside", "invalid-parameter", "date_match", None),
        ("asof=2014", "invalid-date", "asof", None),
        ("asof=20140501", "invalid-date", "asof", None),
        ("limit=201", "limit-too-large", "limit", None),
        ("limit=0", "limit-too-large", "limit", None),
        ("sort=title", "invalid-parameter", "sort", None),
        ("sort=-data", "invalid-parameter", "sort", "-date"),
        ("who=Putin", "invalid-parameter", "who", None),
        ("q=%00", "invalid-parameter", "q", None),
        ("cursor=abc", "cursor-mismatch", "cursor", None),
        ("sort=date&sort=-date", "repeated-parameter", "sort", None),
        ("asof=2026-01-01&who=PERS01", "invalid-parameter", "who", None),
        ("asof=2026-01-01&topic=energy", "invalid-parameter", "topic", None),
        ("topic=enrgy", "invalid-parameter", "topic", "energy"),
        ("case=Agent", "invalid-parameter", "case", None),
        ("cases=agent-case", "unknown-parameter", "cases", "case"),
        ("&".join(f"who=AAAA{n}" for n in range(10, 31)), "invalid-parameter", "who", None),
    ],
)
def test_a_fault_names_parameter_and_meant_value(text, code, parameter, suggestion):
    (fault,) = read(text).faults
    assert (fault.code, fault.parameter, fault.suggestion) == (code, parameter, suggestion)
    assert fault.detail[0] in f"{parameter}“T"
    assert fault.detail[-1] in ".?"


def test_what_is_refused_leaves_the_rest_in_force(chronicle):
    query = read("kind=nope&kind=state&x=1&date_from=zzz")
    assert ids(query) == ["V00002"]
    assert len(query.problems) == 3


def test_names_that_the_caller_understands_are_left_to_it():
    assert read("view=table&print=1", other=("view", "print")).problems == []


@pytest.mark.parametrize(
    ("names", "text", "parameter", "suggestion"),
    [
        (filters.VisitFilters, "kind=statement", "kind", "state"),
        (filters.VisitFilters, "group=visit", "group", None),
        (filters.IncidentFilters, "kind=state", "kind", "statement"),
        (filters.IncidentFilters, "group=visit", "group", None),
        (filters.OrganisationFilters, "kind=embasy", "kind", "embassy"),
        (filters.SeriesFilters, "source_kind=news", "source_kind", None),
    ],
)
def test_a_list_of_one_type_refuses_what_only_others_have(names, text, parameter, suggestion):
    (fault,) = read(text, names=names).faults
    assert (fault.parameter, fault.suggestion) == (parameter, suggestion)


@pytest.mark.parametrize("names", [filters.IncidentFilters, filters.VisitFilters])
def test_lists_of_one_type_keep_the_order_of_the_names(names):
    kept = [name for name in filters.EntryFilters.base_filters if name in names.base_filters]
    assert list(names.base_filters) == kept


@pytest.mark.parametrize("name", filters.EntryFilters.base_filters)
def test_no_value_raises(chronicle, name):
    params = QueryDict(mutable=True)
    for value in HOSTILE:
        params[name] = value
        query = filters.read(params)
        assert len(query.page().rows) == min(query.count(), query.limit)


def test_many_strange_names_cost_a_bounded_answer():
    assert len(read("&".join(f"x{number}=1" for number in range(500))).faults) == 20


# --- Cursors --------------------------------------------------------------------------------------


def test_a_cursor_goes_on_in_its_own_list(chronicle):
    first = read("limit=3")
    cursor = first.page().next
    assert ids(first) == ["V00003", "V00002", "V00004"]
    assert found(f"limit=2&cursor={cursor}") == ["V00001"]


def test_a_cursor_of_another_list_is_refused(chronicle):
    cursor = read("limit=3").page().next
    for text in ("kind=official", "sort=-date", "asof=9999-12-31"):
        query = read(f"{text}&cursor={cursor}")
        assert [fault.code for fault in query.faults] == ["cursor-mismatch"]
        assert query.after is None
    assert read(f"cursor={cursor}", scope=filters.Scope(dossier=1)).after is None


@pytest.mark.parametrize("key", [None, True, "5", 1.5, 2**63, -(2**64), [1], {"a": 1}])
def test_a_forged_key_is_refused(key):
    query = read("")
    assert [f.code for f in read(f"cursor={query.cursor_after(key)}").faults] == ["cursor-mismatch"]


@pytest.mark.parametrize("key", [5, ["title"], [1, 1], ["a\x00", 1], ["a", "b"], ["a", 2**63]])
def test_a_forged_title_key_is_refused(key):
    query = read("", names=filters.ListingFilters)
    again = read(f"cursor={query.cursor_after(key)}", names=filters.ListingFilters)
    assert [fault.code for fault in again.faults] == ["cursor-mismatch"]


def test_a_cursor_survives_the_longest_title():
    title = fold("ř" * 300)
    assert cursors.decode(cursors.encode([title, 1], "x"), "x") == [title, 1]
