"""What the limit costs of one ready answer of the API: CPU with and without it, in one run."""

import time
from contextlib import nullcontext

import pytest
from django.test import override_settings

from tests import records
from tests.redis_caches import in_redis

pytestmark = [pytest.mark.django_db, pytest.mark.redis]

ADDRESS = "/api/v1/timeline/?limit=50"
ROUNDS, EACH = 9, 200
MOST_RATIO = {"memory": 1.4, "redis": 1.6}  # of the CPU of the same answer without a limit


def spent(client):
    before = time.process_time()
    for _ in range(EACH):
        assert client.get(ADDRESS).status_code == 200
    return (time.process_time() - before) / EACH


def best(client, rates):
    """The least CPU of one answer under each rate; taken in turn, so that a busy machine hinders both."""
    found = {rate: [] for rate in rates}
    for _ in range(ROUNDS):
        for rate in rates:
            with override_settings(API_RATE=rate):
                found[rate].append(spent(client))
    return [min(found[rate]) for rate in rates]


@pytest.mark.parametrize("where", MOST_RATIO)
def test_the_limit_is_a_small_part_of_a_ready_answer(lawless, client, redis_url, where):
    records.publish_visits(50)
    with in_redis(redis_url) if where == "redis" else nullcontext():
        without, limited = best(client, (0, 10**9))
        assert "RateLimit" in client.get(ADDRESS).headers
    print(f"\n{where}: {without * 1e6:.0f} µs without, {limited * 1e6:.0f} µs with the limit: {limited / without:.2f}")
    assert limited / without < MOST_RATIO[where]
