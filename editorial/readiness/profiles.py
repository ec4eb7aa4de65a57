"""What missions, series and dossiers must have beside the common things."""

from collections.abc import Iterable, Iterator
from typing import Any

from editorial.readiness.reading import is_cited, parts
from relations import maps
from relations.cards import POINT
from relations.documents import Problem, label
from relations.vocabularies import MISSIONS


def checklist(document: dict[str, Any]) -> list[Problem]:
    """Every reason why this profile, series or dossier cannot be submitted; nothing for other types."""
    found = {
        "organisation": missions,
        "series": series,
        "dossier": dossiers,
        "country": countries,
        "place": places,
    }.get(document["type"])
    return [*misplaced_sections(document), *(found(document) if found else ())]


def misplaced_sections(document: dict[str, Any]) -> Iterator[Problem]:
    """Only a dossier has sections for its statements to stand in."""
    for claim in parts(document, "claims"):
        if "section" in claim and document["type"] != "dossier":
            anchor = f"claims/{claim['n']}/section"
            yield Problem(anchor, f"Statement {claim['n']}: only a dossier has sections; leave the section empty.")


def missions(document: dict[str, Any]) -> Iterator[Problem]:
    """A mission is sent by one state and accredited to another, or to a body."""
    record = document["record"]
    if record["organisation_kind"] not in MISSIONS:
        return
    for name in ("sending_state", "receiving_state"):
        if name not in record:
            yield Problem(name, f"{label(name)}: a mission has one; choose it.")


def countries(document: dict[str, Any]) -> Iterator[Problem]:
    """A code by which no map finds anything is a slip of the hand, and only states of today have one."""
    code = document["record"].get("iso_numeric", "")
    if code and document["record"].get("historical"):
        yield Problem(
            "iso_numeric", "ISO number: only a state of today has one; leave it empty for a historical state."
        )
    elif code and (fault := maps.fault_of_code(code)):
        yield Problem("iso_numeric", f"ISO number: {fault}")


def places(document: dict[str, Any]) -> Iterator[Problem]:
    """Where a place lies is a fact like any other; one citation of either number proves both."""
    cited = {citation["anchor"] for citation in parts(document, "citations")}
    if "latitude" in document["record"] and not any(is_cited(name, cited) for name in POINT):
        yield Problem(
            "latitude",
            "Coordinates: add a citation that proves them (Citations, “proves”: latitude); or leave both empty.",
        )


def series(document: dict[str, Any]) -> Iterator[Problem]:
    if not parts(document, "observations"):
        yield Problem("observations", "Observations: add at least one number with its period.")


def cases(document: dict[str, Any], sections: set[int]) -> Iterator[Problem]:
    """A legal case stands once, in a section that exists."""
    keys = [part["key"] for part in parts(document, "cases")]
    for part in parts(document, "cases"):
        if part.get("section", None) not in {None, *sections}:
            anchor = f"cases/{part['n']}/section"
            rest = f"choose one of {listed(sections)}" if sections else "add it first, or leave the section empty"
            yield Problem(anchor, f"Case {part['n']}: there is no section {part['section']}; {rest}.")
        if keys.count(part["key"]) > 1:
            anchor = f"cases/{part['n']}/key"
            yield Problem(anchor, f"Case {part['n']}: the key “{part['key']}” stands twice; keep one of them.")


def dossiers(document: dict[str, Any]) -> Iterator[Problem]:
    """Statements stand in sections that exist, rows on sides that exist, and what a section says has a source."""
    sections = {part["n"] for part in parts(document, "sections")}
    sides = {part["n"] for part in parts(document, "sides")}
    cited = {citation["anchor"] for citation in parts(document, "citations")}
    for claim in parts(document, "claims"):
        if claim.get("section", None) not in {None, *sections}:
            anchor = f"claims/{claim['n']}/section"
            rest = f"choose one of {listed(sections)}" if sections else "add it first, or leave the section empty"
            yield Problem(anchor, f"Statement {claim['n']}: there is no section {claim['section']}; {rest}.")
    for row in parts(document, "infobox"):
        if row.get("side", None) not in {None, *sides}:
            rest = f"choose one of {listed(sides)}, or none for both"
            yield Problem(
                f"infobox/{row['n']}/side", f"Infobox row {row['n']}: there is no side {row['side']}; {rest}."
            )
        if "text" not in row and "target" not in row:
            yield Problem(
                f"infobox/{row['n']}", f"Infobox row {row['n']}: give a value, a record that it leads to, or both."
            )
        if "text" in row and not is_cited(f"infobox/{row['n']}", cited):
            anchor = f"infobox/{row['n']}"
            yield Problem(
                anchor, f"Infobox row {row['n']}: add a citation that proves it (Citations, “proves”: {anchor})."
            )
    yield from cases(document, sections)
    for part in parts(document, "sections"):
        anchor = f"sections/{part['n']}/text"
        if "text" in part and not is_cited(anchor, cited):
            yield Problem(anchor, f"{label(anchor)}: add a citation that proves it (Citations, “proves”: {anchor}).")


def listed(numbers: Iterable[int]) -> str:
    """Numbers as a person reads them: 1, 3, 4."""
    return ", ".join(map(str, sorted(numbers)))
