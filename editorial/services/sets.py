"""Sets: editions that are reviewed on one screen and published as a whole. Who is in one, who joins, who leaves.

The approvals of a member are its own: no act here gives or ends any.
"""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q

from editorial import desk_rules
from editorial.models import Edition, Release, ReleaseItem, Revision, User
from editorial.services.guarding import lock_edition, lock_records, log, refuse
from editorial.workflow import EditionState


def release_of(edition: Edition) -> Release | None:
    """The open set that an edition belongs to."""
    item = ReleaseItem.objects.filter(edition=edition, release__published_at=None).select_related("release").first()
    return item.release if item else None


def members_of(edition: Edition) -> list[Edition]:
    """The editions published together with this one, itself included, in key order of their records."""
    release = release_of(edition)
    return [edition] if release is None else members_in(release)


def members_in(release: Release) -> list[Edition]:
    rows = Edition.objects.filter(release_item__release=release)
    return list(rows.select_related("record").order_by("record_id"))


def bind(actor: User, revisions: Sequence[Revision], join: Release | None = None) -> Release | None:
    """Bind a set into a release. What is submitted again goes back into its set, and what is new joins that one, or the
    one that was chosen (`join`).
    """
    for revision in revisions:
        leave_broken_set(revision)
    release = join or place_of(revisions)
    if release is None and len(revisions) == 1:
        return None
    release = release or Release.objects.create(created_by=actor)
    for revision in revisions:
        ReleaseItem.objects.update_or_create(
            edition=revision.edition, defaults={"release": release, "revision": revision}
        )
        if join:
            log("join_set", actor=actor, record=revision.record, edition=revision.edition, detail=str(join))
    return release


def place_of(revisions: Iterable[Revision]) -> Release | None:
    """The open set that one of them was in before."""
    items = ReleaseItem.objects.filter(edition__revisions__in=revisions, release__published_at=None)
    first = items.order_by("release").select_related("release").first()
    return first.release if first else None


def leave_broken_set(revision: Revision) -> None:
    """One edition submitted again: its open set waits for it; a set that lost a member can never be whole again."""
    lost = Q(release__items__edition__state=EditionState.DISCARDED)
    ReleaseItem.objects.filter(lost, edition=revision.edition, release__published_at=None).delete()


def require_joinable(actor: User, release: Release, submitted: Iterable[Edition]) -> list[Edition]:
    """The members of the set that is joined, locked; refused where nothing can be added to it."""
    lock_records(edition.record_id for edition in members_in(release))
    members = members_in(release)
    refuse(desk_rules.may_join_set(actor, release, members))
    for edition in submitted:
        refuse(desk_rules.in_another_set(edition, release))
    return members


@transaction.atomic
def leave_set(*, actor: User, edition: Edition) -> None:
    """Take one member out of its open set. It keeps its state and its approvals, and is published by itself."""
    lock_records(member.record_id for member in members_of(edition))
    edition = lock_edition(edition)
    refuse(desk_rules.may_leave_set(actor, edition, members_of(edition)))
    release = release_of(edition)
    ReleaseItem.objects.filter(edition=edition, release=release).delete()
    log("leave_set", actor=actor, record=edition.record, edition=edition, detail=str(release))
