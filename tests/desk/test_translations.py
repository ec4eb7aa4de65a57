"""Translations on the form: chosen from the record's texts, the English beside them, older ones marked and stamped anew."""

import pytest

from editorial.forms.anchors import RECORD_TEXTS
from editorial.models import Incident, Translation
from editorial.shapes import SHAPES
from relations.documents import content_hash, load
from relations.documents.localise import text_fields
from relations.documents.prose import PROSE
from relations.documents.schema import SCHEMAS
from tests import factories
from tests.desk.forms import client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

TITLE = "East expels staff of the West embassy"


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    return factories.incident_set(author)


@pytest.fixture
def client(author):
    return client_of(author)


def rows_of(page, key="translations"):
    return next(found.formset for found in page.context["inline_admin_formsets"] if found.formset.key == key)


def first(page):
    """The row that translates the title."""
    return rows_of(page).initial_forms[0]


def stamp(record, n=1):
    return Translation.objects.get(record=record.pk, n=n).of


def test_only_texts_are_offered_and_only_those_that_are_there(client, made):
    choices = rows_of(opened(client, made["incident"])).empty_form.fields["anchor"].choices
    saved = [value for value, words in choices if value and not words.endswith("(new)")]
    assert saved == [
        *("title", "summary", "public_note", "date/as_stated"),
        *("participations/1/capacity", "participations/3/outcome"),
        *("measures/1/category_as_stated", "measures/2/note"),
        *("attributions/1/text", "attributions/1/reply_text", "positions/1/text", "responses/2/note"),
        *("figures/1/label", "figures/1/unit", "attachments/1/title", "claims/1/text", "claims/2/text"),
    ]
    assert dict(choices)["title"] == f"Title – {TITLE}"
    assert dict(choices)["claims/3/text"] == "Statement 3: text (new)"


@pytest.mark.parametrize(
    ("name", "own"),
    [("series", {"definition", "unit"}), ("dossier", {"lead"}), ("embassy", {"existed/as_stated"})],
)
def test_each_type_offers_its_own_texts(author, client, made, name, own):
    if name == "embassy":
        save(client, made[name], date_as_stated="since 1993")
    choices = dict(rows_of(opened(client, made[name])).empty_form.fields["anchor"].choices)
    assert own <= set(choices)


def test_the_english_text_stands_beside_the_translation(client, made):
    page = opened(client, made["incident"])
    assert first(page).original_text == TITLE
    assert f'<p class="desk-original" lang="en">{TITLE}</p>' in page.content.decode()


def test_a_statement_and_its_translation_are_typed_in_one_go(client, made):
    incident = made["incident"]
    typed = row("claims", 2, text="A third statement") | row(
        "translations", 2, anchor="claims/3/text", language="cs", text="Třetí věta"
    )
    assert save(client, incident, **typed).status_code == 302
    found = load(factories.newest(incident).document)["record"]["translations"][-1]
    assert found == {
        "n": 3,
        "anchor": "claims/3/text",
        "language": "cs",
        "text": "Třetí věta",
        "of": content_hash("A third statement"),
    }


def test_a_translation_follows_its_row_when_an_empty_row_stands_before_it(client, made):
    incident = made["incident"]
    typed = {"attributions-TOTAL_FORMS": "3"} | row("attributions", 1, text="")
    typed |= row("attributions", 2, id="", record=str(incident.pk), text="Second", basis="legal", position="0")
    typed |= row("translations", 2, anchor="attributions/3/reply_text", language="cs", text="Odpověď")
    assert save(client, incident, **typed).status_code == 302
    assert Translation.objects.get(record=incident.pk, n=3).anchor == "attributions/2/reply_text"


def test_a_translation_whose_english_text_changed_is_marked_and_can_be_called_right(client, made):
    incident = made["incident"]
    assert "still_right" not in first(opened(client, incident)).fields
    save(client, incident, title="East sends staff of the West embassy home")
    page = opened(client, incident)
    assert first(page).remarks == ["older than the English text"]
    assert "older than the English text" in page.content.decode()
    assert stamp(incident) == content_hash(TITLE)

    assert save(client, incident, page, **row("translations", 0, still_right="on")).status_code == 302
    assert stamp(incident) == content_hash("East sends staff of the West embassy home")
    assert first(opened(client, incident)).remarks == []


def test_a_withheld_translation_says_why_and_comes_back(author, client, made):
    incident = made["incident"]
    Incident.objects.filter(pk=incident.pk).update(title="Corrected")
    Translation.objects.filter(record=incident.pk, n=1).update(withheld=True)  # as submitting a correction does
    factories.freeze(incident, author)
    page = opened(client, incident)
    assert first(page).remarks == ["older than the English text", "not shown: a correction left it behind"]
    save(client, incident, page, **row("translations", 0, still_right="on"))
    translation = Translation.objects.get(record=incident.pk, n=1)
    assert (translation.withheld, translation.of) == (False, content_hash("Corrected"))


def test_typing_it_anew_stamps_it_too(client, made):
    incident = made["incident"]
    save(client, incident, title="Another title")
    save(client, incident, **row("translations", 0, text="Jiný titulek"))
    assert stamp(incident) == content_hash("Another title")


def test_saving_without_a_change_keeps_the_stamp_of_an_older_text(client, made):
    incident = made["incident"]
    save(client, incident, title="Another title")
    revision = factories.newest(incident)
    assert save(client, incident).status_code == 302
    assert factories.newest(incident) == revision
    assert stamp(incident) == content_hash(TITLE)


def test_a_text_that_is_not_there_cannot_be_translated(client, made):
    answer = save(client, made["incident"], **row("translations", 2, anchor="claims/77/text", text="x"))
    assert rows_of(answer).errors[2] == {
        "anchor": ["Choose a text of this record, for example “title” or “Statement 1: text”."]
    }


def test_a_citation_or_date_is_no_text(client, made):
    offered = dict(rows_of(opened(client, made["incident"])).empty_form.fields["anchor"].choices)
    assert {"date", "kind", "place", "citations/1/quote", "translations/1/text"} & set(offered) == set()
    assert "translations" not in {value.split("/")[0] for value in filled(opened(client, made["incident"]))}


@pytest.mark.parametrize("record_type", list(SHAPES))
def test_what_is_offered_is_what_readers_can_get_in_another_language(record_type):
    """The lists of the form name no text that the public side would not lay over."""
    shape, known = SHAPES[record_type], text_fields(SCHEMAS[record_type])
    own = {name for name in RECORD_TEXTS if name in ("title", "summary", "public_note", *shape.scalars)}
    rows = {f"{part.key}/*/{name}" for part in shape.parts for name in PROSE.get(part.key, ())}
    assert own | rows <= known
