"""Tests for `facets` and `count`: whole lists counted, compared with counting by hand over every item."""

import json
from collections import Counter

import pytest

from relations import facets, publication
from relations.api.shaping.names import FACETS, LISTS
from relations.models import Listing, PublishedRecord
from tests import records
from tests.api.test_lists import get

SECOND_DOSSIER = "D0SSR2"


@pytest.fixture
def chronicle(lawless, client):
    """Entries of every sort: visits and incidents, dated so and so, in one dossier, in two, in none; some answer others."""
    records.publish_incident()
    sides = [{"n": 1, "label": "Third", "countries": ["C0NTR1"]}, {"n": 2, "label": "Second", "countries": ["C0NTR2"]}]
    records.publish(
        records.document("dossier", SECOND_DOSSIER, title="Third – Second", slug="third-second", sides=sides),
        records.document("source", "NEWS01", source_kind="news", topics=["energy", "trade"], dossiers=[SECOND_DOSSIER]),
        records.document("source", "NEWS02", source_kind="news", topics=["trade"], dossiers=["D0SSR1", SECOND_DOSSIER]),
        records.document("place", "P1ACE2", place_kind="city", dossiers=["D0SSR1"]),
    )
    both = ["D0SSR1", SECOND_DOSSIER]
    cited = [
        records.cited() | {"source": "NEWS01"},
        records.cited("date", 2) | {"source": "NEWS02", "through": "S0RCE1"},
    ]
    records.publish(
        records.visit("V00001", "2014~", kind="state", standing="alleged", dossiers=both, place="P1ACE2"),
        records.visit("V00002", "2013-12/..", dossiers=[SECOND_DOSSIER], citations=cited),
        records.visit("V00003", "2014-10", kind="state", dossiers=[]),
        records.visit("V00004", "1968-08-20", standing="disputed", dossiers=both),
        records.cause("CAVSE2", "[..1935-05-16]", topics=["trade", "energy"], dossiers=both, kind="sanction"),
        records.cause("CAVSE3", "202X-05", topics=["trade"], standing="denied", case="other-case", stage="wanted"),
        records.cause("CAVSE4", "2021-04-17", dossiers=[SECOND_DOSSIER], citations=cited[:1]),
    )
    publication.withdraw(public_id="CAVSE4", reason="error")
    return client


def listed(client, address):
    return get(client, f"{address}{'&' if '?' in address else '?'}limit=200")["data"]


def kind_of(source):
    return json.loads(Listing.objects.get(public_id=source).item)["kind"]


def cited_by(item):
    """The sources of an item that were read or reported."""
    return item["sources"]


def values_of(item, name):
    """The values of one facet that an item of a list of entries has, each once."""
    parties = {part[key] for part in item.get("participations", []) for key in ("who", "state") if key in part}
    found = {
        "group": [item.get("group")], "kind": [item.get("kind")], "standing": [item.get("standing")],
        "topic": item.get("topics", []), "case": [item.get("case")], "who": parties, "place": [item.get("place")],
        "source": cited_by(item), "dossier": item.get("dossiers", []),
    }  # fmt: skip
    if name == "source_kind":
        return {item["kind"]} if item["type"] == "source" else {kind_of(source) for source in item["sources"]}
    return set(found[name]) - {None}


def by_hand(items, name):
    return dict(Counter(value for item in items for value in values_of(item, name)))


def as_dict(values):
    assert len({each["value"] for each in values}) == len(values)
    return {each["value"]: each["count"] for each in values}


LISTS_OF_ENTRIES = (
    "/api/v1/timeline/", "/api/v1/incidents/", "/api/v1/visits/", "/api/v1/timeline/?dossier=D0SSR1",
    "/api/v1/timeline/?dossier=third-second", "/api/v1/timeline/?dossier=D0SSR1&dossier=D0SSR2",
    "/api/v1/incidents/?dossier=D0SSR2", "/api/v1/visits/?dossier=first-second", "/api/v1/timeline/?who=C0NTR1",
    "/api/v1/timeline/?kind=state&kind=sabotage", "/api/v1/timeline/?date_from=2013&sort=-published",
    "/api/v1/timeline/?q=visit&standing=established", "/api/v1/timeline/?source_kind=news", "/api/v1/timeline/?who=ZZZZZZ",
    "/api/v1/timeline/?dossier=nowhere", "/api/v1/incidents/?topic=trade&dossier=D0SSR1",
)  # fmt: skip


def counted(client, address, names):
    """The first item of a list, and the whole of it counted."""
    return get(client, f"{address}{'&' if '?' in address else '?'}facets={','.join(names)}&count=exact&limit=1")


