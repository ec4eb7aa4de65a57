"""A record that vanished, or was merged with a draft open, has nothing left to do on any screen, and no screen fails."""

import pytest

from editorial import rules
from editorial.services import merging, vanishing
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACTS = (
    *("submit", "recall", "discard", "review", "schedule", "unschedule", "withdraw", "confirm_withdrawal", "reinstate"),
    *("propose_merge", "merge", "drop_merge"),
)


@pytest.fixture
def vanished():
    """A public incident with a draft behind it, gone by two publishers; `second` is the one who confirmed."""
    made = factories.published_incident_set() | {"second": factories.user("Publisher")}
    incident = made["incident"]
    factories.Incident.objects.filter(pk=incident.pk).update(summary="Another summary.")
    factories.freeze(incident, made["author"])
    proposal = vanishing.propose_vanish(actor=made["publisher"], record=incident, reason="A court ordered it.")
    vanishing.vanish(actor=made["second"], record=incident, proposal=proposal)
    return made


def test_no_act_is_left_for_what_vanished(vanished):
    for verb in ACTS:
        assert look(vanished["second"], verb, vanished["incident"]).status_code == 404, verb
        assert send(vanished["second"], verb, vanished["incident"]).status_code == 409, verb


def test_its_history_stays_without_its_words(vanished):
    second, incident = vanished["second"], vanished["incident"]
    page = look(second, "history", incident, **{"from": 1, "to": 4})
    assert (page.status_code, "Staff of the embassy had to leave." in words(page)) == (200, False)
    assert look(second, "preview", incident).status_code == 410
    assert opened(client_of(second), incident).status_code == 200


def test_nobody_goes_back_to_what_vanished(vanished):
    second, incident = vanished["second"], vanished["incident"]
    incident.refresh_from_db()
    for revision in incident.revisions.all():
        page = look(second, "revert_to", incident, revision=revision.pk)
        assert (page.status_code, rules.VANISHED in words(page)) == (200, True)
        asked = {"revision": revision.pk, "version": incident.lock_version}
        assert send(second, "revert_to", incident, **asked).status_code == 403


def test_a_draft_behind_a_merged_record_can_only_be_let_go():
    made, second = factories.published_visit_set(), factories.user("Publisher")
    guest, author = made["guest"], made["author"]
    factories.Person.objects.filter(pk=guest.pk).update(summary="A change.")
    factories.freeze(guest, author)
    merging.propose_merge(actor=made["publisher"], record=guest, survivor=made["host"])
    merging.merge(actor=second, record=guest, survivor=made["host"])
    buttons = {button.verb: button.reason for button in opened(client_of(author), guest).context["panel"].buttons}
    assert buttons == {"submit": rules.MERGED, "discard": None}
    assert send(author, "discard", guest).status_code == 302
    assert opened(client_of(author), guest).context["panel"].buttons == []
