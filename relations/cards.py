"""Document -> ready HTML and JSON fragments, with slots for the names of other records.

A slot is the id between two record separators (U+001E), a character that no document can hold; `fill` puts name
and address in at read time, so that a rename touches one row and a withdrawn name never shines through.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from django.template import loader
from django.utils import translation
from django.utils.text import capfirst

from relations import dates, languages, measures
from relations.documents import as_read, content_hash
from relations.languages import LANGUAGES, ORIGINAL
from relations.models import PublishedEdition
from relations.vocabularies import (
    GROUP_OF_KIND,
    KIND_LABELS,
    PATH_WORDS,
    TIMELINE_TYPES,
    ChangeKind,
    Standing,
)

MARK = "\x1e"
SLOT = re.compile(f"{MARK}([0-9A-Z]{{6}}){MARK}")
TEMPLATE = "relations/components/card.html"
PARTS = ("relations/components/icon.html", "relations/components/strip.html")  # what the template includes
LAST_SPACE = re.compile(r"\xa0(?=[0-9]{4}$)")  # the date column is narrow: it may break before the year, nowhere else
KIND_FIELDS = ("kind", "source_kind", "organisation_kind", "place_kind")
LISTED_FIELDS = (
    *("standing", "topics", "place", "case", "stage", "dossiers", "country", "historical", "deceased", "language"),
    *("publisher", "unit", "comparable", "iso_numeric", "sending_state", "receiving_state", "seat", "parent", "inside"),
)
POINT = ("latitude", "longitude")
LISTED_PARTS = ("participations", "measures", "attributions", "responses", "names", "sides", "memberships", "cases")
SOURCES = ("cards.py", "dates", "languages.py", "measures.py", "quantities.py", "vocabularies.py")
CATALOGUES = "locale/*/LC_MESSAGES/*.mo"


class Card(NamedTuple):
    """The fragments of one edition: a card for each language's list, and the JSON that has them all."""

    html: dict[str, str]
    json: str


def slot(public_id: str) -> str:
    """The placeholder for a link to one record."""
    return f"{MARK}{public_id}{MARK}"


def slots(text: str) -> set[str]:
    """The ids that a fragment has slots for."""
    return set(SLOT.findall(text))


def fill(text: str, link_to: Callable[[str], str]) -> str:
    """`text` with each slot replaced by `link_to(id)`, which returns safe HTML."""
    return SLOT.sub(lambda found: link_to(found[1]), text)


@cache
def fingerprint() -> str:
    """Changes whenever the code or the template that renders cards changes."""
    here = Path(__file__).parent
    files: Iterable[Path] = [file for name in SOURCES for file in sorted([here / name, *(here / name).glob("*.py")])]
    files = [*files, *sorted(here.glob(CATALOGUES))]
    digest = hashlib.sha256()
    for name in (TEMPLATE, *PARTS):
        digest.update(Path(loader.get_template(name).origin.name).read_bytes())
    for file in files:
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def path_of(document: dict[str, Any]) -> str:
    """Address of a record's page; a dossier lives at its slug."""
    slug = document["record"]["slug"]
    if document["type"] == "dossier":
        return f"/{slug}/"
    return f"/{PATH_WORDS[document['type']]}/{document['id']}/{slug}/"


def sources_of(document: dict[str, Any]) -> list[str]:
    """Ids of the sources that the document cites and of those through which it does, sorted."""
    return sorted({part[key] for part in cited(document) for key in ("source", "through") if key in part})


def sources_read(document: dict[str, Any]) -> set[str]:
    """Ids of the sources that somebody here read: what is only cited through one of them is not counted beside it."""
    return {part.get("through", part["source"]) for part in cited(document)}


