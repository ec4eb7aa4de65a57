"""Lists of a profile's own document: memberships, offices, staff ceilings, attached files. Pure: rows in, rows out."""

from typing import Any

from django.utils.text import capfirst

from relations.measures import alive, noun
from relations.notes import Notes
from relations.profiles import Names
from relations.quantities import file_kind, grouped, size
from relations.vocabularies import MembershipStatus


def memberships(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The bodies that a country is or was in."""
    return [
        {
            "body": names[part["body"]],
            "status": capfirst(str(MembershipStatus(part["status"]).label)),
            "date": part.get("date"),
            "notes": notes.at(f"memberships/{part['n']}"),
        }
        for part in alive(record, "memberships")
    ]


def offices(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """The offices that a person held."""
    return [
        {
            "office": part["office"],
            "body": names[part["body"]] if "body" in part else None,
            "date": part.get("date"),
            "notes": notes.at(f"tenures/{part['n']}"),
        }
        for part in alive(record, "tenures")
    ]


def ceilings(record: dict[str, Any], names: Names, notes: Notes) -> list[dict[str, Any]]:
    """How many people a mission may employ, as ever set."""
    return [
        {
            "count": grouped(part["count"]) if "count" in part else "",
            "category": capfirst(noun(part["category"])),
            "date": part.get("date"),
            "imposed_by": names[part["imposed_by"]] if "imposed_by" in part else None,
            "note": part.get("note", ""),
            "notes": notes.at(f"staff_ceilings/{part['n']}"),
        }
        for part in alive(record, "staff_ceilings")
    ]


def attachments(record: dict[str, Any]) -> list[dict[str, Any]]:
    """The files that the document names, each at its address."""
    return [
        {
            "title": part["title"],
            "href": f"/evidence/{part['sha256']}/",
            "kind": file_kind(part["media_type"]),
            "size": size(part["size"]),
            "sha256": part["sha256"],
        }
        for part in alive(record, "attachments")
    ]
