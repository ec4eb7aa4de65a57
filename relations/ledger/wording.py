"""The ledger in words and shapes: totals, sentences to quote, the geometry of the mirrored bars. Pure, English."""

from collections.abc import Iterable
from typing import NamedTuple

from relations import dates
from relations.ledger.balance import CAPS, Line, Total, bounds, totals
from relations.ledger.exchanges import answered_by
from relations.ledger.reading import Ledger, Step
from relations.measures import NOUNS, number, words
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
    """How a side is called inside a sentence: "Czech side" -> "the Czech side"."""
    return f"the {label}" if label.lower().endswith(" side") else label


def total_words(total: Total) -> str:
    """ "23", "at least 23", "23 to 30"; what nobody states is not made a number."""
    if not total.steps:
        return "0"
    if not total.low and total.high is None:
        return "number not stated"
    return number({"count_min": total.low} | ({} if total.high is None else {"count_max": total.high}))


def several(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def sentences(ledger: Ledger, found: list[Line]) -> list[str]:
    """What can be quoted of each side: how many it expelled, how often that was answered, which caps it set.

    The state that they tell of stands in each: `ledger.at`.
    """
    state = f"State of {day_words(ledger)}." if ledger.at else ""
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
    return [f"{sentence} {state}".strip() for sentence in told]


def day_words(ledger: Ledger) -> str:
    """The day of the last act on the public record."""
    return dates.words(dates.parse(ledger.at.date().isoformat()), "en")


def expelled_sentence(side: str, steps: list[Step], total: Total) -> str:
    """ "Expelled by the Czech side since 2009, as published here: 23 diplomats, in 3 steps."""
    first, last = steps[0].span
    since = f" since {first.year}" if first.year == last.year else ""
    how_many = total_words(total)
    noun = "" if how_many == "number not stated" else f" {noun_of(steps, how_many)}"
    open_steps = f", {total.unstated} of them without a number" if total.unstated and total.low else ""
    return f"Expelled by {side}{since}, as published here: {how_many}{noun}, in {several(total.steps, 'step')}{open_steps}."


def noun_of(steps: Iterable[Step], how_many: str) -> str:
    """What the steps count, where all count the same; else people."""
    categories = {step.part.get("category") for step in steps}
    category = categories.pop() if len(categories) == 1 else None
    return NOUNS[Category(category or Category.PERSONS)][how_many != "1"]


def answered_sentence(side: str, steps: list[Step], ledger: Ledger) -> str:
    """How many of a side's expulsions an expulsion by the other side answers, as published responses say."""
    answered = answered_alike(steps, ledger)
    whole = several(len(steps), "expulsion")
    counted = f"{answered} {'is' if answered == 1 else 'are'}" if answered else "none is"
    return f"Of {whole} by {side}, {counted} answered by an expulsion, as published here."


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
    size = f"a {words(last.part).lower()}" if number(last.part) else "number not stated"
    when = dates.words(dates.parse(last.part.get("announced") or last.item["date"]["edtf"]), "en")
    which = "" if len(steps) == 1 else "the last: "
    return f"Staff caps set by {side}, as published here: {len(steps)}, {which}{size} ({when})."


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
        dates.words(dates.parse(step.item["date"]["edtf"]), "en"),
        number(step.part) or "not stated",
    )
