"""A stranger rebuilds the whole first dossier over HTTP with the client alone, and holds every hash to what was published."""

import json
import subprocess
import sys

import pytest
from django.conf import settings as project

from relations import publication
from relations.documents import canonical
from relations.dumps import shelf

CLIENT = project.BASE_DIR / "static" / "client" / "chronicle.py"


@pytest.fixture
def site(published, live_server, lawless, settings, tmp_path):
    """Address of a server that has the dossier, and no dump of it."""
    settings.API_RATE = 0
    settings.DUMPS_DIR = tmp_path / "dumps"
    publication.publish(documents=[canonical(document) for document in published.documents.values()])
    return live_server.url


def run(*arguments):
    ran = subprocess.run([sys.executable, CLIENT, *map(str, arguments)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout.strip()


@pytest.mark.once
def test_the_dossier_is_rebuilt_from_nothing_and_every_hash_is_true(site, published, tmp_path):
    number = len(published.documents)
    copy, later = tmp_path / "copy", tmp_path / "later"
    assert run("sync", site, copy) == f"{number} acts followed; {number} records, act {number}."
    assert run("verify", copy, site) == "Every document has its hash."
    held = {
        each["id"]: each["document"] for each in map(json.loads, (copy / "records.jsonl").read_bytes().splitlines())
    }
    assert held == {document["id"]: document for document in published.documents.values()}
    dump, _ = shelf.make()
    assert (copy / "records.jsonl").read_bytes() == (dump.folder / "records.jsonl").read_bytes()
    assert run("sync", site, later) == f"0 acts followed; {number} records, act {number}."
    assert (later / "records.jsonl").read_bytes() == (dump.folder / "records.jsonl").read_bytes()
    assert run("verify", later, site) == "Every document has its hash."
