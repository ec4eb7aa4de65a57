"""Tests for `fields` and `lang`: items cut down, documents left alone, and nothing touched where nothing is asked."""

import json

import pytest

from relations import publication
from relations.api.shaping import including, parts
from relations.api.shaping.names import ITEMS, LISTS
from relations.documents import content_hash
from relations.models import Head, Listing, TimelineEntry
from tests import records
from tests.api.test_lists import get

pytestmark = pytest.mark.one_engine


@pytest.fixture
def site(lawless, client):
    """Two incidents, the first with a Czech title, and a visit."""
    records.publish_incident()
    records.publish(records.visit("V00001", "2015-01-01"))
    return client


def untouchable(*_):
    raise AssertionError("a ready item was read or written anew")


@pytest.mark.parametrize("query", ["", "?limit=2", "?include=place", "?count=exact&facets=kind", "?sort=-date"])
def test_ready_items_leave_as_they_are(site, monkeypatch, query):
    monkeypatch.setattr(parts, "cut", untouchable)
    monkeypatch.setattr(parts, "told", untouchable)
    if "include" not in query:
        monkeypatch.setattr(including, "ids_under", untouchable)
    body = site.get(f"/api/v1/timeline/{query}").content.decode()
    order = "-sort_key" if "-date" in query else "sort_key"
    ready = list(TimelineEntry.objects.order_by(order).values_list("card_json", flat=True))
    assert body.startswith(f'{{"data":[{",".join(ready[: 2 if "limit" in query else 3])}],')


def test_ready_profiles_and_documents_leave_as_they_are(site, monkeypatch):
    for name in ("cut", "told"):
        monkeypatch.setattr(parts, name, untouchable)
    monkeypatch.setattr(including, "ids_under", untouchable)
    head = Head.objects.get()
    meta = f'"meta":{{"seq":{head.seq},"epoch":"{head.epoch}"}}}}'
    row = Listing.objects.select_related("edition").get(public_id="S0RCE1")
    assert site.get("/api/v1/sources/").content.decode() == (
        f'{{"data":[{row.item}],"page":{{"next":null,"limit":50}},{meta}'
    )
    assert site.get("/api/v1/sources/S0RCE1/").content.decode() == (
        f'{{"data":{row.item[:-1]},"document":{row.edition.document}}},{meta}'
    )


@pytest.mark.parametrize(
    "query", ["fields=date,title", "fields=title&fields=date", "fields=title, date,,", "fields=date,title,id"]
)
def test_fields_come_with_commas_or_repeated(site, query):
    items = get(site, f"/api/v1/timeline/?{query}")["data"]
    assert [list(item) for item in items] == [["id", "type", "title", "date"]] * 3


def test_a_field_that_an_item_does_not_have_is_absent(site):
    items = get(site, "/api/v1/timeline/?fields=measures,place")["data"]
    assert [list(item) for item in items] == [
        ["id", "type"],
        ["id", "type", "place"],
        ["id", "type", "place", "measures"],
    ]


@pytest.mark.parametrize("word", sorted(LISTS))
def test_every_field_of_a_list_can_be_asked_for(site, word):
    whole = {item["id"]: item for item in get(site, f"/api/v1/{word}/")["data"]}
    for name in LISTS[word].base_filters["fields"].field.values:
        for item in get(site, f"/api/v1/{word}/?fields={name}")["data"]:
            kept = {key: value for key, value in whole[item["id"]].items() if key in ("id", "type", name)}
            assert item == kept
    assert set().union(*whole.values()) <= set(LISTS[word].base_filters["fields"].field.values)


@pytest.mark.parametrize("word", ["people", "sources"])
def test_profiles_are_cut_down_too(site, word):
    for item in get(site, f"/api/v1/{word}/?fields=title")["data"]:
        assert list(item) == ["id", "type", "title"]


def test_fields_of_one_record(site):
    whole = get(site, "/api/v1/incidents/1NC1D1/")["data"]
    assert get(site, "/api/v1/incidents/1NC1D1/?fields=title")["data"] == {
        name: whole[name] for name in ("id", "type", "title")
    }
    found = get(site, "/api/v1/incidents/1NC1D1/?fields=document,content_hash")["data"]
    assert found == {name: whole[name] for name in ("id", "type", "content_hash", "document")}
    assert all("document" in names.base_filters["fields"].field.values for names in ITEMS.values())


# --- Language -------------------------------------------------------------------------------------


def test_one_language_is_left_of_every_text(site):
    titles = {item["id"]: item["title"] for item in get(site, "/api/v1/timeline/?lang=cs")["data"]}
    assert titles["1NC1D1"] == {"cs": "Vyhoštění"}
    assert titles["CAVSE1"] == {"en": "Incident CAVSE1"}  # it has no translation
    assert get(site, "/api/v1/incidents/?lang=en&sort=-date&limit=1")["data"][0]["title"] == {
        "en": "First Country expels embassy staff"
    }


