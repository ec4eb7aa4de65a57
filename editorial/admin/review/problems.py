"""The checklist on screen: each problem with a link to the field that solves it. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.http import urlencode

from editorial.admin.controls import control_of
from editorial.admin.review.screen import change_url
from editorial.forms.anchors import part_of
from editorial.models import Record
from relations.documents import Problem


class ListedProblem(NamedTuple):
    """One sentence, and the address of the field in the record's form."""

    message: str
    url: str


def listed(problems: Iterable[Problem], record: Record) -> list[ListedProblem]:
    return [ListedProblem(problem.message, address(problem.anchor, record)) for problem in problems]


def address(anchor: str, record: Record) -> str:
    """Of a field of the record at once; of a part through the page that finds its row in the form."""
    if "/" in anchor and part_of(anchor):
        return f"{reverse('admin:editorial_at', args=[record.pk])}?{urlencode({'anchor': anchor})}"
    control = control_of(anchor, record.type, lambda key, number: None)
    return change_url(record) + (f"#{control}" if control else "")
