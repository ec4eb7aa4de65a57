"""The facts box of each record type, and the labels of its vocabularies. Pure: document and names in, rows out."""

from typing import Any

from django.utils.translation import get_language_info

from relations.notes import Note, Notes
from relations.profiles import Names
from relations.vocabularies import IncidentKind, OrganisationKind, PlaceKind, Role, SourceKind, Standing, VisitKind

ENTRY_KINDS = {str(kind): kind for kind in (*VisitKind, *IncidentKind)}
KINDS = {
    "kind": ENTRY_KINDS.__getitem__,
    "source_kind": SourceKind,
    "organisation_kind": OrganisationKind,
    "place_kind": PlaceKind,
}
ROLE_TITLES = {Role.GUEST: "Guest", Role.HOST: "Host", Role.DELEGATION: "Delegation"}
STANDING_WORDS = {
    Standing.ATTRIBUTED: "Attributed to",
    Standing.DISPUTED: "Disputed; stated by",
    Standing.DENIED: "Denied; stated by",
    Standing.ALLEGED: "Alleged by",
}
ID_LABELS = {
    "place": "Place",
    "country": "Country",
    "predecessor": "Predecessor",
    "publisher": "Publisher",
}
TEXT_LABELS = {"publisher_as_stated": "Publisher as stated", "author": "Author"}


def row(label: str, items: list[dict[str, Any]], notes: list[Note] | None = None) -> dict[str, Any]:
    """One line of the facts box. An item has one of `name`, `date`, `text`, and perhaps `detail`, `state`, `lang`."""
    return {"label": label, "items": items, "notes": notes or []}


def rows(document: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The facts of one record in reading order, empty ones left out."""
    record = document["record"]
    found = [*dates(record, notes), *kinds(record, notes), *people(record, names, notes), *sides(record, names, notes)]
    for field, label in ID_LABELS.items():
        if field in record:
            found.append(row(label, [{"name": names[record[field]]}], notes.at(field)))
    for field, label in TEXT_LABELS.items():
        if field in record:
            found.append(row(label, [{"text": record[field]}], notes.at(field)))
    if "language" in record:
        found.append(row("Language", [{"text": language_name(record["language"])}], notes.at("language")))
    found += other_names(record, notes)
    if record.get("dossiers"):
        found.append(row("Dossier", [{"name": names[public_id]} for public_id in record["dossiers"]]))
    return [*found, row("Identifier", [{"text": document["id"], "code": True}])]


def dates(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    labels = {"date": "Date", "existed": "Existed"}
    return [
        row(label, [{"date": record[field]}], notes.at(field)) for field, label in labels.items() if field in record
    ]


def kinds(record: dict[str, Any], notes: Notes) -> list[dict[str, Any]]:
    return [
        row("Kind", [{"text": capitalised(choices(record[field]).label)}], notes.at(field))
        for field, choices in KINDS.items()
        if field in record
    ]


def people(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """One row per role, in the order guest, host, delegation."""
    parts = alive(record, "participations")
    found = []
    for role, label in ROLE_TITLES.items():
        taking = [part for part in parts if part["role"] == role]
        if taking:
            found.append(row(label, [participant(part, names, notes) for part in taking]))
    return found


def participant(part: dict[str, Any], names: Names, notes: Notes) -> dict[str, Any]:
    """Who took part, the office as worded then, the state represented and whether the editors inferred it."""
    return {
        "name": names[part["who"]],
        "detail": part.get("capacity", ""),
        "state": names[part["state"]] if "state" in part else None,
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
    return [row("Names", items, cited)] if items else []


def offices(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The offices that a person held."""
    return [
        {
            "office": part["office"],
            "body": names[part["body"]] if "body" in part else None,
            "date": part.get("date"),
            "notes": notes.at(f"tenures/{part['n']}"),
        }
        for part in alive(record, "tenures")
    ]


def alive(record: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The parts of a list that were not removed."""
    return [part for part in record.get(field, []) if not part.get("removed")]


def kind_label(record: dict[str, Any]) -> str:
    """The kind of this record in words; "" where its type has none."""
    return next((capitalised(choices(record[field]).label) for field, choices in KINDS.items() if field in record), "")


def standing(part: dict[str, Any]) -> dict[str, str] | None:
    """How to mark what is not established: the bare word, and the phrase before the holder's name."""
    value = part.get("standing", Standing.ESTABLISHED)
    if value == Standing.ESTABLISHED:
        return None
    return {"word": capitalised(Standing(value).label), "before_holder": STANDING_WORDS[value]}


def language_name(code: str) -> str:
    """The English name of a language tag; the tag itself where nobody knows one."""
    try:
        return get_language_info(code)["name"]
    except KeyError:
        return code


def capitalised(label: Any) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def participation_words(item: dict[str, Any], who: str) -> list[str]:
    """How one list item says that `who` took part: "guest, as President"."""
    words = []
    for part in item.get("participations", []):
        if not part.get("removed") and part["who"] == who:
            office = f", as {part['capacity']}" if part.get("capacity") else ""
            words.append(f"{Role(part['role']).label}{office}")
    return words


def represented(items: list[dict[str, Any]], state: str) -> list[str]:
    """The ids of those who took part for one state in these list items, each once, in order."""
    return list(
        dict.fromkeys(
            part["who"]
            for item in items
            for part in item.get("participations", [])
            if not part.get("removed") and part.get("state") == state
        )
    )
