"""Documents of every type as they were once approved: for ever valid, for ever the same bytes and hash.

A file here is never changed. A new field brings a new file; a file that no longer validates is a broken promise.
"""

from pathlib import Path

import pytest
from django.db.models import TextChoices

from relations import vocabularies
from relations.documents import SCHEMAS, canonical, content_hash, flatten, links, load, problems, refs
from relations.documents.schema import ChangeNote

GOLDEN = Path(__file__).parent / "golden"
HASHES = dict(reversed(line.split("  ")) for line in (GOLDEN / "SHA256").read_text().splitlines())
FILES = sorted(path.name for path in GOLDEN.glob("*.json"))


def text_of(name):
    return (GOLDEN / name).read_text(encoding="utf-8").removesuffix("\n")


def test_there_is_a_file_for_every_type_and_a_hash_for_every_file():
    assert {name.split(".")[0] for name in FILES} == set(SCHEMAS)
    assert sorted(HASHES) == FILES


@pytest.mark.parametrize("name", FILES)
def test_old_bytes_satisfy_todays_description(name):
    assert problems(load(text_of(name))) == []


@pytest.mark.parametrize("name", FILES)
def test_old_bytes_are_still_canonical_and_have_their_hash(name):
    text = text_of(name)
    assert canonical(load(text)) == text
    assert content_hash(text) == f"sha256:{HASHES[name]}"


@pytest.mark.parametrize("name", FILES)
def test_the_names_inside_are_found_as_they_were(name):
    document = load(text_of(name))
    assert refs(document) == document.get("refs", [])
    anchors = set(flatten(document))
    assert {link.anchor for link in links(document)} <= anchors


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_every_field_stands_in_some_file(record_type):
    bodies = [load(text_of(name))["record"] for name in FILES if name.startswith(f"{record_type}.")]
    assert set().union(*bodies) == set(SCHEMAS[record_type]().fields)


def part_fields():
    """list of parts -> the fields of one part, as the schemas have them."""
    lists = [(name, field) for schema in SCHEMAS.values() for name, field in schema().fields.items()]
    return {name: set(field.child.fields) for name, field in lists if hasattr(getattr(field, "child", None), "fields")}


@pytest.mark.parametrize("key", part_fields())
def test_every_field_of_every_part_stands_in_some_file(key):
    parts = [part for name in FILES for part in load(text_of(name))["record"].get(key, [])]
    assert set().union(*parts) == part_fields()[key]


VOCABULARIES = [line.split(": ") for line in (GOLDEN / "VOCABULARIES").read_text().splitlines()]


@pytest.mark.parametrize(("name", "words"), VOCABULARIES, ids=[name for name, _ in VOCABULARIES])
def test_no_word_of_a_vocabulary_is_ever_taken_back(name, words):
    """Words stand in documents and in the API; a new one is added to the file."""
    assert set(words.split()) <= set(getattr(vocabularies, name).values)


def test_every_vocabulary_of_documents_is_kept():
    known = {name for name, value in vars(vocabularies).items() if is_vocabulary(value)}
    assert known == {name for name, _ in VOCABULARIES}


def is_vocabulary(value):
    return isinstance(value, type) and issubclass(value, TextChoices) and value is not TextChoices


def test_every_field_of_a_change_stands_in_some_file():
    changes = [load(text_of(name)).get("change", {}) for name in FILES]
    assert set().union(*changes) == set(ChangeNote().fields)
