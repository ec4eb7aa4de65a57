"""The submit screen: checklist, closed set, kind of change, and nothing typed is lost."""

import pytest

from editorial.models import Country, Edition, Release
from editorial.services import drafting, reviewing
from tests import factories
from tests.desk.screens import look, member, ready_source, send, url, whole_set, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    return factories.visit_set(author)


def state(record):
    return record.editions.latest("number").state


def test_the_page_proposes_the_closed_set_ticked(author, made):
    page = look(author, "submit", made["visit"])
    shown = {candidate.record.title: candidate.form["included"].value() for candidate in page.context["others"]}
    assert shown == {record.title: True for name, record in made.items() if name != "visit"}
    assert "The checklist is complete." in words(page)
    assert page["Cache-Control"].count("no-store") == 1


def test_a_set_is_submitted_by_one_press(author, made):
    answer = send(author, "submit", made["visit"], **whole_set(made.values(), made["visit"]))
    assert (answer.status_code, answer.url) == (302, url("review", made["visit"]))
    assert {state(record) for record in made.values()} == {"in_review"}
    assert Release.objects.get().items.count() == 8


def test_looking_submits_nothing(author, made):
    look(author, "submit", made["visit"])
    assert {state(record) for record in made.values()} == {"draft"}


def test_what_is_left_out_of_the_set_is_named_with_its_field(author, made):
    data = whole_set(made.values(), made["visit"], note="Typed with care")
    del data[f"{made['place'].public_id}-included"]
    page = send(author, "submit", made["visit"], **data)
    assert page.status_code == 422
    assert "“A Town” is not public; submit it in the same set" in words(page)
    assert "Typed with care" in page.content.decode()
    assert [problem.url.partition("#")[2] for problem in page.context["lead"].problems] == ["id_place"]
    place = next(each for each in page.context["others"] if each.record == made["place"].record_ptr)
    assert place.form["included"].value() is False
    assert {state(record) for record in made.values()} == {"draft"}


def test_each_problem_stands_under_its_own_record(author, made):
    lonely = drafting.create(actor=author, model=Country, title="A bare country")
    page = send(author, "submit", lonely, **member(lonely))
    assert page.status_code == 422
    assert [problem.message for problem in page.context["lead"].problems] == [
        "Statements: add at least one statement that says what the record is about."
    ]
    assert page.context["lead"].problems[0].url.endswith("#claims-group")


def test_a_published_record_cannot_appear_for_the_first_time_again():
    made = factories.published_visit_set()
    source = made["source"]
    source.summary = "Now with a summary."
    source.save()
    drafting.freeze(record=source, author=made["author"])
    page = look(made["author"], "submit", source)
    assert [value for value, _ in page.context["lead"].form.fields["kind"].choices] == [
        "minor", "update", "correction", "clarification",
    ]  # fmt: skip
    refused = send(made["author"], "submit", source, **member(source, kind="first"))
    assert refused.status_code == 422
    assert state(source) == "draft"
    silent = send(made["author"], "submit", source, **member(source, kind="correction"))
    assert (silent.status_code, "Public note: say in one sentence" in words(silent)) == (422, True)
    assert 'value="correction"' in silent.content.decode()
    assert send(made["author"], "submit", source, **member(source, kind="minor")).status_code == 302


def test_a_stale_form_is_answered_with_what_changed_since(author):
    source = ready_source(author)
    data = member(source, revision=factories.newest(source).pk, note="Kept note")
    source.title = "A renamed source"
    source.save()
    drafting.freeze(record=source, author=factories.user("Author"))
    page = send(author, "submit", source, **data)
    assert page.status_code == 409
    assert "was saved by someone else since you opened it" in words(page)
    assert [difference.anchor for difference in page.context["lead"].since] == ["title", "slug"]
    assert "Kept note" in page.content.decode()
    assert state(source) == "draft"


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30, "²"])
def test_a_form_without_its_version_submits_nothing(author, version):
    source = ready_source(author)
    assert send(author, "submit", source, **member(source, version=version)).status_code == 409
    assert state(source) == "draft"


def test_forged_fields_are_ignored(author):
    source, other = ready_source(author), factories.user("Publisher")
    forged = {"actor": other.pk, "author": other.pk, "state": "approved", "submitted_by": other.pk, "needs": 0}
    assert send(author, "submit", source, **member(source), **forged).status_code == 302
    edition = Edition.objects.get(record=source)
    assert (edition.state, edition.submitted_by, factories.newest(source).author) == ("in_review", author, author)
    assert factories.newest(source).needs == 1


@pytest.mark.parametrize(("role", "superuser"), [("Administrator", False), ("", True)])
def test_who_has_no_editorial_role_is_refused(author, role, superuser):
    source = ready_source(author)
    user = factories.user(role, is_superuser=superuser)
    assert send(user, "submit", source, **member(source)).status_code == 403
    assert state(source) == "draft"


def test_who_is_not_logged_in_sees_the_login(client, author):
    source = ready_source(author)
    answer = client.post(url("submit", source), member(source))
    assert (answer.status_code, answer.url.startswith("/admin/login/")) == (302, True)


def test_nothing_open_is_said_in_one_sentence():
    made = factories.published_visit_set()
    assert look(made["author"], "submit", made["visit"]).status_code == 404
    answer = send(made["author"], "submit", made["visit"], **member(made["visit"]))
    assert (answer.status_code, "Nothing is open for" in words(answer)) == (409, True)


def test_submitting_twice_is_a_conflict(author):
    source = ready_source(author)
    data = member(source)
    assert [send(author, "submit", source, **data).status_code for _ in range(2)] == [302, 409]


def test_one_that_was_sent_back_returns_into_its_set(author, made):
    reviewer = factories.user("Reviewer")
    factories.submit_all(author, list(made.values()))
    for name in ("visit", "place"):
        reviewing.request_changes(
            actor=reviewer,
            edition=factories.open_of(made[name]),
            revision=factories.newest(made[name]),
            comment="Name the page.",
        )
    page = look(author, "submit", made["visit"])
    assert [str(candidate.record) for candidate in page.context["others"]] == ["A Town"]
    data = member(made["visit"]) | member(made["place"], included="on")
    assert send(author, "submit", made["visit"], **data).status_code == 302
    assert Release.objects.get().items.count() == 8


def test_recall_and_discard_ask_first(author):
    source = ready_source(author)
    factories.submit_all(author, [source])
    assert "goes back to draft" in words(look(author, "recall", source))
    assert state(source) == "in_review"
    assert send(author, "recall", source).status_code == 302
    assert state(source) == "draft"
    page = send(author, "discard", source)
    assert (page.status_code, "was never published; edit the draft instead" in words(page)) == (403, True)
    assert send(author, "recall", source).status_code == 409


def test_discard_puts_back_what_is_public():
    made = factories.published_visit_set()
    made["source"].title = "Renamed"
    made["source"].save()
    drafting.freeze(record=made["source"], author=made["author"])
    assert send(made["author"], "discard", made["source"]).status_code == 302
    made["source"].refresh_from_db()
    assert (made["source"].title, state(made["source"])) == ("A source", "discarded")


def test_texts_are_escaped(author):
    source = ready_source(author, "<script>alert(1)</script>")
    assert "<script>alert" not in look(author, "submit", source).content.decode()
