"""Hours in words: the time zone is always named, and UTC stands beside it where it differs."""

import datetime

import pytest

from editorial import hours

pytestmark = pytest.mark.desk
AT = datetime.datetime(2026, 7, 1, 22, 5, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("UTC", "1 Jul 2026, 22:05 UTC"),
        ("Europe/Prague", "2 Jul 2026, 00:05 Europe/Prague (1 Jul 2026, 22:05 UTC)"),
        ("America/New_York", "1 Jul 2026, 18:05 America/New_York (1 Jul 2026, 22:05 UTC)"),
    ],
)
def test_an_hour_names_its_time_zone(settings, name, said):
    settings.DESK_TIME_ZONE = name
    assert hours.words(AT) == said
    assert hours.written(AT.isoformat()) == said


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-13-01T00:00:00+00:00"])
def test_what_is_no_hour_stays_as_it_was_written(text):
    assert hours.written(text) == text
