"""Measures in words ("18 diplomats expelled"), and who acts towards whom. Pure: cards, lists and pages say it alike.

Everything is said in the language that is active when it is asked for.
"""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from relations.quantities import grouped
from relations.vocabularies import ACTING_ROLES, RECEIVING_ROLES, Category, MeasureKind

# One, several: `NOUNS[category] % count`.
NOUNS = {
    Category.DIPLOMATS: ngettext_lazy("diplomat", "diplomats"),
    Category.STAFF: ngettext_lazy("member of the embassy staff", "members of the embassy staff"),
    Category.LOCAL_STAFF: ngettext_lazy("locally employed member of staff", "locally employed members of staff"),
    Category.OFFICIALS: ngettext_lazy("official", "officials"),
    Category.PERSONS: ngettext_lazy("person", "people"),
    Category.ENTITIES: ngettext_lazy("entity", "entities"),
}
# What is said of those who are counted; kinds that are not here count nobody.
PHRASES = {
    MeasureKind.EXPULSION: gettext_lazy("%(who)s expelled"),
    MeasureKind.RECALL: gettext_lazy("%(who)s recalled"),
    MeasureKind.STAFF_CAP: gettext_lazy("cap of %(who)s"),
    MeasureKind.LOCAL_STAFF_CAP: gettext_lazy("cap of %(who)s"),
    MeasureKind.CLOSURE: gettext_lazy("%(who)s closed"),
    MeasureKind.SUMMONS: gettext_lazy("%(who)s summoned"),
    MeasureKind.ENTRY_BAN: gettext_lazy("%(who)s banned from entry"),
    MeasureKind.MOVEMENT: gettext_lazy("%(who)s restricted in movement"),
    MeasureKind.SANCTION: gettext_lazy("%(who)s sanctioned"),
    MeasureKind.ASSET_FREEZE: gettext_lazy("assets of %(who)s frozen"),
    MeasureKind.LISTING: gettext_lazy("%(who)s listed as unfriendly"),
}
COUNTS = ("count", "count_min", "count_max")
SEVERAL = 2


def alive(record: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The parts of a list that were not removed."""
    return [part for part in record.get(field, []) if not part.get("removed")]


def bounds(part: dict[str, Any]) -> tuple[int | None, int | None]:
    """The least and the most that a measure counts; None where nobody says."""
    low, high = (part.get(name, part.get("count")) for name in ("count_min", "count_max"))
    return low, high


def number(part: dict[str, Any]) -> str:
    """How many, as far as it is known: "18", "at least 18", "18 to 20"; "" where nobody says."""
    low, high = bounds(part)
    if low is None and high is None:
        return ""
    if low == high:
        return grouped(low)
    if low is not None and high is not None:
        return _("%(low)s to %(high)s") % {"low": grouped(low), "high": grouped(high)}
    if low is None:
        return _("at most %(count)s") % {"count": grouped(high)}
    return _("at least %(count)s") % {"count": grouped(low)}


def noun(category: str, count: int = SEVERAL) -> str:
    """Whom a measure counts, in the number that goes with `count`."""
    return str(NOUNS[Category(category)] % count)


def counted(part: dict[str, Any]) -> str:
    """How many of whom: "18 diplomats", "diplomats", "18"; a cap on local staff need not say whom it counts."""
    category = part.get("category")
    if part.get("kind") == MeasureKind.LOCAL_STAFF_CAP:
        category = category or Category.LOCAL_STAFF
    low, high = bounds(part)
    last = next((bound for bound in (high, low) if bound is not None), SEVERAL)
    return f"{number(part)} {noun(category, last) if category else ''}".strip()


def words(part: dict[str, Any]) -> str:
    """One measure as a reader sees it."""
    kind, who = MeasureKind(part["kind"]), counted(part)
    if (
        not who
        or kind not in PHRASES
        or (not number(part) and kind in (MeasureKind.STAFF_CAP, MeasureKind.LOCAL_STAFF_CAP))
    ):
        return capfirst(str(kind.label))
    return capfirst(PHRASES[kind] % {"who": who})


def short(record: dict[str, Any]) -> str:
    """What a list says of a record with exactly one measure that counts: "18 expelled"; else ""."""
    parts = [part for part in alive(record, "measures") if number(part) and part["kind"] in PHRASES]
    if len(parts) != 1:
        return ""
    return PHRASES[MeasureKind(parts[0]["kind"])] % {"who": number(parts[0])}


def towards(record: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Ids of the states that act and of those acted upon, each once: by roles, else as the measures say.

    A party without a state stands for itself. Who is only alleged to have acted is left out: a list would state it as a fact.
    """
    parts = [part for part in alive(record, "participations") if not part.get("alleged")]
    acting, receiving = (
        [part.get("state", part["who"]) for part in parts if part["role"] in roles]
        for roles in (ACTING_ROLES, RECEIVING_ROLES)
    )
    if not acting and not receiving:
        steps = alive(record, "measures")
        acting, receiving = ([part[side] for part in steps if side in part] for side in ("imposing", "receiving"))
    return list(dict.fromkeys(acting)), list(dict.fromkeys(receiving))
