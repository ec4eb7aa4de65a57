"""The published chronicle copied into the plain tables, so that both pages show the same entries."""

import json

from django.db import connection

from relations.models import Listing, TimelineEntry
from tests.bench.plain.models import Named, Party, Visit

BATCH = 1000


def fill() -> None:
    """Make the tables and copy every name and every visit."""
    with connection.schema_editor() as editor:
        for model in (Named, Visit, Party):
            editor.create_model(model)
    rows = Listing.objects.exclude(type="visit").values("public_id", "type", "title", "path")
    Named.objects.bulk_create([Named(**row) for row in rows], BATCH)
    names = {row.public_id: row.pk for row in Named.objects.all()}
    entries = [(json.loads(entry.card_json), entry) for entry in TimelineEntry.objects.filter(seq_to=None)]
    Visit.objects.bulk_create([visit(item, entry, names) for item, entry in entries], BATCH)
    keys = dict(Visit.objects.values_list("public_id", "pk"))
    Party.objects.bulk_create(
        [party(keys[item["id"]], part, names) for item, _ in entries for part in item["participations"]], BATCH
    )
    citing = Visit.sources.through
    pairs = [
        citing(visit_id=keys[item["id"]], named_id=names[source]) for item, _ in entries for source in item["sources"]
    ]
    citing.objects.bulk_create(pairs, BATCH)


def visit(item: dict, entry: TimelineEntry, names: dict[str, int]) -> Visit:
    return Visit(
        public_id=item["id"], path=item["url"], title=item["title"]["en"], summary=item["summary"]["en"],
        kind=item["kind"], standing=item["standing"], edtf=item["date"]["edtf"], earliest=entry.earliest,
        sort_key=entry.sort_key, direction=entry.direction, place_id=names[item["place"]],
    )  # fmt: skip


def party(visit_id: int, part: dict, names: dict[str, int]) -> Party:
    return Party(visit_id=visit_id, role=part["role"], who_id=names[part["who"]], state_id=names[part["state"]])
