"""Tests for `?format=html`: any answer of the API as a page for people, under the policy of pages."""

import html
import json
import re

import pytest

from relations import publication
from relations.api import linked
from relations.filters import EntryFilters
from tests import looking, records

pytestmark = pytest.mark.one_engine

ANSWERS = ("/api/v1/", "/api/v1/timeline/", "/api/v1/visits/K7Q2XD/", "/api/v1/changes/", "/api/v1/dumps/")
REFUSALS = {"/api/v1/timeline/?nope=1": 400, "/api/v1/visits/ZZZZZZ/": 404, "/api/v1/nope/": 404}
HOST = "http://testserver"
TEXT = re.compile(r"<pre tabindex[^>]*>(.*?)</pre>", re.DOTALL)
HOSTILE = (
    "q=%3Cscript%3Ealert(1)%3C/script%3E", "q=%1E%2399%1E", "limit=%00", "kind=%22%3E%3Cb%3E", "sort=%E2%80%AE", "%3Cb%3E=1",
    "date_from=2014-13", "cursor=!", f"who={'A' * 3000}", "&".join(f"who=AAAA{n:02}" for n in range(30)), "kind=&who=",
    "q=1&q=2", "asof=0000-00-00", "format=html&format=html",
)  # fmt: skip


@pytest.fixture
def site(lawless, client):
    records.publish(*records.background(), records.visit("K7Q2XD", title="A <b>visit</b> to SAFETY"))
    return client


def as_page(address):
    return f"{address}{'&' if '?' in address else '?'}format=html"


def shown(client, address):
    return client.get(as_page(address)).content.decode()


def links(page):
    """(what is linked, address, rel) of every link in the answer itself."""
    found = re.findall(r'<a href="([^"]*)"( rel="[^"]*")?>(.*?)</a>', "".join(TEXT.findall(page)))
    return [(html.unescape(text), html.unescape(address), rel) for address, rel, text in found]


def value_of(page):
    """The JSON that the page shows, read back from its text."""
    return json.loads(html.unescape(re.sub(r"<[^>]*>", "", "".join(TEXT.findall(page)))))


@pytest.mark.parametrize("address", [*ANSWERS, *REFUSALS])
def test_every_answer_can_be_read_as_a_page(site, address):
    plain, page = site.get(address), site.get(as_page(address))
    assert (page.status_code, page["Content-Type"]) == (REFUSALS.get(address, 200), "text/html; charset=utf-8")
    assert value_of(page.content.decode()) == json.loads(plain.content)
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "<b>" not in page.content.decode()
    assert f'<h2 id="answer">Answer: {plain.status_code} {plain.reason_phrase}</h2>' in page.content.decode()


def test_the_page_is_stored_apart_from_the_answer(site):
    plain = site.get("/api/v1/timeline/")
    assert site.get("/api/v1/timeline/?format=html")["ETag"] != plain["ETag"]
    assert site.get("/api/v1/timeline/?format=json").content == plain.content


