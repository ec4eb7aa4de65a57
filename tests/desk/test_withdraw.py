"""Withdrawal by one publisher at once, confirmed or reversed by another, with its impact on screen."""

import pytest

from editorial.models import Decision
from editorial.services import drafting
from relations.models import Change, Listing
from tests import factories
from tests.desk.screens import look, send, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def made():
    return factories.published_visit_set()


@pytest.fixture
def second():
    return factories.user("Publisher")


def public_state(record):
    return Listing.objects.get(public_id=record.public_id).state


def withdraw(made, user=None, **data):
    return send(user or made["publisher"], "withdraw", made["guest"], **{"reason": "error", **data})


def ops():
    return list(Change.objects.exclude(op="publish").order_by("seq").values_list("op", flat=True))


def test_the_impact_names_public_pages_and_drafts(made):
    drafting.freeze(record=made["visit"], author=made["author"])
    page = look(made["publisher"], "withdraw", made["guest"])
    impact = page.context["impact"]
    assert [row.public_id for row in impact.public] == [made["visit"].public_id]
    assert [row.pk for row in impact.drafts] == [made["visit"].pk]
    assert ops() == []


def test_one_publisher_withdraws_at_once(made):
    answer = withdraw(made, replacement=made["host"].public_id.lower(), notice="Wrong person.")
    assert answer.status_code == 302
    assert (public_state(made["guest"]), ops()) == ("withdrawn", ["withdraw"])
    listing = Listing.objects.get(public_id=made["guest"].public_id)
    assert (listing.reason, listing.replacement.public_id, listing.notice) == ("error", made["host"].public_id, "")
    assert Decision.objects.get(kind="withdraw").comment == "Wrong person."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"reason": ""}, "Choose the reason that readers will see."),
        ({"reason": "boredom"}, "boredom is not one of the available choices"),
        ({"replacement": "ZZZZZZ"}, "ZZZZZZ is not another public record"),
        ({"replacement": "too long"}, "at most 6 characters"),
    ],
)
def test_bad_input_keeps_what_was_typed(made, data, sentence):
    page = withdraw(made, notice="Typed with care", **data)
    assert (page.status_code, sentence in words(page), "Typed with care" in page.content.decode()) == (422, True, True)
    assert ops() == []


def test_it_cannot_replace_itself(made):
    page = withdraw(made, replacement=made["guest"].public_id)
    assert (page.status_code, "is not another public record" in words(page)) == (422, True)


def test_the_notice_needs_a_second_publisher(made, second):
    withdraw(made, notice="It never happened.")
    assert "It never happened." in words(look(second, "confirm_withdrawal", made["guest"]))
    same = send(made["publisher"], "confirm_withdrawal", made["guest"], notice="It never happened.")
    assert (same.status_code, "a second publisher has to confirm" in words(same)) == (403, True)
    other = send(second, "confirm_withdrawal", made["guest"], notice="My own words.")
    assert (other.status_code, "is not the one that you read" in words(other)) == (409, True)
    assert other.context["form"]["notice"].value() == "It never happened."
    assert send(second, "confirm_withdrawal", made["guest"], notice="It never happened.").status_code == 302
    assert (ops(), Listing.objects.get(public_id=made["guest"].public_id).notice) == (
        ["withdraw", "confirm_withdrawal"],
        "It never happened.",
    )


def test_a_second_publisher_reinstates_the_same_text(made, second):
    before = Listing.objects.get(public_id=made["guest"].public_id).edition.content_hash
    withdraw(made, notice="I think it is wrong.")
    page = look(second, "reinstate", made["guest"])
    assert "I think it is wrong." in words(page)
    assert send(made["publisher"], "reinstate", made["guest"]).status_code == 403
    assert send(second, "reinstate", made["guest"], comment="It is right.").status_code == 302
    listing = Listing.objects.get(public_id=made["guest"].public_id)
    assert (listing.state, listing.edition.content_hash, ops()) == ("public", before, ["withdraw", "reinstate"])


def test_looking_changes_nothing(made, second):
    look(made["publisher"], "withdraw", made["guest"], reason="error")
    withdraw(made)
    for verb in ("confirm_withdrawal", "reinstate"):
        assert look(second, verb, made["guest"], notice="x").status_code == 200
    assert ops() == ["withdraw"]


def test_withdrawing_twice_is_a_conflict(made):
    assert [withdraw(made).status_code for _ in range(2)] == [302, 409]
    assert ops() == ["withdraw"]


def test_what_is_not_withdrawn_cannot_be_reinstated(made, second):
    for verb in ("confirm_withdrawal", "reinstate"):
        assert send(second, verb, made["guest"], notice="x").status_code == 409
    assert ops() == []


def test_what_was_never_public_cannot_be_withdrawn(made):
    draft = drafting.create(actor=made["author"], model=type(made["source"]), title="A draft", source_kind="news")
    assert look(made["publisher"], "withdraw", draft).status_code == 404
    answer = send(made["publisher"], "withdraw", draft, reason="error")
    assert (answer.status_code, "was never published" in words(answer)) == (409, True)


@pytest.mark.parametrize(
    ("role", "superuser"), [("Author", False), ("Reviewer", False), ("Administrator", False), ("", True)]
)
def test_who_is_no_publisher_is_refused(made, role, superuser):
    answer = withdraw(made, factories.user(role, is_superuser=superuser))
    assert (answer.status_code, public_state(made["guest"])) == (403, "public")


def test_forged_fields_are_ignored(made, second):
    withdraw(made, actor=second.pk, state="vanished")
    listing = Listing.objects.get(public_id=made["guest"].public_id)
    assert (Decision.objects.get(kind="withdraw").actor, listing.notice) == (made["publisher"], "")


def test_a_replacement_is_found_by_title_and_nothing_typed_is_lost(made):
    page = withdraw(made, reason="duplicate", act="find", q="host person", notice="Typed with care")
    assert (page.status_code, ops()) == (200, [])
    assert [row.public_id for row in page.context["found"]] == [made["host"].public_id]
    html = page.content.decode()
    assert "Typed with care" in html
    assert (
        'value="duplicate" required id="id_reason_1" checked' in html
        or "checked" in html.split('value="duplicate"')[1][:60]
    )
    assert withdraw(made, chosen=made["host"].public_id, q="host person").status_code == 302
    assert Listing.objects.get(public_id=made["guest"].public_id).replacement.public_id == made["host"].public_id


@pytest.mark.parametrize("asked", ["\x00", "x" * 5000, "%", "nothing like it"])
def test_an_odd_search_for_a_replacement_finds_nothing(made, asked):
    page = withdraw(made, act="find", q=asked)
    assert (page.status_code, ops()) == (200, [])
