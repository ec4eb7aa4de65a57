"""What finding the corrections of a dossier costs in CPU among ten thousand editions, beside making a page of fifty.

Which dossier a record belongs to is looked for in the text of its newest document, by no index. Both run here on the
same database; only the ratio means something. Printed too: the table of years, made once after each act on the record.
"""

import statistics
import time

import pytest
from django.core.cache import cache

from relations import corrections, publication
from relations.models import Head, Listing, PublishedEdition
from tests import records
from tests.bench import chronicle

VISITS, EDITIONS = 5_000, 10_000
KINDS = ("update", "minor", "update", "correction", "clarification", "minor", "update", "update", "minor", "correction")
ROUNDS = 7
AT_LEAST = 3.0


def again(number: int) -> str:
    """Another edition of a visit of the chronicle."""
    kind = KINDS[number % len(KINDS)]
    note = {"note": "The day was wrong."} if kind in ("correction", "clarification") else {}
    return records.visit(
        chronicle.name("V", number),
        "1999-01-02",
        change={"kind": kind} | note,
        title=f"Visit number {number} to a town by the river",
        summary=f"Put otherwise, {number}.",
    )


@pytest.fixture
def dossier(transactional_db, lawless):
    cache.clear()
    chronicle.publish_all(VISITS)
    for start in range(0, EDITIONS - VISITS, chronicle.BATCH):
        publication.publish(documents=[again(number) for number in range(start, start + chronicle.BATCH)])
    return Listing.objects.get(public_id=records.DOSSIER)


def spent(call) -> float:
    """Median milliseconds of CPU."""
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        call()
        times.append(time.process_time() - before)
    return statistics.median(times) * 1000


def found(dossier: Listing, until: int) -> list[int]:
    """The acts that the page lists, all of them."""
    acts = corrections.narrowed_to(corrections.acts(dossier, until), ())
    return list(acts.values_list("seq", flat=True))


def test_finding_the_acts_is_the_smaller_part_of_a_page(dossier, client):
    until, numbers = Head.objects.get().seq, iter(range(30, 99))
    client.get("/bench/corrections/")  # the table of years is remembered from here on
    page = spent(lambda: client.get(f"/bench/corrections/?date_to=20{next(numbers):02d}&date_from=1950"))
    finding = spent(lambda: found(dossier, until))
    years = spent(lambda: corrections.years(corrections.acts(dossier, until)))
    count, acts = PublishedEdition.objects.count(), len(found(dossier, until))
    print(
        f"\n{count:,} editions, {acts:,} corrections and clarifications: an uncached page of 50 {page:.0f} ms CPU, finding"
        f" all of them {finding:.0f} ms; ratio {page / finding:.1f}; years and median {years:.0f} ms"
    )
    assert page / finding >= AT_LEAST
