"""Tests for `include`: the records that items name, once each, as they are public now, by one further query."""

import json

import pytest

from relations import publication
from relations.api import shapes
from relations.api.shaping import including
from relations.api.shaping.names import INCLUDES, ITEMS, LISTS, SHAPES
from relations.documents.fields import PublicId
from relations.models import Listing
from tests import records
from tests.api.test_lists import get


@pytest.fixture
def site(lawless, client):
    records.publish_incident()
    records.publish(records.visit("V00001", "2015-01-01"))
    return client


def included(client, address):
    return get(client, f"/api/v1/{address}")["included"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("incidents/?include=sources", ["S0RCE1"]),
        ("incidents/?include=place", ["P1ACE1"]),
        ("incidents/?include=dossiers", ["D0SSR1"]),
        ("incidents/?include=responses", ["CAVSE1"]),
        ("incidents/?include=who", ["AGENT1", "C0NTR1", "C0NTR2", "EMBASY"]),
        ("incidents/?include=who&limit=1", ["C0NTR1"]),
        ("visits/?include=who", ["C0NTR1", "C0NTR2", "PERS01", "PERS02"]),
        ("timeline/?include=place,dossiers&include=sources", ["D0SSR1", "P1ACE1", "S0RCE1"]),
        ("organisations/?include=sending_state,seat", ["C0NTR2", "P1ACE1"]),
        ("organisations/?include=receiving_state", ["C0NTR1"]),
        ("organisations/?include=parent,country", []),
        ("series/?include=country,sources", ["C0NTR1", "S0RCE1"]),
        ("places/?include=country,inside", ["C0NTR1"]),
        ("dossiers/?include=sides", ["C0NTR1", "C0NTR2"]),
        ("people/?include=dossiers", []),
        ("search/?q=embassy&include=seat,responses", ["CAVSE1", "P1ACE1"]),
        ("incidents/1NC1D1/?include=responses,place", ["CAVSE1", "P1ACE1"]),
        ("dossiers/D0SSR1/?include=sides", ["C0NTR1", "C0NTR2"]),
        ("timeline/?q=nothing+such&include=who", []),
    ],
)
def test_the_records_that_items_name_are_sent_once(site, query, ids):
    found = included(site, query)
    assert list(found) == ids
    assert found == {each: json.loads(Listing.objects.get(public_id=each).item) for each in ids}


def test_memberships_and_publishers_are_sent(site):
    records.publish(
        records.document("country", "C0NTR3", memberships=[{"n": 1, "body": "B0DY01", "status": "member"}]),
        records.document("source", "NEWS01", source_kind="news", publisher="B0DY01"),
        records.document("place", "P1ACE2", place_kind="city", inside="P1ACE1"),
        records.document("organisation", "B0DY02", organisation_kind="court", parent="B0DY01", country="C0NTR1"),
    )
    assert list(included(site, "countries/?include=memberships")) == ["B0DY01"]
    assert list(included(site, "sources/?include=publisher")) == ["B0DY01"]
    assert list(included(site, "places/?include=inside")) == ["P1ACE1"]
    assert list(included(site, "organisations/?include=parent,country")) == ["B0DY01", "C0NTR1"]


def test_nothing_is_sent_where_nothing_is_asked(site):
    assert "included" not in get(site, "/api/v1/timeline/") | get(site, "/api/v1/incidents/1NC1D1/")


def test_a_merged_record_gives_its_survivor_under_the_id_that_is_named(site):
    records.publish(records.document("place", "P1ACE2", place_kind="city"))
    publication.merge(public_id="P1ACE1", survivor="P1ACE2")
    found = included(site, "visits/?include=place")
    assert list(found) == ["P1ACE1"]
    assert found["P1ACE1"]["id"] == "P1ACE2"
    publication.withdraw(public_id="P1ACE2", reason="error")
    assert included(site, "visits/?include=place") == {}


def test_what_is_not_public_is_absent(site):
    publication.withdraw(public_id="PERS01", reason="error")
    publication.vanish(public_id="PERS02")
    assert list(included(site, "visits/?include=who")) == ["C0NTR1", "C0NTR2"]


