"""Ledgers: for each dossier its measures in order with the running balance, the same numbers as on its page.

One query for the page of dossiers, three for each of them.
"""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import ledger, vocabularies
from relations.api import answers, openapi, shapes
from relations.cards import transport_json
from relations.documents import parts
from relations.documents.fields import PublicId
from relations.filters import Query
from relations.filters.ledgers import LedgersFilters, passes
from relations.ledger import Answer, Ledger, Line, Step, Total
from relations.ledger.balance import OTHER_KIND, REPEATED, STANDING
from relations.measures import alive
from relations.models import Listing

PATH = f"{answers.BASE}ledger/"
LEFT_OUT = (OTHER_KIND, STANDING, REPEATED)


class LedgerTotal(serializers.Serializer):
    """How many one side expelled. `high` is absent where nothing limits it."""

    steps = serializers.IntegerField(min_value=0)
    low = serializers.IntegerField(min_value=0)
    high = serializers.IntegerField(min_value=0, required=False)
    unstated = serializers.IntegerField(min_value=0, help_text="Steps whose number nobody states.")


class LedgerBalance(serializers.Serializer):
    """What one side did in all."""

    label = serializers.CharField()
    countries = serializers.ListField(child=PublicId())
    expelled = LedgerTotal()
    caps = serializers.IntegerField(min_value=0, help_text="Caps set; they are levels and not added up.")


class LedgerAnswer(serializers.Serializer):
    """A published response that joins a measure's incident to another event."""

    id = PublicId(help_text="The other event.")
    relation = serializers.ChoiceField(vocabularies.Relation.choices)
    basis = serializers.ChoiceField(vocabularies.ResponseBasis.choices)
    asserted_by = PublicId(required=False)
    note = serializers.CharField(required=False)
    days = serializers.IntegerField(required=False, min_value=0, help_text="Absent where a day is not known.")


class LedgerAnswered(LedgerAnswer):
    """The same from the other end, with the measures of what answers."""

    measures = serializers.ListField(child=parts.Measure(), required=False)


class LedgerMeasure(serializers.Serializer):
    """One measure of one incident."""

    incident = PublicId()
    version = serializers.IntegerField(min_value=1)
    url = serializers.CharField()
    date = shapes.ItemDate()
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    measure = parts.Measure()
    side = serializers.IntegerField(required=False, help_text="1 or 2: the side that imposes it.")
    counted = serializers.BooleanField(required=False, help_text="Whether it is in the balance.")
    left_out = serializers.ChoiceField([(each, each) for each in LEFT_OUT], required=False, help_text="Why it is not.")
    expelled = serializers.ListField(child=LedgerTotal(), required=False, help_text="Both sides, after this measure.")
    answers = serializers.ListField(child=LedgerAnswer())
    answered_by = serializers.ListField(child=LedgerAnswered())
    sources = serializers.ListField(child=PublicId())


class LedgerCeiling(serializers.Serializer):
    """A staff ceiling of a mission."""

    mission = PublicId()
    between_sides = serializers.BooleanField()
    ceiling = parts.StaffCeiling()


class LedgerItem(serializers.Serializer):
    """The ledger of one dossier. Filters narrow `measures` and `apart`; balance and sentences are of the whole."""

    dossier = PublicId()
    url = serializers.CharField(help_text="Root-relative address of the page.")
    state_on = serializers.DateField(help_text="Day of the last act on the public record.")
    balance = serializers.ListField(child=LedgerBalance())
    sentences = serializers.ListField(child=serializers.CharField(), help_text="To quote, in English.")
    measures = serializers.ListField(
        child=LedgerMeasure(), help_text="Of one side towards the other, in order of time."
    )
    apart = serializers.ListField(child=LedgerMeasure(), help_text="With third states, or a side not stated.")
    ceilings = serializers.ListField(child=LedgerCeiling())


class Ledgers(answers.ApiView):
    """Reciprocal measures of the two sides of a dossier, with what answers them and the running balance."""

    @extend_schema(
        operation_id="ledger_list",
        parameters=openapi.parameters(LedgersFilters),
        responses={200: openapi.list_of(LedgerItem), 304: None, **openapi.refusals(400, 405)},
        tags=["ledger"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, LedgersFilters)
        rows = ledger.page(query.one("dossier"), query.after or 0, query.limit + 1)
        shown = rows[: query.limit]
        cursor = query.cursor_after(shown[-1].record_id) if len(rows) > query.limit else None
        fragments = [transport_json(described(row, query)) for row in shown]
        return answers.list_response(fragments, answers.next_address(PATH, query, cursor), query.limit, request.head)


def described(row: Listing, query: Query) -> dict[str, Any]:
    """The ledger of one dossier as the API gives it."""
    found = ledger.of(row)
    lines = ledger.lines(found)
    return {
        "dossier": row.public_id,
        "url": f"{row.path}ledger/",
        "state_on": found.at.date().isoformat(),
        "balance": [balance(found, lines, side) for side in range(len(found.sides))],
        "sentences": ledger.sentences(found, lines),
        "measures": [counted(line, found) for line in lines if passes(line.step, query)],
        "apart": [measure(step, found) for step in found.steps if not step.is_reciprocal and passes(step, query)],
        "ceilings": [
            {"mission": each.mission.public_id, "between_sides": each.between, "ceiling": each.part}
            for each in found.ceilings
        ],
    }


def balance(found: Ledger, lines: list[Line], side: int) -> dict[str, Any]:
    names = found.sides[side]
    caps = lines[-1].caps[side] if lines else 0
    return {
        "label": names["label"],
        "countries": names["countries"],
        "expelled": total(ledger.totals(lines)[side]),
        "caps": caps,
    }


def total(value: Total) -> dict[str, int]:
    return {key: number for key, number in value._asdict().items() if number is not None}


def counted(line: Line, found: Ledger) -> dict[str, Any]:
    """A measure between the two sides, with the balance after it."""
    reason = {"left_out": line.left_out} if line.left_out else {}
    shown = {"side": line.step.by + 1, "counted": line.adds, "expelled": [total(each) for each in line.expelled]}
    return measure(line.step, found) | shown | reason


def measure(step: Step, found: Ledger) -> dict[str, Any]:
    item = step.item
    return {
        "incident": item["id"],
        "version": item["version"],
        "url": item["url"],
        "date": item["date"],
        "standing": item["standing"],
        "measure": step.part,
        "answers": [
            answer(each, found.names[each.part["to"]].survivor or each.part["to"])
            for each in ledger.answers(step, found)
        ],
        "answered_by": [
            answer(each, each.item["id"]) | ({"measures": own} if (own := alive(each.item, "measures")) else {})
            for each in ledger.answered_by(step, found)
        ],
        "sources": item["sources"],
    }


def answer(each: Answer, other: str) -> dict[str, Any]:
    kept = {key: each.part[key] for key in ("relation", "basis", "asserted_by", "note") if key in each.part}
    return {"id": other} | kept | ({} if each.days is None else {"days": each.days})
