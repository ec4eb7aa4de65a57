"""Translations laid over a document: fresh, older, withheld, removed; nothing but free text is ever replaced."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.documents import canonical, content_hash, flatten, languages, links, load, localise, overlays, refs
from relations.documents.localise import text_fields, translatable
from relations.documents.schema import SCHEMAS
from tests import records

INCIDENT = load(records.incident())
# Of every kind of value one that must never be replaced.
FIXED = [
    *("slug", "kind", "standing", "date/edtf", "order_in_day", "place", "case", "stage", "topics/1", "dossiers/1"),
    *("measures/1/count", "measures/1/announced", "measures/1/category", "figures/1/value", "figures/1/qualifier"),
    *("participations/1/who", "participations/3/alleged", "attributions/1/reply", "attachments/1/sha256"),
    *("citations/1/quote", "citations/1/anchor", "translations/1/text", "positions/2/stance", "claims/1/standing"),
    *("nowhere", "claims/9/text", "claims/1", "claims", "claims/1/text/1", ""),
]  # fmt: skip


def incident(*translations, **record):
    """The incident with these translations, numbered from 1."""
    parts = [{"n": n, "language": "cs"} | part for n, part in enumerate(translations, 1)]
    return INCIDENT | {"record": INCIDENT["record"] | record | {"translations": parts}}


def of(anchor, document=INCIDENT):
    return content_hash(flatten(document)[anchor])


def fresh(anchor, text="Česky"):
    return {"anchor": anchor, "text": text, "of": of(anchor)}


def test_a_fresh_translation_stands_in_the_place_of_its_text():
    document = incident(fresh("title"), fresh("claims/1/text", "Věta."))
    shown, used = localise(document, "cs")
    assert (shown["record"]["title"], shown["record"]["claims"][0]["text"]) == ("Česky", "Věta.")
    assert {anchor: (overlay.n, overlay.older) for anchor, overlay in used.items()} == {
        "title": (1, False), "claims/1/text": (2, False)
    }  # fmt: skip


def test_nothing_else_changes_and_the_document_itself_stays():
    document = incident(fresh("title"), fresh("attributions/1/reply_text"))
    before = canonical(document)
    shown, _ = localise(document, "cs")
    now, then = flatten(shown), flatten(document)
    assert {anchor for anchor in then if now[anchor] != then[anchor]} == {"title", "attributions/1/reply_text"}
    assert now.keys() == then.keys()
    assert canonical(document) == before


def test_what_the_original_left_behind_is_marked_as_older():
    _, used = localise(incident(fresh("title"), title="Another title"), "cs")
    assert used["title"].older is True


def test_what_a_correction_left_behind_is_not_shown():
    document = incident(fresh("title") | {"withheld": True})
    assert localise(document, "cs") == (document, {})


def test_a_removed_translation_is_not_shown():
    document = INCIDENT | {"record": INCIDENT["record"] | {"translations": [{"n": 1, "removed": True}]}}
    assert localise(document, "cs") == (document, {})


def test_a_text_of_a_removed_part_is_not_shown():
    document = incident(fresh("claims/1/text"), claims=[{"n": 1, "removed": True}])
    assert localise(document, "cs")[1] == {}


def test_another_language_is_not_put_in():
    document = incident(fresh("title") | {"language": "ru"})
    assert localise(document, "cs") == (document, {})
    assert localise(document, "ru")[0]["record"]["title"] == "Česky"


def test_the_original_is_never_replaced():
    document = incident(fresh("title") | {"language": "en"})
    assert localise(document, "en") == (document, {})
    assert languages(document) == ["en"]


@pytest.mark.parametrize("anchor", FIXED)
def test_only_free_text_is_replaced(anchor):
    """A forged or careless translation of a date, an id or a number must not reach what reads them."""
    document = incident({"anchor": anchor, "text": "nonsense", "of": content_hash("x")})
    assert localise(document, "cs") == (document, {})


def test_the_place_of_a_part_is_its_number():
    claims = [{"n": 7, "text": "Seven", "standing": "established"}, {"n": 1, "text": "One", "standing": "established"}]
    document = incident({"anchor": "claims/1/text", "text": "Jedna", "of": content_hash("One")}, claims=claims)
    assert [part["text"] for part in localise(document, "cs")[0]["record"]["claims"]] == ["Seven", "Jedna"]


def test_languages_are_those_that_a_reader_can_choose():
    parts = [fresh("title"), fresh("title") | {"language": "ru", "withheld": True},
             {"anchor": "nowhere", "text": "x", "of": of("title"), "language": "de"}]  # fmt: skip
    assert languages(incident(*parts)) == ["en", "cs"]
    assert languages(INCIDENT | {"record": {"title": "T"}}) == ["en"]


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_every_type_has_texts_to_translate_and_no_name_of_a_record_among_them(record_type):
    known = text_fields(SCHEMAS[record_type])
    assert {"title", "summary", "public_note", "claims/*/text"} <= known
    assert not [anchor for anchor in known if anchor.split("/")[0] in ("citations", "translations", "names", "slug")]


def test_what_can_be_translated_is_what_stands_there():
    texts = translatable(INCIDENT)
    assert texts["measures/1/category_as_stated"] == "employees"
    assert "measures/2/category_as_stated" not in texts
    assert set(texts) <= set(flatten(INCIDENT))


ANCHORS = st.sampled_from([*translatable(INCIDENT), *FIXED])
TRANSLATIONS = st.lists(
    st.fixed_dictionaries(
        {"anchor": ANCHORS, "language": st.sampled_from(["cs", "ru", "en"]), "text": st.text(min_size=1, max_size=9),
         "of": st.sampled_from([content_hash(text) for text in ("x", *translatable(INCIDENT).values())])},
        optional={"withheld": st.just(True)},
    ),
    max_size=5,
)  # fmt: skip


@given(st.sampled_from([load(text) for text in (*records.background(), *records.incident_background(), records.cause())]),
       st.sampled_from(["en", "cs", "ru"]))  # fmt: skip
def test_without_translations_localise_is_the_identity(document, language):
    assert localise(document, language) == (document, {})


@given(TRANSLATIONS, st.sampled_from(["en", "cs", "ru"]))
def test_only_what_is_said_to_be_used_differs(parts, language):
    document = incident(*parts)
    shown, used = localise(document, language)
    now, then = flatten(shown), flatten(document)
    assert now.keys() == then.keys()
    assert {anchor for anchor in then if now[anchor] != then[anchor]} <= used.keys() <= translatable(document).keys()
    assert all(now[anchor] == overlay.text for anchor, overlay in used.items())
    assert (list(links(shown)), refs(shown)) == (list(links(document)), refs(document))
    assert used == overlays(document, language)