@pytest.mark.parametrize("address", ["/api/v1/timeline/", "/api/v1/visits/K7Q2XD/"])
def test_an_unchanged_page_keeps_its_policy(site, address):
    """A browser takes the headers of a 304 for those of what it kept: with the policy of data it would show no style."""
    first = site.get(as_page(address))
    again = site.get(as_page(address), headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first["Content-Security-Policy"] == again["Content-Security-Policy"]
    assert "style-src 'self'" in again["Content-Security-Policy"]
    assert first["Cross-Origin-Resource-Policy"] == again["Cross-Origin-Resource-Policy"] == "same-origin"
    plain = site.get(address)
    unchanged = site.get(address, headers={"If-None-Match": plain["ETag"]})
    assert (unchanged.status_code, unchanged["Content-Security-Policy"]) == (304, plain["Content-Security-Policy"])


@pytest.mark.parametrize(
    ("query", "code"), [("format=xml", "invalid-parameter"), ("format=json&format=html", "repeated-parameter")]
)
def test_a_format_that_is_none_is_refused(site, query, code):
    refused = site.get(f"/api/v1/timeline/?{query}")
    assert (refused.status_code, json.loads(refused.content)["type"]) == (400, f"/api/v1/problems/{code}/")
    assert json.loads(refused.content)["errors"][0]["parameter"] == "format"


# --- What was asked, and what the answer was ------------------------------------------------------


def test_it_says_how_to_ask_from_a_program(site):
    page = html.unescape(shown(site, "/api/v1/visits/?q=visit's&who=PERS01&who=PERS02"))
    asked = f"{HOST}/api/v1/visits/?q=visit%27s&who=PERS01&who=PERS02"
    assert f"<code>GET {asked}</code>" in page
    assert f"<code>curl '{asked}'</code>" in page
    assert f"<code>curl {HOST}/api/v1/</code>" in html.unescape(shown(site, "/api/v1/"))


@pytest.mark.parametrize(
    "address",
    ["/api/v1/timeline/?limit=1", "/api/v1/visits/K7Q2XD/", "/api/v1/dumps/", "/api/v1/visits/K7Q2XD/?asof=2999-01-01"],
)
def test_it_tells_the_headers_of_the_answer_that_a_program_gets(site, address):
    records.publish(records.visit("V00001"))
    plain, page = site.get(address), shown(site, address)
    told = dict(re.findall(r"<dt>([\w-]+)</dt><dd><code>(.*?)</code></dd>", page))
    assert {"Content-Type", "ETag", "Link"} <= told.keys()
    assert {name: html.unescape(text) for name, text in told.items()} == {name: plain[name] for name in told}


def test_the_way_there_and_the_other_formats_are_links(site):
    page = shown(site, "/api/v1/visits/K7Q2XD/?asof=2999-01-01")
    crumbs = page.partition('aria-label="Breadcrumb"')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)">(\w+)</a>', crumbs) == [
        ("/api/", "API"), ("/api/v1/?format=html", "v1"), ("/api/v1/visits/?format=html", "visits")
    ]  # fmt: skip
    assert '<span aria-current="page">K7Q2XD</span>' in crumbs
    assert '<a href="/api/v1/visits/K7Q2XD/?asof=2999-01-01">JSON</a>' in page
    assert '<a href="/visits/K7Q2XD/visit-k7q2xd/">Page for readers</a>' in page


# --- Links in the answer --------------------------------------------------------------------------


def test_every_address_and_id_in_it_is_a_link(site):
    publication.withdraw(public_id="PERS01", reason="error")
    records.publish(records.document("source", "S0RCE1", {"kind": "update"}, source_kind="news", access_points=[
        {"n": 1, "url": "https://example.org/a?b=1&c=<2>"}, {"n": 2, "url": "https://example.org/a?b=1&c=2"}
    ]))  # fmt: skip
    found = links(shown(site, "/api/v1/visits/"))
    assert ("K7Q2XD", "/api/v1/visits/K7Q2XD/?format=html", "") in found
    assert ("/visits/K7Q2XD/visit-k7q2xd/", "/visits/K7Q2XD/visit-k7q2xd/", "") in found
    assert ("PERS01", "/api/v1/people/PERS01/?format=html", "") in found
    assert "SAFETY" not in [text for text, _, _ in found]
    outside = [each for each in links(shown(site, "/api/v1/sources/S0RCE1/")) if each[0].startswith("http")]
    address = "https://example.org/a?b=1&c=2"
    assert outside == [(address, address, ' rel="nofollow noreferrer"')]


def test_a_title_that_is_a_word_of_six_capitals_is_not_taken_for_an_id(site):
    records.publish(records.visit("V00001", title="SAFETY"), records.visit("V00002", title="K7Q2XD"))
    found = [text for text, _, _ in links(shown(site, "/api/v1/visits/"))]
    assert ("SAFETY" in found, found.count("K7Q2XD")) == (False, 2)


