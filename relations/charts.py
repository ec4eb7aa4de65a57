"""Charts as files of their own: one SVG per drawing that says its title, its finding, its source and its licence by itself.

Pure: drawings and ready words in, text out. Shapes are joined into a few paths and colours are attributes, so that a file
stays under `MOST_BYTES`, needs no style sheet and looks the same wherever somebody puts it.
"""

from collections.abc import Iterable, Iterator
from html import escape
from textwrap import wrap
from typing import NamedTuple

from django.utils.translation import gettext as _

from relations import languages, series
from relations.ledger import Bar

MOST_BYTES = 6144
MOST_ROWS = 16
WIDTH, MARGIN, PLOT = 720, 24, 180
INK, MUTED, EDGE, SUNK, PAPER = "#1d1c1a", "#5c5850", "#8a8478", "#e8e3d9", "#fff"
STATEMENT, MEASURE = "#625a9c", "#9c4f00"
TITLE, BODY, SMALL = 19, 14, 12
LETTER = 0.54  # width of a letter, in parts of its height
LONGEST_TITLE, LONGEST_FINDING, LONGEST_LINE, MOST_NOTES = 160, 320, 240, 5


class Caption(NamedTuple):
    """What a chart says in words: `finding` under the title, `notes` under the drawing."""

    title: str
    finding: str
    notes: list[str]


class Text(NamedTuple):
    """One line of text at a place of the drawing."""

    x: float
    y: float
    words: str
    anchor: str = "start"
    fill: str = INK

    @property
    def markup(self) -> str:
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        fill = "" if self.fill == INK else f' fill="{self.fill}"'
        return f'<text x="{short(self.x)}" y="{short(self.y)}"{anchor}{fill}>{escape(self.words)}</text>'


def short(number: float) -> str:
    """A coordinate in few characters, with a decimal point in every language."""
    return f"{number:.1f}".removesuffix(".0")


