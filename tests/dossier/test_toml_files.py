"""Lines of keys in data files, and files that cannot be read."""

import pytest

from editorial.importers.toml_files import DataFile, Fault, lines_of, read

TEXT = '''title = "A"
note = """
key = not a key
[[claims]]
"""

[date]
edtf = "1993-08"

[[tenures]]
n = 1
[tenures.date]
edtf = "1990"

[[tenures]]
n = 2
places = [
    "one",
]
'''


def test_every_key_has_its_line():
    assert lines_of(TEXT) == {
        ("title",): 1,
        ("note",): 2,
        ("date",): 7,
        ("date", "edtf"): 8,
        ("tenures",): 10,
        ("tenures", 0): 10,
        ("tenures", 0, "n"): 11,
        ("tenures", 0, "date"): 12,
        ("tenures", 0, "date", "edtf"): 13,
        ("tenures", 1): 15,
        ("tenures", 1, "n"): 16,
        ("tenures", 1, "places"): 17,
    }


def test_a_fault_stands_at_the_nearest_key_around_it():
    file = DataFile("x.toml", {}, lines_of(TEXT))
    assert str(file.fault(("tenures", 1, "office"), "is missing.")) == "x.toml, line 15: is missing."
    assert str(file.fault(("summary",), "is missing.")) == "x.toml: is missing."


def test_dates_of_toml_become_iso_text(tmp_path):
    (tmp_path / "x.toml").write_text("accessed = 2026-11-22\n[[list]]\nday = 1983-01-03\n")
    assert read(tmp_path / "x.toml", "x.toml").value == {"accessed": "2026-11-22", "list": [{"day": "1983-01-03"}]}


NO_TOML = 'This is not TOML: {}; write, for example, title = "A title".'


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b'title = "A\n', 1, NO_TOML.format("Illegal character '\\n'")),
        (b'title = "A"\ntitle = "B"\n', 2, NO_TOML.format("Cannot overwrite a value")),
        (b"title = [\n\n", 2, NO_TOML.format("Invalid value (at end of document)")),
        (b'title = "\xff"\n', 0, "This is not UTF-8 text (byte 10); save it as UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path, data, line, message):
    (tmp_path / "x.toml").write_bytes(data)
    assert read(tmp_path / "x.toml", "x.toml") == Fault("x.toml", line, message)
