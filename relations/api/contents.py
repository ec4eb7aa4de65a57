"""The resources of the API in the groups and the order of its pages, each with what it holds. Also the tags of the description.

A word is the last part of `/api/<word>/`. What hangs on one record is told once for all types, under its own word.
"""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

EVENTS = {
    "timeline": _("Incidents and visits in one order; each says its type."),
    "incidents": _("What happened between the states, with measures, attributions, positions and answers."),
    "visits": _("State, official and working visits, transits and stopovers."),
    "ledger": _("Measures of the two sides of each dossier in order, what answers them, the running balance."),
}
RECORDS = {
    "people": _("Persons who are named."),
    "organisations": _("Public bodies, missions, media and companies."),
    "countries": _("States, past ones too."),
    "places": _("Towns, regions and sites."),
    "sources": _("What the statements rest on."),
    "series": _("Statistics: observations of one thing over time."),
    "dossiers": _("Relations between two sides: lead, sections, eras."),
    "search": _("Records of every type that hold the words asked for, and where they stand."),
}
OF_ONE = {
    "versions": _("Every published version of one record, and each with its document."),
    "compare": _("What two versions of one record say otherwise."),
    "citation": _("One version of a record as a citation, for reference managers or in words."),
}
OF_ALL = {
    "corrections": _("What was put right, newest first, with the words before and after."),
    "withdrawals": _("What is public no more: when, why, and what stands for it."),
    "changes": _("Every act on the public record in order."),
    "dumps": _("The whole public record as files: JSON lines, CSV, SQLite, Data Package."),
    "transparency": _("One hash over the whole log of acts: whoever keeps it can tell that nothing was rewritten."),
    "topics": _("The subjects, and how many records have each."),
    "vocabularies": _("Every closed list of values with labels and definitions."),
    "problems": _("What each refusal means and what to do about it."),
    "status": _("How far the record goes, what it holds and where its newest copy is."),
    "root": _("The addresses of all resources."),
}
GROUPS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (_("Events"), EVENTS),
    (_("Records"), RECORDS),
    (_("One record through time"), OF_ONE),
    (_("The record as a whole"), OF_ALL),
)
CONTENTS: dict[str, Any] = {word: told for _name, group in GROUPS for word, told in group.items()}
# The type that shows what hangs on one record of any type.
SHOWN = "incidents"
# What was added when, newest first: (version of the description, day, what). Told in English, as the description is.
NEWS = (("1.0", "2026-11-22", "First version: what v1 promises from now on."),)

ABOUT = """The approved public record, read-only: no key, no cookie, no login. How to begin, concepts and limits: `/api/`.

Inside v1 things are only added. A program should pass over fields and values that it does not know."""


def told(description: dict[str, Any]) -> dict[str, Any]:
    """The description with what it is, who answers for it, and its resources in words."""
    with translation.override("en"):
        tags = [tag(word, str(held)) for word, held in CONTENTS.items() if word not in OF_ONE]
    info = description["info"] | {"description": ABOUT, "license": licence()}
    if settings.CONTACT_EMAIL:
        info["contact"] = {"name": settings.RESPONSIBLE_EDITOR or settings.SITE_NAME, "email": settings.CONTACT_EMAIL}
    return description | {
        "info": info,
        "servers": [{"url": "/", "description": "The site that answers this description."}],
        "externalDocs": {"url": "/api/", "description": "Pages that explain the API, with real answers."},
        "tags": tags,
    }


def tag(word: str, held: str) -> dict[str, Any]:
    return {"name": word, "description": held, "externalDocs": {"url": f"/api/{word}/"}}


def licence() -> dict[str, str]:
    """The licence of text and data, where one is decided."""
    if not settings.CONTENT_LICENCE:
        return {"name": "Not decided yet: ask before republishing more than excerpts."}
    url = {"url": settings.CONTENT_LICENCE_URL} if settings.CONTENT_LICENCE_URL else {}
    return {"name": settings.CONTENT_LICENCE} | url
