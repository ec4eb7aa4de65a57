"""Search over everything on the desk: records of all types by any of their words, reports by reference, people by name.

Records are found in the desk's own index of folded words; `straight_to` knows ids and addresses that were pasted whole.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from editorial.models import DossierMembership, Edition, Record, User
from editorial.selectors.texts import Said, said_in
from editorial.workflow import OPEN_STATES
from relations.models import Listing, Report
from relations.search.words import lines
from relations.vocabularies import State

LONGEST, MOST_WORDS = 200, 10  # signs and words of a question
MOST_HITS = 2  # places shown of each record
AROUND = 60  # signs before a hit
EXCERPT = 160
PEOPLE = 20
NOTHING_OPEN, WITHDRAWN = "public", "withdrawn"
ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{6}", re.IGNORECASE)
UUIDS = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}", re.IGNORECASE)


class Wanted(NamedTuple):
    """What is searched; "" is any. `state` is that of the open edition, or of the public record where nothing is open."""

    words: str
    type: str = ""
    state: str = ""
    dossier: str = ""


class Hit(NamedTuple):
    """One place where a record was found: the field, and the words around in three pieces."""

    where: str
    before: str
    found: str
    after: str


def open_editions() -> QuerySet[Edition]:
    return Edition.objects.filter(record=OuterRef("pk"), state__in=OPEN_STATES)


def listings() -> QuerySet[Listing]:
    return Listing.objects.filter(public_id=OuterRef("public_id"))


def with_states(rows: QuerySet[Record]) -> QuerySet[Record]:
    """Each record with the state of its open edition and its public version."""
    return rows.annotate(
        open_state=Subquery(open_editions().values("state")[:1]),
        public_number=Subquery(listings().values("number")[:1]),
        public_state=Subquery(listings().values("state")[:1]),
    )


def in_state(rows: QuerySet[Record], state: str) -> QuerySet[Record]:
    if state == NOTHING_OPEN:
        return rows.filter(Exists(listings().filter(state=State.PUBLIC)), ~Exists(open_editions()))
    if state == WITHDRAWN:
        return rows.filter(Exists(listings().filter(state=State.WITHDRAWN)))
    return rows.filter(Exists(open_editions().filter(state=state))) if state else rows


def in_dossier(rows: QuerySet[Record], dossier: str) -> QuerySet[Record]:
    members = DossierMembership.objects.filter(record=OuterRef("pk"), dossier__public_id=dossier)
    return rows.filter(Exists(members)) if dossier else rows


def question(text: str) -> list[list[str]]:
    """The readings of a question, each as folded words: `Врбетице` is asked as `vrbetitse` and as `vrbetice`."""
    return [line.split()[:MOST_WORDS] for line in lines(text.replace("\x00", " ")[:LONGEST])]


def records(wanted: Wanted) -> QuerySet[Record]:
    """Records that hold every word, those called so first."""
    readings = question(wanted.words)
    anywhere = whole = title = Q(pk__in=[])
    for words in readings:
        anywhere |= every(words, "title", "text")
        title |= every(words, "title")
        whole |= Q(words__title__contains=" ".join(words))
    rows = Record.objects.filter(anywhere)
    rows = rows.filter(type=wanted.type) if wanted.type else rows
    rows = in_dossier(in_state(rows, wanted.state), wanted.dossier)
    nearness = Case(When(whole, then=Value(0)), When(title, then=Value(1)), default=Value(2))
    return with_states(rows).annotate(nearness=nearness).order_by("nearness", "title", "pk")


def every(words: Iterable[str], *columns: str) -> Q:
    found = Q()
    for word in words:
        held = Q()
        for column in columns:
            held |= Q(**{f"words__{column}__contains": word})
        found &= held
    return found


def hits(rows: Iterable[Record], text: str) -> dict[Any, list[Hit]]:
    """record key -> where the words stand in it, the places with most of them first."""
    rows, asked = list(rows), {word for words in question(text) for word in words}
    return {key: best(said, asked) for key, said in said_in(rows).items()}


def best(said: list[Said], asked: set[str]) -> list[Hit]:
    """The places that hold most of what was asked; a title stands there anyway, and is told only when it is another one."""
    counted = [
        (sum(word in " ".join(lines(each.text)) for word in asked), each) for each in said if each.where != "title"
    ]
    held = sorted((pair for pair in counted if pair[0]), key=lambda pair: (-pair[0], not pair[1].title))
    return [excerpt(each, asked) for _, each in held[:MOST_HITS]]


def excerpt(said: Said, asked: set[str]) -> Hit:
    """The first word that was asked with what stands around it."""
    found = next((each for each in re.finditer(r"\S+", said.text) if meets(each[0], asked)), None)
    start, end = found.span() if found else (0, 0)
    first = said.text.find(" ", max(0, start - AROUND), start) + 1 if start > AROUND else 0
    last = said.text.rfind(" ", end, end + EXCERPT) if end + EXCERPT < len(said.text) else len(said.text)
    before = ("… " if first else "") + said.text[first:start]
    after = said.text[end : max(end, last)] + (" …" if last < len(said.text) else "")
    return Hit(said.where, before, said.text[start:end], after)


def meets(word: str, asked: set[str]) -> bool:
    folded = " ".join(lines(word))
    return any(each in folded for each in asked)


def straight_to(text: str) -> Record | Report | None:
    """What an id, a reference or an address that was pasted whole names; None for words."""
    typed = text.replace("\x00", "").strip()[:1000]
    if not typed or " " in typed:
        return None
    if REFERENCE.fullmatch(typed):
        return Report.objects.filter(pk=typed.upper()).first()
    steps = [unquote(step) for step in path_of(typed).split("/") if step]
    for step in steps if "/" in typed else [typed]:
        if UUIDS.fullmatch(step):
            return Record.objects.filter(pk=UUID(step)).first()
        if ID.fullmatch(step) and (found := Record.objects.filter(public_id=step.upper()).first()):
            return found
    return dossier_at(steps) if "/" in typed else None


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def dossier_at(steps: list[str]) -> Record | None:
    """A dossier lives at its own word, in Czech below `cs/`."""
    words = [step for step in steps if step != "cs"][:1]
    listed = Listing.objects.filter(type="dossier", slug__in=words).values("public_id")
    return Record.objects.filter(public_id__in=listed).first()


def people(text: str) -> list[User]:
    """Accounts whose name, user name or address holds every word, folded."""
    readings = question(text)
    accounts = User.objects.order_by("last_name", "username").prefetch_related("groups")
    return [user for user in accounts if any(all(word in named(user) for word in words) for words in readings)][:PEOPLE]


def named(user: User) -> str:
    return " ".join(lines(f"{user.get_full_name()} {user.username} {user.email}"))
