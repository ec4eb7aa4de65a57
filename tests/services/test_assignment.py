"""Giving work to people, due days, claiming a review: who may, who is told, and when a claim ends."""

import datetime

import pytest

from editorial import hours
from editorial.models import Edition, LogLine, Notice, Revision
from editorial.services import assignment, drafting, publishing, reviewing, scheduling
from editorial.services.guarding import Refused, Stale
from tests.laws import scene

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def of(db):
    made = scene.scene()
    Notice.objects.all().delete()
    return made


@pytest.fixture
def draft(of):
    return scene.source(of.author, "A task")


@pytest.fixture
def waiting(of):
    """A change of the public record, submitted by the author."""
    return scene.proposal(of, of.author)


def assign(actor, record, assignee, due_on=None):
    return assignment.assign(actor=actor, record=record, assignee=assignee, due_on=due_on)


def claim(actor, edition, over=None):
    return assignment.claim_review(actor=actor, edition=edition, over=over)


def refused(act, *args, **kwargs):
    lines, notices = LogLine.objects.count(), Notice.objects.count()
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    assert (LogLine.objects.count(), Notice.objects.count()) == (lines, notices)
    return str(refusal.value)


def told(verb=None):
    rows = Notice.objects.order_by("pk").filter(**({"verb": verb} if verb else {}))
    return list(rows.values_list("recipient__username", "verb", "text"))


def log_of(record, *verbs):
    rows = LogLine.objects.filter(record=record, verb__in=verbs).order_by("pk")
    return list(rows.values_list("verb", "actor__username", "detail"))


def fresh(edition):
    return Edition.objects.get(pk=edition.pk)


# --- Assigning ------------------------------------------------------------------------------------


def test_a_reviewer_gives_work_to_somebody_by_a_day(of, draft):
    day = hours.today() + 3 * DAY
    edition = assign(of.reviewer, draft, of.author, day)
    assert (edition.assignee, edition.due_on, edition.state) == (of.author, day, "draft")
    assert told() == [("author", "assign", f"Due {hours.day(day)}.")]
    assert log_of(draft, "assign") == [("assign", "reviewer", f"to author, due {hours.day(day)}")]


def test_assigning_changes_neither_text_nor_state_nor_rights(of, waiting):
    revisions, version = Revision.objects.count(), of.shown.lock_version
    assign(of.mallory, of.shown, of.reviewer)
    of.shown.refresh_from_db()
    assert (Revision.objects.count(), of.shown.lock_version, fresh(waiting).state) == (revisions, version, "in_review")
    scene.approve(of.reviewer, waiting)
    assert fresh(waiting).assignee == of.reviewer


def test_the_same_again_writes_nothing(of, draft):
    assign(of.reviewer, draft, of.author)
    before = (LogLine.objects.count(), Notice.objects.count())
    assign(of.reviewer, draft, of.author)
    assert (LogLine.objects.count(), Notice.objects.count()) == before


def test_where_nothing_is_open_assigning_opens_a_draft_that_can_be_discarded(of):
    edition = assign(of.publisher, of.shown, of.author)
    assert (edition.number, edition.state, scene.open_of(of.shown)) == (2, "draft", edition)
    assert Revision.objects.filter(edition=edition).count() == 0
    scene.edit(of.shown, of.author, title="What was asked for")
    assert Revision.objects.get(edition=edition).author == of.author
    drafting.discard(actor=of.author, edition=edition)
    assert scene.open_of(of.shown) is None


def test_an_empty_draft_of_an_assignment_can_be_discarded_at_once(of):
    drafting.discard(actor=of.author, edition=assign(of.publisher, of.shown, of.author))
    assert scene.open_of(of.shown) is None


def test_handing_over_tells_both(of, draft):
    assign(of.reviewer, draft, of.author)
    Notice.objects.all().delete()
    assign(of.reviewer, draft, of.publisher)
    assert told() == [
        ("publisher", "assign", "No day is set."),
        ("author", "unassign", "It is with publisher now."),
    ]
    assert log_of(draft, "assign")[-1] == ("assign", "reviewer", "to publisher; before author")


def test_taking_it_oneself_tells_nobody_else(of, draft):
    assign(of.author, draft, of.author)
    assert told() == []


def test_an_author_takes_what_is_nobodys_and_gives_back_her_own(of, draft):
    other = scene.person("other", "Author")
    assert "to somebody else it is assigned by people with the role Reviewer" in refused(
        assign, of.author, draft, other
    )
    assign(of.author, draft, of.author)
    assert refused(assign, other, draft, other).startswith("It is assigned to author; ask author")
    assert refused(assign, other, draft, None).startswith("It is assigned to author; ask author")
    assert assign(of.author, draft, None).assignee is None
    assert assign(other, draft, other).assignee == other


