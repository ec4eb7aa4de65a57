"""Published records for tests of the public side, written by `publication` alone: they work without the desk too.

Where the desk is installed, use the fixture `lawless` (conftest): the laws would refuse bytes that nobody approved.
"""

import datetime
from typing import Any

from relations import publication
from relations.documents import refs, validate
from relations.models import PublishedEdition

SOURCE, DOSSIER, FIRST, SECOND, PLACE, GUEST, HOST, VISIT = (
    "S0RCE1", "D0SSR1", "C0NTR1", "C0NTR2", "P1ACE1", "PERS01", "PERS02", "V1S1T1"
)  # fmt: skip


def document(record_type: str, public_id: str, change: dict | None = None, **record: Any) -> str:
    """Canonical text of a valid document; title and slug have defaults."""
    body = {"title": f"{record_type.title()} {public_id}", "slug": f"{record_type}-{public_id.lower()}"} | record
    value = {"schema": 1, "type": record_type, "id": public_id, "record": body, "change": change or {"kind": "first"}}
    return validate(value | {"refs": refs(value)})


def cited(anchor: str = "claims/1/text", n: int = 1) -> dict[str, Any]:
    return {
        "n": n,
        "anchor": anchor,
        "source": SOURCE,
        "locator": "Table, row 1",
        "quote": "a few words",
        "stance": "supports",
    }


def claims(text: str = "A statement.") -> dict[str, Any]:
    """One cited statement, as keyword arguments for `document`."""
    return {"claims": [{"n": 1, "text": text, "standing": "established"}], "citations": [cited()]}


def background() -> list[str]:
    """The records that visits name: source, two countries, dossier, place, guest, host."""
    return [
        document("source", SOURCE, title="A source", source_kind="reference"),
        document("country", FIRST, title="First Country", **claims()),
        document("country", SECOND, title="Second Country", **claims()),
        document(
            "dossier", DOSSIER, title="First – Second", slug="first-second",
            sides=[{"n": 1, "label": "First", "countries": [FIRST]}, {"n": 2, "label": "Second", "countries": [SECOND]}],
        ),
        document("place", PLACE, title="A Town", place_kind="city", country=FIRST, **claims()),
        document("person", GUEST, title="Guest Person", **claims()),
        document("person", HOST, title="Host Person", **claims()),
    ]  # fmt: skip


def visit(
    public_id: str = VISIT, edtf: str = "1983-01-03/1983-01-05", change: dict | None = None, **record: Any
) -> str:
    """A visit of GUEST (second country) to HOST (first country)."""
    values = {
        "title": f"Visit {public_id}",
        "summary": "The guest was received by the host.",
        "kind": "official",
        "date": {"edtf": edtf},
        "standing": "established",
        "place": PLACE,
        "dossiers": [DOSSIER],
        "participations": [
            {"n": 1, "who": GUEST, "role": "guest", "capacity": "President", "state": SECOND, "state_inferred": True},
            {"n": 2, "who": HOST, "role": "host", "capacity": "President", "state": FIRST},
        ],
    }
    return document("visit", public_id, change, **(values | claims() | record))


def publish(*documents: str) -> list[PublishedEdition]:
    return publication.publish(documents=list(documents))


def publish_visits(count: int) -> list[PublishedEdition]:
    """The background and `count` visits on consecutive days of 1990 and after."""
    publish(*background())
    return publish(*(visit(f"V{number:05d}", edtf=day(number)) for number in range(count)))


def day(number: int) -> str:
    """Day `number` counted from 1 January 1990, as EDTF."""

    return (datetime.date(1990, 1, 1) + datetime.timedelta(days=number)).isoformat()
