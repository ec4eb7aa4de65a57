"""The facts box of each record type, and the labels of its vocabularies. Pure: document and names in, rows out."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from relations import coordinates, measures
from relations.documents import content_hash
from relations.fact_words import DATE_LABELS, ID_LABELS, MEASURE_DAYS, STANDING_WORDS, TEXT_LABELS
from relations.language_names import language_name
from relations.languages import Original, called, current
from relations.measures import alive
from relations.notes import Note, Notes
from relations.profiles import Name, Names
from relations.quantities import quantity
from relations.vocabularies import (
    IncidentKind,
    OrganisationKind,
    PlaceKind,
    Role,
    SourceKind,
    Stage,
    Standing,
    State,
    Topic,
    VisitKind,
)

ENTRY_KINDS = {str(kind): kind for kind in (*VisitKind, *IncidentKind)}
KINDS = {
    "kind": ENTRY_KINDS.__getitem__,
    "source_kind": SourceKind,
    "organisation_kind": OrganisationKind,
    "place_kind": PlaceKind,
}


def row(label: str, items: list[dict[str, Any]], notes: list[Note] | None = None) -> dict[str, Any]:
    """One line of the facts box. An item has one of `name`, `date`, `text`, and perhaps `detail`, `state`, `lang`."""
    return {"label": label if isinstance(label, str) else str(label), "items": items, "notes": notes or []}


def rows(document: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The facts of one record in reading order, empty ones left out."""
    record = document["record"]
    timeline = timeline_of(record, names)
    found = [
        *dates(record, notes),
        *kinds(record, notes),
        *topics(record, timeline),
        *steps(record, names, notes),
        *people(record, names, notes),
        *sides(record, names, notes),
        *figures(record, notes),
        *case(record, names, timeline),
    ]
    for field, label in ID_LABELS.items():
        if field in record:
            found.append(row(label, [{"name": names[record[field]]}], notes.at(field)))
    for field, label in TEXT_LABELS.items():
        if field in record:
            found.append(row(label, [{"text": record[field]}], notes.at(field)))
    if "latitude" in record:
        found.append(point(record, notes))
    if "language" in record:
        found.append(
            row(pgettext("fact", "Language"), [{"text": language_name(record["language"])}], notes.at("language"))
        )
    found += other_names(record, notes)
    if record.get("dossiers"):
        found.append(row(pgettext("fact", "Dossier"), [{"name": names[public_id]} for public_id in record["dossiers"]]))
    return [*found, row(pgettext("fact", "Identifier"), [{"text": document["id"], "code": True}]), *stands_for(names)]


