"""`uncarried.toml` of a dossier: what its records leave out of the documents on purpose, each with the reason."""

from pathlib import Path
from typing import Any, NamedTuple

from editorial.importers.dossiers import LEDGER_FILE
from editorial.importers.toml_files import DataFile, Fault, read

# Lists of the file -> their keys; all are needed.
LISTS = {
    "sentences": ("document", "locator", "starts", "reason"),
    "phrases": ("document", "locator", "words", "reason"),
    "mentions": ("document", "locator", "word", "reason"),
    "computed": ("record", "anchor", "number", "how"),
}


class Reason(NamedTuple):
    """One row: its list, its place in the file and what it says."""

    file: DataFile
    list: str
    index: int
    row: dict[str, str]

    def fault(self, name: str, message: str) -> Fault:
        return self.file.fault((self.list, self.index, name), message)


def read_reasons(folder: Path) -> tuple[list[Reason], list[Fault]]:
    """The rows of a dossier's file, if it has one, and what is wrong with its form."""
    path = folder / LEDGER_FILE
    if not path.exists():
        return [], []
    file = read(path, LEDGER_FILE)
    if isinstance(file, Fault):
        return [], [file]
    rows = [Reason(file, name, index, row) for name in LISTS for index, row in enumerate(tables(file.value.get(name)))]
    faults = [
        file.fault((key,), f"“{key}” is no list of this file; it has {', '.join(LISTS)}.")
        for key in file.value.keys() - LISTS.keys()
    ]
    faults += [fault for row in rows for fault in malformed(row)]
    return [row for row in rows if not list(malformed(row))], faults


def tables(value: Any) -> list[dict[str, Any]]:
    return [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []


def malformed(reason: Reason) -> list[Fault]:
    """A key too many or too few, or one without text."""
    wanted = LISTS[reason.list]
    unknown = [
        f"“{key}” is not a key of “{reason.list}”; known here: {', '.join(wanted)}."
        for key in reason.row.keys() - set(wanted)
    ]
    missing = [
        f"“{key}” of {reason.list} {reason.index + 1} is missing; write text, in quotes."
        for key in wanted
        if not isinstance(reason.row.get(key), str) or not reason.row[key].strip()
    ]
    return [reason.fault("", message) for message in unknown + missing]
