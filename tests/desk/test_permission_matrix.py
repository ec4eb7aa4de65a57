"""Who may open and send what: every address of the desk for everybody, against a table that is written down.

An address without a row fails. What was refused has changed no row of any table.
"""

import pytest
from django.urls import reverse

from editorial import rules
from editorial.models import Edition
from editorial.selectors import permissions
from editorial.workflow import TRANSITIONS, EditionState
from tests import factories
from tests.desk import permission_table as table
from tests.desk import permission_world as world
from tests.desk.forms import client_of
from tests.desk.screens import words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

PAGE = "/admin/-/permissions/"


def test_every_address_of_the_desk_has_a_row_and_every_row_an_address():
    assert sorted(world.addresses()) == sorted([*table.PAGES, *table.FORMS, *table.SCREENS])


@pytest.mark.slow
@pytest.mark.parametrize("part", world.PARTS)
def test_everybody_gets_what_the_table_says(part):
    """By GET and by a POST that would act; each request is undone before the next."""
    made = world.build()
    found, touched = {}, []
    for case in world.cases(made, part):
        found[case.key], changed = world.walk(case, made)
        touched += changed
    expected = {key: row for key, row in table.rows() if world.is_in(part, key)}
    assert found == expected
    assert touched == []


# --- Sentences -------------------------------------------------------------------------------------

# What makes a sentence tell what to do instead: it names who can, what is possible, or what comes next.
ADVICE = (
    *("ask", "instead", "possible when", "has to", "first", "wait", "choose", "needs", "confirms"),
    *("comment when", "invite again", "way back", "someone else", "decide, or"),
)


def test_every_refusal_of_role_and_state_is_a_sentence_that_tells_what_to_do():
    for role in permissions.ROLES:
        for state in EditionState.values:
            for verb in TRANSITIONS:
                reason = permissions.answer(role, state, verb)
                assert reason is None or is_advice(reason), reason


def test_so_is_every_other_sentence_that_the_rules_hold():
    said = {text for act in permissions.acts() for text in act.further}
    said |= {text for other in permissions.others() for text in other.sentences}
    said |= {text for rule in permissions.rules_without_edition() for text in rule.answers.values() if text}
    assert len(said) > 20
    assert [text for text in sorted(said) if not is_advice(text) and text not in table.FINAL] == []


def is_advice(text):
    return text[:1].isupper() and text.endswith(".") and any(word in text for word in ADVICE)


# --- The page --------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["Author", "Reviewer", "Publisher", "Administrator", "superuser", ""])
def test_everybody_who_is_logged_in_reads_the_page(role):
    user = factories.user("" if role == "superuser" else role, is_superuser=role == "superuser")
    page = client_of(user).get(PAGE)
    assert page.status_code == 200
    assert "The lowest role that may" in words(page)
    assert client_of(user).post(PAGE).status_code == 405


def test_the_page_says_what_the_rules_say():
    page = client_of(factories.user("Author")).get(PAGE, {"role": "Publisher"})
    cells = {
        (act.verb, state): cell
        for act, row in page.context["rows"]
        for (state, _), cell in zip(page.context["states"], row, strict=True)
    }
    assert len(cells) == len(TRANSITIONS) * len(EditionState.values)
    for (verb, state), cell in cells.items():
        allowed = state in TRANSITIONS[verb].sources
        assert cell == (TRANSITIONS[verb].role.value if allowed else ""), (verb, state)
    said = words(page)
    for sentence in (rules.CONTRIBUTED, rules.WITHDREW, rules.LACKS_APPROVAL, rules.UNCONFIRMED, rules.PROPOSED):
        assert sentence in said


def test_a_specimen_is_answered_as_a_person_is():
    for role in ("Author", "Reviewer", "Publisher", "Administrator"):
        person = factories.user(role)
        for verb in TRANSITIONS:
            for state in ("draft", "in_review", "published"):
                assert permissions.answer(role, state, verb) == rules.may(verb, person, Edition(state=state))


@pytest.mark.parametrize("asked", ["", "x", "\x00", "Root", "Author&role=Publisher"])
def test_any_question_is_answered(asked):
    assert client_of(factories.user("Author")).get(PAGE, {"role": asked}).status_code == 200


def test_the_page_asks_the_database_only_who_is_there(django_assert_num_queries):
    client = client_of(factories.user("Author"))
    client.get(PAGE)
    with django_assert_num_queries(3):  # session, account, roles
        client.get(PAGE)


def test_the_start_page_leads_there():
    page = client_of(factories.user("Author")).get("/admin/")
    assert f'href="{reverse("admin:permissions")}"' in page.content.decode()