def point(record: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """Where a place lies; the reader's own map opens it."""
    cited = notes.at("latitude")
    cited = [*cited, *(note for note in notes.at("longitude") if note not in cited)]
    item = {"text": coordinates.words(record), "href": coordinates.address(record)}
    return row(pgettext("fact", "Coordinates"), [item], cited)


def stands_for(names: Names) -> list[dict[str, Any]]:
    """The records that were merged into this one."""
    items = [{"text": name.title, "detail": name.public_id} for name in names.merged]
    return [row(pgettext("fact", "Stands also for"), items)] if items else []


def dossiers_of(record: dict[str, Any], names: Names) -> list[Name]:
    """The public dossiers of a record, its first one first."""
    return [names[each] for each in record.get("dossiers", []) if names[each].state == State.PUBLIC]


def timeline_of(record: dict[str, Any], names: Names) -> str:
    """Address of the timeline of the record's first public dossier; "" where there is none."""
    public = dossiers_of(record, names)
    return f"{public[0].path}timeline/" if public else ""


def topics(record: dict[str, Any], timeline: str) -> list[dict[str, Any]]:
    """The subjects, each leading to the timeline filtered to it."""
    items = [
        {"text": capitalised(Topic(value).label), "href": f"{timeline}?topic={value}" if timeline else ""}
        for value in record.get("topics", [])
    ]
    return [row(pgettext("fact", "Topics"), items)] if items else []


def steps(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The measures: how many of whom, who imposes them on whom, and when."""
    found = [
        {
            "text": measures.words(part),
            "strong": True,
            "between": [names[part[side]] for side in ("imposing", "receiving") if side in part],
            "receiving_only": "receiving" in part and "imposing" not in part,
            "days": [(words, part[day]) for day, words in MEASURE_DAYS.items() if day in part],
            "as_stated": part.get("category_as_stated", ""),
            "detail": part.get("note", ""),
            "notes": notes.at(f"measures/{part['n']}"),
        }
        for part in alive(record, "measures")
    ]
    label = pgettext("fact", "Measures") if len(found) > 1 else pgettext("fact", "Measure")
    return [row(label, found)] if found else []


def figures(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """What was counted, a row each."""
    return [
        row(
            capitalised(part["label"]),
            [{"text": quantity(part["value"], part.get("qualifier", "")), "unit": part.get("unit", "")}],
            notes.at(f"figures/{part['n']}"),
        )
        for part in alive(record, "figures")
    ]


def case(record: dict[str, Any], names: Names, timeline: str) -> list[dict[str, Any]]:
    """The legal matter that this is a step of, leading to all its steps."""
    if "case" not in record:
        return []
    target = f"{timeline}?case={record['case']}" if timeline else ""
    stage = _("Stage: %(stage)s") % {"stage": Stage(record["stage"]).label}
    return [row(pgettext("fact", "Case"), [{"text": case_title(record, names), "href": target, "detail": stage}])]


def case_title(record: dict[str, Any], names: Names) -> str:
    """What the dossiers of an incident call the case that it belongs to, today."""
    known = [part for dossier in dossiers_of(record, names) for part in cases_of(dossier)]
    return case_words(record["case"], known)


def cases_of(dossier: Name) -> list[dict[str, Any]]:
    """The cases of a dossier, each title in the language of the page, else marked as the original."""
    translated = {
        (part["anchor"], part["of"]): part["text"]
        for part in (dossier.record or {}).get("translations", [])
        if part.get("language") == current() and not part.get("withheld")
    }
    return [
        part | {"title": called(part["title"], translated.get(title_key(part), ""))}
        for part in alive(dossier.facts, "cases")
    ]


def title_key(case: dict[str, Any]) -> tuple[str, str]:
    """Which translation is of the present title of a case: its anchor, and the hash of what it translates."""
    return f"cases/{case['n']}/title", content_hash(case["title"])


def case_words(key: str, cases: list[dict[str, Any]]) -> str:
    """The title that a dossier gives a case; else its key as words: `nikulin-extradition` -> "Nikulin extradition"."""
    titles = (part["title"] for part in cases if part.get("key") == key)
    return next(titles, capitalised(key.replace("-", " ")))


def dates(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    return [
        row(label, [{"date": record[field]}], notes.at(field))
        for field, label in DATE_LABELS.items()
        if field in record
    ]


def kinds(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    return [
        row(pgettext("fact", "Kind"), [{"text": capitalised(choices(record[field]).label)}], notes.at(field))
        for field, choices in KINDS.items()
        if field in record
    ]


def people(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """One row per role, in the order of the vocabulary."""
    parts = alive(record, "participations")
    found = []
    for role in Role:
        taking = [part for part in parts if part["role"] == role]
        if taking:
            found.append(row(role_title(role), [participant(part, names, notes) for part in taking]))
    return found


def role_title(role: Role) -> str:
    """The label of a row of people."""
    return pgettext("fact", "Delegation") if role == Role.DELEGATION else capfirst(str(role.label))


def participant(part: dict[str, Any], names: Names, notes: Notes) -> dict[str, Any]:
    """Who took part, the office as worded then, the state represented and whether the editors inferred it."""
    return {
        "name": names[part["who"]],
        "detail": part.get("capacity", ""),
        "outcome": capitalised(part.get("outcome", "")),
        "state": names[part["state"]] if part.get("state", part["who"]) != part["who"] else None,
        "inferred": part.get("state_inferred", False),
        "alleged": part.get("alleged", False),
        "notes": notes.at(f"participations/{part['n']}"),
    }


def sides(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The two sides of a dossier."""
    return [
        row(side["label"], [{"name": names[country]} for country in side["countries"]], notes.at(f"sides/{side['n']}"))
        for side in alive(record, "sides")
    ]


def other_names(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    """Names in other languages and scripts."""
    parts = alive(record, "names")
    items = [
        {"text": part["text"], "lang": part["language"], "detail": language_name(part["language"])} for part in parts
    ]
    cited = [note for part in parts for note in notes.at(f"names/{part['n']}")]
    return [row(pgettext("fact", "Names"), items, cited)] if items else []


def kind_label(record: dict[str, Any]) -> str:
    """The kind of this record in words; "" where its type has none."""
    return next((capitalised(choices(record[field]).label) for field, choices in KINDS.items() if field in record), "")


def standing(part: dict[str, Any]) -> dict[str, str] | None:
    """How to mark what is not established: the bare word, and the phrase before the holder's name."""
    value = part.get("standing", Standing.ESTABLISHED)
    if value == Standing.ESTABLISHED:
        return None
    return {"word": capitalised(Standing(value).label), "before_holder": str(STANDING_WORDS[value])}


def capitalised(label: Any) -> str:
    """With a capital; a text that says in which language it is goes on saying so."""
    text = str(label)
    text = text[:1].upper() + text[1:]
    return type(label)(text) if isinstance(label, Original) else text
