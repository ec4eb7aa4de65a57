"""Numbers of the record in words: decimal text with its qualifier and unit, sizes of files. Pure; never a float."""

from decimal import Decimal

from relations.vocabularies import MEDIA_TYPES, Qualifier

WORDS = {Qualifier.APPROX: "about", Qualifier.MIN: "at least", Qualifier.MAX: "at most"}
# Before a number in a drawing, where words find no room.
SIGNS = {Qualifier.APPROX: "≈", Qualifier.MIN: "≥", Qualifier.MAX: "≤"}
SIZES = ("bytes", "kB", "MB", "GB")


def grouped(value: str) -> str:
    """Decimal text with thousands set apart: `-1234567.50` -> `−1,234,567.50`."""
    whole, point, rest = value.removeprefix("-").partition(".")
    return f"{'−' if value.startswith('-') else ''}{int(whole):,}{point}{rest}"


def quantity(value: str, qualifier: str = "", unit: str = "") -> str:
    """A number as a reader sees it: "about 94.5 posts"."""
    return " ".join(filter(None, [WORDS[Qualifier(qualifier)] if qualifier else "", grouped(value), unit]))


def size(count: int) -> str:
    """The size of a file in words: "512 bytes", "1.2 MB", "38 MB"."""
    step = min((len(str(count)) - 1) // 3, len(SIZES) - 1)
    number = Decimal(count) / 1000**step
    shown = number.quantize(Decimal("0.1") if step and number < 10 else Decimal(1)).normalize()
    return f"{shown:f} {'byte' if count == 1 else SIZES[step]}"


def file_kind(media_type: str) -> str:
    """The type of a file in a word that readers know: PDF, JPG."""
    return MEDIA_TYPES[media_type].upper()
