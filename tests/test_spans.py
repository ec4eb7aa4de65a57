"""Spans of time in words: countdowns, how long ago, due dates, months before a day."""

import datetime

import pytest

from editorial import spans

NOW = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
SECONDS = {
    -5: "just now", 5: "now", 60: "in 1 minute", 7_199: "in 1 hour", 7_200: "in 2 hours", -86_400: "1 day ago",
    -13 * 86_400: "13 days ago", -14 * 86_400: "2 weeks ago", -59 * 86_400: "8 weeks ago", -60 * 86_400: "2 months ago",
    -364 * 86_400: "12 months ago", -365 * 86_400: "1 year ago", -800 * 86_400: "2 years ago", 10 * 3_600: "in 10 hours",
}  # fmt: skip


@pytest.mark.parametrize("seconds", SECONDS)
def test_how_far_an_hour_is(seconds):
    assert spans.relative(NOW + datetime.timedelta(seconds=seconds), NOW) == SECONDS[seconds]


@pytest.mark.parametrize(
    ("days", "said"),
    [(-2, "overdue by 2 days"), (-1, "overdue by 1 day"), (0, "due today"), (1, "due tomorrow"), (5, "due in 5 days")],
)
def test_what_a_due_date_means(days, said):
    assert spans.due(NOW.date() + datetime.timedelta(days=days), NOW.date()) == said


@pytest.mark.parametrize(
    ("months", "day"), [(1, "2026-09-30"), (8, "2026-02-28"), (12, "2025-10-31"), (99_999, "0001-01-01")]
)
def test_months_before_a_day(months, day):
    last = datetime.datetime(2026, 10, 31, tzinfo=datetime.UTC)
    assert spans.months_before(last, months).date().isoformat() == day
