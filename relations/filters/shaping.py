"""The query names of the API alone: which fields, in which language, with what beside them. They choose no rows, so a
cursor is not bound to them, and pages never learn them.

Which words a resource knows is decided where its answers are described; here stands only how they are asked for.
"""

from collections import OrderedDict
from functools import cache

import django_filters

from relations import languages
from relations.filters import fields
from relations.filters.lookups import Control

COUNTS = [("none", "none"), ("exact", "exact")]


class Chosen(Control):
    """Words of a closed list: repeated, with commas between them, or both."""

    many = True
    separator = ","


@cache
def chosen(words: tuple[str, ...], help_text: str) -> Chosen:
    """One and the same for the same words, so that vocabularies can be compared."""
    return Chosen(fields.ChoiceField, choices=[(word, word) for word in words], help_text=help_text)


FIELDS_HELP = "Fields of each item that are sent; id and type always are. With commas between them, or repeated."
INCLUDE_HELP = (
    "What the items name: those records are sent too, once each, under included. who: the parties of participations,"
    " measures, attributions and responses; responses: the events that are answered."
)
FACETS_HELP = (
    "By what the whole list is counted, whatever the page; the counts are sent under facets. year: the one under which an"
    " entry is listed."
)
LANG = Control(
    fields.ChoiceField,
    choices=list(languages.LANGUAGES.items()),
    help_text="The one language in which texts are sent, the original where there is no translation; not of document.",
)
COUNT = Control(
    fields.ChoiceField,
    choices=COUNTS,
    help_text="exact: page.count says how many items the whole list has; none is the default.",
)


def shaped(
    names: type[django_filters.FilterSet],
    word: str,
    *,
    parts: tuple[str, ...],
    include: tuple[str, ...],
    facets: tuple[str, ...] = (),
) -> type[django_filters.FilterSet]:
    """The vocabulary `names` with the names of the API, as the resource `word` understands them, in one order everywhere.

    `facets` are what a list can be counted by; one record has none, and is not counted.
    """
    own: dict[str, Control] = {
        "fields": chosen(parts, FIELDS_HELP),
        "include": chosen(include, INCLUDE_HELP),
    }
    if facets:
        own |= {"facets": chosen(facets, FACETS_HELP), "count": COUNT}
    own["lang"] = LANG
    made = type(names)(f"{word.title()}Names", (names,), dict(own))  # which takes the filters out
    made.base_filters = OrderedDict((name, made.base_filters[name]) for name in (*names.base_filters, *own))
    return made
