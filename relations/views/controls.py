"""Ready HTML of the controls of the timeline's form and of its key to dates. Every text is escaped here.

A template takes a hundred times as long for the same elements, and these stand on every uncached page.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from django.template import loader
from django.utils.translation import gettext_lazy as _

from relations import cards

KEY = (
    ("2014-07-16", _("a known day")),
    ("2014-05-01/2014-07-09", _("it lasted this long")),
    ("2014-06", _("one day in this month")),
    ("2014-05~/2014-07~", _("about then; limits unsure")),
    ("2014", _("one day in this year")),
)


def options(found: Iterable[Any]) -> str:
    """`<option>` elements of `filtering.Option` values."""
    return "".join(
        f'<option value="{escape(each.value)}"{" selected" if each.chosen else ""}>{escape(str(each.label))}</option>'
        for each in found
    )


def option_groups(found: Iterable[tuple[str, Iterable[Any]]]) -> str:
    return "".join(f'<optgroup label="{escape(str(label))}">{options(group)}</optgroup>' for label, group in found)


def checkboxes(name: str, found: Iterable[Any]) -> str:
    """Labelled boxes with the count of each value."""
    return "\n".join(checkbox(name, each) for each in found)


def checkbox(name: str, each: Any) -> str:
    value, label = escape(each.value), escape(str(each.label))
    box = f'<input type="checkbox" name="{name}" value="{value}"{" checked" if each.chosen else ""}>'
    return f'<label class="opt">{box}{label} <span class="n">{each.count}</span></label>'


def key_to_dates() -> str:
    """How each kind of date is drawn; the same on every page of a language."""
    return "\n".join(
        f"<li>{strip}<span>{escape(str(words))}</span></li>"
        for strip, (_edtf, words) in zip(strips(), KEY, strict=True)
    )


@cache
def strips() -> list[str]:
    found = [cards.when({"edtf": edtf})["strip"] for edtf, _words in KEY]
    return [loader.render_to_string("relations/components/strip.html", {"strip": strip}) for strip in found]
