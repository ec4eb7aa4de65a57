"""The ledger in words and shapes: totals, sentences to quote, the geometry of the mirrored bars. Pure.

Everything is said in the language of the answer. A sentence to quote names its side in the nominative, so that it fits any.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from relations import dates, languages, measures
from relations.ledger.balance import CAPS, Line, Total, bounds, totals
from relations.ledger.exchanges import answered_by
from relations.ledger.reading import Ledger, Step
from relations.measures import number, words
from relations.vocabularies import Category, MeasureKind

SMALLEST_BAR = 1.5


class Bar(NamedTuple):
    """One expulsion: on which side, how long surely and how long at most (per cent of half the width), its words."""

    side: int
    sure: float
    open: float
    date: str
    words: str


def side_words(label: str) -> str:
    """How a side is called inside a sentence: "Czech side" -> "the Czech side"; other languages have their own sentence."""
    is_named_so = languages.current() == languages.ORIGINAL and label.lower().endswith(" side")
    return f"the {label}" if is_named_so else str(label)


def is_unstated(total: Total) -> bool:
    """Whether there are steps, and nobody says how many they are about."""
    return bool(total.steps) and not total.low and total.high is None


def total_words(total: Total) -> str:
    """ "23", "at least 23", "23 to 30"; what nobody states is not made a number."""
    if not total.steps:
        return "0"
    if is_unstated(total):
        return _("number not stated")
    return number({"count_min": total.low} | ({} if total.high is None else {"count_max": total.high}))


def sentences(ledger: Ledger, found: list[Line]) -> list[str]:
    """What can be quoted of each side: how many it expelled, how often that was answered, which caps it set.

    The state that they tell of stands in each: `ledger.at`.
    """
    told = []
    for side, label in enumerate(ledger.labels):
        own = [line for line in found if line.adds and line.step.by == side]
        expulsions = [line.step for line in own if line.step.part["kind"] == MeasureKind.EXPULSION]
        if expulsions:
            told.append(expelled_sentence(side_words(label), expulsions, totals(found)[side]))
            told.append(answered_sentence(side_words(label), expulsions, ledger))
        caps = [line.step for line in own if line.step.part["kind"] in CAPS]
        if caps:
            told.append(caps_sentence(side_words(label), caps))
    return [f"{sentence} {state(ledger)}".strip() for sentence in told]


def expelled(ledger: Ledger, found: list[Line]) -> list[str]:
    """How many each side expelled, one sentence for each that did."""
    steps = {
        side: [line.step for line in found if line.adds and line.step.by == side and is_expulsion(line.step)]
        for side in range(len(ledger.sides))
    }
    return [
        expelled_sentence(side_words(ledger.labels[side]), own, totals(found)[side])
        for side, own in steps.items()
        if own
    ]


def is_expulsion(step: Step) -> bool:
    return step.part["kind"] == MeasureKind.EXPULSION


def state(ledger: Ledger) -> str:
    """The day of the last act on the public record, as a sentence; "" before the first one."""
    return _("State of %(day)s.") % {"day": day_words(ledger.at.date().isoformat())} if ledger.at else ""


def day_words(edtf: str) -> str:
    return dates.words(dates.parse(edtf), languages.current())


def expelled_sentence(side: str, steps: list[Step], total: Total) -> str:
    """ "Expelled by the Czech side since 2009, as published here: 23 diplomats, in 3 steps."""
    how_many = total_words(total)
    if not is_unstated(total):
        how_many = f"{how_many} {noun_of(steps, total.high or total.low)}"
    in_steps = ngettext("in %(count)s step", "in %(count)s steps", total.steps) % {"count": total.steps}
    if total.unstated and total.low:
        said = {"steps": in_steps, "unstated": total.unstated}
        in_steps = _("%(steps)s, %(unstated)s of them without a number") % said
    first, last = steps[0].span
    said = {"side": side, "year": first.year, "how_many": how_many, "steps": in_steps}
    if first.year == last.year:
        return _("Expelled by %(side)s since %(year)s, as published here: %(how_many)s, %(steps)s.") % said
    return _("Expelled by %(side)s, as published here: %(how_many)s, %(steps)s.") % said


def noun_of(steps: Iterable[Step], count: int) -> str:
    """What the steps count, where all count the same; else people."""
    categories = {step.part.get("category") for step in steps}
    category = categories.pop() if len(categories) == 1 else None
    return measures.noun(category or Category.PERSONS, count)


def answered_sentence(side: str, steps: list[Step], ledger: Ledger) -> str:
    """How many of a side's expulsions an expulsion by the other side answers, as published responses say."""
    answered = answered_alike(steps, ledger)
    so_many = pgettext("of expulsions", "none is")
    if answered:
        so_many = npgettext("of expulsions", "%(count)s is", "%(count)s are", answered) % {"count": answered}
    said = {"count": len(steps), "side": side, "answered": so_many}
    return ngettext(
        "Of %(count)s expulsion by %(side)s, %(answered)s answered by an expulsion, as published here.",
        "Of %(count)s expulsions by %(side)s, %(answered)s answered by an expulsion, as published here.",
        len(steps),
    ) % said  # fmt: skip


def answered_alike(steps: Iterable[Step], ledger: Ledger) -> int:
    """How many of these are expulsions that an incident with an expulsion the other way says it answers."""
    return sum(step.part["kind"] == MeasureKind.EXPULSION and is_answered_alike(step, ledger) for step in steps)


def is_answered_alike(step: Step, ledger: Ledger) -> bool:
    answering = {answer.item["id"] for answer in answered_by(step, ledger)}
    return any(
        other.item["id"] in answering
        and other.part["kind"] == MeasureKind.EXPULSION
        and (other.by, other.to) == (step.to, step.by)
        for other in ledger.steps
    )


def caps_sentence(side: str, steps: list[Step]) -> str:
    """The caps of one side, the last with its number and date."""
    last = steps[-1]
    size = pgettext("article", "a %(cap)s") % {"cap": words(last.part).lower()}
    said = {
        "side": side,
        "count": len(steps),
        "size": size if number(last.part) else _("number not stated"),
        "day": day_words(last.part.get("announced") or last.item["date"]["edtf"]),
    }
    if len(steps) == 1:
        return _("Staff caps set by %(side)s, as published here: %(count)s, %(size)s (%(day)s).") % said
    return _("Staff caps set by %(side)s, as published here: %(count)s, the last: %(size)s (%(day)s).") % said


def drawing(found: Iterable[Line]) -> list[Bar]:
    """The expulsions of both sides, one below the other from the middle outwards; [] where fewer than two have a number."""
    drawn = [line.step for line in found if line.adds and line.step.part["kind"] == MeasureKind.EXPULSION]
    most = max((bounds(step.part)[1] or bounds(step.part)[0] for step in drawn), default=0)
    if sum(bool(number(step.part)) for step in drawn) < 2 or not most:
        return []
    return [bar(step, 100 / most) for step in drawn]


def bar(step: Step, scale: float) -> Bar:
    low, high = bounds(step.part)
    return Bar(
        step.by,
        round(max(low * scale, SMALLEST_BAR if low else 0), 2),
        round(max((high or 0) * scale, SMALLEST_BAR), 2),
        day_words(step.item["date"]["edtf"]),
        number(step.part) or _("not stated"),
    )
