"""One style sheet per page: what stands in it, that every page asks for one that exists, and how it is handed out."""

import re
import urllib.request

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from relations import styles
from tests.project_files import text, under

pytestmark = pytest.mark.one_engine

ASKED = re.compile(r"styles/([\w-]+)\.css")


def sources():
    return {path.stem for path in under("static", suffix=".css") if path.parent.name == "css"}


def test_every_sheet_is_asked_for_and_every_part_is_used():
    asked = {name for path in under("templates", suffix=".html") for name in ASKED.findall(text(path))}
    assert asked == set(styles.SHEETS)
    assert {part for parts in styles.SHEETS.values() for part in parts} == sources()


def test_no_template_asks_for_a_part_alone():
    """Each would be one more request. A new part goes into a sheet of `relations.styles.SHEETS`."""
    assert [str(path) for path in under("templates", suffix=".html") if '"css/' in text(path)] == []


@pytest.mark.parametrize("sheet", styles.SHEETS)
def test_a_sheet_is_its_parts_in_order(sheet):
    with open(finders.find(f"styles/{sheet}.css"), encoding="utf-8") as file:
        assert file.read() == "".join(styles.part(name).read_text(encoding="utf-8") for name in styles.SHEETS[sheet])


def test_a_saved_part_is_in_the_next_answer(monkeypatch, tmp_path):
    monkeypatch.setattr(styles, "part", lambda name: tmp_path / name)
    for name in styles.FRAME:
        (tmp_path / name).write_text("a{}", encoding="utf-8")
    finder = styles.Sheets()
    file = finder.written("plain")
    age = file.stat().st_mtime_ns
    assert (finder.written("plain").stat().st_mtime_ns, file.read_text(encoding="utf-8")) == (
        age,
        "a{}" * len(styles.FRAME),
    )
    (tmp_path / "base").write_text("b{}", encoding="utf-8")
    assert finder.written("plain").read_text(encoding="utf-8") == "a{}b{}" + "a{}" * (len(styles.FRAME) - 2)


@pytest.mark.parametrize(
    "path", ["styles/none.css", "styles/plain.js", "styles/plain", "css/plain.css", "styles/../plain.css", ""]
)
def test_nothing_else_is_found(path):
    assert styles.Sheets().find(path) == []


def test_production_collects_every_sheet_under_a_hashed_name(settings, tmp_path):
    """As `collectstatic` does on a server: the name tells the text, so a browser may keep it for ever."""
    hashed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": hashed}}
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    names = {path.name for path in (tmp_path / "styles").iterdir()}
    hashes = {name for name in names if re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.css", name)}
    assert {name.partition(".")[0] for name in hashes} == set(styles.SHEETS)
    assert {f"{name}.gz" for name in hashes} <= names


def test_a_server_without_collected_files_hands_them_out(live_server):

    with urllib.request.urlopen(f"{live_server.url}/static/styles/timeline.css") as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
        assert answer.read().decode() == styles.joined("timeline")
