"""The checklist, and what every type has in common: statements, citations, dates, texts, references."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from editorial.composing import slug_of
from editorial.models import Record, Reference
from editorial.readiness import incidents, profiles, translations
from editorial.readiness.reading import is_cited, parts
from relations import dates
from relations.documents import Problem, flatten, label, links, load, problems
from relations.models import Listing, Path
from relations.vocabularies import NOTED_CHANGES, RESERVED_WORDS, ChangeKind, Standing, State

# Fields that carry a record and so must be cited where they are given.
LOAD_BEARING = {
    "visit": ("date", "place"),
    "incident": ("date", "place"),
    "country": ("existed",),
    "organisation": ("existed", "seat"),
    "dossier": ("lead",),
}
# Parts that carry a record, and the field of each that is proved ("" for the part as a whole).
LOAD_BEARING_PARTS = {
    "claims": "text",
    "measures": "",
    "attributions": "",
    "figures": "",
    "observations": "",
    "memberships": "",
    "staff_ceilings": "",
}
WITHOUT_CLAIMS = {"source", "dossier", "series"}
# Embeddings, overrides and isolates. The marks that Hebrew or Arabic needs beside other letters are none of them.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def checklist(document_text: str, *, together: Iterable[str] = ()) -> list[Problem]:
    """Every reason why this document cannot be submitted; `together` are the public ids submitted with it."""
    document, together = load(document_text), set(together)
    if found := problems(document):
        return [Problem(problem.anchor, f"{label(problem.anchor)}: {problem.message}") for problem in found]
    return [
        *lacks_claims(document),
        *lacks_citations(document),
        *lacks_parties(document),
        *lacks_holders(document),
        *incidents.checklist(document),
        *profiles.checklist(document),
        *dangling(document),
        *through_itself(document),
        *translations.checklist(document),
        *wrong_types(document),
        *contradicting_bounds(document),
        *turned_texts(document),
        *taken_address(document, together),
        *not_public(document, together),
    ]


def lacks_claims(document: dict[str, Any]) -> list[Problem]:
    if document["type"] in WITHOUT_CLAIMS or parts(document, "claims"):
        return []
    return [Problem("claims", "Statements: add at least one statement that says what the record is about.")]


def lacks_citations(document: dict[str, Any]) -> list[Problem]:
    """Every statement and every load-bearing field rests on a source."""
    cited = {citation["anchor"] for citation in parts(document, "citations")}
    needed = [
        f"{key}/{part['n']}/{field}".rstrip("/")
        for key, field in LOAD_BEARING_PARTS.items()
        for part in parts(document, key)
    ]
    needed += [name for name in LOAD_BEARING.get(document["type"], ()) if name in document["record"]]
    return [
        Problem(anchor, f"{label(anchor)}: add a citation that proves it (Citations, “proves”: {anchor}).")
        for anchor in needed
        if not is_cited(anchor, cited)
    ]


def lacks_parties(document: dict[str, Any]) -> list[Problem]:
    if document["type"] != "visit":
        return []
    roles = {part["role"] for part in parts(document, "participations")}
    return [
        Problem("participations", f"Participants: name the {role} and the state represented.")
        for role in ("guest", "host")
        if role not in roles
    ]


def lacks_holders(document: dict[str, Any]) -> list[Problem]:
    """What is not established belongs to somebody."""
    return [
        Problem(
            f"claims/{claim['n']}/holder",
            f"Statement {claim['n']}: it is {claim['standing']}; say whose statement it is.",
        )
        for claim in parts(document, "claims")
        if claim["standing"] != Standing.ESTABLISHED and "holder" not in claim
    ]


def dangling(document: dict[str, Any]) -> list[Problem]:
    """A citation proves something that exists; what was removed has nothing left to prove."""
    anchors = {anchor for anchor in flatten(document) if not anchor.endswith("/removed")}
    return [
        Problem(
            f"citations/{part['n']}",
            f"Citation {part['n']}: it proves “{part['anchor']}”, which this record does not have; choose a part that is there.",
        )
        for part in parts(document, "citations")
        if not any(anchor == part["anchor"] or anchor.startswith(f"{part['anchor']}/") for anchor in anchors)
    ]


def through_itself(document: dict[str, Any]) -> list[Problem]:
    """What was read itself is not cited through anything."""
    return [
        Problem(
            f"citations/{part['n']}/through",
            f"Citation {part['n']}: it names the same source twice; leave “cited through” empty where the source itself was read.",
        )
        for part in parts(document, "citations")
        if part.get("through") == part["source"]
    ]


# Where only some types of record make sense; other links are open to every type.
PARTIES = ("person", "organisation", "country")
LINKED_TYPES = {
    ("participations", "who"): PARTIES,
    ("claims", "holder"): (*PARTIES, "source"),  # a piece without a known author speaks for itself
    ("measures", "imposing"): PARTIES,
    ("measures", "receiving"): PARTIES,
    ("attributions", "by"): (*PARTIES, "source"),
    ("attributions", "to"): PARTIES,
    ("attributions", "reply_by"): PARTIES,
    ("positions", "side"): PARTIES,
    ("responses", "to"): ("incident", "visit"),
    ("responses", "asserted_by"): (*PARTIES, "source"),
    ("tenures", "body"): ("organisation", "country"),
    ("staff_ceilings", "imposed_by"): ("organisation", "country"),
    ("receiving_state", ""): ("country", "organisation"),
}


def wrong_types(document: dict[str, Any]) -> list[Problem]:
    """A guest is no book, and nobody answers a place."""
    named = [
        (link, LINKED_TYPES.get((link.relation, "".join(link.anchor.split("/")[2:3])))) for link in links(document)
    ]
    judged = [(link, allowed) for link, allowed in named if allowed]
    types = dict(
        Record.objects.filter(public_id__in={link.target for link, _ in judged}).values_list("public_id", "type")
    )
    return [
        Problem(
            link.anchor,
            f"{label(link.anchor)}: {a(types[link.target])} cannot stand here; choose {a(' or '.join(allowed))}.",
        )
        for link, allowed in judged
        if types.get(link.target, allowed[0]) not in allowed
    ]


def a(noun: str) -> str:
    """The noun with its article: an organisation, a country."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def date_values(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(anchor, value) of every date of the record and of its parts."""
    for key, value in document["record"].items():
        if isinstance(value, dict):
            yield key, value
        for part in value if isinstance(value, list) else []:
            if isinstance(part, dict) and "date" in part:
                yield f"{key}/{part['n']}/date", part["date"]


