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


def test_incidents_and_visits_share_one_order(lawless):
    """By day, then by the order inside the day, whatever their types."""
    records.publish(*records.background(), *records.incident_background())
    records.publish(
        records.cause("1NC003", "1990-05-02"),
        records.cause("1NC002", "1990-05-01", order_in_day=2),
        records.visit("V00001", "1990-05-01", order_in_day=1),
        records.cause("1NC001", "1990-05-01"),
        records.cause("1NC000", "[..1990-04-30]"),
    )
    names = dict(PublishedRecord.objects.values_list("pk", "public_id"))
    rows, _ = timeline.page(timeline.current(), limit=9, fragment="card")
    assert [names[row.record_id] for row in rows] == ["1NC000", "1NC001", "V00001", "1NC002", "1NC003"]
    assert walk("date", 2) == [row.key for row in rows]


def test_counts_tell_incidents_from_visits(lawless):
    records.publish_incident()
    records.publish(records.visit("V00001", "2021-04-17"))
    counts = timeline.counts(PublishedRecord.objects.get(public_id=records.DOSSIER).pk)
    assert counts["all"] == {"": 3}
    assert counts["group"] == {"incident": 1, "measure": 1, "visit": 1}
    assert counts["kind"] == {"expulsion": 1, "official": 1, "sabotage": 1}
    assert counts["standing"] == {"attributed": 1, "established": 2}
    assert counts["direction"] == {"first-to-second": 1, "none": 1, "second-to-first": 1}
    assert counts["year_group"] == {"2014/incident": 1, "2021/measure": 1, "2021/visit": 1}


@pytest.mark.parametrize(
    "text", ["topic=sabotage", "case=the-case", "topic=sabotage&case=the-case&kind=sabotage&who=C0NTR1"]
)
def test_a_page_by_subject_or_case_is_one_query_however_long(lawless, django_assert_num_queries, text):
    records.publish(*records.background())
    records.publish(*(records.cause(f"1NC{n:03}", records.day(n), case="the-case", stage="tried") for n in range(12)))
    for limit in (1, 3, 200):
        with django_assert_num_queries(1):
            page = filters.read(QueryDict(f"{text}&limit={limit}")).page()
        assert len(page.rows) == min(limit, 12)
