"""The front page of a dossier: sides, overview, newest entries, who and where occur, statements, changes."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from relations import cards, dates, dossiers, facts, http, measures, overview, rendering, responses, timeline
from relations.documents import load
from relations.models import Change, Listing
from relations.profiles import Name, Profile
from relations.views import figures, fragments, records
from relations.views.timeline import figure_of
from relations.vocabularies import Op, State

ENTRIES_SHOWN = 5
ENTRIES_IN_SECTION = 3
CHANGES_SHOWN = 6
OCCURRING_SHOWN = 12
HEADINGS = {
    "person": "People",
    "organisation": "Organisations",
    "country": "States",
    "place": "Places",
    "source": "Sources cited",
}
RELATIONS = {"person": "who", "organisation": "who", "country": "who", "place": "place", "source": "source"}


@http.page(known=("merged",))
def dossier(request: HttpRequest, dossier: str) -> HttpResponse:
    """Everything about one relation at a glance; an older address leads to the present one."""
    profile = records.standing(records.found(word=dossier))
    if answer := records.elsewhere(request, profile):
        return answer
    entries = timeline.current().filter(dossier_id=profile.listing.record_id)
    newest = timeline.page(entries, order="-date", limit=ENTRIES_SHOWN, fragment="card").rows
    stages = stages_of(profile)
    named = {each for row in newest for each in cards.slots(row.fragment)}
    around = dossiers.surroundings(dossier, named.union(*(responses.deciders(item) for _, item in stages)))
    ready = fragments.Fragments()
    context = records.described(request, profile, profile.newest)
    context |= {
        "dossier_path": profile.listing.path,
        "here": "dossier",
        "path": f"{profile.listing.path}timeline/",
        "both_sides": sides(around),
        "newest": [ready.put(row.fragment) for row in newest],
        "chapters": [
            chapter | {"cases": with_stages(chapter["cases"], stages, around.names)}
            for chapter in with_entries(context["chapters"], profile.listing.record_id)
        ],
        "loose_cases": with_stages(context["loose_cases"], stages, around.names),
        "all": around.counts.get("all", {}).get("", 0),
        "visits": around.counts.get("group", {}).get("visit", 0),
        "occurring": occurring(profile),
        "changes": [told(change) for change in dossiers.changes(CHANGES_SHOWN, profile.listing.record_id)],
        "api_timeline": f"/api/v1/timeline/?dossier={profile.listing.public_id}",
    }
    if drawn := overview.draw(around.counts.get("year_group", {})):
        context |= figure_of(drawn, figures.addresses(drawn, context["path"], ""), ready, around.document)
    return HttpResponse(fragments.page("relations/dossier.html", context, ready, around.names))


def with_entries(chapters: list[dict[str, Any]], dossier: int) -> list[dict[str, Any]]:
    """The sections, each with the newest entries on its topic; no query where none has a topic."""
    topics = sorted({chapter["topic"] for chapter in chapters if chapter["topic"]})
    found = dossiers.latest_on(dossier, topics, ENTRIES_IN_SECTION) if topics else {}
    return [chapter | {"entries": [entry(item) for item in found.get(chapter["topic"], [])]} for chapter in chapters]


def stages_of(profile: Profile) -> list[tuple[str, dict[str, Any]]]:
    """The stages of the dossier's cases; no query where it has none."""
    has_cases = "cases" in json.loads(profile.listing.item)
    return dossiers.stages_of(profile.listing.record_id) if has_cases else []


def with_stages(
    cases: list[dict[str, Any]], stages: list[tuple[str, dict[str, Any]]], names: dict[str, Name]
) -> list[dict[str, Any]]:
    """Each case with the table of its stages."""
    return [
        case | {"stages": responses.stages([stage(item) for key, item in stages if key == case["key"]], names)}
        for case in cases
    ]


def stage(item: dict[str, Any]) -> responses.Stage:
    """A list item as a step of a case."""
    return responses.Stage(Name(item["id"], item["title"]["en"], item["url"], State.PUBLIC, item["type"]), item)


def entry(item: dict[str, Any]) -> dict[str, Any]:
    """One line of a section's list."""
    return {
        "title": item["title"]["en"],
        "path": item["url"],
        "date": item["date"],
        "kind": facts.kind_label(item),
        "group": item["group"],
        "count": measures.short(item),
        "standing": facts.standing(item),
    }


def sides(around: dossiers.Surroundings) -> list[dict[str, Any]]:
    """Both sides with their countries, those of the past with the time that they existed."""
    known = dossiers.listings(each for side in around.sides for each in side["countries"])
    return [
        {"label": side["label"], "countries": [country(known[each]) for each in side["countries"] if each in known]}
        for side in around.sides
    ]


def country(listing: Listing) -> dict[str, Any]:
    existed = json.loads(listing.item).get("date") if listing.state == "public" else None
    return {"name": listing, "existed": dates.words(dates.parse(existed["edtf"]), "en") if existed else ""}


def occurring(profile: Profile) -> list[dict[str, Any]]:
    """The lists of people, states, places and sources, each record with the number of entries that name it."""
    found = dossiers.occurring(profile.listing.record_id)
    path = f"{profile.listing.path}timeline/"
    return [
        {"id": f"in-{kind}", "heading": heading, "more": len(rows) - OCCURRING_SHOWN,
         "rows": [(row, f"{path}?{RELATIONS[kind]}={row.name.public_id}") for row in rows[:OCCURRING_SHOWN]]}
        for kind, heading in HEADINGS.items()
        if (rows := of_type(found, kind))
    ]  # fmt: skip


def of_type(found: Iterable[dossiers.Occurring], kind: str) -> list[dossiers.Occurring]:
    return [row for row in found if row.type == kind]


def told(change: Change) -> dict[str, Any]:
    """One act in words; of a withdrawn record never the name."""
    note = rendering.change(load(change.edition.document)) if change.op == Op.PUBLISH else None
    public = change.record.listing.state == "public"
    return {
        "at": change.at,
        "label": note["label"] if note else Op(change.op).label.capitalize(),
        "note": note["note"] if note and public else "",
        "name": change.record.listing if public else None,
        "public_id": change.record.public_id,
    }
