"""Going back to an earlier text: what would change is shown first, the draft says it again, review starts anew."""

import pytest

from editorial.models import Revision
from editorial.services import drafting, reviewing
from relations.models import Listing
from tests import factories
from tests.desk.forms import change_url
from tests.desk.screens import look, ready_source, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def publisher():
    return factories.user("Publisher")


def rename(record, author, title):
    record.refresh_from_db()
    record.title = title
    record.save()
    drafting.freeze(record=record, author=author)


@pytest.fixture
def source(author, publisher):
    """Public as `First`, with a draft `Second` behind it."""
    row = ready_source(author, "First")
    factories.submit_all(author, [row])
    factories.publish_all(publisher, [row])
    rename(row, author, "Second")
    return row


def first(record):
    """The revision that is public."""
    return Revision.objects.get(record=record, seq=2)


def go_back(user, record, revision, **data):
    record.refresh_from_db()
    return send(user, "revert_to", record, **({"revision": revision.pk, "version": record.lock_version} | data))


def state(record):
    return record.editions.latest("number").state


def test_the_history_offers_every_text_but_the_present_one(author, source):
    page = look(author, "history", source).content.decode()
    offered = [row.seq for row in source.revisions.all() if f"revert-to/{source.pk}/?revision={row.pk}" in page]
    assert offered == [1, 2]
    assert f'href="/r/{source.public_id}/v1/"' in page
    drafting.discard(actor=author, edition=factories.open_of(source))
    page = look(author, "history", source).content.decode()
    offered = [row.seq for row in source.revisions.all() if f"revert-to/{source.pk}/?revision={row.pk}" in page]
    assert offered == [1, 3]


def test_the_page_shows_what_would_change(author, source):
    page = look(author, "revert_to", source, revision=first(source).pk)
    assert [(each.anchor, each.op) for each in page.context["differences"]] == [
        ("title", "changed"),
        ("slug", "changed"),
    ]
    assert "what readers see stays as it is" in words(page)
    assert (source.title, factories.newest(source).seq) == ("Second", 3)


def test_the_draft_says_it_again_as_a_new_revision(author, source):
    answer = go_back(author, source, first(source))
    assert (answer.status_code, answer.url) == (302, change_url(source))
    source.refresh_from_db()
    assert (source.title, factories.newest(source).seq, state(source)) == ("First", 4, "draft")
    assert Listing.objects.get(public_id=source.public_id).number == 1


@pytest.mark.parametrize(
    ("steps", "warning"),
    [
        ("submit", "is in review. Going back voids its submission and the approvals given so far"),
        ("approve", "is approved. Going back voids its submission and its approval"),
    ],
)
def test_going_back_warns_of_what_it_voids(author, publisher, source, steps, warning):
    factories.submit_all(author, [source], change_kind="update")
    if steps == "approve":
        reviewing.approve(actor=publisher, edition=factories.open_of(source), revision=factories.newest(source))
    assert warning in words(look(author, "revert_to", source, revision=first(source).pk))
    assert go_back(author, source, first(source)).status_code == 302
    assert state(source) == "draft"


def test_without_an_open_edition_it_says_that_one_opens(author, source):
    drafting.discard(actor=author, edition=factories.open_of(source))
    second = Revision.objects.get(record=source, seq=3)
    page = look(author, "revert_to", source, revision=second.pk)
    assert "No edition is open. Going back opens a new one." in words(page)
    assert go_back(author, source, second).status_code == 302
    source.refresh_from_db()
    assert (source.title, state(source), source.editions.count()) == ("Second", "draft", 3)


def test_a_text_that_the_draft_has_already_changes_nothing(author, source):
    answer = go_back(author, source, factories.newest(source))
    assert (answer.status_code, factories.newest(source).seq) == (302, 3)


def test_a_stale_page_is_a_conflict_and_shows_what_is_there_now(author, source):
    source.refresh_from_db()
    version = source.lock_version
    rename(source, factories.user("Author"), "Third")
    page = go_back(author, source, first(source), version=version)
    assert (page.status_code, "was saved by someone else" in words(page)) == (409, True)
    assert "Third" in words(page)
    source.refresh_from_db()
    assert source.title == "Third"
    assert f'name="version" value="{source.lock_version}"' in page.content.decode()


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_form_without_its_version_changes_nothing(author, source, version):
    assert go_back(author, source, first(source), version=version).status_code == 409
    assert factories.newest(source).seq == 3


@pytest.mark.parametrize("asked", ["", "0", "x", "9" * 30, "other"])
def test_what_is_no_revision_of_the_record_is_not_found(author, source, asked):
    if asked == "other":
        asked = factories.newest(ready_source(author, "Another")).pk
    for answer in (
        look(author, "revert_to", source, revision=asked),
        send(author, "revert_to", source, revision=asked, version=source.lock_version),
    ):
        assert (answer.status_code, "choose one of its history" in words(answer)) == (404, True)
    assert factories.newest(source).seq == 3


@pytest.mark.parametrize(("role", "superuser"), [("Administrator", False), ("", True)])
def test_who_may_not_edit_may_not_go_back(source, role, superuser):
    assert go_back(factories.user(role, is_superuser=superuser), source, first(source)).status_code == 403
    assert factories.newest(source).seq == 3


def test_who_goes_back_is_an_author_of_the_edition(author, publisher, source):
    go_back(publisher, source, first(source))
    assert factories.newest(source).author == publisher


def test_a_whole_incident_comes_back_as_it_was(author):
    made = factories.incident_set(author)
    incident = made["incident"]
    before = factories.newest(incident)
    measure = incident.measures.get(n=1)
    drafting.remove_part(record=incident, part=measure, key="measures")
    factories.freeze(incident, author)
    page = look(author, "revert_to", incident, revision=before.pk)
    shown = {each.anchor: (each.part, each.field) for each in page.context["differences"]}
    assert shown["measures/1/count"] == ("Measure 1", "number")
    assert go_back(author, incident, before).status_code == 302
    assert factories.newest(incident).document == before.document
