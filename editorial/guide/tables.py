"""The tables that the guide takes from the code, so that they can never be wrong: dates in words, and the glossary."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils import translation

from editorial.forms.understood import examples
from editorial.guide.tasks import Said
from editorial.guide.words import CHANGES, DATES_CS, ROLES, STATES, VERBS
from editorial.workflow import LABELS
from relations import vocabularies as values
from relations.codebook import DEFINITIONS

# Vocabularies of the public record that editors choose from, each with its heading.
CHOSEN = (
    (values.Standing, Said("Standing: how sure a statement is", "Standing: jak jistý je výrok")),
    (values.Stance, Said("Stance: what a source does for a statement", "Stance: co zdroj dělá pro výrok")),
    (values.AttributionBasis, Said("On what an attribution rests", "O co se přičítání opírá")),
    (values.PositionStance, Said("What a side says", "Co říká strana")),
    (values.Role, Said("Who took part, and how", "Kdo se účastnil a jak")),
    (values.IncidentKind, Said("Kinds of incident", "Druhy událostí")),
    (values.MeasureKind, Said("Measures", "Opatření")),
)


class Entry(NamedTuple):
    """One word as the screens write it, its Czech word where there is one, and a sentence."""

    word: str
    czech: str
    meaning: str


class Table(NamedTuple):
    """A heading and its words; `name` is the place on the page."""

    name: str
    title: str
    entries: list[Entry]


def tables_for(slug: str, lang: str) -> dict[str, Any]:
    """What one task shows beside its text."""
    return TABLES[slug](lang) if slug in TABLES else {}


def dates_shown(lang: str) -> dict[str, Any]:
    rows = [
        (what if lang == "en" else DATES_CS.get(edtf, what), edtf, read.en, read.cs) for what, edtf, read in examples()
    ]
    return {"dates": rows}


def glossary(lang: str) -> dict[str, Any]:
    """States, verbs, roles and kinds of change of the desk, then the vocabularies that readers see too."""
    own = [
        desk_words("states", Said("States of an edition", "Stavy vydání"), STATES, labelled, lang),
        desk_words("verbs", Said("What can be done", "Co lze udělat"), VERBS, LABELS.get, lang),
        desk_words("roles", Said("Roles", "Role"), ROLES, labelled, lang),
        desk_words("changes", Said("Kinds of change", "Druhy změny"), CHANGES, labelled, lang),
    ]
    return {"tables": [*own, *(public_words(choices, title, lang) for choices, title in CHOSEN)]}


def labelled(value: Any) -> str:
    return value.label


def desk_words(name: str, title: Said, meanings: Mapping, label: Callable, lang: str) -> Table:
    with translation.override("en"):
        entries = [Entry(str(label(value)), "", said.in_language(lang)) for value, said in meanings.items()]
    return Table(name, title.in_language(lang), entries)


def public_words(choices: Any, title: Said, lang: str) -> Table:
    """A vocabulary with the definitions of the public codebook."""
    found = []
    for value in choices:
        with translation.override("en"):
            word = str(value.label)
        with translation.override(lang):
            found.append(Entry(word, str(value.label) if lang != "en" else "", str(DEFINITIONS[choices][value])))
    return Table(choices.__name__.lower(), title.in_language(lang), found)


TABLES = {"date": dates_shown, "words": glossary}
