"""L7: what accuses a living person needs two people who did not write it, alone, in sets, in one step and at an hour."""

import datetime
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from editorial.models import Claim, Country, Incident, Participation, Person, Source
from editorial.services import deciding, drafting, publishing, reviewing, scheduling
from editorial.services.guarding import Refused
from relations import publication, verification
from relations.models import Listing
from tests import dumping, factories
from tests.laws import raw, scene

FURTHER = "This edition needs a further approval by another person before it can be published."
TWICE = "You have approved this revision already; a further approval must come from someone else."
UNAPPROVED = "The newest revision is not approved yet; someone who did not write it has to approve it."


@pytest.fixture
def made(db):
    """An incident that accuses `agent` waits for review; what it names is public, and so is `cause`, which accuses nobody."""
    people = {"author": factories.user("Author"), "reviewer": factories.user("Reviewer")}
    people |= {"publisher": factories.user("Publisher"), "second": factories.user("Publisher")}
    author = people["author"]
    source = drafting.create(actor=author, model=Source, title="A source", source_kind="news")
    agent = drafting.create(actor=author, model=Person, title="Agent Person")
    east = drafting.create(actor=author, model=Country, title="East")
    cause, incident = (incident_of(author, source, east, title) for title in ("A cause", "An answer"))
    columns = {"who": agent, "role": "accused", "alleged": True}
    factories.add_part(incident, Participation, "participations", **columns)
    for record in (agent, east):
        factories.prove(record, source)
    for record in (agent, east, cause, incident):
        factories.freeze(record, author)
    around = [source, agent, east, cause]
    factories.submit_all(author, around)
    factories.publish_all(people["publisher"], around)
    factories.submit_all(author, [incident])
    return people | {"agent": agent, "east": east, "cause": cause, "incident": incident}


def incident_of(author, source, state, title):
    columns = {"title": title, "summary": "It happened.", "kind": "sabotage", "date_edtf": "2014-10-16"}
    incident = drafting.create(
        actor=author, model=Incident, one_sided_reason="The other side was not asked.", topics=["sabotage"], **columns
    )
    factories.add_part(incident, Participation, "participations", who=state, role="affected")
    factories.prove(incident, source, "date")
    return incident


def refused(act, *args, **kwargs):
    before = dumping.dump()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert dumping.dump() == before
    return str(refusal.value)


def approve(actor, record):
    reviewing.approve(actor=actor, edition=scene.open_of(record), revision=scene.newest(record))
    return scene.open_of(record).state


def publish(actor, record):
    return publishing.publish(actor=actor, edition=scene.open_of(record), revision=scene.newest(record))


def approve_and_publish(actor, record):
    edition, revision = scene.open_of(record), scene.newest(record)
    return publishing.approve_and_publish(actor=actor, edition=edition, revision=revision)


def needs(record):
    return scene.newest(record).needs


def again(made, record, **columns):
    """Changed by the author and submitted again."""
    type(record).objects.filter(pk=record.pk).update(**columns)
    record.refresh_from_db()
    drafting.freeze(record=record, author=made["author"])
    kind = "minor" if Listing.objects.filter(public_id=record.public_id).exists() else "first"
    factories.submit_all(made["author"], [record], change_kind=kind)


# --- Counting -------------------------------------------------------------------------------------


def test_two_people_approve_and_then_it_goes_out(made):
    incident = made["incident"]
    assert needs(incident) == 2
    assert approve(made["reviewer"], incident) == "in_review"
    assert refused(publish, made["publisher"], incident) == (
        "The edition is in review; this is possible when it is approved or scheduled."
    )
    assert approve(made["publisher"], incident) == "approved"
    assert [row.number for row in publish(made["publisher"], incident)] == [1]
    assert list(verification.differences()) == []


