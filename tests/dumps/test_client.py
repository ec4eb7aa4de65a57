"""The client that keeps a copy: from a dump or from nothing, cut short anywhere, refusing what is not as published."""

import contextlib
import http.server
import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from relations import publication
from relations.dumps import shelf
from relations.models import Head, Listing
from relations.vocabularies import State
from tests import records
from tests.dumps.conftest import CLIENT, SITE


@pytest.fixture
def copy(chronicle, fetch, tmp_path):
    """An empty copy that counts nothing and waits for nobody."""
    return chronicle.Copy(tmp_path / "copy", fetch)


def watched(copy):
    """The addresses that a copy asks from now on, without the site."""
    asked, plain = [], copy.fetch

    def fetch(address, etag=None):
        asked.append(address.removeprefix(SITE))
        return plain(address, etag)

    copy.fetch = fetch
    return asked


def is_the_dump(copy):
    dump, _ = shelf.make()
    same = (copy.folder / "records.jsonl").read_bytes() == (dump.folder / "records.jsonl").read_bytes()
    return same and copy.state()["seq"] == dump.seq


# --- What it asks for -----------------------------------------------------------------------------


def test_a_dump_saves_a_request_for_each_record(lawless, copy):
    records.publish_visits(3)
    shelf.make()
    asked = watched(copy)
    assert copy.sync(SITE) == 0
    assert asked == ["/api/v1/dumps/", "/api/v1/dumps/10/records.jsonl", "/api/v1/changes/?after=10&limit=200"]
    assert is_the_dump(copy)


def test_what_happened_since_the_dump_is_followed(lawless, copy):
    records.publish_visits(3)
    shelf.make()
    records.publish(records.visit("V00001", change={"kind": "minor"}, title="Put right"))
    assert copy.sync(SITE) == 1
    assert copy.records()["V00001"]["title"]["en"] == "Put right"
    assert is_the_dump(copy)


def test_a_copy_that_is_up_to_date_asks_once_and_writes_nothing(lawless, copy):
    records.publish_visits(1)
    copy.sync(SITE)
    written, asked = (copy.folder / "records.jsonl").stat().st_ino, watched(copy)
    assert copy.sync(SITE) == 0
    assert asked == ["/api/v1/changes/?after=8&limit=200"]
    assert (copy.folder / "records.jsonl").stat().st_ino == written
    records.publish(records.visit("V00009"))
    assert copy.sync(SITE) == 1


@pytest.mark.parametrize("act", ["withdraw", "merge", "vanish"])
def test_what_is_gone_leaves_the_copy(act, lawless, copy):
    records.publish_visits(2)
    copy.sync(SITE)
    {
        "withdraw": lambda: publication.withdraw(public_id="V00000", reason="error"),
        "merge": lambda: publication.merge(public_id="V00000", survivor="V00001"),
        "vanish": lambda: publication.vanish(public_id="V00000"),
    }[act]()
    copy.sync(SITE)
    assert "V00000" not in copy.records()
    assert b"V00000" not in (copy.folder / "records.jsonl").read_bytes()


# --- Cut short ------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_dump", [False, True])
def test_a_sync_that_was_cut_short_anywhere_goes_on(has_dump, lawless, chronicle, copy, monkeypatch):
    monkeypatch.setattr(chronicle, "AT_ONCE", 3)
    monkeypatch.setattr(chronicle, "SAVED_EVERY", -1)
    records.publish_visits(3)
    if has_dump:
        shelf.make()
        records.publish(records.visit("V00001", change={"kind": "minor"}, title="Put right"))
    plain, stood = copy.fetch, []
    for allowed in range(1, 12):
        left = iter(range(allowed))

        def cut(address, etag=None, left=left):
            if next(left, None) is None:
                raise KeyboardInterrupt
            return plain(address, etag)

        copy.fetch = cut
        with contextlib.suppress(KeyboardInterrupt):
            copy.sync(SITE)
        stood.append((copy.state() or {"seq": 0})["seq"])
    assert stood == sorted(stood) and len(set(stood)) > 2 - has_dump
    assert stood[-1] == Head.objects.get().seq
    assert is_the_dump(copy)


