"""What an answer was made of is kept as queries, and asked again as they were."""

import datetime
import json

import pytest
from django.db import connection

from relations import http
from relations.models import Change, Listing, PublishedEdition
from relations.static_copy.addresses import Address, read
from relations.static_copy.asking import Site, as_the_copy
from relations.static_copy.tracing import Rows, Trace, one_moment, restored, stored
from tests import records
from tests.static_copy.checking import ORIGIN

pytestmark = pytest.mark.one_engine

MOMENT = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)


@pytest.fixture
def record(lawless):
    records.publish_visits(1)


def traced(work):
    trace = Trace()
    with connection.execute_wrapper(trace):
        work()
    return trace


def hashes(trace):
    """As another process would read them: through JSON."""
    rows = Rows()
    return [rows.hash_of(*json.loads(json.dumps(asked))) for asked in trace.queries.values()]


def test_the_same_rows_have_the_same_hash(record):
    def work():
        list(Listing.objects.filter(public_id__in=["V00000", "C0NTR1"], updated_at__gte=MOMENT).order_by("pk"))
        list(Change.objects.filter(at__date__gte=MOMENT.date(), edition__isnull=False)[:3])

    trace = traced(work)
    assert trace.whole
    before = hashes(trace)
    assert before == hashes(traced(work))
    Listing.objects.filter(public_id="V00000").update(title="Another")
    after = hashes(trace)
    assert (before[0] == after[0], before[1] == after[1]) == (False, True)


def test_a_query_is_kept_once(record):
    trace = traced(lambda: [Listing.objects.get(public_id="V00000") for _ in range(3)])
    assert len(trace.queries) == 1


def test_where_the_record_stands_is_no_part_of_it(record):
    assert traced(http.read_head).queries == {}


def test_what_cannot_be_asked_again_is_said(record):
    assert not traced(lambda: Listing.objects.update(title="Another")).whole
    assert not traced(lambda: Listing.objects.raw("SELECT * FROM relations_listing WHERE title = %s", [b"x"])[:1]).whole


@pytest.mark.parametrize("value", [1, "text", None, True, 1.5, [1, ["a"]], MOMENT, MOMENT.date()])
def test_a_parameter_comes_back(value):
    assert restored(json.loads(json.dumps(stored(value)))) == value


def test_one_moment_holds_inside_a_test(record):
    with one_moment():
        assert PublishedEdition.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_moment_sees_nothing_that_comes_after():
    other = connection.copy()
    with one_moment():
        assert http.read_head().epoch == ""
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO relations_head (id, seq, epoch) VALUES (1, 0, 'epoch')")
        assert http.read_head().epoch == ""
    other.close()
    assert http.read_head().epoch == "epoch"


# --- One address asked ----------------------------------------------------------------------------


@pytest.fixture
def site(record, tmp_path):
    with as_the_copy(ORIGIN, tmp_path):
        yield Site(ORIGIN)


@pytest.mark.parametrize(
    ("address", "status", "standing", "dated"),
    [
        ("/visits/V00000/visit-v00000/", 200, False, False),
        ("/cs/visits/V00000/visit-v00000/", 200, False, False),
        ("/visits/V00000/visit-v00000/?format=bibtex", 200, False, True),
        ("/cs/visits/V00000/visit-v00000/?format=bibtex", 200, False, True),
        ("/first-second/timeline/", 200, True, True),
        ("/first-second/timeline/?format=json", 200, True, True),
        ("/first-second/corrections/", 200, True, False),
        ("/api/v1/visits/V00000/", 200, True, False),
        ("/data/", 200, True, True),
        ("/r/V00000/", 302, False, False),
        ("/visits/ZZZZZZ/", 404, False, False),
    ],
)
def test_it_is_known_what_an_answer_says_besides_rows(site, address, status, standing, dated):
    answer = site.ask(read(address))
    assert (answer.status, answer.standing, answer.dated) == (status, standing, dated)
    assert answer.trace.whole
    assert "Set-Cookie" not in answer.headers


def test_an_answer_is_that_of_the_live_site(site, client):
    live = client.get("/cs/visits/V00000/visit-v00000/", headers={"host": "chronicle.example"}, secure=True)
    assert site.ask(Address("/cs/visits/V00000/visit-v00000/")).content == live.content


def test_the_settings_of_the_process_come_back(record, settings, tmp_path):
    names = ("ALLOWED_HOSTS", "BUILD", "DEBUG", "DUMPS_DIR", "SECURE_SSL_REDIRECT")
    before = [getattr(settings, name) for name in names]
    http.remember("kept", 1)
    with as_the_copy(ORIGIN, tmp_path):
        http.remember("kept", 2)
        assert http.recall("kept") is None
    assert http.recall("kept") == 1
    assert [getattr(settings, name) for name in names] == before