def test_one_person_counts_once(made):
    approve(made["publisher"], made["incident"])
    assert refused(approve, made["publisher"], made["incident"]) == TWICE
    assert refused(approve_and_publish, made["publisher"], made["incident"]) == TWICE
    assert scene.open_of(made["incident"]).state == "in_review"


def test_whoever_wrote_is_none_of_the_two(made):
    incident = made["incident"]
    approve(made["reviewer"], incident)
    incident.summary = "Written by a publisher."
    incident.save()
    drafting.freeze(record=incident, author=made["publisher"])
    factories.submit_all(made["author"], [incident])
    assert approve(made["reviewer"], incident) == "in_review"
    assert refused(approve, made["publisher"], incident) == (
        "You contributed to this edition, so someone else has to approve it."
    )
    assert approve(made["second"], incident) == "approved"


def test_an_edit_voids_both(made):
    for name in ("reviewer", "publisher"):
        approve(made[name], made["incident"])
    again(made, made["incident"], summary="Changed after two approvals.")
    assert approve(made["reviewer"], made["incident"]) == "in_review"
    assert refused(approve_and_publish, made["reviewer"], made["incident"]).startswith("This needs the role Publisher")


def test_one_return_ends_the_approval_of_the_other(made):
    incident = made["incident"]
    approve(made["reviewer"], incident)
    edition, revision = scene.open_of(incident), scene.newest(incident)
    reviewing.request_changes(actor=made["second"], edition=edition, revision=revision, comment="Not yet.")
    factories.submit_all(made["author"], [incident])
    assert approve(made["publisher"], incident) == "in_review"


def test_the_database_counts_people_too(made):
    incident = made["incident"]
    approve(made["reviewer"], incident)
    raw.decision(made["reviewer"], "approve", record=incident, revision=scene.newest(incident))
    with pytest.raises(DatabaseError, match="L1: "), transaction.atomic():
        publication.publish(documents=[scene.newest(incident).document])


# --- One step and the hour ------------------------------------------------------------------------


def test_one_step_is_for_the_last_of_the_two(made):
    assert refused(approve_and_publish, made["publisher"], made["incident"]) == FURTHER
    approve(made["reviewer"], made["incident"])
    assert [row.number for row in approve_and_publish(made["publisher"], made["incident"])] == [1]


def test_two_publishers_and_an_author_are_enough_for_one_step(made):
    approve(made["second"], made["incident"])
    approve_and_publish(made["publisher"], made["incident"])
    assert Listing.objects.get(public_id=made["incident"].public_id).state == "public"


def test_an_hour_is_chosen_after_both(made):
    incident, at = made["incident"], timezone.now() + datetime.timedelta(hours=1)
    approve(made["reviewer"], incident)
    edition, revision = scene.open_of(incident), scene.newest(incident)
    arguments = {"actor": made["publisher"], "edition": edition, "revision": revision, "at": at}
    assert refused(scheduling.schedule, **arguments) == (
        "The edition is in review; this is possible when it is approved."
    )
    approve(made["second"], incident)
    scheduling.schedule(**arguments)
    assert [ran.reason for ran in scheduling.publish_due(now=at)] == [""]


# --- What is frozen at submit ---------------------------------------------------------------------


def test_the_number_is_that_of_the_submitted_text(made):
    """A draft is one person's word: a death counts once it is public, and for what is submitted after it."""
    incident, agent = made["incident"], made["agent"]
    again(made, agent, deceased=True)
    assert needs(agent) == 1
    factories.submit_all(made["author"], [recalled(made, incident)])
    assert needs(incident) == 2
    approve_and_publish(made["publisher"], agent)
    assert (needs(incident), approve(made["reviewer"], incident)) == (2, "in_review")
    again(made, incident, summary="After the death was public.")
    assert (needs(incident), approve(made["reviewer"], incident)) == (1, "approved")


def recalled(made, record):
    reviewing.recall(actor=made["author"], edition=scene.open_of(record))
    return record


