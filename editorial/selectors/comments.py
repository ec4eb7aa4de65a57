"""What was said about records, in threads, with what one person may do to each. Two queries for any number of records."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from editorial import desk_rules
from editorial.diffs import words
from editorial.models import Comment, Record, Revision, User
from editorial.selectors.facts import grouped
from relations.documents import flatten

LONGEST = 500  # remarks shown of one record
Document = Mapping[str, Any]


class Thread(NamedTuple):
    """A remark and its answers. `where`: its field in words; `gone`: the text has no such field any more; `typed`: an
    answer that this person has not sent yet.
    """

    root: Comment
    replies: list[Comment]
    where: str
    gone: bool
    why_not_answer: str | None
    why_not_resolve: str | None
    why_not_reopen: str | None
    typed: str = ""

    @property
    def place(self) -> str:
        """The part or field that it stands beside: `claims/3/text` -> `claims/3`."""
        return place_of(self.root.anchor)


class Talk(NamedTuple):
    """Everything that was said about one record, oldest first."""

    threads: list[Thread]

    @property
    def open(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.root.resolved_at is None]

    @property
    def settled(self) -> list[Thread]:
        return [thread for thread in self.threads if thread.root.resolved_at]

    def at(self, place: str) -> list[Thread]:
        """What is open beside one part or field."""
        return [thread for thread in self.open if thread.place == place and not thread.gone]


def talks(
    records: Iterable[Record], user: User, documents: Mapping[Any, Document], typed: Mapping[int, str] | None = None
) -> dict[Any, Talk]:
    """record key -> its talk. `documents`: the text of each record as it stands now; `typed`: see `Thread`."""
    records = {record.pk: record for record in records}
    rows = Comment.objects.filter(record__in=records).select_related("author", "resolved_by", "edition", "revision")
    found = grouped(rows.defer("revision__document").order_by("pk"), lambda row: row.record_id)
    if found:
        lend_writers(records)
    return {
        key: Talk(
            [
                each._replace(typed=(typed or {}).get(each.root.pk, ""))
                for each in threads_of(found.get(key, [])[:LONGEST], record, user, documents.get(key, {}))
            ]
        )
        for key, record in records.items()
    }


def lend_writers(records: Mapping[Any, Record]) -> None:
    """One query for what `desk_rules.writers_of` would ask of each record."""
    pairs = Revision.objects.filter(record__in=records).order_by().values_list("record", "author").distinct()
    writers = grouped(pairs, lambda pair: pair[0])
    for key, record in records.items():
        record._writers = {author for _, author in writers.get(key, [])}


def threads_of(rows: list[Comment], record: Record, user: User, document: Document) -> list[Thread]:
    answers = grouped([row for row in rows if row.answers_id], lambda row: row.answers_id)
    anchors = places_in(document)
    for row in rows:
        row.record = record
    return [thread(row, answers.get(row.pk, []), user, row.anchor not in anchors) for row in rows if not row.answers_id]


def thread(root: Comment, replies: list[Comment], user: User, gone: bool) -> Thread:
    return Thread(
        root,
        replies,
        where(root.anchor, root.record.type),
        gone,
        desk_rules.may_answer(user, root),
        desk_rules.may_resolve(user, root),
        desk_rules.may_reopen(user, root),
    )


def where(anchor: str, record_type: str) -> str:
    """A field in an editor's words: `Statement 3: text`."""
    return ": ".join(filter(None, words(anchor, record_type))) if anchor else "The whole record"


def places_in(document: Document) -> set[str]:
    """Every anchor of a text with the parts and fields that hold one, "" for all of it, and the change itself."""
    found = {"", "change", "change/kind", "change/note"}
    for anchor in flatten(dict(document)):
        steps = anchor.split("/")
        found.update("/".join(steps[:size]) for size in range(1, len(steps) + 1))
    return found


def place_of(anchor: str) -> str:
    """`claims/3/text` -> `claims/3`, `date/edtf` -> `date`."""
    head, *rest = anchor.split("/")
    return f"{head}/{rest[0]}" if rest and rest[0].isdigit() else head


class Remark(NamedTuple):
    """One line of the short list beside the form."""

    comment: Comment
    where: str


def open_remarks(record: Record) -> list[Remark]:
    """What nobody has settled yet. One query."""
    rows = Comment.objects.filter(record=record.pk, answers=None, resolved_at=None).select_related("author")
    return [Remark(row, where(row.anchor, record.type)) for row in rows.order_by("pk")[:LONGEST]]
