"""Acts on the public record: publish (alone or as a set), approve and publish, withdraw, confirm, reinstate."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from editorial import laws, rules
from editorial.models import Decision, Edition, Record, Release, Revision, User
from editorial.services import reviewing, telling
from editorial.services.drafting import open_edition
from editorial.services.guarding import (
    Refused,
    Stale,
    lock_edition,
    lock_records,
    log,
    move,
    plain,
    refuse,
    require_newest,
)
from editorial.workflow import DecisionKind, EditionState
from relations import publication
from relations.documents import load
from relations.models import Listing, PublishedEdition
from relations.vocabularies import State, WithdrawalReason

Result = TypeVar("Result")


@transaction.atomic
def publish(*, actor: User, edition: Edition, revision: Revision | int) -> list[PublishedEdition]:
    """Publish the approved revision that was read, with all members of its set, all or nothing."""
    members = reviewing.members_of(edition)
    lock_with_targets(members)
    members = [Edition.objects.select_related("record").get(pk=member.pk) for member in reviewing.members_of(edition)]
    require_newest(edition, revision)
    for member in members:
        rule = rules.may_publish if member.pk == edition.pk else rules.may_publish_member
        refuse(named(member, rule(actor, member), members))
    revisions = [rules.newest_revision(member) for member in members]
    require_public_targets(revisions)
    require_laws()
    published = lawful(publication.publish, documents=[revision.document for revision in revisions])
    for member, public in zip(members, published, strict=True):
        close(actor, member, public)
    Release.objects.filter(items__edition=edition, published_at=None).update(published_at=timezone.now())
    telling.published(actor, members)
    return published


def require_laws() -> None:
    """Nothing is published while a law is missing: the services alone are not enough."""
    if missing := laws.missing(connection):
        raise Refused(
            f"Database laws are missing ({', '.join(missing)}); run `python manage.py migrate`, then publish."
        )


def lawful(act: Callable[..., Result], **arguments: Any) -> Result:
    """An act on the public record; what a database law refuses is a refusal with its reason, never a server error."""
    try:
        with transaction.atomic():
            return act(**arguments)
    except IntegrityError as error:
        raise Refused(f"The database refused this act: {str(error).splitlines()[0]}.") from error


def lock_with_targets(members: Sequence[Edition]) -> None:
    """Lock the members and every record that they name, in one key order: a target cannot be withdrawn meanwhile."""
    keys = set(reviewing.keys(members))
    targets = Record.objects.filter(referenced_by__source__in=keys).values_list("pk", flat=True)
    lock_records(keys | set(targets))


def named(member: Edition, reason: str | None, members: Sequence[Edition]) -> str | None:
    """In a set a refusal says which member it is about."""
    return f"{member.record}: {reason}" if reason and len(members) > 1 else reason


def require_public_targets(revisions: Sequence[Revision]) -> None:
    """L5, as a sentence: every record named is public or in this set."""
    documents = [load(revision.document) for revision in revisions]
    inside = {document["id"] for document in documents}
    outside = {ref for document in documents for ref in document.get("refs", [])} - inside
    public = Listing.objects.filter(public_id__in=outside, state=State.PUBLIC).values_list("public_id", flat=True)
    if missing := outside - set(public):
        titles = Record.objects.filter(public_id__in=missing).values_list("title", flat=True)
        raise Refused(f"Not public and not in this set: {', '.join(sorted(titles))}. Publish them first or together.")


def close(actor: User, edition: Edition, public: PublishedEdition) -> None:
    """The edition becomes the current one; the one before it is superseded."""
    Edition.objects.filter(
        record=edition.record_id, state__in=[EditionState.PUBLISHED, EditionState.WITHDRAWN]
    ).update(state=EditionState.SUPERSEDED)  # fmt: skip
    move(edition, EditionState.PUBLISHED)
    edition.published_number = public.number
    edition.save(update_fields=["published_number"])
    log("publish", actor=actor, record=edition.record, edition=edition, detail=f"version {public.number}")


@transaction.atomic
def approve_and_publish(
    *, actor: User, edition: Edition, revision: Revision | int, comment: str = ""
) -> list[PublishedEdition]:
    """One step for what someone else wrote: approve the revision that was read, then publish it with its set."""
    edition = lock_edition(edition)
    require_newest(edition, revision)
    refuse(rules.may_approve_and_publish(actor, edition))
    reviewing.approve(actor=actor, edition=edition, revision=revision, comment=comment)
    return publish(actor=actor, edition=edition, revision=revision)


@transaction.atomic
def withdraw(*, actor: User, record: Record, reason: str, replacement: str = "", notice: str = "") -> None:
    """Take a record down at once. Never blocked by what links to it or by an open draft (L8).

    `notice` proposes the withdrawal's own words; readers see them once a second publisher has confirmed them.
    """
    lock_records([record.pk])
    edition = current(record)
    refuse(rules.may_withdraw(actor, edition))
    require_withdrawal_words(record, reason, replacement)
    notice = plain(notice, "Notice")
    Decision.objects.create(record=record, kind=DecisionKind.WITHDRAW, actor=actor, comment=notice)
    send_back(actor, record, "The public record was withdrawn.")
    lawful(publication.withdraw, public_id=record.public_id, reason=reason, replacement=replacement or None)
    move(edition, EditionState.WITHDRAWN)
    log("withdraw", actor=actor, record=record, edition=edition, detail=reason)
    telling.withdrawn(actor, edition)


def require_withdrawal_words(record: Record, reason: str, replacement: str) -> None:
    if reason not in WithdrawalReason.values:
        raise Refused(f"Reason: choose one of {', '.join(WithdrawalReason.values)}, for example “error”.")
    found = Listing.objects.filter(public_id=replacement, state=State.PUBLIC).exclude(public_id=record.public_id)
    if replacement and not found.exists():
        raise Refused(
            f"Replacement: {replacement} is not another public record; give the id of one, or leave it empty."
        )


def send_back(actor: User, record: Record, comment: str) -> None:
    """Nothing approved or scheduled may resurrect a withdrawn or merged record: its newest revision is sent back."""
    newest = Revision.objects.filter(record=record).order_by("-seq").first()
    Decision.objects.create(
        record=record,
        revision=newest,
        kind=DecisionKind.REQUEST_CHANGES,
        actor=actor,
        comment=comment,
    )
    if edition := open_edition(record):
        move(edition, EditionState.DRAFT)


def current(record: Record) -> Edition:
    """The published or withdrawn edition; `Refused` where there is none."""
    edition = (
        Edition.objects.filter(record=record, state__in=["published", "withdrawn"]).select_related("record").first()
    )
    if edition is None:
        raise Refused(
            rules.merged(Edition(record=record)) or f"“{record}” is not public, so there is nothing to act on."
        )
    return edition


@transaction.atomic
def confirm_withdrawal(*, actor: User, record: Record, notice: str) -> None:
    """A second publisher makes the withdrawal final; readers then see the words that the first proposed.

    `notice` is what this person read; other words are `Stale`, so that nobody's words become public by one person.
    """
    lock_records([record.pk])
    edition = current(record)
    refuse(rules.may_confirm_withdrawal(actor, edition))
    notice = plain(notice, "Notice")
    if notice != rules.last_withdrawal(edition).comment:
        raise Stale("The proposed notice is not the one that you read: read it again, then confirm it or reinstate.")
    Decision.objects.create(record=record, kind=DecisionKind.CONFIRM_WITHDRAWAL, actor=actor, comment=notice)
    lawful(publication.confirm_withdrawal, public_id=record.public_id, notice=notice)
    log("confirm_withdrawal", actor=actor, record=record, edition=edition)
    telling.withdrawn(actor, edition, "confirm_withdrawal")


@transaction.atomic
def reinstate(*, actor: User, record: Record, comment: str = "") -> None:
    """A second publisher brings the same bytes back while the withdrawal is unconfirmed."""
    lock_records([record.pk])
    edition = current(record)
    refuse(rules.may_reinstate(actor, edition))
    Decision.objects.create(record=record, kind=DecisionKind.REINSTATE, actor=actor, comment=plain(comment, "Comment"))
    lawful(publication.reinstate, public_id=record.public_id)
    move(edition, EditionState.PUBLISHED)
    log("reinstate", actor=actor, record=record, edition=edition)
    telling.withdrawn(actor, edition, "reinstate")
