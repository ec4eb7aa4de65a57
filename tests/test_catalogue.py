"""The Czech catalogue: whole, nothing stale, compiled, and set as Czech is set."""

import re

import polib
import pytest

from tests.extracting import marked
from tests.project_files import ROOT

FOLDER = ROOT / "relations" / "locale" / "cs" / "LC_MESSAGES"
PLURALS = {0, 1, 2}  # one; two to four; five and more, and none
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd%]")
TAG = re.compile(r"<[^>]*>")
CODE = re.compile(r"<code>.*?</code>", re.DOTALL)
# Set apart from its word, a preposition or conjunction of one letter stays alone at the end of a line.
LOOSE = re.compile(r"(?<![\w\u00a0])[KkSsVvZzOoUuAaIi] (?=\S)")


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(FOLDER / "django.po"), check_for_duplicates=True)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    return marked(tmp_path_factory.mktemp("marked"))


def key(entry):
    return (entry.msgctxt, entry.msgid, entry.msgid_plural)


def said(entry):
    """Every form of a translation."""
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


def words(text):
    """What a reader sees: without tags, with a figure in place of what is put in."""
    return TAG.sub("", CODE.sub("0", PLACEHOLDER.sub("0", text)))


@pytest.mark.gettext
def test_every_marked_text_has_a_translation(catalogue, asked):
    done = {key(entry) for entry in catalogue if entry.translated() and all(map(str.strip, said(entry)))}
    assert len(asked) > 800
    assert [key(entry) for entry in asked if key(entry) not in done] == []


@pytest.mark.gettext
def test_no_translation_is_of_a_text_that_nobody_asks_for(catalogue, asked):
    assert [key(entry) for entry in catalogue if key(entry) not in {key(each) for each in asked}] == []
    assert catalogue.obsolete_entries() == [] and catalogue.fuzzy_entries() == []


def test_every_number_has_its_form(catalogue):
    assert "nplurals=3" in catalogue.metadata["Plural-Forms"]
    counted = [entry for entry in catalogue if entry.msgid_plural]
    assert [entry.msgid for entry in counted if set(entry.msgstr_plural) != PLURALS] == []


def test_what_is_put_in_stays_and_so_does_the_markup(catalogue):
    """A singular may say "one" where the plural has a number."""

    def parts(text):
        return sorted(PLACEHOLDER.findall(text)), sorted(TAG.findall(text))

    wrong = [
        (entry.msgid, form)
        for entry in catalogue
        for form in said(entry)
        if parts(form) not in (parts(entry.msgid), parts(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_this_one(catalogue):
    compiled = polib.mofile(str(FOLDER / "django.mo"))
    assert {key(entry): said(entry) for entry in compiled} == {key(entry): said(entry) for entry in catalogue}


@pytest.mark.parametrize(
    ("fault", "pattern"),
    [
        ("a preposition of one letter that may stand at the end of a line", LOOSE),
        ("a straight quotation mark", re.compile(r"[\"']")),
        ("an English quotation mark", re.compile(r"[‘]|“[^“„]*”")),
        ("three dots", re.compile(r"\.\.\.")),
        ("a hyphen in place of a dash", re.compile(r"\w\s-\s\w")),
        ("two spaces", re.compile(r"  ")),
        ("a decimal point", re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])(?<!3\.1)(?<!2\.2)")),
    ],
)
def test_it_is_set_as_czech_is_set(catalogue, fault, pattern):
    assert [form for entry in catalogue for form in said(entry) if pattern.search(words(form))] == [], fault
