"""The change log: every act on the public record in commit order, without a gap, so that a stranger can keep a copy."""

import re
from typing import Any

from django.db.models.functions import Substr
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations.api import answers, openapi, shapes
from relations.cards import transport_json
from relations.filters.sets import ChangeFilters
from relations.models import Change
from relations.vocabularies import Op

# Canonical text sorts its keys, so the change stands first: no document has to be parsed to say its kind.
CHANGE_KIND = re.compile(r'\{"change":\{"kind":"([a-z_]+)"')
COLUMNS = (
    "seq", "op", "record__public_id", "record__type", "edition__number", "edition__content_hash", "at", "reason",
    "replacement__public_id", "notice",
)  # fmt: skip


class Changes(answers.ApiView):
    """Acts after a sequence number: publish, withdraw, confirm_withdrawal, reinstate, merge, vanish."""

    @extend_schema(
        operation_id="changes_list",
        parameters=openapi.parameters(ChangeFilters),
        responses={200: openapi.list_of(shapes.Change), 304: None, **openapi.refusals(400, 405)},
        tags=["changes"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, ChangeFilters)
        after = int(query.one("after") or 0)
        rows = Change.objects.filter(seq__gt=after, seq__lte=request.head.seq).order_by("seq")
        opening = Substr("edition__document", 1, 60)
        found = list(rows.annotate(opening=opening).values(*COLUMNS, "opening")[: query.limit + 1])
        shown = found[: query.limit]
        following = None
        if len(found) > query.limit:
            following = f"{answers.BASE}changes/?{query.changed(after=str(shown[-1]['seq']))}"
        return answers.list_response(map(fragment, shown), following, query.limit, request.head)


def fragment(row: dict[str, Any]) -> str:
    """One act as JSON text; what an act does not have is left out. A merge says into which record, as named then."""
    kind = CHANGE_KIND.match(row["opening"] or "")
    value = {
        "seq": row["seq"],
        "op": row["op"],
        "id": row["record__public_id"],
        "type": row["record__type"],
        "version": row["edition__number"],
        "change": kind and kind[1],
        "content_hash": row["edition__content_hash"],
        "at": row["at"].isoformat().replace("+00:00", "Z"),
        "reason": row["reason"],
        "into" if row["op"] == Op.MERGE else "replacement": row["replacement__public_id"],
        "notice": row["notice"],
    }
    return transport_json({key: part for key, part in value.items() if part})
