"""What the last run knew of each page, and whether it would be the same now: its queries, its links, its file.

Kept as JSON beside the copy. It holds no text of a record: queries, names of files, addresses and hashes alone.
"""

from collections.abc import Hashable, Iterable
from typing import Any, NamedTuple

from relations.static_copy.addresses import Address, read
from relations.static_copy.tracing import Rows, Trace


class Page(NamedTuple):
    """One address as it answered. `file`: "" where nothing of it is in the copy. `day`: set where it says today's date.

    `queries`: None where it has to be asked whenever the record moved on. `location`: where it leads, as a file.
    """

    file: str
    status: int
    location: str = ""
    links: tuple[str, ...] = ()
    day: str = ""
    queries: tuple[tuple[str, Any], ...] | None = None

    def addresses(self) -> list[Address]:
        """Where it leads on."""
        return [address for address in map(read, self.links) if address is not None]


class Known(NamedTuple):
    """One query of the last run and the hash of what it read."""

    sql: str
    params: Any
    rows: str


class Memory:
    """What the last finished run left; nothing of it counts when it was made by other code or for another origin."""

    def __init__(self, state: dict[str, Any], key: str) -> None:
        self.files: dict[str, list] = state.get("files", {})
        self.is_of_use = state.get("key") == key
        kept = state if self.is_of_use else {}
        self.stood = (kept.get("seq"), kept.get("epoch"))
        self.day = kept.get("day", "")
        self.queries = [Known(kept["statements"][number], *rest) for number, *rest in kept.get("queries", [])]
        names = kept.get("addresses", [])
        self.pages = {names[number]: self.page(names, *rest) for number, *rest in kept.get("pages", [])}
        self.then = {repr((each.sql, each.params)): each.rows for each in self.queries}

    def page(
        self, names: list[str], file: str, status: int, location: str, links: list, day: str, queries: list | None
    ) -> Page:
        asked = (
            None if queries is None else tuple((self.queries[each].sql, self.queries[each].params) for each in queries)
        )
        return Page(file, status, location, tuple(names[each] for each in links), day, asked)

    def still(self, address: Address, day: str, rows: Rows) -> Page | None:
        """The page of the last run, if it would be the same now."""
        page = self.pages.get(str(address))
        if page is None or page.queries is None or page.day not in ("", day):
            return None
        same = all(self.then[repr(asked)] == rows.hash_of(*asked) for asked in page.queries)
        return page if same else None


def asked_of(trace: Trace) -> tuple[tuple[str, Any], ...] | None:
    """The queries of an answer; None where one of them could not be asked again."""
    return tuple(trace.queries.values()) if trace.whole else None


class Numbers(dict):
    """Things in the order in which they were first named: thing -> its number."""

    def of(self, thing: Hashable) -> int:
        return self.setdefault(thing, len(self))


def state_of(pages: dict[str, Page], rows: Rows) -> dict[str, Any]:
    """What a run leaves of its pages, each address, statement and query once."""
    names, statements, numbers = Numbers(), Numbers(), Numbers()
    queries: list[list[Any]] = []

    def number(asked: tuple[str, Any]) -> int:
        found = numbers.of(repr(asked))
        if found == len(queries):
            queries.append([statements.of(asked[0]), asked[1], rows.hash_of(*asked)])
        return found

    def kept(address: str, page: Page) -> Iterable[Any]:
        asked = None if page.queries is None else [number(each) for each in page.queries]
        return [names.of(address), *page[:3], [names.of(each) for each in page.links], page.day, asked]

    found = [kept(address, page) for address, page in pages.items()]
    return {"pages": found, "addresses": list(names), "statements": list(statements), "queries": queries}
