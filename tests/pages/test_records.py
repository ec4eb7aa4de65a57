"""Item pages: addresses, what each type shows, the desk's preview, and what a page costs."""

import re

import pytest
from django.core.cache import cache

from relations import rendering
from relations.documents import load
from relations.models import Listing
from tests import records
from tests.reading import rows_of_facts, section, text_of
from tests.records import FIRST, GUEST, HOST, PLACE, SECOND, SOURCE, VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
PATHS = {
    "source": f"/sources/{SOURCE}/source-s0rce1/",
    "country": f"/countries/{FIRST}/country-c0ntr1/",
    "place": f"/places/{PLACE}/place-p1ace1/",
    "person": f"/people/{GUEST}/person-pers01/",
}
MEND = re.compile(r"<p class=\"mend\">.*?</p>\n?")  # a reader reports errors, an editor mends them
CORRECTION = {"kind": "correction", "note": "The last day was wrong."}


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish(*records.background(), records.visit())


# --- Addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelling",
    [
        f"/visits/{VISIT}/",
        f"/visits/{VISIT}/an-older-slug/",
        f"/visits/{VISIT.lower()}/visit-v1s1t1/",
        f"/people/{VISIT}/visit-v1s1t1/",
    ],
)
def test_every_other_spelling_leads_to_the_current_address(public, client, spelling):
    answer = client.get(spelling)
    assert (answer.status_code, answer["Location"]) == (301, PAGE)


def test_a_new_slug_takes_over(public, client):
    records.publish(records.visit(slug="renamed", change={"kind": "minor"}))
    assert client.get(PAGE)["Location"] == f"/visits/{VISIT}/renamed/"
    assert client.get(PAGE + "v1/")["Location"] == f"/visits/{VISIT}/renamed/v1/"


def test_the_short_address_leads_to_the_page_and_to_a_version(public, client):
    answers = [client.get(f"/r/{VISIT.lower()}/{rest}") for rest in ("", "v1/")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, PAGE), (302, PAGE + "v1/")]


@pytest.mark.parametrize("address", ["/r/ZZZZZZ/", PAGE + "v2/", PAGE + "v0/", "/r/V1S1T1/v2/", "/nobody/v1/"])
def test_what_never_was_is_not_found(public, client, address):
    assert client.get(address).status_code == 404


# --- What a page costs ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_visit_costs_three_queries(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    cache.clear()
    with django_assert_num_queries(3):
        assert client.get("/visits/V00000/visit-v00000/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_that_says_what_names_it_costs_four_queries(lawless, client, django_assert_num_queries, path, count):
    records.publish_visits(count)
    cache.clear()
    with django_assert_num_queries(4):
        assert client.get(path).status_code == 200


@pytest.mark.parametrize("rest", ["v1/", "versions/"])
def test_old_texts_cost_three_queries(public, client, django_assert_num_queries, rest):
    with django_assert_num_queries(3):
        assert client.get(PAGE + rest).status_code == 200


# --- A visit --------------------------------------------------------------------------------------


def test_the_facts_of_a_visit(public, client):
    assert rows_of_facts(client.get(PAGE)) == {
        "Date": "3–5 January 1983",
        "Kind": "Official visit",
        "Guest": "Guest Person President for Second Country inferred by the editors",
        "Host": "Host Person President for First Country",
        "Place": "A Town",
        "Dossier": "First – Second",
        "Identifier": VISIT,
    }


def test_a_statement_stands_beside_its_source(public, client):
    html = client.get(PAGE).content.decode()
    statements = section(html, "statements")
    assert re.findall(r'<li id="(c\d+)"', statements) == ["c1"]
    assert re.findall(r'<a class="ref" href="#(s\d+)"', statements) == ["s1"]
    assert "<q>a few words</q>" in statements
    assert "Table, row 1" in statements
    assert f'<a href="{PATHS["source"]}"><bdi>A source</bdi></a>' in section(html, "sources")


def test_what_is_cited_in_the_facts_leads_to_its_source(public, client):
    anchors = ["date", "place", "participations/1/capacity", "claims/1/text"]
    citations = [records.cited(anchor, n) for n, anchor in enumerate(anchors, 1)]
    records.publish(records.visit(citations=citations, change=CORRECTION))
    answer = client.get(PAGE)
    html = answer.content.decode()
    assert [label for label, value in rows_of_facts(answer).items() if "Source 1" in value] == [
        "Date",
        "Guest",
        "Place",
    ]
    assert re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', re.search(r"Cited for (.*?)</span>", html)[1]) == [
        ("c1", "statement 1"),
        ("facts", "date"),
        ("facts", "place"),
        ("facts", "participants"),
    ]


