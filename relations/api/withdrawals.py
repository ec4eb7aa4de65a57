"""`withdrawals/`: what is public no more, newest first. Nothing of a withdrawn text: id, type, class of reason, what to see
instead and, once a second person confirmed it, the editors' notice. Of what was removed for good id, type and day alone.

Five queries, one for a dossier and one for those that were merged into it.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import corrections, feeds, vocabularies
from relations.api import answers, feeding, openapi
from relations.api.corrections import acts_of
from relations.api.problems import instant
from relations.cards import transport_json
from relations.corrections import Entry, Kind
from relations.corrections.withdrawals import After, afterwards
from relations.documents.fields import PublicId
from relations.filters.sets import passed
from relations.filters.withdrawals import WithdrawalFilters
from relations.vocabularies import Op

PATH = f"{answers.BASE}withdrawals/"
OPS = (Op.WITHDRAW, Op.VANISH)
OP_OF = {Kind.WITHDRAWAL: Op.WITHDRAW, Kind.REMOVAL: Op.VANISH}
COLUMNS = (
    *("seq", "at", "op", "id", "type", "reason", "replacement", "notice", "reinstated_at", "superseded_by_version"),
    "url",
)


class Withdrawal(serializers.Serializer):
    """One act by which something is public no more. Merges are not among them: another record answers there."""

    seq = serializers.IntegerField(min_value=1, help_text="Its number in the log of changes.")
    at = serializers.DateTimeField()
    op = serializers.ChoiceField([(op.value, op.label) for op in OPS])
    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    url = serializers.CharField(help_text="Root-relative address that leads to the notice, or to what is public again.")
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False, help_text="See instead.")
    notice = serializers.CharField(
        required=False, help_text="The editors' own words, once the withdrawal is confirmed."
    )
    reinstated_at = serializers.DateTimeField(required=False, help_text="When it was taken back, with the same words.")
    superseded_by_version = serializers.IntegerField(
        required=False, min_value=2, help_text="The version that is public since; those before it stay withdrawn."
    )


class Withdrawals(answers.ApiView):
    """Every withdrawal and every removal for good, newest first."""

    formats = feeding.FORMATS

    @extend_schema(
        operation_id="withdrawals_list",
        parameters=openapi.parameters(WithdrawalFilters),
        responses={200: openapi.list_of(Withdrawal), 304: None, **openapi.refusals(400, 405)},
        tags=["withdrawals"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, WithdrawalFilters)
        acts = acts_of(query.one("dossier"), request.head.seq).filter(op__in=OPS)
        found = passed(WithdrawalFilters, acts, query.values)
        limit = feeding.limit(request, query)
        entries, after = corrections.page(found, after=query.after, limit=limit)
        cursor = None if after is None else query.cursor_after(after)
        following = answers.next_address(PATH, query, cursor)
        if (name := feeding.wanted(request)) in feeding.FEEDS:
            return feeding.feed(request, feeding.Listed("Withdrawals", PATH, query, entries, following), name)
        later = afterwards(entries)
        rows = [described(each, later.get(each.seq, After())) for each in entries]
        if name:
            listed = feeding.Listed("Withdrawals", PATH, query, entries, following)
            cells = ({key: str(value) for key, value in row.items()} for row in rows)
            return feeding.table(feeds.written(COLUMNS, cells), listed, "withdrawals")
        return answers.list_response(map(transport_json, rows), following, query.limit, request.head)


def described(entry: Entry, after: After) -> dict[str, Any]:
    """One act; what it does not have is left out."""
    found = {
        "seq": entry.seq,
        "at": instant(entry.at),
        "op": OP_OF[entry.kind].value,
        "id": entry.name.public_id,
        "type": entry.name.type,
        "url": f"/r/{entry.name.public_id}/",
        "reason": entry.reason,
        "replacement": entry.replacement and entry.replacement.public_id,
        "notice": entry.notice,
        "reinstated_at": after.reinstated_at and instant(after.reinstated_at),
        "superseded_by_version": after.version,
    }
    return {key: value for key, value in found.items() if value not in (None, "")}
