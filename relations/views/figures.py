"""Ready HTML of the overview figure: bars, axis, eras, table rows, links to years. Every text is escaped here.

A template takes a hundred times as long for the same elements, and these stand on every uncached page. Numbers of the
geometry are written by Python, so they are the same in every language.
"""

from collections.abc import Iterable
from html import escape

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations import bins, dates, languages
from relations.axis import Label
from relations.overview import Band, Bin, Block, Overview, Run
from relations.vocabularies import Group

Targets = dict[tuple[str, str], str]

PATTERNS = "".join(
    f'<pattern id="u-{group}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<path class="w-{group}" d="M0 0h5v5H0z"/><path class="h-{group}" d="M1 0v5"/></pattern>'
    for group in Group.values
)


def entries(count: int) -> str:
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


def addresses(figure: Overview, path: str, rest: str) -> Targets:
    """The range of each bin -> the list narrowed to it, escaped; the query `rest` stays."""
    tail = escape(f"&{rest}") if rest else ""
    return {each.query: f"{path}?date_from={each.query[0]}&amp;date_to={each.query[1]}{tail}" for each in figure.bins}


def name(each: Bin) -> str:
    """The time of a bin in words."""
    first, last = each.query
    if each.unit in bins.YEARS:
        return str(int(first)) if first == last else f"{int(first)}–{int(last)}"
    return spelt(first, last)


def spelt(first: str, last: str) -> str:
    """A range of EDTF in words."""
    return dates.words(dates.parse(first if first == last else f"{first}/{last}"), languages.current())


# --- Shapes ---------------------------------------------------------------------------------------


def bars(figure: Overview, targets: Targets) -> str:
    """The shapes of the figure: the window, then per bin a link with its title, blocks and full-height hit area."""
    patterns = f"<defs>{PATTERNS}</defs>" if figure.has_unsure else ""
    return (
        patterns
        + band(figure, "win")
        + "".join(bar(each, targets[each.query]) for each in figure.bins)
        + band(figure, "edge")
    )


def band(figure: Overview, look: str) -> str:
    """The selection: a band behind the bars, and its edge in front of them, for a bar may be wider than it."""
    if figure.window is None:
        return ""
    return f'<rect class="{look}" x="{figure.window[0]}%" width="{figure.window[1]}%" height="100%"/>'


def bar(each: Bin, target: str) -> str:
    blocks = "".join(block(each, part) for part in each.blocks)
    hit = f'<rect class="hit" x="{each.x}%" width="{each.width}%" height="100%"/>'
    return f'<a href="{target}" tabindex="-1"><title>{escape(told(each))}</title>{blocks}{hit}</a>'


def block(each: Bin, part: Block) -> str:
    dim = " dim" if part.dim else ""
    look = f'class="u{dim}" fill="url(#u-{part.group})"' if part.unsure else f'class="f-{part.group}{dim}"'
    return f'<rect {look} x="{each.bar_x}%" width="{each.bar_width}%" y="{part.y}%" height="{part.height}%"/>'


def told(each: Bin) -> str:
    """What a bin holds: entries that are known to lie in it, and how many more may."""
    values = {"period": name(each), "entries": entries(each.known), "count": each.unsure}
    if not each.unsure:
        return _("%(period)s: %(entries)s") % values
    return ngettext("%(period)s: %(entries)s, %(count)s more may belong here",
                    "%(period)s: %(entries)s, %(count)s more may belong here", each.unsure) % values  # fmt: skip


def runs(found: Iterable[Run]) -> str:
    """The lines of what lasted."""
    return "".join(
        f'<rect class="f-{each.group}{" dim" if each.dim else ""}" x="{each.x}%" width="{each.width}%" y="{each.y}%" height="14%"/>'
        for each in found
    )


def axis(found: Iterable[Label]) -> str:
    """The dates under the bars."""
    return "".join(
        f'<text class="{"minor" if each.minor else "major"}" x="{each.x}%" y="13" text-anchor="{each.anchor}">'
        f"{escape(worded(each.edtf))}</text>"
        for each in found
    )


def worded(edtf: str) -> str:
    return str(int(edtf)) if len(edtf) == 4 else spelt(edtf, edtf)


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


# --- The same in words ----------------------------------------------------------------------------


def table_rows(figure: Overview, targets: Targets) -> str:
    """The figure's numbers, one row per bin that has any."""
    groups = figure.groups
    return "\n".join(
        f'<tr><th scope="row"><a href="{targets[each.query]}">{escape(name(each))}</a></th>'
        + "".join(f"<td>{each.counts.get(group, 0)}</td>" for group in groups)
        + f"<td>{each.known}</td>{f'<td>{escape(shares(each))}</td>' if figure.has_unsure else ''}</tr>"
        for each in figure.filled
    )


def shares(each: Bin) -> str:
    """The shares of imprecise entries in a bin, and of how many: “0.75 of 3”."""
    if not each.unsure:
        return "0"
    rounded = round(each.share, 2)
    share = number_format(int(rounded) if rounded.is_integer() else rounded, use_l10n=True)
    return _("%(share)s of %(count)s") % {"share": share, "count": each.unsure}


def jumps(figure: Overview, targets: Targets, here: set[str]) -> str:
    """A link per bin that has entries: to the year on this page where it stands on it, else to the narrowed list."""
    return "\n".join(
        f'<li><a href="{f"#y{name(each)}" if name(each) in here else targets[each.query]}">{escape(name(each))}</a>'
        f'<span class="n">{each.known}</span></li>'
        for each in figure.filled
        if each.known
    )
