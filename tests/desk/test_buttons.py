"""What stands above a form: state, checklist, warnings, and the buttons that this person may press now."""

import pytest
from django.urls import reverse

from editorial import rules
from editorial.models import Visit
from editorial.services import drafting, publishing, reviewing
from tests import factories
from tests.desk.forms import client_of, opened

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def people():
    return {role: factories.user(role) for role in ("Author", "Reviewer", "Publisher")}


@pytest.fixture
def made(people):
    return factories.visit_set(people["Author"])


def panel(user, record):
    return opened(client_of(user), record).context["panel"]


def buttons(user, record):
    """verb -> whether it can be pressed."""
    return {button.verb: button.reason is None for button in panel(user, record).buttons}


def submitted(people, made):
    factories.submit_all(people["Author"], list(made.values()))


def test_a_first_draft_can_be_submitted_and_nothing_else(people, made):
    assert buttons(people["Author"], made["visit"]) == {"submit": True}


def test_a_submitted_record_can_be_recalled_and_reviewed_by_others(people, made):
    submitted(people, made)
    assert buttons(people["Author"], made["visit"]) == {"review": False, "recall": True}
    assert buttons(people["Reviewer"], made["visit"]) == {"review": True, "recall": True}


def test_a_button_that_is_off_says_why(people, made):
    submitted(people, made)
    page = opened(client_of(people["Author"]), made["visit"])
    reason = "This needs the role Reviewer; ask someone who has it, or an administrator to be given it."
    assert [button.reason for button in page.context["panel"].buttons if button.verb == "review"] == [reason]
    html = page.content.decode()
    assert reason in html
    assert f'href="{reverse("admin:editorial_review", args=[made["visit"].pk])}"' not in html


def test_an_approved_record_waits_for_a_publisher(people, made):
    submitted(people, made)
    for record in made.values():
        reviewing.approve(
            actor=people["Reviewer"], edition=factories.open_of(record), revision=factories.newest(record)
        )
    shown = {role: panel(user, made["visit"]).buttons[0] for role, user in people.items()}
    assert {role: (button.label, button.reason is None) for role, button in shown.items()} == {
        "Author": ("Review and publish", False),
        "Reviewer": ("Review and publish", True),
        "Publisher": ("Review and publish", True),
    }


def test_a_public_record_can_be_withdrawn_by_a_publisher_alone():
    made = factories.published_visit_set()
    assert buttons(made["publisher"], made["visit"]) == {"withdraw": True, "propose_merge": True}
    assert buttons(made["author"], made["visit"]) == {"withdraw": False, "propose_merge": False}


def test_a_withdrawal_waits_for_a_second_publisher():
    made = factories.published_visit_set()
    publishing.withdraw(actor=made["publisher"], record=made["visit"], reason="error")
    second = factories.user("Publisher")
    assert buttons(made["publisher"], made["visit"]) == {"confirm_withdrawal": False, "reinstate": False}
    assert buttons(second, made["visit"]) == {"confirm_withdrawal": True, "reinstate": True}


def test_a_draft_behind_a_public_record_can_be_discarded():
    made = factories.published_visit_set()
    Visit.objects.filter(pk=made["visit"].pk).update(summary="Changed")
    factories.freeze(made["visit"], made["author"])
    assert buttons(made["author"], made["visit"]) == {
        "submit": True, "discard": True, "withdraw": False, "propose_merge": False
    }  # fmt: skip


def test_every_button_leads_to_a_page(people, made):
    client = client_of(people["Author"])
    shown = panel(people["Author"], made["visit"])
    addresses = [button.url for button in [*shown.buttons, *shown.links]]
    assert [client.get(address, follow=True).status_code for address in addresses] == [200, 200, 200]


def test_the_checklist_names_field_and_fix(people):
    visit = drafting.create(actor=people["Author"], model=Visit, title="A visit")
    shown = panel(people["Author"], visit)
    assert [problem.anchor for problem in shown.problems] == ["date"]
    html = opened(client_of(people["Author"]), visit).content.decode()
    assert "Before it can be submitted: 1 to do" in html
    assert "Date: This field is required." in html


def test_what_can_go_along_in_the_same_set_is_no_fault(people, made):
    shown = panel(people["Author"], made["visit"])
    assert shown.problems == []
    assert sorted(str(record) for record in shown.needs) == [
        *("A Town", "A source", "First Country", "First – Second", "Guest Person", "Host Person", "Second Country")
    ]


def test_state_and_people_stand_above_the_form():
    made = factories.published_visit_set()
    page = opened(client_of(made["author"]), made["visit"])
    shown = page.context["panel"]
    assert (shown.edition, shown.current.state, shown.listing.number) == (None, "published", 1)
    assert (shown.last_saved.author, shown.last_decision.actor) == (made["author"], made["publisher"])
    assert f'href="{shown.listing.path}"' in page.content.decode()


# --- Warnings ---------------------------------------------------------------------------------------


def test_an_edit_under_review_warns_that_it_voids(people, made):
    submitted(people, made)
    assert panel(people["Author"], made["visit"]).warnings == [
        "This edition is in review. Saving a change voids the submission; it goes back to draft."
    ]


def test_a_reviewer_is_warned_before_she_bars_herself(people, made):
    bars = "You may approve this edition now. If you save a change you no longer can: someone else has to."
    submitted(people, made)
    assert panel(people["Reviewer"], made["visit"]).warnings[1:] == [bars]
    assert rules.may_approve(people["Reviewer"], factories.open_of(made["visit"])) is None


def test_one_who_wrote_it_is_not_warned_again():
    publisher = factories.user("Publisher")
    visit = drafting.create(actor=publisher, model=Visit, title="A visit")
    assert panel(publisher, visit).warnings == []


def test_an_edit_of_a_public_record_says_what_readers_see():
    made = factories.published_visit_set()
    assert panel(made["author"], made["visit"]).warnings == [
        "Readers see version 1. Saving a change opens a new edition; the public page stays as it is until that is published."
    ]


def test_whoever_only_looks_is_not_warned(people, made):
    submitted(people, made)
    assert panel(factories.user("", is_superuser=True), made["visit"]).warnings == []