def test_the_links_of_the_root_and_of_the_pages_lead_on_as_pages(site):
    root = {text: address for text, address, _ in links(shown(site, "/api/v1/"))}
    assert root["/api/v1/timeline/"] == "/api/v1/timeline/?format=html"
    assert (root["/api/"], "/api/v1/search/{?q}" in root) == ("/api/", False)
    records.publish(records.visit("V00001"))
    following = json.loads(site.get("/api/v1/timeline/?limit=1").content)["page"]["next"]
    page = shown(site, "/api/v1/timeline/?limit=1")
    assert (following, as_page(following), "") in links(page)
    assert f'href="{html.escape(as_page(following))}" rel="next">Next page</a>' in page
    assert 'rel="next"' not in shown(site, as_page(following))


def test_nothing_in_it_leads_astray(site):
    for address in ("/api/v1/", "/api/v1/timeline/", "/api/v1/visits/K7Q2XD/", "/api/v1/changes/"):
        targets = {target for _, target, _ in links(shown(site, address))}
        assert {each for each in targets if site.get(each).status_code != 200} == set()


def test_a_redirect_stays_among_the_pages(site):
    records.publish(records.visit("V00001"))
    publication.merge(public_id="V00001", survivor="K7Q2XD")
    for address, target in (
        ("/api/v1/visits/V00001/?format=html", "/api/v1/visits/K7Q2XD/?format=html"),
        ("/api/v1/visits?format=html", "/api/v1/visits/?format=html"),
        ("/api/v1/dossiers/first-second/?format=html", "/api/v1/dossiers/D0SSR1/?format=html"),
    ):
        answer = site.get(address)
        assert (answer.status_code, answer["Location"]) == (308, target)


# --- Long answers ---------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [linked.FEW, linked.FEW + 1, 200])
def test_a_long_list_is_folded_and_whole(lawless, client, count):
    records.publish_visits(count)
    page = shown(client, "/api/v1/visits/?limit=200")
    assert value_of(page) == json.loads(client.get("/api/v1/visits/?limit=200").content)
    labels = re.findall(r"<summary>(\d+)\. visit · official · (V\d{5}) · Visit V\d{5}</summary>", page)
    folded = [(str(n), f"V{n - 1:05}") for n in range(1, count + 1)] if count > linked.FEW else []
    assert labels == folded
    assert page.count("<details open>") == (1 if folded else 0)
    assert len(page) < 6000 * count + 40_000


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query_more_than_the_answer(lawless, client, django_assert_num_queries, count):
    records.publish_visits(count)
    with django_assert_num_queries(3):
        client.get("/api/v1/visits/?format=html")
    with django_assert_num_queries(3):
        client.get("/api/v1/visits/V00000/?format=html")


def test_the_text_of_any_json_is_the_same_json():
    value = {
        "a": [],
        "b": {},
        "c": [None, True, 1, 'x</pre>\u2028"\\'],
        "data": [{"title": None}, "two", 3] * 5,
        "z": 0,
    }
    whole = "\n".join(block.text for block in linked.blocks(value, lambda _: None))
    assert json.loads(html.unescape(whole)) == value
    assert "</pre>" not in whole
    assert [block.label for block in linked.blocks(value, lambda _: None)][:4] == ["", "1. ", "2", "3"]


# --- The form -------------------------------------------------------------------------------------


def form(page):
    return page.partition('<form action="/api/v1/')[2].partition("</form>")[0]


def test_the_form_has_every_parameter_with_its_help(site):
    page = form(shown(site, "/api/v1/timeline/"))
    labelled = re.findall(r'<label for="p-(\w+)">', page)
    assert set(EntryFilters.base_filters) - {"cursor"} <= set(labelled)
    assert "cursor" not in labelled
    assert set(re.findall(r'<(?:input|select) id="p-(\w+)"', page)) == set(labelled)
    assert html.escape(str(EntryFilters.base_filters["q"].field.help_text)) in page


