"""Ready HTML of parts that repeat a small element many times: bars, table rows, options. Every text is escaped here.

A template takes a hundred times as long for the same elements, and these stand on every uncached page.
"""

from collections.abc import Iterable
from functools import cache
from html import escape
from typing import Any

from django.template import loader

from relations import cards
from relations.overview import Band, Bin, Overview

KEY = (
    ("2014-07-16", "a known day"),
    ("2014-05-01/2014-07-09", "it lasted this long"),
    ("2014-06", "one day in this month"),
    ("2014-05~/2014-07~", "about then; limits unsure"),
    ("2014", "one day in this year"),
)


def entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def addresses(figure: Overview, path: str, rest: str) -> dict[int, str]:
    """First year of each bin -> the list narrowed to it, escaped; the query `rest` stays."""
    tail = escape(f"&{rest}") if rest else ""
    return {each.first: f"{path}?date_from={each.first:04d}&amp;date_to={each.last:04d}{tail}" for each in figure.bins}


def bars(figure: Overview, targets: dict[int, str]) -> str:
    """The shapes of the figure: the window, then per bin a link with its title, blocks and full-height hit area."""
    band = (
        f'<rect class="win" x="{figure.window[0]}%" width="{figure.window[1]}%" height="100%"/>'
        if figure.window
        else ""
    )
    return band + "".join(bar(each, targets[each.first]) for each in figure.bins)


def bar(each: Bin, target: str) -> str:
    dim = "" if each.chosen else " dim"
    blocks = "".join(
        f'<rect class="f-{block.group}{dim}" x="{each.bar_x}%" width="{each.bar_width}%" y="{block.y}%" height="{block.height}%"/>'
        for block in each.blocks
    )
    hit = f'<rect class="hit" x="{each.x}%" width="{each.width}%" height="100%"/>'
    return f'<a href="{target}" tabindex="-1"><title>{each.name}: {entries(each.count)}</title>{blocks}{hit}</a>'


def era_bands(bands: Iterable[Band]) -> str:
    """One link per era: a line as long as it lasted, and its name where there is room."""
    return "".join(era_band(each, at) for at, each in enumerate(bands))


def era_band(each: Band, at: int) -> str:
    label = escape(each.label)
    shapes = f'<rect class="era{" odd" if at % 2 else ""}" x="{each.x}%" width="{each.width}%" height="100%"/>'
    name = (
        f'<text x="{round(each.x + each.width / 2, 2)}%" y="13" text-anchor="middle">{label}</text>'
        if each.roomy
        else ""
    )
    return f'<a href="{escape(each.target)}" tabindex="-1"><title>{label}</title>{shapes}{name}</a>'


def table_rows(figure: Overview, targets: dict[int, str]) -> str:
    """The figure's numbers, one row per bin that has any."""
    groups = figure.groups
    return "\n".join(
        f'<tr><th scope="row"><a href="{targets[each.first]}">{each.name}</a></th>'
        + "".join(f"<td>{each.of(group)}</td>" for group in groups)
        + f"<td>{each.count}</td></tr>"
        for each in figure.filled
    )


def jumps(figure: Overview, targets: dict[int, str], here: set[str]) -> str:
    """A link per bin that has entries: to the year on this page where it stands on it, else to the narrowed list."""
    return "\n".join(
        f'<li><a href="{f"#y{each.name}" if each.name in here else targets[each.first]}">{each.name}</a>'
        f'<span class="n">{each.count}</span></li>'
        for each in figure.filled
    )


def options(found: Iterable[Any]) -> str:
    """`<option>` elements of `filtering.Option` values."""
    return "".join(
        f'<option value="{escape(each.value)}"{" selected" if each.chosen else ""}>{escape(str(each.label))}</option>'
        for each in found
    )


def option_groups(found: Iterable[tuple[str, Iterable[Any]]]) -> str:
    return "".join(f'<optgroup label="{escape(label)}">{options(group)}</optgroup>' for label, group in found)


def checkboxes(name: str, found: Iterable[Any]) -> str:
    """Labelled boxes with the count of each value."""
    return "\n".join(checkbox(name, each) for each in found)


def checkbox(name: str, each: Any) -> str:
    value, label = escape(each.value), escape(str(each.label))
    box = f'<input type="checkbox" name="{name}" value="{value}"{" checked" if each.chosen else ""}>'
    return f'<label class="opt">{box}{label} <span class="n">{each.count}</span></label>'


@cache
def key_to_dates() -> str:
    """How each kind of date is drawn; the same on every page."""
    drawn = [(cards.when({"edtf": edtf})["strip"], words) for edtf, words in KEY]
    strips = [
        (loader.render_to_string("relations/components/strip.html", {"strip": strip}), words) for strip, words in drawn
    ]
    return "\n".join(f"<li>{strip}<span>{escape(words)}</span></li>" for strip, words in strips)