def test_drafts_count_nobody_before_they_are_submitted(made):
    recalled(made, made["incident"])
    drafting.freeze(record=made["incident"], author=made["author"])
    made["incident"].summary = "A draft."
    made["incident"].save()
    assert drafting.freeze(record=made["incident"], author=made["author"]).needs == 1


def test_an_accusation_that_a_later_edition_brings_needs_two(made):
    cause = made["cause"]
    columns = {"who": made["agent"], "role": "accused", "alleged": True}
    factories.add_part(cause, Participation, "participations", **columns)
    again(made, cause)
    assert needs(cause) == 2
    Participation.objects.filter(record=cause, who=made["agent"]).update(alleged=False, role="affected")
    again(made, cause)
    assert needs(cause) == 1


@pytest.mark.parametrize(("standing", "number"), [("alleged", 2), ("disputed", 2), ("denied", 2), ("established", 1)])
def test_a_persons_own_page_accuses_by_its_statements(made, standing, number):
    Claim.objects.filter(record=made["agent"]).update(standing=standing, holder=made["east"].pk)
    again(made, made["agent"], summary="Changed.")
    assert needs(made["agent"]) == number


# --- Sets -----------------------------------------------------------------------------------------


@pytest.fixture
def mixed(made):
    """A set of the incident, which needs two, and a new source, which needs one."""
    first = uuid.UUID(int=1)  # members are walked in the order of their keys
    source = drafting.create(actor=made["author"], model=Source, id=first, title="A new source", source_kind="news")
    recalled(made, made["incident"])
    factories.submit_all(made["author"], [made["incident"], source])
    return made | {"new": source}


def seen(mixed):
    return {scene.open_of(mixed[name]).pk: scene.newest(mixed[name]).pk for name in ("incident", "new")}


def test_a_set_waits_for_the_member_that_needs_two(mixed):
    assert (needs(mixed["incident"]), needs(mixed["new"])) == (2, 1)
    edition = scene.open_of(mixed["new"])
    approved = deciding.approve(actor=mixed["reviewer"], edition=edition, seen=seen(mixed))
    assert {row.record_id for row in approved} == {mixed["incident"].pk, mixed["new"].pk}
    assert [scene.open_of(mixed[name]).state for name in ("incident", "new")] == ["in_review", "approved"]
    title = mixed["incident"].title
    assert refused(publish, mixed["publisher"], mixed["new"]) == (
        f"A new source: The set waits for the approval of: {title}."
    )
    assert approve(mixed["publisher"], mixed["incident"]) == "approved"
    assert len(publish(mixed["publisher"], mixed["new"])) == 2


def test_one_step_over_a_set_finishes_what_each_member_lacks(mixed):
    edition = scene.open_of(mixed["new"])
    said = refused(deciding.approve_and_publish, actor=mixed["publisher"], edition=edition, seen=seen(mixed))
    assert said == f"{mixed['incident'].title}: {FURTHER}"
    approve(mixed["reviewer"], mixed["incident"])
    published = deciding.approve_and_publish(actor=mixed["publisher"], edition=edition, seen=seen(mixed))
    assert len(published) == 2
    assert list(verification.differences()) == []


def test_one_person_does_not_finish_a_set_whose_half_she_approved(mixed):
    approve(mixed["publisher"], mixed["incident"])
    edition = scene.open_of(mixed["new"])
    said = refused(deciding.approve_and_publish, actor=mixed["publisher"], edition=edition, seen=seen(mixed))
    assert said == f"{mixed['incident'].title}: {TWICE}"


@pytest.mark.slow
def test_who_has_died_in_the_same_set_counts_as_living(db):
    """The first submission of everything: the accused of the cause is dead, and no reader knows it yet."""
    author = factories.user("Author")
    made = factories.incident_set(author)
    factories.submit_all(author, list(made.values()))
    assert Person.objects.get(pk=made["late"].pk).deceased
    assert {name for name, record in made.items() if needs(record) == 2} == {"incident", "cause"}
