"""Reports of readers: what is taken, what is sent back with everything typed, what it costs somebody to flood it."""

import datetime
import re

import pytest
from django.core.cache import caches
from django.db import DatabaseError

from relations import http, publication, reports
from relations.models import Report
from tests import records
from tests.reporting import FROM_HERE, SENT_BACK, TEXT, reference_of, send

AGENT = {"REMOTE_ADDR": "192.0.2.7"}


def test_a_report_is_kept_with_its_place_and_answered_with_a_reference(site):
    answer = send(
        site, f"?about={records.VISIT}&place=c1", source="Yearbook, p. 7\r\nline 2", email="reader@example.org"
    )
    assert answer.status_code == 303
    row = Report.objects.get()
    assert row.reference == reference_of(answer)
    assert (row.about, row.place, row.text, row.source) == (records.VISIT, "c1", TEXT, "Yearbook, p. 7\nline 2")
    assert (row.email, row.seq) == ("reader@example.org", http.read_head().seq)
    page = site.get(answer["Location"])
    assert page.status_code == 200 and row.reference in page.content.decode()
    assert not answer.cookies and not page.cookies


def test_only_what_is_wrong_has_to_be_said(site):
    assert send(site).status_code == 303
    assert Report.objects.filter(about="", place="", source="", email="").count() == 1


def test_the_form_names_its_record_and_place(site):
    page = site.get(f"/report/?about={records.VISIT.lower()}&place=c12").content.decode()
    assert f"Visit {records.VISIT}" in page and "statement 12" in page
    assert '<meta name="robots" content="noindex,follow">' in page


def test_a_report_can_be_about_a_withdrawn_record_whose_text_stays_unseen(site):
    publication.withdraw(public_id=records.VISIT, reason="error")
    page = site.get(f"/report/?about={records.VISIT}").content.decode()
    assert f"<code>{records.VISIT}</code>" in page and f"Visit {records.VISIT}" not in page
    assert send(site, f"?about={records.VISIT}").status_code == 303


@pytest.mark.parametrize(
    "query", ["?about=ZZZZZZ", "?about=%00", "?about=abc", "?place=c1", "?about=V1S1T1&place=%3Cb%3E"]
)
def test_what_is_not_public_or_no_place_is_said_and_left_out(site, query):
    page = site.get(f"/report/{query}")
    assert page.status_code == 200
    assert "does not know it" in page.content.decode() and "<b>" not in page.content.decode()


