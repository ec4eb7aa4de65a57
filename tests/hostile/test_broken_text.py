"""Texts that no keyboard types: control characters and half characters in comments, notes, notices and hidden fields."""

import pytest

from editorial.models import Decision
from editorial.services import drafting
from relations.models import Change
from tests import factories
from tests.desk.forms import client_of, opened, save
from tests.desk.screens import member, ready_source, seen, send, words

pytestmark = pytest.mark.django_db
SENTENCE = "holds the control character U+{:04X} at position 2"
BROKEN = ["a\x00b", "a\x07b"]


@pytest.fixture
def source():
    return ready_source(factories.user("Author", username="writer"))


@pytest.fixture
def waiting(source):
    factories.submit_all(source.created_by, [source])
    return source


@pytest.fixture
def published(waiting):
    factories.publish_all(factories.user("Publisher", username="first"), [waiting])
    return waiting


def refusal(answer, text):
    assert answer.status_code == 422
    assert SENTENCE.format(ord(text[1])) in words(answer)


def test_a_public_note_names_the_character(source):
    refusal(send(source.created_by, "submit", source, **member(source, note="a\x07b")), "a\x07b")


@pytest.mark.parametrize("act", ["approve", "request_changes", "approve_and_publish"])
@pytest.mark.parametrize("text", BROKEN)
def test_a_comment_on_a_review_names_the_character(waiting, act, text):
    answer = send(factories.user("Publisher"), "review", waiting, act=act, comment=text, **seen(waiting))
    refusal(answer, text)
    assert Decision.objects.count() == 0


def test_a_comment_is_kept_with_plain_line_breaks(waiting):
    send(factories.user("Reviewer"), "review", waiting, act="approve", comment=" one\r\ntwo ", **seen(waiting))
    assert Decision.objects.get().comment == "one\ntwo"


def test_words_about_a_withdrawal_name_the_character(published):
    first, second = factories.user("Publisher"), factories.user("Publisher")
    refusal(send(first, "withdraw", published, reason="error", notice="a\x07b"), "a\x07b")
    send(first, "withdraw", published, reason="error", notice="one\r\ntwo")
    assert send(second, "confirm_withdrawal", published, notice="a\x07b").status_code == 422
    refusal(send(second, "reinstate", published, comment="a\x07b"), "a\x07b")
    send(second, "confirm_withdrawal", published, notice="one\r\ntwo")
    assert Change.objects.get(op="confirm_withdrawal").notice == "one\ntwo"


@pytest.mark.parametrize("act", ["confirm_withdrawal", "reinstate"])
def test_a_second_click_on_a_settled_withdrawal_is_a_conflict(published, act):
    first, second = factories.user("Publisher"), factories.user("Publisher")
    send(first, "withdraw", published, reason="error")
    for status in (302, 409):
        answer = send(second, act, published)
        assert answer.status_code == status


@pytest.mark.parametrize(
    "opened_before", ['{"title": "\\ud800"}', '{"\\udfff": "x", "summary": ["\\ud800"]}', "[" * 9000]
)
def test_a_stale_form_with_a_broken_snapshot_still_shows_both_texts(source, opened_before):
    client = client_of(source.created_by)
    page = opened(client, source)
    save(client, source, title="Saved meanwhile")
    answer = save(client, source, page, title="Typed here", opened=opened_before)
    assert answer.status_code == 409
    assert "Saved meanwhile" in words(answer) and "Typed here" in answer.content.decode()


@pytest.mark.parametrize("number", ["9" * 5000, "٣", "²", "-1"])
def test_numbers_that_no_page_gave_out_are_answered(source, number):
    client = client_of(source.created_by)
    stale = member(source, version=0) | {f"{source.public_id}-revision": number}
    assert send(source.created_by, "submit", source, **stale).status_code == 409
    for address, status in (
        (f"preview/{source.pk}/?revision={number}", 404),
        (f"history/{source.pk}/?from={number}&to=1", 400),
    ):
        assert client.get(f"/admin/editorial/{address}").status_code == status
    assert drafting.open_edition(source).state == "draft"


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066"])
def test_a_text_that_turns_a_page_round_is_not_submitted(source, sign):
    save(client_of(source.created_by), source, title=f"A{sign} source", summary=f"Words{sign}")
    answer = send(source.created_by, "submit", source, **member(source))
    assert answer.status_code == 422
    for where in ("Title", "Summary"):
        assert f"{where}: the invisible sign U+{ord(sign):04X} at position" in words(answer)
    save(client_of(source.created_by), source, title="A source", summary="שלום\u200f!")
    answer = send(source.created_by, "submit", source, **member(source, note=f"a{sign}"))
    assert f"Public note: the invisible sign U+{ord(sign):04X} at position 2" in words(answer)
    assert send(source.created_by, "submit", source, **member(source)).status_code == 302
