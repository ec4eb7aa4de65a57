"""What a date looks like to machines: the 12-month strip, <time datetime>, the API object. No words, no markup."""

from calendar import isleap
from datetime import date

from relations.dates.placing import Bound, filter_bounds
from relations.dates.values import EDTF

STRIP_WIDTH = 120.0
TICK_WIDTH = 3.5
NARROWEST = 4.0  # a shorter bar cannot be seen at 5.5rem


def strip(edtf: EDTF, bounds: tuple[date | None, date | None] | None = None) -> dict:
    """Geometry in the viewBox 0 0 120 10 of one year: {"kind", "x", "width", "before", "after"}.

    `bounds` as from `filter_bounds` or `bounds` (default: the value's own). The year is the first one shown: that of the
    first day, or of the known end where the start is open. Kinds: "day" a known day; "lasted" it went on, ends known at
    least roughly; "within" one day somewhere in here; "unsure" the limits themselves are (approximate, uncertain, season,
    unknown end, year not stated). `before`, `after`: it may reach beyond the year shown.
    """
    low, high = bounds or filter_bounds(edtf)
    low, high = low or edtf.earliest, high or edtf.latest
    # Where the start is open, (known end, known end) says no more than (None, known end).
    from_nowhere = edtf.earliest is None and low in (None, date.min, high)
    year = high.year if from_nowhere else low.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    before = from_nowhere
    after = high is None or high > last or (edtf.latest is None and high == date.max)
    shown_first, shown_last = first if before else low, last if after else high
    if edtf.start is edtf.end and edtf.precision.endswith("-without-year"):
        # Its month is what is known, so its month is drawn, in whichever year is shown.
        shown_last = min([shown_last, *(end for start, end in edtf.start.spans() if start.year == year)])
    x, width = _bar(shown_first, shown_last, edtf.precision == "day")
    return {"kind": _kind(edtf), "x": x, "width": width, "before": before, "after": after}


def html_datetime(edtf: EDTF) -> str | None:
    """The value for <time datetime>: a plain day, month or year; None for all that HTML cannot say."""
    return edtf.text if edtf.precision in ("day", "month", "year") and not edtf.qualified else None


def as_json(edtf: EDTF, not_before: Bound = None, not_after: Bound = None) -> dict:
    """The API's date object; `earliest` and `latest` (ISO, narrowed by context) are left out where unlimited."""
    earliest, latest = filter_bounds(edtf, not_before, not_after)
    shape = {"edtf": edtf.text}
    if edtf.earliest or earliest > date.min:
        shape["earliest"] = earliest.isoformat()
    if edtf.latest or latest < date.max:
        shape["latest"] = latest.isoformat()
    return shape | {
        "precision": edtf.precision,
        "approximate": edtf.approximate,
        "uncertain": edtf.uncertain,
        "lasted": edtf.lasted,
    }


def _kind(edtf: EDTF) -> str:
    points = [point for point in (edtf.start, edtf.end) if point]
    vague = any(point.unit == "season" or point.unit.endswith("-without-year") for point in points)
    if edtf.qualified or vague or edtf.unknown_start or edtf.unknown_end:
        return "unsure"
    if edtf.lasted:
        return "lasted"
    return "day" if edtf.precision == "day" else "within"


def _bar(first: date, last: date, is_day: bool) -> tuple[float, float]:
    """(x, width) from the first day's morning to the last day's evening; a day is a tick around its noon."""
    scale = STRIP_WIDTH / (366 if isleap(first.year) else 365)
    begin, end = (first.timetuple().tm_yday - 1) * scale, last.timetuple().tm_yday * scale
    width = TICK_WIDTH if is_day else max(end - begin, NARROWEST)
    x = (begin + end - width) / 2 if is_day or width == NARROWEST else begin
    x = round(min(max(x, 0.0), STRIP_WIDTH - width), 1)
    return x, round(min(width, STRIP_WIDTH - x), 1)
