"""The page on data files names every folder and every key of the format, so that an outsider can write a dossier."""

import re

import pytest

from editorial.coverage.reasons import LISTS
from editorial.importers.content import DESK_ONLY
from editorial.importers.dossiers import HOME, TYPE_OF_FOLDER
from relations.documents import SCHEMAS

PAGE = (HOME / "README.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
WORDS = {word for code in re.findall(r"`([^`]+)`", PROSE) for word in re.findall(r"\w+", code)} | set(DESK_ONLY)
# Written by the desk, never by a file; and what a document says for a part that is gone.
NOT_FOR_FILES = {"removed", "attachments", "of", "withheld"}


def keys(field) -> set[str]:
    """The keys of a schema, of its tables and of the parts of its lists."""
    found = set()
    for name, inner in field.fields.items():
        part = getattr(inner, "child", inner)
        found |= {name} | (keys(part) if hasattr(part, "fields") and name not in NOT_FOR_FILES else set())
    return found


@pytest.mark.parametrize("record_type", SCHEMAS)
def test_every_key_of_a_type_is_named(record_type):
    assert keys(SCHEMAS[record_type]()) - NOT_FOR_FILES - WORDS == set()


def test_every_folder_is_named():
    assert {folder for folder in TYPE_OF_FOLDER if f"{folder}/NAME.toml" not in PAGE} == set()


def test_every_list_of_reasons_is_named_with_its_keys():
    rows = {name: re.search(rf"^\| `\[\[{name}\]\]` \|(.*?)\|", PAGE, flags=re.MULTILINE)[1] for name in LISTS}
    assert {name: tuple(re.findall(r"`(\w+)`", keys)) for name, keys in rows.items()} == LISTS
