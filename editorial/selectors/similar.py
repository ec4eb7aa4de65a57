"""What looks like one record twice: the same address, the same days with the same people, nearly the same title.

Only hints: a person decides. Every comparison runs over a bounded number of candidates.
"""

import datetime
import math
from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Value, When

from editorial.addresses import canonical, needle
from editorial.models import AccessPoint, Incident, KeptApart, Participation, Record, Visit, Words
from editorial.selectors.finding import with_states
from relations import dates
from relations.search.words import BREAK, lines
from relations.vocabularies import RecordType

MOST = 5  # hints shown
ADDRESSES, CANDIDATES, LINES, MOST_WORDS, MOST_WHO = 8, 60, 8, 8, 20
LONGEST_TITLE = 200
SHORTEST_WORD = 4
NEAR, SHARED = 0.87, 0.75  # likeness of two titles by letters, by words
WIDEST = datetime.timedelta(days=45)  # a span beyond this says too little
DATED = {RecordType.INCIDENT: Incident, RecordType.VISIT: Visit}


class Subject(NamedTuple):
    """What is compared: a saved record, or what was typed into a form. `who` holds keys of records."""

    type: str
    title: str
    urls: tuple[str, ...] = ()
    edtf: str = ""
    who: tuple[Any, ...] = ()
    key: Any = None


class Hint(NamedTuple):
    """Another record and why it looks like this one."""

    record: Record
    reasons: list[str]


def subject_of(record: Record) -> Subject:
    """A saved record. One query, for those types that have something beside a title."""
    urls = who = ()
    if record.type == RecordType.SOURCE:
        rows = AccessPoint.objects.filter(record=record.pk, removed=False).values_list("url", "archive_url")
        urls = tuple(url for pair in rows for url in pair if url)
    if record.type in DATED:
        rows = Participation.objects.filter(record=record.pk, removed=False, who__isnull=False)
        who = tuple(rows.values_list("who", flat=True))
    return Subject(record.type, record.title, urls, getattr(record, "date_edtf", ""), who, record.pk)


def hints(subject: Subject) -> list[Hint]:
    """The likeliest first; pairs that a person keeps apart are left out."""
    found: dict[Any, list[str]] = defaultdict(list)
    for rows in (same_address(subject), same_days(subject), same_title(subject)):
        for key, reason in rows.items():
            found[key].append(reason)
    for key in {subject.key, *kept_apart(subject.key)}:
        found.pop(key, None)
    likeliest = sorted(found, key=lambda key: -len(found[key]))[:MOST]
    rows = with_states(Record.objects.filter(pk__in=likeliest)).in_bulk() if likeliest else {}
    return [Hint(rows[key], found[key]) for key in likeliest if key in rows]


def kept_apart(key: Any) -> set[Any]:
    """Every record that somebody found not to be this one."""
    if key is None:
        return set()
    pairs = KeptApart.objects.filter(Q(first=key) | Q(second=key)).values_list("first", "second")
    return {each for pair in pairs for each in pair}


# --- Addresses --------------------------------------------------------------------------------------


def same_address(subject: Subject) -> dict[Any, str]:
    """Sources at the same page, whatever stands around its address."""
    forms = {form for url in subject.urls[:ADDRESSES] if (form := canonical(url))}
    if subject.type != RecordType.SOURCE or not forms:
        return {}
    near = Q(pk__in=[])
    for form in forms:
        host, word = needle(form)
        for column in ("url", "archive_url"):
            near |= Q(**{f"{column}__icontains": host}) & Q(**{f"{column}__icontains": word})
    rows = AccessPoint.objects.filter(near, removed=False).exclude(record=subject.key).order_by("-pk")
    found = {}
    for key, *urls in rows.values_list("record", "url", "archive_url")[: CANDIDATES * 5]:
        if met := forms & {canonical(url) for url in urls if url}:
            found[key] = f"same address: {min(met)}"
    return found


# --- Days and people --------------------------------------------------------------------------------


def same_days(subject: Subject) -> dict[Any, str]:
    """Incidents or visits on overlapping days that share a person or a body, or two of whoever takes part."""
    model, span = DATED.get(subject.type), span_of(subject.edtf)
    if model is None or span is None or not subject.who:
        return {}
    years = Q(pk__in=[])
    for year in range(span[0].year, span[1].year + 1):
        years |= Q(date_edtf__contains=f"{year:04d}")
    people = Q(participations__who__in=subject.who[:MOST_WHO], participations__removed=False)
    named = people & ~Q(participations__who__type=RecordType.COUNTRY)
    rows = (
        model.objects.filter(years, people)
        .exclude(pk=subject.key)
        .annotate(shared=Count("participations__who", distinct=True), named=Count("pk", filter=named))
        .filter(Q(named__gte=1) | Q(shared__gte=2))
        .order_by("-shared", "-pk")
    )
    near = rows.values_list("pk", "date_edtf", "shared")[: CANDIDATES * 2]
    return {key: together(edtf, shared) for key, edtf, shared in near if overlap(span, span_of(edtf))}


def span_of(edtf: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last possible day; None for what is unreadable, open or wide."""
    try:
        value = dates.parse(edtf)
    except dates.DateFault:
        return None
    first, last = value.earliest, value.latest
    return (first, last) if first and last and last - first <= WIDEST else None


def overlap(one: tuple, other: tuple | None) -> bool:
    return other is not None and one[0] <= other[1] and other[0] <= one[1]


def together(edtf: str, shared: int) -> str:
    who = "participant" if shared == 1 else "participants"
    when = dates.words(dates.parse(edtf), "en").replace("\xa0", " ")
    return f"overlapping days ({when}) with {shared} shared {who}"


# --- Titles -----------------------------------------------------------------------------------------


def same_title(subject: Subject) -> dict[Any, str]:
    """Records of the type whose title, or another name of theirs, reads nearly like this one."""
    own = lines(subject.title[:LONGEST_TITLE])
    asked = sorted({word for line in own for word in line.split()}, key=len, reverse=True)[:MOST_WORDS]
    asked = [word for word in asked if len(word) >= SHORTEST_WORD] or asked
    if not asked:
        return {}
    rows = candidates(subject, asked, len(own))
    return {key: "nearly the same title" for key, title in rows if alike(own, title.split(f" {BREAK} ")[:LINES])}


def candidates(subject: Subject, asked: list[str], readings: int) -> Iterable[tuple[Any, str]]:
    """Those that hold most of the words."""
    count: Any = Value(0)
    for word in asked:
        count = count + Case(When(title__contains=word, then=Value(1)), default=Value(0))
    enough = max(1, math.ceil(len(asked) / 2 / max(1, readings)))
    rows = Words.objects.filter(record__type=subject.type).exclude(record=subject.key)
    rows = rows.annotate(held=Case(When(pk__isnull=False, then=count), output_field=IntegerField()))
    return rows.filter(held__gte=enough).order_by("-held", "pk").values_list("record", "title")[:CANDIDATES]


def alike(own: Iterable[str], others: Iterable[str]) -> bool:
    return any(near(one.split(), other[:LONGEST_TITLE].split()) for one in own for other in others)


def near(one: list[str], other: list[str]) -> bool:
    """By words in any order, or by letters; other numbers make another title."""
    if not one or not other or {w for w in one if w.isdigit()} != {w for w in other if w.isdigit()}:
        return False
    first, second = set(one), set(other)
    if len(first | second) > 2 and len(first & second) / len(first | second) >= SHARED:
        return True
    matcher = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other)), autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
