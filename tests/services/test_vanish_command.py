"""Who may let a record vanish, and `manage.py vanish`: every refusal in one sentence, nothing written by it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from editorial import laws
from editorial.models import Decision, LogLine, User
from editorial.services import vanishing
from editorial.services.guarding import Refused, Stale
from relations.models import Listing
from tests import dumping
from tests.laws import scene

TWICE = "It was proposed already, by publisher; confirm it or drop it first."
NO_ROLE = "This needs the role Publisher; ask someone who has it, or an administrator to be given it."
PROPOSED = "You proposed that this record vanishes, so a second publisher has to confirm it."


@pytest.fixture
def of(db):
    return scene.scene()


def everything():
    names = [name for name in connection.introspection.table_names() if name.startswith(("relations_", "editorial_"))]
    return {name: dumping.table(name) for name in sorted(names)}


def refused(act, *args, **kwargs):
    before = everything()
    with pytest.raises((Refused, CommandError)) as refusal:
        act(*args, **kwargs)
    assert everything() == before
    return str(refusal.value)


def propose(of, record=None, actor=None, reason=scene.REASON):
    return vanishing.propose_vanish(actor=actor or of.publisher, record=record or of.shown, reason=reason)


def confirm(of, proposal, actor=None):
    vanishing.vanish(actor=actor or of.mallory, record=of.shown, proposal=proposal)


def run(of, *arguments, user="publisher"):
    out = StringIO()
    call_command("vanish", of.shown.public_id, *arguments, user=user, stdout=out)
    return out.getvalue().splitlines()


# --- The service ----------------------------------------------------------------------------------


def test_a_proposal_changes_nothing_that_is_public(of):
    before = dumping.dump()
    propose(of)
    assert dumping.dump() == before
    decision, line = Decision.objects.last(), LogLine.objects.first()
    assert (decision.kind, decision.actor, decision.comment) == ("propose_vanish", of.publisher, scene.REASON)
    assert (line.verb, line.actor, line.detail) == ("propose_vanish", of.publisher, "")


def test_the_first_person_does_not_confirm(of):
    assert refused(confirm, of, propose(of), of.publisher) == PROPOSED


def test_nothing_is_confirmed_that_nobody_proposed(of):
    assert refused(confirm, of, 0) == "Nobody proposed that this record vanishes; propose it first."


def test_only_what_was_read_is_confirmed(of):
    first = propose(of)
    vanishing.drop_vanish(actor=of.publisher, record=of.shown)
    assert refused(confirm, of, first) == "Nobody proposed that this record vanishes; propose it first."
    propose(of, reason="For another reason.")
    with pytest.raises(Stale, match="The proposal is not the one that you read"):
        confirm(of, first)


def test_it_is_proposed_once(of):
    propose(of)
    assert refused(propose, of, actor=of.mallory) == (
        "It was proposed already, by publisher; confirm it or drop it first."
    )


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_proposal_says_why(of, reason):
    assert refused(propose, of, reason=reason) == ("Say why, for example: “Order of the court of 3 May, file 12/2026”.")


def test_what_was_never_public_does_not_vanish(of):
    draft = scene.source(of.author, "A draft")
    assert refused(propose, of, draft) == "“A draft” was never public, so there is nothing that could vanish."


def test_without_the_laws_nothing_vanishes(of):
    proposal = propose(of)
    laws.lift(connection, "l4_revision_update")
    assert refused(confirm, of, proposal) == (
        "Database laws are missing (l4_revision_update); run `python manage.py migrate`, then publish."
    )


def test_it_may_be_proposed_again_after_it_was_dropped(of):
    propose(of)
    vanishing.drop_vanish(actor=of.mallory, record=of.shown)
    confirm(of, propose(of))
    assert Listing.objects.get().state == "vanished"


# --- The command ----------------------------------------------------------------------------------


def test_two_publishers_by_command(of):
    other = scene.source(of.author, "Another source")
    scene.cite(other, of.shown)
    scene.edit(other, of.author)
    scene.submit(of.author, other)
    scene.publishing.approve_and_publish(actor=of.publisher, edition=scene.open_of(other), revision=scene.newest(other))
    key = of.shown.public_id
    naming = f"names it, and keeps its own words: source {other.public_id} “Another source”"
    assert run(of) == [f"source {key} “A source”: 1 published, 2 revisions.", "You may propose it.", naming]
    assert run(of, "--reason", scene.REASON) == [
        f"Proposed. Another publisher confirms it: manage.py vanish {key} --confirm"
    ]
    today = Decision.objects.last().at
    proposed = f"Proposed by publisher on {today:%Y-%m-%d}: {scene.REASON}"
    assert run(of)[1:] == [proposed, PROPOSED, naming]
    assert run(of, user="mallory")[1:] == [proposed, "You may confirm it.", naming]
    said = run(of, "--confirm", user="mallory")
    assert said[:2] == [f"source {key} has vanished.", naming]
    assert said[2].startswith("Backups, the data files")
    assert run(of)[1] == "The record has vanished; nothing is written under its id any more."


def test_a_proposal_is_dropped_by_command(of):
    propose(of)
    assert run(of, "--drop") == ["Dropped. Nothing vanishes."]


@pytest.mark.parametrize(
    ("arguments", "user", "said"),
    [
        (["--confirm"], "publisher", f"Nothing was changed. {PROPOSED}"),
        (["--reason", "Twice."], "mallory", f"Nothing was changed. {TWICE}"),
        (["--confirm"], "reviewer", f"Nothing was changed. {NO_ROLE}"),
        (["--drop"], "author", f"Nothing was changed. {NO_ROLE}"),
        (["--confirm"], "nobody", "There is no user “nobody”; give the name of an account with the role Publisher."),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence(of, arguments, user, said):
    propose(of)
    assert refused(run, of, *arguments, user=user) == said


@pytest.mark.parametrize("spelling", ["N0B0DY", "", "lower"])
def test_the_id_is_given_exactly(of, spelling):
    given = of.shown.public_id.lower() + " " if spelling == "lower" else spelling
    said = refused(call_command, "vanish", given, user="publisher", reason="Why.")
    assert said == f"There is no record “{given}”; give its six characters as they stand in its address."


def test_one_act_at_a_time(of):
    said = refused(run, of, "--confirm", "--drop")
    assert said == "Error: argument --drop: not allowed with argument --confirm"


def test_a_superuser_has_no_right_to_it(of):
    User.objects.create(username="root", is_superuser=True)
    assert "This needs the role Publisher" in refused(run, of, "--reason", "Why.", user="root")
