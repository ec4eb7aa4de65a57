"""What the start page of the desk costs in CPU where ten thousand records wait, beside the same page where ten do.

The least of some rounds: what else the machine does adds to the others, never takes away.
"""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Dossier, Edition, Record
from editorial.services import drafting
from tests import factories
from tests.desk import newsroom
from tests.desk.forms import client_of

FEW, MANY = 1, 750  # lines of each of the fifteen lists
ROUNDS = 15
MOST = 150  # milliseconds


@pytest.fixture
def desk(transactional_db, lawless):
    me, other = factories.user("Publisher", username="petra"), factories.user("Author", username="ada")
    dossier = drafting.create(actor=other, model=Dossier, title="Bench", slug="bench")
    return newsroom.Desk(me, other, dossier)


def spent(client, path: str) -> tuple[float, int]:
    """Milliseconds of CPU, and the number of queries."""
    times = []
    for _ in range(ROUNDS):
        before = time.process_time()
        assert client.get(path).status_code == 200
        times.append(time.process_time() - before)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return min(times) * 1000, len(queries)


def test_the_start_page_stays_within_its_budget(desk):
    client, pages = client_of(desk.me), {"start": "/admin/", "one list": "/admin/-/work/stale/?page=3",
             "in a dossier": f"/admin/?dossier={desk.dossier.public_id}", "team": "/admin/-/activity/"}  # fmt: skip
    newsroom.fill(desk, FEW)
    few = {name: spent(client, path) for name, path in pages.items()}
    newsroom.fill(desk, MANY)
    many = {name: spent(client, path) for name, path in pages.items()}
    print(f"\n{Record.objects.count():,} records, {Edition.objects.count():,} editions; milliseconds of CPU, queries")
    for name in pages:
        (less, before), (more, after) = few[name], many[name]
        print(f"{name}: {less:.0f} ms, {before} -> {more:.0f} ms, {after}; ratio {more / less:.1f}")
    assert few["start"][1] == many["start"][1]
    assert many["start"][0] < MOST
