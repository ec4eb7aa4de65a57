"""The folder of a copy: nobody else's files, one writer, whole files, and a killed run that the next one completes."""

import errno
import fcntl
from pathlib import Path

import pytest

from relations.static_copy import folder as folders
from relations.static_copy.folder import OWN, Refused, claimed


@pytest.fixture
def place(tmp_path):
    return tmp_path / "site"


def finished(place, **files):
    """A copy of these files, as a finished run leaves it."""
    with claimed(place) as folder:
        for file, text in files.items():
            folder.write(file, text.encode(), known=set())
        folder.finish({"files": {file: [len(text), ""] for file, text in files.items()}})


def test_a_file_is_written_whole_and_known_again(place):
    finished(place, page="text")
    with claimed(place) as folder:
        assert folder.state()["files"] == {"page": [4, ""]}
        assert folder.has("page", 4)
        assert not folder.has("page", 5)
        assert not folder.has("other", 4)
    assert [path.name for path in (place / OWN).iterdir() if path.name not in ("lock", "state.json")] == []


def test_a_folder_with_other_files_is_refused_and_left_alone(place):
    place.mkdir()
    (place / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="holds other files"), claimed(place):
        pass
    assert [path.name for path in place.iterdir()] == ["letter.txt"]


def test_a_file_is_no_folder(place):
    place.write_text("mine")
    with pytest.raises(Refused, match="is a file"), claimed(place):
        pass


def test_somebody_elses_file_in_a_copy_is_not_overwritten(place):
    finished(place, page="text")
    (place / "letter.html").write_text("mine")
    with claimed(place) as folder, pytest.raises(Refused, match=r"letter\.html was not written by this command"):
        folder.write("letter.html", b"ours", known={"page"})
    assert (place / "letter.html").read_text() == "mine"


def test_a_second_run_is_refused_while_the_first_one_writes(place):
    with claimed(place), (place / OWN / "lock").open("w") as lock:
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pytest.raises(Refused, match="Another export_site is writing"), claimed(place):
            pass
    with claimed(place):
        pass


def test_a_killed_run_leaves_word_of_what_it_began(place):
    finished(place, page="text")
    with claimed(place) as folder:
        folder.write("page", b"TEXT", known={"page"})
        folder.write("new", b"text", known={"page"})
    with claimed(place) as folder:
        assert folder.begun == {"page", "new"}
        assert not folder.has("page", 4), "what a killed run wrote is not what the last finished one left"
        folder.write("new", b"text", known={"page"})
        folder.finish({})
    with claimed(place) as folder:
        assert folder.begun == set()


def test_files_are_removed_with_the_folders_that_they_leave_empty(place):
    with claimed(place) as folder:
        for file in ("a/b/one", "a/two"):
            folder.write(file, b"", known=set())
        (place / "a" / "letter").write_text("mine")
        assert folder.remove(["a/b/one", "a/two", "a/never"]) == 2
    assert [str(path.relative_to(place)) for path in place.rglob("*") if OWN not in path.parts] == ["a", "a/letter"]


def test_a_full_disk_is_a_sentence_and_leaves_the_old_file(place, monkeypatch):
    finished(place, page="text")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with claimed(place) as folder, pytest.raises(Refused, match=r"There is no room left for .*page"):
        folder.write("page", b"TEXT", known={"page"})
    assert (place / "page").read_text() == "text"


def test_a_large_file_gets_a_second_name(place):
    with claimed(place) as folder:
        folder.write("7/records", b"text", known=set())
        folder.link("latest/records", place / "7/records", known=set())
        folder.link("7/records", place / "7/records", known=set())
        folder.link("latest/records", place / "7/records", known=set())
        folder.write("page", b"another", known=set())
        assert (place / "latest/records").read_bytes() == b"text"
        assert folder.begun == {"7/records", "latest/records", "page"}


def test_a_disk_without_links_gets_a_second_file(place, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(folders.os, "link", refuse)
    with claimed(place) as folder:
        folder.write("7/records", b"text", known=set())
        folder.link("latest/records", place / "7/records", known=set())
    assert (place / "latest/records").read_bytes() == b"text"