def test_included_records_are_whole_and_in_the_language_asked_for(site):
    found = included(site, "incidents/?include=responses&fields=date&lang=en")
    assert found["CAVSE1"] == json.loads(Listing.objects.get(public_id="CAVSE1").item)
    records.publish(
        records.cause(
            "CAVSE2", responses=[{"n": 1, "to": "1NC1D1", "relation": "reverses", "basis": "inferred", "note": "So."}]
        )
    )
    found = included(site, "incidents/?include=responses&lang=cs")
    assert found["1NC1D1"]["title"] == {"cs": "Vyhoštění"}
    assert found["CAVSE1"]["title"] == {"en": "Incident CAVSE1"}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("names", ["who", "who,place,sources,dossiers"])
def test_all_of_them_cost_one_query(lawless, client, count, names, django_assert_num_queries):
    records.publish_visits(count)
    for word in ("timeline", "visits"):
        with django_assert_num_queries(3):
            assert len(get(client, f"/api/v1/{word}/?include={names}")["data"]) == count
    with django_assert_num_queries(3):
        get(client, f"/api/v1/visits/V00000/?include={names}")


def test_a_page_that_names_nobody_asks_nothing(lawless, client, django_assert_num_queries):
    records.publish(*records.background())
    with django_assert_num_queries(2):
        assert included(client, "people/?include=dossiers") == {}


def test_more_ids_than_a_statement_takes_are_asked_in_turn(site, monkeypatch):
    whole = included(site, "timeline/?include=who,place,sources")
    monkeypatch.setattr(including, "MOST_AT_ONCE", 2)
    assert list(including.standing(sorted(whole))) == list(whole)


def test_the_past_is_not_shown_with_records_of_the_present(site):
    for address in ("timeline/?", "incidents/1NC1D1/?"):
        response = site.get(f"/api/v1/{address}asof=9999-12-31&include=who")
        problem = json.loads(response.content)
        assert (response.status_code, problem["errors"][0]["parameter"]) == (400, "include")
        assert problem["detail"] == ("include reads what is public now and cannot be joined with asof; leave one out.")


def id_paths(serializer, where=()):
    """Where a shape holds ids: (field, member) or (field,)."""
    for name, field in serializer.fields.items():
        inner = getattr(field, "child", field)
        inner = getattr(inner, "child", inner)
        if isinstance(inner, PublicId):
            yield (*where, name)
        elif hasattr(inner, "fields") and not where:
            yield from id_paths(inner, (name,))


@pytest.mark.parametrize("word", sorted(LISTS))
def test_every_id_of_a_shape_can_be_included(word):
    """All but the item's own, and no name without an id."""
    shape = SHAPES[word]
    members = shape.serializers.values() if word == "timeline" else [shape]
    paths = {path for member in members for path in id_paths(member())} - {("id",)}
    item: dict = {}
    for number, (field, *member) in enumerate(sorted(paths)):
        if member:
            item.setdefault(field, []).append({member[0]: f"ID{number}"})
            for part in item[field]:
                part.setdefault(
                    including.NAMED_BY.get(field, ""),
                    f"ID{number}" if member[0] == including.NAMED_BY.get(field) else [],
                )
        else:
            item[field] = f"ID{number}"
    reached = {name: {each for each in including.ids_under(name, item) if each} for name in INCLUDES[word]}
    assert set().union(*reached.values()) == {f"ID{number}" for number in range(len(paths))}
    assert [name for name, ids in reached.items() if not ids] == []
    assert set(INCLUDES[word]) == set(LISTS[word].base_filters["include"].field.values)
    if word != "timeline":
        assert set(INCLUDES[word]) == set(ITEMS[word].base_filters["include"].field.values)


def test_what_can_be_included_is_described():
    mapping = shapes.included_item().serializers
    assert set(mapping) == {
        "visit",
        "incident",
        "source",
        "person",
        "country",
        "organisation",
        "place",
        "series",
        "dossier",
    }
