"""What other records say about one record, as sections of its page. Pure: rows and names in, sections out."""

from collections.abc import Iterator
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from relations import facts, measures
from relations.documents import as_read, load
from relations.languages import as_original, current
from relations.mention_words import FUNCTIONS, HEADINGS, SILENT, STANCES, TELLING, TOLD_IN, TYPES
from relations.models import Listing
from relations.part_words import Place, Places, gathered, kind_of, part_of, place_of
from relations.profiles import Mention, Name, Names
from relations.vocabularies import MembershipStatus, PositionStance, Role, Stage, Stance

MOST_ENTRIES = 25  # of one section; the filtered timeline holds them all
BRIEF = 40  # a source that more records rest on lists where in each, and leaves the passages to their pages


def heading(mention: Mention) -> tuple[str, str]:
    """The key of the section that a mention belongs to."""
    key = (mention.relation, mention.listing.type)
    key = TOLD_IN.get(key, key)
    return key if key in HEADINGS else (mention.relation, "")


def grouped(found: list[Mention]) -> dict[tuple[str, str], dict[int, list[Mention]]]:
    """Section -> naming record -> all its mentions, in the order of the page; a record stands once in a section."""
    sections: dict[tuple[str, str], dict[int, list[Mention]]] = {key: {} for key in HEADINGS}
    for mention in found:
        if (key := heading(mention)) in sections:
            sections[key].setdefault(mention.listing.pk, []).append(mention)
    return {key: rows for key, rows in sections.items() if rows}


def sections(found: list[Mention], public_id: str, names: Names) -> list[dict[str, Any]]:
    """The mentions under their headings; those that have none are left out. Of many entries the newest."""
    shown = []
    for key, records in grouped(found).items():
        rows = [row(mentions, public_id, names) for mentions in records.values()]
        dated = bool(rows[0]["group"])
        shown.append(
            {
                "id": f"h-{key[0]}-{key[1]}".rstrip("-"),
                "heading": str(HEADINGS[key]),
                "dated": dated,
                "rows": rows[-MOST_ENTRIES:] if dated else rows,
                "left_out": max(len(rows) - MOST_ENTRIES, 0) if dated else 0,
            }
        )
    return shown


def row(found: list[Mention], public_id: str, names: Names) -> dict[str, Any]:
    """One naming record: name, address, date, and in which functions it names this one."""
    item, listing = found[0].item, found[0].listing
    dated = bool(item.get("group"))
    return {
        "id": listing.public_id,
        "title": listing.called,
        "path": listing.path,
        "date": item.get("date"),
        "group": item.get("group", ""),
        "kind": facts.kind_label(item) if dated else "",
        "count": measures.short(item),
        "standing": facts.standing(item) if dated else None,
        "case": stage_of(item, names) if "case" in item else None,
        "roles": [words for mention in sorted(found, key=telling_order) for words in functions(mention)],
        "people": [names[who] for who in represented(found)],
        "place": names[item["place"]]
        if item.get("place", public_id) != public_id and found[0].relation != "place"
        else None,
    }


def stage_of(item: dict[str, Any], names: Names) -> dict[str, str]:
    """Of which case this incident is a stage, and of which kind."""
    timeline = facts.timeline_of(item, names)
    return {
        "title": facts.case_title(item, names),
        "stage": str(Stage(item["stage"]).label),
        "href": f"{timeline}?case={item['case']}" if timeline else "",
    }


def telling_order(mention: Mention) -> int:
    """The part taken first, then what was done, then what was said."""
    return TELLING.index(mention.relation) if mention.relation in TELLING else len(TELLING)


def functions(mention: Mention) -> Iterator[str]:
    """In words what one record says that this one does in it."""
    if mention.relation == "participations":
        yield from map(participation, mention.parts("who"))
    elif mention.relation == "measures":
        for side in ("imposing", "receiving"):
            words = FUNCTIONS["measures", side]
            yield from (words % {"measure": measures.words(part)} for part in mention.parts(side))
    elif mention.relation == "positions" and set(mention.roles) == {PositionStance.NONE_FOUND}:
        yield str(SILENT)
    elif mention.relation == "memberships":
        yield from (str(MembershipStatus(part["status"]).label) for part in mention.parts("body"))
    else:
        found = {(mention.relation, anchor.rpartition("/")[2]) for anchor in mention.anchors}
        yield from (str(words) for key, words in FUNCTIONS.items() if key in found)