@pytest.mark.parametrize("roles", [[], ["Administrator"]])
def test_who_has_no_editorial_role_neither_gives_nor_gets_work(of, draft, roles):
    nobody = scene.person("nobody", *roles, is_superuser=not roles)
    assert "needs the role Author" in refused(assign, nobody, draft, nobody)
    assert refused(assign, of.reviewer, draft, nobody) == (
        "nobody cannot edit records now; choose somebody with the role Author, Reviewer or Publisher."
    )


def test_a_closed_account_gets_no_work_and_keeps_what_it_has(of, draft):
    assign(of.reviewer, draft, of.author)
    of.author.is_active = False
    of.author.save()
    edition = assignment.set_due(actor=of.reviewer, record=draft, due_on=hours.today())
    assert edition.assignee == of.author
    assign(of.reviewer, draft, None)
    assert "cannot edit records now" in refused(assign, of.reviewer, draft, of.author)


def test_nothing_is_taken_from_nobody(of):
    assert refused(assign, of.reviewer, of.shown, None).startswith("Nobody has this record")
    assert refused(assignment.set_due, actor=of.reviewer, record=of.shown, due_on=None).startswith("Nothing is open")


def test_a_merged_record_is_nobodys_work(of):
    survivor = scene.public_source(of)
    scene.merge(of.publisher, of.mallory, of.shown, survivor)
    assert "merged into another one" in refused(assign, of.reviewer, of.shown, of.author)


# --- Due days -------------------------------------------------------------------------------------


def test_a_day_that_has_passed_is_refused_with_one_that_works(of, draft):
    sentence = refused(assign, of.reviewer, draft, of.author, hours.today() - DAY)
    example = f"{hours.today() + 7 * DAY:%Y-%m-%d}"
    assert sentence == f"The day has passed; choose today or one to come, for example {example}, or leave it empty."
    assert assign(of.reviewer, draft, of.author, hours.today()).due_on == hours.today()
    assert "a day of this century" in refused(assign, of.reviewer, draft, of.author, datetime.date(2100, 1, 1))


def test_an_overdue_task_can_be_handed_over_with_its_day(of, draft):
    edition = assign(of.reviewer, draft, of.author, hours.today())
    Edition.objects.filter(pk=edition.pk).update(due_on=hours.today() - DAY)
    assert assign(of.reviewer, draft, of.publisher, hours.today() - DAY).assignee == of.publisher


def test_the_day_alone_is_changed_and_told(of, draft):
    assign(of.reviewer, draft, of.author)
    day = hours.today() + DAY
    assignment.set_due(actor=of.reviewer, record=draft, due_on=day)
    assignment.set_due(actor=of.author, record=draft, due_on=None)
    assert told("set_due") == [("author", "set_due", f"Due {hours.day(day)}.")]
    assert log_of(draft, "set_due") == [
        ("set_due", "reviewer", f"Due {hours.day(day)}."), ("set_due", "author", "No day is set.")
    ]  # fmt: skip


