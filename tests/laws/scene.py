"""A small desk on which one person tries to publish alone: people, records, and attempts that are counted. No test lives here."""

import datetime
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from editorial import laws
from editorial.models import Citation, Decision, Edition, Record, Revision, Source, User
from editorial.rules import newest_revision
from editorial.services import drafting, merging, publishing, reviewing, scheduling, vanishing
from editorial.services.guarding import Refused
from editorial.services.reviewing import Submission
from relations.models import PublishedRecord
from tests import factories
from tests.dumping import dump
from tests.remembering import remembered

REFUSALS = (Refused, DatabaseError, ProtectedError, ValidationError)
DESK_SERVICES = ("publishing", "reviewing", "scheduling", "merging", "vanishing")
SERVICES = {__name__, "tests.laws.admin_ways", *(f"editorial.services.{name}" for name in DESK_SERVICES)}
LAW_SENTENCE = re.compile(r"L\d: [^\n]*|revision_needs\w+")

NOTICE = "The date was wrong."  # what a withdrawal proposes and its confirmation repeats
REASON = "Order of a court, file 12/2026."  # why a record vanishes


def law(name: str) -> str:
    """The sentence of one law."""
    return next(entry.message for entry in laws.LAWS if entry.name == name)


def sentence(fault: Exception) -> str:
    """What a refusal says, without the engine's own trimmings."""
    text = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
    found = LAW_SENTENCE.search(text)
    return (found.group() if found else text.splitlines()[0]).removesuffix(".")


def person(name: str, *roles: str, **flags: Any) -> User:
    account = User.objects.create(username=name, is_staff=True, **flags)
    account.groups.set(Group.objects.filter(name__in=roles))
    return account


@dataclass
class Scene:
    """`mallory` has every editorial right and the database at hand, but only her own name."""

    author: User
    reviewer: User
    publisher: User
    mallory: User
    shown: Record  # public, written by the author
    said: list[str] = field(default_factory=list)
    before: bytes | None = None
    only_services: bool = False  # attempts that go around the services are left out

    def tries(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """One attempt, with its refusal noted; the first one fixes what must not change."""
        self.before = self.before or dump()
        if self.only_services and act.__module__ not in SERVICES:
            return None
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except REFUSALS as fault:
            self.said.append(sentence(fault))
            return None

    def stage(self) -> None:
        """What is public now is what must not change."""
        self.before = dump()

    def unchanged(self) -> bool:
        return self.before == dump()

    def public(self, record: Record | None = None) -> PublishedRecord:
        return PublishedRecord.objects.get(public_id=(record or self.shown).public_id)


@remembered
def scene() -> Scene:
    author, reviewer = person("author", "Author"), person("reviewer", "Reviewer")
    publisher, mallory = person("publisher", "Publisher"), person("mallory", "Publisher")
    shown = source(author, "A source")
    submit(author, shown)
    publishing.approve_and_publish(actor=publisher, edition=open_of(shown), revision=newest(shown))
    return Scene(author, reviewer, publisher, mallory, shown)


def source(author: User, title: str) -> Record:
    """A draft; keys ascend, so that sets are always walked in the same order."""
    key = uuid.UUID(int=Record.objects.count() + 1)
    return drafting.create(actor=author, model=Source, id=key, title=title, source_kind="news")


def edit_in_vain(record: Record, author: User) -> None:
    """A form that was opened before, saved now; undone with its refusal, as the admin does it."""
    with transaction.atomic():
        edit(record, author, title="Typed again")


def public_source(of: "Scene", title: str = "Another source") -> Record:
    """A second public source, by the same people."""
    other = source(of.author, title)
    submit(of.author, other)
    publishing.approve_and_publish(actor=of.publisher, edition=open_of(other), revision=newest(other))
    return other


def edit(record: Record, author: User, **columns: Any) -> Revision | None:
    """Change plain columns and close the bracket."""
    Source.objects.filter(pk=record.pk).update(**columns)
    record.refresh_from_db()
    return drafting.freeze(record=record, author=author)


def cite(record: Record, target: Record) -> None:
    """A citation of a source; `edit` closes the bracket."""
    factories.add_part(record, Citation, "citations", anchor="title", source=target)


def submit(actor: User, *records: Record) -> None:
    reviewing.submit(actor=actor, submissions=[submission(record) for record in records])


def submission(record: Record) -> Submission:
    published = PublishedRecord.objects.filter(public_id=record.public_id).exists()
    return Submission(open_of(record), "minor" if published else "first")


def proposal(of: Scene, author: User | None = None, title: str = "A changed source") -> Edition:
    """A change of the public record, written and submitted by `author` (mallory herself unless told)."""
    author = author or of.mallory
    edit(of.shown, author, title=title)
    submit(author, of.shown)
    return open_of(of.shown)


def approved(of: Scene, author: User | None = None, title: str = "A changed source") -> Edition:
    """The same, approved by the reviewer."""
    edition = proposal(of, author, title)
    approve(of.reviewer, edition)
    return open_of(of.shown)


def approve(actor: User, edition: Edition, revision: Revision | None = None) -> Decision:
    return reviewing.approve(actor=actor, edition=edition, revision=revision or newest_revision(edition))


def publish(actor: User, edition: Edition, revision: Revision | None = None) -> Any:
    return publishing.publish(actor=actor, edition=edition, revision=revision or newest_revision(edition))


def withdraw(actor: User, record: Record, **words: Any) -> None:
    publishing.withdraw(actor=actor, record=record, **({"reason": "error", "notice": NOTICE} | words))


def merge(first: User, second: User, record: Record, survivor: Record) -> None:
    """Proposed by one publisher, confirmed by the other."""
    merging.propose_merge(actor=first, record=record, survivor=survivor)
    merging.merge(actor=second, record=record, survivor=survivor)


def vanish(first: User, second: User, record: Record, reason: str = REASON) -> None:
    """Proposed by one publisher, confirmed by the other."""
    proposal = vanishing.propose_vanish(actor=first, record=record, reason=reason)
    vanishing.vanish(actor=second, record=record, proposal=proposal)


def run_due() -> None:
    """The scheduler, a day later; what it refuses is raised, as everywhere else."""
    for ran in scheduling.publish_due(now=timezone.now() + datetime.timedelta(days=1)):
        if ran.reason:
            raise Refused(ran.reason)


def open_of(record: Record) -> Edition:
    return drafting.open_edition(record)


def newest(record: Record) -> Revision:
    return newest_revision(Edition(record=record))
