"""`export_site` as a whole: every link of a copy is answered by a plain file server, each page is as on the live site."""

import re

import pytest

from relations import evidence, http
from relations.static_copy import copying, seeds
from relations.static_copy.addresses import is_copied, read
from relations.static_copy.asking import Failed, Site
from relations.static_copy.folder import Folder
from relations.static_copy.remembered import Memory
from tests import records, sites
from tests.static_copy import checking
from tests.static_copy.checking import ORIGIN
from tests.static_copy.copies import copy, differences, files

pytestmark = pytest.mark.one_engine

SERVER = "https://live.example"
FEW = (
    "/",
    "/cs/",
    "/sources/S0RCE1/source-s0rce1/",
    "/sources/S0RCE1/source-s0rce1/?format=ris",
    "/r/S0RCE1/",
    "/robots.txt",
)


@pytest.fixture
def small(lawless, monkeypatch):
    """One record alone, and of its pages a few, so that a copy takes no time."""
    records.publish(records.document("source", records.SOURCE, title="A source", source_kind="reference"))
    monkeypatch.setattr(seeds, "all_of", lambda: map(read, FEW))
    monkeypatch.setattr(copying.Page, "addresses", lambda page: [])


def test_a_copy_and_the_same_again(small, tmp_path):
    first = copy(tmp_path / "site")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*.html")}
    again = copy(tmp_path / "site")
    assert first.written == first.files == len(files(tmp_path / "site"))
    assert first.made == len(FEW)
    assert (again.made, again.written, again.removed, again.files) == (0, 0, 0, first.files)
    assert again.size == first.size == sum(map(len, files(tmp_path / "site").values()))
    assert {path: path.stat().st_mtime_ns for path in times} == times


def test_only_what_reads_other_rows_is_made_again(small, tmp_path):
    copy(tmp_path / "site")
    records.publish(records.document("source", "S0RCE2", title="Another", source_kind="reference"))
    assert copy(tmp_path / "site").made == 2, "home counts the records, in two languages"
    title = records.document("source", records.SOURCE, {"kind": "update"}, title="Renamed", source_kind="reference")
    records.publish(title)
    report = copy(tmp_path / "site")
    assert report.made == len(FEW) - 1, "all but robots.txt"
    assert "Renamed" in (tmp_path / "site/sources/S0RCE1/source-s0rce1/index.html").read_text()


def test_another_build_makes_everything_again(small, tmp_path, settings):
    settings.BUILD = "one"
    copy(tmp_path / "site")
    settings.BUILD = "two"
    assert copy(tmp_path / "site").made == len(FEW)


def test_what_says_todays_date_is_made_again_tomorrow(small, tmp_path, monkeypatch):
    copy(tmp_path / "site")
    monkeypatch.setattr(copying, "today", lambda: "2999-01-01")
    assert copy(tmp_path / "site").made == 1


def test_a_file_that_was_changed_or_lost_is_written_again(small, tmp_path):
    copy(tmp_path / "site")
    page, other = tmp_path / "site/index.html", tmp_path / "site/404.html"
    right = page.read_bytes()
    page.write_bytes(b"changed")
    other.unlink()
    assert copy(tmp_path / "site").written == 2
    assert page.read_bytes() == right


def test_a_killed_run_is_completed(small, tmp_path, monkeypatch):
    asked = []

    def killed(site, address):
        asked.append(address)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return ask(site, address)

    ask = Site.ask
    copy(tmp_path / "site")
    title = records.document("source", records.SOURCE, {"kind": "update"}, title="Renamed", source_kind="reference")
    records.publish(title)
    monkeypatch.setattr(Site, "ask", killed)
    with pytest.raises(KeyboardInterrupt):
        copy(tmp_path / "site")
    monkeypatch.setattr(Site, "ask", ask)
    copy(tmp_path / "site")
    copy(tmp_path / "fresh")
    assert differences(tmp_path / "site", tmp_path / "fresh") == []


