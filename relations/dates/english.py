"""English phrases for dates. Read by `wording` alone; `czech` has the same names."""

from relations.dates.typography import NBSP
from relations.dates.values import Point

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

UNCERTAIN = "(uncertain)"
KNOWN = {
    "day": "",
    "month": "month known, day not",
    "season": "season known, day not",
    "year": "year known only",
    "decade": "decade known only",
    "century": "century known only",
    "day-without-year": "day and month known, year not",
    "month-without-year": "month known, day and year not",
    "between": "one day in this span, not known which",
    "on-or-before": "day not known, only the latest possible",
    "on-or-after": "day not known, only the earliest possible",
}
UNITS = {
    "day": "day",
    "month": "month",
    "season": "season",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "day-without-year": "day and month",
    "month-without-year": "month",
}
ENDS = {
    "open_start": "it lasted, start open",
    "open_end": "it lasted, end open",
    "unknown_start": "it lasted, start not known",
    "unknown_end": "it lasted, end not known",
}
LASTED_UNSURE = "it lasted, its limits are not sure"
# By (first day known, last day known).
LASTED_ROUGHLY = {
    (False, False): "it lasted, first and last day not known",
    (True, False): "it lasted, last day not known",
    (False, True): "it lasted, first day not known",
}


def pieces(point: Point) -> list[str]:
    """Smallest part first, for a day, a month or a year."""
    day = [str(point.day)] if point.day else []
    month = [MONTHS[point.month - 1]] if point.month else []
    return [*day, *month, str(point.first_year)]


def name(point: Point) -> str:
    first, last = point.first_year, point.last_year
    if point.unit == "season":
        years = f"{first}–{first + 1}" if point.season == 24 else str(first)
        return f"{SEASONS[point.season]}{NBSP}{years}"
    if point.unit == "decade":
        # "the 2000s" could be the century.
        return f"the{NBSP}{first}s" if first >= 100 and first % 100 else f"the decade {first}–{last}"
    if point.unit == "century":
        return f"the {_ordinal(last // 100 + 1)}{NBSP}century ({first}–{last})"
    if point.unit.endswith("-without-year"):
        return f"{NBSP.join(pieces(point)[:-1])}, year not stated ({_years(point)})"
    return NBSP.join(pieces(point))


def standing(point: Point) -> str:
    """The name on its own, or after a preposition."""
    return f"around {name(point)}" if point.approximate else name(point)


def not_after(point: Point) -> str:
    return f"{_preposition(point)} or before {standing(point)}"


def not_before(point: Point) -> str:
    return f"{_preposition(point)} or after {standing(point)}"


def between(start: Point, end: Point, pair: tuple[str, str] | None) -> str:
    left, right = pair or (standing(start), standing(end))
    return f"one day between {left} and {right}"


def since(point: Point, *, known: bool) -> str:
    """`known`: the end is known to be open; else nothing is known of it."""
    return f"from {standing(point)} on" if known else f"from {standing(point)}, end not known"


def until(point: Point, *, known: bool) -> str:
    return f"until {standing(point)}" if known else f"until {standing(point)}, start not known"


def since_part(point: Point) -> str:
    return f"from {standing(point)}"


def until_part(point: Point) -> str:
    return f"to {standing(point)}"


def part_of(point: Point) -> str:
    """It lasted, and began and ended within one unit."""
    return name(point) if point.unit == "day" else f"part of {name(point)}"


def doubtful(unit: str, *, approximate: bool, uncertain: bool) -> str:
    doubts = [word for word, holds in (("approximate", approximate), ("uncertain", uncertain)) if holds]
    return f"{UNITS[unit]} {' and '.join(doubts)}"


def lasted_days(days: int) -> str:
    number = NUMBERS[days - 1] if days <= len(NUMBERS) else str(days)
    return f"it lasted {number} {'day' if days == 1 else 'days'}"


def _preposition(point: Point) -> str:
    return "on" if point.day else "in"


def _years(point: Point) -> str:
    first, last = point.first_year, point.last_year
    return f"{first}s" if last - first < 10 and first >= 100 and first % 100 else f"{first}–{last}"


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"
