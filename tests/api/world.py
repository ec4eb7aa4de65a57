"""The small made-up world of the examples: one of everything that the API answers, published at fixed moments.

Two states, an embassy, an expulsion that answers a sabotage, a visit; every record in two versions; then a withdrawal and
a merge. What is asked of it here stands in the description as an example, byte for byte.
"""

import datetime
import json

from relations import publication
from relations.documents import refs, validate
from relations.models import Head
from tests import records

FIRST_DAY = datetime.datetime(2026, 5, 1, 9, 30, tzinfo=datetime.UTC)
EPOCH = "0123456789abcdef"
CORRECTED = {"kind": "correction", "note": "The name was not exact."}


def on(day: int) -> datetime.datetime:
    return FIRST_DAY + datetime.timedelta(days=day)


def corrected(text: str) -> str:
    """The next version of a document: its title made exact."""
    value = json.loads(text)
    value["record"]["title"] += " (exact)"
    value["change"] = CORRECTED
    return validate(value | {"refs": refs(value)})


def build() -> None:
    """Publish it all. Needs a database without acts, and no laws that refuse what nobody approved."""
    texts = [
        *records.background(),
        *records.incident_background(),
        records.cause(),
        records.incident(),
        records.visit(),
    ]
    publication.publish(documents=texts, at=on(0))
    publication.publish(documents=[corrected(text) for text in texts], at=on(10))
    publication.publish(documents=[records.visit("V00001"), records.cause("CAVSE2")], at=on(11))
    publication.withdraw(public_id="V00001", reason="duplicate", replacement=records.VISIT, at=on(20))
    publication.merge(public_id="CAVSE2", survivor=records.CAUSE, at=on(21))
    Head.objects.update(epoch=EPOCH)
