"""Acts on many records: chosen in a list, shown before, done one by one, reported one by one."""

import pytest

from editorial.admin.bulk_verbs import VERBS
from editorial.models import Checkup, Country, LogLine, Source, Visit
from editorial.services import drafting, publishing, reviewing
from tests import factories
from tests.desk.forms import client_of, filled
from tests.desk.screens import ready_source, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

SOURCES = "/admin/editorial/source/"


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def publisher():
    return factories.user("Publisher")


def url(verb, *records):
    tail = f"?records={','.join(record.public_id for record in records)}" if records else ""
    return f"/admin/-/bulk/{verb}/{tail}"


def plan(user, verb, *records):
    return client_of(user).get(url(verb, *records))


def told(page):
    """record -> what will happen or why nothing will, as the page before says it."""
    return {str(line.row.record): line.reason or line.will for line in page.context["lines"]}


def send(user, page, verb, **changes):
    return client_of(user).post(url(verb), filled(page, **changes))


def results(page):
    return {str(line.record): line.reason for line in page.context["results"]}


def act(user, verb, *records, **typed):
    return send(user, plan(user, verb, *records), verb, **typed)


def state(record):
    return record.editions.latest("number").state


# --- Choosing ---------------------------------------------------------------------------------------


def choose(user, action, *records, follow=False, **more):
    keys = [str(record.pk) for record in records]
    sent = {"action": action, "_selected_action": keys, "index": "0", **more}
    return client_of(user).post(SOURCES, sent, follow=follow)


def test_rows_that_are_ticked_go_to_the_page_of_the_act(author):
    rows = [ready_source(author, f"Source {number}") for number in range(3)]
    page = client_of(author).get(SOURCES)
    assert [name for name, _ in page.context["action_form"].fields["action"].choices if name] == list(VERBS)
    answer = choose(author, "submit", *rows[:2])
    assert (answer.status_code, answer.url) == (302, url("submit", *rows[:2]))
    everything = choose(author, "submit", rows[0], select_across="1")
    assert everything.url == url("submit", *rows)
    assert LogLine.objects.filter(verb="submit").count() == 0


def test_an_odd_choice_comes_back_with_a_sentence(author, monkeypatch):
    row = ready_source(author)
    for sent, sentence in (
        ({"action": "submit", "_selected_action": ["x", "\x00"]}, "Tick the rows first"),
        ({"action": "delete_selected", "_selected_action": [str(row.pk)]}, "Choose what to do"),
        ({"action": "approve", "_selected_action": [str(row.pk)], "index": "z"}, "Choose what to do"),
        ({}, "Items must be selected"),
    ):
        answer = client_of(author).post(SOURCES, {"index": "0", **sent}, follow=True)
        assert (answer.status_code, sentence in words(answer)) == (200, True), sent
    ready_source(author, "Another")
    monkeypatch.setattr("editorial.admin.bulk.MOST", 1)
    assert "At most 200 records go at once" in words(choose(author, "submit", row, select_across="1", follow=True))


def test_who_may_not_edit_has_no_boxes_and_no_acts(author, publisher):
    row = ready_source(author)
    looker = factories.user("", is_superuser=True)
    assert "action-select" not in client_of(looker).get(SOURCES).content.decode()
    for user in (looker, factories.user("Administrator"), factories.user("")):
        for verb in VERBS:
            assert client_of(user).get(url(verb, row)).status_code == 403
            assert client_of(user).post(url(verb), {"records": row.public_id, "r": row.public_id}).status_code == 403
    assert state(row) == "draft"


def test_wrong_addresses_are_answered(author, monkeypatch):
    row = ready_source(author)
    client = client_of(author)
    assert client.get("/admin/-/bulk/approve/", {"records": row.public_id}).status_code == 404
    for ids in ("", "\x00", "ZZZZZZ", ",,,", "x" * 3000):
        assert client.get("/admin/-/bulk/submit/", {"records": ids}).status_code == 422, ids
    monkeypatch.setattr("editorial.admin.bulk.MOST", 1)
    many = client.get(f"/admin/-/bulk/submit/?records={row.public_id},ABCDEF")
    assert (many.status_code, "At most 200" in words(many)) == (422, True)
    assert client.put(url("submit", row)).status_code == 405


# --- Submit, recall, discard ------------------------------------------------------------------------