def participation(part: dict[str, Any]) -> str:
    """ "guest, as President"; what is only alleged says so, and what became of it."""
    words = str(Role(part["role"]).label)
    if part.get("alleged"):
        words = _("%(role)s (alleged)") % {"role": words}
    if part.get("capacity"):
        words = format_html(_("{role}, as {capacity}"), role=words, capacity=as_original(part["capacity"]))
    if part.get("outcome"):
        words = format_html(_("{function}: {outcome}"), function=words, outcome=as_original(part["outcome"]))
    return words


def represented(found: list[Mention]) -> list[str]:
    """The ids of those who took part for this state, each once, in order."""
    parts = [
        part
        for mention in found
        if mention.relation == "participations"
        for part in mention.parts("state")
        if part not in mention.parts("who")
    ]
    return list(dict.fromkeys(part["who"] for part in parts))


def ids_in(found: list[Mention]) -> set[str]:
    """The ids whose names the sections show."""
    return {mention.item["place"] for mention in found if "place" in mention.item} | set(represented(found))


def people_of(found: list[Mention], names: Names) -> list[Any]:
    """Who took part in visits for this state, each once."""
    return [names[who] for who in represented([each for each in found if each.listing.type == "visit"])]


# --- Reverse citations ----------------------------------------------------------------------------


def citations_of(row: Listing, sources: set[str]) -> list[dict[str, Any]]:
    """The citations in one record that rest on a source (known by any of these ids), or on another through it."""
    record = load(row.edition.document)["record"]
    return [part for part in measures.alive(record, "citations") if sources & {part["source"], part.get("through")}]


def ids_cited_through(rows: list[Listing]) -> set[str]:
    """The ids of the sources that `reverse_citations` may name beside this one."""
    found = [part for row in rows for part in measures.alive(load(row.edition.document)["record"], "citations")]
    return {part[key] for part in found if "through" in part for key in ("source", "through")}


def reverse_citations(rows: list[Listing], sources: set[str], names: Names) -> list[dict[str, Any]]:
    """Each record that rests on a source (known by any of these ids), with every place in it that does."""
    return [
        {"title": row.called, "path": row.path, "types": str(TYPES[row.type]), "uses": found, "places": places(found)}
        for row in rows
        for found in [list(uses(row, sources, names))]
    ]  # fmt: skip


def places(found: list[dict[str, Any]]) -> list[Places]:
    """The same places in few words, for a long list: "statements 1, 2, 3"."""
    there: list[Place] = list(dict.fromkeys(use["spot"] for use in found))
    kinds = list(dict.fromkeys(map(kind_of, there)))
    return gathered(sorted(there, key=lambda place: kinds.index(kind_of(place))))


def uses(row: Listing, sources: set[str], names: Names) -> Iterator[dict[str, Any]]:
    """The parts of one record that rest on one source: where, what is said there, and each citation of it."""
    record = as_read(load(row.edition.document), current())["record"]
    texts = {
        f"{key}/{part['n']}": part.get("text", "")
        for key in ("claims", "sections")  # what somebody else says never stands without who says it
        for part in record.get(key, [])
    }
    by_part: dict[str, list[dict[str, Any]]] = {}
    for citation in citations_of(row, sources):
        by_part.setdefault(part_of(citation["anchor"]), []).append(passage(citation, sources, names))
    for part, passages in by_part.items():
        place = place_of(part)
        href = f"{row.path}#{place.anchor}"
        yield {
            "href": href,
            "spot": place._replace(anchor=href),
            "place": facts.capitalised(place.words),
            "text": texts.get(part, ""),
            "passages": passages,
        }


def passage(citation: dict[str, Any], sources: set[str], names: Names) -> dict[str, Any]:
    """One citation of a source: the excerpt, and which way it speaks.

    `through`: the source that was read in its stead; `reports`: the one that it was read for.
    """
    is_own = citation["source"] in sources
    return {
        "citation": citation,
        "stance": str(STANCES[Stance(citation["stance"])]),
        "through": names[citation["through"]] if "through" in citation and is_own else None,
        "reports": None if is_own else names[citation["source"]],
    }


def read_through(cited_by: list[dict[str, Any]]) -> list[Name]:
    """Through which sources all that rests on this one was read; [] where some of it, or nothing, rests on it itself."""
    passages = [each for record in cited_by for use in record["uses"] for each in use["passages"]]
    through = [each["through"] for each in passages if not each["reports"]]
    return list({name.public_id: name for name in through}.values()) if through and all(through) else []
