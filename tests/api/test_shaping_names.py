"""Tests for the names of the API alone: how they are asked for and refused, and what a cursor does not depend on."""

import json
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.http import QueryDict

from relations import filters
from relations.api import asking
from relations.api.shaping.names import ITEMS, LISTS, SHAPES, parts_of
from relations.filters.reading import SHAPE_NAMES
from relations.filters.searching import SearchPageFilters
from tests import records
from tests.api.test_errors import refused
from tests.api.test_lists import get

OWN = {"fields", "include", "lang", "facets", "count"}
PAGES = (filters.EntryFilters, filters.PageFilters, filters.ListingFilters, filters.ItemFilters, SearchPageFilters)


@pytest.mark.parametrize("names", PAGES)
def test_no_page_learns_them(names):
    assert OWN & names.base_filters.keys() == set()


def test_the_page_of_a_timeline_ignores_them_and_says_so(lawless, client):
    records.publish_visits(1)
    page = client.get("/first-second/timeline/?fields=title&facets=kind").content.decode()
    for name in ("fields", "facets"):
        assert f"“{name}” is not a parameter of this list" in page


def test_every_list_and_record_knows_them():
    assert all(names.base_filters.keys() >= OWN for names in LISTS.values())
    assert all(names.base_filters.keys() >= OWN - {"facets", "count"} for names in ITEMS.values())
    assert all({"facets", "count"} & names.base_filters.keys() == set() for names in ITEMS.values())


@pytest.mark.parametrize("word", sorted(SHAPES))
def test_the_fields_are_those_of_the_shape(word):
    known = LISTS[word].base_filters["fields"].field.values
    assert known == list(parts_of(SHAPES[word]))
    assert known[:2] == ["id", "type"]
    if word in ITEMS:
        assert ITEMS[word].base_filters["fields"].field.values == [*known, "document"]


def test_the_form_of_the_page_shows_the_words_that_are_chosen():
    form = {
        each.name: each
        for each in asking.controls(LISTS["people"], QueryDict("fields=title,sources&fields=url&lang=cs"))
    }
    chosen = {
        name: [value for value, is_chosen in form[name].options if is_chosen] for name in ("fields", "lang", "count")
    }
    assert chosen == {"fields": ["url", "title", "sources"], "lang": ["cs"], "count": []}


# --- Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "parameter", "detail", "suggestion"),
    [
        ("timeline/?fields=titel", "fields", "fields: “titel” is not one of id, type, version, ", "title"),
        ("people/?fields=title,date", "fields", "fields: “date” is not one of id, type, version, ", None),
        ("timeline/?fields=document", "fields", "fields: “document” is not one of id, ", None),
        ("visits/?include=who,responses", "include", "include: “responses” is not one of sources, dossiers, ", None),
        ("people/?include=souces", "include", "include: “souces” is not one of sources, dossiers.", "sources"),
        ("visits/?facets=topic", "facets", "facets: “topic” is not one of year, kind, who, ", None),
        ("sources/?facets=kind", "facets", "facets: “kind” is not one of topic, source_kind, dossier.", None),
        ("search/?q=a&facets=kind", "facets", "facets: “kind” is not one of type.", None),
        ("timeline/?lang=de", "lang", "lang: “de” is not one of en, cs.", None),
        ("timeline/?lang=en,cs", "lang", "lang: “en,cs” is not one of en, cs.", None),
        ("timeline/?count=yes", "count", "count: “yes” is not one of none, exact.", None),
        ("visits/V1S1T1/?fields=documents", "fields", "fields: “documents” is not one of id, ", "document"),
        ("visits/V1S1T1/?include=what", "include", "include: “what” is not one of sources, ", None),
        ("visits/V1S1T1/?count=exact", "count", "“count” is not a parameter of this list; it knows ", None),
        ("timeline/?field=title", "field", "“field” is not a parameter of this list; did you mean fields?", "fields"),
        ("changes/?fields=seq", "fields", "“fields” is not a parameter of this list; it knows after, limit.", None),
    ],
)  # fmt: skip
def test_a_word_that_is_none_is_refused(db, client, address, parameter, detail, suggestion):
    (error,) = refused(client, f"/api/v1/{address}")["errors"]
    assert error["parameter"] == parameter
    assert error["detail"].startswith(detail)
    assert error.get("suggestion") == suggestion


