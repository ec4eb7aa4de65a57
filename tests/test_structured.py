"""What pages say to machines: JSON-LD that expands, that schema.org's vocabulary allows, and that says no more than we know."""

import json

import pytest
from django.core.cache import cache
from django.test import override_settings

from relations import publication, structured
from relations.structured import frame
from tests import records, schema_org
from tests.records import AGENT, BODY, EMBASSY, FIRST, GUEST, INCIDENT, PLACE, SERIES, SOURCE, VISIT

pytestmark = pytest.mark.one_engine

UPDATE = {"kind": "update"}
INCIDENT_PAGE = f"/incidents/{INCIDENT}/incident-1nc1d1/"
VISIT_PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
PAGES = {
    "incident": INCIDENT_PAGE,
    "visit": VISIT_PAGE,
    "person": f"/people/{AGENT}/person-agent1/",
    "embassy": f"/organisations/{EMBASSY}/organisation-embasy/",
    "organisation": f"/organisations/{BODY}/organisation-b0dy01/",
    "country": f"/countries/{FIRST}/country-c0ntr1/",
    "place": f"/places/{PLACE}/place-p1ace1/",
    "source": f"/sources/{SOURCE}/source-s0rce1/",
    "series": f"/series/{SERIES}/series-ser1e1/",
    "dossier": "/first-second/",
}


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()
    records.publish(records.visit())


def said(client, path):
    """The only description of a page."""
    (found,) = schema_org.blocks(client.get(path).content.decode())
    return found


# --- The vocabulary -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_schema_org_knows_and_allows_everything_that_a_page_says(public, client, name):
    html = client.get(PAGES[name]).content.decode()
    assert len(schema_org.blocks(html)) == 1
    assert schema_org.faults(html) == []


@pytest.mark.parametrize(
    "wrong, fault",
    [
        ({"@type": "Artikel"}, "no such type"),
        ({"@type": "Article", "titel": "x"}, "no such property: titel"),
        ({"@type": "Article", "startDate": "2014"}, "startDate is no property of ['Article']"),
        ({"@type": "Event", "startDate": "about 2014"}, "startDate takes"),
        ({"@type": "Event", "location": {"@type": "Claim", "text": "x"}}, "location takes"),
        ({"@type": "Article", "about": {"@type": "Event", "headline": "x"}}, "headline is no property of ['Event']"),
    ],
)
def test_the_check_finds_what_is_wrong(wrong, fault):
    html = f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org"} | wrong)}</script>'
    assert [fault in found for found in schema_org.faults(html)] == [True]


def test_no_term_is_lost_on_the_way(public, client):
    """Whatever a machine does not understand it drops in silence, so every key must survive as an address."""
    (node,) = schema_org.expanded(said(client, INCIDENT_PAGE))
    assert {key.removeprefix(schema_org.SPACE) for key in node} == set(said(client, INCIDENT_PAGE)) - {"@context"}


@pytest.mark.parametrize("name", PAGES)
def test_a_czech_page_keeps_to_the_vocabulary_too(public, client, name):
    html = client.get(f"/cs{PAGES[name]}").content.decode()
    (found,) = schema_org.blocks(html)
    assert schema_org.faults(html) == []
    assert (found["inLanguage"], found["url"]) == ("cs", f"http://testserver/cs{PAGES[name]}")


def test_a_czech_page_gives_machines_its_czech_words(public, client):
    found = said(client, f"/cs{INCIDENT_PAGE}")
    assert (found["headline"], found["hasPart"][0]["text"]) == ("Vyhoštění", "Odešli.")


# --- An event -------------------------------------------------------------------------------------


def test_an_incident_is_an_article_about_an_event(public, client):
    found = said(client, INCIDENT_PAGE)
    assert (found["@type"], found["version"], found["url"]) == ("Article", "1", f"http://testserver{INCIDENT_PAGE}")
    assert found["about"]["@type"] == "Event"
    assert found["about"]["startDate"] == "2021-04-17"
    assert [each["name"] for each in found["citation"]] == ["A source"]
    assert found["publisher"]["correctionsPolicy"] == "http://testserver/about/method/#corrections"


