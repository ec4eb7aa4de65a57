"""Publish together: who goes along, who is held back instead, who joins a set that waits and who leaves it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Country, LogLine, Person, Reference, Release, Source, Visit
from editorial.services import drafting, publishing, reviewing
from relations.documents import load
from relations.models import Listing
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, member, ready_source, send, url, whole_set, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    return factories.visit_set(author)


def state(record):
    return record.editions.latest("number").state


def in_set(*records):
    return sorted(item.edition.record_id for item in Release.objects.get().items.all()) == sorted(
        record.pk for record in records
    )


def test_the_whole_set_is_judged_in_one_list(author, made):
    drafting.create(actor=author, model=Country, title="Unrelated")
    bare = drafting.create(actor=author, model=Person, title="A bare person")
    factories.add_part(made["guest"], factories.Claim, "claims", text="Said by a bare person.", holder=bare)
    factories.freeze(made["guest"], author)
    page = look(author, "submit", made["visit"])
    told = words(page)
    assert "6 of 9 records ready." in told or "7 of 9 records ready." in told
    assert "A bare person : Statements: add at least one statement" in told
    assert "Named by “Guest Person”." in told
    lacking = {str(each.record) for each in page.context["lacking"]}
    assert lacking == {"A bare person", "Guest Person"}  # its new statement has no citation


def test_what_is_left_out_is_held_back_and_the_rest_goes(author, made):
    data = whole_set(made.values(), made["visit"])
    del data[f"{made['place'].public_id}-included"]
    data[f"{made['place'].public_id}-held"] = "on"
    refused = send(author, "submit", made["visit"], **data)
    # The place is proved by a citation: what it proves is not there any more, and the page says which one.
    assert (refused.status_code, "which this record does not have" in words(refused)) == (422, True)
    assert not Reference.objects.filter(held=True).exists()
    factories.Citation.objects.filter(record=made["visit"], anchor="place").delete()
    factories.freeze(made["visit"], author)
    data |= {f"{made['visit'].public_id}-version": made["visit"].lock_version}
    assert send(author, "submit", made["visit"], **data).status_code == 302
    assert (state(made["visit"]), state(made["place"])) == ("in_review", "draft")
    document = load(factories.newest(made["visit"]).document)
    assert ("place" in document["record"], made["place"].public_id in document["refs"]) == (False, False)
    assert Visit.objects.get(pk=made["visit"].pk).place_held
    assert [row.target.title for row in Reference.objects.filter(held=True)] == ["A Town"]


def test_two_that_name_each_other_are_published_together(author):
    made = factories.visit_set(author)
    first, second = (drafting.create(actor=author, model=Source, title=title, source_kind="news") for title in "AB")
    for one, other in ((first, second), (second, first)):
        factories.add_part(one, factories.Claim, "claims", text="It says so.", holder=other)
        factories.add_part(one, factories.Citation, "citations", anchor="claims/1/text", source=made["source"])
        factories.freeze(one, author)
    page = look(author, "submit", first)
    assert [str(each.record) for each in page.context["others"]] == ["A source", "B"]
    assert send(author, "submit", first, **whole_set([made["source"], second], first)).status_code == 302
    factories.publish_all(factories.user("Publisher"), [first, second, made["source"]])
    assert Listing.objects.filter(public_id__in=[first.public_id, second.public_id], state="public").count() == 2


def test_a_record_joins_a_set_that_waits_and_leaves_it(author, made):
    factories.submit_all(author, list(made.values()))
    release, source = Release.objects.get(), ready_source(author, "A late source")
    page = look(author, "submit", source, join=release.pk)
    assert "the set of 8 with “A Town”, “A source”" in words(page)
    assert page.context["join"]["join"].value() == str(release.pk)
    assert send(author, "submit", source, **member(source), join=release.pk).status_code == 302
    assert in_set(source, *made.values())
    for page in (look(author, "review", source), opened(client_of(author), source)):
        assert f'href="{url("set", source)}"' in page.content.decode()
    shown = look(author, "set", source)
    assert "A late source" in words(shown)
    refused = send(author, "set", source, leave=factories.open_of(made["guest"]).pk)
    assert refused.status_code == 422
    assert "names “Guest Person”, which is not public; recall" in words(refused)
    assert send(author, "set", made["visit"], leave=factories.open_of(source).pk).status_code == 302
    assert in_set(*made.values())
    assert state(source) == "in_review"
    verbs = LogLine.objects.filter(record=source).values_list("verb", flat=True)
    assert {"join_set", "leave_set"} <= set(verbs)


def test_a_scheduled_or_unknown_set_takes_nobody(author, made):
    factories.submit_all(author, list(made.values()))
    source, release = ready_source(author), Release.objects.get()
    for wrong in ("x", "0", "999999", "9" * 40, "\x00"):
        page = send(author, "submit", source, **member(source), join=wrong)
        assert page.status_code == 422, wrong
    Release.objects.filter(pk=release.pk).update(published_at="2026-01-01T00:00Z")
    page = send(author, "submit", source, **member(source), join=release.pk)
    assert "This set was published, or it is no more" in words(page)
    assert state(source) == "draft"


def test_the_screen_of_no_set_and_of_strangers_says_so(author, made):
    page = look(author, "set", made["visit"])
    assert (page.status_code, "is in no set" in words(page)) == (404, True)
    assert send(author, "set", made["visit"], leave="1").status_code == 409
    factories.submit_all(author, list(made.values()))
    assert look(factories.user(""), "set", made["visit"]).status_code == 403
    nobody = factories.user("Administrator")
    nobody.is_superuser = True
    nobody.save()
    refused = send(nobody, "set", made["visit"], leave=factories.open_of(made["visit"]).pk)
    assert (refused.status_code, "This needs the role Author" in words(refused)) == (422, True)
    for wrong in ("", "x", "9" * 40):
        assert send(author, "set", made["visit"], leave=wrong).status_code == 400
    found = look(author, "set", made["visit"], q="%00'nothing")
    assert "No open record has these words" in words(found)


def people(author, source, count):
    """`count` people of whom each names the next one."""
    made = [drafting.create(actor=author, model=Person, title=f"Person {index:02}") for index in range(count)]
    for one, other in zip(made, [*made[1:], made[0]], strict=True):
        factories.prove(one, source)
        factories.Claim.objects.filter(record=one).update(holder=other)
        factories.freeze(one, author)
    return made


def queries(author, record):
    with CaptureQueriesContext(connection) as found:
        page = look(author, "submit", record)
    assert page.status_code == 200
    return len(found)


def test_each_further_member_costs_the_same(author):
    source = ready_source(author)
    factories.submit_all(author, [source])
    factories.publish_all(factories.user("Publisher"), [source])
    two, four = people(author, source, 2), people(author, source, 4)
    asked = [queries(author, found[0]) for found in (two, four)]
    # Two more members, and two more levels of names: one query of the 16 asks for the next level.
    assert asked[1] - asked[0] == 2 * 16


@pytest.mark.slow
def test_a_set_of_sixty_is_submitted_reviewed_and_published(author):
    source, publisher = ready_source(author), factories.user("Publisher")
    factories.submit_all(author, [source])
    factories.publish_all(publisher, [source])
    made = people(author, source, 60)
    page = look(author, "submit", made[0])
    assert len(page.context["others"]) == 59
    assert send(author, "submit", made[0], **whole_set(made, made[0])).status_code == 302
    assert Release.objects.get(published_at=None).items.count() == 60
    assert look(author, "set", made[0]).status_code == 200
    assert look(publisher, "review", made[0]).status_code == 200
    for each in made:
        edition, revision = factories.open_of(each), factories.newest(each)
        reviewing.approve(actor=publisher, edition=edition, revision=revision)
    publishing.publish(actor=publisher, edition=factories.open_of(made[0]), revision=factories.newest(made[0]))
    assert Listing.objects.filter(state="public", type="person").count() == 60
