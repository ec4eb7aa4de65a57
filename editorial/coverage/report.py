"""All checks of a dossier against its documents, and their result as text or data."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from editorial.coverage import translations, writing
from editorial.coverage.ledger import Ledger, Row, start_of
from editorial.coverage.matching import Coverage
from editorial.coverage.mentioned import Mentions
from editorial.coverage.reasons import read_reasons
from editorial.importers.toml_files import Fault

STATES = {"carried": "carried", "reason": "left out with a reason", "bare": "bare"}
INDENT = "        "


class Result(NamedTuple):
    """The ledger, and the faults of each check by its name."""

    coverage: Coverage
    ledger: Ledger
    mentions: Mentions
    faults: dict[str, list[Fault]]

    def found(self, only: str = "") -> list[Fault]:
        """Every fault, or those whose file or place holds `only`."""
        return [
            fault for faults in self.faults.values() for fault in sorted(faults) if only.lower() in str(fault).lower()
        ]


def check(folder: Path, documents: Path) -> Result:
    """Everything that can be said about a dossier's folder beside a folder of documents."""
    coverage, unreadable = Coverage.read(folder, documents)
    reasons, malformed = read_reasons(folder)
    ledger = Ledger(coverage, reasons)
    mentions = Mentions(ledger, reasons)
    faults = {
        "files": unreadable + malformed,
        "documents": list(writing.documents(coverage)),
        "excerpts": list(writing.excerpts(coverage)),
        "numbers": list(writing.numbers(coverage, reasons)),
        "as stated": list(writing.stated(coverage)),
        "people": list(writing.people(coverage)),
        "wording": list(writing.wording(coverage)),
        "translations": [fault for entry in coverage.entries.values() for fault in translations.translations(entry)],
        "sentences": ledger.bare(),
        "mentions": mentions.bare(),
        "reasons": [*ledger.idle(), *mentions.idle()],
    }
    return Result(coverage, ledger, mentions, faults)


def summary(result: Result) -> Iterator[str]:
    """What was counted, one line each."""
    yield f"{len(result.coverage.entries)} data files beside {len(result.coverage.documents)} documents"
    for key, document in result.coverage.documents.items():
        states = Counter(row.state for row in result.ledger.rows if row.document is document)
        counts = ", ".join(f"{states[state]} {words}" for state, words in STATES.items())
        yield f"{key}: {len(document.lines)} lines: {counts}"
    for kind in ("number", "month", "name"):
        found = [mention for mention in result.mentions.all if mention.kind == kind]
        said, excused = sum(one.said for one in found), sum(bool(one.reason) and not one.said for one in found)
        yield f"{kind}s: {len(found)}: {said} said, {excused} left out with a reason, {len(found) - said - excused} bare"
    traps = Counter()
    for entry in result.coverage.entries.values():
        traps[entry.type] += str(entry.file.value.get("desk_note", "")).count("Trap:")
    by_type = ", ".join(f"{count} {name}" for name, count in traps.most_common() if count)
    yield f"traps told in desk notes: {traps.total()} ({by_type or 'none'})"


def ledger_lines(result: Result, only: str = "") -> Iterator[str]:
    """The ledger for a reader, or those lines of it that hold `only`."""
    for row in result.ledger.rows:
        text = "\n".join(written(row))
        if only.lower() in text.lower():
            yield text


def written(row: Row) -> Iterator[str]:
    yield f"{row.line.number:>6}  {row.line.place.locator}: {start_of(row.line.text)}"
    yield from (f"{INDENT}{carrier}" for carrier in row.carriers)
    yield from (f"{INDENT}without “{words}”: {reason}" for words, reason in row.left_out)
    if not row.carriers:
        yield f"{INDENT}left out: {row.reason}" if row.reason else f"{INDENT}BARE"


def as_data(result: Result, only: str = "") -> dict[str, Any]:
    """The same for a program."""
    lines = [
        {
            "document": row.document.source,
            "line": row.line.number,
            "locator": row.line.place.locator,
            "text": row.line.text,
            "state": row.state,
            "carriers": row.carriers,
            "reason": row.reason,
            "without": dict(row.left_out),
        }
        for row in result.ledger.rows
    ]
    faults = [
        {"check": name, "file": fault.file, "line": fault.line, "message": fault.message}
        for name, found in result.faults.items()
        for fault in found
    ]
    return {
        "lines": [line for line in lines if only.lower() in str(line).lower()],
        "faults": [fault for fault in faults if only.lower() in str(fault).lower()],
        "summary": list(summary(result)),
    }
