"""L7 on screen: who is accused, how many have to approve, who did, and who still can."""

import pytest

from editorial import accusations, selectors
from editorial.models import Person, Source
from editorial.selectors import approvals
from editorial.services import drafting, reviewing
from relations.documents import load
from relations.models import Change
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, ready_source, seen, send, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACCUSES = "It accuses Agent Person, a living person: two people who did not write it have to approve it."


@pytest.fixture
def made():
    """The world of an incident in public, and the incident itself still a draft that accuses a living person."""
    author, publisher = factories.user("Author"), factories.user("Publisher", username="petra")
    made = factories.incident_set(author)
    others = [record for name, record in made.items() if name != "incident"]
    factories.submit_all(author, others)
    factories.publish_all(publisher, others, factories.user("Reviewer", username="rita"))
    return made | {"author": author, "publisher": publisher}


@pytest.fixture
def incident(made):
    factories.submit_all(made["author"], [made["incident"]])
    return made["incident"]


def buttons(page):
    return {button.name: button.reason for button in page.context["buttons"]}


def press(user, record, act):
    return send(user, "review", record, act=act, **seen(record))


def test_before_submitting_it_says_whom_it_accuses_and_who_can_approve(made):
    page = look(made["author"], "submit", made["incident"])
    assert f"{ACCUSES} These can: petra and rita." in words(page)
    assert f"{ACCUSES} These can: petra and rita." in words(opened(client_of(made["author"]), made["incident"]))


def test_who_submits_cannot_approve_it(made):
    assert f"{ACCUSES} At present only rita can" in words(look(made["publisher"], "submit", made["incident"]))


def test_too_few_people_are_named_before_it_is_submitted(made):
    factories.User.objects.filter(username="rita").update(is_active=False)
    said = "At present only petra can; ask an administrator for a further account with the role Reviewer."
    assert f"{ACCUSES} {said}" in words(look(made["author"], "submit", made["incident"]))
    factories.User.objects.filter(username="petra").update(is_active=False)
    assert f"{ACCUSES} At present nobody can" in words(look(made["author"], "submit", made["incident"]))


def test_who_is_publicly_dead_needs_no_second_approval(made):
    agent = made["agent"]
    Person.objects.filter(pk=agent.pk).update(deceased=True)
    factories.freeze(agent, made["author"])
    assert ACCUSES in words(look(made["author"], "submit", made["incident"]))
    factories.submit_all(made["author"], [agent], change_kind="update")
    factories.publish_all(made["publisher"], [agent])
    assert "It accuses" not in words(look(made["author"], "submit", made["incident"]))


def test_the_desk_says_what_the_law_counts(made):
    for record in (made["incident"], made["cause"], made["agent"]):
        text = factories.newest(record).document
        edition = factories.open_of(record) or record.editions.latest("number")
        said = approvals.before_submission(load(text), edition, made["author"])
        assert said.needs == accusations.needed_approvals(text), record


def test_the_first_approval_leaves_it_in_review_and_says_so(made, incident):
    reviewer = factories.User.objects.get(username="rita")
    page = look(reviewer, "review", incident)
    assert "0 of 2 approvals." in words(page)
    answer = press(reviewer, incident, "approve")
    assert answer.status_code == 302
    assert factories.open_of(incident).state == "in_review"
    told = words(client_of(reviewer).get(answer.url))
    assert "1 of 2 approvals, by rita; a second person has to approve." in told
    again = press(reviewer, incident, "approve")
    assert (again.status_code, "a further approval must come from someone else" in words(again)) == (403, True)


def test_the_message_after_the_first_approval_names_what_is_missing(made, incident):
    client = client_of(factories.User.objects.get(username="rita"))
    answer = client.post(url("review", incident), {"act": "approve", **seen(incident)}, follow=True)
    said = "Still in review, for it needs a second person's approval: “East expels staff of the West embassy”."
    assert said in words(answer)


def test_one_step_is_offered_only_for_the_last_approval(made, incident):
    publisher = made["publisher"]
    reason = "This edition needs a further approval by another person before it can be published."
    assert buttons(look(publisher, "review", incident))["approve_and_publish"] == reason
    assert press(publisher, incident, "approve_and_publish").status_code == 403
    press(factories.User.objects.get(username="rita"), incident, "approve")
    assert buttons(look(publisher, "review", incident))["approve_and_publish"] is None
    before = Change.objects.count()
    assert press(publisher, incident, "approve_and_publish").status_code == 302
    assert Change.objects.count() == before + 1


def test_the_worklist_counts_the_approvals(made, incident):
    (item,) = selectors.to_review(made["publisher"])
    assert item.note == "0 of 2 approvals."
    press(factories.User.objects.get(username="rita"), incident, "approve")
    (item,) = selectors.to_review(made["publisher"])
    assert (item.note, item.reason) == ("1 of 2 approvals.", None)
    press(made["publisher"], incident, "approve")
    assert [item.note for item in selectors.to_publish(made["publisher"])] == [""]


def test_what_was_sent_back_counts_from_nought(made, incident):
    press(factories.User.objects.get(username="rita"), incident, "approve")
    revision = factories.newest(incident)
    reviewing.request_changes(
        actor=made["publisher"], edition=factories.open_of(incident), revision=revision, comment="Wait."
    )
    assert approvals.of_revision(load(revision.document), revision).given == []


def test_one_approval_is_said_plainly():
    author, source = factories.user("Author"), None
    source = ready_source(author)
    factories.submit_all(author, [source])
    page = look(factories.user("Reviewer"), "review", source)
    assert "0 of 1 approval." in words(page)
    assert "It accuses" not in words(page)


def test_two_of_the_accused_are_both_named(made):
    other = drafting.create(actor=made["author"], model=Person, title="Other Agent")
    factories.prove(other, made["source"])
    factories.freeze(other, made["author"])
    part = factories.Participation
    factories.add_part(made["incident"], part, "participations", who=other, role="accused", alleged=True)
    factories.freeze(made["incident"], made["author"])
    said = words(look(made["author"], "submit", made["incident"]))
    assert "It accuses Agent Person and Other Agent, living people: two people who did not write it" in said


def test_a_need_that_is_under_review_elsewhere_says_where_it_stands():
    author = factories.user("Author", username="ann")
    made = factories.visit_set(author)
    factories.submit_all(author, [made["source"]])
    page = look(author, "submit", made["visit"])
    (member,) = [each for each in page.context["others"] if each.record.pk == made["source"].pk]
    assert member.reason == (
        "It is in review, submitted by ann. Wait until it is published, or recall it from its own page and submit "
        "both together; or choose its set below."
    )
    assert f'href="{url("review", made["source"])}"' in page.content.decode()
    assert Source.objects.get(pk=made["source"].pk).editions.get().state == "in_review"
