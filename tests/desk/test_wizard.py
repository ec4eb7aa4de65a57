"""The correction wizard on the submit screen: kinds explained, notes in two languages, the notice shown before it is sent."""

from html import unescape

import pytest

from editorial.models import LogLine, Revision
from editorial.services import drafting, publishing, reviewing
from relations.documents import load
from tests import factories
from tests.desk.screens import look, member, send, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

NOTE, NOTE_CS = "The title named the wrong source.", "Název uváděl jiný zdroj."


@pytest.fixture
def made():
    """A public world in which the visit was renamed on the desk."""
    made = factories.published_visit_set()
    made["visit"].title = "Guest Person goes to A Town"
    made["visit"].save()
    drafting.freeze(record=made["visit"], author=made["author"])
    return made


def typed(made, **fields):
    return member(made["visit"], kind="correction", note=NOTE, note_cs=NOTE_CS, **fields)


def frames(page):
    return [notice.html for notice in page.context["notices"]]


def test_each_possible_kind_is_explained_beside_what_changed(made):
    page = look(made["author"], "submit", made["visit"])
    told = words(page)
    for sentence in (
        "Correction : we were wrong.",
        "For example: “The visit was dated 3 May; it began on 2 May.”",
        "Readers see: It stands on the corrections page and in its feeds, with the words before and after.",
        "What changes against version 1, which readers see now",
    ):
        assert sentence in told
    assert "First publication" not in told
    assert [each.anchor for each in page.context["lead"].differences] == ["title", "slug"]


def test_the_notice_is_what_readers_get_and_nothing_is_written(made, client):
    before = (Revision.objects.count(), LogLine.objects.count())
    page = send(made["author"], "submit", made["visit"], **typed(made), act="show")
    assert page.status_code == 200
    assert (Revision.objects.count(), LogLine.objects.count()) == before
    assert made["visit"].editions.latest("number").state == "draft"
    # Everything typed is still there.
    assert NOTE in page.content.decode()
    assert unescape(page.content.decode()).count(NOTE_CS) == 3  # the box, and both places of the Czech frame
    shown = frames(page)
    assert send(made["author"], "submit", made["visit"], **typed(made)).status_code == 302
    edition, revision = factories.open_of(made["visit"]), factories.newest(made["visit"])
    reviewing.approve(actor=made["publisher"], edition=edition, revision=revision)
    publishing.publish(actor=made["publisher"], edition=edition, revision=revision)
    for html, prefix in zip(shown, ("", "/cs"), strict=True):
        public = client.get(f"{prefix}/first-second/corrections/").content.decode()
        act = html.partition('<ol class="acts">')[2].partition("</ol>")[0].strip()
        assert act.startswith("<li id=")
        assert act in public
        line = html.partition('<ol class="hist">')[2].partition("</li>")[0].strip()
        assert line in client.get(f"{prefix}/r/{made['visit'].public_id}/", follow=True).content.decode()


def test_notes_of_both_languages_become_part_of_what_is_approved(made):
    send(made["author"], "submit", made["visit"], **typed(made))
    change = load(factories.newest(made["visit"]).document)["change"]
    assert change == {"kind": "correction", "note": NOTE, "note_cs": NOTE_CS}
    reviewing.recall(actor=made["author"], edition=factories.open_of(made["visit"]))
    again = look(made["author"], "submit", made["visit"]).context["lead"].form
    assert [again[name].value() for name in ("kind", "note", "note_cs")] == ["correction", NOTE, NOTE_CS]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"note": ""}, "Public note: say in one sentence what was wrong and what is right."),
        ({"note": "", "kind": "update"}, "Public note: write it in English too; the Czech words are its translation."),
        ({"note": "\x00"}, "Null characters are not allowed"),
        ({"kind": ""}, "Kind of change: choose one"),
        ({"kind": "first"}, "first is not one of the available choices"),
    ],
)
def test_a_wrong_change_comes_back_with_its_sentence_and_all_that_was_typed(made, fields, sentence):
    data = typed(made) | {f"{made['visit'].public_id}-{name}": value for name, value in fields.items()}
    for extra in ({}, {"act": "show"}):
        page = send(made["author"], "submit", made["visit"], **data, **extra)
        assert page.status_code == (200 if extra else 422)
        assert sentence in words(page)
        assert NOTE_CS in page.content.decode()


def test_what_was_never_public_has_no_notice():
    author = factories.user("Author")
    made = factories.visit_set(author)
    page = send(author, "submit", made["visit"], **member(made["visit"], kind="first"), act="show")
    assert (page.status_code, page.context["notices"]) == (200, [])
    assert "Show the notice" not in words(page)


def test_markup_in_a_note_stays_text_in_the_frame(made):
    data = typed(made) | {f"{made['visit'].public_id}-note": "<b onclick=x>Bold</b>"}
    page = send(made["author"], "submit", made["visit"], **data, act="show")
    assert "&lt;b onclick=x&gt;Bold" in frames(page)[0]
    assert "<b onclick" not in page.content.decode()