def test_each_is_submitted_by_itself_and_told_by_itself(author):
    good, bad = ready_source(author, "Good"), drafting.create(actor=author, model=Visit, title="Bad")
    page = plan(author, "submit", good, bad)
    assert told(page)["Good"] == "First publication."
    assert "Date" in told(page)["Bad"]
    report = send(author, page, "submit", r=[good.public_id, bad.public_id])
    assert (report.status_code, results(report)["Good"], "Date" in results(report)["Bad"]) == (200, None, True)
    assert (state(good), state(bad)) == ("in_review", "draft")
    assert "1 done, 2 asked for" in words(report)
    assert f'href="?records={bad.public_id}"' in report.content.decode()


def test_what_changed_since_the_page_is_refused_and_the_others_are_done(author):
    first, second = ready_source(author, "First"), ready_source(author, "Second")
    page = plan(author, "submit", first, second)
    Source.objects.filter(pk=first.pk).update(title="Changed meanwhile")
    factories.freeze(first, author)
    report = send(author, page, "submit")
    assert "saved by someone else" in results(report)["Changed meanwhile"]
    assert (results(report)["Second"], state(first), state(second)) == (None, "draft", "in_review")


def test_a_change_of_what_is_public_asks_for_its_kind(author, publisher):
    row, new = ready_source(author, "Old"), ready_source(author, "New")
    factories.submit_all(author, [row])
    factories.publish_all(publisher, [row])
    Source.objects.filter(pk=row.pk).update(summary="More.")
    factories.freeze(row, author)
    page = plan(author, "submit", row, new)
    back = send(author, page, "submit", note="Typed.")
    assert (back.status_code, "Typed." in back.content.decode(), state(row)) == (422, True, "draft")
    report = send(author, back, "submit", kind="update")
    assert results(report) == {"Old": None, "New": None}
    kinds = [record.editions.latest("number").change_kind for record in (row, new)]
    assert kinds == ["update", "first"]


def test_only_what_is_ticked_is_done(author):
    first, second = ready_source(author, "First"), ready_source(author, "Second")
    report = act(author, "submit", first, second, r=second.public_id)
    assert (results(report), state(first)) == ({"Second": None}, "draft")
    assert "1 not ticked" in words(report)
    nothing = act(author, "submit", first, r=None)
    assert (nothing.status_code, "Tick the rows first" in words(nothing)) == (422, True)


def test_recall_and_discard(author, publisher):
    row, other = ready_source(author, "Row"), ready_source(author, "Other")
    factories.submit_all(author, [row])
    page = plan(author, "recall", row, other)
    assert told(page)["Row"] == "Back to draft."
    assert "this is possible when it is in review" in told(page)["Other"]
    assert results(send(author, page, "recall")) == {"Row": None}
    assert state(row) == "draft"
    assert "never published" in told(plan(author, "discard", row))["Row"]
    factories.submit_all(author, [row])
    factories.publish_all(publisher, [row])
    assert told(plan(author, "discard", row))["Row"] == "Nothing is open for it; edit it first."
    Source.objects.filter(pk=row.pk).update(title="Draft title")
    factories.freeze(row, author)
    page = plan(author, "discard", row)
    Source.objects.filter(pk=row.pk).update(title="Later title")
    factories.freeze(row, author)
    assert "saved by someone else" in results(send(author, page, "discard"))["Later title"]
    assert results(act(author, "discard", row)) == {"Later title": None}
    assert Source.objects.get(pk=row.pk).title == "Row"


# --- Publish, schedule, check -----------------------------------------------------------------------


def approved(author, publisher, *records):
    factories.submit_all(author, list(records))
    for record in records:
        reviewing.approve(actor=publisher, edition=factories.open_of(record), revision=factories.newest(record))


def test_sets_are_published_once_and_told_of_each_member(author, publisher):
    one, two, alone, draft = (ready_source(author, name) for name in ("One", "Two", "Alone", "Draft"))
    approved(author, publisher, one, two)
    approved(author, publisher, alone)
    page = plan(publisher, "publish", one, two, alone, draft)
    assert told(page)["One"] == "Revision 2 becomes public with 1 more of its set."
    report = send(publisher, page, "publish")
    assert results(report) == {"One": None, "Two": None, "Alone": None}
    assert "Done, with its set." in words(report)
    assert [state(row) for row in (one, two, alone, draft)] == ["published"] * 3 + ["draft"]


