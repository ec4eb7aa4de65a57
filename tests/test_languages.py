"""The language of an address: what is stripped, what is put in, and how a text that has no translation says so."""

import pytest
from django.utils import translation
from django.utils.html import conditional_escape

from relations import languages
from relations.languages import Older, Original

ORIGIN = "https://chronicle.example"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", ("en", "/")),
        ("/cs/", ("cs", "/")),
        ("/cs/visits/K7Q2XD/talks/", ("cs", "/visits/K7Q2XD/talks/")),
        ("/cs", ("en", "/cs")),
        ("/csx/", ("en", "/csx/")),
        ("/en/search/", ("en", "/en/search/")),
        ("/cs/cs/", ("en", "/cs/cs/")),
        ("/cs/admin/", ("en", "/cs/admin/")),
        ("/cs/api/v1/visits/", ("en", "/cs/api/v1/visits/")),
        ("/cs/.well-known/api-catalog", ("en", "/cs/.well-known/api-catalog")),
        ("/cs/api/", ("cs", "/api/")),
        ("/cs/sitemap.xml", ("en", "/cs/sitemap.xml")),
        ("/cs/static/css/base.css", ("en", "/cs/static/css/base.css")),
    ],
)
def test_the_path_alone_names_the_language(path, found):
    assert languages.split(path) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/", "/cs/"),
        ("/search/?q=x", "/cs/search/?q=x"),
        ("/cs/search/", "/cs/search/"),
        (f"{ORIGIN}/r/K7Q2XD/", f"{ORIGIN}/cs/r/K7Q2XD/"),
        ("/static/img/mark.svg", "/static/img/mark.svg"),
        ("/api/v1/visits/", "/api/v1/visits/"),
        ("/api/", "/cs/api/"),
        ("/evidence/00/", "/evidence/00/"),
    ],
)
def test_an_address_gets_its_language_once(path, found):
    assert languages.in_language(path, "cs") == found


def test_every_own_address_of_a_page_leads_on_in_its_language():
    page = (
        f'<a href="/a/">a</a> <form action="/search/"> <link href="{ORIGIN}/b/"> <a href="https://other.example/c/">'
        '<a href="//other.example/d/"> <a href="#e"> <a href="?f=1"> <a hreflang="en" href="/g/"> href=&quot;/h/&quot;'
    )
    assert languages.addressed(page, "en", ORIGIN) == page
    assert languages.addressed(page, "cs", ORIGIN) == (
        f'<a href="/cs/a/">a</a> <form action="/cs/search/"> <link href="{ORIGIN}/cs/b/">'
        ' <a href="https://other.example/c/"><a href="//other.example/d/"> <a href="#e"> <a href="?f=1">'
        ' <a hreflang="en" href="/g/"> href=&quot;/h/&quot;'
    )


def test_a_text_without_a_translation_names_its_language_and_is_escaped():
    assert conditional_escape(Original("<b>Talks</b>")) == '<span lang="en">&lt;b&gt;Talks&lt;/b&gt;</span>'
    assert f"{Original('Talks')}" == "Talks"


def test_a_translation_older_than_its_original_says_so():
    with translation.override("cs"):
        assert conditional_escape(Older("<Jednání>")) == '&lt;Jednání&gt; <span class="tag">starší než originál</span>'


def test_a_text_is_said_in_the_present_language_or_marked():
    both, one = {"en": "Talks in Prague", "cs": "Jednání v Praze a u Brna"}, {"en": "Talks"}
    assert (languages.said(both), type(languages.said(one))) == ("Talks in Prague", str)
    with translation.override("cs"):
        assert languages.said(both) == "Jednání v\xa0Praze a\xa0u\xa0Brna"
        assert type(languages.said(one)) is Original
    with translation.override("de"):
        assert languages.current() == "en"
