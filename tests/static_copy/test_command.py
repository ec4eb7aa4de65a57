"""`manage.py export_site`: what it asks for, what it says, how it ends."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from relations.management.commands import export_site
from relations.static_copy import copying
from relations.static_copy.asking import Failed
from relations.static_copy.folder import Refused
from tests.static_copy.checking import ORIGIN

REPORT = copying.Report(12, 1500, 2_000_000, 40, 30, 2, ("/nope/",))


def run(*arguments):
    out = StringIO()
    call_command("export_site", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def made(monkeypatch):
    """What the command asked for, instead of a copy."""
    calls = []
    monkeypatch.setattr(copying, "make", lambda place, wanted: calls.append((place, wanted)) or REPORT)
    return calls


def test_it_says_what_it_did(made, tmp_path):
    said = run(tmp_path / "site", "--origin", f"{ORIGIN}/", "--server", "https://live.example/")
    assert made[0][0] == tmp_path / "site"
    assert made[0][1][:2] == (ORIGIN, "https://live.example")
    assert "/nope/" in said
    assert "act 12, 1,500 files, 2,000,000 bytes; pages made 40, files written 30, removed 2;" in said


def test_the_origin_is_that_of_the_settings_where_they_name_one(made, settings, tmp_path):
    settings.ALLOWED_HOSTS, settings.HTTPS = ["localhost", "chronicle.example"], True
    run(tmp_path / "site")
    assert made[0][1].origin == ORIGIN


@pytest.mark.parametrize("hosts", [["localhost"], ["*"], [".example.org"], ["a.example", "b.example"]])
def test_an_origin_that_nobody_said(made, settings, tmp_path, hosts):
    settings.ALLOWED_HOSTS = hosts
    with pytest.raises(CommandError, match=r"Say where the copy will be served, for example --origin https://"):
        run(tmp_path / "site")
    assert made == []


@pytest.mark.parametrize(
    "value", ["chronicle.example", "ftp://a.example", "https://a.example/copy", "https://a b", "https://x?y"]
)
@pytest.mark.parametrize("name", ["--origin", "--server"])
def test_what_is_no_origin(made, tmp_path, name, value):
    with pytest.raises(CommandError, match=f"{name} .* is not scheme and host alone; for example {name} https://"):
        run(tmp_path / "site", "--origin", ORIGIN, name, value)
    assert made == []


@pytest.mark.parametrize("fault", [Refused("It is full."), Failed("It answered 500.")])
def test_a_refusal_is_a_sentence(monkeypatch, tmp_path, fault):
    def refuse(*_):
        raise fault

    monkeypatch.setattr(copying, "make", refuse)
    with pytest.raises(CommandError, match=str(fault)) as raised:
        run(tmp_path / "site", "--origin", ORIGIN)
    assert raised.value.returncode == 1


def test_it_says_how_far_it_is(monkeypatch, tmp_path):
    def make(place, wanted):
        wanted.tell(10, 20)
        wanted.tell(1030, 7)
        return REPORT

    monkeypatch.setattr(copying, "make", make)
    monkeypatch.setattr(export_site, "SECONDS_BETWEEN", -1)
    assert "1,030 addresses, 7 more found so far" in run(tmp_path / "site", "--origin", ORIGIN)