def test_the_form_is_a_page_of_its_address_and_day(site):
    first = site.get("/report/")
    assert site.get("/report/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert first.content == site.get("/report/", headers={"User-Agent": "other", "Cookie": "a=b"}).content


def test_received_pages_cannot_be_made_up(site):
    assert site.get("/report/received/?reference=ABCD-EFGH&seal=x").status_code == 404
    assert site.get("/report/received/").status_code == 404


# --- Sent back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "said", "anchor"), SENT_BACK)
def test_a_wrong_field_is_named_on_top_and_nothing_typed_is_lost(site, typed, said, anchor):
    answer = send(site, **({"source": "<Yearbook>", "email": "r@example.org"} | typed))
    page = answer.content.decode()
    assert (answer.status_code, Report.objects.count()) == (422, 0)
    summary = page.partition('role="alert"')[2].partition("</ul>")[0]
    assert said in summary and f'<a href="#{anchor}">' in summary and f'id="{anchor}"' in page
    if "source" not in typed:
        assert "&lt;Yearbook&gt;" in page
    assert answer["Cache-Control"] == "no-store, private" and not answer.cookies


STRANGERS = [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Origin": "http://[testserver"}]


@pytest.mark.parametrize("headers", STRANGERS)
def test_a_form_of_another_site_is_not_taken(site, headers):
    answer = send(site, headers=headers)
    assert (answer.status_code, Report.objects.count()) == (403, 0)
    assert "did not come from this site" in answer.content.decode() and TEXT in answer.content.decode()


def test_a_browser_that_sends_only_the_referrer_is_believed(site):
    assert send(site, headers={"Referer": "http://testserver/report/"}).status_code == 303


@pytest.mark.parametrize("age", [0, 1, 2, 30])
def test_a_form_holds_for_two_days(site, age):
    day = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=age)
    answer = send(site, token=reports.token("", "", day))
    assert answer.status_code == (303 if age < 2 else 403)
    if age >= 2:
        assert "open for more than a day" in answer.content.decode() and TEXT in answer.content.decode()
        assert send(site, **fields_in(answer)).status_code == 303


def fields_in(answer):
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', answer.content.decode()))


@pytest.mark.parametrize("token", ["", "x", "2026-11-22", "2026-11-22.é", "2026-11-22." + "A" * 43])
def test_a_token_cannot_be_made_up(site, token):
    assert send(site, token=token).status_code == 403


def test_a_token_belongs_to_its_record(site):
    assert send(site, about=records.VISIT).status_code == 403


# --- Bounds ---------------------------------------------------------------------------------------


def test_one_sender_is_stopped_and_keeps_the_text(site):
    answers = [send(site) for _ in range(reports.MOST_PER_ADDRESS + 1)]
    assert [answer.status_code for answer in answers] == [303] * reports.MOST_PER_ADDRESS + [429]
    assert TEXT in answers[-1].content.decode() and answers[-1]["Retry-After"] == "3600"
    assert send(site, address="198.51.100.9").status_code == 303
    assert Report.objects.count() == reports.MOST_PER_ADDRESS + 1


def test_a_network_of_senders_is_one_and_everybody_together_is_bounded(site, monkeypatch):
    for number in range(reports.MOST_PER_ADDRESS):
        send(site, address=f"2001:db8::{number + 1}")
    assert send(site, address="2001:db8::ffff").status_code == 429
    monkeypatch.setattr(reports, "MOST_PER_HOUR", 6)
    assert [send(site, address=f"192.0.2.{n}").status_code for n in (1, 2)] == [303, 429]


def test_a_sender_cannot_pretend_to_be_many(site):
    for number in range(reports.MOST_PER_ADDRESS):
        send(site, headers=FROM_HERE | {"X-Forwarded-For": f"203.0.113.{number}"})
    assert send(site, headers=FROM_HERE | {"X-Forwarded-For": "203.0.113.99"}).status_code == 429


def test_nothing_of_the_sender_is_kept_in_clear(site):
    send(site)
    held = str(list(getattr(caches["counts"], "_cache", ["report:"])))
    assert "report:" in held and "192.0.2.7" not in held
    assert "192.0.2.7" not in str(Report.objects.values().get())


def test_a_file_or_a_flood_in_one_body_is_not_read(site):
    huge = site.generic(
        "POST", "/report/", "text=" + "x" * 70_000, "application/x-www-form-urlencoded", headers=FROM_HERE
    )
    file = site.post("/report/", {"text": TEXT}, headers=FROM_HERE)
    assert (huge.status_code, file.status_code, Report.objects.count()) == (413, 413, 0)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "PROPFIND"])
def test_no_other_method_is_served(site, method):
    answer = site.generic(method, "/report/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST")
    assert site.generic(method, "/report/received/").status_code == 405


def test_where_nothing_can_be_stored_the_contact_address_stands_instead(site, settings):
    settings.RECEIVE_REPORTS, settings.CONTACT_EMAIL = False, "editors@example.org"
    page = site.get(f"/report/?about={records.VISIT}").content.decode()
    assert 'class="report"' not in page and "mailto:editors@example.org" in page and records.VISIT in page
    assert send(site).status_code == 405


def test_a_store_that_fails_loses_no_text(site, monkeypatch):
    def fail(**values):
        raise DatabaseError("permission denied for table CANARY")

    monkeypatch.setattr(Report.objects, "create", fail)
    answer = send(site)
    assert answer.status_code == 503 and TEXT in answer.content.decode() and "CANARY" not in answer.content.decode()


def test_no_page_shows_a_report(site):
    send(site, f"?about={records.VISIT}", text="CANARY is what I typed here.", email="canary@example.org")
    for address in (
        "/",
        f"/visits/{records.VISIT}/visit-v1s1t1/",
        f"/report/?about={records.VISIT}",
        "/api/v1/changes/",
    ):
        assert "canary" not in site.get(address).content.decode().lower()
