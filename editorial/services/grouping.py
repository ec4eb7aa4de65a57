"""Small edits that a person makes to many records alike: into a dossier, out of it, one more topic. Each is an edit as any.

Like every edit it opens an edition where none is open, and voids submission and approval of an open one (L3).
"""

from django.db import transaction

from editorial import rules
from editorial.models import Dossier, DossierMembership, Record, Revision, User
from editorial.services import drafting
from editorial.services.guarding import lock_records, refuse
from editorial.shapes import SHAPES, typed
from relations.vocabularies import Topic


def takes_topics(record: Record) -> bool:
    return "topics" in SHAPES[record.type].scalars


def begun(actor: User, record: Record, seen: int) -> Record:
    """The record as it is now, locked, if the person may edit it and saw it so."""
    locked = lock_records([record.pk])[record.pk]
    refuse(rules.may_edit(actor, locked))
    drafting.require_version(locked, seen)
    return locked


@transaction.atomic
def join_dossier(*, actor: User, record: Record, dossier: Dossier, seen: int) -> Revision | None:
    """Into a dossier, behind those it is in. Where that one is not public yet, submit asks for both, as from the form."""
    locked = begun(actor, record, seen)
    refuse("A dossier is not part of a dossier; link it under “see also”." if locked.type == "dossier" else None)
    refuse(f"It is in “{dossier}” already." if locked.in_dossiers.filter(dossier=dossier).exists() else None)
    place = locked.in_dossiers.count() + 1
    DossierMembership.objects.create(record=locked, dossier=dossier, position=place)
    return drafting.freeze(record=locked, author=actor)


@transaction.atomic
def leave_dossier(*, actor: User, record: Record, dossier: Dossier, seen: int) -> Revision | None:
    locked = begun(actor, record, seen)
    refuse(None if locked.in_dossiers.filter(dossier=dossier).exists() else f"It is not in “{dossier}”.")
    locked.in_dossiers.filter(dossier=dossier).delete()
    return drafting.freeze(record=locked, author=actor)


@transaction.atomic
def add_topic(*, actor: User, record: Record, topic: str, seen: int) -> Revision | None:
    """One topic more, behind those it has."""
    locked = begun(actor, record, seen)
    refuse(None if topic in Topic.values else "Choose one of the topics.")
    refuse(None if takes_topics(locked) else f"A {locked.get_type_display()} has no topics.")
    row = typed(locked)
    refuse(f"It has the topic “{Topic(topic).label}” already." if topic in row.topics else None)
    row.topics = [*row.topics, topic]
    row.save()
    return drafting.freeze(record=row, author=actor)
