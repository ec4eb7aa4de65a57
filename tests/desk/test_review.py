"""The review screen: the whole set on one page, the decision on exactly what was shown, by who may."""

import pytest
from django.test import Client

from editorial.models import Decision, Edition
from editorial.services import deciding, drafting, reviewing
from relations.models import Change, PublishedEdition
from tests import factories
from tests.desk.screens import look, ready_source, seen, send, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def publisher():
    return factories.user("Publisher")


@pytest.fixture
def made(author):
    made = factories.visit_set(author)
    factories.submit_all(author, list(made.values()))
    return made


@pytest.fixture
def source(author):
    row = ready_source(author)
    factories.submit_all(author, [row])
    return row


def state(record):
    return record.editions.latest("number").state


def buttons(page):
    return {button.name: button.reason for button in page.context["buttons"]}


def decide(user, record, act, *records, **data):
    return send(user, "review", record, act=act, **seen(*(records or [record])), **data)


def test_the_whole_set_is_on_one_screen(publisher, made):
    page = look(publisher, "review", made["visit"])
    sections = page.context["sections"]
    assert (page.status_code, len(sections), sections[0].record.pk) == (200, 8, made["visit"].pk)
    assert words(page).count("first publication") == 8
    cited = [line for row in sections[0].rows for line in row.citations]
    assert [(line.proves, line.source, line.locator, line.quote) for line in cited] == [
        (proves, "A source", "Table, row 1", "a few words") for proves in ("Date", "Place", "Statement 1: text")
    ]
    assert page.content.decode().count("<iframe ") == 8
    assert page["Cache-Control"].count("no-store") == 1


def test_one_press_approves_and_publishes_the_set(author, publisher, made):
    records = list(made.values())
    answer = decide(publisher, made["visit"], "approve_and_publish", *records, comment="Checked.")
    assert (answer.status_code, Change.objects.count()) == (302, 8)
    assert {state(record) for record in records} == {"published"}
    approvals = Decision.objects.filter(kind="approve")
    assert {(row.revision_id, row.actor, row.comment) for row in approvals} == {
        (factories.newest(record).pk, publisher, "Checked.") for record in records
    }


def test_approve_first_publish_later(publisher, made):
    reviewer, records = factories.user("Reviewer"), list(made.values())
    assert decide(reviewer, made["visit"], "approve", *records).status_code == 302
    assert {state(record) for record in records} == {"approved"}
    assert decide(reviewer, made["visit"], "publish", *records).status_code == 403
    assert Change.objects.count() == 0
    assert decide(publisher, made["visit"], "publish", *records).status_code == 302
    assert {state(record) for record in records} == {"published"}


@pytest.mark.parametrize("act", ["approve", "approve_and_publish", "publish"])
def test_nobody_decides_on_their_own_words(act):
    alone = factories.user("Publisher")
    made = factories.visit_set(alone)
    factories.submit_all(alone, list(made.values()))
    page = look(alone, "review", made["visit"])
    assert buttons(page)["approve"] == "You contributed to this edition, so someone else has to approve it."
    answer = decide(alone, made["visit"], act, *made.values())
    assert answer.status_code in (403, 409)
    assert (Decision.objects.count(), PublishedEdition.objects.count()) == (0, 0)
    assert {state(record) for record in made.values()} == {"in_review"}


def test_who_wrote_one_member_approves_the_others(author, made):
    other = factories.user("Publisher")
    made["place"].summary = "A town."
    made["place"].save()
    drafting.freeze(record=made["place"], author=other)
    factories.submit_all(author, [made["place"]])
    page = look(other, "review", made["visit"])
    assert (buttons(page)["approve"], [str(section.record) for section in page.context["waiting"]]) == (
        None,
        ["A Town"],
    )
    assert buttons(page)["approve_and_publish"].startswith("A Town: You contributed to this edition")
    answer = decide(other, made["visit"], "approve", *made.values())
    assert answer.status_code == 302
    assert {name: state(record) for name, record in made.items() if state(record) != "approved"} == {
        "place": "in_review"
    }


def test_a_revision_that_is_no_longer_the_newest_is_a_conflict(author, publisher, source):
    shown = seen(source)
    source.title = "A source, renamed"
    source.save()
    drafting.freeze(record=source, author=author)
    factories.submit_all(author, [source])
    page = send(publisher, "review", source, act="approve", comment="Typed with care", **shown)
    assert page.status_code == 409
    assert "changed since you read it" in words(page)
    assert [difference.anchor for difference in page.context["sections"][0].since] == ["title", "slug"]
    assert "Typed with care" in page.content.decode()
    assert (state(source), Decision.objects.count()) == ("in_review", 0)
    assert f'name="seen-{factories.open_of(source).pk}" value="{factories.newest(source).pk}"' in page.content.decode()


def test_any_stale_member_stops_the_whole_act(author, publisher, made):
    shown = seen(*made.values())
    made["place"].summary = "Changed meanwhile."
    made["place"].save()
    drafting.freeze(record=made["place"], author=author)
    factories.submit_all(author, [made["place"]])
    answer = send(publisher, "review", made["visit"], act="approve_and_publish", **shown)
    assert (answer.status_code, Decision.objects.count(), Change.objects.count()) == (409, 0, 0)


