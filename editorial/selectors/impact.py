"""What readers will see otherwise, were some texts published now: pages, counts, links and addresses. Reads only.

A fixed number of queries for any number of texts; lists are cut at `LONGEST`, and say so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from editorial.models import Record
from editorial.selectors.balance import balances
from relations.cards import path_of
from relations.documents import links
from relations.models import EntryCount, Listing, PublishedLink
from relations.vocabularies import (
    GROUP_OF_KIND,
    NOTED_CHANGES,
    TIMELINE_TYPES,
    Group,
    IncidentKind,
    RecordType,
    State,
    VisitKind,
)

Document = Mapping[str, Any]
LONGEST = 200  # pages that link here
COUNTED = ("all", "group", "kind")
LABELS = {"group": dict(Group.choices), "kind": dict([*VisitKind.choices, *IncidentKind.choices])}


class Page(NamedTuple):
    """A public page that changes; `path` is "" while it has none."""

    title: str
    path: str
    why: str


class Count(NamedTuple):
    """A number that readers see."""

    what: str
    before: str
    after: str
    path: str = ""


class Connection(NamedTuple):
    """`source` begins to lead to `target`, which says so too, or ceases to."""

    source: str
    target: str
    path: str


class Effect(NamedTuple):
    """Everything that one publication changes. `cut`: more pages link here than are listed. `drafts`: desk records that
    name one of these.
    """

    own: list[Page]
    around: list[Page]
    linking: list[Page]
    cut: bool
    counts: list[Count]
    appear: list[Connection]
    disappear: list[Connection]
    addresses: list[tuple[str, str]]
    drafts: list[Record]

    @property
    def pages(self) -> int:
        return len(self.own) + len(self.around) + len(self.linking)


class Text(NamedTuple):
    """One text that would be published. `before`: what readers see now; None where they see nothing."""

    before: Document | None
    after: Document

    @property
    def id(self) -> str:
        return self.after["id"]

    @property
    def title(self) -> str:
        return self.after["record"]["title"]

    @property
    def is_dated(self) -> bool:
        return self.after["type"] in TIMELINE_TYPES

    def dossiers(self, document: Document | None) -> list[str]:
        return document["record"].get("dossiers", []) if document else []


def effect_of(pairs: Iterable[tuple[Document | None, Document]]) -> Effect:
    """What publishing all of these texts at once changes. `pairs`: (what is public, what would be)."""
    texts = [Text(*pair) for pair in pairs]
    known = Known(texts)
    linking = pages_linking(texts, known)
    return Effect(
        own=[own_page(text) for text in texts],
        around=around(texts, known),
        linking=linking[:LONGEST],
        cut=len(linking) > LONGEST,
        counts=[*counts(texts, known), *balances(texts), *observations(texts)],
        appear=connections(texts, known, new=True),
        disappear=connections(texts, known, new=False),
        addresses=[
            (path_of(text.before), path_of(text.after))
            for text in texts
            if text.before and path_of(text.before) != path_of(text.after)
        ],
        drafts=drafts(texts),
    )


class Known:
    """The public face of everything that the texts name, by id; the texts themselves as they would be. One query."""

    def __init__(self, texts: list[Text]) -> None:
        named = {link.target for text in texts for each in text[:2] if each for link in links(each)}
        rows = Listing.objects.filter(public_id__in=named, state=State.PUBLIC).select_related("edition")
        self.listings = {row.public_id: row for row in rows}
        self.titles = {public_id: (row.title, row.path) for public_id, row in self.listings.items()}
        self.titles |= {text.id: (text.title, path_of(text.after)) for text in texts}
        ids = dict.fromkeys(each for text in texts for side in text[:2] for each in text.dossiers(side))
        ids |= dict.fromkeys(text.id for text in texts if text.after["type"] == RecordType.DOSSIER)
        self.joined = [each for each in ids if each in self.titles]
        self.dossiers = [self.listings[each] for each in self.joined if each in self.listings]


def own_page(text: Text) -> Page:
    if text.before is None:
        return Page(text.title, path_of(text.after), "new")
    renamed = text.before["record"]["title"] != text.title
    was = f"; until now called “{text.before['record']['title']}”" if renamed else ""
    return Page(text.title, path_of(text.after), f"changes{was}")


def around(texts: list[Text], known: Known) -> list[Page]:
    """The pages of dossiers that are made of these records, and those of the whole site."""
    found = [page for public_id in known.joined for page in of_dossier(public_id, texts, known)]
    found.append(Page("Home page and feeds", "/", "name the latest changes"))
    found.append(Page("Search", "/search/", "finds what the new text says, and no longer what it left out"))
    return found


def of_dossier(public_id: str, texts: list[Text], known: Known) -> list[Page]:
    """The pages of one dossier, each with what it shows of the texts."""
    title, path = known.titles[public_id]
    inside = [text for text in texts if public_id in {*text.dossiers(text.before), *text.dossiers(text.after)}]
    dated = [text for text in inside if text.is_dated]
    said = {
        "": ("", "counts and the latest entries" if inside else "its own text"),
        "timeline/": ("timeline", "entries in their order, as list, table and figure" if dated else ""),
        "timeline/?view=map": ("map", "entries at their place" if any(has(text, "place") for text in dated) else ""),
        "visits/": ("visits", "rows" if any(text.after["type"] == RecordType.VISIT for text in dated) else ""),
        "ledger/": ("ledger", "steps and answers" if any(in_ledger(text) for text in inside) else ""),
        "statistics/": ("statistics", "numbers and charts" if any(in_numbers(text) for text in inside) else ""),
        "corrections/": ("corrections", "one line more" if any(is_noted(text) for text in inside) else ""),
    }
    return [Page(f"{title}: {name}" if name else title, path + tail, why) for tail, (name, why) in said.items() if why]


def has(text: Text, *keys: str) -> bool:
    """Whether one of these fields stands in the text, or stood in it, and is not only kept as removed."""
    documents = [document["record"] for document in text[:2] if document]
    return any(record.get(key) for record in documents for key in keys)


def in_ledger(text: Text) -> bool:
    return has(text, "measures", "responses", "staff_ceilings")


def in_numbers(text: Text) -> bool:
    return has(text, "observations", "figures", "staff_ceilings")


def is_noted(text: Text) -> bool:
    return text.after.get("change", {}).get("kind") in NOTED_CHANGES


def pages_linking(texts: list[Text], known: Known) -> list[Page]:
    """Public pages that name one of the records, one more than are listed. One query."""
    naming = PublishedLink.objects.filter(target__public_id__in=[text.id for text in texts]).values("source")
    rows = Listing.objects.filter(record__in=naming, state=State.PUBLIC).exclude(public_id__in=[t.id for t in texts])
    renamed = any(text.before and own_face(text.before) != own_face(text.after) for text in texts)
    why = "shows the new name or address" if renamed else "links here; its words stay"
    return [Page(row.title, row.path, why) for row in rows.order_by("type", "sort_title")[: LONGEST + 1]]


def own_face(document: Document) -> tuple[str, str]:
    """What other pages show of a record."""
    return document["record"]["title"], path_of(dict(document))


def counts(texts: list[Text], known: Known) -> list[Count]:
    """How many entries the timelines have, in all and of the groups and kinds that gain or lose one. One query."""
    moved = Counter()
    for text in texts:
        if text.is_dated:
            moved.update(places(text, text.after))
            moved.subtract(places(text, text.before))
    wanted = [key for key, number in moved.items() if number and key[0] in known.titles]
    if not wanted:
        return []
    kept = EntryCount.objects.filter(dossier__in=[row.record_id for row in known.dossiers], facet__in=COUNTED)
    rows = kept.values_list("dossier__public_id", "facet", "value", "count")
    now = {(public_id, facet, value): count for public_id, facet, value, count in rows}
    return [
        Count(heading(key, known), str(now.get(key, 0)), str(now.get(key, 0) + moved[key]), timeline_of(key, known))
        for key in sorted(wanted, key=lambda key: (known.joined.index(key[0]), COUNTED.index(key[1]), key[2]))
    ]


def places(text: Text, document: Document | None) -> list[tuple[str, str, str]]:
    """(dossier, facet, value) of every kept count that a text is part of."""
    kind = document["record"].get("kind", "") if document else ""
    if kind not in GROUP_OF_KIND:
        return []
    facets = (("all", ""), ("group", str(GROUP_OF_KIND[kind])), ("kind", kind))
    return [(dossier, facet, value) for dossier in text.dossiers(document) for facet, value in facets]


def heading(key: tuple[str, str, str], known: Known) -> str:
    dossier, facet, value = key
    named = f"Timeline of {known.titles[dossier][0]}"
    return f"{named}, {facet} “{LABELS[facet].get(value, value)}”" if facet in LABELS else named


def timeline_of(key: tuple[str, str, str], known: Known) -> str:
    dossier, facet, value = key
    return f"{known.titles[dossier][1]}timeline/" + (f"?{facet}={value}" if facet != "all" else "")


def observations(texts: list[Text]) -> list[Count]:
    """How many values the table and the chart of a series have."""
    found = []
    for text in texts:
        before, after = (values(document) for document in (text.before, text.after))
        if before != after and text.after["type"] == RecordType.SERIES:
            found.append(Count(f"Values of {text.title}", str(before), str(after), path_of(text.after)))
    return found


def values(document: Document | None) -> int:
    parts = document["record"].get("observations", []) if document else []
    return sum(not part.get("removed") for part in parts)


def connections(texts: list[Text], known: Known, *, new: bool) -> list[Connection]:
    """Between which pages links appear (`new`) or disappear."""
    found = []
    for text in texts:
        before, after = targets(text.before), targets(text.after)
        for target in sorted(
            after - before if new else before - after, key=lambda each: known.titles.get(each, (each,))
        ):
            title, path = known.titles.get(target, (target, ""))
            found.append(Connection(text.title, title, path))
    return found


def targets(document: Document | None) -> set[str]:
    return {link.target for link in links(dict(document))} - {document["id"]} if document else set()


def drafts(texts: list[Text]) -> list[Record]:
    """Records of the desk that name one of these and are none of them. One query."""
    ids = [text.id for text in texts]
    rows = Record.objects.filter(references__target__public_id__in=ids).exclude(public_id__in=ids).distinct()
    return list(rows.order_by("type", "title")[:LONGEST])
