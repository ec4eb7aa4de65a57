"""The search page: what it shows, that it escapes, that nothing typed breaks it, and what it costs."""

import html
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.reading import text_of
from tests.search import corpus

HOSTILE = [
    "'", '"', '""', "\\", "%", "_", "*", "AND", "OR", "NOT", "NEAR(", "a AND", "NEAR(a b, 2)", "^a", "title:a", "{title}:a",
    "-a", "a:*", "a & b", "a | !b", "a <-> b", "(((", ")", "c++", "o'neil", "1e999", "../../etc/passwd", "🙂" * 50,
    "<script>alert(1)</script>", "‮abc", "ﷺ", "ـ", "\u0301", "a" * 3000, "a " * 200, "-".join("abcdefghij" * 10),
    "\x00", "a\x00b", "\x01", "\ud800", "%s", "{}", "{0}", "𝕍𝕣𝕓", "½", "ⅷ", "٣", "中文", "\u200d",
]  # fmt: skip


def ask(client, text, more=""):
    return client.get(f"/search/?q={quote(text, errors='surrogatepass')}{more}")


def titles(answer):
    """The titles of the hits in order, marks as brackets."""
    found = re.findall(r"<h3><a href=\"[^\"]+\"><bdi>(.*?)</bdi></a></h3>", answer.content.decode())
    return [html.unescape(title.replace("<mark>", "[").replace("</mark>", "]")) for title in found]


def kinds(answer):
    """The links to the types: (words, address, whether it is the present one)."""
    nav = answer.content.decode().partition('<nav class="kinds"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="([^"]+)"( aria-current="true")?>(.*?)</a>', nav)
    return [(re.sub(r"<[^>]+>", "", words), html.unescape(address), bool(now)) for address, now, words in links]


# --- What it shows --------------------------------------------------------------------------------


def test_without_a_question_it_is_the_form_with_examples(site):
    answer = site.get("/search/")
    assert answer.status_code == 200
    assert 'name="q" value=""' in answer.content.decode()
    assert "What can be asked" in text_of(answer)
    examples = re.findall(r'<dt>.*?href="(\?q=[^"]+)"', answer.content.decode())
    assert {site.get(f"/search/{address}").status_code for address in examples} == {200}


def test_it_stands_before_anything_is_public(db, client):
    cache.clear()
    assert "Nothing found" in text_of(ask(client, "vrbetice 17 April 2021"))
    assert client.get("/search/").status_code == 200


@pytest.mark.parametrize("text", ["vrbetice", "VRBĚTICE", "Врбетице"])
def test_hits_are_marked_in_title_and_passage(site, text):
    answer = ask(site, text)
    assert titles(answer) == ["Depot at [Vrbětice]", "Explosion in a warehouse"]
    assert "Two people died in <mark>Vrbětice</mark>." in answer.content.decode()
    assert "2 records found" in text_of(answer)


def test_what_is_typed_and_what_is_stored_is_escaped(site):
    answer = ask(site, '<b>crates</b> "><script>')
    content = answer.content.decode()
    assert "&lt;b&gt;crates&lt;/b&gt; &quot;&gt;&lt;script&gt;" in content
    assert "<script" not in content.partition("<main")[2]
    content = ask(site, "crates").content.decode()
    assert "&lt;b&gt;<mark>crates</mark>&lt;/b&gt; burnt" in content


def test_a_hit_in_a_statement_or_an_excerpt_leads_to_it(site):
    content = ask(site, "vlachovice").content.decode()
    assert re.search(rf'href="/places/{corpus.DEPOT}/[^"]+#c1">Statement 1<', content)
    content = ask(site, "боеприпасов").content.decode()
    assert '“<bdi lang="ru">склад <mark>боеприпасов</mark></bdi>”' in content
    assert re.search(r'href="/visits/V00004/[^"]+#c1">Passage quoted at statement 1<', content)


def test_a_translated_text_says_its_language(site):
    assert '<bdi lang="cs"><mark>Sklad</mark> ve Vrběticích</bdi>' in ask(site, "sklad").content.decode()


def test_an_allegation_stays_one(site):
    alleged = [{"n": 1, "text": "It was a zebra.", "standing": "alleged", "holder": records.HOST}]
    records.publish(records.visit("V00009", standing="disputed", claims=alleged))
    content = ask(site, "zebra").content.decode()
    assert re.findall(r'class="badge q">(\w+)<', content) == ["Disputed", "Alleged"]


def test_counts_by_type_are_links(site):
    assert kinds(ask(site, "depot")) == [
        ("All", "?q=depot", True),
        ("Visits 1", "?q=depot&type=visit", False),
        ("Places 1", "?q=depot&type=place", False),
    ]
    narrowed = ask(site, "depot", "&type=visit")
    assert titles(narrowed) == ["Guest visits the [depot]"]
    assert "1 record found" in text_of(narrowed)
    assert [now for *_, now in kinds(narrowed)] == [False, True, False]


def test_a_date_offers_its_timeline(site):
    content = ask(site, "17 April 2021").content.decode()
    offers = re.findall(
        r'<li><a href="([^"]+)">(.*?)</a> <span class="n">(.*?)</span>', content.partition("</section>")[0]
    )
    assert [(html.unescape(a), b.replace("\xa0", " "), c) for a, b, c in offers] == [
        ("/first-second/timeline/?date_from=2021-04-17&date_to=2021-04-17", "17 April 2021", "1 entry"),
        ("/first-second/timeline/?date_from=2021-04&date_to=2021-04", "April 2021", "2 entries"),
    ]
    assert "On the timeline" in text_of(ask(site, "duben 2021"))
    assert "On the timeline" in text_of(ask(site, "2021-04"))
    assert "On the timeline" not in text_of(ask(site, "30 February 2021"))


