"""What a search of the whole desk costs in CPU with 10,000 working records, and what reading them into the index costs."""

import time
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from editorial.models import Claim, Edition, Record, Source
from editorial.selectors import similar
from editorial.services import indexing
from tests import factories

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

RECORDS = 10_000
MOST_CPU = 0.25  # seconds of one search, page and all
ROUNDS = 5
TEXT = (
    "The ministry of town {0} told the embassy that {1} members of its staff have to leave within {2} days, page {0}."
)


@pytest.fixture
def desk(db):
    """Sources, each with a summary and two statements, written past the services: only their number matters."""
    author = factories.user("Author")
    for number in range(RECORDS):
        row = Source(
            type="source",
            created_by=author,
            title=f"Note {number} of the ministry on expulsion {number % 97}",
            summary=TEXT.format(number, number % 31, number % 7),
            source_kind="news",
        )
        row.save()
    keys = list(Record.objects.values_list("pk", flat=True))
    Edition.objects.bulk_create([Edition(record_id=key, number=1) for key in keys], batch_size=500)
    claims = [Claim(record_id=key, n=n, text=TEXT.format(at, n, at % 9)) for at, key in enumerate(keys) for n in (1, 2)]
    Claim.objects.bulk_create(claims, batch_size=500)
    return author


def spent(act):
    before = time.process_time()
    act()
    return time.process_time() - before


def test_a_search_among_ten_thousand_records(desk):
    reading = spent(indexing.renew_all)
    client = Client()
    client.force_login(desk)
    for question in ("expulsion", "ministry embassy staff", "note 4711", "vrbetice"):
        address = f"/admin/-/find/?q={question}"
        assert client.get(address).status_code == 200
        cost = min(spent(partial(client.get, address)) for _ in range(ROUNDS))
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        print(f"\nfind {question!r}: {cost * 1000:.0f} ms of CPU, {len(queries)} queries")
        assert cost < MOST_CPU
    subject = similar.subject_of(Source.objects.get(title__startswith="Note 5000 "))
    hints = min(spent(lambda: similar.hints(subject)) for _ in range(ROUNDS))
    print(f"\nindex of {RECORDS} records: {reading:.1f} s; hints: {hints * 1000:.0f} ms")
    assert hints < MOST_CPU
