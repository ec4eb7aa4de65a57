"""Reports on the desk: taken, closed with an outcome and a note, opened again; who and when; the address is deleted."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.models import LogLine, Triage
from editorial.services import reports, vanishing
from editorial.services.guarding import Refused, Stale
from relations.models import Report
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import words
from tests.laws import scene

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
LIST = "/admin/reports/"
TEXT = "The year is wrong <script>alert(1)</script>."


def report(reference="7K3M-Q2XD", minutes=0, **fields):
    at = timezone.now() - datetime.timedelta(minutes=minutes)
    return Report.objects.create(
        **({"reference": reference, "text": TEXT, "email": "r@example.org", "seq": 3, "received_at": at} | fields)
    )


def url(row):
    return reverse("admin:editorial_report", args=[row.reference])


@pytest.fixture
def author():
    return factories.user("Author")


def test_a_report_is_taken_and_closed_with_who_when_and_how(author):
    row, client = report(), client_of(author)
    assert client.post(url(row), {"act": "take"}).status_code == 302
    taken = Triage.objects.get()
    assert (taken.state, taken.taken_by, taken.outcome) == ("taken", author, "")
    assert client.post(url(row), {"act": "close", "outcome": "right", "note": "Yearbook, p. 7."}).status_code == 302
    closed = Triage.objects.get()
    assert (closed.state, closed.outcome, closed.note, closed.closed_by) == (
        "closed",
        "right",
        "Yearbook, p. 7.",
        author,
    )
    assert closed.closed_at >= closed.taken_at
    page = words(client.get(url(row)))
    assert f"closed by {author}" in page and "checked: the record is right" in page and "Yearbook, p. 7." in page


def test_closing_deletes_the_address_of_the_reader_and_keeps_the_words(author):
    row = report()
    reports.take(actor=author, reference=row.reference)
    reports.close(actor=author, reference=row.reference, outcome="corrected", note="Done.")
    row.refresh_from_db()
    assert (row.email, row.text) == ("", TEXT)


def test_the_log_names_the_acts_and_no_word_of_the_reader(author):
    row = report()
    reports.take(actor=author, reference=row.reference)
    reports.close(actor=author, reference=row.reference, outcome="abuse", note="An advertisement.")
    reports.reopen(actor=author, reference=row.reference)
    lines = list(LogLine.objects.order_by("pk").values_list("verb", "detail"))
    assert lines == [
        ("take_report", "7K3M-Q2XD"),
        ("close_report", "7K3M-Q2XD: advertising or abuse"),
        ("reopen_report", "7K3M-Q2XD"),
    ]
    assert Triage.objects.get().state == "taken" and Triage.objects.get().note == "An advertisement."


def test_a_colleague_may_take_it_over_and_nobody_twice(author):
    row, other = report(), factories.user("Reviewer")
    reports.take(actor=author, reference=row.reference)
    with pytest.raises(Refused, match="taken this report already"):
        reports.take(actor=author, reference=row.reference)
    reports.take(actor=other, reference=row.reference)
    assert Triage.objects.get().taken_by == other


def close(actor, outcome="right", note="Checked."):
    return reports.close(actor=actor, reference="7K3M-Q2XD", outcome=outcome, note=note)


def test_what_is_not_taken_closed_or_there_is_refused(author):
    row = report()
    with pytest.raises(Stale, match="is not taken"):
        close(author)
    with pytest.raises(Stale, match="is not closed"):
        reports.reopen(actor=author, reference=row.reference)
    reports.take(actor=author, reference=row.reference)
    for outcome, note in (("", "x"), ("nope", "x"), ("right", "  "), ("right", "a\x07")):
        with pytest.raises(Refused):
            close(author, outcome, note)
    close(author)
    with pytest.raises(Stale, match="was closed by"):
        reports.take(actor=author, reference=row.reference)
    with pytest.raises(Refused, match="There is no report"):
        reports.take(actor=author, reference="NONE-NONE")


@pytest.mark.parametrize("role", ["Administrator", ""])
def test_who_has_no_editorial_role_sees_and_does_nothing(role):
    row, user = report(), factories.user(role)
    for address in (LIST, url(row)):
        assert client_of(user).get(address).status_code == 403
    assert client_of(user).post(url(row), {"act": "take"}).status_code == 403
    with pytest.raises(Refused):
        reports.take(actor=user, reference=row.reference)
    assert not Triage.objects.exists()


def test_a_stranger_is_led_to_the_login(client):
    assert client.get(LIST)["Location"].startswith("/admin/login/")


def test_the_lists_count_and_hold_what_waits(author, django_assert_num_queries):
    rows = [report(f"{n:04}-AAAA", minutes=n) for n in range(3)]
    reports.take(actor=author, reference=rows[0].reference)
    client = client_of(author)
    page = client.get(LIST)
    assert "New (2)" in words(page) and "Taken (1)" in words(page) and "Closed (0)" in words(page)
    assert [row.reference for row, _ in page.context["rows"]] == ["0002-AAAA", "0001-AAAA"]
    assert "0000-AAAA" in words(client.get(f"{LIST}?state=taken"))
    assert "No report is closed." in words(client.get(f"{LIST}?state=closed"))
    for query in ("?state=nope", "?page=99", "?page=x", "?state=%00"):
        assert client.get(LIST + query).status_code == 200


def test_the_start_page_counts_them(author):
    assert "Reported errors to triage" not in words(client_of(author).get("/admin/"))
    row = report()
    assert "Reported errors to triage 1" in words(client_of(author).get("/admin/"))
    reports.take(actor=author, reference=row.reference)
    assert "Reports that I took 1" in words(client_of(author).get("/admin/"))


def test_words_of_a_reader_are_text_and_the_record_is_linked(author):
    made = factories.visit_set(author)["visit"]
    row = report(about=made.public_id, place="c1")
    page = client_of(author).get(url(row)).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert reverse("admin:editorial_visit_change", args=[made.pk]) in page and "statement 1" in page
    assert str(made) in client_of(author).get(LIST).content.decode()


def test_a_wrong_note_comes_back_with_what_was_typed(author):
    row = report()
    reports.take(actor=author, reference=row.reference)
    answer = client_of(author).post(url(row), {"act": "close", "outcome": "", "note": "Half a note"})
    assert answer.status_code == 422
    assert "Half a note" in answer.content.decode() and "Choose what became of the report." in words(answer)


@pytest.mark.parametrize(("act", "status"), [("", 422), ("nope", 422), ("reopen", 409)])
def test_other_buttons_do_nothing(author, act, status):
    row = report()
    assert client_of(author).post(url(row), {"act": act}).status_code == status
    assert not Triage.objects.exists()


def test_nothing_that_readers_said_outlives_a_record_that_vanishes():
    of = scene.scene()
    rows = [
        report("0001-AAAA", about=of.shown.public_id),
        report("0002-AAAA", about=of.shown.public_id),
        report("0003-AAAA"),
    ]
    for row in rows:
        reports.take(actor=of.publisher, reference=row.reference)
    reports.close(actor=of.publisher, reference="0001-AAAA", outcome="right", note="Checked.")
    proposal = vanishing.propose_vanish(actor=of.publisher, record=of.shown, reason=scene.REASON)
    vanishing.vanish(actor=of.mallory, record=of.shown, proposal=proposal)
    assert list(Report.objects.values_list("reference", flat=True)) == ["0003-AAAA"]
    assert Triage.objects.count() == 1


def test_an_unknown_reference_is_not_found(author):
    assert client_of(author).get("/admin/reports/NONE-NONE/").status_code == 404
