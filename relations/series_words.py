"""What a drawing of a series says in words: its finding, its signs, how to read it. Pure; in the language of the answer."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from relations import dates, languages
from relations.quantities import SIGNS, grouped, qualified
from relations.vocabularies import Qualifier


def finding(parts: list[dict[str, Any]]) -> str:
    """Highest and lowest value given, as given: no trend, no cause."""
    ordered = sorted(parts, key=lambda part: Decimal(part["value"]))
    low, high = ordered[0], ordered[-1]
    if Decimal(low["value"]) == Decimal(high["value"]):
        return _("Every value given: %(value)s.") % {"value": told(high)}
    by_name = len({part.get("label", "") for part in parts}) > 1
    highest, lowest = (part.get("label", "") if by_name else words(part["period"]) for part in (high, low))
    said = {"high": told(high), "highest": highest, "low": told(low), "lowest": lowest}
    if not by_name:
        return _("Highest value given: %(high)s (%(highest)s); lowest: %(low)s (%(lowest)s).") % said
    said["period"] = words(high["period"])
    return _("Highest value given: %(high)s (%(highest)s); lowest: %(low)s (%(lowest)s), %(period)s.") % said


def signs(parts: list[dict[str, Any]]) -> str:
    """What the signs before numbers mean, of those that occur: "≈ about, ≥ at least"."""
    there = {part.get("qualifier") for part in parts}
    return ", ".join(f"{SIGNS[each]} {qualified(each)}" for each in Qualifier if each in there)


def told(part: dict[str, Any]) -> str:
    """The value with its qualifier in words."""
    return f"{qualified(part.get('qualifier', ''))} {grouped(part['value'])}".strip()


def words(edtf: str) -> str:
    return dates.words(dates.parse(edtf), languages.current())


def legend(unit: str, signs: str, *, has_unsure: bool) -> str:
    """How to read the bars."""
    clauses = [_("In %(unit)s") % {"unit": unit}, _("bars start at zero"), signs, _("outlined: not exact") * has_unsure]
    return f"{'; '.join(filter(None, clauses))}."


def gap_sentence(gaps: Iterable[str]) -> str:
    """The times without a value; "" where there are none."""
    found = ", ".join(gaps)
    return _("No value for %(times)s; nothing is filled in between.") % {"times": found} if found else ""
