"""Numbers of the record in words: decimal text with its qualifier and unit, sizes of files. Pure; never a float.

Everything is said in the language that is active when it is asked for, unless another is named.
"""

from decimal import Decimal

from django.utils.translation import ngettext, pgettext_lazy

from relations.dates.typography import NBSP
from relations.languages import current
from relations.vocabularies import MEDIA_TYPES, Qualifier

WORDS = {
    Qualifier.APPROX: pgettext_lazy("before a number", "about"),
    Qualifier.MIN: pgettext_lazy("before a number", "at least"),
    Qualifier.MAX: pgettext_lazy("before a number", "at most"),
}
# Before a number in a drawing, where words find no room.
SIGNS = {Qualifier.APPROX: "≈", Qualifier.MIN: "≥", Qualifier.MAX: "≤"}
SIZES = ("bytes", "kB", "MB", "GB")
# What sets thousands apart, and what stands before the decimals.
SEPARATORS = {"en": (",", "."), "cs": (NBSP, ",")}


def grouped(value: str | int, lang: str = "") -> str:
    """Decimal text with thousands set apart: `-1234567.50` -> `−1,234,567.50`, in Czech `−1 234 567,50`."""
    text = str(value)
    thousands, point = SEPARATORS[lang or current()]
    whole, has_decimals, rest = text.removeprefix("-").partition(".")
    sign = "−" if text.startswith("-") else ""
    return f"{sign}{f'{int(whole):,}'.replace(',', thousands)}{point if has_decimals else ''}{rest}"


def qualified(qualifier: str) -> str:
    """How a number is meant, in words: "about"; "" for an exact one."""
    return str(WORDS[Qualifier(qualifier)]) if qualifier else ""


def quantity(value: str, qualifier: str = "", unit: str = "") -> str:
    """A number as a reader sees it: "about 94.5 posts"."""
    return " ".join(filter(None, [qualified(qualifier), grouped(value), unit]))


def size(count: int) -> str:
    """The size of a file in words: "512 bytes", "1.2 MB", "38 MB"."""
    step = min((len(str(count)) - 1) // 3, len(SIZES) - 1)
    if not step:
        return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": count}
    number = Decimal(count) / 1000**step
    shown = number.quantize(Decimal("0.1") if number < 10 else Decimal(1)).normalize()
    return f"{f'{shown:f}'.replace('.', SEPARATORS[current()][1])} {SIZES[step]}"


def file_kind(media_type: str) -> str:
    """The type of a file in a word that readers know: PDF, JPG."""
    return MEDIA_TYPES[media_type].upper()