def test_a_doubtful_statement_names_its_holder_and_a_removed_one_keeps_its_number(public, client):
    claims = [
        {"n": 1, "removed": True},
        {"n": 2, "text": "A secret annex.", "standing": "alleged", "holder": HOST},
        {"n": 3, "text": "A walk.", "standing": "disputed"},
    ]
    records.publish(records.visit(claims=claims, citations=[records.cited("claims/2/text")], change=CORRECTION))
    html = client.get(PAGE).content.decode()
    assert re.findall(r'<li id="(c\d+)"', html) == ["c1", "c2", "c3"]
    assert "What is established" not in html
    words = " ".join(re.sub(r"<[^>]+>", " ", section(html, "said")).split())
    assert "This statement was removed; its number is not used again." in words
    assert "Alleged by Host Person" in words
    assert "A walk. Disputed" in words


def test_excerpts_carry_their_language(public, client):
    citation = records.cited() | {"quote": "Президент встретил гостя", "language": "ru", "stance": "disputes"}
    records.publish(records.visit(citations=[citation], change=CORRECTION))
    html = client.get(PAGE).content.decode()
    assert '<q lang="ru">Президент встретил гостя</q>' in html
    assert "In Russian. <strong>Disputes the statement.</strong>" in html


def test_the_source_list_shows_copies_of_the_source(public, client):
    points = [
        {
            "n": 1,
            "url": "https://www.example.org/a",
            "archive_url": "https://archive.example/a",
            "accessed": "2026-02-03",
        }
    ]
    records.publish(
        records.document(
            "source", SOURCE, {"kind": "update"}, title="A source", source_kind="official", access_points=points
        )
    )
    html = section(client.get(PAGE).content.decode(), "sources")
    assert re.findall(r'<a href="(https:[^"]+)" rel="external noopener">([^<]+)</a>', html) == [
        ("https://www.example.org/a", "example.org"),
        ("https://archive.example/a", "archived copy"),
    ]
    assert '<time datetime="2026-02-03">3\u00a0February\u00a02026</time>' in html


def test_hostile_texts_stay_texts(public, client):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    records.publish(
        records.visit(
            title=evil,
            summary=evil,
            public_note=evil,
            change={"kind": "clarification", "note": evil},
            **records.claims(evil),
        )
    )
    html = client.get(PAGE).content.decode()
    assert html.count("<script") == html.count("</script>")  # our own
    assert (html.count("<script>"), html.count("<img")) == (0, 0)
    assert html.count("&lt;script&gt;alert(1)") >= 5


def test_the_preview_of_the_desk_is_the_page(public, client):
    document = load(records.visit())
    names = {row.public_id: (row.title, row.path) for row in Listing.objects.all()}
    preview, page = rendering.article(document, names=names), client.get(PAGE).content.decode()
    assert section(preview, "statements") == MEND.sub("", section(page, "statements"))
    assert section(preview, "facts") == section(page, "facts")
    assert "Preview of the proposed text." in preview


def test_the_preview_names_what_is_not_public_without_a_link(public):
    preview = rendering.article(load(records.visit()), names={GUEST: ("Draft Guest", None)})
    assert "<bdi>Draft Guest</bdi>" in preview
    assert "Draft Guest</bdi></a>" not in preview


# --- Other types ----------------------------------------------------------------------------------


def test_a_source_lists_every_statement_that_rests_on_it(public, client):
    html = section(client.get(PATHS["source"]).content.decode(), "uses")
    assert re.findall(r'<span class="lg"><a href="([^"]+)">([^<]+)</a>', html) == [
        (f"/countries/{FIRST}/country-c0ntr1/#c1", "Statement 1"),
        (f"/countries/{SECOND}/country-c0ntr2/#c1", "Statement 1"),
        (f"/people/{GUEST}/person-pers01/#c1", "Statement 1"),
        (f"/people/{HOST}/person-pers02/#c1", "Statement 1"),
        (f"/places/{PLACE}/place-p1ace1/#c1", "Statement 1"),
        (PAGE + "#c1", "Statement 1"),
    ]
    assert html.count("<p>A statement.</p>") == 6
    assert html.count("<q>a few words</q>") == 6
    assert html.count("Supports it: Table, row 1.") == 6


