"""Acts against each other, many times over: whatever order their steps fall in, one of the honest outcomes comes out."""

import datetime

import pytest
from django.utils import timezone

from editorial.models import Country, Decision, Dossier, Edition, Revision, Side, Source
from editorial.services import drafting, merging, publishing, scheduling
from relations import verification
from relations.models import Change, Listing, Path, PublishedEdition
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened
from tests.laws import scene
from tests.races.together import desk, jitter, save, together

pytestmark = [pytest.mark.desk, pytest.mark.django_db(transaction=True)]
HOUR = datetime.timedelta(hours=1)


def rounds(few, many):
    return pytest.mark.parametrize("rounds", [few, pytest.param(many, marks=pytest.mark.slow)])


@pytest.fixture
def of(transactional_db):
    return desk()


def as_approved():
    """Every public text, byte for byte, is a revision that somebody approved who wrote none of its edition."""
    for public in PublishedEdition.objects.select_related("record"):
        revision = Revision.objects.get(
            record__public_id=public.record.public_id,
            edition__published_number=public.number,
            document=public.document,
            decisions__kind="approve",
        )
        authors = set(revision.edition.revisions.values_list("author", flat=True))
        approvers = set(revision.decisions.filter(kind="approve").values_list("actor", flat=True))
        if not approvers - authors or revision.edition.revisions.latest("seq") != revision:
            return False
    return True


def unexpected(outcomes):
    """Outcomes that are neither an act nor a refusal with its sentence."""
    return [one for one in outcomes if one[0] not in ("acted", "refused") or "database refused" in str(one[1])]


@rounds(6, 200)
def test_an_author_saves_while_a_reviewer_publishes(of, rounds):
    """Never a text published that nobody approved: either the old one went out, or the edit came first."""
    won = set()
    for attempt in range(rounds):
        edition = scene.proposal(of, of.author, title=f"Read and approved {attempt}")
        revision, seen = scene.newest(of.shown), of.shown.lock_version
        saved, went_out = together(
            lambda seen=seen, attempt=attempt: save(of.shown, of.author, seen, f"Written meanwhile {attempt}"),
            lambda edition=edition, revision=revision: len(
                publishing.approve_and_publish(actor=of.publisher, edition=edition, revision=revision)
            ),
            delays=jitter(attempt, 2),
        )
        assert (unexpected([saved, went_out]), saved.acted) == ([], True)
        titles = [row.title for row in Listing.objects.all()]
        assert (f"Read and approved {attempt}" in titles) == went_out.acted
        assert f"Written meanwhile {attempt}" not in titles
        won.add(went_out.acted)
        of.shown.refresh_from_db()
    assert (as_approved(), list(verification.differences())) == (True, [])
    assert rounds < 100 or won == {True, False}, "one side always won, so nothing was raced"


@rounds(1, 5)
def test_twenty_publishers_and_one_edition(of, rounds):
    for attempt in range(rounds):
        edition, acts = scene.approved(of, of.author, title=f"Approved {attempt}"), Change.objects.count()
        revision = scene.newest(of.shown)
        publishers = [scene.person(f"publisher {attempt} {number}", "Publisher") for number in range(20)]
        outcomes = together(
            *(
                lambda actor=actor, edition=edition, revision=revision: len(scene.publish(actor, edition, revision))
                for actor in publishers
            )
        )
        assert unexpected(outcomes) == []
        assert sum(one.acted for one in outcomes) == 1
        assert Change.objects.count() == acts + 1
    assert list(verification.differences()) == []


@rounds(3, 60)
def test_publishing_and_withdrawing_what_it_names(of, rounds):
    """No publication names a record that was withdrawn before it."""
    other = scene.source(of.author, "Another source")
    factories.add_part(other, factories.Citation, "citations", anchor="title", source=of.shown)
    for attempt in range(rounds):
        scene.edit(other, of.author, title=f"Another source {attempt}")
        scene.submit(of.author, other)
        edition, revision = scene.open_of(other), scene.newest(other)
        scene.approve(of.reviewer, edition)
        before = Change.objects.count()
        went_out, withdrawn = together(
            lambda edition=edition, revision=revision: len(scene.publish(of.mallory, edition, revision)),
            lambda: scene.withdraw(of.publisher, of.shown),
            delays=jitter(attempt, 2),
        )
        assert (unexpected([went_out, withdrawn]), withdrawn.acted) == ([], True)
        acts = list(Change.objects.filter(seq__gt=before).values_list("op", flat=True))
        assert acts == (["publish", "withdraw"] if went_out.acted else ["withdraw"])
        publishing.reinstate(actor=of.mallory, record=of.shown)
    assert list(verification.differences()) == []


