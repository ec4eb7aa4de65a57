"""A public history for tests, step by step, by `publication` alone: corrections, withdrawals, changed sides.

No test lives here.
"""

from collections.abc import Callable

from relations import publication
from tests import records

A, B, C = "V00000", "V00001", "V00002"
TOWN, CITY, REALM = "P1ACE2", "P1ACE3", "C0NTR4"
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


def incident(edtf: str = "2021-04-17", **record) -> Callable[[], object]:
    return lambda: records.publish(records.incident(edtf=edtf, change={"kind": "update"}, **record))


def place(public_id: str) -> str:
    return records.document("place", public_id, title=f"Place {public_id}", place_kind="city", **records.claims())


def merge(public_id: str, survivor: str) -> Callable[[], object]:
    return lambda: publication.merge(public_id=public_id, survivor=survivor)


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
    "what an incident names": lambda: records.publish(*records.incident_background(), records.cause()),
    "an incident with everything": lambda: records.publish(records.incident()),
    "its day, its topics and its case change": incident("2021-04-18", topics=["espionage", "sabotage"], case="other"),
    "a person leaves it, a file and a measure too": incident(
        participations=[{"n": 3, "removed": True}], attachments=[{"n": 1, "removed": True}], measures=[]
    ),
    "what it answers is withdrawn": withdraw(records.CAUSE),
    "the incident is withdrawn": withdraw(records.INCIDENT, replacement=records.CAUSE),
    "the incident is back": reinstate(records.INCIDENT),
    "two names of one town": lambda: records.publish(place(TOWN), place(CITY), records.visit("V00009", place=TOWN)),
    "one is merged into the other": merge(TOWN, CITY),
    "a visit still names the merged one": visit(C, "1991-02", place=TOWN, participations=[]),
    "the survivor is merged too": merge(CITY, records.PLACE),
    "two names of one country": lambda: records.publish(
        records.document("country", REALM, title="The realm", **records.claims()),
        records.visit(
            "V00008",
            participations=[
                {"n": 1, "who": records.GUEST, "role": "guest", "state": REALM},
                {"n": 2, "who": records.HOST, "role": "host", "state": "C0NTR3"},
            ],
        ),
    ),
    "a country of the dossier is merged": merge(records.SECOND, REALM),
    "two visits are one": merge("V00009", C),
    "a person is merged who is accused": lambda: (
        records.publish(records.document("person", "AGENT2", title="The same agent", **records.claims())),
        publication.merge(public_id=records.AGENT, survivor="AGENT2"),
    ),
}
