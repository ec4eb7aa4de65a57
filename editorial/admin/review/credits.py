"""Who wrote what: for each place of a text the last revision that changed it. Pure; compares frozen documents."""

from collections.abc import Iterable, Mapping
from typing import Any

from editorial.models import Revision
from relations.documents import flatten

Document = Mapping[str, Any]


class Credits:
    """Of one edition. `rows`: its revisions with their texts, oldest first; `public`: what it started from."""

    def __init__(self, rows: Iterable[tuple[Revision, Document]], public: Document | None) -> None:
        self.last: dict[str, Revision] = {}
        before = flatten(dict(public)) if public else None
        for revision, document in rows:
            after = flatten(dict(document))
            # Where older revisions are not read, or nothing is public, the first one read stands for all before it.
            for anchor in changed(before or {}, after):
                self.note(anchor, revision)
            before = after

    def note(self, anchor: str, revision: Revision) -> None:
        """The place itself, and every part and field that holds it."""
        steps = anchor.split("/")
        for size in range(1, len(steps) + 1):
            self.last["/".join(steps[:size])] = revision

    def of(self, anchor: str) -> Revision | None:
        """Who wrote last at this anchor; where lists are addressed by their members, in the whole list."""
        steps = anchor.split("/")
        places = ("/".join(steps[:size]) for size in range(len(steps), 0, -1))
        return next((self.last[place] for place in places if place in self.last), None)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [anchor for anchor in {**before, **after} if before.get(anchor) != after.get(anchor)]
