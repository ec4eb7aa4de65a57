"""What was true on a day: whether a dated fact surely, perhaps or not at all held then. Pure; words are others' business."""

from datetime import date

from relations.dates.placing import Bound, place
from relations.dates.values import EDTF

SURELY, PERHAPS, NOT = "surely", "perhaps", "not"


def holding(edtf: EDTF, day: date, *, begins: bool = False, not_before: Bound = None, not_after: Bound = None) -> str:
    """Whether what `edtf` dates held on `day`: `SURELY`, `PERHAPS` (its limits leave it open) or `NOT`.

    `begins`: a date that is no interval is the day on which the fact began; nobody says when it ended, so after that day
    it holds perhaps. Without it such a date is all the time that is known of the fact. Context bounds narrow the rest.
    """
    if begins and not edtf.lasted:
        return since(edtf, day, place(edtf, not_before, not_after).earliest)
    placed = place(edtf, not_before, not_after)
    if not placed.earliest <= day <= placed.latest:
        return NOT
    if edtf.qualified or edtf.unknown_start or edtf.unknown_end:
        return PERHAPS
    if not edtf.lasted:
        return SURELY if edtf.earliest == edtf.latest else PERHAPS
    from_day = edtf.start.latest if edtf.start else date.min
    to_day = edtf.end.earliest if edtf.end else date.max
    return SURELY if from_day <= day <= to_day else PERHAPS


def since(edtf: EDTF, day: date, earliest: date) -> str:
    """`holding` of what began on one day of `edtf`: sure on that very day alone, where it is known."""
    if earliest > day:
        return NOT
    return SURELY if edtf.earliest == edtf.latest == day and not edtf.qualified else PERHAPS