def test_the_form_holds_what_was_chosen(site):
    page = form(shown(site, "/api/v1/visits/?kind=official&kind=state&who=PERS01&q=a+%22b%22&limit=20"))
    assert re.findall(r"<option selected>(\w+)</option>", page) == ["state", "official"]
    assert re.findall(r'name="(who|q|limit)" value="([^"]*)"', page) == [
        ("who", "PERS01"), ("who", ""), ("q", "a &quot;b&quot;"), ("limit", "20")
    ]  # fmt: skip
    assert page.startswith('visits/" method="get">')
    assert '<input type="hidden" name="format" value="html">' in page


def test_an_empty_form_asks_for_everything(site):
    names = re.findall(r'<(?:input|select) id="p-(\w+)"', form(shown(site, "/api/v1/timeline/")))
    sent = "&".join(f"{name}=" for name in names)
    assert site.get(f"/api/v1/timeline/?{sent}").status_code == 200


def test_what_has_no_parameters_has_no_form(site):
    assert [address for address in ("/api/v1/", "/api/v1/nope/") if '<form action="/api' in shown(site, address)] == []


# --- Problems -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "words", "mended"),
    [
        ("data_from=2014&q=a", "Ask with date_from instead", "q=a&date_from=2014"),
        ("kind=oficial", "Ask for kind=official", "kind=official"),
        ("limit=500&q=a", "Ask without limit", "q=a"),
        ("cursor=x", "Ask without cursor", ""),
    ],
)
def test_a_problem_is_a_sentence_with_what_would_mend_it(site, query, words, mended):
    address = f"/api/v1/visits/?{query}"
    detail = json.loads(site.get(address).content)["errors"][0]["detail"]
    page = html.unescape(shown(site, address))
    target = as_page(f"/api/v1/visits/{'?' if mended else ''}{mended}")
    assert f'<p>{detail} <a href="{target}">{words}</a></p>' in page
    assert site.get(target).status_code == 200
    assert '<details class="parameters" open>' in page


def test_a_field_that_was_refused_says_so(site):
    page = form(shown(site, "/api/v1/visits/?limit=500&date_from=2014-13"))
    assert re.findall(r'<input id="p-(\w+)"[^>]*aria-invalid="true">', page) == ["date_from", "limit"]
    assert "<strong>limit: " in page


def test_a_withdrawn_record_is_told_as_its_problem(site):
    publication.withdraw(public_id="K7Q2XD", reason="error")
    page = shown(site, "/api/v1/visits/K7Q2XD/")
    assert '<h2 id="problem">Withdrawn</h2>' in page
    assert '<a href="/api/v1/problems/withdrawn/?format=html">What this problem means</a>' in page


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_the_page(site, query):
    page = site.get(f"/api/v1/timeline/?{query}&format=html")
    assert page.status_code in (200, 400)
    if page["Content-Type"].startswith("text/html"):
        assert not re.search(r'<(b|script)>|<script>alert|"><b>', page.content.decode())
        assert value_of(page.content.decode()).keys() & {"data", "detail"}


# --- In a browser ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, live_server, lawless):
    records.publish_visits(12)
    word = "Donaudampfschifffahrtsgesellschaft" * 12
    records.publish(records.visit("V99999", title=word[:200], summary=word))
    found = {}
    for view in looking.VIEWS:
        looking.dress(page, view)
        for address in ("timeline/", f"visits/?q={word[:200]}", "visits/V99999/", "visits/?limit=0", "nope/"):
            page.goto(f"{live_server.url}{as_page(f'/api/v1/{address}')}")
            if view == looking.VIEWS[0]:
                page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(each => each.click())")
            faults = [*looking.violations(page).items(), *looking.sideways(page, (view[0],)).items()]
            found[address, view] = faults + looking.faults_of_outline(page)
    assert {name: each for name, each in found.items() if each} == {}
