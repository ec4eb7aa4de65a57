"""Corrections through the API: what was put right, newest first, each act with the words before and after.

The same acts as on the page of a dossier, as feeds and as a table too. Four queries, one for a dossier and one for those
that were merged into it.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import corrections, feeds, vocabularies
from relations.api import answers, feeding, openapi, shapes
from relations.cards import transport_json
from relations.comparing import Difference
from relations.corrections import Entry, Kind
from relations.documents.fields import PublicId
from relations.filters.corrections import CorrectionListFilters, narrowed
from relations.filters.lookups import dossiers_called
from relations.models import Change, Listing

PATH = f"{answers.BASE}corrections/"


class CorrectedPlace(serializers.Serializer):
    """What an act changed at one place of the record. `before` is absent of what was added, `after` of what was removed."""

    anchor = serializers.CharField(help_text="The part of the document, for example claims/3/text.")
    place = serializers.CharField(help_text="The same in words, in English.")
    before = serializers.CharField(required=False)
    after = serializers.CharField(required=False)


class Correction(serializers.Serializer):
    """One act that put the record right (or, where `kind` asks for them, moved it on). Nothing of a text that is
    withdrawn: such an act has no title, note or changes.
    """

    seq = serializers.IntegerField(min_value=1, help_text="Its number in the log of changes.")
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(Kind.choices)
    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    url = serializers.CharField(help_text="Root-relative address that leads to the record, or to the notice about it.")
    title = shapes.Text(required=False)
    merged_into = PublicId(required=False, help_text="The record that stands for it now.")
    version = serializers.IntegerField(required=False, min_value=1, help_text="The edition that the act made.")
    content_hash = serializers.CharField(required=False, help_text="Of that edition.")
    days_stood = serializers.IntegerField(
        required=False, min_value=0, help_text="Corrections: days from the publication of the wrong words to the right."
    )
    note = serializers.CharField(required=False, help_text="The editors' own words.")
    note_cs = serializers.CharField(required=False, help_text="The same in Czech.")
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False, help_text="Withdrawals: see instead. Merges: merged into.")
    changes = serializers.ListField(
        child=CorrectedPlace(), required=False, help_text="Absent where the words before or after are withdrawn."
    )


class Corrections(answers.ApiView):
    """Corrections, clarifications, withdrawals, merges and removals of a dossier or of all, newest first."""

    formats = feeding.FORMATS

    @extend_schema(
        operation_id="corrections_list",
        parameters=openapi.parameters(CorrectionListFilters),
        responses={200: openapi.list_of(Correction), 304: None, **openapi.refusals(400, 405)},
        tags=["corrections"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, CorrectionListFilters)
        acts = acts_of(query.one("dossier"), request.head.seq)
        limit = feeding.limit(request, query)
        entries, after = corrections.page(narrowed(acts, query), after=query.after, limit=limit)
        cursor = None if after is None else query.cursor_after(after)
        following = answers.next_address(PATH, query, cursor)
        if name := feeding.wanted(request):
            return as_file(request, name, feeding.Listed("Corrections", PATH, query, entries, following))
        fragments = (transport_json(described(each)) for each in entries)
        return answers.list_response(fragments, following, query.limit, request.head)


def as_file(request: Request, name: str, listed: feeding.Listed) -> HttpResponse:
    """The acts as a feed, or as a table with one row per changed place."""
    if name in feeding.FEEDS:
        return feeding.feed(request, listed, name)
    base = request.build_absolute_uri("/").rstrip("/")
    cells = (row for entry in listed.entries for row in feeds.rows_of(entry, base))
    return feeding.table(feeds.written(feeds.COLUMNS, cells), listed, "corrections")


def acts_of(dossier: str, until: int) -> QuerySet[Change]:
    """The acts on one dossier, by id or address word; on all where none is named, on none where nobody knows it."""
    listing = Listing.objects.filter(record__in=dossiers_called((dossier,))).first() if dossier else None
    found = corrections.acts(listing, until)
    return found.none() if dossier and listing is None else found


def described(entry: Entry) -> dict[str, Any]:
    """One act; what it does not have is left out."""
    name = entry.name
    found = {
        "seq": entry.seq,
        "at": entry.at.isoformat().replace("+00:00", "Z"),
        "kind": entry.kind.value,
        "id": name.public_id,
        "type": name.type,
        "url": f"/r/{name.public_id}/",
        "title": None if name.is_gone else name.facts.get("title", {"en": name.title}),
        "merged_into": entry.under and entry.under.public_id,
        "version": entry.version or None,
        "content_hash": entry.content_hash,
        "days_stood": entry.days,
        "note": entry.notice,
        "note_cs": entry.notice_cs,
        "reason": entry.reason,
        "replacement": entry.replacement and entry.replacement.public_id,
        "changes": None if entry.differences is None else [place(each) for each in entry.differences],
    }
    return {key: value for key, value in found.items() if value not in (None, "")}


def place(each: Difference) -> dict[str, str]:
    sides = {"before": each.before, "after": each.after}
    missing = {"added": "before", "removed": "after"}.get(each.op)
    return {"anchor": each.anchor, "place": each.place} | {key: text for key, text in sides.items() if key != missing}
