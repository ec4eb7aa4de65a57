"""A walk through 5,000 rows that share all they can, while others are added: nothing is missed, nothing repeated.

The index rows are put in by hand: publishing so many would take minutes, and what is walked is the index.
"""

import datetime
import itertools

import pytest

from relations.models import Head, Listing, PublishedEdition, PublishedRecord, TimelineEntry
from relations.models.timeline import CURRENT
from relations.vocabularies import State
from tests import records
from tests.api.test_lists import get

MANY = 5_000
DAY = datetime.date(1990, 5, 1).toordinal() << 41
BATCH = 1_000


class Crowd:
    """Records of one day and title, one act each. `add` puts in more: some before all others in order, some among them."""

    def __init__(self, record_type):
        (edition,) = records.publish(records.document("source", records.SOURCE, source_kind="news"))
        self.edition = PublishedEdition.objects.get(pk=edition.pk)
        self.type, self.numbers = record_type, itertools.count(1)

    def add(self, count, days=(0,)):
        """More of them; returns their ids. `days`: how far from the common day, in turn."""
        numbers = list(itertools.islice(self.numbers, count))
        made = [PublishedRecord(public_id=f"N{number:05d}", type=self.type) for number in numbers]
        PublishedRecord.objects.bulk_create(made, BATCH)
        row = self.entry if self.type == "visit" else self.listing
        rows = [row(record, number, days[number % len(days)]) for record, number in zip(made, numbers, strict=True)]
        type(rows[0]).objects.bulk_create(rows, BATCH)
        Head.objects.update(seq=1 + numbers[-1])
        return [record.public_id for record in made]

    def entry(self, record, number, days):
        return TimelineEntry(
            record=record, edition=self.edition, dossier=None, main=True, sort_key=DAY + (days << 41) + record.pk,
            earliest=datetime.date(1990, 5, 1), latest=datetime.date(1990, 5, 1), precision="day", known_to="day",
            certain=True, group="visit", kind="official", direction="none", standing="established",
            seq_first=1 + number, seq_from=1 + number, card="", card_json=f'{{"id":"{record.public_id}"}}', renderer="",
        )  # fmt: skip

    def listing(self, record, number, days):
        title = f"{'zzz' if days > 0 else 'aaa'}" if days else "the same name"
        now = self.edition.published_at
        return Listing(
            record=record, public_id=record.public_id, type=self.type, state=State.PUBLIC, edition=self.edition, number=1,
            title=title, slug="same", path="/", sort_title=title, item=f'{{"id":"{record.public_id}"}}',
            first_seq=1 + number, seq=1 + number, first_published_at=now, updated_at=now,
        )  # fmt: skip


def walk(client, address, crowd=None):
    """Ids of a whole list page by page. With a crowd: while it grows, ten times, at every end of the list."""
    found, pages = [], 0
    while address:
        answer = get(client, address)
        found += [item["id"] for item in answer["data"]]
        address, pages = answer["page"]["next"], pages + 1
        if crowd and pages <= 10:
            crowd.add(6, days=(-1, 0, 1))
    return found


def ids(crowd):
    """Everybody in the list now."""
    rows = TimelineEntry.objects.filter(CURRENT) if crowd.type == "visit" else Listing.objects.filter(type=crowd.type)
    return set(rows.values_list("record__public_id", flat=True))


def walked(client, word, record_type, walks):
    """Walks of a growing crowd, each of pages of one length in one order; the last one once more, with nobody added."""
    crowd = Crowd(record_type)
    crowd.add(MANY)
    for limit, sort in walks:
        before = ids(crowd)
        address = f"/api/v1/{word}/?limit={limit}&sort={sort}&fields=id"
        met = walk(client, address, crowd)
        assert len(met) == len(set(met)), address
        assert before <= set(met) <= ids(crowd), address
    assert len(before) >= MANY
    assert sorted(walk(client, address)) == sorted(ids(crowd))


@pytest.mark.one_engine
def test_a_crowd_of_entries_is_met_once(lawless, client):
    walked(client, "timeline", "visit", [(83, "published"), (200, "-date")])


@pytest.mark.one_engine
def test_a_crowd_of_profiles_is_met_once(lawless, client):
    walked(client, "people", "person", [(200, "title")])


@pytest.mark.slow
def test_pages_of_any_length_meet_every_entry_once(lawless, client):
    walked(client, "visits", "visit", [(1, "date"), (7, "-published"), (50, "-date"), (199, "updated"), (200, "date")])


@pytest.mark.slow
def test_pages_of_any_length_meet_every_profile_once(lawless, client):
    walked(client, "people", "person", [(3, "title"), (7, "published"), (199, "-updated"), (50, "title")])


def test_the_crowd_shares_what_it_can(lawless, client):
    """All but the keys that cannot be shared: one act names one record."""
    crowd = Crowd("visit")
    crowd.add(9)
    rows = TimelineEntry.objects.filter(CURRENT)
    assert {key >> 41 for key in rows.values_list("sort_key", flat=True)} == {datetime.date(1990, 5, 1).toordinal()}
    assert walk(client, "/api/v1/timeline/?limit=2") == walk(client, "/api/v1/timeline/?limit=9")
    answer = get(client, "/api/v1/timeline/?limit=2&kind=official&count=exact&facets=year,kind")
    assert answer["facets"] == {"kind": [{"value": "official", "count": 9}], "year": [{"value": "1990", "count": 9}]}
    assert answer["page"]["count"] == 9