def lines(text: str, size: int, longest: int, width: int = WIDTH - 2 * MARGIN) -> list[str]:
    """A text broken into lines of the drawing's width; one that is far too long is cut, and says so."""
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return wrap(cut, int(width / (size * LETTER)))


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as a piece of a path."""
    return f"M{short(x)} {short(y)}h{short(width)}v{short(height)}h{short(-width)}z"


def shapes(pieces: Iterable[str], attributes: str) -> str:
    path = "".join(pieces)
    return f'<path d="{path}" {attributes}/>' if path else ""


def block(found: Iterable[str], y: float, size: int, *, weight: str = "", fill: str = INK) -> str:
    """Lines of one kind below each other from `y` down."""
    texts = "".join(Text(MARGIN, y + (at + 1) * size * 1.35, line).markup for at, line in enumerate(found))
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<g font-size="{size}" fill="{fill}"{bold}>{texts}</g>'


def document(caption: Caption, body: str, height: float) -> str:
    """The whole file: caption above and below a drawing of this height, whose own zero is at the top left of its plot."""
    head, finding = lines(caption.title, TITLE, LONGEST_TITLE), lines(caption.finding, BODY, LONGEST_FINDING)
    notes = [line for note in caption.notes[:MOST_NOTES] for line in lines(note, SMALL, LONGEST_LINE)]
    under_title = MARGIN / 2 + len(head) * TITLE * 1.35
    top = under_title + len(finding) * BODY * 1.35 + 2 * MARGIN
    whole = top + height + MARGIN / 2 + len(notes) * SMALL * 1.35 + MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {short(whole)}" lang="{languages.current()}" '
        f'role="img" aria-labelledby="t d" font-family="system-ui,sans-serif" font-size="{SMALL}" fill="{INK}">'
        f'<title id="t">{escape(caption.title)}</title><desc id="d">{escape(" ".join(finding))}</desc>'
        f'<path d="M0 0h{WIDTH}v{short(whole)}H0z" fill="{PAPER}"/>'
        + block(head, MARGIN / 2, TITLE, weight="700")
        + block(finding, under_title, BODY)
        + f'<g transform="translate({MARGIN} {short(top)})">{body}</g>'
        + block(notes, top + height + MARGIN / 2, SMALL, fill=MUTED)
        + "</svg>\n"
    )


# --- A series -------------------------------------------------------------------------------------


def of_series(drawing: series.Drawing, caption: Caption) -> str:
    """The drawing of a series."""
    if drawing.kind == series.TIME:
        return document(caption, "".join(along_time(drawing)), PLOT + 1.5 * SMALL)
    return document(caption, "".join(by_label(drawing)), len(drawing.bars) * 2 * SMALL)


def along_time(drawing: series.Drawing) -> Iterator[str]:
    """Bars on a line of time; a time without value is a grey field and says so."""
    x, y = (WIDTH - 2 * MARGIN) / 100, PLOT / 100
    yield shapes((box(gap.x * x, 0, gap.width * x, PLOT) for gap in drawing.gaps), f'fill="{SUNK}"')
    yield from bars(
        [(bar, box(bar.x * x, bar.y * y, bar.width * x, bar.height * y)) for bar in drawing.bars], STATEMENT
    )
    zero = short(drawing.zero * y)
    yield f'<path d="M0 {zero}H{WIDTH - 2 * MARGIN}" stroke="{INK}"/>'
    for gap in drawing.gaps:
        if gap.roomy:
            yield Text(gap.middle * x, PLOT / 2, _("no value"), "middle", MUTED).markup
    if drawing.is_numbered:
        yield from (Text(bar.at * x, bar.y * y - 5, bar.number, bar.anchor).markup for bar in drawing.bars)
    for bar in drawing.named:
        yield Text(bar.at * x, PLOT + SMALL * 1.4, bar.name, bar.anchor, MUTED).markup


def by_label(drawing: series.Drawing) -> Iterator[str]:
    """One bar per label, its name before it and its number after it."""
    row, left, right = 2 * SMALL, 200, 70
    x = (WIDTH - 2 * MARGIN - left - right) / 100
    placed = [(bar, box(left + bar.x * x, at * row + 3, bar.width * x, row - 6)) for at, bar in enumerate(drawing.bars)]
    yield from bars(placed, STATEMENT)
    for at, bar in enumerate(drawing.bars):
        name = (lines(bar.name, SMALL, 90, left) or [""])[0]
        yield Text(0, at * row + SMALL * 1.35, name).markup
        yield Text(WIDTH - 2 * MARGIN, at * row + SMALL * 1.35, bar.number, "end").markup
    zero = short(left + drawing.zero * x)
    yield f'<path d="M{zero} 0V{len(drawing.bars) * row}" stroke="{INK}"/>'


def bars(placed: list[tuple[series.Bar, str]], colour: str) -> Iterator[str]:
    """Exact values are filled, others are outlined."""
    yield shapes((piece for bar, piece in placed if not bar.unsure), f'fill="{colour}"')
    outline = f'fill="{colour}" fill-opacity=".28" stroke="{colour}" stroke-dasharray="3 2"'
    yield shapes((piece for bar, piece in placed if bar.unsure), outline)


# --- The ledger -----------------------------------------------------------------------------------


def of_ledger(found: list[Bar], heads: tuple[str, str], caption: Caption) -> str:
    """The expulsions of both sides from the middle outwards, the newest `MOST_ROWS` of them."""
    shown = found[-MOST_ROWS:]
    if len(shown) < len(found):
        said = _("The drawing shows the newest %(shown)s of %(all)s steps.") % {"shown": len(shown), "all": len(found)}
        caption = caption._replace(notes=[said, *caption.notes])
    return document(caption, "".join(mirrored(shown, heads)), (len(shown) + 1) * 2 * SMALL)


def mirrored(found: list[Bar], heads: tuple[str, str]) -> Iterator[str]:
    row, wide, middle, room = 2 * SMALL, WIDTH - 2 * MARGIN, 150, 60
    x = (wide / 2 - middle / 2 - room) / 100
    starts = (wide / 2 - middle / 2, wide / 2 + middle / 2)
    placed = [(bar, (at + 1) * row + 3) for at, bar in enumerate(found)]

    def piece(bar: Bar, y: float, length: float) -> str:
        return box(starts[bar.side], y, (1, -1)[bar.side == 0] * length * x, row - 6)

    yield Text(0, SMALL, heads[0], "start", MUTED).markup + Text(wide, SMALL, heads[1], "end", MUTED).markup
    outline = f'fill="none" stroke="{MEASURE}" stroke-dasharray="3 2"'
    yield shapes((piece(bar, y, bar.open) for bar, y in placed if bar.open > bar.sure), outline)
    yield shapes((piece(bar, y, bar.sure) for bar, y in placed if bar.sure), f'fill="{MEASURE}"')
    ends = "".join(f"M{short(start)} {row}V{short((len(found) + 1) * row)}" for start in starts)
    yield f'<path d="{ends}" stroke="{EDGE}" stroke-width="2"/>'
    dates = (Text(wide / 2, y + SMALL, bar.date).markup for bar, y in placed)
    yield f'<g text-anchor="middle" fill="{MUTED}">{"".join(dates)}</g>'
    for side, anchor in enumerate(("end", "start")):
        numbers = (outside(bar, y, starts, x) for bar, y in placed if bar.side == side)
        yield f'<g text-anchor="{anchor}">{"".join(numbers)}</g>'


def outside(bar: Bar, y: float, starts: tuple[float, float], scale: float) -> str:
    """The number of one step, beyond the end of its bar."""
    length = max(bar.open, bar.sure) * scale + 6
    return Text(starts[bar.side] + (length if bar.side else -length), y + SMALL, bar.words).markup