def test_an_hour_is_chosen_once(author, publisher):
    one, two = ready_source(author, "One"), ready_source(author, "Two")
    approved(author, publisher, one)
    approved(author, publisher, two)
    page = plan(publisher, "schedule", one, two)
    back = send(publisher, page, "schedule", day="2001-01-01", hour="9")
    assert (back.status_code, "hours and minutes" in words(back)) == (422, True)
    report = send(publisher, back, "schedule", day="2090-03-31", hour="09:30")
    assert (results(report), state(one)) == ({"One": None, "Two": None}, "scheduled")
    assert "Publisher" in told(plan(author, "publish", one))["One"]


def test_what_was_read_again_is_marked_as_checked(author, publisher):
    made = factories.published_visit_set()
    draft = ready_source(author, "Draft")
    page = plan(author, "check", made["first"], draft)
    assert told(page)["First Country"] == "Version 1 counts as checked today."
    assert "is not public now" in told(page)["Draft"]
    assert results(send(author, page, "check", note="All pages.")) == {"First Country": None}
    assert [row.note for row in Checkup.objects.all()] == ["All pages."]
    page = plan(author, "check", made["first"])
    Country.objects.filter(pk=made["first"].pk).update(summary="Changed")
    factories.freeze(made["first"], author)
    factories.submit_all(author, [made["first"]], change_kind="update")
    factories.publish_all(publisher, [made["first"]])
    assert "Another version is public" in results(send(author, page, "check"))["First Country"]


# --- Edits and work ---------------------------------------------------------------------------------


def test_records_join_and_leave_a_dossier(author):
    made = factories.visit_set(author)
    dossier, row = made["dossier"], ready_source(author, "Row")
    assert act(author, "join_dossier", row).status_code == 422
    report = act(author, "join_dossier", row, made["visit"], dossier=dossier.public_id)
    assert results(report) == {"Row": None, str(made["visit"]): "It is in “First – Second” already."}
    assert factories.newest(row).seq == 2
    assert [member.dossier_id for member in row.in_dossiers.all()] == [dossier.pk]
    assert "not part of a dossier" in told(plan(author, "join_dossier", dossier))[str(dossier)]
    assert results(act(author, "leave_dossier", row, dossier=dossier.public_id)) == {"Row": None}
    assert results(act(author, "leave_dossier", row, dossier=dossier.public_id)) == {
        "Row": "It is not in “First – Second”."
    }


def test_a_topic_is_added_and_a_submission_ends_only_when_ticked(author, publisher):
    row, waiting = ready_source(author, "Row"), ready_source(author, "Waiting")
    person = drafting.create(actor=author, model=factories.Person, title="Person")
    factories.submit_all(author, [waiting])
    page = plan(author, "add_topic", row, waiting, person)
    assert "It is in review: this ends its submission and approval." in words(page)
    assert "has no topics" in told(page)["Person"]
    assert results(send(author, page, "add_topic", topic="trade")) == {"Row": None}
    assert (Source.objects.get(pk=row.pk).topics, state(waiting)) == (["trade"], "in_review")
    again = send(author, page, "add_topic", topic="trade", r=[row.public_id, waiting.public_id])
    assert ("saved by someone else" in results(again)["Row"], results(again)["Waiting"]) == (True, None)
    assert state(waiting) == "draft"
    assert send(author, page, "add_topic", topic="nonsense").status_code == 422


def test_work_is_given_to_one_person_with_a_day(author, publisher):
    one, two = ready_source(author, "One"), ready_source(author, "Two")
    report = act(publisher, "assign", one, two, assignee=str(author.pk), due_on="2090-01-02")
    assert results(report) == {"One": None, "Two": None}
    assert {factories.open_of(row).assignee for row in (one, two)} == {author}
    assert told(plan(publisher, "assign", one))["One"] == f"Now with {author}."
    later = act(publisher, "set_due", one, two, due_on="2091-01-02")
    assert results(later) == {"One": None, "Two": None}
    assert {(row.assignee, f"{row.due_on}") for row in map(factories.open_of, (one, two))} == {(author, "2091-01-02")}
    assert "The day has passed" in results(act(publisher, "set_due", one, due_on="2001-01-02"))["One"]
    other = factories.user("Author")
    assert "assigned to" in told(plan(other, "assign", one))["One"]


def test_withdrawn_meanwhile_is_told_and_nothing_breaks(author, publisher):
    row = ready_source(author, "Row")
    factories.submit_all(author, [row])
    factories.publish_all(publisher, [row])
    page = plan(author, "check", row)
    publishing.withdraw(actor=publisher, record=row, reason="error")
    assert "is not public now" in results(send(author, page, "check"))["Row"]
    forged = client_of(author).post(url("publish"), {"records": row.public_id, "r": row.public_id, "n-": "x"})
    assert results(forged)["Row"]