@pytest.mark.parametrize(
    "edtf, expected",
    [
        ("2014-10-16", {"startDate": "2014-10-16"}),
        ("2014-10", {"startDate": "2014-10"}),
        ("2014-10-XX", {"startDate": "2014-10"}),
        ("2014", {"startDate": "2014"}),
        ("1983-01-03/1983-01-05", {"startDate": "1983-01-03", "endDate": "1983-01-05"}),
        ("2014/..", {"startDate": "2014"}),
        ("/1968-08", {"endDate": "1968-08"}),
        ("2014~/2016", {"endDate": "2016"}),
        ("1968~", {}),
        ("2018?", {}),
        ("201X", {}),
        ("18XX", {}),
        ("2014-21", {}),
        ("202X-05", {}),
        ("[..1935-05-16]", {}),
        ("[2014-01-01..2014-01-09]", {}),
    ],
)
def test_no_date_is_more_precise_than_known(edtf, expected):
    assert frame.span({"edtf": edtf}, "startDate", "endDate") == expected


def test_an_event_that_is_only_alleged_says_so(public, client):
    assert "disambiguatingDescription" not in said(client, VISIT_PAGE)["about"]
    records.publish(records.visit(change=UPDATE, standing="alleged"))
    assert said(client, VISIT_PAGE)["about"]["disambiguatingDescription"] == "Alleged"


def test_only_who_met_attends_and_no_accused(public, client):
    assert [each["name"] for each in said(client, VISIT_PAGE)["about"]["attendee"]] == ["Guest Person", "Host Person"]
    assert "Agent Person" not in json.dumps(said(client, INCIDENT_PAGE))


def test_claims_have_their_anchor_their_appearance_and_no_rating(public, client):
    (claim,) = said(client, INCIDENT_PAGE)["hasPart"]
    assert claim["@id"] == f"http://testserver{INCIDENT_PAGE}#c1"
    assert claim["appearance"] == [{"@id": f"http://testserver{PAGES['source']}"}]
    assert "ClaimReview" not in client.get(INCIDENT_PAGE).content.decode()


def test_a_statement_names_who_makes_it(public, client):
    claims = [
        {"n": 1, "text": "By a person.", "standing": "attributed", "holder": GUEST},
        {"n": 2, "text": "By a state.", "standing": "attributed", "holder": FIRST},
    ]
    records.publish(records.visit(change=UPDATE, claims=claims, citations=[records.cited("claims/1/text")]))
    one, two = said(client, VISIT_PAGE)["hasPart"]
    assert (one["author"]["name"], two["creditText"]) == ("Guest Person", "First Country")
    assert "author" not in two
    assert schema_org.faults(client.get(VISIT_PAGE).content.decode()) == []


def test_a_source_that_disputes_a_statement_is_no_appearance_of_it(public, client):
    citation = records.cited() | {"stance": "disputes"}
    records.publish(records.visit(change=UPDATE, citations=[citation]))
    assert "appearance" not in said(client, VISIT_PAGE)["hasPart"][0]


@pytest.mark.parametrize("name", ["visit", "incident", "person", "source", "series", "dossier"])
def test_each_page_leads_to_its_record_for_programs(public, client, name):
    found = said(client, PAGES[name])
    answer = client.get(found["encoding"]["contentUrl"].removeprefix("http://testserver"))
    assert answer["Content-Type"] == found["encoding"]["encodingFormat"]
    assert answer.json()["data"]["id"] == found["identifier"]


def test_corrections_are_comments_and_updates_are_not(public, client):
    records.publish(records.visit(change=UPDATE))
    records.publish(records.visit(change={"kind": "correction", "note": "The last day was wrong."}, summary="New."))
    (found,) = said(client, VISIT_PAGE)["correction"]
    assert (found["@type"], found["text"]) == ("CorrectionComment", "The last day was wrong.")
    assert found["url"] == f"http://testserver{VISIT_PAGE}compare/2..3/"
    assert schema_org.faults(client.get(VISIT_PAGE).content.decode()) == []


