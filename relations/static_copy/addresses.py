"""Which addresses are in a copy and as which file, from the address alone: every page agrees, whenever it was made.

A file server does not read what stands behind the question mark, so that each copied question has a file of its own.
Questions that nobody can count (search, filters joined at will, days of the past) need the site itself.
"""

import hashlib
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from relations import evidence
from relations.views.search import KNOWN as SEARCHED
from relations.vocabularies import MEDIA_TYPES

API = "/api/v1/"
STATIC = "/static/"
DUMPS = f"{API}dumps/"
OEMBED = "/embed/oembed/"
WELL_KNOWN = "/.well-known/"  # programs ask for these by name, so that no ending can be added
# What acts, answers for this moment only, or answers nothing without a question.
NOT_COPIED = re.compile(r"(/cs)?/(admin|report|livez|readyz|api/v1/search|api/v1/status)(/|\Z)")
# Ours end in a slash or in a file with an ending: a date such as `/1991-12` is none.
ADDRESS = re.compile(r"(/|/\.well-known/[a-z-]+|/[^\s?#{}\\]*(/|\.[a-z0-9]{1,10}))(\?[^\s{}]*)?(#\S*)?")
PAGING = {"cursor", "after", "block"}
# One of these alone: the whole list in another shape.
SHAPES = {"format", "view", "print", "sort", "merged", "url", "chart"}
JOINED = {"ics": "format"}
# One of these alone: a narrower list that pages link to by themselves.
RANGE = {"date_from", "date_to", "date_match"}
BETWEEN = {"from", "to"}  # two versions of one record
QUESTIONS = {"who", "place", "source", "topic", "group", "case", "kind"}
PLAIN = re.compile(r"[a-z0-9][a-z0-9.-]{0,40}|[0-9A-Z]{6}")
ENDINGS = {"atom": "xml", "jsonfeed": "json", "bibtex": "bib", "csl": "json", "link": "txt", "timelinejs": "json"}
PLAIN_ENDING = re.compile(r"[a-z0-9]{1,10}")
LONGEST_PART = 120


class Address(NamedTuple):
    """An address of this site, its question in one order."""

    path: str
    query: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    @property
    def names(self) -> set[str]:
        return {name for name, _ in self.query}

    def value(self, name: str) -> str:
        return dict(self.query).get(name, "")

    def asking(self, **values: str) -> "Address":
        """The same address with more asked of it."""
        return Address(self.path, tuple(sorted([*self.query, *values.items()])))


def read(text: str) -> Address | None:
    """The address in a text that begins with a slash; None when it is none of a page of ours."""
    if not ADDRESS.fullmatch(text):
        return None
    parts = urlsplit(text)
    path = unquote(parts.path)
    if not path.isprintable() or any(len(part) > LONGEST_PART or part in ("..", ".") for part in path.split("/")):
        return None
    return Address(path, tuple(sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[1])))


def is_copied(address: Address) -> bool:
    """Whether a file of the copy answers for this address."""
    names = address.names
    if NOT_COPIED.match(address.path) or len(names) < len(address.query):
        return False
    if address.path.startswith(OEMBED):
        return names == {"url"}
    if not address.path.endswith("/"):
        return names <= {"block"}  # of a sitemap
    if address.path.endswith("/compare/"):
        return names <= BETWEEN
    if address.path.endswith("/search/"):
        return not names & set(SEARCHED)
    asked = {JOINED.get(name, name) for name in names - PAGING}
    if asked <= SHAPES:
        return len(asked) <= 1
    return is_counted(address, asked)


def is_counted(address: Address, asked: set[str]) -> bool:
    """Whether it is one question of those that can be counted: one name, or one whole range such as a year."""
    if address.path.startswith(API):
        return False
    if asked <= RANGE:
        return "date_from" in asked and address.value("date_from") == address.value("date_to")
    return len(asked) == 1 and asked <= QUESTIONS


def file_of(address: Address) -> str:
    """The file that answers for an address, relative to the folder of the copy."""
    if address.path.startswith(WELL_KNOWN):
        return address.path.removeprefix("/")
    folder, _, last = address.path.rpartition("/")
    name, _, ending = last.rpartition(".") if "." in last else (last or "index", "", "html")
    if not last:
        ending = ending_of(address)
    if asked := "_".join(words(address, ending)):
        name = asked if name == "index" else f"{name}-{asked}"
    return f"{folder}/{name}.{ending}".removeprefix("/")


def ending_of(address: Address) -> str:
    """The ending of a file, by which a plain server knows its type."""
    wanted = address.value("format")
    if PLAIN_ENDING.fullmatch(wanted):
        return ENDINGS.get(wanted, wanted)
    if address.path.startswith(("/evidence/", "/cs/evidence/")):
        row = evidence.public_file(address.path.rstrip("/").rpartition("/")[2])
        return MEDIA_TYPES[row.media_type] if row else "html"
    return "json" if address.path.startswith((API, OEMBED, f"/cs{OEMBED}")) else "html"


def words(address: Address, ending: str) -> Iterator[str]:
    """The question as a part of a file name. No two differ by capital letters alone: not every disk tells them apart."""
    for name, value in address.query:
        if (name, value, ending) != ("format", "html", "html"):
            yield f"{name}-{value if PLAIN.fullmatch(value) else hashlib.sha256(value.encode()).hexdigest()[:16]}"


def address_of(file: str) -> str:
    """The address at which any server hands out a file of the copy."""
    folder, _, name = file.rpartition("/")
    return quote(f"/{folder}/" if folder else "/") + ("" if name == "index.html" else quote(name))
