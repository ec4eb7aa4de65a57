"""Publishing at an hour on screen: the set, the named time zone, refusals with everything typed, the worklist."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editorial import selectors
from editorial.models import Edition
from editorial.services import publishing, reviewing, scheduling
from relations.models import Change
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, ready_source, seen, send, url, words

pytestmark = pytest.mark.django_db
TO_COME = {"day": "2090-03-31", "hour": "09:30"}
AT = datetime.datetime(2090, 3, 31, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def publisher():
    return factories.user("Publisher", username="petra")


def approved(author, *records):
    factories.submit_all(author, list(records))
    reviewer = factories.user("Reviewer")
    for record in records:
        reviewing.approve(actor=reviewer, edition=factories.open_of(record), revision=factories.newest(record))


@pytest.fixture
def source(author):
    row = ready_source(author)
    approved(author, row)
    return row


@pytest.fixture
def made(author):
    made = factories.visit_set(author)
    approved(author, *made.values())
    return made


def state(record):
    return record.editions.latest("number").state


def panel(user, record):
    return opened(client_of(user), record).context["panel"]


def test_the_page_names_the_set_and_the_time_zone(publisher, made):
    page = look(publisher, "schedule", made["visit"])
    text = words(page)
    assert (page.status_code, "When, in the time zone UTC" in text) == (200, True)
    assert len(page.context["members"]) == 8
    assert "A Town" in text


def test_the_whole_set_is_scheduled_and_unscheduled(publisher, made):
    records = list(made.values())
    answer = send(publisher, "schedule", made["visit"], **seen(*records), **TO_COME)
    assert answer.status_code == 302
    assert {(state(record), factories.open_of(record).scheduled_for) for record in records} == {("scheduled", AT)}
    assert Change.objects.count() == 0
    shown = panel(publisher, made["visit"])
    assert (shown.due, {button.verb: button.reason for button in shown.buttons}) == (
        "31 Mar 2090, 09:30 UTC",
        {"review": None, "unschedule": None, "recall": None},
    )
    assert "It was to be published on 31 Mar 2090, 09:30 UTC" in words(look(publisher, "unschedule", made["place"]))
    assert send(publisher, "unschedule", made["place"]).status_code == 302
    assert {state(record) for record in records} == {"approved"}


def test_the_worklist_says_when(author, publisher, source, made):
    later = AT + datetime.timedelta(days=1)
    scheduling.schedule(actor=publisher, edition=factories.open_of(source), revision=factories.newest(source), at=later)
    lead = made["visit"]
    scheduling.schedule(actor=publisher, edition=factories.open_of(lead), revision=factories.newest(lead), at=AT)
    found = [(str(item.edition.record), len(item.others), item.note) for item in selectors.scheduled(publisher)]
    assert found == [
        ("Guest Person visits A Town", 7, "Due 31 Mar 2090, 09:30 UTC."),
        ("A source", 0, "Due 1 Apr 2090, 09:30 UTC."),
    ]
    assert "needs the role Publisher" in selectors.scheduled(author)[0].reason
    assert "Due 31 Mar 2090, 09:30 UTC." in words(client_of(author).get("/admin/"))


def test_an_hour_that_has_passed_is_refused_and_what_was_typed_stays(publisher, source):
    passed = timezone.now() - datetime.timedelta(hours=2)
    typed = {"day": f"{passed:%Y-%m-%d}", "hour": f"{passed:%H:%M}"}
    page = send(publisher, "schedule", source, **seen(source), **typed)
    assert (page.status_code, "The hour has passed; choose one to come, or publish now." in words(page)) == (422, True)
    assert [f'value="{value}"' in page.content.decode() for value in typed.values()] == [True, True]
    assert state(source) == "approved"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": ""}, "Choose the day, for example 2027-03-31."),
        ({"day": "31 March"}, "Write the day as year, month, day, for example 2027-03-31."),
        ({"day": "2027-02-30"}, "Write the day as year, month, day"),
        ({"day": "0001-01-01"}, "The day has passed; choose one to come."),
        ({"day": "9999-12-31"}, "Choose a day of this century."),
        ({"hour": ""}, "Choose the time of day, for example 09:00."),
        ({"hour": "25:00"}, "Write the time as hours and minutes, for example 09:00."),
        ({"hour": "٣:٠٠x"}, "Write the time as hours and minutes"),
    ],
)
def test_what_is_no_hour_is_answered_with_an_example(publisher, source, typed, sentence):
    page = send(publisher, "schedule", source, **seen(source), **(TO_COME | typed))
    assert (page.status_code, sentence in words(page)) == (422, True)
    assert state(source) == "approved"


@pytest.mark.parametrize(("day", "hour"), [("2090-03-26", "02:30"), ("2090-10-29", "02:30")])
def test_an_hour_that_the_clocks_skip_or_repeat_is_refused(settings, publisher, source, day, hour):
    settings.DESK_TIME_ZONE = "Europe/Prague"
    page = send(publisher, "schedule", source, **seen(source), day=day, hour=hour)
    assert (page.status_code, "this hour does not exist or comes twice" in words(page)) == (422, True)


def test_hours_are_read_in_the_time_zone_that_is_named(settings, publisher, source):
    settings.DESK_TIME_ZONE = "Europe/Prague"
    assert "in the time zone Europe/Prague" in words(look(publisher, "schedule", source))
    assert send(publisher, "schedule", source, **seen(source), day="2090-07-01", hour="10:00").status_code == 302
    assert factories.open_of(source).scheduled_for == datetime.datetime(2090, 7, 1, 8, tzinfo=datetime.UTC)
    assert panel(publisher, source).due == "1 Jul 2090, 10:00 Europe/Prague (1 Jul 2090, 08:00 UTC)"


@pytest.mark.parametrize("forged", [{}, {"seen-1": "1"}, {"seen-x": "y"}])
def test_a_form_that_does_not_say_what_it_showed_schedules_nothing(publisher, source, forged):
    assert send(publisher, "schedule", source, **TO_COME, **forged).status_code == 409
    assert state(source) == "approved"


@pytest.mark.parametrize(("role", "superuser"), [("Author", False), ("Reviewer", False), ("", True)])
def test_who_is_no_publisher_is_refused(source, role, superuser):
    user = factories.user(role, is_superuser=superuser)
    page = send(user, "schedule", source, **seen(source), **TO_COME)
    assert (page.status_code, "needs the role Publisher" in words(page)) == (403, True)
    assert send(user, "unschedule", source).status_code == 403
    assert state(source) == "approved"


def test_what_is_not_approved_cannot_be_scheduled(author, publisher):
    waiting = ready_source(author)
    factories.submit_all(author, [waiting])
    page = send(publisher, "schedule", waiting, **seen(waiting), **TO_COME)
    assert (page.status_code, "this is possible when it is approved" in words(page)) == (409, True)
    assert send(publisher, "unschedule", waiting).status_code == 409
    draft = ready_source(author)
    publishing_nothing = send(publisher, "schedule", draft, **TO_COME)
    assert publishing_nothing.status_code == 409


def test_a_set_that_waits_for_one_member_says_which(author, publisher):
    made = factories.visit_set(author)
    records = list(made.values())
    factories.submit_all(author, records)
    for record in records[:-1]:
        reviewing.approve(actor=publisher, edition=factories.open_of(record), revision=factories.newest(record))
    page = send(publisher, "schedule", records[0], **seen(*records), **TO_COME)
    assert (page.status_code, "Guest Person visits A Town: The edition is in review" in words(page)) == (403, True)


def test_a_due_publication_that_was_refused_says_why(author, publisher):
    """The place is withdrawn meanwhile: the reason stands on the panel, on the review page and in the worklist."""
    made = factories.published_visit_set()
    factories.Visit.objects.filter(pk=made["visit"].pk).update(summary="Another summary.")
    factories.freeze(made["visit"], made["author"])
    factories.submit_all(made["author"], [made["visit"]], change_kind="update")
    lead = made["visit"]
    reviewing.approve(actor=publisher, edition=factories.open_of(lead), revision=factories.newest(lead))
    scheduling.schedule(actor=publisher, edition=factories.open_of(lead), revision=factories.newest(lead), at=AT)
    publishing.withdraw(actor=publisher, record=made["place"], reason="error")
    (ran,) = scheduling.publish_due(now=AT)
    assert "A Town" in ran.reason
    assert (state(lead), factories.open_of(lead).schedule_refusal) == ("approved", ran.reason)
    for page in (opened(client_of(publisher), lead), look(publisher, "review", lead)):
        assert f"It was due and was not published: {ran.reason}" in words(page)
    (item,) = selectors.to_publish(publisher)
    assert item.note == f"Not published when it was due: {ran.reason}"
    assert ("not published when due", ran.reason) in [
        (event.what, event.detail) for event in selectors.history_of(lead)
    ]
    assert ("scheduled", "for 31 Mar 2090, 09:30 UTC") in [
        (event.what, event.detail) for event in selectors.history_of(lead)
    ]


def test_the_review_page_leads_to_the_hour(publisher, source):
    page = look(publisher, "review", source)
    assert [(each.label, each.url, each.reason) for each in page.context["further"]] == [
        ("Schedule", url("schedule", source), None),
        ("Recall", url("recall", source), None),
    ]
    send(publisher, "schedule", source, **seen(source), **TO_COME)
    page = look(publisher, "review", source)
    assert [each.label for each in page.context["further"]] == ["Unschedule", "Recall"]
    assert "Due 31 Mar 2090, 09:30 UTC." in words(page)
    assert {button.name: button.reason for button in page.context["buttons"]}["publish"] is None
    reader = look(factories.user("Author"), "review", source).context["further"]
    assert ["needs the role Publisher" in each.reason for each in reader if each.label == "Unschedule"] == [True]


def test_looking_schedules_nothing(publisher, source):
    look(publisher, "schedule", source, **TO_COME)
    look(publisher, "unschedule", source)
    assert Edition.objects.get(record=source).state == "approved"


@pytest.mark.parametrize(("count", "queries"), [(1, 15), (3, 32)])
def test_queries_of_the_page_grow_by_member_alone(author, publisher, count, queries):
    rows = [ready_source(author, f"Source {number}") for number in range(count)]
    approved(author, *rows)
    client = client_of(publisher)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url("schedule", rows[0])).status_code == 200
    assert len(asked) == queries


def test_the_list_can_be_narrowed_to_what_is_scheduled(publisher, source):
    send(publisher, "schedule", source, **seen(source), **TO_COME)
    found = client_of(publisher).get("/admin/editorial/source/?state=scheduled").context["cl"].result_list
    assert [row.pk for row in found] == [source.pk]
