"""One version of a record as a citation: BibTeX, RIS, CSL-JSON. Pure; every text is escaped for its format here.

What is cited is a version, because it never changes: its number, day, hash and permanent address.
"""

import datetime
from typing import Any, NamedTuple

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

    @property
    def key(self) -> str:
        return f"{self.public_id}-v{self.number}"

    @property
    def note(self) -> str:
        return f"Version {self.number}, content hash {self.content_hash}"


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
        ("TY", "ELEC"),
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
        "type": "webpage",
        "title": cited.title,
        "container-title": cited.site,
        "version": str(cited.number),
        "issued": date_parts(cited.published),
        "accessed": date_parts(cited.accessed),
        "language": "en",
        "URL": cited.url,
        "note": cited.note,
    }
    return transport_json([item | ({"collection-title": cited.within} if cited.within else {})])


def date_parts(day: datetime.date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}
