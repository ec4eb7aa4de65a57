"""Tests for `relations.timeline`: pages by key, one query each, kept counts."""

import pytest
from django.http import QueryDict

from relations import filters, timeline
from relations.models import PublishedRecord, TimelineEntry
from tests import records


def walk(order, limit, entries=None):
    """Sort keys of a whole list, page by page."""
    entries = timeline.current() if entries is None else entries
    after, keys = None, []
    while True:
        rows, after = timeline.page(entries, order=order, after=after, limit=limit, fragment="card")
        keys += [row.key for row in rows]
        if after is None:
            return keys


@pytest.mark.parametrize("order", timeline.ORDERS)
def test_pages_join_to_the_whole_list_when_a_day_is_shared(lawless, order):
    records.publish(*records.background())
    records.publish(*(records.visit(f"V0000{number}", "1990-05-01") for number in range(9)))
    column, descending = timeline.ORDERS[order]
    whole = sorted(TimelineEntry.objects.values_list(column, flat=True), reverse=descending)
    assert len(set(whole)) == 9
    assert walk(order, 2) == walk(order, 9) == walk(order, 200) == whole


def test_a_page_is_one_query_however_long(lawless, django_assert_num_queries):
    records.publish_visits(12)
    for limit in (1, 3, 200):
        with django_assert_num_queries(1):
            page = timeline.page(timeline.current(), limit=limit, fragment="card_json")
        assert len(page.rows) == min(limit, 12)
    with django_assert_num_queries(1):
        filters.read(QueryDict("who=PERS01&dossier=first-second&q=visit&source_kind=reference&limit=3")).page()


def test_a_full_last_page_has_no_next(lawless):
    records.publish_visits(3)
    assert timeline.page(timeline.current(), limit=3, fragment="card").after is None
    assert timeline.page(timeline.current(), limit=2, fragment="card").after is not None


def test_a_row_carries_key_year_and_fragment(lawless):
    records.publish_visits(1)
    entry = TimelineEntry.objects.get()
    (row,) = timeline.page(timeline.current(), limit=5, fragment="card").rows
    assert row == (entry.sort_key, entry.sort_key, entry.record_id, entry.card)
    assert row.year == 1990


def test_an_entry_of_two_dossiers_is_listed_once_over_all(lawless):
    records.publish(*records.background())
    second = records.document("dossier", "D0SSR2", slug="second-first", sides=[
        {"n": 1, "label": "A", "countries": [records.FIRST]}, {"n": 2, "label": "B", "countries": [records.SECOND]},
    ])  # fmt: skip
    records.publish(second, records.visit(dossiers=[records.DOSSIER, "D0SSR2"]))
    assert TimelineEntry.objects.count() == 2
    for text in ("", "dossier=first-second", "dossier=D0SSR2", "dossier=D0SSR1&dossier=D0SSR2"):
        assert len(filters.read(QueryDict(text)).page().rows) == 1


def test_counts_come_from_the_kept_table(lawless, django_assert_num_queries):
    records.publish_visits(400)
    dossier = PublishedRecord.objects.get(public_id=records.DOSSIER)
    with django_assert_num_queries(1):
        counts = timeline.counts(dossier.pk)
    assert counts == {
        "all": {"": 400},
        "direction": {"second-to-first": 400},
        "group": {"visit": 400},
        "kind": {"official": 400},
        "standing": {"established": 400},
        "year": {"1990": 365, "1991": 35},
        "year_group": {"1990/visit": 365, "1991/visit": 35},
    }


def test_other_counts_stop_at_their_cap(lawless, django_assert_num_queries):
    records.publish_visits(12)
    with django_assert_num_queries(1):
        assert timeline.capped_count(timeline.current(), cap=5) == 6
    assert timeline.capped_count(timeline.current(), cap=12) == 12