def test_every_wrong_word_is_named(db, client):
    problem = refused(client, "/api/v1/timeline/?fields=titel,date,plase&include=sauces&facets=year,knd&count=1")
    assert [(each["parameter"], each.get("suggestion")) for each in problem["errors"]] == [
        ("fields", "title"),
        ("fields", "place"),
        ("include", "sources"),
        ("facets", "kind"),
        ("count", None),
    ]


@pytest.mark.parametrize("values", [",".join(["title"] * 21), "&fields=".join(["title"] * 21), "title," * 21])
def test_more_than_twenty_words_are_refused(db, client, values):
    problem = refused(client, f"/api/v1/timeline/?fields={values}")
    assert problem["detail"] == "fields takes at most 20 values and was given 21; leave some out."


@pytest.mark.parametrize("name", ["lang", "count"])
def test_one_word_is_not_repeated(db, client, name):
    problem = refused(client, f"/api/v1/timeline/?{name}=cs&{name}=en")
    assert problem["type"].rstrip("/").endswith("repeated-parameter")


@pytest.mark.parametrize("value", ["", ",", ", ,", "%20"])
def test_nothing_is_not_asked_for(lawless, client, value):
    records.publish_visits(1)
    plain = get(client, "/api/v1/timeline/")
    for name in OWN:
        if name not in ("lang", "count") or "," not in value:
            assert get(client, f"/api/v1/timeline/?{name}={value}") == plain


# --- Hostile values -------------------------------------------------------------------------------

WRONG = [
    "'", '"', "\\", "\x00", "a\x00b", "\x07", "\r\nX-Injected: 1", "%", "%s", "%(x)s", "{}", "[]", "<script>", "\udcff", "\ud800",
    "0 OR 1=1", "1;DROP TABLE relations_listing", "x' UNION SELECT 1--", "../../etc/passwd", "title;id", "title|id", "*",
    "__all__", "document__contains", "id\n", "٣", "🙂" * 60, "a" * 3000, "9" * 400, "a," * 1500, "," * 3000, "title,\x00",
    "sources.title", "record__listing__item", "$.kind", "kind}", "null", "true", "-title", "+title", "title\u200b", "\ufeffid",
]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "timeline/?",
        "incidents/1NC1D1/?",
        pytest.param("people/?", marks=pytest.mark.slow),
        pytest.param("search/?q=a&", marks=pytest.mark.slow),
    ],
)
def test_no_value_breaks_an_answer(lawless, client, address):
    records.publish_incident()
    for value in WRONG:
        text = quote(value, safe="", errors="surrogatepass")
        queries = [f"{name}={text}" for name in sorted(OWN)]
        for query in (*queries, "&".join(queries), f"fields=title&fields={text}", f"fields{text}=title"):
            response = client.get(f"/api/v1/{address}{query}")
            assert response.status_code in ((400, 414) if value.strip(", ") else (200, 400, 414)), query
            assert response["Content-Type"] in ("application/json", "application/problem+json")
            assert b"<script>" not in response.content


def test_a_very_long_value_is_refused_by_one_sentence(db, client):
    for value in ("a" * 10_000, "a," * 5_000, "%00" * 3_000):
        response = client.get(f"/api/v1/timeline/?fields={value}")
        assert response.status_code in (400, 414)
        assert len(response.content) < 2_000


# --- Walks ----------------------------------------------------------------------------------------


