"""One TOML file with the line of each of its keys, so that a fault can say where it is. Knows nothing of records."""

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

Place = tuple[str | int, ...]
HEADER = re.compile(r"\s*(\[\[?)\s*([\w.-]+)\s*\]")
KEY = re.compile(r"\s*([\w-]+)\s*=")
SYNTAX_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
TRIPLE = re.compile(r'"""|\'\'\'')


class Fault(NamedTuple):
    """What is wrong in a data file: its name, the line (0: the file as a whole) and one sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class DataFile(NamedTuple):
    """`value` is what the file says, dates as ISO text; `lines` the line of each key: ("claims", 0, "text") -> 12."""

    name: str
    value: dict[str, Any]
    lines: dict[Place, int]

    def fault(self, place: Place, message: str) -> Fault:
        """A fault at a key, or at the nearest one around it that the file has."""
        around = next((place[:end] for end in range(len(place), 0, -1) if place[:end] in self.lines), None)
        return Fault(self.name, self.lines.get(around, 0), message)


def read(path: Path, name: str) -> DataFile | Fault:
    """The file at `path`; a fault where it is not TOML in UTF-8."""
    try:
        text = path.read_bytes().decode()
        return DataFile(name, plain(tomllib.loads(text)), lines_of(text))
    except UnicodeDecodeError as error:
        return Fault(name, 0, f"This is not UTF-8 text (byte {error.start + 1}); save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        found = SYNTAX_LINE.search(str(error))
        reason = SYNTAX_LINE.sub("", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        return Fault(name, line, f'This is not TOML: {reason}; write, for example, title = "A title".')


def plain(value: Any) -> Any:
    """The same value with TOML's own dates as ISO text, as a document writes them."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else value


def lines_of(text: str) -> dict[Place, int]:
    """Where each table, table of a list and key of a valid TOML text stands; keys inside one line count as that line."""
    lines: dict[Place, int] = {}
    counts: dict[str, int] = {}
    table: Place = ()
    inside_text = False
    for number, line in enumerate(text.splitlines(), 1):
        if not inside_text and (header := HEADER.match(line)):
            table = table_of(header[2], header[1] == "[[", counts)
            lines.setdefault(table[:1], number)
            lines[table] = number
        elif not inside_text and (key := KEY.match(line)):
            lines[(*table, key[1])] = number
        if len(TRIPLE.findall(line)) % 2:
            inside_text = not inside_text
    return lines


def table_of(name: str, is_list: bool, counts: dict[str, int]) -> Place:
    """The place that a header opens: ("date",), or ("tenures", 2, "date") inside the third of a list."""
    if is_list:
        counts[name] = counts.get(name, -1) + 1
    place: list[str | int] = []
    for end, step in enumerate(steps := name.split("."), 1):
        place.append(step)
        if (around := ".".join(steps[:end])) in counts:
            place.append(counts[around])
    return tuple(place)
