"""A public history for tests, step by step, by `publication` alone: corrections, withdrawals, changed sides.

No test lives here.
"""

from collections.abc import Callable

from relations import publication
from tests import records

A, B, C = "V00000", "V00001", "V00002"
WITH_THIRD = [
    {"n": 1, "removed": True},
    {"n": 2, "label": "Second", "countries": [records.SECOND]},
    {"n": 3, "label": "Third", "countries": ["C0NTR3"]},
]
SWAPPED = [
    {"n": 1, "label": "Second", "countries": [records.SECOND]},
    {"n": 2, "label": "First", "countries": [records.FIRST]},
]


def visit(public_id: str, edtf: str, **record) -> Callable[[], object]:
    return lambda: records.publish(records.visit(public_id, edtf, change={"kind": "update"}, **record))


def dossier(slug: str, sides: list[dict]) -> Callable[[], object]:
    text = records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First – Second", slug=slug, sides=sides
    )
    return lambda: records.publish(text)


def withdraw(public_id: str, **columns) -> Callable[[], object]:
    return lambda: publication.withdraw(public_id=public_id, reason="error", **columns)


def confirm(public_id: str) -> Callable[[], object]:
    return lambda: publication.confirm_withdrawal(public_id=public_id, notice="The date was wrong.")


def reinstate(public_id: str) -> Callable[[], object]:
    return lambda: publication.reinstate(public_id=public_id)


STEPS: dict[str, Callable[[], object]] = {
    "background and three visits": lambda: records.publish_visits(3),
    "a correction moves a visit": visit(A, "1985-05", kind="state"),
    "a visit becomes disputed": visit(B, "1990-01-02", standing="disputed"),
    "a withdrawal": withdraw(A),
    "reinstated": reinstate(A),
    "withdrawn again, with a replacement": withdraw(A, replacement=B),
    "confirmed": confirm(A),
    "back with a new edition": visit(A, "1986~", summary="Back again."),
    "a visit leaves its dossier": visit(B, "1990-01-02", dossiers=[]),
    "a visit is back in its dossier": visit(B, "1990-01-02/1990-01-04"),
    "the dossier swaps its sides": dossier("first-second", SWAPPED),
    "a third country": lambda: records.publish(
        records.document("country", "C0NTR3", title="Third", **records.claims())
    ),
    "the dossier gets another side and address": dossier("second-third", WITH_THIRD),
    "the dossier is withdrawn": withdraw(records.DOSSIER),
    "a visit while the dossier is withdrawn": visit(C, "1991"),
    "the dossier is reinstated": reinstate(records.DOSSIER),
    "a person is renamed": lambda: records.publish(
        records.document("person", records.GUEST, {"kind": "update"}, title="Guest Řehoř", **records.claims())
    ),
    "a source is withdrawn": withdraw(records.SOURCE),
    "a visit without an end": visit(C, "1991/..", participations=[]),
}
