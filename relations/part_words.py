"""Where each part of a record stands on its page, and what readers call it: "statement 3", "date". Pure."""

from itertools import groupby
from typing import NamedTuple

from django.utils.translation import pgettext_lazy

# The lists of parts: (anchor of the place, {n} where each part has its own; words for one; words for several).
PARTS = {
    "claims": ("c{n}", pgettext_lazy("part", "statement %(n)s"), pgettext_lazy("part", "statements")),
    "attributions": ("a{n}", pgettext_lazy("part", "attribution %(n)s"), pgettext_lazy("part", "attributions")),
    "positions": ("p{n}", pgettext_lazy("part", "position %(n)s"), pgettext_lazy("part", "positions")),
    "responses": ("chain", pgettext_lazy("part", "chain of events"), ""),
    "observations": ("observations", pgettext_lazy("part", "observations"), ""),
    "memberships": ("memberships", pgettext_lazy("part", "memberships"), ""),
    "staff_ceilings": ("ceilings", pgettext_lazy("part", "staff ceilings"), ""),
    "tenures": ("offices", pgettext_lazy("part", "offices"), ""),
    "sections": ("section-{n}", pgettext_lazy("part", "section %(n)s"), pgettext_lazy("part", "sections")),
    "infobox": ("facts", pgettext_lazy("part", "both sides at a glance"), ""),
    "cases": ("case-{n}", pgettext_lazy("part", "case %(n)s"), pgettext_lazy("part", "cases")),
    "eras": ("eras", pgettext_lazy("part", "eras"), ""),
    "see_also": ("see-also", pgettext_lazy("part", "see also"), ""),
    "participations": ("facts", pgettext_lazy("part", "participants"), ""),
    "measures": ("facts", pgettext_lazy("part", "measures"), ""),
    "figures": ("facts", pgettext_lazy("part", "figures"), ""),
    "names": ("facts", pgettext_lazy("part", "names"), ""),
    "sides": ("facts", pgettext_lazy("part", "sides"), ""),
}
READING_ORDER = tuple(PARTS)
# Everything else that can be cited stands once in a record.
FIELDS = {
    "title": pgettext_lazy("part", "title"),
    "summary": pgettext_lazy("part", "summary"),
    "public_note": pgettext_lazy("part", "public note"),
    "dossiers": pgettext_lazy("part", "dossiers"),
    "kind": pgettext_lazy("part", "kind"),
    "topics": pgettext_lazy("part", "topics"),
    "date": pgettext_lazy("part", "date"),
    "order_in_day": pgettext_lazy("part", "order in day"),
    "standing": pgettext_lazy("part", "standing"),
    "place": pgettext_lazy("part", "place"),
    "case": pgettext_lazy("part", "case"),
    "stage": pgettext_lazy("part", "stage"),
    "one_sided_reason": pgettext_lazy("part", "one sided reason"),
    "attachments": pgettext_lazy("part", "attachments"),
    "source_kind": pgettext_lazy("part", "source kind"),
    "language": pgettext_lazy("part", "language"),
    "original_title": pgettext_lazy("part", "original title"),
    "author": pgettext_lazy("part", "author"),
    "publisher": pgettext_lazy("part", "publisher"),
    "publisher_as_stated": pgettext_lazy("part", "publisher as stated"),
    "access_points": pgettext_lazy("part", "access points"),
    "deceased": pgettext_lazy("part", "deceased"),
    "historical": pgettext_lazy("part", "historical"),
    "iso_numeric": pgettext_lazy("part", "iso numeric"),
    "existed": pgettext_lazy("part", "existed"),
    "predecessor": pgettext_lazy("part", "predecessor"),
    "organisation_kind": pgettext_lazy("part", "organisation kind"),
    "country": pgettext_lazy("part", "country"),
    "parent": pgettext_lazy("part", "parent"),
    "sending_state": pgettext_lazy("part", "sending state"),
    "receiving_state": pgettext_lazy("part", "receiving state"),
    "seat": pgettext_lazy("part", "seat"),
    "place_kind": pgettext_lazy("part", "place kind"),
    "inside": pgettext_lazy("part", "inside"),
    "latitude": pgettext_lazy("part", "latitude"),
    "longitude": pgettext_lazy("part", "longitude"),
    "definition": pgettext_lazy("part", "definition"),
    "unit": pgettext_lazy("part", "unit"),
    "comparable": pgettext_lazy("part", "comparable"),
    "lead": pgettext_lazy("part", "lead"),
}


class Place(NamedTuple):
    """One part as a reader finds it: anchor on the page, words ("statement 3"), and where parts of its kind are
    numbered one by one the words for several of them and its own number.
    """

    anchor: str
    words: str
    plural: str = ""
    number: str = ""


class Places(NamedTuple):
    """Neighbouring parts of one kind that rest on a source: "statements" 1, 2, 3. `links`: (anchor on the page, words)."""

    noun: str
    links: list[tuple[str, str]]


def part_of(anchor: str) -> str:
    """What a reader sees as one place: `claims/3/text` -> `claims/3`, `date/edtf` -> `date`."""
    head, *rest = anchor.split("/")
    return f"{head}/{rest[0]}" if head in PARTS and rest else head


def place_of(part: str) -> Place:
    """Where a part stands and what it is called: `claims/3` is at "c3", "statement 3"; `date` at "facts", "date"."""
    head, _, n = part.partition("/")
    if head not in PARTS:
        return Place("facts", str(FIELDS.get(head, head.replace("_", " "))))
    anchor, words, plural = PARTS[head]
    return Place(anchor.format(n=n), words % {"n": n} if plural else str(words), str(plural), n if plural else "")


def words_of(part: str) -> str:
    """What a part is called: `claims/3` is "statement 3"."""
    return place_of(part).words


def gathered(places: list[Place]) -> list[Places]:
    """Places of one kind together, the noun once: "statements 1, 2, 3"; one alone keeps it."""
    groups = [list(group) for _, group in groupby(places, key=kind_of)]
    return [
        Places(group[0].plural, [(place.anchor, place.number) for place in group])
        if len(group) > 1
        else Places("", [(place.anchor, place.words) for place in group])
        for group in groups
    ]


def kind_of(place: Place) -> str:
    return place.plural or place.words
