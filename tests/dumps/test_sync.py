"""The law of the copy: what the client holds after any history is, byte for byte, the dump of that act."""

import importlib.util
import json
import random
import subprocess
import sys

import pytest
from django.conf import settings as project
from django.db import transaction

from relations import publication
from relations.dumps import shelf
from relations.models import Head, Listing
from relations.vocabularies import State
from tests import records

FILE = project.BASE_DIR / "static" / "client" / "chronicle.py"
SITE = "https://chronicle.example"
VISITS = [f"V0000{number}" for number in range(5)]


@pytest.fixture(scope="module")
def chronicle():
    spec = importlib.util.spec_from_file_location("chronicle_client", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fetch(client):
    def over_the_test_client(address):
        answer = client.get(address.removeprefix(SITE))
        return answer.status_code, json.loads(answer.content) if answer.status_code == 200 else None

    return over_the_test_client


class Rolled(Exception):
    """Ends one history."""


def act(chance):
    """One random act that the record allows now."""
    public_id = chance.choice(VISITS)
    state = Listing.objects.filter(public_id=public_id).values_list("state", flat=True).first()
    others = Listing.objects.filter(public_id__in=VISITS, state=State.PUBLIC).exclude(public_id=public_id)
    survivor = others.order_by("public_id").values_list("public_id", flat=True).first()
    if state == State.PUBLIC:
        choice = chance.choice(["edit", "edit", "withdraw", "merge", "vanish"])
        if choice == "withdraw":
            publication.withdraw(public_id=public_id, reason="error")
        elif choice == "vanish" and chance.random() < 0.3:
            publication.vanish(public_id=public_id)
        elif choice == "merge" and survivor:
            publication.merge(public_id=public_id, survivor=survivor)
        else:
            edit(chance, public_id)
    elif state == State.WITHDRAWN:
        again = chance.choice(["reinstate", "confirm", "edit"])
        last = Listing.objects.get(public_id=public_id)
        if again == "reinstate" and not last.notice:
            publication.reinstate(public_id=public_id)
        elif again == "confirm" and not last.notice:
            publication.confirm_withdrawal(public_id=public_id, notice="It was another day.")
        else:
            edit(chance, public_id)
    elif state is None:
        edit(chance, public_id)


def edit(chance, public_id):
    known = Listing.objects.filter(public_id=public_id).exists()
    change = {"kind": chance.choice(["update", "minor"])} if known else {"kind": "first"}
    title = f"Visit {chance.randrange(1000)} of <Řehoř> & “others”"
    records.publish(records.visit(public_id, f"19{chance.randrange(10, 99)}", change=change, title=title))


def is_the_dump(copy, tmp_path):
    dump, _ = shelf.make(tmp_path / "dumps")
    held = (copy.folder / "records.jsonl").read_bytes()
    state = json.loads((copy.folder / "state.json").read_text())
    return held == (dump.folder / "records.jsonl").read_bytes() and state["seq"] == dump.seq


def follow(seed, chronicle, fetch, tmp_path):
    """One history: a copy begun somewhere in it, kept up now and then, is the dump at the end."""
    chance = random.Random(seed)
    copy = chronicle.Copy(tmp_path / f"copy-{seed}", fetch)
    records.publish(*records.background())
    for _ in range(chance.randrange(4, 16)):
        act(chance)
        if chance.random() < 0.3:
            copy.sync(SITE)
    copy.sync(SITE)
    assert is_the_dump(copy, tmp_path / str(seed)), seed
    assert copy.verify() == []


def histories(seeds, *further):
    for seed in seeds:
        try:
            with transaction.atomic():
                follow(seed, *further)
                raise Rolled
        except Rolled:
            continue


def test_a_copy_is_the_dump(lawless, chronicle, fetch, tmp_path):
    histories(range(8), chronicle, fetch, tmp_path)


@pytest.mark.slow
@pytest.mark.once
def test_a_copy_is_the_dump_after_sixty_histories(lawless, chronicle, fetch, tmp_path):
    histories(range(1000, 1060), chronicle, fetch, tmp_path)


def test_a_record_that_grows_while_it_is_copied(lawless, chronicle, fetch, tmp_path, monkeypatch):
    monkeypatch.setattr(chronicle, "AT_ONCE", 2)
    records.publish(*records.background())
    chance, asked = random.Random(7), []

    def growing(address):
        asked.append(address)
        if len(asked) < 40:
            act(chance)
        return fetch(address)

    copy = chronicle.Copy(tmp_path / "copy", growing)
    copy.sync(SITE)
    copy.sync(SITE)
    assert len(asked) > 40
    assert is_the_dump(copy, tmp_path)


def test_a_copy_that_was_cut_short_goes_on(lawless, chronicle, fetch, tmp_path, monkeypatch):
    monkeypatch.setattr(chronicle, "AT_ONCE", 3)
    records.publish_visits(3)
    calls = []

    def cut(address):
        calls.append(address)
        if len(calls) == 7:
            raise KeyboardInterrupt
        return fetch(address)

    with pytest.raises(KeyboardInterrupt):
        chronicle.Copy(tmp_path / "copy", cut).sync(SITE)
    copy = chronicle.Copy(tmp_path / "copy", fetch)
    assert 0 < copy.read("state.json", {})["seq"] < Head.objects.get().seq
    copy.sync(SITE)
    assert is_the_dump(copy, tmp_path)


def test_a_restored_backup_is_copied_anew(lawless, chronicle, fetch, tmp_path):
    records.publish_visits(2)
    copy = chronicle.Copy(tmp_path / "copy", fetch)
    copy.sync(SITE)
    Head.objects.update(epoch="another")
    Listing.objects.filter(public_id="V00001").update(state=State.WITHDRAWN)
    copy.sync(SITE)
    assert "V00001" not in copy.records()


def test_a_document_that_is_not_what_was_published_is_refused(lawless, chronicle, fetch, tmp_path):
    records.publish_visits(1)

    def forging(address):
        status, answer = fetch(address)
        if answer and "document" in answer["data"]:
            answer["data"]["document"]["record"]["title"] = "Another title"
        return status, answer

    with pytest.raises(SystemExit, match="hash"):
        chronicle.Copy(tmp_path / "copy", forging).sync(SITE)


def test_a_changed_copy_is_noticed(lawless, chronicle, fetch, tmp_path):
    records.publish_visits(1)
    copy = chronicle.Copy(tmp_path / "copy", fetch)
    copy.sync(SITE)
    path = copy.folder / "records.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("received by", "sent away by"), encoding="utf-8")
    assert copy.verify() == ["V00000"]
    assert chronicle.main(["verify", str(copy.folder)]) == 1


def test_the_file_says_how_it_is_used():
    ran = subprocess.run([sys.executable, FILE], capture_output=True, text=True)
    assert ran.returncode == 2
    assert "sync https://" in ran.stdout
