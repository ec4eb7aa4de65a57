"""Czech phrases for dates, in the cases their prepositions take. Read by `wording` alone; same names as `english`."""

from relations.dates.typography import NBSP, dashed
from relations.dates.values import Point

# Nominative (srpen), genitive (16. srpna, od srpna), locative (v srpnu).
MONTHS = {
    "nom": ("leden", "únor", "březen", "duben", "květen", "červen", "červenec", "srpen", "září", "říjen", "listopad",
            "prosinec"),
    "gen": ("ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu",
            "prosince"),
    "loc": ("lednu", "únoru", "březnu", "dubnu", "květnu", "červnu", "červenci", "srpnu", "září", "říjnu", "listopadu",
            "prosinci"),
}  # fmt: skip
WEEKDAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
SEASONS = {
    "nom": {21: "jaro", 22: "léto", 23: "podzim", 24: "zima"},
    "gen": {21: "jara", 22: "léta", 23: "podzimu", 24: "zimy"},
    "loc": {21: "na jaře", 22: f"v{NBSP}létě", 23: "na podzim", 24: f"v{NBSP}zimě"},
}
YEAR = {"nom": "", "gen": f"roku{NBSP}", "loc": f"v{NBSP}roce{NBSP}"}
YEARS_OF = {"nom": "léta", "gen": "let", "loc": "letech"}
NUMBERS = ("jeden", "dva", "tři", "čtyři", "pět", "šest", "sedm", "osm", "devět", "deset", "jedenáct", "dvanáct")

UNCERTAIN = "(nejisté)"
KNOWN = {
    "day": "",
    "month": "znám měsíc, den ne",
    "season": "známo roční období, den ne",
    "year": "znám jen rok",
    "decade": "známo jen desetiletí",
    "century": "známo jen století",
    "day-without-year": "znám den a měsíc, rok ne",
    "month-without-year": "znám měsíc, den a rok ne",
    "between": "jeden den v tomto rozmezí, není známo který",
    "on-or-before": "den není znám, jen nejzazší možný",
    "on-or-after": "den není znám, jen nejdřívější možný",
}
# With the ending its adjectives take.
UNITS = {
    "day": ("den", "ý"),
    "month": ("měsíc", "ý"),
    "season": ("roční období", "é"),
    "year": ("rok", "ý"),
    "decade": ("desetiletí", "é"),
    "century": ("století", "é"),
    "day-without-year": ("den a měsíc", "ý"),
    "month-without-year": ("měsíc", "ý"),
}
ENDS = {
    "open_start": "trvalo to, začátek otevřený",
    "open_end": "trvalo to, konec otevřený",
    "unknown_start": "trvalo to, začátek není znám",
    "unknown_end": "trvalo to, konec není znám",
}
LASTED_UNSURE = "trvalo to, meze nejsou jisté"
LASTED_ROUGHLY = {
    (False, False): "trvalo to, první ani poslední den není znám",
    (True, False): "trvalo to, poslední den není znám",
    (False, True): "trvalo to, první den není znám",
}


def pieces(point: Point) -> list[str]:
    """Smallest part first, for a day, a month or a year."""
    day = [f"{point.day}."] if point.day else []
    month = [MONTHS["gen" if point.day else "nom"][point.month - 1]] if point.month else []
    return [*day, *month, str(point.first_year)]


def name(point: Point, case: str = "nom") -> str:
    """The name in a case: "nom" srpen 1968, "gen" srpna 1968, "loc" with its preposition, v srpnu 1968."""
    if point.unit == "year":
        return f"{YEAR[case]}{point.first_year}"
    if point.unit == "season":
        return f"{SEASONS[case][point.season]}{NBSP}{_season_years(point)}"
    if point.unit in ("decade", "century"):
        return _decade_or_century(point, case)
    shown = f"{point.day}.{NBSP}{MONTHS['gen'][point.month - 1]}" if point.day else _month(point.month, case)
    if point.unit.endswith("-without-year"):
        return f"{shown}, rok neuveden ({point.first_year}–{point.last_year})"
    return f"{shown}{NBSP}{point.first_year}"


def standing(point: Point) -> str:
    return f"kolem {name(point, 'gen')}" if point.approximate else name(point)


def not_after(point: Point) -> str:
    return f"nejpozději {_when(point)}"


def not_before(point: Point) -> str:
    return f"nejdříve {_when(point)}"


def between(start: Point, end: Point, pair: tuple[str, str] | None) -> str:
    if pair:
        return f"jeden den v{NBSP}rozmezí {dashed(*pair)}"
    return f"jeden den v{NBSP}době {since_part(start)} {until_part(end)}"


def since(point: Point, *, known: bool) -> str:
    """`known`: the end is known to be open; else nothing is known of it."""
    return since_part(point) if known else f"{since_part(point)}, konec není znám"


def until(point: Point, *, known: bool) -> str:
    return until_part(point) if known else f"{until_part(point)}, začátek není znám"


def since_part(point: Point) -> str:
    return f"{'asi ' if point.approximate else ''}od {name(point, 'gen')}"


def until_part(point: Point) -> str:
    return f"{'asi ' if point.approximate else ''}do {name(point, 'gen')}"


def part_of(point: Point) -> str:
    """It lasted, and began and ended within one unit."""
    return name(point) if point.unit == "day" else f"po část {name(point, 'gen')}"


def doubtful(unit: str, *, approximate: bool, uncertain: bool) -> str:
    noun, ending = UNITS[unit]
    doubts = [stem + ending for stem, holds in (("přibližn", approximate), ("nejist", uncertain)) if holds]
    return f"{noun} {' a '.join(doubts)}"


def lasted_days(days: int) -> str:
    number = NUMBERS[days - 1] if days <= len(NUMBERS) else str(days)
    return f"trvalo to {number} {'den' if days == 1 else 'dny' if days < 5 else 'dní'}"


def _when(point: Point) -> str:
    return f"kolem {name(point, 'gen')}" if point.approximate else name(point, "loc")


def _month(month: int, case: str) -> str:
    preposition = f"v{NBSP}" if case == "loc" else ""
    return preposition + MONTHS[case][month - 1]


def _season_years(point: Point) -> str:
    return f"{point.first_year}–{point.first_year + 1}" if point.season == 24 else str(point.first_year)


def _decade_or_century(point: Point, case: str) -> str:
    first, last = point.first_year, point.last_year
    at = f"v{NBSP}" if case == "loc" else ""
    if point.unit == "century":
        return f"{at}{last // 100 + 1}.{NBSP}století ({first}–{last})"
    if first < 100 or not first % 100:
        # Czech counts decades by their tens, and this one has none.
        return f"{at}desetiletí {first}–{last}"
    return f"{at}{first % 100}.{NBSP}{YEARS_OF[case]}{NBSP}{first // 100 + 1}.{NBSP}století"
