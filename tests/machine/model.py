"""The desk a second time, as a small model in plain Python: what each act leaves behind. Knows no table and no service.

What an act is refused for stands in `guards`. No test lives here.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

CURRENT = ("published", "withdrawn")
OPEN = ("draft", "in_review", "changes_requested", "approved", "scheduled")
Lines = Counter  # (verb, actor, record) -> lines in the log


class Text(NamedTuple):
    """What a document of this small world says: a title, the record that it names, whether it accuses a living person."""

    title: str
    inside: str | None = None
    alleged: bool = False


class Act(NamedTuple):
    """One act to try. `faults` name what is wrong with it on purpose; `edit` is what a save types."""

    verb: str
    actor: str
    record: str = ""
    others: tuple[str, ...] = ()
    faults: frozenset[str] = frozenset()
    edit: tuple[tuple[str, Any], ...] = ()
    number: int = 0


@dataclass(eq=False)
class Group:
    """A set of attempts that go out together."""

    number: int
    members: list["Attempt"] = field(default_factory=list)
    published: bool = False

    @property
    def broken(self) -> bool:
        return any(member.state == "discarded" for member in self.members)


@dataclass(eq=False)
class Attempt:
    """An edition; `text`, `approvers` and `returned` are of its newest revision."""

    record: str
    number: int
    text: Text
    state: str = "draft"
    authors: set[str] = field(default_factory=set)
    approvers: set[str] = field(default_factory=set)
    returned: bool = False
    needs: int = 1
    hour: int | None = None
    by: str = ""
    group: Group | None = None

    @property
    def approvals(self) -> int:
        return 0 if self.returned else len(self.approvers - self.authors)

    @property
    def approved(self) -> bool:
        return self.approvals >= self.needs

    def to(self, state: str) -> None:
        self.state, self.hour, self.by = state, None, ""

    def add(self, actor: str, text: Text, needs: int = 1) -> None:
        self.authors.add(actor)
        self.text, self.approvers, self.returned, self.needs = text, set(), False, needs


@dataclass(eq=False)
class Entity:
    """A record: its rows, its attempts, what it is in public."""

    name: str
    kind: str
    title: str
    inside: str | None = None
    held: bool = False
    alleged: bool = False
    attempts: list[Attempt] = field(default_factory=list)
    revisions: list[Text] = field(default_factory=list)
    editions: list[Text] = field(default_factory=list)
    public: str = ""
    withdrew: str = ""  # who withdrew, while nobody has confirmed or reversed it
    proposal: tuple[str, str] | None = None  # who proposed a merge, into what
    survivor: str = ""

    @property
    def text(self) -> Text:
        return Text(self.title, None if self.held else self.inside, self.alleged)

    @property
    def last(self) -> Attempt:
        return self.attempts[-1]

    @property
    def open(self) -> Attempt | None:
        return self.last if self.attempts and self.last.state in OPEN else None

    @property
    def current(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.state in CURRENT), None)

    def put(self, text: Text) -> None:
        """Rows go back to a text; a held link that the text does not have stays held."""
        self.title, self.alleged = text.title, text.alleged
        if text.inside or not self.held:
            self.inside, self.held = text.inside, False


class Desk:
    """All records and sets. `apply` does one act that nothing forbids and says which lines the log gains."""

    def __init__(self, ranks: dict[str, int]) -> None:
        self.ranks = ranks
        self.records: dict[str, Entity] = {}
        self.groups = 0

    def __getitem__(self, name: str) -> Entity:
        return self.records[name]

    def is_public(self, name: str) -> bool:
        return self.records[name].public == "public"

    def apply(self, act: Act) -> Lines:
        lines = Counter()
        getattr(self, act.verb)(act, lines)
        return lines

    def members(self, attempt: Attempt) -> list[Attempt]:
        group = attempt.group
        return list(group.members) if group and not group.published else [attempt]

    def kind_for(self, act: Act, name: str) -> tuple[str, str]:
        """The kind of change and public note that a submission chooses."""
        published = bool(self.records[name].editions)
        if "wrong_kind" in act.faults:
            return ("first", "") if published else ("minor", "")
        if "no_note" in act.faults and published:
            return "correction", "  "
        return ("minor", "") if published else ("first", "")

    # --- Writing ------------------------------------------------------------------------------

    def save(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        for name, value in act.edit:
            setattr(record, name, value)
        self.freeze(record, act.actor, lines)

    link = hold = unhold = save

    def freeze(self, record: Entity, actor: str, lines: Lines) -> None:
        attempt, text = record.open, record.text
        if text == (attempt.text if attempt else record.editions[-1] if record.editions else None):
            return
        if attempt is None:
            attempt = Attempt(record.name, len(record.attempts) + 1, text)
            record.attempts.append(attempt)
        if attempt.state in ("in_review", "approved", "scheduled"):
            lines["void", actor, record.name] += 1
            attempt.to("draft")
        attempt.add(actor, text)
        record.revisions.append(text)
        lines["save", actor, record.name] += 1

    def revert_to(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        record.put(record.revisions[act.number])
        lines["revert_to", act.actor, record.name] += 1
        self.freeze(record, act.actor, lines)

    def discard(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        self.end_approvals(record.last)
        record.put(record.editions[-1])
        record.last.to("discarded")
        lines["discard", act.actor, record.name] += 1

    def end_approvals(self, attempt: Attempt) -> None:
        attempt.returned = attempt.returned or attempt.approvals > 0

    # --- Review -------------------------------------------------------------------------------

    def submit(self, act: Act, lines: Lines) -> None:
        chosen = [self.records[name] for name in (act.record, *act.others)]
        names = {record.name for record in chosen}
        for record in chosen:
            record.held = record.held and record.inside not in names
            record.last.add(act.actor, record.text, 2 if record.alleged else 1)
            record.revisions.append(record.text)
            record.last.to("in_review")
            lines["submit", act.actor, record.name] += 1
        self.bind([record.last for record in chosen])

    def bind(self, attempts: list[Attempt]) -> None:
        for attempt in attempts:
            if attempt.group and not attempt.group.published and attempt.group.broken:
                self.leave(attempt)
        joined = [attempt.group for attempt in attempts if attempt.group and not attempt.group.published]
        group = min(joined, key=lambda group: group.number, default=None)
        if group is None and len(attempts) == 1:
            return
        if group is None:
            self.groups += 1
            group = Group(self.groups)
        for attempt in attempts:
            if attempt.group is not group:
                self.leave(attempt)
                attempt.group = group
                group.members.append(attempt)

    def leave(self, attempt: Attempt) -> None:
        if attempt.group:
            attempt.group.members.remove(attempt)
            attempt.group = None

    def recall(self, act: Act, lines: Lines) -> None:
        attempt = self.records[act.record].last
        self.end_approvals(attempt)
        attempt.to("draft")
        lines["recall", act.actor, act.record] += 1

    def request_changes(self, act: Act, lines: Lines) -> None:
        attempt = self.records[act.record].last
        attempt.returned = True
        attempt.to("changes_requested")
        lines["request_changes", act.actor, act.record] += 1

    def approve(self, act: Act, lines: Lines) -> None:
        attempt = self.records[act.record].last
        attempt.approvers.add(act.actor)
        if attempt.approved:
            attempt.to("approved")
        lines["approve", act.actor, act.record] += 1

    # --- The public record --------------------------------------------------------------------

    def publish(self, act: Act, lines: Lines) -> None:
        members = self.members(self.records[act.record].last)
        for attempt in members:
            record = self.records[attempt.record]
            if current := record.current:
                current.state = "superseded"
            attempt.to("published")
            record.public = "public"
            record.editions.append(attempt.text)
            lines["publish", act.actor, record.name] += 1
        if group := members[0].group:
            group.published = True

    def approve_and_publish(self, act: Act, lines: Lines) -> None:
        self.approve(act, lines)
        self.publish(act, lines)

    def schedule(self, act: Act, lines: Lines) -> None:
        for attempt in self.members(self.records[act.record].last):
            attempt.state, attempt.hour, attempt.by = "scheduled", act.number, act.actor
            lines["schedule", act.actor, attempt.record] += 1

    def unschedule(self, act: Act, lines: Lines) -> None:
        self.give_back(self.members(self.records[act.record].last), "unschedule", lines, act.actor)

    def give_back(self, members: list[Attempt], verb: str, lines: Lines, actor: str = "") -> None:
        for attempt in members:
            if attempt.state == "scheduled":
                lines[verb, actor or attempt.by, attempt.record] += 1
                attempt.to("approved")

    def withdraw(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        record.current.state = "withdrawn"
        record.public, record.withdrew = "withdrawn", act.actor
        self.send_back(record)
        lines["withdraw", act.actor, act.record] += 1

    def send_back(self, record: Entity) -> None:
        record.last.returned = True
        if record.open:
            record.open.to("draft")

    def confirm_withdrawal(self, act: Act, lines: Lines) -> None:
        self.records[act.record].withdrew = ""
        lines["confirm_withdrawal", act.actor, act.record] += 1

    def reinstate(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        record.current.state, record.public, record.withdrew = "published", "public", ""
        lines["reinstate", act.actor, act.record] += 1

    def propose_merge(self, act: Act, lines: Lines) -> None:
        self.records[act.record].proposal = (act.actor, act.others[0])
        lines["propose_merge", act.actor, act.record] += 1

    def merge(self, act: Act, lines: Lines) -> None:
        record = self.records[act.record]
        record.current.state, record.public = "superseded", "merged"
        record.survivor, record.proposal = act.others[0], None
        self.send_back(record)
        lines["merge", act.actor, act.record] += 1

    def drop_merge(self, act: Act, lines: Lines) -> None:
        self.records[act.record].proposal = None
        lines["drop_merge", act.actor, act.record] += 1
