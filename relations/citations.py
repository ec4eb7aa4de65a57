"""One version of a record as a citation: BibTeX, RIS, CSL-JSON, and in words by ISO 690 and APA. Pure; every text is
escaped for its format here.

What is cited is a version, because it never changes: its number, day, hash and permanent address. The day of the version
is exact; when the thing itself happened may not be, and is said beside it as precisely as it is known.
"""

import datetime
from typing import Any, NamedTuple

from relations import dates
from relations.cards import transport_json

# What BibTeX or TeX would act on. Braces count for BibTeX even behind a backslash, so they become words.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)


DATASET = "dataset"  # `Cited.type` of the whole record; its number is that of the last act


class Cited(NamedTuple):
    """What a citation says. `within`: the dossier, "" where the record is the dossier or has none."""

    public_id: str
    number: int
    title: str
    site: str
    within: str
    published: datetime.date
    accessed: datetime.date
    content_hash: str
    url: str
    type: str = ""
    date: str = ""  # EDTF of what the record is about, where it has a date

    @property
    def key(self) -> str:
        return f"{self.public_id}-v{self.number}"

    @property
    def note(self) -> str:
        return f"Version {self.number}" + (f", content hash {self.content_hash}" if self.content_hash else "")


def one_line(text: str) -> str:
    """The text without line breaks: in RIS a new line starts a new field."""
    return " ".join(text.split())


def tex(text: str) -> str:
    return one_line(text).translate(TEX)


def bibtex(cited: Cited) -> str:
    """One `@misc` entry; the title keeps its capitals."""
    fields = {
        "title": f"{{{tex(cited.title)}}}",
        "howpublished": tex(f"{cited.site}: {cited.within}" if cited.within else cited.site),
        "year": str(cited.published.year),
        "month": str(cited.published.month),
        "day": str(cited.published.day),
        "note": tex(cited.note),
        "url": cited.url,
        "urldate": cited.accessed.isoformat(),
        "langid": "english",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{cited.key},", *lines, "}", ""])


def ris(cited: Cited) -> str:
    """One reference of type ELEC."""
    fields = [
        ("TY", "DATA" if cited.type == DATASET else "ELEC"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("T2", cited.site),
        *([("T3", cited.within)] if cited.within else []),
        ("ET", f"Version {cited.number}"),
        ("PY", str(cited.published.year)),
        ("DA", f"{cited.published:%Y/%m/%d}"),
        ("Y2", f"{cited.accessed:%Y/%m/%d}"),
        ("LA", "en"),
        ("UR", cited.url),
        ("N1", cited.note),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in fields)


def csl(cited: Cited) -> str:
    """A list of one CSL-JSON item."""
    item = {
        "id": cited.key,
        "type": "dataset" if cited.type == DATASET else "webpage",
        "title": cited.title,
        **({"author": [{"literal": cited.site}]} if cited.type == DATASET else {"container-title": cited.site}),
        "version": str(cited.number),
        "issued": date_parts(cited.published),
        "accessed": date_parts(cited.accessed),
        "language": "en",
        "URL": cited.url,
        "note": cited.note,
    }
    item |= {"collection-title": cited.within} if cited.within else {}
    return transport_json([item | own_date(cited)])


# CSL has a name for the date of an event and for that of the work that an item is about; of other things it has none.
DATE_NAMES = {"visit": "event-date", "incident": "event-date", "source": "original-date"}


def own_date(cited: Cited) -> dict[str, Any]:
    """When it happened, or when the source appeared: the days that it may be, and the exact EDTF text as `literal`."""
    name = DATE_NAMES.get(cited.type)
    if not (name and cited.date):
        return {}
    edtf = dates.parse(cited.date)
    shape = {"literal": edtf.text} | ({"circa": True} if edtf.approximate or edtf.uncertain else {})
    parts = [point_parts(point) for point in span_of(edtf)]
    return {name: shape | ({"date-parts": parts} if parts else {})}


def span_of(edtf: dates.EDTF) -> list[tuple[datetime.date, str]]:
    """One or two days with the unit that each is known to; none where an end is open, which CSL cannot say."""
    if edtf.earliest is None or edtf.latest is None:
        return []
    start, end = (point.unit if point else "day" for point in (edtf.start, edtf.end))
    first, last = (edtf.earliest, start), (edtf.latest, end)
    return [first] if point_parts(first) == point_parts(last) else [first, last]


def point_parts(point: tuple[datetime.date, str]) -> list[int]:
    """Year, month and day of a date as far as its unit says them."""
    day, unit = point
    known = {"year": 1, "decade": 1, "century": 1, "month": 2, "month-without-year": 2, "season": 2}.get(unit, 3)
    return [day.year, day.month, day.day][:known]


def iso690(cited: Cited) -> str:
    """One entry of a list of references by ISO 690, as plain text."""
    place = f"{cited.site}: {cited.within}" if cited.within else cited.site
    day = cited.published
    dated = f"{day.day} {day:%B} {day.year} [viewed {cited.accessed.isoformat()}]"
    found = sentences(cited.title, f"In: {place} [online]", f"Version {cited.number}", dated)
    return f"{found} Available from: {cited.url}\n"


def apa(cited: Cited) -> str:
    """One entry of a list of references in the style of APA (7th edition), as plain text."""
    day = cited.published
    within = f"In {cited.within}" if cited.within else ""
    accessed = f"{cited.accessed:%B} {cited.accessed.day}, {cited.accessed.year}"
    written = f"({day.year}, {day:%B} {day.day})"
    titled = f"{one_line(cited.title)} (Version {cited.number})" + (" [Data set]" if cited.type == DATASET else "")
    return f"{sentences(cited.site, written, titled, within)} Retrieved {accessed}, from {cited.url}\n"


def sentences(*parts: str) -> str:
    """The parts on one line, each closed by one mark; a title that closes itself keeps its own."""
    closed = [text if text.endswith((".", "?", "!", "…")) else f"{text}." for part in parts if (text := one_line(part))]
    return " ".join(closed)


def date_parts(day: datetime.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
