"""`manage.py send_notices`: one letter for each person, never twice, without a title in its subject; a server that fails."""

import datetime
import smtplib
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from editorial import hours
from editorial.models import Edition, Notice
from editorial.services import assignment, mailing, notices, reminding
from tests import factories
from tests.desk.screens import ready_source

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
DAY = datetime.timedelta(days=1)


class Server(EmailBackend):
    """Refuses what a test tells it to."""

    fault: dict[str, Exception] = {}
    opened = None

    def open(self):
        if self.opened:
            raise self.opened

    def send_messages(self, messages):
        if fault := self.fault.get(messages[0].to[0]):
            raise fault
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    settings.DESK_URL, settings.SITE_NAME = "https://desk.example.org", "Chronicle"
    monkeypatch.setattr(Server, "fault", {})
    monkeypatch.setattr("django.utils.module_loading.import_string", lambda path: Server)
    monkeypatch.setattr("django.core.mail.import_string", lambda path: Server)
    return Server


@pytest.fixture
def ann():
    return factories.user("Author", username="ann", email="ann@example.org")


@pytest.fixture
def rita():
    return factories.user("Reviewer", username="rita", email="rita@example.org")


@pytest.fixture
def record(ann):
    return ready_source(ann, "A <secret> “draft” & more")


def tell(record, *people, verb="request_changes", text="Say which page.", actor=None):
    return notices.tell(
        recipients=people, actor=actor, verb=verb, record=record, edition=factories.open_of(record), text=text
    )


def run():
    out = StringIO()
    try:
        call_command("send_notices", stdout=out)
    except CommandError as fault:
        return out.getvalue().splitlines(), str(fault), fault.returncode
    return out.getvalue().splitlines(), "", 0


def test_each_person_gets_one_letter_with_everything(ann, rita, record):
    tell(record, ann, actor=rita, text="Say\r\n  which page.")
    tell(record, ann, rita, verb="comment", text="")
    assert run() == (["sent: ann: 2 notices", "sent: rita: 1 notice"], "", 0)
    first, second = mail.outbox
    assert (first.subject, first.to) == ("[Chronicle desk] 2 notices wait for you", ["ann@example.org"])
    assert second.subject == "[Chronicle desk] 1 notice waits for you"
    assert first.body == (
        "ann,\n\n"
        "* Changes requested: source “A <secret> “draft” & more”, rita\n"
        "  Say which page.\n"
        f"  https://desk.example.org/admin/editorial/source/{record.pk}/change/\n\n"
        "* New comment: source “A <secret> “draft” & more”\n"
        f"  https://desk.example.org/admin/editorial/source/{record.pk}/change/\n\n"
        "All your notices: https://desk.example.org/admin/notices/\n"
        "There you can also choose to get no more letters.\n"
    )
    assert {message.message().get_content_type() for message in mail.outbox} == {"text/plain"}


def test_a_second_run_sends_nothing(ann, record):
    tell(record, ann)
    run()
    assert (run(), len(mail.outbox)) == (([], "", 0), 1)
    (notice,) = Notice.objects.all()
    assert (notice.mail_due, notice.mailed_at is not None, notice.read_at) == (False, True, None)


def test_no_title_in_any_subject(ann, record):
    tell(record, ann)
    run()
    assert "secret" not in mail.outbox[0].subject


@pytest.mark.parametrize(
    "meanwhile",
    [
        lambda ann: notices.mark_read(reader=ann),
        lambda ann: notices.want_mail(actor=ann, wanted=False),
        lambda ann: ann.groups.clear(),
        lambda ann: type(ann).objects.update(is_active=False),
        lambda ann: type(ann).objects.update(wants_mail=False),
        lambda ann: type(ann).objects.update(email=""),
        lambda ann: Notice.objects.update(at=timezone.now() - 8 * DAY),
    ],
)
def test_what_needs_no_letter_any_more_gets_none(ann, record, meanwhile):
    tell(record, ann)
    meanwhile(ann)
    assert (run(), mail.outbox) == (([], "", 0), [])
    assert not Notice.objects.filter(mail_due=True).exists()


def test_a_bad_address_does_not_stop_the_others_and_is_tried_again(ann, rita, record, server):
    tell(record, ann, rita)
    server.fault["ann@example.org"] = smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such user")})
    lines, fault, code = run()
    assert lines == ["not sent: ann: SMTPRecipientsRefused; see the address of this account", "sent: rita: 1 notice"]
    assert (fault, code) == ("Not sent: 1. The reasons are above; the next run tries again.", 1)
    server.fault.clear()
    assert run() == (["sent: ann: 1 notice"], "", 0)
    assert [message.to for message in mail.outbox] == [["rita@example.org"], ["ann@example.org"]]