def cited(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The citations that were not removed."""
    return [part for part in document["record"].get("citations", []) if not part.get("removed")]


def date_of(document: dict[str, Any]) -> dict[str, Any] | None:
    """The record's date as the API gives it; None where it has none."""
    value = document["record"].get("date") or document["record"].get("existed")
    if not value or "edtf" not in value:
        return None
    bounds = (value.get("not_before"), value.get("not_after"))
    return dates.as_json(dates.parse(value["edtf"]), *bounds) | (
        {"as_stated": value["as_stated"]} if "as_stated" in value else {}
    )


def coordinates_of(record: dict[str, Any]) -> dict[str, str] | None:
    """The point of a place as its document has it; None where it has none."""
    return {name: record[name] for name in POINT} if "latitude" in record else None


def standing_parts(record: dict[str, Any], key: str) -> list[dict[str, Any]] | None:
    """The parts of one list that were not removed; None where there are none."""
    return measures.alive(record, key) or None


def by_language(record: dict[str, Any], name: str) -> dict[str, str] | None:
    """One text of the record in the original and in each language whose translation is not older than it."""
    if name not in record:
        return None
    found = {
        part["language"]: part["text"]
        for part in record.get("translations", [])
        if part.get("anchor") == name and not part.get("withheld") and part["of"] == content_hash(record[name])
    }
    return {ORIGINAL: record[name]} | {language: found[language] for language in sorted(found) if language != ORIGINAL}


def title_in(language: str, record: dict[str, Any]) -> str:
    """The title of a record in another language; "" where it has none that is as new as the original."""
    return (by_language(record, "title") or {}).get(language, "")


def item(document: dict[str, Any], edition: PublishedEdition) -> dict[str, Any]:
    """The object of the list API: shared fields, then what lists of this type show. Absent values are left out."""
    record = document["record"]
    kind = next((record[key] for key in KIND_FIELDS if key in record), None)
    value: dict[str, Any] = {
        "id": document["id"],
        "type": document["type"],
        "version": edition.number,
        "url": path_of(document),
        "title": by_language(record, "title"),
        "summary": by_language(record, "summary"),
        "kind": kind,
        "group": GROUP_OF_KIND[kind] if document["type"] in TIMELINE_TYPES else None,
        "date": date_of(document),
        **{key: record.get(key) for key in LISTED_FIELDS},
        **{key: standing_parts(record, key) for key in LISTED_PARTS},
        "coordinates": coordinates_of(record),
        "sources": sources_of(document),
        "content_hash": edition.content_hash,
        "published_at": edition.published_at.isoformat().replace("+00:00", "Z"),
    }
    return {key: part for key, part in value.items() if part is not None}


def transport_json(value: Any) -> str:
    """JSON text safe inside HTML: `<`, `>`, `&` escaped. Transport only; hashes are over the canonical text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def render(document: dict[str, Any], edition: PublishedEdition) -> Card:
    """The fragments of one incident or visit."""
    html = {language: html_in(language, document, edition) for language in LANGUAGES}
    return Card(html, transport_json(item(document, edition)))


def html_in(language: str, document: dict[str, Any], edition: PublishedEdition) -> str:
    """The card as the lists of one language show it, whatever language the process speaks at the moment."""
    with translation.override(language):
        context = card_context(as_read(document, language), edition)
        return loader.render_to_string(TEMPLATE, {"card": context}).strip()


def card_context(document: dict[str, Any], edition: PublishedEdition) -> dict[str, Any]:
    """What the card template shows, every text ready; names of other records as slots."""
    record, change = document["record"], document.get("change", {})
    acting, receiving = measures.towards(record)
    standing = record.get("standing", Standing.ESTABLISHED)
    corrected = edition.number > 1 and change.get("kind") == ChangeKind.CORRECTION
    day = dates.parse(edition.published_at.date().isoformat())
    return {
        "id": document["id"],
        "path": path_of(document),
        "title": record["title"],
        "summary": record.get("summary", ""),
        "group": GROUP_OF_KIND[record["kind"]],
        "kind": record["kind"],
        "kind_label": capfirst(str(KIND_LABELS[record["kind"]])),
        "when": when(record["date"]),
        "from_states": [slot(each) for each in acting],
        "to_states": [slot(each) for each in receiving],
        "count": measures.short(record),
        "place": slot(record["place"]) if "place" in record else "",
        "standing_label": "" if standing == Standing.ESTABLISHED else capfirst(str(Standing(standing).label)),
        "source_count": len(sources_read(document)),
        "corrected_on": dates.words(day, languages.current()) if corrected else "",
    }


def when(value: dict[str, Any]) -> dict[str, Any]:
    """One date as words, for machines, and as the geometry of its strip (narrowed by context bounds)."""
    edtf = dates.parse(value["edtf"])
    bounds = dates.filter_bounds(edtf, value.get("not_before"), value.get("not_after"))
    return {
        "edtf": value["edtf"],
        "words": LAST_SPACE.sub(" ", dates.words(edtf, languages.current())),
        "datetime": dates.html_datetime(edtf),
        "precision": dates.precision_words(edtf, languages.current()),
        "strip": hatched(dates.strip(edtf, bounds)),
    }


def hatched(strip: dict[str, Any]) -> dict[str, Any]:
    """The strip's geometry and, where its limits are unsure, the diagonals that say so without any colour."""
    if strip["kind"] != "unsure":
        return strip
    x, width, step = strip["x"], strip["width"], 5.0
    lines = max(1, int((width - 2) // step))
    return strip | {"hatching": "".join(f"M{x + index * width / lines:.1f} 10l4-10" for index in range(lines))}