def test_today_is_the_desks_today(settings, of, draft, monkeypatch):
    """Half past eleven at night in Prague's summer is the day before in UTC's."""
    night = datetime.datetime(2090, 7, 1, 22, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(hours.timezone, "now", lambda: night)
    settings.DESK_TIME_ZONE = "Europe/Prague"
    assert "The day has passed" in refused(assign, of.reviewer, draft, of.author, datetime.date(2090, 7, 1))
    settings.DESK_TIME_ZONE = "UTC"
    assert assign(of.reviewer, draft, of.author, datetime.date(2090, 7, 1)).due_on


# --- Claiming a review ----------------------------------------------------------------------------


def test_a_claim_says_who_reads_since_when(of, waiting):
    (edition,) = claim(of.reviewer, waiting)
    assert (edition.reviewer, edition.claimed_at is not None) == (of.reviewer, True)
    assert log_of(of.shown, "claim_review") == [("claim_review", "reviewer", "")]
    assert "claimed this review already" in refused(claim, of.reviewer, waiting)


def test_only_who_could_approve_it_claims(of, waiting):
    assert "needs the role Reviewer" in refused(claim, of.author, waiting)
    wrote = scene.person("wrote", "Author", "Reviewer")
    Edition.objects.filter(pk=waiting.pk).update(state="draft")
    scene.edit(of.shown, wrote, title="Together")
    assert "this is possible when it is in review" in refused(claim, of.reviewer, waiting)
    scene.submit(of.author, of.shown)
    assert "You contributed to this edition" in refused(claim, wrote, waiting)


def test_taking_over_needs_the_name_that_was_shown_and_tells_her(of, waiting):
    claim(of.reviewer, waiting)
    Notice.objects.all().delete()
    with pytest.raises(Stale, match=r"reviewer is reading “A changed source” since .* UTC; ask, or take it over"):
        claim(of.publisher, waiting)
    with pytest.raises(Stale):
        claim(of.publisher, waiting, over=of.mallory)
    claim(of.publisher, waiting, over=of.reviewer)
    assert fresh(waiting).reviewer == of.publisher
    assert told() == [("reviewer", "take_over_review", "")]
    assert log_of(of.shown, "claim_review")[-1] == ("claim_review", "publisher", "taken over from reviewer")


def test_a_claim_that_was_released_meanwhile_can_be_taken(of, waiting):
    claim(of.reviewer, waiting)
    assignment.release_review(actor=of.reviewer, edition=waiting)
    assert claim(of.publisher, waiting, over=of.reviewer)[0].reviewer == of.publisher


def test_only_ones_own_claim_is_released(of, waiting):
    release = assignment.release_review
    assert "Nobody has claimed this review" in refused(release, actor=of.reviewer, edition=waiting)
    claim(of.reviewer, waiting)
    assert "take it over instead" in refused(release, actor=of.publisher, edition=waiting)
    assert "needs the role Reviewer" in refused(release, actor=of.author, edition=waiting)
    release(actor=of.reviewer, edition=waiting)
    assert (fresh(waiting).reviewer, fresh(waiting).claimed_at) == (None, None)
    assert log_of(of.shown, "release_review") == [("release_review", "reviewer", "")]


def test_a_set_is_claimed_and_released_as_a_whole(of):
    pair = [scene.source(of.author, title) for title in ("One", "Two")]
    scene.submit(of.author, *pair)
    assert len(claim(of.reviewer, scene.open_of(pair[1]))) == 2
    assert {scene.open_of(record).reviewer for record in pair} == {of.reviewer}
    assignment.release_review(actor=of.reviewer, edition=scene.open_of(pair[0]))
    assert {scene.open_of(record).reviewer for record in pair} == {None}


def test_a_claim_stops_nobody_and_its_owner_is_told(of, waiting):
    claim(of.reviewer, waiting)
    scene.approve(of.publisher, waiting)
    assert (fresh(waiting).state, fresh(waiting).reviewer) == ("approved", None)
    assert told("review_ended") == [("reviewer", "review_ended", "It was approved while you were reading it.")]


def by_approval(of, edition):
    scene.approve(of.publisher, edition)


def by_return(of, edition):
    revision = scene.newest(of.shown)
    reviewing.request_changes(actor=of.publisher, edition=edition, revision=revision, comment="Say more.")


def by_recall(of, edition):
    reviewing.recall(actor=of.author, edition=edition)


def by_edit(of, edition):
    scene.edit(of.shown, of.author, title="Edited meanwhile")


def by_discarding(of, edition):
    drafting.discard(actor=of.author, edition=edition)


def by_publishing(of, edition):
    publishing.approve_and_publish(actor=of.publisher, edition=edition, revision=scene.newest(of.shown))


def by_withdrawal(of, edition):
    scene.withdraw(of.publisher, of.shown)


@pytest.mark.parametrize(
    "act", [by_approval, by_return, by_recall, by_edit, by_discarding, by_publishing, by_withdrawal]
)
def test_a_claim_ends_with(of, waiting, act):
    claim(of.reviewer, waiting)
    act(of, waiting)
    assert (fresh(waiting).reviewer, fresh(waiting).claimed_at) == (None, None)


def test_of_two_approvals_the_first_ends_ones_own_claim_alone(of, monkeypatch):
    monkeypatch.setattr(drafting, "needed_approvals", lambda text: 2)
    edition = scene.proposal(of, of.author)
    claim(of.reviewer, edition)
    scene.approve(of.publisher, edition)
    assert (fresh(edition).state, fresh(edition).reviewer, told("review_ended")) == ("in_review", of.reviewer, [])
    claim(of.mallory, edition, over=of.reviewer)
    with pytest.raises(Refused, match="approved this revision already"):
        claim(of.publisher, edition, over=of.mallory)
    scene.approve(of.mallory, edition)
    assert (fresh(edition).state, fresh(edition).reviewer) == ("approved", None)


def test_what_is_approved_is_scheduled_without_a_claim(of, waiting):
    claim(of.reviewer, waiting)
    scene.approve(of.reviewer, waiting)
    at = datetime.datetime(2090, 1, 1, tzinfo=datetime.UTC)
    scheduling.schedule(actor=of.publisher, edition=waiting, revision=scene.newest(of.shown), at=at)
    assert "this is possible when it is in review" in refused(claim, of.mallory, waiting)