@pytest.mark.parametrize("forged", [{}, {"seen-1": "x"}, {"seen-x": "1"}, {"seen-": ""}, {"seen-²": "²"}])
def test_a_form_that_does_not_say_what_it_showed_decides_nothing(publisher, source, forged):
    answer = send(publisher, "review", source, act="approve", **forged)
    assert (answer.status_code, Decision.objects.count()) == (409, 0)


def test_a_member_left_out_of_the_form_stops_the_act(publisher, made):
    answer = decide(publisher, made["visit"], "approve", made["visit"])
    assert (answer.status_code, Decision.objects.count()) == (409, 0)


def test_changes_are_requested_with_a_comment(publisher, source):
    page = decide(publisher, source, "request_changes", comment="  ")
    assert (page.status_code, "Say in the comment what should change" in words(page)) == (422, True)
    assert state(source) == "in_review"
    assert decide(publisher, source, "request_changes", comment="Name the page.").status_code == 302
    assert state(source) == "changes_requested"
    assert Decision.objects.get().comment == "Name the page."


def test_in_a_set_the_members_to_change_are_ticked(publisher, made):
    records = list(made.values())
    page = decide(publisher, made["visit"], "request_changes", *records, comment="Kept comment")
    assert (page.status_code, "Kept comment" in page.content.decode()) == (422, True)
    edition = factories.open_of(made["place"])
    answer = decide(publisher, made["visit"], "request_changes", *records, comment="Where is it?", member=edition.pk)
    assert answer.status_code == 302
    assert [name for name, record in made.items() if state(record) == "changes_requested"] == ["place"]


def test_looking_decides_nothing(publisher, source):
    for act in ("approve", "publish", "approve_and_publish", "request_changes"):
        assert look(publisher, "review", source, act=act, comment="x").status_code == 200
    assert (state(source), Decision.objects.count()) == ("in_review", 0)


def test_an_unknown_act_does_nothing(publisher, source):
    assert decide(publisher, source, "delete").status_code == 400
    assert send(publisher, "review", source).status_code == 400
    assert state(source) == "in_review"


def test_forged_fields_are_ignored(author, publisher, source):
    forged = {"actor": author.pk, "author": author.pk, "state": "published", "needs": 0, "revision": 1}
    assert decide(publisher, source, "approve", **forged).status_code == 302
    assert (Decision.objects.get().actor, state(source)) == (publisher, "approved")


@pytest.mark.parametrize(("role", "superuser"), [("Author", False), ("Administrator", False), ("", True)])
@pytest.mark.parametrize("act", ["approve", "publish", "approve_and_publish", "request_changes"])
def test_who_may_not_is_refused(source, role, superuser, act):
    user = factories.user(role, is_superuser=superuser)
    assert decide(user, source, act, comment="x").status_code == 403
    assert (state(source), Decision.objects.count(), Change.objects.count()) == ("in_review", 0, 0)


def test_a_request_from_another_site_is_refused(publisher, source):
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher)
    assert client.post(url("review", source), {"act": "approve"} | seen(source)).status_code == 403
    assert state(source) == "in_review"


def test_the_changes_against_the_public_page_are_shown():
    made = factories.published_visit_set()
    made["source"].title = "A better source"
    made["source"].save()
    drafting.freeze(record=made["source"], author=made["author"])
    factories.submit_all(made["author"], [made["source"]], change_kind="correction", change_note="The title was wrong.")
    page = look(made["publisher"], "review", made["source"])
    assert [difference.anchor for difference in page.context["sections"][0].differences] == ["title", "slug"]
    assert "<ins>better </ins>" in page.content.decode()
    assert "correction: we were wrong : The title was wrong." in words(page)


def test_a_second_press_finds_nothing_left_to_do(publisher, source):
    shown = seen(source)
    for expected in (302, 409):
        assert send(publisher, "review", source, act="approve_and_publish", **shown).status_code == expected
    assert Change.objects.count() == 1


def test_texts_are_escaped(author, publisher, source):
    source.title, source.summary = "<script>alert(1)</script>", "<img src=x>"
    source.save()
    drafting.freeze(record=source, author=author)
    factories.submit_all(author, [source])
    page = decide(publisher, source, "request_changes", comment="").content.decode()
    assert ("<script>alert" in page, "<img src=x>" in page, "&lt;script&gt;alert" in page) == (False, False, True)
    kept = send(publisher, "review", source, act="x", comment="</textarea><script>").content.decode()
    assert "</textarea><script>" not in kept


def test_a_screen_says_the_same_as_its_service(author, publisher, made):
    """The reasons on the buttons and those of the service are one function: pressing anyway gives the same sentence."""
    for person in (author, factories.user("Reviewer"), publisher):
        page = look(person, "review", made["visit"])
        for name, reason in buttons(page).items():
            if reason:
                assert reason in words(decide(person, made["visit"], name, *made.values(), comment="x")), name


def test_each_person_is_counted_once(publisher, source):
    edition = Edition.objects.get(record=source)
    reviewing.approve(actor=publisher, edition=edition, revision=factories.newest(source))
    edition.refresh_from_db()
    assert "in review" in deciding.why_not_approve(publisher, [edition])