def test_the_next_address_keeps_every_name(lawless, client):
    records.publish_visits(3)
    asked = {
        "fields": ["date", "title"], "include": ["place", "who"], "lang": ["cs"], "facets": ["kind", "year"], "count": ["exact"],
        "kind": ["official"], "sort": ["-date"], "limit": ["1"],
    }  # fmt: skip
    query = "&".join(f"{name}={','.join(values)}" for name, values in asked.items())
    answer = get(client, f"/api/v1/timeline/?{query}")
    following = parse_qs(urlsplit(answer["page"]["next"]).query)
    assert following.pop("cursor")
    assert following == asked
    second = get(client, answer["page"]["next"])
    assert [list(item) for item in second["data"]] == [["id", "type", "title", "date"]]
    assert (second["facets"], second["included"].keys()) == (answer["facets"], answer["included"].keys())
    assert second["page"]["count"] == 3


def test_the_shape_may_change_within_a_walk(lawless, client):
    records.publish_visits(6)
    shapes = ("limit=2", "fields=title&limit=1", "include=who&lang=cs", "facets=year&count=exact&limit=3", "")
    for sort in ("sort=-date&", ""):
        for first in shapes:
            start = get(
                client,
                f"/api/v1/visits/?{sort}{first}&limit=2" if "limit" not in first else f"/api/v1/visits/?{sort}{first}",
            )
            cursor = parse_qs(urlsplit(start["page"]["next"]).query)["cursor"][0]
            rest = [get(client, f"/api/v1/visits/?{sort}{shape}&cursor={cursor}")["data"][0]["id"] for shape in shapes]
            assert len(set(rest)) == 1
    assert refused(client, f"/api/v1/visits/?sort=-date&cursor={cursor}")["errors"][0]["parameter"] == "cursor"


def test_profiles_and_hits_walk_in_any_shape(lawless, client):
    records.publish_incident()
    for word, more in (("people", ""), ("search", "q=first&")):
        whole = [item["id"] for item in get(client, f"/api/v1/{word}/?{more}fields=id")["data"]]
        first = get(client, f"/api/v1/{word}/?{more}limit=1&fields=id&count=exact")
        cursor = parse_qs(urlsplit(first["page"]["next"]).query)["cursor"][0]
        rest = get(client, f"/api/v1/{word}/?{more}lang=cs&include=sources&cursor={cursor}")
        assert [first["data"][0]["id"], *(item["id"] for item in rest["data"])] == whole


def test_a_cursor_is_bound_to_no_shape():
    def bound(text):
        query = filters.read(QueryDict(text), LISTS["timeline"])
        assert query.faults == ()
        return query.bound_to

    shaped = "fields=title&include=who&lang=cs&facets=kind&count=exact&limit=3"
    assert bound(shaped) == bound("") != bound("kind=state")
    assert bound(f"{shaped}&kind=state&sort=-date") == bound("sort=-date&kind=state")
    assert set(SHAPE_NAMES) > OWN


def test_a_shape_filters_nothing():
    query = filters.read(QueryDict("fields=title&include=who&lang=cs&facets=kind&count=exact"), LISTS["timeline"])
    assert not query.is_filtered
    assert query.canonical == "fields=title&include=who&facets=kind&count=exact&lang=cs"


def test_the_default_is_left_out():
    query = filters.read(QueryDict("count=none&fields=title,id"), LISTS["people"])
    assert query.canonical == "fields=id&fields=title"


def test_one_question_has_one_validator(lawless, client):
    records.publish_visits(1)
    tags = {
        client.get(f"/api/v1/timeline/?{query}")["ETag"] for query in ("fields=title", "fields=date", "lang=cs", "")
    }
    assert len(tags) == 4
    held = client.get("/api/v1/timeline/?fields=title")["ETag"]
    assert client.get("/api/v1/timeline/?fields=title", headers={"If-None-Match": held}).status_code == 304
    assert json.loads(client.get("/api/v1/timeline/?fields=title").content)["data"][0].keys() == {"id", "type", "title"}