def test_counts_are_those_of_counting_by_hand(chronicle):
    for address in LISTS_OF_ENTRIES:
        names = FACETS[address.split("/")[3]]
        items, answer = listed(chronicle, address), counted(chronicle, address, names)
        found = {name: as_dict(values) for name, values in answer["facets"].items()}
        assert found.keys() == set(names)
        assert (answer["page"]["count"], answer["page"]["facets_complete"]) == (len(items), True), address
        for name in set(names) - {"year", "direction", "precision"}:
            assert found[name] == by_hand(items, name), (address, name)
        for name in {"year", "direction", "precision"}:
            assert sum(found[name].values()) == len(items), (address, name)


def test_a_value_is_what_the_filter_of_its_name_finds(chronicle):
    for word in ("timeline", "incidents", "visits"):
        for name, values in counted(chronicle, f"/api/v1/{word}/", set(FACETS[word]) - {"year"})["facets"].items():
            for value, count in as_dict(values).items():
                assert len(listed(chronicle, f"/api/v1/{word}/?{name}={value}")) == count, (word, name, value)


def test_a_year_is_that_under_which_an_entry_is_listed(chronicle):
    """In order, and for a dossier as it is kept."""
    years = [
        [(each["value"], each["count"]) for each in get(chronicle, f"/api/v1/timeline/?{query}")["facets"]["year"]]
        for query in ("facets=year&dossier=D0SSR1", "facets=year&dossier=D0SSR1&date_from=0001")
    ]
    assert years[0] == years[1] == [
        ("1935", 1), ("1968", 1), ("2014", 2), ("2020", 1), ("2021", 1),
    ]  # fmt: skip


def test_kept_counts_are_those_that_are_counted_live(chronicle):
    names = ",".join(facets.KEPT)
    for dossier in ("D0SSR1", "third-second"):
        kept, live = (
            get(chronicle, f"/api/v1/timeline/?dossier={dossier}&facets={names}{more}")["facets"]
            for more in ("", "&date_to=9999")
        )
        assert kept == live
        assert all(kept.values())


def test_the_most_frequent_value_comes_first(chronicle):
    values = get(chronicle, "/api/v1/timeline/?facets=kind")["facets"]["kind"]
    assert values == sorted(values, key=lambda each: (-each["count"], each["value"]))


PROFILES = (
    "/api/v1/sources/", "/api/v1/sources/?topic=trade", "/api/v1/sources/?source_kind=news&dossier=D0SSR1",
    "/api/v1/organisations/", "/api/v1/series/", "/api/v1/places/", "/api/v1/people/?q=host",
    "/api/v1/organisations/?kind=embassy",
)  # fmt: skip


def test_profiles_are_counted_by_hand_alike(chronicle):
    for address in PROFILES:
        items = listed(chronicle, address)
        answer = counted(chronicle, address, LISTS[address.split("/")[3]].base_filters["facets"].field.values)
        assert answer["page"]["count"] == len(items)
        for name, values in answer["facets"].items():
            assert as_dict(values) == by_hand(items, name), (address, name)


def test_hits_are_counted_by_type(chronicle):
    for query in ("q=first", "q=first&type=country&type=incident", "q=nothing+such", "q=c", "q=i&type=place"):
        items = listed(chronicle, f"/api/v1/search/?{query}")
        answer = counted(chronicle, f"/api/v1/search/?{query}", ["type"])
        assert (answer["page"]["count"], answer["page"]["facets_complete"]) == (len(items), True)
        assert as_dict(answer["facets"]["type"]) == dict(Counter(item["type"] for item in items))


# --- The past -------------------------------------------------------------------------------------


def test_the_past_is_counted_as_it_was(chronicle):
    """`CAVSE4` is withdrawn, and such editions stand in no list of any day; the others have their rows of then."""
    names = ("year", "group", "kind", "direction", "standing", "precision", "case")
    past, now = (
        get(chronicle, f"/api/v1/timeline/?{query}facets={','.join(names)}&count=exact")
        for query in ("asof=9999-12-31&", "")
    )
    assert past["facets"] == now["facets"]
    assert past["page"]["count"] == now["page"]["count"] == len(now["data"])
    before = get(chronicle, "/api/v1/timeline/?asof=1999-01-01&facets=kind,year&count=exact")
    assert (before["facets"], before["page"]["count"]) == ({"kind": [], "year": []}, 0)


def test_what_only_the_present_knows_is_not_counted_of_the_past(chronicle):
    for name in ("topic", "who", "place", "source", "source_kind", "dossier"):
        response = chronicle.get(f"/api/v1/timeline/?asof=2026-01-01&facets=kind,{name}")
        assert response.status_code == 400
        assert json.loads(response.content)["detail"] == (
            f"facets={name} reads what is public now and cannot be joined with asof; leave one out."
        )


# --- Bounds ---------------------------------------------------------------------------------------


