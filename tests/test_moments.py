"""The first clock against a diary: a long public history is walked a step a day, and each day is asked for again at the end."""

import datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.http import QueryDict

from relations import filters, moments, profiles, publication
from relations.models import Listing
from relations.views.records import GONE
from relations.vocabularies import State
from tests import histories, records

FIRST_DAY = datetime.date(2024, 1, 1)


def day_of(step: int) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(days=step)


@pytest.fixture
def diary(lawless, monkeypatch):
    """Day -> id -> (state, number of the edition) as they were public when that day ended."""
    cache.clear()
    found = {}
    for step, act in enumerate(histories.STEPS.values()):
        noon = datetime.datetime.combine(day_of(step), datetime.time(12), datetime.UTC)
        monkeypatch.setattr(publication, "timezone", SimpleNamespace(now=lambda noon=noon: noon))
        act()
        rows = Listing.objects.values_list("public_id", "state", "number")
        found[day_of(step)] = {public_id: (state, number) for public_id, state, number in rows}
    return found


def test_every_record_stood_on_every_day_as_the_diary_says(diary):
    for public_id in diary[max(diary)]:
        profile = profiles.profile(public_id=public_id)
        for day, public in diary.items():
            was = moments.standing(profile, day)
            state, number = public.get(public_id, ("", None))
            assert was.state == state, (public_id, day)
            assert (was.edition.number if was.edition else None) == (number if state == State.PUBLIC else None)


def test_pages_answer_as_the_diary_says_and_bring_nothing_withdrawn_back(diary, client):
    statuses = set()
    for public_id in (histories.A, histories.B, histories.TOWN, records.INCIDENT, records.SOURCE, records.DOSSIER):
        listing = Listing.objects.get(public_id=public_id)
        path = listing.path or f"/visits/{public_id}/x/"
        for day, public in diary.items():
            answer = client.get(f"{path}?asof={day}")
            state, number = public.get(public_id, ("", 0))
            assert answer.status_code == expected(listing, state, number), (public_id, day)
            if answer.status_code == 200:
                assert f"It is version {number}, published" in answer.content.decode()
            statuses.add(answer.status_code)
    assert statuses == {200, 302, 404, 410}


def expected(listing: Listing, state: str, number: int) -> int:
    """What a page must answer, from the diary and from what is withdrawn today."""
    if listing.state in GONE:
        return 410
    if state == State.MERGED:
        return 302
    if state != State.PUBLIC:
        return 404
    return 410 if number <= listing.withdrawn_through else 200


def test_lists_and_pages_of_a_day_agree(diary):
    """What the list of a day holds is what its pages show."""
    for day in diary:
        rows = filters.read(QueryDict(f"asof={day}")).entries().values_list("record__public_id", "edition__number")
        assert dict(rows) == dict(shown_on(day))


def shown_on(day: datetime.date):
    """Id and number of each incident and visit whose page of that day is no notice."""
    for listing in Listing.objects.filter(type__in=("visit", "incident")).exclude(state__in=GONE):
        profile = profiles.profile(public_id=listing.public_id)
        edition = moments.standing(profile, day).edition
        if edition and edition.number > listing.withdrawn_through:
            yield listing.public_id, edition.number


# --- Reading --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, day, problems",
    [
        ("", None, 0),
        ("asof=2024-03-05", "2024-03-05", 0),
        ("asof=2024-3-5", None, 1),
        ("asof=2024-03-05&asof=2024-03-06", None, 1),
        ("asof=2024-03-09&nope=1", None, 0),
        ("asof=2024-03-10", None, 1),
        ("on=2024-03-05", None, 0),
    ],
)
def test_a_day_is_read_once_for_all(monkeypatch, text, day, problems):
    monkeypatch.setattr(moments, "today", lambda: datetime.date(2024, 3, 9))
    asked = moments.asked(QueryDict(text))
    assert (asked.day and asked.day.isoformat(), len(asked.problems)) == (day, problems)


@pytest.mark.parametrize(
    "text, day, problems", [("on=2024-03-09", "2024-03-09", 0), ("on=2024-03-10", None, 1), ("on=x", None, 1)]
)
def test_what_is_true_today_can_be_asked_for(monkeypatch, text, day, problems):
    monkeypatch.setattr(moments, "today", lambda: datetime.date(2024, 3, 9))
    asked = moments.true_on(QueryDict(text))
    assert (asked.day and asked.day.isoformat(), len(asked.problems)) == (day, problems)


def test_links_leave_out_what_is_not_there():
    assert moments.links(original="http://x/a/") == '<http://x/a/>; rel="original"'
    assert moments.links(original="http://x/a/", timemap="http://x/t/", timegate="http://x/g/") == (
        '<http://x/a/>; rel="original", <http://x/g/>; rel="timegate", '
        '<http://x/t/>; rel="timemap"; type="application/link-format"'
    )