def contradicting_bounds(document: dict[str, Any]) -> list[Problem]:
    """Context bounds must leave a date a day, and need their reason."""
    found = (bounds_problem(anchor, value) for anchor, value in date_values(document))
    return [problem for problem in found if problem]


def bounds_problem(anchor: str, value: dict[str, Any]) -> Problem | None:
    given = [value.get("not_before"), value.get("not_after")]
    if not any(given):
        return None
    try:
        dates.bounds(dates.parse(value.get("edtf", "")), *given)
    except dates.DateFault as fault:
        return Problem(f"{anchor}/not_before", str(fault))
    if "bounds_reason" not in value:
        return Problem(f"{anchor}/bounds_reason", f"{label(anchor)}: say why “surely not before / not after” hold.")
    return None


def turned_texts(document: dict[str, Any]) -> list[Problem]:
    """No text may turn round what stands after it on a page."""
    return [
        Problem(anchor, f"{label(anchor)}: {sentence}")
        for anchor, text in flatten(document).items()
        if (sentence := turning_sign(text))
    ]


def turning_sign(text: str) -> str | None:
    """Why readers might see a text, or what follows it, in another order than it was written; as one sentence."""
    found = TURNING.search(text)
    if found is None:
        return None
    sign = f"U+{ord(found[0]):04X}"
    return f"the invisible sign {sign} at position {found.start() + 1} turns round what readers see; delete it."


