"""What an incident must have beside the common things: participants, both sides where it is contested, honest links."""

from collections.abc import Iterator
from typing import Any

from editorial.readiness.reading import parts
from relations.documents import Problem
from relations.vocabularies import VISIT_ROLES, PositionStance, Reply, ResponseBasis, Role, Standing


def checklist(document: dict[str, Any]) -> list[Problem]:
    """Every reason why this incident cannot be submitted; nothing for other types."""
    if document["type"] != "incident":
        return []
    return [
        *lacks_participants(document),
        *wrong_roles(document),
        *one_sided(document),
        *unfounded_responses(document),
        *undated_silence(document),
        *empty_positions(document),
    ]


def lacks_participants(document: dict[str, Any]) -> list[Problem]:
    if parts(document, "participations"):
        return []
    return [Problem("participations", "Participants: name at least one party and its role, for example the target.")]


def wrong_roles(document: dict[str, Any]) -> Iterator[Problem]:
    """Guests and hosts belong to visits; a perpetrator is one only where the incident itself is established."""
    established = document["record"]["standing"] == Standing.ESTABLISHED
    for part in parts(document, "participations"):
        anchor, name = f"participations/{part['n']}", f"Participant {part['n']}"
        if part["role"] in VISIT_ROLES:
            yield Problem(f"{anchor}/role", f"{name}: “{part['role']}” is a role of visits; choose another.")
        if part["role"] == Role.PERPETRATOR and not established and not part.get("alleged"):
            yield Problem(
                f"{anchor}/alleged",
                f"{name}: the incident is not established, so a perpetrator is alleged; tick “alleged”.",
            )


def one_sided(document: dict[str, Any]) -> list[Problem]:
    """What is contested shows what both sides say, or why only one; a reply of the accused counts."""
    record, attributions = document["record"], parts(document, "attributions")
    if record["standing"] == Standing.ESTABLISHED and not attributions:
        return []
    sides = {part["side"] for part in parts(document, "positions")}
    sides |= {part["by"] for part in attributions} | {part["to"] for part in attributions if "reply" in part}
    if len(sides) > 1 or "one_sided_reason" in record:
        return []
    return [
        Problem(
            "positions",
            "Positions: this incident is contested; say what each side says (“no statement found” with its date "
            "counts), or give the reason in “why only one side”.",
        )
    ]


def unfounded_responses(document: dict[str, Any]) -> Iterator[Problem]:
    """A response says who calls it one, or why the editors do."""
    for part in parts(document, "responses"):
        anchor, name = f"responses/{part['n']}", f"Response {part['n']}"
        if part["to"] == document["id"]:
            yield Problem(f"{anchor}/to", f"{name}: an incident does not answer itself; choose another record.")
        if part["basis"] == ResponseBasis.ASSERTED and "asserted_by" not in part:
            yield Problem(f"{anchor}/asserted_by", f"{name}: say who asserts it, or choose “inferred by the editors”.")
        if part["basis"] == ResponseBasis.INFERRED and "note" not in part:
            yield Problem(f"{anchor}/note", f"{name}: say in the note why the editors infer it.")


def undated_silence(document: dict[str, Any]) -> Iterator[Problem]:
    """“Nothing found” is true as of a day."""
    for part in parts(document, "positions"):
        if part["stance"] == PositionStance.NONE_FOUND and "edtf" not in part.get("date", {}):
            anchor = f"positions/{part['n']}/date"
            yield Problem(anchor, f"Position {part['n']}: give the date as of which no statement was found.")
    for part in parts(document, "attributions"):
        if part.get("reply") == Reply.NONE_FOUND and "reply_date" not in part:
            anchor = f"attributions/{part['n']}/reply_date"
            yield Problem(anchor, f"Attribution {part['n']}: give the date as of which no reply was found.")


def empty_positions(document: dict[str, Any]) -> Iterator[Problem]:
    """A position says something, and what it says has a source; only silence has none."""
    cited = {citation["anchor"] for citation in parts(document, "citations")}
    for part in parts(document, "positions"):
        if part["stance"] == PositionStance.NONE_FOUND:
            continue
        anchor, name = f"positions/{part['n']}", f"Position {part['n']}"
        if "text" not in part:
            yield Problem(f"{anchor}/text", f"{name}: say in one sentence what this side says.")
        elif not any(have == anchor or have.startswith(f"{anchor}/") for have in cited):
            yield Problem(anchor, f"{name}: add a citation that proves it (Citations, “proves”: {anchor}).")