def test_what_is_withdrawn_is_told_to_no_machine(public, client):
    publication.withdraw(public_id=SOURCE, reason="error")
    publication.withdraw(public_id=GUEST, reason="privacy")
    text = json.dumps(said(client, VISIT_PAGE))
    assert ("A source" in text, "Guest Person" in text, SOURCE in text) == (False, False, False)


# --- Profiles -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, schema_type",
    [
        ("person", "Person"), ("organisation", "Organization"), ("embassy", "GovernmentOrganization"), ("country", "Country"),
        ("place", "City"), ("source", "CreativeWork"), ("series", "Dataset"),
    ],
)  # fmt: skip
def test_a_profile_is_a_page_about_its_subject(public, client, name, schema_type):
    found = said(client, PAGES[name])
    assert (found["@type"], found["mainEntity"]["@type"]) == ("WebPage", schema_type)


def test_a_dossier_is_a_collection_about_its_states(public, client):
    found = said(client, PAGES["dossier"])
    assert (found["@type"], [each["name"] for each in found["about"]]) == (
        "CollectionPage",
        ["First Country", "Second Country"],
    )


def test_a_mission_has_a_place_and_a_first_day(public, client):
    found = said(client, PAGES["embassy"])["mainEntity"]
    assert (found["foundingDate"], found["location"]["name"]) == ("1993", "A Town")


def test_a_source_is_the_work_itself(public, client):
    points = [{"n": 1, "url": "https://www.example.org/a", "archive_url": "https://archive.example/a"}]
    records.publish(
        records.document(
            "source", SOURCE, UPDATE, title="A source", original_title="Zdroj", language="cs", source_kind="news",
            author="Jana Nováková", publisher=BODY, date={"edtf": "2021-04"}, access_points=points,
        )
    )  # fmt: skip
    html = client.get(PAGES["source"]).content.decode()
    found = schema_org.blocks(html)[0]["mainEntity"]
    assert schema_org.faults(html) == []
    assert found["publisher"]["name"] == "League of States"
    assert {
        key: found[key] for key in ("@type", "name", "inLanguage", "datePublished", "url", "archivedAt", "creditText")
    } == {
        "@type": "NewsArticle",
        "name": "Zdroj",
        "inLanguage": "cs",
        "datePublished": "2021-04",
        "url": "https://www.example.org/a",
        "archivedAt": ["https://archive.example/a"],
        "creditText": "Jana Nováková",
    }


def test_a_series_covers_its_years_and_leads_to_its_numbers(public, client):
    found = said(client, PAGES["series"])["mainEntity"]
    assert found["temporalCoverage"] == "2009/2021"
    assert found["distribution"][0]["contentUrl"] == f"http://testserver/api/v1/series/{SERIES}/"
    assert client.get(f"/api/v1/series/{SERIES}/").status_code == 200


# --- The block ------------------------------------------------------------------------------------


def test_hostile_texts_cannot_leave_the_block(public, client):
    evil = "</script><script>alert(1)</script><!-- & ]]>"
    records.publish(records.visit(title=evil, change={"kind": "correction", "note": evil}, **records.claims(evil)))
    html = client.get(VISIT_PAGE).content.decode()
    assert html.count("<script") == html.count("</script>")
    assert ("<script>" in html, "<!--" in html) == (False, False)
    found = schema_org.blocks(html)[0]
    assert (found["headline"], found["hasPart"][0]["text"], found["correction"][0]["text"]) == (evil, evil, evil)


def test_only_the_present_page_describes_itself(public, client):
    for path in (f"{VISIT_PAGE}v1/", f"{VISIT_PAGE}versions/", f"{PAGES['person']}?on=2020-01-01"):
        assert schema_org.blocks(client.get(path).content.decode()) == []