def taken_address(document: dict[str, Any], together: set[str]) -> list[Problem]:
    """A dossier lives at its slug: not a route, and nobody else's, ever; nor that of another one in the same set."""
    slug = document["record"]["slug"]
    if document["type"] != "dossier":
        return []
    if slug in RESERVED_WORDS:
        return [
            Problem(
                "slug", f"Address word: “{slug}” is a page of the site; choose another, for example “{slug}-relations”."
            )
        ]
    if Path.objects.filter(word=slug).exclude(record__public_id=document["id"]).exists():
        return [Problem("slug", f"Address word: “{slug}” belongs or belonged to another dossier; choose another.")]
    others = Record.objects.filter(type="dossier", public_id__in=together).exclude(public_id=document["id"])
    twins = [other.title for other in others if slug_of(other) == slug]
    return [
        Problem("slug", f"Address word: “{slug}” is also that of “{title}”; choose another.") for title in twins[:1]
    ]


def not_public(document: dict[str, Any], together: set[str]) -> list[Problem]:
    """L5: everything named is public, or goes along in the same set. What was merged is named at each of its places."""
    places: dict[str, list[str]] = {}
    for link in links(document):
        if link.target not in {*together, document["id"]}:
            places.setdefault(link.target, []).append(link.anchor)
    public = set(Listing.objects.filter(public_id__in=places, state=State.PUBLIC).values_list("public_id", flat=True))
    titles = dict(Record.objects.filter(public_id__in=places).values_list("public_id", "title"))
    merged = survivors(places)
    found = []
    for target, anchors in places.items():
        title = titles.get(target, target)
        if target in merged:
            words = f"“{title}” was merged into “{merged[target]}”; name that one instead."
            found += [Problem(anchor, f"{label(anchor)}: {words}") for anchor in anchors]
        elif target not in public:
            words = f"“{title}” is not public; submit it in the same set, or hold this row back."
            found.append(Problem(anchors[0], f"{label(anchors[0])}: {words}"))
    return found


def survivors(named: Iterable[str]) -> dict[str, str]:
    """Id of each merged record among `named` -> the title of the one that stands for it."""
    rows = Listing.objects.filter(public_id__in=named, state=State.MERGED)
    return dict(rows.values_list("public_id", "replacement__listing__title"))


def change_problems(*, kind: str, note: str, published_before: bool, note_cs: str = "") -> list[Problem]:
    """The kind of change must fit the record's history, and some kinds need words for readers."""
    if kind not in ChangeKind.values:
        return [Problem("change/kind", "Kind of change: choose one, for example “update: the world moved”.")]
    if published_before == (kind == ChangeKind.FIRST):
        rest = "choose another kind" if published_before else "choose “first publication”"
        said = "was published before" if published_before else "was never published"
        return [Problem("change/kind", f"Kind of change: the record {said}; {rest}.")]
    if kind in NOTED_CHANGES and not note.strip():
        return [Problem("change/note", "Public note: say in one sentence what was wrong and what is right.")]
    if note_cs.strip() and not note.strip():
        return [Problem("change/note", "Public note: write it in English too; the Czech words are its translation.")]
    return []


def unpublished_needs(record: Record) -> list[Record]:
    """The unpublished records that `record` needs, and those that they need, without itself: the closed set."""
    found: dict[Any, Record] = {}
    frontier = [record]
    while frontier:
        keys = [row.pk for row in frontier]
        needed = Record.objects.filter(referenced_by__source__in=keys, referenced_by__held=False)
        targets = needed.exclude(pk__in=[record.pk, *found]).distinct()
        public = set(
            Listing.objects.filter(public_id__in=targets.values_list("public_id", flat=True), state=State.PUBLIC)
            .values_list("public_id", flat=True)
        )  # fmt: skip
        frontier = [target for target in targets if target.public_id not in public]
        found |= {target.pk: target for target in frontier}
    return sorted(found.values(), key=lambda row: (row.type, row.title))


def held_rows(record: Record) -> list[Reference]:
    """What this record keeps back, for the worklist that says when it can be lifted."""
    return list(record.references.filter(held=True).select_related("target"))