@rounds(3, 60)
def test_an_hour_comes_on_two_hosts_while_it_is_taken_back(of, rounds):
    """Unschedule against two runs of what is due: the edition goes out once or not at all, and nobody waits for ever."""
    at = timezone.now() + HOUR
    for attempt in range(rounds):
        edition, before = scene.approved(of, of.author, title=f"Due {attempt}"), Change.objects.count()
        scheduling.schedule(actor=of.publisher, edition=edition, revision=scene.newest(of.shown), at=at)
        back, one, two = together(
            lambda edition=edition: len(scheduling.unschedule(actor=of.mallory, edition=edition)),
            *[lambda: [ran.reason for ran in scheduling.publish_due(now=at + HOUR)]] * 2,
            delays=jitter(attempt, 3),
        )
        assert (unexpected([back, one, two]), one.acted, two.acted) == ([], True, True)
        went_out = one[1] + two[1]
        assert went_out == ([] if back.acted else [""])
        assert Change.objects.count() == before + len(went_out)
        edition.refresh_from_db()
        assert edition.state == ("approved" if back.acted else "published")
        if back.acted:
            scene.publish(of.publisher, edition)


@rounds(3, 40)
def test_scheduling_while_another_publishes(of, rounds):
    at = timezone.now() + HOUR
    for attempt in range(rounds):
        edition, before = scene.approved(of, of.author, title=f"Now or later {attempt}"), Change.objects.count()
        revision = scene.newest(of.shown)
        later, now = together(
            lambda edition=edition, revision=revision: len(
                scheduling.schedule(actor=of.mallory, edition=edition, revision=revision, at=at)
            ),
            lambda edition=edition, revision=revision: len(scene.publish(of.publisher, edition, revision)),
            delays=jitter(attempt, 2),
        )
        assert (unexpected([later, now]), now.acted) == ([], True)
        assert Change.objects.count() == before + 1
        assert Edition.objects.filter(state="scheduled").count() == 0


@rounds(1, 15)
def test_two_confirmations_of_one_merge(of, rounds):
    for attempt in range(rounds):
        double = scene.source(of.author, f"The same source {attempt}")
        scene.submit(of.author, double)
        publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(double), revision=scene.newest(double))
        merging.propose_merge(actor=of.publisher, record=double, survivor=of.shown)
        second = scene.person(f"another publisher {attempt}", "Publisher")
        outcomes = together(
            *(
                lambda actor=actor, double=double: merging.merge(actor=actor, record=double, survivor=of.shown)
                for actor in (of.mallory, second)
            ),
            delays=jitter(attempt, 2, 0.005),
        )
        assert unexpected(outcomes) == []
        assert sum(one.acted for one in outcomes) == 1
        assert Decision.objects.filter(record=double, kind="merge").count() == 1
    assert Change.objects.filter(op="merge").count() == rounds
    assert list(verification.differences()) == []


@rounds(1, 20)
def test_two_dossiers_that_want_one_address(of, rounds):
    """The address belongs to who comes first; the other hears why, as a sentence, and keeps its approval."""
    sides = countries(of)
    for attempt in range(rounds):
        pair = [dossier(of, sides, f"one-address-{attempt}") for _ in range(2)]
        editions = [(scene.open_of(record), scene.newest(record)) for record in pair]
        outcomes = together(
            *(lambda pair=pair: len(scene.publish(of.publisher, *pair)) for pair in editions),
            delays=jitter(attempt, 2, 0.005),
        )
        assert sorted(one.acted for one in outcomes) == [False, True]
        assert next(one[1] for one in outcomes if not one.acted).count("another dossier") == 1
        assert sorted(Edition.objects.filter(record__in=pair).values_list("state", flat=True)) == [
            "approved",
            "published",
        ]
    assert (Path.objects.count(), list(verification.differences())) == (rounds, [])


def countries(of):
    """Two public countries."""
    found = [drafting.create(actor=of.author, model=Country, title=title) for title in ("One", "Other")]
    for record in found:
        factories.prove(record, Source.objects.get(pk=of.shown.pk))
        factories.freeze(record, of.author)
    scene.submit(of.author, *found)
    factories.publish_all(of.publisher, found)
    return found


def dossier(of, sides, word):
    """An approved dossier that nobody has seen yet."""
    record = drafting.create(actor=of.author, model=Dossier, title="Two countries", slug=word)
    for country in sides:
        factories.add_part(record, Side, "sides", label=country.title, countries=[country])
    factories.freeze(record, of.author)
    scene.submit(of.author, record)
    scene.approve(of.reviewer, scene.open_of(record))
    return record


@rounds(1, 10)
def test_forms_sent_at_once(of, rounds):
    """One form is saved, every other comes back as the three-way page with all that was typed."""
    clients = [client_of(scene.person(f"editor {number}", "Author")) for number in range(6)]
    for attempt in range(rounds):
        forms = [
            filled(opened(client, of.shown), summary=f"Summary {attempt} by {number}", desk_note=f"Note of {number}")
            for number, client in enumerate(clients)
        ]
        outcomes = together(
            *(
                lambda client=client, form=form: answered(client.post(change_url(of.shown), form))
                for client, form in zip(clients, forms, strict=True)
            )
        )
        assert unexpected(outcomes) == []
        assert sorted(status for _, (status, _) in outcomes) == [302, *[409] * 5]
        for number, (_, (status, page)) in enumerate(outcomes):
            kept = all(typed in page for typed in (f"Summary {attempt} by {number}", f"Note of {number}"))
            assert kept == (status == 409)


def answered(response):
    return response.status_code, response.content.decode()
