"""What other records say about one record, as sections of its page. Pure: rows and names in, sections out."""

from collections.abc import Iterator
from typing import Any

from relations import facts
from relations.documents import load
from relations.models import Listing
from relations.notes import part_of, place_words
from relations.profiles import Mention, Names
from relations.vocabularies import Stance

# (relation, type of the naming record) -> heading, in the order of the page.
HEADINGS = {
    ("participations", "visit"): "Visits",
    ("place", "visit"): "Visits to this place",
    ("predecessor", "country"): "Successor states",
    ("sides", "dossier"): "Dossiers",
    ("tenures", "person"): "People who held office here",
    ("country", "organisation"): "Organisations",
    ("country", "place"): "Places",
    ("publisher", "source"): "Sources published",
    ("claims", ""): "Statements attributed",
}


def heading(mention: Mention) -> tuple[str, str]:
    """The key of the section that a mention belongs to."""
    key = (mention.relation, mention.listing.type)
    return key if key in HEADINGS else (mention.relation, "")


def sections(found: list[Mention], public_id: str, names: Names) -> list[dict[str, Any]]:
    """The mentions under their headings; those that have none are left out."""
    grouped: dict[tuple[str, str], list[Mention]] = {key: [] for key in HEADINGS}
    for mention in found:
        if (key := heading(mention)) in grouped:
            grouped[key].append(mention)
    return [
        {
            "id": f"h-{key[0]}-{key[1]}".rstrip("-"),
            "heading": HEADINGS[key],
            "dated": "group" in group[0].item,
            "rows": [row(mention, public_id, names) for mention in group],
        }
        for key, group in grouped.items()
        if group
    ]


def row(mention: Mention, public_id: str, names: Names) -> dict[str, Any]:
    """One naming record: name, address, date, and in which function it names this one."""
    item = mention.item
    return {
        "id": mention.listing.public_id,
        "title": mention.listing.title,
        "path": mention.listing.path,
        "date": item.get("date"),
        "group": item.get("group", ""),
        "kind": facts.kind_label(item) if item.get("group") else "",
        "roles": facts.participation_words(item, public_id),
        "people": [names[who] for who in facts.represented([item], public_id)],
        "place": names[item["place"]] if item.get("place", public_id) != public_id else None,
    }


def ids_in(found: list[Mention], public_id: str) -> set[str]:
    """The ids whose names the sections show."""
    items = [mention.item for mention in found]
    return {item["place"] for item in items if "place" in item} | set(facts.represented(items, public_id))


def people_of(found: list[Mention], public_id: str, names: Names) -> list[Any]:
    """Who took part in visits for this state, each once."""
    return [names[who] for who in facts.represented([mention.item for mention in found], public_id)]


def reverse_citations(rows: list[Listing], source: str) -> list[dict[str, Any]]:
    """Each record that rests on a source, with every place in it that does."""
    return [{"title": row.title, "path": row.path, "uses": list(uses(row, source))} for row in rows]


def uses(row: Listing, source: str) -> Iterator[dict[str, Any]]:
    """The citations of one source in one record: where, what is said there, the excerpt, and which way it speaks."""
    record = load(row.edition.document)["record"]
    texts = {f"claims/{claim['n']}": claim.get("text", "") for claim in record.get("claims", [])}
    for citation in facts.alive(record, "citations"):
        if citation["source"] == source:
            part = part_of(citation["anchor"])
            anchor, words = place_words(part)
            yield {
                "href": f"{row.path}#{anchor}",
                "place": facts.capitalised(words),
                "text": texts.get(part, ""),
                "citation": citation,
                "stance": facts.capitalised(Stance(citation["stance"]).label),
            }
