"""JSON as indented text for people, with every address in it as a link. Escapes each piece; asks no database.

The one that calls says which ids are of records and where they answer: a word of six capitals is not taken for one.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.html import format_html, format_html_join

from relations.documents.fields import ID

# Characters of an address of this site, and of one outside. A template such as `/search/{?q}` is none,
# nor are dates with an open end: `/1991-12`, `/..`.
HERE = re.compile(r"/(?![/\d-]|\.\.)[\w.~!$&'()*+,;=:@%/?#\[\]-]*\Z", re.ASCII)
OUTSIDE = re.compile(r"https?://[^\s<>\"\\^`{|}]+\Z")
STEP = "  "
FEW = 10  # a longer list is folded: the first lines of each element then serve as its table of contents
NAMING = ("seq", "op", "type", "kind", "id", "name", "number")

Resolve = Callable[[str], str | None]


class Block(NamedTuple):
    """A piece of the text in order. `label` names the element of a long list that it holds; "" of what is no element."""

    label: str
    text: str


def ids_in(value: Any) -> set[str]:
    """Every text of the answer that could be the id of a record."""
    if isinstance(value, dict):
        return {key for key in value if ID.match(key)} | {each for part in value.values() for each in ids_in(part)}
    if isinstance(value, list):
        return {each for part in value for each in ids_in(part)}
    return {value} if isinstance(value, str) and ID.match(value) else set()


def blocks(answer: Any, resolve: Resolve) -> list[Block]:
    """The whole answer; a list of more than a few elements in as many blocks, between what stands before and after."""
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list) or len(data) <= FEW:
        return [Block("", joined(pieces(answer, resolve)))]
    names = list(answer)
    at = names.index("data")
    before = [*(part for name in names[:at] for part in member(answer, name, resolve)), f'{STEP}"data": [']
    after = [f"{STEP}]{',' if names[at + 1 :] else ''}\n"]
    after += [part for name in names[at + 1 :] for part in member(answer, name, resolve)]
    elements = [Block(label(n, each), element(each, resolve, n == len(data))) for n, each in enumerate(data, 1)]
    return [Block("", joined(["{\n", *before])), *elements, Block("", joined([*after, "}"]))]


def member(answer: dict[str, Any], name: str, resolve: Resolve) -> Iterator[str]:
    """One member of the outermost object with its line ends."""
    yield f"{STEP}{quoted(name)}: "
    yield from pieces(answer[name], resolve, 1)
    yield ",\n" if name != next(reversed(answer)) else "\n"


def element(value: Any, resolve: Resolve, last: bool) -> str:
    """One element of the list."""
    return joined([STEP * 2, *pieces(value, resolve, 2), "" if last else ","])


def label(number: int, value: Any) -> str:
    """What an element is called where it is folded: its place, its type or kind, its id, its title."""
    if not isinstance(value, dict):
        return str(number)
    title = value.get("title")
    title = title.get("en", "") if isinstance(title, dict) else title
    named = [str(value[name]) for name in NAMING if isinstance(value.get(name), str | int)]
    return f"{number}. {' · '.join([*named, *([title] if isinstance(title, str) else [])])}"


def joined(parts: Iterable[str]) -> str:
    """The pieces as one HTML text; what is not a link already is escaped here, all that stands between two links at once."""
    runs = groupby(parts, key=lambda part: hasattr(part, "__html__"))
    whole = (each for linked, run in runs for each in (run if linked else ["".join(run)]))
    return format_html_join("", "{}", ((part,) for part in whole))


def pieces(value: Any, resolve: Resolve, depth: int = 0) -> Iterator[str]:
    """The text of one value in pieces: plain, or a link."""
    if isinstance(value, dict) and value:
        yield from container("{}", [(key, value[key]) for key in value], resolve, depth)
    elif isinstance(value, list) and value:
        yield from container("[]", [(None, each) for each in value], resolve, depth)
    elif isinstance(value, str):
        yield from text(value, resolve)
    else:
        yield json.dumps(value)


def container(ends: str, members: list[tuple[str | None, Any]], resolve: Resolve, depth: int) -> Iterator[str]:
    """An object or a list that is not empty, one member a line."""
    inner = "\n" + STEP * (depth + 1)
    yield ends[0]
    for index, (key, value) in enumerate(members):
        yield f",{inner}" if index else inner
        if key is not None:
            yield from text(key, resolve)
            yield ": "
        yield from pieces(value, resolve, depth + 1)
    yield "\n" + STEP * depth + ends[1]


def text(value: str, resolve: Resolve) -> Iterator[str]:
    """A text in its quotes, linked where it is an address or an id."""
    target, rel = target_of(value, resolve)
    if target is None:
        yield quoted(value)
    else:
        yield format_html('"<a href="{}"{}>{}</a>"', target, rel, quoted(value)[1:-1])


def target_of(value: str, resolve: Resolve) -> tuple[str | None, str]:
    """Where a text leads, and how such a link is marked: what stands outside is told nothing of this site."""
    if OUTSIDE.match(value):
        return value, format_html(' rel="{}"', "nofollow noreferrer")
    return (resolve(value) if HERE.match(value) or ID.match(value) else None), ""


def quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
