"""Document -> page context: the one render path for live, preview and version pages. Reads no table, knows no request.

Everything comes from the document; names and addresses of other records come from `names`, the chain of events from
`around`. Each part of the context has its module: `notes`, `facts`, `incidents`, `responses`, `series`, `holdings`, `chapters`.
"""

from typing import Any, NamedTuple

from django.template import loader
from django.utils.translation import gettext as _

from relations import chapters, facts, holdings, incidents, languages, measures, responses, series, translations
from relations.documents import as_read, refs
from relations.notes import Notes, notes_of
from relations.part_words import words_of
from relations.profiles import Name, Names
from relations.responses import Around
from relations.vocabularies import GROUP_OF_KIND, NOTED_CHANGES, PATH_WORDS, TIMELINE_TYPES, ChangeKind, RecordType

TEMPLATE = "relations/record.html"
ARTICLE = "relations/_partials/article.html"


class Version(NamedTuple):
    """Which edition is shown: its number and moment, and the number that is live now."""

    number: int
    published_at: Any
    live: int


def page(
    document: dict[str, Any],
    *,
    version: Version | None = None,
    names: dict[str, Any] | None = None,
    around: Around | None = None,
    preview: bool = False,
) -> dict[str, Any]:
    """The context of a record's page. `names`: `profiles.Names`, or a plain dict id -> (title, path or None).

    `around`: the chain and the case of an event as they are public today; without it, what the document answers itself.
    """
    names = as_names(names)
    original, document = document, as_read(document, languages.current())
    record = document["record"]
    notes = notes_of(document, names)
    shown = head(document, names, notes) | {
        "facts": facts.rows(document, names, notes),
        "claims": claims(record, names, notes),
        "sources": notes.sources,
        "single_source": len(notes.read) == 1 and document["type"] != RecordType.SOURCE,
        "change": change(document),
        "translations": translations.blocks(original),
        "dossiers": [names[public_id] for public_id in record.get("dossiers", [])],
        "version": version,
        "is_old": bool(version and version.number != version.live),
        "preview": preview,
    }
    shown |= body(document, names, notes, around)
    if document["type"] == RecordType.DOSSIER:
        shown |= chapters_of(record, shown, names, notes)
    return shown | {"statements": statements(document["type"], shown["claims"])}


def head(document: dict[str, Any], names: Names, notes: Notes) -> dict[str, Any]:
    """What stands over the columns."""
    record = document["record"]
    acting, receiving = measures.towards(record)
    return {
        "id": document["id"],
        "type": document["type"],
        "type_label": RecordType(document["type"]).label,
        "word": PATH_WORDS[document["type"]],
        "title": record["title"],
        "original_title": record.get("original_title", ""),
        "original_language": record.get("language", ""),
        "summary": record.get("summary", ""),
        "description": record.get("summary", ""),
        "public_note": record.get("public_note", ""),
        "group": GROUP_OF_KIND.get(record.get("kind"), ""),
        "kind_label": facts.kind_label(record),
        "acting": [names[each] for each in acting],
        "receiving": [names[each] for each in receiving],
        "historical": record.get("historical", False),
        "deceased": record.get("deceased", False),
        "standing": facts.standing(record),
        "date": record.get("date"),
        "date_notes": notes.at("date"),
    }


def body(document: dict[str, Any], names: Names, notes: Notes, around: Around | None) -> dict[str, Any]:
    """The sections of the page that only some types have; empty where this one has none."""
    record = document["record"]
    nodes = around.nodes if around else responses.named_nodes(document, names)
    return {
        "attributions": incidents.attributions(record, names, notes),
        "positions": incidents.positions(record, names, notes, names.sides(record.get("dossiers", []))),
        "one_sided_reason": record.get("one_sided_reason", ""),
        "chain": responses.chain(document, names, notes, nodes),
        "chain_cut": bool(around and around.cut),
        "stages": responses.stages(around.stages, names, document["id"]) if around and len(around.stages) > 1 else [],
        "case": facts.case_title(record, names) if "case" in record else "",
        "definition": record.get("definition", ""),
        "definition_notes": notes.at("definition"),
        "unit": record.get("unit", ""),
        "observations": series.rows(record, notes),
        "drawing": (drawn := series.drawing(record)),
        "legend": drawn.legend(record["unit"]) if drawn else "",
        "memberships": holdings.memberships(record, names, notes),
        "ceilings": holdings.ceilings(record, names, notes),
        "offices": holdings.offices(record, names, notes),
        "attachments": holdings.attachments(record),
        "access_points": measures.alive(record, "access_points"),
    }


