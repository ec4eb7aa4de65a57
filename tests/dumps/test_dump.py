"""A dump is the public record at one act: every file says what the API says, and nothing that is gone."""

import csv
import json
import re
import sqlite3

import pytest
from django.core.management import CommandError, call_command

from relations import publication
from relations.cells import bared, shielded
from relations.documents import canonical, content_hash
from relations.dumps import describing, shelf
from relations.dumps.snapshot import Moved, Snapshot
from relations.dumps.tables import EVENTS
from relations.models import Head
from tests import records

HOSTILE = ['=HYPERLINK("x")', "+1+1", "-1+1", "@SUM(A1)", "\t=1", "'=1", "''", 'a,"b"\nc', "ěšč"]


@pytest.fixture
def world(lawless):
    publication.publish(documents=[*records.background(), records.visit(), records.incident()])


def lines(dump, name):
    return [json.loads(line) for line in (dump.folder / name).read_text(encoding="utf-8").splitlines()]


def folders(dumps):
    return [path for path in dumps.iterdir() if path.is_dir()]


def table(dump, name):
    with (dump.folder / f"{name}.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def test_every_public_record_is_the_item_of_the_api(world, dumps, client):
    dump, is_new = shelf.make()
    found = lines(dump, "records.jsonl")
    assert is_new
    assert [each["id"] for each in found] == sorted(each["id"] for each in found)
    assert len(found) == 9
    for each in found:
        word = each["url"].split("/")[1] if each["type"] != "dossier" else "dossiers"
        answer = json.loads(client.get(f"/api/v1/{word}/{each['id']}/").content)
        assert answer["data"] == each
        assert content_hash(canonical(each["document"])) == each["content_hash"]


def test_the_acts_are_those_of_the_api(world, dumps, client):
    dump, _ = shelf.make()
    assert lines(dump, "changes.jsonl") == json.loads(client.get("/api/v1/changes/").content)["data"]
    assert dump.seq == Head.objects.get().seq


def test_what_is_gone_is_not_there(world, dumps):
    publication.publish(documents=[records.visit(title="Put right", change={"kind": "minor"})])
    before, _ = shelf.make()
    assert [each["version"] for each in lines(before, "versions.jsonl") if each["id"] == records.VISIT] == [1, 2]
    publication.withdraw(public_id=records.VISIT, reason="error")
    after, _ = shelf.make()
    for name in ("records.jsonl", "versions.jsonl"):
        assert records.VISIT not in {each["id"] for each in lines(after, name)}
    assert lines(after, "changes.jsonl")[-1]["op"] == "withdraw"
    assert not before.folder.exists()


def test_a_dump_is_made_once_and_says_the_same_again(world, dumps, tmp_path):
    dump, _ = shelf.make()
    again, is_new = shelf.make()
    assert (again.folder, is_new) == (dump.folder, False)
    elsewhere, _ = shelf.make(tmp_path / "elsewhere")
    assert elsewhere.manifest == dump.manifest


def test_a_damaged_dump_is_made_anew(world, dumps):
    dump, _ = shelf.make()
    (dump.folder / "records.jsonl").write_text("half", encoding="utf-8")
    again, is_new = shelf.make()
    assert is_new and shelf.is_whole(again)


def test_half_a_dump_has_no_name_and_is_taken_away(world, dumps, monkeypatch):
    monkeypatch.setattr(describing, "package", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        shelf.make()
    assert folders(dumps) == []
    monkeypatch.undo()
    left = dumps / ".new-of-a-killed-process"
    left.mkdir()
    shelf.make()
    assert not left.exists()


def test_a_record_that_moves_on_while_it_is_read_is_read_again(world, dumps, monkeypatch):
    original, published = Snapshot.records, []

    def records_of(self):
        if not published:
            published.append(
                publication.publish(documents=[records.visit(title="Meanwhile", change={"kind": "minor"})])
            )
        return original(self)

    monkeypatch.setattr(Snapshot, "records", records_of)
    dump, _ = shelf.make()
    assert dump.seq == Head.objects.get().seq
    assert "Meanwhile" in (dump.folder / "records.jsonl").read_text(encoding="utf-8")


def test_who_is_never_left_alone_gives_up_with_a_sentence(world, dumps, monkeypatch):
    monkeypatch.setattr(Snapshot, "require_still", lambda self: (_ for _ in ()).throw(Moved("moved")))
    with pytest.raises(CommandError, match="try again"):
        call_command("export_dump")
    assert folders(dumps) == []


def test_nothing_is_written_while_another_process_makes_a_dump(world, dumps, monkeypatch):
    def held(lock, how):
        raise BlockingIOError(how)

    monkeypatch.setattr(shelf.fcntl, "flock", held)
    with pytest.raises(BlockingIOError):
        shelf.make()
    assert folders(dumps) == []


def test_only_the_newest_are_kept(world, dumps):
    for number in range(3):
        publication.publish(documents=[records.visit(title=f"Title {number}", change={"kind": "minor"})])
        shelf.make(keep=2)
    assert [dump.seq for dump in shelf.finished()] == [Head.objects.get().seq, Head.objects.get().seq - 1]


def test_the_tables_and_sqlite_say_the_same(world, dumps):
    dump, _ = shelf.make()
    with sqlite3.connect(dump.folder / "chronicle.sqlite") as database:
        database.row_factory = sqlite3.Row
        for name in ("records", "events", "measures", "claims", "citations", "changes"):
            rows = [dict(row) for row in database.execute(f'SELECT * FROM "{name}"')]
            said = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
            cells = [{key: bared(value) for key, value in row.items()} for row in table(dump, name)]
            for row in cells:
                row |= {
                    key: {"true": "1", "false": "0"}.get(value, value)
                    for key, value in row.items()
                    if value in ("true", "false")
                }
            assert said == cells and len(said) == dump.file(f"{name}.csv")["rows"]
        texts = database.execute("SELECT document, content_hash FROM documents").fetchall()
    assert texts and all(content_hash(text) == known for text, known in texts)


def test_events_name_who_acts_towards_whom(world, dumps):
    dump, _ = shelf.make()
    found = {row["id"]: row for row in table(dump, "events")}
    assert found[records.VISIT]["initiator"] == records.SECOND
    assert found[records.VISIT]["target"] == records.FIRST
    assert found[records.VISIT]["date"]


def test_a_statement_stands_beside_each_of_its_proofs(world, dumps):
    dump, _ = shelf.make()
    rows = [row for row in table(dump, "claims") if row["id"] == records.VISIT]
    assert rows and all(row["source"] == records.SOURCE for row in rows)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_each_can_be_taken_back(text):
    cell = shielded(text)
    assert bared(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_a_place_has_its_coordinates(lawless, dumps):
    place = records.document(
        "place", records.PLACE, title="A Town", place_kind="city", country=records.FIRST, latitude="49.09", longitude="17.91",
        **records.claims(),
    )  # fmt: skip
    others = [text for text in records.background() if f'"id":"{records.PLACE}"' not in text]
    publication.publish(documents=[*others, place])
    found = {row["id"]: (row["latitude"], row["longitude"]) for row in table(shelf.make()[0], "records")}
    assert (found[records.PLACE], found[records.FIRST]) == (("49.09", "17.91"), ("", ""))


def test_the_description_is_a_data_package(world, dumps):
    """What the profile of version 2 asks of a package, its resources and their fields."""
    package = json.loads((shelf.make()[0].folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == describing.PROFILE
    names = [resource["name"] for resource in package["resources"]]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[-a-z0-9._/]+", name) for name in names)
    for resource in package["resources"]:
        assert {"name", "path", "format", "mediatype", "bytes", "hash"} <= resource.keys()
        assert not resource["path"].startswith(("/", "..")) and resource["hash"].startswith("sha256:")
        for field in resource.get("schema", {}).get("fields", []):
            assert field["type"] in ("string", "integer", "boolean") and field["description"]
            values = [each["value"] for each in field.get("categories", [])]
            assert values == field.get("constraints", {}).get("enum", [])
        known = {field["name"] for field in resource.get("schema", {}).get("fields", [])}
        assert set(resource.get("schema", {}).get("primaryKey", [])) <= known


def test_events_have_the_columns_that_were_promised():
    wanted = "initiator target kind count count_min count_max date earliest latest standing sources"
    assert set(wanted.split()) <= {column.name for column in EVENTS.columns}


def test_the_description_names_every_column(world, dumps):
    dump, _ = shelf.make()
    package = json.loads((dump.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = dump.folder / resource["path"]
        assert resource["hash"] == f"sha256:{describing.hash_of(path)}"
        if resource.get("type") == "table":
            with path.open(encoding="utf-8", newline="") as opened:
                assert next(csv.reader(opened)) == [field["name"] for field in resource["schema"]["fields"]]
                for row in csv.reader(opened):
                    for field, cell in zip(resource["schema"]["fields"], row, strict=True):
                        allowed = field.get("constraints", {}).get("enum")
                        assert not allowed or cell == "" or cell in allowed, (resource["name"], field["name"], cell)


def test_the_manifest_has_the_hash_of_every_file(world, dumps):
    dump, _ = shelf.make()
    named = {each["name"]: each["sha256"] for each in dump.manifest["files"]}
    assert named == {
        path.name: describing.hash_of(path) for path in dump.folder.iterdir() if path.name != "manifest.json"
    }
    assert len(named) == 11


def test_the_manifest_says_of_each_file_where_it_is_described_and_which_acts_it_holds(world, dumps):
    dump, _ = shelf.make()
    package = json.loads((dump.folder / "datapackage.json").read_text(encoding="utf-8"))
    for each in dump.manifest["files"]:
        assert (each["first_seq"], each["last_seq"]) == (1, dump.seq)
        _, _, number = each["schema"].partition("datapackage.json#/resources/")
        described = package["resources"][int(number)]["path"] if number else each["schema"]
        assert described == (each["name"] if number else package["$schema"])
        assert ("rows" in each) == (each["name"] != "datapackage.json")
    assert dump.manifest["at"] == lines(dump, "changes.jsonl")[-1]["at"]


def test_the_command_says_what_it_did(world, dumps, capsys):
    call_command("export_dump")
    call_command("export_dump")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Written: ") and second.startswith("There already: ")
    with pytest.raises(CommandError, match="at least 1"):
        call_command("export_dump", keep=0)
