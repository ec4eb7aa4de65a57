"""The query names of the API alone: which fields, in which language, with what beside them. They choose no rows, so a
cursor is not bound to them, and pages never learn them.

Which words a resource knows is decided where its answers are described; here stands only how they are asked for.
"""

from collections.abc import Iterable
from typing import Any

import django_filters

from relations import languages
from relations.filters import fields
from relations.filters.lookups import Control

COUNTS = [("none", "none"), ("exact", "exact")]


class Chosen(Control):
    """Words of a closed list: repeated, with commas between them, or both."""

    many = True
    separator = ","

    def __init__(self, words: Iterable[str], **kwargs: Any) -> None:
        super().__init__(fields.ChoiceField, choices=[(word, word) for word in words], **kwargs)


def shaped(
    names: type[django_filters.FilterSet],
    word: str,
    *,
    parts: Iterable[str],
    include: Iterable[str],
    facets: Iterable[str] = (),
) -> type[django_filters.FilterSet]:
    """The vocabulary `names` with the names of the API, as the resource `word` understands them.

    `facets` are what a list can be counted by; one record has none, and is not counted.
    """
    own: dict[str, Control] = {
        "fields": Chosen(parts, help_text="The fields of each item that are sent; id and type always are."),
        "include": Chosen(include, help_text="Records that the items name, sent once each in included."),
        "lang": Control(
            fields.ChoiceField,
            choices=list(languages.LANGUAGES.items()),
            help_text="The one language in which texts are sent; the original where there is no translation.",
        ),
    }
    if facets := tuple(facets):
        own["facets"] = Chosen(facets, help_text="By what the whole list is counted, whatever the page.")
        own["count"] = Control(
            fields.ChoiceField, choices=COUNTS, help_text="exact: page.count says how many items the whole list has."
        )
    return type(names)(f"{word.title()}Names", (names,), own)
