"""Two texts -> their words in one line: equal, deleted, inserted. Pure; knows no document."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

TOKENS = re.compile(r"\s+|\w+|[^\w\s]")
# Word by word costs the product of both lengths; beyond this the whole text counts as rewritten.
MOST_COMPARISONS = 4_000_000


class Segment(NamedTuple):
    """A run of words: `op` is equal, insert or delete."""

    op: str
    text: str


def segments(old: str, new: str) -> list[Segment]:
    """The words of both texts in one line: equal, deleted, inserted. Joins back to either text."""
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    if len(before) * len(after) > MOST_COMPARISONS:
        return [Segment("delete", old), Segment("insert", new)]
    found: list[Segment] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Segment("equal", "".join(before[i1:i2])))
            continue
        found += [Segment("delete", "".join(before[i1:i2]))] if i2 > i1 else []
        found += [Segment("insert", "".join(after[j1:j2]))] if j2 > j1 else []
    return smooth(found)


def smooth(found: list[Segment]) -> list[Segment]:
    """Two changes with only a space between them read as one: `old words` -> `new words`, not word by word."""
    smoothed: list[Segment] = []
    gathered = {"delete": "", "insert": ""}

    def flush() -> None:
        smoothed.extend(Segment(op, text) for op, text in gathered.items() if text)
        gathered.update(delete="", insert="")

    for index, segment in enumerate(found):
        if segment.op == "equal" and not (segment.text.isspace() and 0 < index < len(found) - 1):
            flush()
            smoothed.append(segment)
        else:
            gathered["delete"] += segment.text if segment.op != "insert" else ""
            gathered["insert"] += segment.text if segment.op != "delete" else ""
    flush()
    return smoothed
