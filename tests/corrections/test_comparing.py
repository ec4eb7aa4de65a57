"""`…/compare/1..2/`: what two versions say differently, word by word; withdrawn ones are gone."""

import re

import pytest
from django.core.cache import cache

from relations import comparing, publication
from relations.documents import load
from relations.profiles import Name, Names
from tests import records
from tests.reading import text_of
from tests.records import GUEST, HOST, PLACE, VISIT

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
COMPARE = f"{PAGE}compare/1..2/"
CORRECTION = {"kind": "correction", "note": "The last day was wrong."}


def found(before: str, after: str, names: Names | None = None) -> dict[str, tuple[str, str, str]]:
    """Place -> op, before, after."""
    old, new = (comparing.values(load(text)) for text in (before, after))
    shown = comparing.differences(load(after)["type"], old, new, names or Names())
    return {each.place: (each.op, each.before, each.after) for each in shown}


# --- Differences ----------------------------------------------------------------------------------


def test_equal_documents_have_no_difference():
    assert found(records.visit(), records.visit(change=CORRECTION)) == {}


def test_a_date_reads_as_words_and_a_choice_by_its_label():
    after = records.visit(edtf="1983-01-03/1983-01-06", kind="state")
    assert found(records.visit(), after) == {
        "Kind": ("changed", "official visit", "state visit"),
        "Date": (
            "changed",
            *(words.replace(" ", "\xa0") for words in ("3–5 January 1983", "3–6 January 1983")),
        ),
    }


def test_prose_is_compared_word_by_word_and_joins_back():
    after = records.visit(summary="The guest was not received by the host.")
    old, new = (comparing.values(load(text)) for text in (records.visit(), after))
    (each,) = comparing.differences("visit", old, new, Names())
    assert [(segment.op, segment.text.strip()) for segment in each.segments] == [
        ("equal", "The guest was"), ("insert", "not"), ("equal", "received by the host."),
    ]  # fmt: skip
    assert each.before == "The guest was received by the host."


def test_a_removed_part_shows_what_it_said_and_a_flag_reads_as_words():
    parts = [{"n": 1, "removed": True}, {"n": 2, "who": HOST, "role": "host", "capacity": "President"}]
    told = found(records.visit(), records.visit(participations=parts))
    assert told["Participant 1: capacity"] == ("removed", "President", "")
    assert told["Participant 1: state inferred"] == ("removed", "yes", "")


def test_a_withdrawn_record_is_named_by_type_and_id_alone():
    names = Names({PLACE: Name(PLACE, "A Town", None, "withdrawn", "place"), "P1ACE2": Name("P1ACE2", "Other town")})
    assert found(records.visit(), records.visit(place="P1ACE2"), names) == {
        "Place": ("changed", f"place {PLACE} (withdrawn)", "Other town")
    }


def test_two_records_of_one_title_do_not_read_as_no_difference():
    names = Names({PLACE: Name(PLACE, "A Town"), "P1ACE2": Name("P1ACE2", "A Town")})
    assert found(records.visit(), records.visit(place="P1ACE2"), names)["Place"] == ("changed", PLACE, "P1ACE2")


def test_a_member_of_a_plain_list_changes_no_other():
    after = records.incident(topics=["culture", "diplomacy", "espionage"])
    assert found(records.incident(), after) == {"Topics": ("added", "", "culture")}


def test_the_order_of_a_list_is_a_difference():
    text = [{"n": n, "text": f"Text {n}.", "standing": "established"} for n in (1, 2)]
    assert found(records.visit(claims=text), records.visit(claims=text[::-1])) == {
        "Order of statements": ("added", "", "2, 1")
    }


def test_the_hash_of_a_translated_text_says_nothing_to_a_reader():
    after = load(records.incident())
    after["record"]["translations"][0]["of"] = "sha256:" + "0" * 64
    old, new = comparing.values(load(records.incident())), comparing.values(after)
    assert comparing.changed(old, new) == []


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish(*records.background(), records.visit())
    records.publish(records.visit(change=CORRECTION, summary="The guest was <b>not</b> received."))


def test_the_page_marks_words_for_the_eye_and_for_the_ear(public, client):
    answer = client.get(COMPARE)
    html = answer.content.decode()
    assert '<ins><span class="vh">added: </span>&lt;b&gt;not&lt;/b&gt;' in html
    assert '<del><span class="vh">removed: </span>' in html
    assert "Correction. The last day was wrong." in text_of(answer)
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://testserver{PAGE}">' in html


def test_versions_lead_to_it(public, client):
    assert f'href="{COMPARE}"' in client.get(f"{PAGE}versions/").content.decode()
    assert f'href="{COMPARE}"' in client.get(PAGE).content.decode()


def test_a_dossier_is_compared_too(public, client):
    text = records.document(
        "dossier", records.DOSSIER, {"kind": "update"}, title="First and second", slug="first-second",
        sides=[{"n": 1, "label": "First", "countries": [records.FIRST]}, {"n": 2, "label": "Second", "countries": [records.SECOND]}],
    )  # fmt: skip
    records.publish(text)
    assert "Title" in text_of(client.get("/first-second/compare/1..2/"))


@pytest.mark.parametrize(
    "path, leads",
    [
        (f"{PAGE}compare/2..1/", COMPARE),
        (f"/visits/{VISIT}/old-slug/compare/1..2/", COMPARE),
        (f"/visits/{VISIT.lower()}/visit-v1s1t1/compare/1..2/", COMPARE),
    ],
)
def test_other_spellings_lead_to_one_address(public, client, path, leads):
    answer = client.get(path)
    assert (answer.status_code, answer["Location"]) == (301, leads)


@pytest.mark.parametrize("name", ["1..9", "0..1", "9" * 300 + "..1", "9" * 5000 + "..1", "1..x", "1...2"])
def test_what_there_is_not_is_not_found(public, client, name):
    assert client.get(f"{PAGE}compare/{name}/").status_code == 404


def test_a_version_is_equal_to_itself(public, client):
    assert "Both versions say the same" in text_of(client.get(f"{PAGE}compare/2..2/"))


def test_what_is_withdrawn_is_gone_here_too(public, client):
    publication.withdraw(public_id=VISIT, reason="error")
    answer = client.get(COMPARE)
    assert (answer.status_code, "received" in text_of(answer)) == (410, False)
    publication.confirm_withdrawal(public_id=VISIT, notice="n")
    records.publish(records.visit(change=CORRECTION))
    assert [client.get(f"{PAGE}compare/{pair}/").status_code for pair in ("1..2", "2..3", "1..3", "3..3")] == [
        410, 410, 410, 200,
    ]  # fmt: skip
    assert "compare/" not in re.sub(r"compare/3..4", "", client.get(f"{PAGE}versions/").content.decode())


def test_a_withdrawn_name_is_not_shown_in_a_difference(public, client):
    parts = [{"n": 1, "who": HOST, "role": "host", "capacity": "President"}]
    records.publish(records.visit(change=CORRECTION, participations=parts))
    publication.withdraw(public_id=GUEST, reason="privacy")
    words = text_of(client.get(f"{PAGE}compare/2..3/"))
    assert (f"person {GUEST} (withdrawn)" in words, "Guest Person" in words) == (True, False)


def test_few_queries(public, client, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(COMPARE)
