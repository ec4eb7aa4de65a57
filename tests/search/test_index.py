"""The index follows every act on the public record, is compared by `verify_public` and comes back by `rebuild_public`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from relations import publication
from relations.models import PublishedRecord, SearchRow
from relations.search import hits, index, texts
from relations.search.questions import terms
from tests import records


@pytest.fixture
def record(lawless):
    records.publish(*records.background(), records.visit(), records.visit("V00002", title="Vrbětice talks"))


def found(text):
    """Public ids in order."""
    at = dict(SearchRow.objects.values_list("sort_key", "record__public_id"))
    return [at[place] for place in hits.page(terms(text), limit=50).places]


def run(name, *arguments):
    """(exit code, lines) of a command."""
    out = StringIO()
    try:
        call_command(name, *arguments, stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_a_new_edition_is_found_by_its_own_words_alone(record):
    assert found("vrbetice") == ["V00002"]
    records.publish(records.visit("V00002", change={"kind": "update"}, title="Brno talks"))
    assert (found("vrbetice"), found("brno")) == ([], ["V00002"])
    assert list(index.differences()) == []


def test_a_moved_date_moves_the_place(record):
    records.publish(records.visit("V00002", "1999-08-08", change={"kind": "update"}, title="Vrbětice talks"))
    assert found("8 August 1999") == ["V00002"]
    assert found("talks") == ["V00002"]
    assert list(index.differences()) == []


@pytest.mark.parametrize(
    "act",
    [
        lambda: publication.withdraw(public_id="V00002", reason="error"),
        lambda: publication.merge(public_id="V00002", survivor=records.VISIT),
        lambda: publication.vanish(public_id="V00002"),
    ],
    ids=["withdrawn", "merged", "vanished"],
)
def test_what_is_public_no_more_is_not_found_at_once(record, act):
    act()
    assert found("vrbetice") == []
    assert list(index.differences()) == []


def stored_words():
    """The bytes of the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT block FROM search_index_data")
        return b"".join(bytes(block) for (block,) in cursor.fetchall())


@pytest.mark.sqlite
def test_the_index_keeps_no_word_of_what_vanished(record):
    records.publish(records.visit("V00003", title="Zyxwvut talks"))
    assert b"yxwvut" in stored_words()  # the first letter may stand with the word before
    publication.vanish(public_id="V00003")
    assert b"yxwvut" not in stored_words()
    assert list(index.differences()) == []


def test_what_is_reinstated_is_found_again(record):
    publication.withdraw(public_id="V00002", reason="error")
    publication.reinstate(public_id="V00002")
    assert found("vrbetice") == ["V00002"]


def test_a_translation_that_a_correction_left_behind_is_not_found(record):
    old = {"n": 1, "anchor": "title", "language": "cs", "text": "Jednání", "of": f"sha256:{'0' * 64}"}
    records.publish(
        records.visit("V00003", translations=[old]), records.visit("V00004", translations=[old | {"withheld": True}])
    )
    assert found("jednani") == ["V00003"]


def test_a_removed_part_is_not_found(record):
    claims = [{"n": 1, "removed": True}, {"n": 2, "text": "A zebra.", "standing": "established"}]
    cited = [records.cited("claims/2/text")]
    records.publish(records.visit("V00003", claims=claims, citations=cited))
    assert found("zebra") == ["V00003"]
    records.publish(records.visit("V00003", change={"kind": "correction", "note": "None was there."},
                                  claims=[{"n": 1, "removed": True}, {"n": 2, "removed": True}], citations=[]))  # fmt: skip
    assert found("zebra") == []


def test_every_text_of_an_incident_is_found(lawless):
    records.publish_incident()
    words = ("staff", "employees", "absurd", "blames", "affair", "posts", "report", "vyhosteni", "odesli", "quickly")
    assert {word: records.INCIDENT in found(word) for word in words} == dict.fromkeys(words, True) | {"quickly": False}


def test_a_rolled_back_act_leaves_no_word(record):
    class Stop(Exception):
        pass

    with pytest.raises(Stop), publication.transaction.atomic():
        records.publish(records.visit("V00005", title="Zebra"))
        raise Stop
    assert found("zebra") == []
    assert list(index.differences()) == []


def test_rebuilding_makes_the_same_index(record):
    before = list(SearchRow.objects.order_by("pk").values())
    assert run("rebuild_public")[0] == 0
    assert list(SearchRow.objects.order_by("pk").values()) == before
    assert found("vrbetice") == ["V00002"]
    assert run("verify_public") == (0, ["The public record is whole."])


def test_rows_that_older_code_folded_are_made_anew(record):
    rows = SearchRow.objects.filter(record__public_id="V00002")
    index.remove(rows)
    rows.update(title="as folded before", renderer="older")
    index.add(rows)
    assert (found("vrbetice"), found("folded")) == ([], ["V00002"])
    assert run("rebuild_public", "--cards") == (0, ["Cards rendered: 1."])
    assert (found("vrbetice"), found("folded")) == (["V00002"], [])
    assert set(SearchRow.objects.values_list("renderer", flat=True)) == {texts.fingerprint()}
    assert run("verify_public")[0] == 0


def test_a_process_with_other_code_is_not_ready(record, client):
    SearchRow.objects.filter(record__public_id="V00002").update(renderer="older")
    assert client.get("/readyz/").json()["reason"] == "cards"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("INSERT INTO search_index(search_index) VALUES ('delete-all')", "Search index of {key} differs."),
        (
            "INSERT INTO search_index(rowid, title, text, type) VALUES (77777, 'forged', '', 'visit')",
            "Search index holds a row at 77777 that should not exist.",
        ),
        (
            "INSERT INTO search_index(search_index, rowid, title, text, type) SELECT 'delete', sort_key, title, text, type"
            " FROM relations_searchrow WHERE record_id = {key}",
            "Search index of {key} differs.",
        ),
    ],
)
def test_a_tampered_index_is_named_and_comes_back(record, damage, sentence):
    key = PublishedRecord.objects.get(public_id="V00002").pk
    with connection.cursor() as cursor:
        cursor.execute(damage.format(key=key))
    code, lines = run("verify_public")
    assert code == 1
    assert sentence.format(key=key) in lines
    run("rebuild_public")
    assert run("verify_public") == (0, ["The public record is whole."])


@pytest.mark.postgres
def test_nobody_can_write_the_words_that_the_database_derives(record):
    with connection.cursor() as cursor, pytest.raises(Exception, match="generated"), publication.transaction.atomic():
        cursor.execute("UPDATE relations_searchrow SET words = ''")
