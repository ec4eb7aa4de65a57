"""What the ledger of a dossier adds up to before and after some texts are published. Reads only, nothing is stored.

Worked out by the ledger itself (`relations.ledger`), with the steps of the texts in the place of the public ones.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Q

from relations import cards, ledger, profiles
from relations.ledger.reading import answering, dossiers, ids_in, steps_of
from relations.models import Listing
from relations.vocabularies import State

Document = Mapping[str, Any]
MOST_DOSSIERS = 3  # each takes a few queries of its own
STEPS = ("measures", "responses", "standing")


class Sum(NamedTuple):
    """What one side has expelled, in words."""

    what: str
    before: str
    after: str
    path: str


def balances(texts: Iterable[Any]) -> list[Sum]:
    """The sums that change, of both sides of each dossier. `texts`: `impact.Text`. No query where no step changes."""
    stepping = [text for text in texts if text.is_dated and steps_in(text.before) != steps_in(text.after)]
    wanted = {each for text in stepping for side in text[:2] for each in text.dossiers(side)}
    rows = dossiers(Q(public_id__in=wanted, state=State.PUBLIC)).order_by("record")[:MOST_DOSSIERS] if wanted else ()
    return [each for row in rows for each in of_dossier(row, stepping)]


def steps_in(document: Document | None) -> dict[str, Any]:
    """What a text brings into a ledger."""
    record = document["record"] if document else {}
    return {name: record[name] for name in STEPS if name in record} if "measures" in record else {}


def of_dossier(dossier: Listing, texts: Iterable[Any]) -> list[Sum]:
    now = ledger.of(dossier)
    then = replaced(now, list(texts), dossier.public_id)
    totals = [ledger.totals(ledger.lines(each)) for each in (now, then)]
    return [
        Sum(f"Ledger of {dossier.title}: expelled by {ledger.side_words(label)}", *said, f"{dossier.path}ledger/")
        for side, label in enumerate(now.labels)
        if (said := [words(each[side]) for each in totals])[0] != said[1]
    ]


def words(total: ledger.Total) -> str:
    """`18 in 2 steps`."""
    return f"{ledger.total_words(total)} in {total.steps} step{'' if total.steps == 1 else 's'}"


def replaced(now: ledger.Ledger, texts: list[Any], dossier: str) -> ledger.Ledger:
    """The same ledger with the steps of the texts instead of those that are public."""
    ids = {text.after["id"] for text in texts}
    items = [item_of(text.after) for text in texts if dossier in text.dossiers(text.after)]
    missing = ids_in(items) - now.names.keys()
    names = now.names if not missing else profiles.Names(now.names | profiles.names(missing))
    steps = [step for step in now.steps if step.item["id"] not in ids]
    steps += [step for item in items for step in steps_of(item, now.sides, names)]
    kept = [item for each in now.answering.values() for item in each if item["id"] not in ids]
    return now._replace(steps=steps, names=names, answering=answering([*kept, *items], names))


def item_of(document: Document) -> dict[str, Any]:
    """As the ledger reads an incident, as far as sums ask."""
    record = document["record"]
    given = {name: record[name] for name in ("measures", "responses") if name in record}
    return {
        "id": document["id"],
        "standing": record.get("standing", "established"),
        "date": cards.date_of(document),
    } | given
