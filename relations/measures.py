"""Measures in words ("18 diplomats expelled"), and who acts towards whom. Pure: cards, lists and pages say it alike."""

from typing import Any

from django.utils.text import capfirst

from relations.vocabularies import ACTING_ROLES, RECEIVING_ROLES, Category, MeasureKind

# One, several.
NOUNS = {
    Category.DIPLOMATS: ("diplomat", "diplomats"),
    Category.STAFF: ("member of the embassy staff", "members of the embassy staff"),
    Category.LOCAL_STAFF: ("locally employed member of staff", "locally employed members of staff"),
    Category.OFFICIALS: ("official", "officials"),
    Category.PERSONS: ("person", "people"),
    Category.ENTITIES: ("entity", "entities"),
}
# What is said of those who are counted; kinds that are not here count nobody.
PHRASES = {
    MeasureKind.EXPULSION: "{} expelled",
    MeasureKind.RECALL: "{} recalled",
    MeasureKind.STAFF_CAP: "cap of {}",
    MeasureKind.LOCAL_STAFF_CAP: "cap of {}",
    MeasureKind.CLOSURE: "{} closed",
    MeasureKind.SUMMONS: "{} summoned",
    MeasureKind.ENTRY_BAN: "{} banned from entry",
    MeasureKind.MOVEMENT: "{} restricted in movement",
    MeasureKind.SANCTION: "{} sanctioned",
    MeasureKind.ASSET_FREEZE: "assets of {} frozen",
    MeasureKind.LISTING: "{} listed as unfriendly",
}
COUNTS = ("count", "count_min", "count_max")


def alive(record: dict[str, Any], field: str) -> list[dict[str, Any]]:
    """The parts of a list that were not removed."""
    return [part for part in record.get(field, []) if not part.get("removed")]


def number(part: dict[str, Any]) -> str:
    """How many, as far as it is known: "18", "at least 18", "18 to 20"; "" where nobody says."""
    low, high = (part.get(name, part.get("count")) for name in ("count_min", "count_max"))
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low:,}"
    if low is not None and high is not None:
        return f"{low:,} to {high:,}"
    return f"at most {high:,}" if low is None else f"at least {low:,}"


def counted(part: dict[str, Any]) -> str:
    """How many of whom: "18 diplomats", "diplomats", "18"; a cap on local staff need not say whom it counts."""
    category = part.get("category")
    if part.get("kind") == MeasureKind.LOCAL_STAFF_CAP:
        category = category or Category.LOCAL_STAFF
    many = number(part)
    noun = NOUNS[Category(category)][many != "1"] if category else ""
    return f"{many} {noun}".strip()


def words(part: dict[str, Any]) -> str:
    """One measure as a reader sees it."""
    kind, who = MeasureKind(part["kind"]), counted(part)
    if (
        not who
        or kind not in PHRASES
        or (not number(part) and kind in (MeasureKind.STAFF_CAP, MeasureKind.LOCAL_STAFF_CAP))
    ):
        return capfirst(str(kind.label))
    return capfirst(PHRASES[kind].format(who))


def short(record: dict[str, Any]) -> str:
    """What a list says of a record with exactly one measure that counts: "18 expelled"; else ""."""
    parts = [part for part in alive(record, "measures") if number(part) and part["kind"] in PHRASES]
    if len(parts) != 1:
        return ""
    return PHRASES[MeasureKind(parts[0]["kind"])].format(number(parts[0]))


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
