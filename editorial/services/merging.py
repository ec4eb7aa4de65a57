"""Two public records for one thing: one publisher proposes which of them stays, another confirms. No document is rewritten."""

from django.db import transaction

from editorial import rules
from editorial.models import Decision, Record, User
from editorial.services import telling
from editorial.services.guarding import Stale, lock_records, log, move, plain, refuse
from editorial.services.publishing import current, lawful, send_back
from editorial.workflow import DecisionKind, EditionState
from relations import publication
from relations.models import Listing
from relations.vocabularies import RecordType, State


@transaction.atomic
def propose_merge(*, actor: User, record: Record, survivor: Record, comment: str = "") -> Decision:
    """Propose that `survivor` answers for `record` from now on. Nothing that readers see changes yet."""
    lock_records([record.pk, survivor.pk])
    edition = current(record)
    refuse(rules.may_propose_merge(actor, edition) or unfit(record, survivor))
    telling.second_needed(actor, record, "propose_merge")
    log("propose_merge", actor=actor, record=record, edition=edition, detail=survivor.public_id)
    return Decision.objects.create(
        record=record,
        kind=DecisionKind.PROPOSE_MERGE,
        actor=actor,
        survivor=survivor,
        comment=plain(comment, "Comment"),
    )


def unfit(record: Record, survivor: Record) -> str | None:
    """Why one record cannot be merged into another: a cycle is impossible, since what was merged is not public."""
    if record.pk == survivor.pk:
        return "A record cannot be merged into itself; choose the other one of the two."
    if reason := never(record):
        return reason
    if record.type != survivor.type:
        return f"“{survivor}” is a {survivor.type}, not a {record.type}; a record is merged into one of its own type."
    if not Listing.objects.filter(public_id=survivor.public_id, state=State.PUBLIC).exists():
        return f"“{survivor}” is not public; a record is merged into one that readers can see."
    return None


def never(record: Record) -> str | None:
    """Why a record is not merged into any other one."""
    if record.type == RecordType.DOSSIER:
        return "Dossiers are not merged; withdraw one, and name the other as its replacement."
    return None


@transaction.atomic
def merge(*, actor: User, record: Record, survivor: Record) -> None:
    """A second publisher confirms: the record's address leads to `survivor`, which must be the one that was proposed."""
    lock_records([record.pk, survivor.pk])
    edition = current(record)
    refuse(rules.may_merge(actor, edition))
    if rules.merge_proposal(edition).survivor_id != survivor.pk:
        raise Stale("The proposed merge is not the one that you read: read it again, then confirm or drop it.")
    refuse(unfit(record, survivor))
    Decision.objects.create(record=record, kind=DecisionKind.MERGE, actor=actor, survivor=survivor)
    send_back(actor, record, "The public record was merged into another one.")
    lawful(publication.merge, public_id=record.public_id, survivor=survivor.public_id)
    move(edition, EditionState.SUPERSEDED)
    log("merge", actor=actor, record=record, edition=edition, detail=survivor.public_id)


@transaction.atomic
def drop_merge(*, actor: User, record: Record, comment: str = "") -> None:
    """Let a proposed merge fall; who proposed it may do so too."""
    lock_records([record.pk])
    edition = current(record)
    refuse(rules.may_drop_merge(actor, edition))
    Decision.objects.create(record=record, kind=DecisionKind.DROP_MERGE, actor=actor, comment=plain(comment, "Comment"))
    log("drop_merge", actor=actor, record=record, edition=edition)
