"""Addresses inside an answer led to files: only what a file server could not answer, and nothing else of the text."""

import json

import pytest

from relations.static_copy import addresses, rewriting
from relations.static_copy.rewriting import Leading
from tests.static_copy.checking import ORIGIN

SERVER = "https://live.example"


def leading(base="/first-second/timeline/", server=""):
    return Leading(ORIGIN, server, addresses.read(base))


def changed(media_type, text, **more):
    return rewriting.changed(media_type, text.encode(), leading(**more)).decode()


@pytest.mark.parametrize(
    ("link", "led_to"),
    [
        ("/visits/V1S1T1/visit/", "/visits/V1S1T1/visit/"),
        ("#entry", "#entry"),
        ("?cursor=AbC#list", "/first-second/timeline/cursor-482e1ae75acdf731.html#list"),
        ("/api/v1/visits/", "/api/v1/visits/index.json"),
        (f"{ORIGIN}/x/?format=csv", f"{ORIGIN}/x/format-csv.csv"),
        ("https://other.example/?q=1", "https://other.example/?q=1"),
        (f"{ORIGIN}.evil.example/?q=1", f"{ORIGIN}.evil.example/?q=1"),
        ("mailto:editors@example.org", "mailto:editors@example.org"),
        ("/search/?q=visit#x", "/copy/"),
        ("/report/?about=V1S1T1", "/copy/"),
    ],
)
def test_one_address(link, led_to):
    assert leading().lead(link) == led_to


@pytest.mark.parametrize(
    ("link", "led_to"),
    [
        ("/search/?q=visit#x", f"{SERVER}/search/?q=visit#x"),
        ("?asof=2026-01-01", f"{SERVER}/first-second/timeline/?asof=2026-01-01"),
    ],
)
def test_what_needs_the_site_leads_there_when_it_is_known(link, led_to):
    assert leading(server=SERVER).lead(link) == led_to


def test_it_leads_on_in_its_language():
    assert leading("/cs/first-second/timeline/").lead("/cs/search/?q=visit") == "/cs/copy/"


def test_a_page_keeps_everything_but_its_addresses():
    page = '<a href="?who=C0NTR1&amp;x=" title="?who=C0NTR1">?who=C0NTR1</a> <meta content="/report/"><form action="/search/">'
    assert changed("text/html", page) == (
        '<a href="/first-second/timeline/who-C0NTR1.html" title="?who=C0NTR1">?who=C0NTR1</a> '
        '<meta content="/report/"><form action="/copy/">'
    )


def test_a_form_leads_to_the_site_even_where_its_page_is_copied():
    assert changed("text/html", '<form action="/search/">', server=SERVER) == f'<form action="{SERVER}/search/">'


def test_linked_data_of_a_page_are_led_by_their_whole_addresses():
    data = {
        "@id": f"{ORIGIN}/api/v1/visits/V1S1T1/",
        "contentUrl": f"{ORIGIN}/api/v1/visits/V1S1T1/",
        "path": "/api/v1/visits/",
    }
    text = changed("text/html", f'<script type="application/ld+json">{json.dumps(data)}</script>')
    found = json.loads(text.removeprefix('<script type="application/ld+json">').removesuffix("</script>"))
    assert found == data | {"contentUrl": f"{ORIGIN}/api/v1/visits/V1S1T1/index.json"}


def test_json_keeps_what_is_hashed_and_what_people_wrote():
    value = {
        "data": [{"id": "/api/v1/visits/", "title": "/report/", "url": "/x/", "document": {"text": "/api/v1/visits/"}}],
        "page": {"next": "/api/v1/visits/?cursor=AbC"},
        "date": "/1991-12",
    }
    found = json.loads(changed("application/json", json.dumps(value), base="/api/v1/visits/"))
    assert found == value | {"page": {"next": "/api/v1/visits/cursor-482e1ae75acdf731.json"}}


def test_json_without_an_address_keeps_its_bytes():
    text = '{"a" :  "\\u003cb>", "c": 1.50}'
    assert changed("application/problem+json", text) == text


def test_the_description_of_the_interface_stays_that_of_the_live_site():
    text = '{"servers": [{"url": "/api/v1/visits/"}]}'
    assert changed("application/json", text, base="/api/v1/openapi.json") == text


@pytest.mark.parametrize(
    ("media_type", "text", "led_to"),
    [
        (
            "application/xml",
            f"<loc>{ORIGIN}/sitemap/visits.xml?block=1</loc>",
            f"<loc>{ORIGIN}/sitemap/visits-block-1.xml</loc>",
        ),
        (
            "application/atom+xml",
            f'<id>{ORIGIN}/x/?format=atom</id><link href="{ORIGIN}/x/?format=atom"/>',
            f'<id>{ORIGIN}/x/?format=atom</id><link href="{ORIGIN}/x/format-atom.xml"/>',
        ),
        ("application/link-format", "</x/?format=link>;rel=self", "</x/format-link.txt>;rel=self"),
        ("text/css", "url(/static/img/a.svg)", "url(/static/img/a.svg)"),
        ("text/csv", "/x/?format=csv", "/x/?format=csv"),
    ],
)
def test_other_types(media_type, text, led_to):
    assert changed(media_type, text) == led_to


def test_links_are_what_the_copy_has():
    found = leading()
    rewriting.changed(
        "text/html",
        b'<a href="/x/"></a><a href="/search/?q=1"></a><a href="/x/#y"></a><a href="https://a.example/">',
        found,
    )
    assert list(map(str, found.links)) == ["/x/"]
