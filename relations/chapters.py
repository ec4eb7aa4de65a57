"""The parts of a dossier that readers see: sections with their statements, both sides at a glance, eras, see also.

Pure: document and names in, rows out. The entries of a section are the view's business.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from relations import dates, maps
from relations.facts import capitalised
from relations.measures import alive
from relations.notes import Notes
from relations.profiles import Name, Names
from relations.vocabularies import Topic


def sections(record: dict[str, Any], claims: list[dict[str, Any]], notes: Notes, timeline: str) -> list[dict[str, Any]]:
    """Heading, text and statements of each section, and where its subject leads on the timeline."""
    placed = {claim["n"]: claim.get("section") for claim in record.get("claims", [])}
    matters = cases(record, notes, timeline)
    return [
        {
            "n": part["n"],
            "id": f"section-{part['n']}",
            "heading": part["heading"],
            "text": part.get("text", ""),
            "topic": part.get("topic", ""),
            "topic_words": capitalised(Topic(part["topic"]).label) if "topic" in part else "",
            "href": f"{timeline}?topic={part['topic']}" if "topic" in part and timeline else "",
            "claims": [claim for claim in claims if placed[claim["n"]] == part["n"]],
            "cases": [each for each in matters if each["section"] == part["n"]],
            "notes": notes.at(f"sections/{part['n']}"),
        }
        for part in alive(record, "sections")
    ]


def cases(record: dict[str, Any], notes: Notes, timeline: str) -> list[dict[str, Any]]:
    """The legal matters; their stages are incidents, so these are the view's business."""
    return [
        {
            "key": part["key"],
            "title": part["title"],
            "section": part.get("section"),
            "id": f"case-{part['n']}",
            "href": f"{timeline}?case={part['key']}" if timeline else "",
            "notes": notes.at(f"cases/{part['n']}"),
        }
        for part in alive(record, "cases")
    ]


def loose_cases(record: dict[str, Any], notes: Notes, timeline: str) -> list[dict[str, Any]]:
    """The cases that stand in no section, or in one that is gone."""
    there = {part["n"] for part in alive(record, "sections")}
    return [each for each in cases(record, notes, timeline) if each["section"] not in there]


def unplaced(record: dict[str, Any], claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements that belong to no section, or to one that is gone."""
    there = {part["n"] for part in alive(record, "sections")}
    placed = {claim["n"] for claim in record.get("claims", []) if claim.get("section") in there}
    return [claim for claim in claims if claim["n"] not in placed]


def infobox(record: dict[str, Any], names: Names, notes: Notes) -> dict[str, Any]:
    """Both sides in two columns with the same rows; a row without a side is about both."""
    sides = alive(record, "sides")
    rows: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for part in alive(record, "infobox"):
        cell = {
            "text": part.get("text", ""),
            "name": names[part["target"]] if "target" in part else None,
            "notes": notes.at(f"infobox/{part['n']}"),
        }
        rows.setdefault(part["label"], {}).setdefault(part.get("side", 0), []).append(cell)
    return {
        "sides": [
            {
                "label": side["label"],
                "countries": [names[each] for each in side["countries"]],
                "notes": notes.at(f"sides/{side['n']}"),
            }
            for side in sides
        ],
        "rows": [
            {"label": label, "both": cells.get(0, []), "cells": [cells.get(side["n"], []) for side in sides]}
            for label, cells in rows.items()
        ],
    }


def locator(record: dict[str, Any], names: Names) -> dict[str, Any] | None:
    """The map of both sides' states, found by the codes in their own records; None where a side has no outline."""
    sides = [(side["label"], [names[each] for each in side["countries"]]) for side in alive(record, "sides")]
    codes = {name: name.facts.get("iso_numeric", "") for side in sides for name in side[1]}
    drawn = [(label, [name for name in states if maps.name_of(codes[name])]) for label, states in sides]
    drawing = maps.draw(tuple(tuple(codes[name] for name in states) for _label, states in drawn))
    names_of_both = [titles(states) for _label, states in drawn]
    return drawing and {
        "drawing": drawing,
        "title": _("%(first)s and %(second)s") % dict(zip(("first", "second"), names_of_both, strict=True)),
        "sides": [
            {"label": label, "words": titles(states), "names": states, "shape": shape}
            for (label, states), shape in zip(drawn, drawing.sides, strict=True)
        ],
        "left_out": titles(name for name, code in codes.items() if not maps.name_of(code) and name.path),
        "credit": maps.CREDIT,
    }


def titles(names: Iterable[Name]) -> str:
    return ", ".join(name.title for name in names if not name.is_gone)


def eras(record: dict[str, Any], notes: Notes, timeline: str) -> list[dict[str, Any]]:
    """The editors' periods, each leading to its part of the timeline."""
    return [
        {
            "label": part["label"],
            "date": part["date"],
            "note": part.get("note", ""),
            "href": f"{timeline}?{span_query(part['date'])}" if timeline else "",
            "notes": notes.at(f"eras/{part['n']}"),
        }
        for part in alive(record, "eras")
    ]


def era_years(found: list[dict[str, Any]]) -> Iterator[tuple[str, int | None, int | None, str]]:
    """Label, first and last year (None: open) and address of each era, for the overview figure."""
    for era in found:
        edtf = dates.parse(era["date"]["edtf"])
        yield era["label"], edtf.earliest and edtf.earliest.year, edtf.latest and edtf.latest.year, era["href"]


def span_query(value: dict[str, Any]) -> str:
    """The range of a date as the timeline's query: an open end leaves its side out."""
    edtf = dates.parse(value["edtf"])
    ends = {"date_from": edtf.earliest, "date_to": edtf.latest}
    return urlencode({name: day.isoformat() for name, day in ends.items() if day})


def see_also(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    return [
        {"name": names[part["target"]], "note": part.get("note", ""), "notes": notes.at(f"see_also/{part['n']}")}
        for part in alive(record, "see_also")
    ]