def test_a_line_break_in_an_address_stops_nobody(ann, rita, record):
    type(ann).objects.filter(pk=ann.pk).update(email="ann@example.org\nBcc: all@example.org")
    tell(record, ann, rita)
    lines, _, code = run()
    assert (lines[1:], code, [message.to for message in mail.outbox]) == (
        ["sent: rita: 1 notice"], 1, [["rita@example.org"]]
    )  # fmt: skip


@pytest.mark.parametrize("fault", [smtplib.SMTPServerDisconnected("gone"), TimeoutError("slow")])
def test_a_server_that_goes_away_ends_the_run_and_nothing_is_lost(ann, rita, record, server, fault):
    tell(record, ann, rita)
    server.fault["ann@example.org"] = fault
    lines, sentence, code = run()
    assert (lines, code) == ([], 1)
    assert sentence.startswith("The mail server does not answer (")
    server.fault.clear()
    assert run()[0] == ["sent: ann: 1 notice", "sent: rita: 1 notice"]


def test_a_server_that_is_not_there_claims_nothing(ann, record, server, monkeypatch):
    tell(record, ann)
    monkeypatch.setattr(server, "opened", ConnectionRefusedError("refused"))
    assert run()[2] == 1
    assert Notice.objects.filter(mail_due=True, mailed_at=None).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend", "DEBUG": False}, "No mail server is set"),
     ({"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend", "DEBUG": False}, "No mail server is set"),
     ({"DESK_URL": ""}, "Links need the address of the desk")],
)  # fmt: skip
def test_without_a_server_or_an_address_the_command_says_what_to_set(ann, record, settings, wrong, sentence):
    tell(record, ann)
    for name, value in wrong.items():
        setattr(settings, name, value)
    settings.DEMO = False
    lines, fault, code = run()
    assert (lines, code, fault.startswith(sentence)) == ([], 1, True)
    assert Notice.objects.get().mail_due


def test_a_letter_is_never_longer_than_forty_lines(ann, record):
    for number in range(42):
        tell(record, ann, text=f"Number {number}.")
    run()
    (letter,) = mail.outbox
    assert (letter.body.count("\n* "), "And 2 more, on the desk." in letter.body) == (40, True)
    assert letter.subject == "[Chronicle desk] 42 notices wait for you"


def test_while_a_letter_is_on_its_way_another_run_finds_nothing(ann, record, server, monkeypatch):
    """The claim is committed before the mail server is asked."""
    tell(record, ann)
    inside = []

    def send(self, messages):
        inside.append(list(mailing.send_due()))
        return 1

    monkeypatch.setattr(server, "send_messages", send)
    assert [tuple(sent) for sent in mailing.send_due()] == [("ann", 1, "")]
    assert inside == [[]]


# --- Reminders ------------------------------------------------------------------------------------


@pytest.fixture
def task(ann, rita, record):
    """Due in three days."""
    edition = assignment.assign(actor=rita, record=record, assignee=ann, due_on=hours.today() + 3 * DAY)
    Notice.objects.all().delete()
    return edition


def reminders(in_days):
    count = reminding.remind(today=hours.today() + in_days * DAY)
    assert count == reminding.remind(today=hours.today() + in_days * DAY) + count  # the second run says nothing
    return [(row.verb, row.recipient.username) for row in Notice.objects.order_by("pk")]


def test_a_task_is_told_on_the_day_before_and_once_when_it_is_late(task):
    assert reminders(0) == reminders(1) == []
    assert reminders(2) == reminders(3) == [("due_tomorrow", "ann")]
    assert reminders(4) == reminders(9) == [("due_tomorrow", "ann"), ("overdue", "ann")]


def test_another_day_and_another_person_are_told_anew(task, rita, record):
    reminders(9)
    with transaction.atomic():
        assignment.assign(actor=rita, record=record, assignee=rita, due_on=task.due_on)
    assert reminders(9)[-1] == ("overdue", "rita")
    Edition.objects.filter(pk=task.pk).update(due_on=task.due_on + DAY)
    assert reminders(9)[-1] == ("overdue", "rita")
    assert Notice.objects.filter(verb="overdue", recipient=rita).count() == 2


@pytest.mark.parametrize("change", [{"state": "in_review"}, {"assignee": None}, {"due_on": None}])
def test_what_is_no_task_any_more_is_not_told(task, change):
    Edition.objects.filter(pk=task.pk).update(**change)
    assert reminders(9) == []


def test_the_command_reminds_and_sends_in_one_run(task, ann):
    Edition.objects.filter(pk=task.pk).update(due_on=hours.today() - DAY)
    assert run() == (["reminded: 1", "sent: ann: 1 notice"], "", 0)
    assert "* Your task is overdue: source" in mail.outbox[0].body
    assert run() == ([], "", 0)