def test_half_a_file_is_never_the_copy(lawless, chronicle, copy, monkeypatch):
    records.publish_visits(1)
    copy.sync(SITE)
    before = (copy.folder / "records.jsonl").read_bytes()
    records.publish(records.visit("V00001"))
    monkeypatch.setattr(chronicle.os, "fsync", lambda handle: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        copy.sync(SITE)
    assert (copy.folder / "records.jsonl").read_bytes() == before
    monkeypatch.undo()
    copy.sync(SITE)
    assert sorted(copy.records())[-2:] == ["V00000", "V00001"]


# --- What it refuses ------------------------------------------------------------------------------


def test_a_restored_backup_is_copied_anew(lawless, copy):
    records.publish_visits(2)
    copy.sync(SITE)
    Head.objects.update(epoch="another")
    Listing.objects.filter(public_id="V00001").update(state=State.WITHDRAWN)
    copy.sync(SITE)
    assert "V00001" not in copy.records()


def test_the_copy_of_another_chronicle_is_left_as_it_is(lawless, chronicle, copy):
    records.publish_visits(1)
    copy.sync(SITE)
    before = (copy.folder / "state.json").read_bytes()
    Head.objects.update(epoch="another")
    copy.fetch = lambda address, etag=None, plain=copy.fetch: plain(address.replace("//other.", "//chronicle."), etag)
    with pytest.raises(SystemExit, match=r"is a copy of https://chronicle\.example; name another folder"):
        copy.sync("https://other.example")
    assert (copy.folder / "state.json").read_bytes() == before


@pytest.mark.parametrize("has_dump", [False, True])
def test_a_document_that_is_not_what_was_published_is_refused(has_dump, lawless, copy):
    records.publish_visits(1)
    if has_dump:
        shelf.make()

    def forged(address, etag=None, plain=copy.fetch):
        status, body, etag = plain(address, etag)
        return status, body.replace(b'"title":"Visit V00000"', b'"title":"Another"'), etag

    copy.fetch = forged
    with pytest.raises(SystemExit, match="does not have the hash"):
        copy.sync(SITE)
    assert not (copy.folder / "state.json").exists()


@pytest.mark.once
@pytest.mark.parametrize(
    "answer", [(200, b"<!doctype html>", None), (404, b"", None), (500, b"", None), (301, b"", None)]
)
def test_what_is_no_chronicle_gets_one_sentence(answer, chronicle, tmp_path):
    with pytest.raises(SystemExit, match="address of the front page of a chronicle"):
        chronicle.Copy(tmp_path, lambda address, etag=None: answer).sync(SITE)


# --- Verifying ------------------------------------------------------------------------------------


def test_a_changed_copy_is_noticed(lawless, chronicle, copy):
    records.publish_visits(1)
    copy.sync(SITE)
    path = copy.folder / "records.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("received by", "sent away by"), encoding="utf-8")
    assert copy.verify() == ["V00000"]
    assert chronicle.main(["verify", str(copy.folder)]) == 1


@pytest.mark.parametrize("has_dump", [False, True])
def test_a_copy_that_is_true_to_itself_is_held_to_what_was_published(has_dump, lawless, chronicle, copy):
    records.publish_visits(2)
    records.publish(records.visit("V00001", change={"kind": "minor"}, title="Put right"))
    copy.sync(SITE)
    if has_dump:
        shelf.make()
        records.publish(records.visit("V00000", change={"kind": "minor"}, title="Newer than the dump"))
        copy.sync(SITE)
    asked = watched(copy)
    assert copy.verify(SITE) == []
    assert len(asked) == (3 if has_dump else 10)
    held = copy.records()
    held["V00001"]["document"]["record"]["title"] = "Forged"
    text = chronicle.text(held["V00001"]["document"])
    held["V00001"]["content_hash"] = "sha256:" + chronicle.hashlib.sha256(text.encode()).hexdigest()
    copy.save(copy.state(), held)
    assert (copy.verify(), copy.verify(SITE)) == ([], ["V00001"])


def test_what_was_withdrawn_since_is_not_as_published(lawless, copy):
    records.publish_visits(1)
    copy.sync(SITE)
    publication.withdraw(public_id="V00000", reason="error")
    assert copy.verify(SITE) == ["V00000"]


# --- The network ----------------------------------------------------------------------------------


class Moody(http.server.BaseHTTPRequestHandler):
    """Answers what its server was told to, one after another."""

    def do_GET(self):
        status, headers, body = self.server.answers.pop(0)
        self.server.asked.append(self.headers)
        self.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing on the terminal."""


@pytest.fixture
def moody():
    """A server whose answers a test names."""
    with http.server.HTTPServer(("127.0.0.1", 0), Moody) as server:
        server.answers, server.asked = [], []
        server.url = f"http://127.0.0.1:{server.server_port}/"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def waited(chronicle, monkeypatch):
    """The seconds that the client slept, without sleeping."""
    seconds = []
    monkeypatch.setattr(chronicle.time, "sleep", seconds.append)
    return seconds


@pytest.mark.once
def test_a_busy_server_is_asked_again_when_it_says(chronicle, moody, waited):
    moody.answers = [
        (429, {"Retry-After": "42"}, b""),
        (503, {}, b""),
        (200, {"Content-Length": 9}, b"cut"),
        (200, {"ETag": '"a"'}, b"whole"),
    ]
    assert chronicle.over_http(moody.url) == (200, b"whole", '"a"')
    assert waited == [42, 2, 4]


@pytest.mark.once
def test_the_validator_is_sent_and_no_redirect_is_followed(chronicle, moody, waited):
    moody.answers = [(304, {}, b""), (308, {"Location": "/elsewhere"}, b"{}"), (410, {}, b"{}")]
    found = [chronicle.over_http(moody.url, '"a"')[0], *(chronicle.over_http(moody.url)[0] for _ in range(2))]
    assert (found, waited) == ([304, 308, 410], [])
    assert [headers["If-None-Match"] for headers in moody.asked] == ['"a"', None, None]


@pytest.mark.once
@pytest.mark.parametrize("headers, seconds, asked", [({"Retry-After": "3600"}, 3600, 1), ({}, 16, 5)])
def test_a_server_that_stays_busy_is_given_up_with_a_sentence(headers, seconds, asked, chronicle, moody, waited):
    moody.answers = [(503, headers, b"")] * 5
    with pytest.raises(SystemExit, match=f"does not answer; run the same command again in {seconds} seconds or later"):
        chronicle.over_http(moody.url)
    assert len(moody.asked) == asked


@pytest.mark.once
def test_nobody_there_is_one_sentence(chronicle, waited):
    with pytest.raises(SystemExit, match="does not answer"):
        chronicle.over_http("http://127.0.0.1:9/")
    assert waited == [1, 2, 4, 8, 16]


# --- The command ----------------------------------------------------------------------------------


def command(*arguments, **options):
    return subprocess.run([sys.executable, CLIENT, *map(str, arguments)], capture_output=True, text=True, **options)


@pytest.mark.once
def test_the_file_says_how_it_is_used():
    ran = command()
    assert ran.returncode == 2
    assert "sync https://" in ran.stdout


@pytest.mark.once
def test_a_wrong_address_is_one_sentence(tmp_path):
    ran = command("sync", "chronicle.example", tmp_path / "copy")
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert "https://chronicle.example" in ran.stderr


@pytest.mark.once
def test_a_damaged_copy_is_one_sentence(tmp_path):
    (tmp_path / "state.json").write_text("{half")
    ran = command("sync", SITE, tmp_path)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (1, 1)
    assert "damaged" in ran.stderr


# Small steps, so that there are many moments to be killed at.
SLOWLY = (
    "import importlib.util, sys\n"
    "spec = importlib.util.spec_from_file_location('chronicle', sys.argv[1])\n"
    "chronicle = importlib.util.module_from_spec(spec)\n"
    "spec.loader.exec_module(chronicle)\n"
    "chronicle.AT_ONCE, chronicle.SAVED_EVERY = 4, -1\n"
    "chronicle.Copy(sys.argv[3]).sync(sys.argv[2])\n"
)


def killed(url, folder, after):
    """Begin a sync in a process of its own and kill it as soon as the copy stands at this act; where it stood then."""
    process = subprocess.Popen([sys.executable, "-c", SLOWLY, CLIENT, url, folder])
    deadline = time.monotonic() + 60
    while process.poll() is None and stood(folder) < after and time.monotonic() < deadline:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    return process.wait(), stood(folder)


def stood(folder):
    try:
        return json.loads((folder / "state.json").read_bytes())["seq"]
    except OSError:
        return -1


@pytest.mark.slow
@pytest.mark.once
def test_a_process_that_is_killed_leaves_a_copy_that_goes_on(live_server, lawless, dumps, settings, tmp_path):
    settings.API_RATE = 0
    records.publish_visits(40)
    folder = tmp_path / "copy"
    for after in (4, 8, 16, 17, 30, 44):
        code, at = killed(live_server.url, folder, after)
        assert code == -signal.SIGKILL and after <= at <= 47
        assert command("verify", folder).returncode == 0
    ran = command("sync", live_server.url, folder)
    assert ran.returncode == 0, ran.stderr
    dump, _ = shelf.make()
    assert (folder / "records.jsonl").read_bytes() == (dump.folder / "records.jsonl").read_bytes()
    assert command("verify", folder, live_server.url).stdout == "Every document has its hash.\n"