def test_a_page_that_fails_ends_the_run_and_names_itself(small, tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(http, "site", broken)
    monkeypatch.setattr(copying.beside, "key_of", lambda *_: "key")
    with pytest.raises(Failed, match="/ answered 500"):
        copy(tmp_path / "site")


def test_a_redirect_is_a_page_that_leads_on(small, tmp_path):
    copy(tmp_path / "site")
    page = (tmp_path / "site/r/S0RCE1/index.html").read_text()
    path = "/sources/S0RCE1/source-s0rce1/"
    assert f'<link rel="canonical" href="{ORIGIN}{path}">' in page
    assert f'content="0; url={path}"' in page
    assert 'content="noindex"' in page


def test_the_page_that_says_what_a_copy_cannot_do(small, tmp_path):
    copy(tmp_path / "site")
    english, czech = ((tmp_path / "site" / file).read_text() for file in ("copy/index.html", "cs/copy/index.html"))
    assert "These pages are a copy of the site made of files: searching" in english
    assert '<html lang="cs"' in czech
    assert 'href="/copy/"' in czech
    copy(tmp_path / "led", SERVER)
    assert f'<a href="{SERVER}/">' in (tmp_path / "led/copy/index.html").read_text()


def test_what_needs_a_server_leads_there_and_nothing_else_does(small, tmp_path):
    copy(tmp_path / "site", SERVER)
    pages = "".join(path.read_text() for path in (tmp_path / "site").rglob("*.html"))
    links, forms = (set(re.findall(rf'{name}="{SERVER}([^"#]*)', pages)) for name in ("href", "action"))
    assert {link.partition("?")[0] for link in links} == {"/", "/report/", "/cs/report/"}
    assert {link for link in links if is_copied(read(link.replace("&amp;", "&")))} == {"/"}
    assert forms >= {"/search/", "/cs/search/"}
    assert re.findall(r'action="/[^"]*"', pages) == []


# --- The whole site -------------------------------------------------------------------------------


@pytest.fixture
def whole(lawless, settings, tmp_path):
    """A page of every type, and the file that one names."""
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    sites.publish_all()
    path = evidence.path_of(records.FILE)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"%PDF-1.4")


@pytest.mark.slow
@pytest.mark.one_engine
def test_a_plain_server_answers_every_link_and_each_page_is_that_of_the_live_site(whole, client, tmp_path, settings):
    report = copy(tmp_path / "site")
    with checking.served(tmp_path / "site") as get:
        faults, number, lost = checking.faults(get)
    assert (faults, lost, report.missing) == ([], set(), ())
    assert number > 700
    settings.ALLOWED_HOSTS = ["chronicle.example"]
    settings.DUMPS_DIR = tmp_path / "site/api/v1/dumps"
    assert [
        address for address, page in pages_of(tmp_path / "site") if differs(client, tmp_path / "site", address, page)
    ] == []


def pages_of(folder):
    """(address, page) of a finished copy; what leads on has a page of its own, and files are no pages."""
    state = Folder(folder).state()
    found = Memory(state, state["key"]).pages.items()
    return [(address, page) for address, page in found if not page.location and not address.startswith("/static/")]


def differs(client, folder, address, page):
    """Whether a page of a copy differs from that of the live site in anything but addresses."""
    live = client.get(address, headers={"host": "chronicle.example"}, secure=True)
    content = b"".join(live) if live.streaming else live.content
    kept = (folder / page.file).read_bytes()
    kind = live.get("Content-Type", "").partition(";")[0]
    if re.split("[/+]", kind)[-1] in ("html", "link-format", "json", "xml"):
        kept, content = checking.blank(kind, kept), checking.blank(kind, content)
    same_status = live.status_code == page.status or address.startswith("/api/v1/dumps/latest/")
    return not same_status or (kept != content and live.status_code not in range(300, 400))
