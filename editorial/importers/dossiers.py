"""A folder of data files -> records for `editorial.services.importing`, or every fault in them. Writes nothing."""

import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from editorial import readiness
from editorial.importers import checking, content
from editorial.importers.toml_files import DataFile, Fault, read
from editorial.models import ImportedRecord
from editorial.models.records import new_public_id
from editorial.services import importing
from editorial.services.importing import Incoming
from relations.documents import DocumentFault, canonical, content_hash
from relations.documents.schema import SCHEMA_VERSION
from relations.vocabularies import PATH_WORDS, RecordType

HOME = Path(__file__).parent.parent / "dossiers"
DOSSIER_KEY = "dossier"
LEDGER_FILE = "uncarried.toml"  # what `check_dossier` reads: no record
TYPE_OF_FOLDER = {word: str(name) for name, word in PATH_WORDS.items() if name != RecordType.DOSSIER}
KEY_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
NO_DATA_FILE = (
    "This is no data file: the dossier is dossier.toml, every other record FOLDER/small-letters.toml "
    f"with one of the folders {', '.join(sorted(TYPE_OF_FOLDER))}."
)


class BadData(Exception):
    """Nothing was written; `faults` holds one sentence for each thing that is wrong."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join(map(str, self.faults)))


class Entry(NamedTuple):
    """One data file with what it says; `content` names other records by key until they are resolved."""

    key: str
    type: str
    file: DataFile
    content: dict[str, Any]


def find(folder_or_name: str) -> Path:
    """The folder of a dossier: a path, or the name of one that comes with the project. Raises `BadData`."""
    for folder in (Path(folder_or_name), HOME / folder_or_name):
        if folder.is_dir():
            return folder.resolve()
    have = ", ".join(sorted(path.name for path in HOME.iterdir() if path.is_dir() and path.name[0] not in "._"))
    raise BadData([Fault(folder_or_name, 0, f"There is no such folder and no such dossier; here are: {have}.")])


def plan(folder: Path) -> list[Incoming]:
    """Everything that the data files of `folder` say, checked. Raises `BadData` with all faults of all files."""
    entries, faults = read_folder(folder)
    ids = identities(folder.name, [entry.key for entry in entries])
    types = {entry.key: entry.type for entry in entries}
    types |= {fault.file.removesuffix(".toml"): "" for fault in faults}  # cannot be read, yet is no missing file
    for entry in entries:
        faults += resolve(entry, ids, types)
        faults += checking.faults(entry.file, entry.type, entry.content)
    if not faults:
        faults = [fault for entry in entries for fault in unready(entry, incoming(entry, ids), ids)]
    if faults:
        raise BadData(faults)
    return [incoming(entry, ids) for entry in entries]


def read_folder(folder: Path) -> tuple[list[Entry], list[Fault]]:
    """The entries of all readable files, and the faults of the others."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] not in "._")
    no_records = {folder / "README.md", folder / LEDGER_FILE}
    names = {path.relative_to(folder).as_posix(): path for path in paths if path not in no_records}
    found = [read_entry(path, name) for name, path in names.items()]
    faults = [item for item in found if isinstance(item, Fault)]
    if f"{DOSSIER_KEY}.toml" not in names:
        faults.append(Fault(f"{DOSSIER_KEY}.toml", 0, "This file is missing; it holds title and sides of the dossier."))
    return [item for item in found if isinstance(item, Entry)], faults


def read_entry(path: Path, name: str) -> Entry | Fault:
    """One file as an entry: its folder gives the type, folder and name the key."""
    key, _, suffix = name.rpartition(".")
    folder, _, word = key.rpartition("/")
    record_type = RecordType.DOSSIER.value if key == DOSSIER_KEY else TYPE_OF_FOLDER.get(folder)
    if suffix != "toml" or not record_type or not KEY_WORD.match(word):
        return Fault(name, 0, NO_DATA_FILE)
    file = read(path, name)
    return file if isinstance(file, Fault) else Entry(key, record_type, file, content.content_of(file, record_type))


def identities(dossier: str, keys: Iterable[str]) -> dict[str, str]:
    """Key -> public id: of this dossier's records on the desk, of new ones, and of others as `dossier-name:key`."""
    rows = ImportedRecord.objects.values_list("dossier", "key", "record__public_id")
    ids = {key if name == dossier else f"{name}:{key}": public_id for name, key, public_id in rows}
    return ids | {key: new_public_id() for key in keys if key not in ids}


def resolve(entry: Entry, ids: dict[str, str], types: dict[str, str]) -> list[Fault]:
    """Put ids in the place of keys; a fault for each key that no file stands behind, or of the wrong type."""
    faults = []
    for place, wanted in list(content.mentions(entry.content, entry.type)):
        key = content.at(entry.content, place)
        if not isinstance(key, str):
            continue
        if message := wrong_mention(key, wanted, ids, types):
            faults.append(entry.file.fault(place, f"{checking.words(place)}: {message}"))
        content.put(entry.content, place, ids.get(key, checking.PLACEHOLDER))
    return faults


def wrong_mention(key: str, wanted: tuple[str, ...], ids: dict[str, str], types: dict[str, str]) -> str:
    """Why `key` cannot be named where a record of one of the types `wanted` belongs (of any, if empty); "" when it can."""
    if ":" in key and key in ids:
        return ""
    if key not in types:
        nearest = difflib.get_close_matches(key, types, 1)
        hint = f"did you mean “{nearest[0]}”?" if nearest else "name its path without .toml, like people/ada-novak."
        return f"no file stands behind “{key}”; {hint}"
    if not wanted or types[key] in ("", *wanted):
        return ""
    return f"“{key}” is {article(types[key])}; name {article(' or '.join(wanted))} here."


def article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def incoming(entry: Entry, ids: dict[str, str]) -> Incoming:
    """A checked entry as the service takes it."""
    change = entry.file.value.get("change", {})
    return Incoming(
        key=entry.key,
        type=entry.type,
        public_id=ids[entry.key],
        content=entry.content,
        desk_note=entry.file.value.get("desk_note", ""),
        file_hash=hash_of(entry.file.value),
        change_kind=change.get("kind", ""),
        change_note=change.get("note", ""),
        change_note_cs=change.get("note_cs", ""),
    )


def hash_of(value: dict[str, Any]) -> str:
    """Hash over what a file says, not over its layout, comments or the change that announces it."""
    said = {key: item for key, item in value.items() if key != "change"}
    try:
        return content_hash(canonical(said))
    except DocumentFault:
        return ""  # reported by `unready`, which names the file


def unready(entry: Entry, row: Incoming, ids: dict[str, str]) -> list[Fault]:
    """What the services would refuse, while the file and line can still be named."""
    document = {"schema": SCHEMA_VERSION, "type": row.type, "id": row.public_id, "record": row.content}
    try:
        found = readiness.checklist(canonical(document), together=ids.values())
        canonical({"desk_note": row.desk_note})
    except DocumentFault as fault:
        return [Fault(entry.file.name, 0, str(fault))]
    found += [*importing.number_problems(row), *importing.change_problems(row)]
    return [entry.file.fault(checking.place_of(row.content, anchor), message) for anchor, message in found]
