"""The parameters of a resource as a plain HTML form: labels, help, chosen values. Answers nothing; a template shows it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import django_filters
from django.http import QueryDict

from relations.filters import fields, reading

# A cursor belongs to one list and its filters, so what is chosen anew here begins on the first page.
LEFT_OUT = ("cursor",)
MOST_LINES = 6


class Control(NamedTuple):
    """One parameter. `options`: (value, whether chosen), empty of an open one, whose `values` are what was given."""

    name: str
    help: str
    many: bool
    options: list[tuple[str, bool]]
    values: list[str]
    number: tuple[int, int] | None
    fault: str

    @property
    def lines(self) -> int:
        """How many options of a repeatable parameter are seen at once."""
        return min(len(self.options), MOST_LINES)


def controls(
    names: type[django_filters.FilterSet], given: QueryDict, faults: Iterable[dict[str, Any]] = ()
) -> list[Control]:
    """The form of one vocabulary, with what the address says and what was wrong with it."""
    wrong = {each.get("parameter"): each.get("detail", "") for each in faults}
    return [
        control(name, each, given.getlist(name), wrong.get(name, ""))
        for name, each in names.base_filters.items()
        if name not in LEFT_OUT
    ]


def control(name: str, each: Any, asked: list[str], fault: str) -> Control:
    closed = getattr(each.field, "values", [])
    written = reading.given(each, asked)
    return Control(
        name,
        str(each.field.help_text),
        each.many,
        [(value, value in written) for value in closed],
        [] if closed else [*written, *([""] if each.many or not written else [])],
        (1, fields.LARGEST_LIMIT) if isinstance(each.field, fields.LimitField) else None,
        fault,
    )


def without_format(given: QueryDict, **changes: list[str]) -> str:
    """The query of the answer itself; `changes` set a name anew, an empty list removes it."""
    kept = QueryDict(mutable=True)
    for name, values in given.lists():
        if name != "format":
            kept.setlist(name, changes.get(name, [value for value in values if value]))
    for name in changes.keys() - given.keys():
        kept.setlist(name, changes[name])
    return kept.urlencode(safe=":,/")


def mended(given: QueryDict, fault: dict[str, Any], known: Iterable[str]) -> tuple[str, str]:
    """(query, what it asks) that would do about one fault: the name or value that was meant, else without what was refused.

    Two empty texts where nothing can be said: a very long name is not told whole.
    """
    name, meant = fault["parameter"], fault.get("suggestion")
    values = given.getlist(name)
    if not values:
        return "", ""
    if meant and name not in known:
        return without_format(given, **{name: [], meant: [*given.getlist(meant), *values]}), f"Ask with {meant} instead"
    if meant and len(values) == 1:
        return without_format(given, **{name: [meant]}), f"Ask for {name}={meant}"
    return without_format(given, **{name: []}), f"Ask without {name}"