def test_the_licence_is_named_when_there_is_one(public, client):
    assert "license" not in said(client, VISIT_PAGE)
    with override_settings(
        CONTENT_LICENCE="CC BY 4.0", CONTENT_LICENCE_URL="https://creativecommons.org/licenses/by/4.0/"
    ):
        cache.clear()
        assert said(client, VISIT_PAGE)["license"] == "https://creativecommons.org/licenses/by/4.0/"


# --- Lists ----------------------------------------------------------------------------------------

SITE = structured.Site("https://example.org", "Chronicle", "en", "https://creativecommons.org/licenses/by/4.0/")
DOSSIER = {"@type": "CollectionPage", "@id": "https://example.org/first-second/", "name": "First – Second"}


def page_of(description):
    return f'<script type="application/ld+json">{structured.block(description)}</script>'


def test_a_timeline_is_a_list_and_a_data_set():
    found = structured.timeline(
        SITE, title="First – Second: timeline", description="Reviewed entries.", path="/first-second/timeline/",
        dossier=DOSSIER, entries=["/visits/V00001/a/", "/visits/V00002/b/"], total=2,
        downloads={"csv": "/first-second/timeline/?format=csv", "json": "/api/v1/timeline/?dossier=D0SSR1"},
        years=(1918, 2026), seq=41,
    )  # fmt: skip
    assert schema_org.faults(page_of(found)) == []
    page, data = found["@graph"]
    assert [item["url"] for item in page["mainEntity"]["itemListElement"]] == [
        "https://example.org/visits/V00001/a/",
        "https://example.org/visits/V00002/b/",
    ]
    assert (data["temporalCoverage"], data["version"], data["license"]) == ("1918/2026", "41", SITE.licence)
    assert [each["encodingFormat"] for each in data["distribution"]] == ["text/csv", "application/json"]


@pytest.mark.parametrize(
    "description",
    [
        structured.search_results(SITE, title="Search", path="/search/"),
        structured.about(SITE, title="Method", path="/about/method/"),
        structured.statistics(
            SITE,
            title="Statistics",
            path="/first-second/statistics/",
            dossier=DOSSIER,
            series=[("Trade", "/series/A/b/")],
        ),
    ],
    ids=lambda description: description["@type"],
)
def test_other_pages_keep_to_the_vocabulary(description):
    assert schema_org.faults(page_of(description)) == []


def test_addresses_are_in_the_language_of_the_page():
    assert SITE._replace(language="cs").full("/about/method/") == "https://example.org/cs/about/method/"


@pytest.mark.parametrize(
    "path",
    [
        "/first-second/timeline/",
        "/first-second/timeline/?kind=official",
        "/first-second/statistics/",
        "/search/?q=visit",
        "/search/?q=%22%3E%3Cscript%3E",
        "/about/",
        "/about/method/",
        "/about/codebook/",
        "/about/accessibility/",
        "/cs/first-second/timeline/",
        "/cs/about/method/",
    ],
)
def test_lists_and_pages_about_the_site_describe_themselves(public, client, path):
    html = client.get(path).content.decode()
    assert len(schema_org.blocks(html)) == 1
    assert schema_org.faults(html) == []


def test_the_timeline_lists_its_entries_in_their_order(public, client):
    page, data = said(client, "/first-second/timeline/")["@graph"]
    listed = [item["url"].removeprefix("http://testserver") for item in page["mainEntity"]["itemListElement"]]
    assert listed[0] == VISIT_PAGE and INCIDENT_PAGE in listed
    assert (page["mainEntity"]["numberOfItems"], data["temporalCoverage"]) == (3, "1983/2021")
    for part in data["distribution"]:
        answer = client.get(part["contentUrl"].removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert answer["Content-Type"].startswith(part["encodingFormat"])


def test_a_list_that_is_not_kept_describes_nothing(public, client):
    for query in ("view=table", "date_from=1983&kind=official&standing=alleged", "asof=2020-01-01", "print=1"):
        assert schema_org.blocks(client.get(f"/first-second/timeline/?{query}").content.decode()) == []
