"""What was not accepted of a query string, each as one sentence that stands alone: for the page in its language, for the API
in English.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from relations.dates.refusals import shown
from relations.filters.fields import Refusal, nearest

MOST_VALUES = 20
MOST_FAULTS = 20


class Fault(NamedTuple):
    """One value or name that was not accepted; `detail` is one sentence that stands alone."""

    code: str
    parameter: str
    detail: str
    suggestion: str | None = None


def unknown_names(params: QueryDict, known: list[str], other: tuple[str, ...]) -> Iterator[Fault]:
    """A fault for each name that the list does not understand, with the one most likely meant."""
    strange = [name for name in params if name not in known and name not in other]
    for name in strange[:MOST_FAULTS]:
        meant = nearest(name, known)
        yield Fault("unknown-parameter", name[:60], unknown(name, meant, known), meant)


def unknown(name: str, meant: str | None, known: list[str]) -> str:
    """The sentence for a name that is none."""
    if meant:
        told = _("{name} is not a parameter of this list; did you mean {meant}?")
        return told.format(name=shown(name), meant=meant)
    if not known:
        return _("{name} is not a parameter of this list; it knows none.").format(name=shown(name))
    told = _("{name} is not a parameter of this list; it knows {known}.")
    return told.format(name=shown(name), known=", ".join(known))


def accepted(filter_: Any, name: str, given: list[str]) -> tuple[tuple[str, ...], list[Fault]]:
    """Normal forms of the values of one name, sorted, and the faults of the others."""
    if not filter_.many and len(given) > 1:
        told = _("{name} takes one value and was given {count}; keep one of them.")
        return (), [Fault("repeated-parameter", name, told.format(name=name, count=len(given)))]
    if len(given) > MOST_VALUES:
        told = _("{name} takes at most {most} values and was given {count}; leave some out.")
        detail = told.format(name=name, most=MOST_VALUES, count=len(given))
        return (), [Fault("invalid-parameter", name, detail)]
    values, faults = set(), []
    for text in given:
        try:
            values.add(filter_.field.clean(text))
        except Refusal as refusal:
            faults.append(Fault(filter_.field.code, name, f"{name}: {refusal.sentence}", refusal.suggestion))
    return tuple(sorted(values)), faults


def misnamed_format(given: list[str], known: tuple[str, ...]) -> list[Fault]:
    """The fault of a `format` that is given twice or that an answer does not have."""
    given = [value for value in given if value.strip()]
    if len(given) > 1:
        told = _("{name} takes one value and was given {count}; keep one of them.")
        return [Fault("repeated-parameter", "format", told.format(name="format", count=len(given)))]
    if given and not known:
        return [Fault("unknown-parameter", "format", unknown("format", None, []))]
    if given and given[0] not in known:
        told = _("{value} is not one of {known}.")
        detail = "format: " + told.format(value=shown(given[0]), known=", ".join(known))
        return [Fault("invalid-parameter", "format", detail, nearest(given[0], list(known)))]
    return []