def test_a_source_that_nobody_cites_says_so(lawless, client):
    records.publish(records.document("source", SOURCE, source_kind="news"))
    assert "Not used by any published statement." in text_of(client.get(PATHS["source"]))


def test_a_person_shows_offices_names_and_visits(public, client):
    records.publish(
        records.document(
            "person", GUEST, {"kind": "update"}, title="Guest Person", names=[{"n": 1, "text": "Гость", "language": "ru"}],
            tenures=[{"n": 1, "office": "President", "body": FIRST, "date": {"edtf": "1980/1984"}}], **records.claims(),
        )
    )  # fmt: skip
    answer = client.get(PATHS["person"])
    assert rows_of_facts(answer) == {"Names": "Гость Russian", "Identifier": GUEST}
    html = answer.content.decode()
    assert '<bdi lang="ru">Гость</bdi>' in html
    assert "1980–1984 President, First Country" in " ".join(
        re.sub(r"<[^>]+>", " ", section(html, "offices")).split()
    ).replace(" ,", ",")
    assert re.findall(r'<h3><a href="([^"]+)">', section(html, "h-participations-visit")) == [PAGE]
    assert "Guest, as President" in html


def test_a_historical_country_shows_its_time_successor_and_visits(public, client):
    records.publish(
        records.document(
            "country", FIRST, {"kind": "update"}, title="First Country", historical=True, existed={"edtf": "1918/1992"},
            **records.claims(),
        ),
        records.document("country", "NEWCTR", title="New Country", predecessor=FIRST),
    )  # fmt: skip
    answer = client.get(PATHS["country"])
    html = answer.content.decode()
    assert '<span class="badge">Historical state</span>' in html
    assert rows_of_facts(answer)["Existed"] == "1918–1992"
    headings = re.findall(r'<h2 id="h-[\w-]+">([^<]+)</h2>', section_order(html))
    assert headings == ["Statements", "People who represented it", "Visits", "Successor states", "Dossiers", "Places"]
    assert rows_of_facts(client.get("/countries/NEWCTR/country-newctr/"))["Predecessor"] == "First Country"


def section_order(html):
    """The main column up to the sources."""
    return html[html.index('<div class="mainc">') : html.index('id="sources"')]


@pytest.mark.parametrize(("path", "asked"), [(PATHS["person"], f"who={GUEST}"), (PATHS["place"], f"place={PLACE}")])
def test_a_profile_leads_to_its_entries_on_the_timeline(public, client, path, asked):
    address = f"/first-second/timeline/?{asked}"
    assert f'<a href="{address}">On the timeline</a>' in client.get(path).content.decode()
    assert f"Visit {VISIT}" in client.get(address).content.decode()


def test_a_place_lists_its_visits(public, client):
    html = client.get(PATHS["place"]).content.decode()
    assert re.findall(r'<h3><a href="([^"]+)">', section(html, "h-place-visit")) == [PAGE]


def test_an_organisation_shows_kind_and_country(public, client):
    records.publish(
        records.document("organisation", "0RGAN1", title="Ministry", organisation_kind="government", country=FIRST)
    )
    answer = client.get("/organisations/0RGAN1/organisation-0rgan1/")
    assert rows_of_facts(answer) == {"Kind": "Government body", "Country": "First Country", "Identifier": "0RGAN1"}


def test_empty_sections_are_left_out(public, client):
    html = client.get(PATHS["person"]).content.decode()
    assert re.findall(r'<section class="sec" id="([\w-]+)"', html) == [
        "statements", "h-participations-visit", "sources", "history", "cite"
    ]  # fmt: skip


# --- Every page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [PAGE, PAGE + "v1/", PAGE + "versions/", *PATHS.values()])
def test_every_page_is_well_formed_for_readers(public, client, path):
    html = client.get(path).content.decode()
    assert (html.count("<h1"), html.count("<main"), html.count('class="skip"')) == (1, 1, 1)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert [target for target in re.findall(r'href="#([^"]+)"', html) if target not in ids] == []
    assert "<script>" not in html


@pytest.mark.parametrize("path", [PAGE, "/visits/ZZZZZZ/x/"])
def test_a_demonstration_says_so_on_every_page(public, client, settings, path):
    sentence = "Demonstration: these records were reviewed by a script, not by people. Not for citation."
    assert sentence not in text_of(client.get(path))
    settings.DEMO = True
    cache.clear()
    assert sentence in text_of(client.get(path))
