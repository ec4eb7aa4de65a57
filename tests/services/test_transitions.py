"""Every (verb, state, role): what the table allows is not refused for role or state, all else is refused without a write."""

import datetime
import itertools
from functools import partial

import pytest
from django.db import connection, transaction
from django.utils import timezone

from editorial import rules
from editorial.models import Edition
from editorial.services import drafting, merging, publishing, reviewing, scheduling, vanishing
from editorial.services.guarding import Refused
from editorial.workflow import LABELS, TRANSITIONS, EditionState
from tests import dumping
from tests.laws import scene

ROLES = ["", "Administrator", "Author", "Reviewer", "Publisher"]
RANKS = {"": 0, "Administrator": 0, "Author": 1, "Reviewer": 2, "Publisher": 3}
# Written by hand, not read from the code: verb -> lowest role, states that allow it.
ALLOWED = {
    "submit": ("Author", ["draft", "changes_requested"]),
    "recall": ("Author", ["in_review", "approved", "scheduled"]),
    "request_changes": ("Reviewer", ["in_review", "approved", "scheduled"]),
    "approve": ("Reviewer", ["in_review"]),
    "schedule": ("Publisher", ["approved"]),
    "unschedule": ("Publisher", ["scheduled"]),
    "publish": ("Publisher", ["approved", "scheduled"]),
    "withdraw": ("Publisher", ["published"]),
    "confirm_withdrawal": ("Publisher", ["withdrawn"]),
    "reinstate": ("Publisher", ["withdrawn"]),
    "propose_merge": ("Publisher", ["published"]),
    "merge": ("Publisher", ["published"]),
    "drop_merge": ("Publisher", ["published", "withdrawn"]),
    "discard": ("Author", ["draft", "in_review", "changes_requested", "approved", "scheduled"]),
}
# The services behind the verbs that move no edition: the lowest role alone decides, whatever the state.
FOR_A_RECORD = {"revert_to": "Author", "propose_vanish": "Publisher", "vanish": "Publisher", "drop_vanish": "Publisher"}
ON_THE_PUBLIC_RECORD = (
    *("withdraw", "confirm_withdrawal", "reinstate"),
    *("propose_merge", "merge", "drop_merge"),
)


def refusal(verb, state, role):
    """The sentence that the table gives for one triple; None where it allows."""
    lowest, states = ALLOWED[verb]
    if RANKS[role] < RANKS[lowest]:
        return lacks_role(lowest)
    if state not in states:
        names = " or ".join(name.replace("_", " ") for name in states)
        return f"The edition is {state.replace('_', ' ')}; this is possible when it is {names}."
    return None


def lacks_role(lowest):
    return f"This needs the role {lowest}; ask someone who has it, or an administrator to be given it."


def test_the_table_is_the_agreed_one():
    assert {verb: (str(rule.role), list(rule.sources)) for verb, rule in TRANSITIONS.items()} == ALLOWED
    assert sorted(LABELS) == sorted([*ALLOWED, *FOR_A_RECORD])


@pytest.fixture
def of(db):
    return scene.scene()


def proposed(of):
    """The words that the last withdrawal proposed."""
    last = rules.last_withdrawal(Edition(record=of.shown))
    return last.comment if last else ""


def perform(of, verb, actor, edition):
    """Call the service of one verb as a form would."""
    revision = rules.newest_revision(edition)
    calls = {
        "submit": lambda: reviewing.submit(actor=actor, submissions=[reviewing.Submission(edition, "minor")]),
        "recall": lambda: reviewing.recall(actor=actor, edition=edition),
        "request_changes": lambda: reviewing.request_changes(
            actor=actor, edition=edition, revision=revision, comment="Please."
        ),
        "approve": lambda: reviewing.approve(actor=actor, edition=edition, revision=revision),
        "schedule": lambda: scheduling.schedule(actor=actor, edition=edition, revision=revision, at=in_an_hour()),
        "unschedule": lambda: scheduling.unschedule(actor=actor, edition=edition),
        "publish": lambda: publishing.publish(actor=actor, edition=edition, revision=revision),
        "withdraw": lambda: publishing.withdraw(actor=actor, record=of.shown, reason="error"),
        "confirm_withdrawal": lambda: publishing.confirm_withdrawal(actor=actor, record=of.shown, notice=proposed(of)),
        "reinstate": lambda: publishing.reinstate(actor=actor, record=of.shown),
        "propose_merge": lambda: merging.propose_merge(actor=actor, record=of.shown, survivor=of.shown),
        "merge": lambda: merging.merge(actor=actor, record=of.shown, survivor=of.shown),
        "drop_merge": lambda: merging.drop_merge(actor=actor, record=of.shown),
        "discard": lambda: drafting.discard(actor=actor, edition=edition),
        "revert_to": lambda: drafting.revert_to(
            actor=actor, record=of.shown, document_text=revision.document, seen=of.shown.lock_version
        ),
        "propose_vanish": lambda: vanishing.propose_vanish(actor=actor, record=of.shown, reason="Why."),
        "vanish": lambda: vanishing.vanish(actor=actor, record=of.shown, proposal=0),
        "drop_vanish": lambda: vanishing.drop_vanish(actor=actor, record=of.shown),
    }
    calls[verb]()


