"""`status/`: how far the record goes, what it holds and where its newest copy is. Data alone: no clock, nothing of the machine.

Which dump is the newest stands on disk and not in the sequence, so the answer is made anew each time and has a validator of
its own bytes. Five queries; the counts are remembered until the next act.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import http
from relations.api import admission, answers, dumps, openapi, readable, shapes
from relations.api.problems import instant
from relations.cards import transport_json
from relations.documents.schema import SCHEMA_VERSION
from relations.dumps import shelf
from relations.filters import NoFilters
from relations.models import Change, Head, Listing
from relations.vocabularies import RecordType, State


class NewestDump(serializers.Serializer):
    """The newest whole copy."""

    seq = serializers.IntegerField(min_value=0, help_text="The act at which it was made.")
    manifest = serializers.CharField(help_text="Root-relative address of its manifest.")


class StatusData(serializers.Serializer):
    """How far the record goes."""

    seq = serializers.IntegerField(min_value=0, help_text="Number of the last act.")
    epoch = serializers.CharField(allow_blank=True, help_text="Changes when a backup was restored.")
    at = serializers.DateTimeField(required=False, help_text="When the last act was; absent before the first.")
    schema = serializers.IntegerField(help_text="Version of the schema of documents.")
    build = serializers.CharField(help_text="Which build of the software answers.")
    licence = serializers.CharField(required=False, help_text="Absent while none is decided.")
    licence_url = serializers.URLField(required=False)
    dump = NewestDump(required=False, help_text="Absent while there is none.")

    def get_fields(self) -> dict[str, Any]:
        """How many records of each type are public."""
        counts = {kind.value: serializers.IntegerField(min_value=0) for kind in RecordType}
        made = type("StatusCounts", (serializers.Serializer,), counts | {"__doc__": "Public records by type."})
        return super().get_fields() | {"counts": made()}


class StatusAnswer(serializers.Serializer):
    data = StatusData()
    meta = shapes.Meta()


class Status(answers.ApiView):
    """Sequence number and time of the last act, counts by type, versions of schema and software, the newest dump."""

    @extend_schema(
        operation_id="status",
        responses={200: StatusAnswer, 304: None, **openapi.refusals(400, 405)},
        tags=["status"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        answer = answers.item_response(transport_json(described(request.head)), request.head)
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        unchanged = http.is_unchanged(request, answer["ETag"])
        return HttpResponseNotModified(headers={"ETag": answer["ETag"]}) if unchanged else answer


def watched(view: type[answers.ApiView]) -> Callable:
    """The view behind the limit and with the headers of the API, without the cache, which knows the sequence alone."""
    plain = readable.offered(view.as_view(), answers.stamped)

    @wraps(plain)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.head = http.read_head()
        if problem := admission.counted(request, view.allowance):
            return answers.refused(request, problem)
        response = http.rendered(plain(request, *args, **kwargs))
        response["Cache-Control"] = http.PUBLIC
        del response["Vary"]
        return response

    return answers.checked(answer, view.formats)


def described(head: Head) -> dict[str, Any]:
    """Everything; what there is not is left out."""
    at = Change.objects.filter(seq=head.seq).values_list("at", flat=True).first()
    newest = next(iter(shelf.servable()), None) if head.seq else None
    licence = {key: text for key, text in answers.meta(head).items() if key.startswith("licence")}
    return {
        "seq": head.seq,
        "epoch": head.epoch,
        **({"at": instant(at)} if at else {}),
        "counts": counts(head),
        "schema": SCHEMA_VERSION,
        "build": http.build(),
        **licence,
        **({"dump": {"seq": newest.seq, "manifest": f"{dumps.address(newest.seq)}manifest.json"}} if newest else {}),
    }


def counts(head: Head) -> dict[str, int]:
    """Public records by type."""
    key = f"counts:{head.epoch}:{head.seq}"
    found = http.recall(key)
    if found is None:
        rows = Listing.objects.filter(state=State.PUBLIC).values_list("type").annotate(number=Count("pk"))
        found = {str(kind): 0 for kind in RecordType} | dict(rows)
        http.remember(key, found)
    return found
