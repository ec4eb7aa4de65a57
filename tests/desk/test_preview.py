"""The preview is the public page: same template, same bytes in its body, and nobody else sees it."""

import re

import pytest
from django.test import Client

from editorial.models import Source, Visit
from editorial.services import drafting, publishing
from tests import factories
from tests.desk.screens import look, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


MEND = re.compile(r"<p class=\"mend\">.*?</p>\n?")  # a reader reports errors, an editor mends them


def sections(html):
    """id -> text of every section of a record's page."""
    article = MEND.sub("", re.search(r"<article class=\"record\".*?</article>", html, re.DOTALL)[0])
    return dict(
        re.findall(r"<section[^>]* id=\"(facts|statements|claims|sources|offices|note)\"(.*?)</section>", article, re.S)
    )


def test_the_preview_may_be_framed_by_the_desk_alone_and_kept_by_nobody(author):
    source = drafting.create(actor=author, model=Source, title="A draft", source_kind="news")
    answer = look(author, "preview", source)
    assert answer.status_code == 200
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "A draft" in answer.content.decode()
    other = look(author, "history", source)
    assert (other["X-Frame-Options"], "frame-ancestors 'none'" in other["Content-Security-Policy"]) == ("DENY", True)


def test_the_review_screen_may_frame_its_own_site(author):
    source = drafting.create(actor=author, model=Source, title="A draft", source_kind="news")
    factories.submit_all(author, [source])
    policy = look(author, "review", source)["Content-Security-Policy"]
    assert "frame-src 'self'" in policy


def test_any_revision_of_the_record_can_be_shown(author):
    source = drafting.create(actor=author, model=Source, title="First words", source_kind="news")
    first = factories.newest(source)
    source.title = "Second words"
    source.save()
    drafting.freeze(record=source, author=author)
    assert "Second words" in look(author, "preview", source).content.decode()
    assert "First words" in look(author, "preview", source, revision=first.pk).content.decode()


@pytest.mark.parametrize("revision", ["0", "x", "-1", "9" * 40, "²", "1.5"])
def test_a_revision_that_is_not_there_is_not_found(author, revision):
    source = drafting.create(actor=author, model=Source, title="A draft", source_kind="news")
    assert look(author, "preview", source, revision=revision).status_code == 404


def test_a_revision_of_another_record_is_not_found(author):
    one, two = (drafting.create(actor=author, model=Source, title=title, source_kind="news") for title in "ab")
    assert look(author, "preview", one, revision=factories.newest(two).pk).status_code == 404


def test_names_of_drafts_are_shown_by_title(author):
    made = factories.visit_set(author)
    page = look(author, "preview", made["visit"]).content.decode()
    assert "Guest Person" in page
    assert "A Town" in page


def test_a_withdrawn_record_is_not_named_in_a_preview(author):
    made = factories.published_visit_set()
    publishing.withdraw(actor=made["publisher"], record=made["guest"], reason="privacy")
    page = look(made["author"], "preview", made["visit"]).content.decode()
    assert sections(page)["facts"].count("Guest Person") == 0


def test_a_stranger_sees_no_draft(author):
    source = drafting.create(actor=author, model=Source, title="A secret draft", source_kind="news")
    answer = Client().get(url("preview", source))
    assert (answer.status_code, "secret" in answer.content.decode()) == (302, False)
    assert look(factories.user(""), "preview", source).status_code == 403


def test_a_draft_that_misses_everything_can_be_shown(author):
    visit = drafting.create(actor=author, model=Visit, title="Bare")
    assert look(author, "preview", visit).status_code == 200