def in_an_hour():
    return timezone.now() + datetime.timedelta(hours=1)


def put(edition, state):
    """The edition in a state, with the hour that only a scheduled one has."""
    hour = {"scheduled_for": in_an_hour(), "scheduled_by": edition.record.created_by} if state == "scheduled" else {}
    columns = {"scheduled_for": None, "scheduled_by": None} | hour
    Edition.objects.filter(pk=edition.pk).update(state=state, **columns)
    edition.refresh_from_db()


def everything():
    """All rows of both apps."""
    tables = [name for name in connection.introspection.table_names() if name.startswith(("relations_", "editorial_"))]
    return [dumping.table(name) for name in sorted(tables)]


def told(act):
    """The refusal's sentence; None when the service acted, which is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except Refused as fault:
        return str(fault)
    return None


@pytest.mark.parametrize("verb", ALLOWED)
def test_each_triple_is_answered_by_the_table(of, verb):
    edition = scene.proposal(of, of.author)
    states = EditionState.values if verb not in ON_THE_PUBLIC_RECORD else ["published", "withdrawn"]
    actors = {role: scene.person(f"someone {role}", *filter(None, [role])) for role in ROLES}
    target = edition if verb not in ON_THE_PUBLIC_RECORD else Edition.objects.get(record=of.shown, state="published")
    wrong = {}
    for state, role in itertools.product(states, ROLES):
        if state in ("published", "withdrawn") and target is edition:
            Edition.objects.filter(record=of.shown).exclude(pk=edition.pk).update(state="superseded")
        put(target, state)
        before, expected = everything(), refusal(verb, state, role)
        answer = told(partial(perform, of, verb, actors[role], target))
        if everything() != before or (expected is not None and answer != expected):
            wrong[state, role] = answer
        if expected is None and answer is not None and answer in TABLE_SENTENCES:
            wrong[state, role] = answer
    assert wrong == {}


TABLE_SENTENCES = {
    refusal(verb, state, role) for verb, state, role in itertools.product(ALLOWED, EditionState.values, ROLES)
}


@pytest.mark.parametrize("verb", FOR_A_RECORD)
@pytest.mark.parametrize("state", EditionState.values)
def test_what_is_for_a_record_asks_for_the_role_whatever_its_edition_is(of, verb, state):
    edition = scene.proposal(of, of.author)
    if state in ("published", "withdrawn"):
        Edition.objects.filter(record=of.shown).exclude(pk=edition.pk).update(state="superseded")
    put(edition, state)
    before, lowest = everything(), FOR_A_RECORD[verb]
    for role in ROLES:
        answer = told(partial(perform, of, verb, scene.person(f"someone {role}", *filter(None, [role])), edition))
        assert (answer == lacks_role(lowest)) == (RANKS[role] < RANKS[lowest])
    assert [rows for rows in everything() if rows not in before] == [dumping.table(name) for name in ACCOUNT_TABLES]


ACCOUNT_TABLES = ("editorial_user", "editorial_user_groups")


def test_a_superuser_has_no_right_by_that_flag(of):
    root = scene.person("root", is_superuser=True)
    edition = scene.proposal(of, of.author)
    expected = {verb: refusal(verb, "draft", "") for verb in ALLOWED}
    expected |= {verb: lacks_role(lowest) for verb, lowest in FOR_A_RECORD.items()}
    assert {verb: told(partial(perform, of, verb, root, edition)) for verb in expected} == expected


def test_a_closed_account_has_no_right(of):
    gone = scene.person("gone", "Publisher", is_active=False)
    edition = scene.proposal(of, of.author)
    assert {told(partial(perform, of, verb, gone, edition)) for verb in [*ALLOWED, *FOR_A_RECORD]} == {
        "This account is not active; ask an administrator."
    }
