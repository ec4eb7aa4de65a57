"""The front page of a dossier: sides, overview, newest entries, who and where occur, statements, changes."""

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from relations import (
    cards,
    dates,
    dossiers,
    facts,
    languages,
    measures,
    moments,
    on_a_day,
    overview,
    profiles,
    rendering,
    responses,
    spans,
    timeline,
)  # fmt: skip
from relations.documents import load
from relations.models import Change, Listing
from relations.profiles import Name, Profile
from relations.views import clocks, figures, fragments, items, records
from relations.views.timeline import figure_of
from relations.vocabularies import Op, State

ENTRIES_SHOWN = 5
ENTRIES_IN_SECTION = 3
CHANGES_SHOWN = 6
OCCURRING_SHOWN = 12
HEADINGS = {
    "person": pgettext_lazy("heading", "People"),
    "organisation": pgettext_lazy("heading", "Organisations"),
    "country": pgettext_lazy("heading", "States"),
    "place": pgettext_lazy("heading", "Places"),
    "source": pgettext_lazy("heading", "Sources cited"),
}
RELATIONS = {"person": "who", "organisation": "who", "country": "who", "place": "place", "source": "source"}


@clocks.page(known=("merged", "on", "asof"))
def dossier(request: HttpRequest, dossier: str) -> HttpResponse:
    """Everything about one relation at a glance; an older address leads to the present one."""
    profile = records.standing(records.found(word=dossier))
    if answer := items.then(request, profile) or records.elsewhere(request, profile):
        return answer
    entries = timeline.current().filter(dossier_id=profile.listing.record_id)
    newest = timeline.page(entries, order="-date", limit=ENTRIES_SHOWN, fragment="card").rows
    stages = stages_of(profile)
    named = {each for row in newest for each in cards.slots(row.fragment)}
    around = dossiers.surroundings(
        dossier, named.union(*(responses.deciders(item) for _, item in stages)), spans.Asked()
    )
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
    if drawn := overview.draw(around.counts.get("year_group", {}), [each.entry for each in around.days]):
        context |= figure_of(drawn, figures.addresses(drawn, context["path"], ""), ready, around.document)
    context |= on_day(request, profile, around, context["problems"])
    return HttpResponse(fragments.page("relations/dossier.html", context, ready, around.names))


def on_day(
    request: HttpRequest, profile: Profile, around: dossiers.Surroundings, problems: list[str]
) -> dict[str, Any]:
    """Both sides on the day that `on` names; no query where it names none. What is no day is ignored and said."""
    asked = moments.true_on(request.GET)
    said = {"problems": [*problems, *asked.problems]}
    if asked.day is None:
        return said
    then = on_a_day.rows(on_a_day.read(profile.listing, around.sides, asked.day))
    words = moments.words(asked.day)
    return said | {"on": asked.day.isoformat(), "on_words": words, "then": then, "robots": "noindex,follow"}


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
    return responses.Stage(
        Name(item["id"], languages.said(item["title"]), item["url"], State.PUBLIC, item["type"]), item
    )


def entry(item: dict[str, Any]) -> dict[str, Any]:
    """One line of a section's list."""
    return {
        "title": languages.said(item["title"]),
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
    return {
        "name": profiles.name_of(listing),
        "existed": dates.words(dates.parse(existed["edtf"]), languages.current()) if existed else "",
    }


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
    row = change.record.listing
    public = row.state == State.PUBLIC
    return {
        "at": change.at,
        "label": note["label"] if note else capfirst(str(Op(change.op).label)),
        "note": note["note"] if note and public else "",
        "name": Name(row.public_id, row.called, row.path) if public else None,
        "public_id": change.record.public_id,
    }
