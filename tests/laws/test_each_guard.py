"""Each guard of the services alone, with the laws lifted and with the laws in force.

Guards that overlap by design are named with their twin: only without both is there a hole.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction

from editorial import laws, rules
from editorial.models import Revision
from editorial.services import drafting, guarding, merging, publishing, reviewing
from editorial.workflow import DecisionKind
from tests import remembering
from tests.dumping import dump
from tests.laws import admin_ways, raw_ways, record_ways, scene
from tests.laws.ways import WAYS

assert admin_ways and record_ways  # register their ways


def nothing(*args: Any, **kwargs: Any) -> None:
    """A guard that lets everything pass."""


def as_seen(edition, revision):
    """`require_newest` that takes whatever was read."""
    return revision if isinstance(revision, Revision) else Revision.objects.get(pk=revision)


def every_approval(revision):
    """`approvals` that counts rows, not people, and forgets who wrote and who sent back."""
    return revision.decisions.filter(kind=DecisionKind.APPROVE).count()


def alone(edition):
    """`members_of` that forgets the set."""
    return [edition]


class Guard(NamedTuple):
    """What is replaced, the way that this guard closes, and the twin that closes it too."""

    target: tuple[Any, str, Any]
    way: str
    twin: tuple[tuple[Any, str, Any], ...] = ()
    beyond: str = ""  # why no law of the database stands behind the guard
    also: tuple[str, ...] = ()  # further ways that are beyond the laws for the same reason


LACKS_APPROVAL = (rules, "lacks_approval", nothing)
APPROVALS = (rules, "approvals", every_approval)
GUARDS = {
    "role": Guard(
        (rules, "lacks_role", nothing),
        "publishing without the role",
        beyond="the database counts who approved; who presses the last button is the services' business",
        also=("a superuser at the desk",),
    ),
    "state": Guard((rules, "lacks_state", nothing), "the same approval twice"),
    "contributors": Guard((rules, "contributed", nothing), "approving own words", (APPROVALS,)),
    "once for each person": Guard((rules, "has_decided", nothing), "one person as two approvers", (APPROVALS,)),
    "approval": Guard(LACKS_APPROVAL, "edit after approval"),
    "approval, sent back": Guard(APPROVALS, "approved then sent back"),
    "set": Guard((rules, "set_waits", nothing), "one member of a set", ((reviewing, "members_of", alone),)),
    "unconfirmed": Guard((rules, "unconfirmed", nothing), "republishing while a withdrawal waits"),
    "second person": Guard((rules, "withdrew", nothing), "confirming or reversing ones own withdrawal"),
    "settled": Guard((rules, "confirmed", nothing), "settling a withdrawal twice"),
    "what was read": Guard(
        (reviewing, "require_newest", as_seen),
        "approval of a stale revision",
        ((publishing, "require_newest", as_seen), LACKS_APPROVAL),
    ),
    "references": Guard((publishing, "require_public_targets", nothing), "naming a draft"),
    "edit voids": Guard((drafting, "back_to_draft", nothing), "edit after approval", (LACKS_APPROVAL,)),
    "withdrawal sends back": Guard((publishing, "send_back", nothing), "what was approved before a withdrawal"),
    "merge, second person": Guard((rules, "proposed", nothing), "merging alone"),
    "merge, a record to lead to": Guard((merging, "unfit", nothing), "merging into a withdrawn record"),
    "merge sends back": Guard(
        (merging, "send_back", nothing), "what was approved before a merge", ((rules, "merged", nothing),)
    ),
    "vanishing, second person": Guard((rules, "proposed_vanishing", nothing), "letting a record vanish alone"),
    "scheduled without approval": Guard(LACKS_APPROVAL, "waiting for the hour"),
    "fixed reasons": Guard((publishing, "require_withdrawal_words", nothing), "own words in a withdrawal"),
    "recall ends approvals": Guard(
        (drafting, "end_approvals", nothing),
        "approved then recalled",
        beyond="these bytes were approved by someone else; only the state says that they are not meant to go out",
        also=("approved then discarded",),
    ),
}
TWINS = [name for name, guard in GUARDS.items() if guard.twin]
asked: dict[str, set[str]] = {}  # way -> the guards that are asked on it


@pytest.fixture
def of(db):
    return scene.scene()


@pytest.fixture
def lawless_services(of, monkeypatch):
    """No law in the database, and services that do not ask for them."""
    laws.lift(connection)
    monkeypatch.setattr(publishing, "require_laws", nothing)
    of.only_services = True
    return of


def walk(of, name) -> bool:
    """Whether the way led anywhere; a scene that a law already refuses to set leads nowhere."""
    of.before = None
    start = dump()
    try:
        WAYS[name].walk(of)
    except guarding.Refused:
        return dump() != (of.before or start)
    return not of.unchanged()


@pytest.mark.parametrize("name", [name for name, way in WAYS.items() if way.walk.__module__ != raw_ways.__name__])
def test_the_services_alone_close(lawless_services, name):
    assert walk(lawless_services, name) is False


@pytest.mark.parametrize("name", [name for name in GUARDS if name not in TWINS])
def test_without_guard_and_laws_there_is_a_hole(lawless_services, monkeypatch, name):
    monkeypatch.setattr(*GUARDS[name].target)
    assert walk(lawless_services, GUARDS[name].way) is True


@pytest.mark.parametrize("name", TWINS)
def test_a_twin_holds_what_its_guard_lets_pass(lawless_services, monkeypatch, name):
    monkeypatch.setattr(*GUARDS[name].target)
    assert walk(lawless_services, GUARDS[name].way) is False


@pytest.mark.parametrize("name", TWINS)
def test_without_guard_twin_and_laws_there_is_a_hole(lawless_services, monkeypatch, name):
    for replaced in (GUARDS[name].target, *GUARDS[name].twin):
        monkeypatch.setattr(*replaced)
    assert walk(lawless_services, GUARDS[name].way) is True


@pytest.mark.parametrize("name", [name for name in GUARDS if not GUARDS[name].beyond])
def test_the_laws_stand_behind(of, monkeypatch, name):
    monkeypatch.setattr(*GUARDS[name].target)
    assert walk(of, GUARDS[name].way) is False


def guards_asked(way: str) -> set[str]:
    """Walks with all guards and laws in force, once for each way, and notes which guards it comes past."""
    if way not in asked:
        found: set[str] = set()
        with pytest.MonkeyPatch.context() as patch, transaction.atomic():
            for name, guard in GUARDS.items():
                patch.setattr(*guard.target[:2], noting(found, name, getattr(*guard.target[:2])))
            assert walk(scene.scene(), way) is False
            transaction.set_rollback(True)
        remembering.begin()
        asked[way] = found
    return asked[way]


def noting(found: set[str], name: str, guard: Callable) -> Callable:
    """The guard as it is, which notes that it was asked."""

    def noted(*args: Any, **kwargs: Any) -> Any:
        found.add(name)
        return guard(*args, **kwargs)

    return noted


@pytest.mark.slow
@pytest.mark.parametrize("way", [name for name, way in WAYS.items() if way.engine in ("", connection.vendor)])
@pytest.mark.parametrize("name", GUARDS)
def test_no_way_leads_past_the_laws(db, monkeypatch, name, way):
    """The whole product: one guard off, every way; left out is only what its guard says is beyond the laws.

    On a way that never asks the guard, all goes as with it; that walk is made once for all such guards.
    """
    if GUARDS[name].beyond and way in (GUARDS[name].way, *GUARDS[name].also):
        return
    if name in guards_asked(way):
        monkeypatch.setattr(*GUARDS[name].target)
        assert walk(scene.scene(), way) is False


@pytest.mark.parametrize("name", [name for name in TWINS if name != "set"])
def test_the_laws_stand_behind_both_twins(of, monkeypatch, name):
    """A set is no law of the database: each member carries its own approval, and L5 keeps references whole."""
    for replaced in (GUARDS[name].target, *GUARDS[name].twin):
        monkeypatch.setattr(*replaced)
    assert walk(of, GUARDS[name].way) is False


def test_nothing_is_published_while_a_law_is_missing(of):
    edition = scene.approved(of)
    laws.lift(connection, "l1_edition", "l9_head")
    of.tries(scene.publish, of.mallory, edition)
    assert of.said == ["Database laws are missing (l1_edition, l9_head); run `python manage.py migrate`, then publish"]
    assert of.unchanged()
