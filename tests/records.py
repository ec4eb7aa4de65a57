"""Published records for tests of the public side, written by `publication` alone: they work without the desk too.

Where the desk is installed, use the fixture `lawless` (conftest): the laws would refuse bytes that nobody approved.
"""

import datetime
from typing import Any

from relations import publication
from relations.documents import content_hash, refs, validate
from relations.models import PublishedEdition
from tests.remembering import remembered

SOURCE, DOSSIER, FIRST, SECOND, PLACE, GUEST, HOST, VISIT = (
    "S0RCE1", "D0SSR1", "C0NTR1", "C0NTR2", "P1ACE1", "PERS01", "PERS02", "V1S1T1"
)  # fmt: skip
INCIDENT, CAUSE, SERIES, BODY, EMBASSY, AGENT = "1NC1D1", "CAVSE1", "SER1E1", "B0DY01", "EMBASY", "AGENT1"
FILE = "ab" * 32


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


def incident_background() -> list[str]:
    """What `incident` names beyond `background()`: an embassy, a body with a member, somebody accused, a series."""
    return [
        document("organisation", BODY, title="League of States", organisation_kind="international", **claims()),
        document(
            "organisation", EMBASSY, title="Embassy of Second Country", organisation_kind="embassy",
            sending_state=SECOND, receiving_state=FIRST, seat=PLACE, existed={"edtf": "1993/.."},
            staff_ceilings=[
                {"n": 1, "count": 32, "category": "staff", "imposed_by": FIRST, "date": {"edtf": "2021-05-31/.."}}
            ],
            **proven("staff_ceilings/1", "existed", "seat"),
        ),
        document("person", AGENT, title="Agent Person", **claims()),
        series(),
    ]  # fmt: skip


def proven(*anchors: str, text: str = "A statement.") -> dict[str, Any]:
    """One cited statement, and a citation of each further anchor."""
    first = claims(text)
    return first | {"citations": [*first["citations"], *(cited(anchor, n) for n, anchor in enumerate(anchors, 2))]}


def series(public_id: str = SERIES, change: dict | None = None, **record: Any) -> str:
    """Three observations, each with another qualifier."""
    values = {
        "title": "Trust in Second Country",
        "topics": ["public_opinion"],
        "definition": "Share of adults who trust the Second Country.",
        "unit": "percent of adults",
        "country": FIRST,
        "observations": [
            {"n": 1, "period": "2009", "value": "31"},
            {"n": 2, "period": "2016/2017", "value": "24.5", "qualifier": "approx", "label": "men"},
            {"n": 3, "period": "2021-05", "value": "12", "qualifier": "max", "note": "After the incident."},
        ],
    }
    return document(
        "series", public_id, change, **(values | proven(*(f"observations/{n}" for n in (1, 2, 3))) | record)
    )


def cause(public_id: str = CAUSE, edtf: str = "2014-10-16", change: dict | None = None, **record: Any) -> str:
    """An incident with nothing but what every one has."""
    values = {
        "title": f"Incident {public_id}",
        "kind": "sabotage",
        "topics": ["sabotage"],
        "date": {"edtf": edtf},
        "standing": "established",
        "dossiers": [DOSSIER],
        "participations": [{"n": 1, "who": FIRST, "role": "affected"}],
    }
    return document("incident", public_id, change, **(values | proven("date") | record))


def incident(public_id: str = INCIDENT, edtf: str = "2021-04-17", change: dict | None = None, **record: Any) -> str:
    """FIRST expels staff of EMBASSY, in answer to CAUSE: one of every part that an incident can have."""
    title, text = "First Country expels embassy staff", "Staff had to leave."
    values = {
        "title": title,
        "summary": "Staff of the embassy had to leave.",
        "kind": "expulsion",
        "topics": ["espionage", "diplomacy"],
        "date": {"edtf": edtf},
        "order_in_day": 2,
        "standing": "attributed",
        "place": PLACE,
        "case": "agent-case",
        "stage": "wanted",
        "dossiers": [DOSSIER],
        **incident_parts(),
        **proven("date", "place", "measures/1", "measures/2", "attributions/1", "positions/1", "figures/1", text=text),
        "translations": [
            {"n": 1, "anchor": "title", "language": "cs", "text": "Vyhoštění", "of": content_hash(title)},
            {"n": 2, "anchor": "claims/1/text", "language": "cs", "text": "Odešli.", "of": content_hash(text)},
        ],
    }
    return document("incident", public_id, change, **(values | record))


def incident_parts() -> dict[str, list[dict[str, Any]]]:
    """The lists that only incidents have."""
    return {
        "participations": [
            {"n": 1, "who": FIRST, "role": "initiator", "capacity": "Government", "state": FIRST},
            {"n": 2, "who": SECOND, "role": "target"},
            {"n": 3, "who": AGENT, "role": "accused", "alleged": True, "outcome": "left the country"},
        ],
        "measures": [
            {"n": 1, "kind": "expulsion", "imposing": FIRST, "receiving": EMBASSY, "count": 18, "category": "staff",
             "category_as_stated": "employees", "announced": "2021-04-17", "deadline": "2021-04-19"},
            {"n": 2, "kind": "staff_cap", "imposing": FIRST, "receiving": SECOND, "count_min": 30, "count_max": 40},
        ],
        "attributions": [
            {"n": 1, "text": "Officers took part.", "by": FIRST, "to": SECOND, "date": {"edtf": "2021-04-17"},
             "basis": "intelligence", "confidence": "high", "reply": "denies", "reply_by": EMBASSY,
             "reply_text": "The embassy calls it absurd.", "reply_date": "2021-04-18"},
        ],
        "positions": [
            {"n": 1, "side": FIRST, "stance": "accuses", "text": "It blames the other.", "date": {"edtf": "2021-04-17"}},
            {"n": 2, "side": SECOND, "stance": "none_found", "date": {"edtf": "2021-04-30"}},
        ],
        "responses": [
            {"n": 1, "to": CAUSE, "relation": "in_response_to", "basis": "asserted", "asserted_by": FIRST},
            {"n": 2, "to": CAUSE, "relation": "part_of", "basis": "inferred", "note": "The same affair."},
        ],
        "figures": [{"n": 1, "label": "staff before", "value": "94.5", "unit": "posts", "qualifier": "approx"}],
        "attachments": [{"n": 1, "sha256": FILE, "media_type": "application/pdf", "size": 38, "title": "A report"}],
    }  # fmt: skip


@remembered
def publish_incident() -> list[PublishedEdition]:
    """`incident`, what it answers, and everything that the two name."""
    return publish(*background(), *incident_background(), cause(), incident())


@remembered
def publish(*documents: str) -> list[PublishedEdition]:
    return publication.publish(documents=list(documents))


@remembered
def publish_visits(count: int) -> list[PublishedEdition]:
    """The background and `count` visits on consecutive days of 1990 and after."""
    publish(*background())
    return publish(*(visit(f"V{number:05d}", edtf=day(number)) for number in range(count)))


def day(number: int) -> str:
    """Day `number` counted from 1 January 1990, as EDTF."""

    return (datetime.date(1990, 1, 1) + datetime.timedelta(days=number)).isoformat()