def test_nothing_but_texts_changes_with_the_language(site):
    plain, czech = (get(site, f"/api/v1/timeline/{query}")["data"] for query in ("", "?lang=cs"))
    for before, after in zip(plain, czech, strict=True):
        assert list(before) == list(after)
        assert [name for name in before if before[name] != after[name]] in ([], ["title"])


def test_a_document_is_the_same_in_every_language(site):
    plain, czech = (get(site, f"/api/v1/incidents/1NC1D1/{query}")["data"] for query in ("", "?lang=cs"))
    assert czech["title"] == {"cs": "Vyhoštění"}
    assert czech["document"] == plain["document"]
    text = json.dumps(czech["document"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert czech["content_hash"] == content_hash(text)


def test_an_older_translation_is_not_sent(site):
    records.publish(records.incident(change={"kind": "correction", "note": "So."}, title="Another title"))
    assert get(site, "/api/v1/incidents/?lang=cs&sort=-date&limit=1")["data"][0]["title"] == {"en": "Another title"}


def test_texts_anywhere_in_an_item_are_told_in_one_language():
    item = {
        "id": "A",
        "title": {"en": "a", "cs": "b"},
        "parts": [{"n": 1, "text": {"en": "c", "cs": "d"}, "note": {"en": "e"}}],
    }
    told = parts.told(item, "cs")
    assert told == {"id": "A", "title": {"cs": "b"}, "parts": [{"n": 1, "text": {"cs": "d"}, "note": {"en": "e"}}]}
    document = {"document": {"title": {"en": "a", "cs": "b"}}}
    assert parts.told(document, "cs") == document


def test_past_items_are_cut_and_told_too(site):
    for query in ("fields=title&lang=cs", "asof=9999-12-31&fields=title&lang=cs"):
        assert get(site, f"/api/v1/incidents/1NC1D1/?{query}")["data"] == {
            "id": "1NC1D1",
            "type": "incident",
            "title": {"cs": "Vyhoštění"},
        }
        assert get(site, f"/api/v1/incidents/?sort=-date&limit=1&{query}")["data"][0]["title"] == {"cs": "Vyhoštění"}


# --- Search ---------------------------------------------------------------------------------------


def test_marks_stand_in_the_title_that_is_sent(site):
    hit = get(site, "/api/v1/search/?q=vyhosteni&lang=cs&type=incident")["data"][0]
    assert (hit["title"], hit["match"]["title"]) == ({"cs": "Vyhoštění"}, [[0, 9]])
    hit = get(site, "/api/v1/search/?q=vyhosteni&type=incident")["data"][0]
    assert hit["match"]["title"] == []  # of the English one


def test_a_hit_without_its_passage_reads_no_document(site, monkeypatch):
    monkeypatch.setattr("relations.api.search.match", untouchable)
    found = get(site, "/api/v1/search/?q=first&fields=title,measures")["data"]
    assert {"id": "D0SSR1", "type": "dossier", "title": {"en": "First – Second"}} in found
    assert "measures" in next(item for item in found if item["id"] == "1NC1D1")


def test_a_hit_may_be_its_passage_alone(site):
    (hit,) = get(site, "/api/v1/search/?q=embassy+staff&fields=match&type=incident")["data"]
    assert list(hit) == ["id", "type", "match"]


def test_markup_leaves_as_escapes_from_what_is_written_anew(lawless, client):
    records.publish(*records.background(), records.visit(title="<script>alert(1)</script> & more"))
    for query in ("fields=title", "lang=cs", "include=who&lang=en"):
        response = client.get(f"/api/v1/timeline/?{query}")
        assert [mark for mark in "<>&" if mark in response.content.decode()] == []
        assert json.loads(response.content)["data"][0]["title"] == {"en": "<script>alert(1)</script> & more"}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", ["fields=title,sources", "lang=cs", "fields=title&lang=cs"])
def test_fields_and_language_cost_no_query(lawless, client, count, query, django_assert_num_queries):
    records.publish_visits(count)
    for word in ("timeline", "visits", "people"):
        with django_assert_num_queries(2):
            get(client, f"/api/v1/{word}/?{query}")
    with django_assert_num_queries(2):
        get(client, f"/api/v1/visits/V00000/?{query}")


def test_what_is_withdrawn_or_merged_answers_as_ever(site):
    publication.withdraw(public_id="V00001", reason="error")
    publication.merge(public_id="PERS01", survivor="PERS02")
    assert site.get("/api/v1/visits/V00001/?fields=title&lang=cs").status_code == 410
    assert site.get("/api/v1/people/PERS01/?fields=title").status_code == 308