def test_a_question_in_vain_is_offered_something(site):
    answer = text_of(ask(site, "brbetice"))
    assert "Nothing found" in answer
    assert "Titles that look alike Depot at Vrbětice place" in answer
    answer = text_of(ask(site, "depot zebra"))
    assert "Each word alone depot 2" in answer
    answer = ask(site, "depot", "&type=source")
    assert "Search all types : 2 records." in text_of(answer)


def test_what_was_not_understood_is_said(site):
    assert "did you mean type?" in html.unescape(ask(site, "depot", "&tipe=visit").content.decode())
    assert "is not one of incident, visit" in text_of(ask(site, "depot", "&type=zebra"))
    assert "control character" in text_of(ask(site, "a\x00b"))
    assert "longer than 200 characters" in text_of(ask(site, "a" * 201))
    assert "no letter or digit" in text_of(ask(site, "++"))
    assert 'value="++"' in ask(site, "++").content.decode()


def test_further_results_follow_by_key(site):
    records.publish(*(records.visit(f"W{n:05d}", records.day(n), title=f"Zebra {n:02d}") for n in range(45)))
    seen, address = [], "/search/?q=zebra"
    while address:
        answer = site.get(address)
        seen += titles(answer)
        following = re.search(r'href="(\?[^"]+)" rel="next"', answer.content.decode())
        address = following and f"/search/{html.unescape(following[1])}"
    assert seen == [f"[Zebra] {n:02d}" for n in reversed(range(45))]
    assert "45 records found" in text_of(site.get("/search/?q=zebra"))


def test_a_cursor_of_another_question_starts_again(site):
    records.publish(*(records.visit(f"W{n:05d}", records.day(n), title="Zebra") for n in range(25)))
    cursor = re.search(r"cursor=([\w-]+)", ask(site, "zebra").content.decode())[1]
    answer = ask(site, "visit", f"&cursor={cursor}")
    assert "The cursor does not belong to this list" in text_of(answer)


# --- Public and frame -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act", [publication.vanish, lambda public_id: publication.withdraw(public_id=public_id, reason="error")]
)
def test_a_record_that_is_public_no_more_is_gone_from_the_next_answer(site, act):
    assert "burnt" in ask(site, "crates").content.decode()
    act(public_id=corpus.EXPLOSION)
    content = ask(site, "crates").content.decode()
    assert "Nothing found" in content
    assert "Explosion in a warehouse" not in ask(site, "explozion").content.decode()


def test_it_is_not_for_indexes_and_answers_304(site, django_assert_num_queries):
    answer = ask(site, "depot")
    assert '<meta name="robots" content="noindex,follow">' in answer.content.decode()
    with django_assert_num_queries(1):
        assert ask(site, "depot").content == answer.content
    with django_assert_num_queries(1):
        assert site.get("/search/?q=depot", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert site.post("/search/").status_code == 405
    assert answer.cookies == {}


def test_a_browser_can_be_told_of_it(site):
    address = re.search(r'<link rel="search"[^>]*href="([^"]+)"', site.get("/search/").content.decode())[1]
    answer = site.get(address)
    root = ElementTree.fromstring(answer.content)
    url = root.find("{http://a9.com/-/spec/opensearch/1.1/}Url").get("template")
    assert url == "http://testserver/search/?q={searchTerms}"
    assert answer["Content-Type"] == "application/opensearchdescription+xml"
    assert site.get(url.replace("{searchTerms}", "depot")).status_code == 200


def test_every_page_leads_to_it(site):
    for address in ("/", "/first-second/", "/first-second/timeline/", "/api/", "/nope/"):
        content = site.get(address).content.decode()
        assert content.count('action="/search/"') == 1, address


# --- Nothing typed breaks it ----------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_typed_breaks_a_page_or_the_api(site, text):
    typed = quote(text, errors="surrogatepass")
    for address in (
        f"/search/?q={typed}",
        f"/search/?q={typed}&type={typed}&cursor={typed}",
        f"/search/?{typed}={typed}",
    ):
        answer = site.get(address)
        assert answer.status_code == 200
        assert b"<script>" not in answer.content
    for address in (f"/api/v1/search/?q={typed}", f"/first-second/timeline/?q={typed}", f"/api/v1/timeline/?q={typed}"):
        assert site.get(address).status_code in (200, 400)


# --- Cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(
    ("text", "queries"), [('"zebra"', {"sqlite": 3, "postgresql": 3}), ("zebra", {"sqlite": 4, "postgresql": 3})]
)
def test_a_few_queries_whatever_is_found(site, engine, django_assert_num_queries, count, text, queries):
    """SQLite writes out beginnings by a query of its own."""
    records.publish(*(records.visit(f"W{n:05d}", records.day(n), title="Zebra") for n in range(count)))
    with django_assert_num_queries(queries[engine]):
        ask(site, text)


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("", 2),  # sequence, dossiers
        ("++", 2),
        ('"depot"', 3),  # sequence, places with counts and dossiers, records
        ("2021-04-17", 5),  # and each of two offers
        ('"xylophon"', (5, 4)),  # and titles, for which SQLite writes out a beginning
        ('"depot" "xylophon"', (6, 5)),  # and each word alone
    ],
)
def test_offers_cost_a_query_each(site, engine, django_assert_num_queries, text, queries):
    expected = queries if isinstance(queries, int) else queries[engine == "postgresql"]
    with django_assert_num_queries(expected):
        ask(site, text)