def test_a_long_list_is_counted_to_its_bound_and_says_so(chronicle, monkeypatch):
    whole = get(chronicle, "/api/v1/timeline/?facets=year,topic")
    monkeypatch.setattr(facets, "MOST_ROWS", 4)
    publication.withdraw(public_id="V00003", reason="error")  # other numbers are in no cache
    first = get(chronicle, "/api/v1/timeline/?facets=year,topic&sort=-date&count=exact")
    assert first["page"]["facets_complete"] is False
    assert first["page"]["count"] == 7
    assert as_dict(first["facets"]["year"]) == {"1935": 1, "1968": 1, "2013": 1, "2014": 1}
    assert as_dict(first["facets"]["topic"]) == {"trade": 1, "energy": 1}
    assert first["facets"] != whole["facets"]
    assert get(chronicle, "/api/v1/timeline/?facets=year&dossier=D0SSR1")["page"]["facets_complete"] is True  # kept
    assert get(chronicle, "/api/v1/people/?facets=dossier")["page"]["facets_complete"] is True
    monkeypatch.setattr(facets, "MOST_ROWS", 1)
    assert get(chronicle, "/api/v1/places/?facets=dossier")["page"]["facets_complete"] is False
    assert get(chronicle, "/api/v1/search/?q=first&facets=type")["page"]["facets_complete"] is False


def test_a_facet_of_many_values_is_cut_and_says_so(chronicle, monkeypatch):
    monkeypatch.setattr(facets, "MOST_VALUES", 2)
    answer = get(chronicle, "/api/v1/timeline/?facets=who")
    assert [each["value"] for each in answer["facets"]["who"]] == ["C0NTR1", "C0NTR2"]
    assert answer["page"]["facets_complete"] is False


EVERYTHING = f"facets={','.join(FACETS['timeline'])}"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("visits/?facets=kind", 3),
        ("timeline/?facets=who,topic,source_kind,year", 3),
        (f"timeline/?{EVERYTHING}", 3),
        (f"timeline/?dossier=first-second&{EVERYTHING}", 4),  # kept and live
        ("timeline/?dossier=first-second&facets=year,kind,group,direction,standing", 3),
        ("timeline/?count=exact", 3),
        ("timeline/?count=exact&dossier=first-second", 3),
        ("timeline/?count=none", 2),
        ("people/?facets=dossier", 3),
        ("sources/?facets=topic,source_kind,dossier&count=exact", 4),
        (f"timeline/?{EVERYTHING}&count=exact&include=who,sources&fields=title&lang=cs", 5),
    ],
)
def test_counting_costs_the_same_queries_at_any_length(
    lawless, client, count, query, queries, django_assert_num_queries
):
    records.publish_visits(count)
    with django_assert_num_queries(queries):
        get(client, f"/api/v1/{query}")


@pytest.mark.parametrize("count", [1, 3])
def test_counting_hits_costs_one_query_for_each_name(lawless, client, count, django_assert_num_queries, engine):
    records.publish_visits(count)
    searching = {"sqlite": 4, "postgresql": 3}[engine]  # head, words (SQLite), places, listings
    for query, more in (("", 0), ("&facets=type", 1), ("&count=exact", 1), ("&facets=type&count=exact", 2)):
        with django_assert_num_queries(searching + more):
            get(client, f"/api/v1/search/?q=visit{query}")


def test_counting_is_not_done_where_nobody_asks(chronicle):
    assert get(chronicle, "/api/v1/timeline/")["page"].keys() == {"next", "limit"}
    assert get(chronicle, "/api/v1/timeline/?count=none")["page"].keys() == {"next", "limit"}


def test_a_dossier_that_nobody_knows_has_nothing(chronicle):
    answer = get(chronicle, "/api/v1/timeline/?dossier=nowhere&facets=year,who&count=exact")
    assert (answer["facets"], answer["page"]["count"]) == ({"who": [], "year": []}, 0)


@pytest.mark.sqlite
def test_the_list_is_read_once(chronicle, django_assert_num_queries):
    """Whatever is counted: the rows are set aside, and every facet reads those."""
    with django_assert_num_queries(1) as asked:
        facets.of_entries(publication.TimelineEntry.objects.all(), FACETS["timeline"])
    (statement,) = asked.captured_queries
    assert statement["sql"].count("AS MATERIALIZED") == 2
    # As rows of the list, and joined where entries are counted by dossier.
    assert statement["sql"].count('FROM "relations_timelineentry"') == 1


def test_a_merged_record_is_counted_as_its_survivor(chronicle):
    publication.merge(public_id="P1ACE1", survivor="P1ACE2")
    found = as_dict(get(chronicle, "/api/v1/timeline/?facets=place")["facets"]["place"])
    assert found == {"P1ACE2": len([item for item in listed(chronicle, "/api/v1/timeline/") if "place" in item])}
    assert PublishedRecord.objects.filter(public_id="P1ACE1").exists()