def chapters_of(record: dict[str, Any], shown: dict[str, Any], names: Names, notes: Notes) -> dict[str, Any]:
    """The parts of a dossier's page; its statements stand in their sections."""
    timeline = f"/{record['slug']}/timeline/"
    return {
        "lead": record.get("lead", ""),
        "lead_notes": notes.at("lead"),
        "chapters": chapters.sections(record, shown["claims"], notes, timeline),
        "loose_cases": chapters.loose_cases(record, notes, timeline),
        "claims": chapters.unplaced(record, shown["claims"]),
        "infobox": chapters.infobox(record, names, notes),
        "locator": chapters.locator(record, names),
        "eras": chapters.eras(record, notes, timeline),
        "see_also": chapters.see_also(record, names, notes),
    }


def article(document: dict[str, Any], *, names: dict[str, Any] | None = None, version: Version | None = None) -> str:
    """The body of the page as safe HTML, for the desk's preview and review pages: the same template as in public."""
    return loader.render_to_string(ARTICLE, page(document, names=names, version=version, preview=True))


def ids_named(document: dict[str, Any]) -> set[str]:
    """The ids whose names the page of this document shows."""
    return set(refs(document)) | {document["id"]}


def as_names(names: dict[str, Any] | None) -> Names:
    """Whatever the caller has as `Names`: pairs of (title, path or None) become names without a state."""
    if isinstance(names, Names):
        return names
    return Names(
        {
            public_id: value if isinstance(value, Name) else Name(public_id, value[0], value[1])
            for public_id, value in (names or {}).items()
        }
    )


def claims(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The numbered statements in the order of the document; a removed one keeps its number."""
    numbers = {source.name.public_id: source.number for source in notes.sources}
    return [
        {"n": part["n"], "removed": True}
        if part.get("removed")
        else {
            "n": part["n"],
            "text": part["text"],
            "standing": facts.standing(part),
            "holder": names[part["holder"]] if "holder" in part else None,
            "source_number": numbers.get(part.get("holder")),
            "words": words_of(f"claims/{part['n']}"),
            "notes": notes.at(f"claims/{part['n']}"),
        }
        for part in record.get("claims", [])
    ]


def statements(record_type: str, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements under their headings: of an event what is established apart from what only somebody says."""
    if record_type not in TIMELINE_TYPES:
        groups = [("statements", _("Statements"), found)]
    else:
        some_known = any(not claim.get("removed") and not claim["standing"] for claim in found)
        known = [claim for claim in found if some_known and not claim.get("standing")]  # stubs of removed ones too
        groups = [
            ("statements", _("What is established"), known),
            ("said", _("What is attributed, alleged or disputed"), [claim for claim in found if claim not in known]),
        ]
    return [{"id": name, "heading": heading, "claims": group} for name, heading, group in groups if group]


def change(document: dict[str, Any]) -> dict[str, str]:
    """The kind of change that this document makes, and its public note."""
    value = document.get("change") or {"kind": ChangeKind.FIRST}
    label = str(ChangeKind(value["kind"]).label).partition(":")[0]
    return {
        "kind": value["kind"],
        "label": label[0].upper() + label[1:],
        "note": languages.called(value.get("note", ""), value.get("note_cs", "")),
        "noted": value["kind"] in NOTED_CHANGES,
    }
