"""A plain-text document cut into the places that locators name: section, then paragraph, item or table row."""

import re
from collections import defaultdict
from functools import cache

from tests import services

HEADING = re.compile(r"(=+)\s*(.+?)\s*\1\s*\Z")
LOCATOR = re.compile(r"(?P<section>.+), (?P<unit>paragraph|item|table row)s? (?P<first>\d+)(?:–(?P<last>\d+))?\Z")
LEAD = "Lead"


@cache
def text(name: str) -> str:
    """A document of the seeds folder."""
    return (services.documents() / name).read_text(encoding="utf-8")


@cache
def places(name: str) -> dict[tuple[str, str], list[str]]:
    """(section, unit) -> its texts in order; a table without its heading row."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    section = LEAD
    for line in filter(None, map(str.strip, text(name).splitlines())):
        if heading := HEADING.match(line):
            section = LEAD if heading[1] == "=" else heading[2]
        elif line == "Infobox":
            section = line
        else:
            section = LEAD if section == "Infobox" and not line.startswith("-") else section
            found[section, unit_of(line)].append(line)
    return {key: lines[1:] if key[1] == "table row" else lines for key, lines in found.items()}


def unit_of(line: str) -> str:
    return {"|": "table row", "-": "item"}.get(line[0], "paragraph")


def cited(name: str, locator: str) -> list[str]:
    """The texts that a locator names; none where there is no such place."""
    parts = LOCATOR.match(locator)
    if not parts:
        return []
    lines = places(name).get((parts["section"], parts["unit"]), [])
    return lines[int(parts["first"]) - 1 : int(parts["last"] or parts["first"])]


def words(some_text: str) -> list[str]:
    return re.findall(r"\w+", some_text.casefold())


def runs(some_text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of `length` words."""
    found = words(some_text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}
