"""Who is told of which act on a record: the desk's habits of speaking, one function per act. Decides nothing.

Called inside the transaction of the act, before the state moves, for a claim ends with it. A set is told of once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from editorial.models import Decision, Edition, Record, Revision, User
from editorial.selectors.approvals import MAY_APPROVE
from editorial.services.notices import take_back, tell, tell_keys
from editorial.workflow import RANK, DecisionKind, EditionState, RoleName
from relations.vocabularies import TIMELINE_TYPES

MAY_PUBLISH = [name for name, rank in RANK.items() if rank >= RANK[RoleName.PUBLISHER]]
People = Mapping[int, Collection[int]]  # edition -> the people whom it concerns


def submitted(actor: User, editions: Sequence[Edition]) -> None:
    """Whoever decided on it before; where nobody did, everybody who may approve it."""
    earlier, wrote = deciders(editions), writers(editions)
    able = keys_of(MAY_APPROVE)
    asked = {row.pk: (earlier[row.pk] & able or able) - wrote[row.pk] for row in editions}
    tell_of(actor, "submit", editions, asked)


def returned(actor: User, edition: Edition, comment: str) -> None:
    """Who wrote it, with what to change; and whoever was reading it."""
    tell_of(actor, "request_changes", [edition], concerned([edition]), comment)
    ends_review(actor, edition, "Changes were requested")


def approved(actor: User, edition: Edition, members: Sequence[Edition]) -> None:
    """Who wrote it, once it can be published: with a set, when its last member is approved."""
    waiting = [row for row in members if row.pk != edition.pk and row.state != EditionState.APPROVED]
    if not waiting:
        tell_of(actor, "approve", members, concerned(members))
    ends_review(actor, edition, "It was approved")


def published(actor: User, members: Sequence[Edition]) -> None:
    take_back(verb="approve", editions=members)
    tell_of(actor, "publish", members, concerned(members))


def published_when_due(members: Sequence[Edition]) -> None:
    """Who chose the hour was not there when it came."""
    tell_of(None, "publish_due", members, {row.pk: {row.scheduled_by_id} for row in members})


def not_published(members: Sequence[Edition], reason: str) -> None:
    """Who chose the hour, and who wrote it: the reason says what to do."""
    people = concerned(members)
    asked = {row.pk: {*people[row.pk], row.scheduled_by_id} for row in members}
    tell_of(None, "schedule_refused", members, asked, reason)


def withdrawn(actor: User, edition: Edition, verb: str = "withdraw") -> None:
    """Every publisher, for a second one has to act, and who wrote it."""
    people = {edition.pk: keys_of(MAY_PUBLISH) | concerned([edition])[edition.pk]}
    tell_of(actor, verb, [edition], people)


def second_needed(actor: User, record: Record, verb: str) -> None:
    """A proposal that another publisher has to confirm."""
    tell_keys(keys=keys_of(MAY_PUBLISH), actor=actor, verb=verb, record=record)


def ends_review(actor: User, edition: Edition, what: str) -> None:
    """Nobody need read it now: whoever claimed the review is told, and who was only asked to is asked no more."""
    take_back(verb="submit", editions=[edition])
    if edition.reviewer_id:
        tell(
            recipients=[edition.reviewer], actor=actor, verb="review_ended", record=edition.record, edition=edition,
            text=f"{what} while you were reading it.",
        )  # fmt: skip


def tell_of(actor: User | None, verb: str, members: Sequence[Edition], people: People, text: str = "") -> None:
    """One notice for each person, about the first member that concerns her, and how many more there are."""
    mine: dict[int, list[Edition]] = defaultdict(list)
    for member in sorted(members, key=lambda row: (row.record.type not in TIMELINE_TYPES, row.pk)):
        for key in people[member.pk]:
            mine[key].append(member)
    alike: dict[tuple[int, int], list[int]] = defaultdict(list)
    for key, rows in mine.items():
        alike[rows[0].pk, len(rows)].append(key)
    by_key = {member.pk: member for member in members}
    for (first, count), keys in alike.items():
        more = f"With {count - 1} more of its set." if count > 1 else ""
        lead, said = by_key[first], " ".join(filter(None, [text, more]))
        tell_keys(keys=keys, actor=actor, verb=verb, record=lead.record, edition=lead, text=said)


def concerned(members: Sequence[Edition]) -> dict[int, set[int]]:
    """Who wrote each of them, who submitted it and whose task it is."""
    wrote = writers(members)
    named = {row.pk: {row.assignee_id, row.submitted_by_id} - {None} for row in members}
    return {row.pk: wrote[row.pk] | named[row.pk] for row in members}


def writers(members: Iterable[Edition]) -> dict[int, set[int]]:
    """Everyone who wrote a revision, for each edition. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    for edition, author in Revision.objects.filter(edition__in=members).values_list("edition", "author"):
        found[edition].add(author)
    return found


def deciders(members: Iterable[Edition]) -> dict[int, set[int]]:
    """Everyone who approved a revision or sent one back, for each edition. One query."""
    kinds, found = [DecisionKind.APPROVE, DecisionKind.REQUEST_CHANGES], defaultdict(set)
    rows = Decision.objects.filter(revision__edition__in=members, kind__in=kinds)
    for edition, actor in rows.values_list("revision__edition", "actor"):
        found[edition].add(actor)
    return found


def keys_of(roles: Iterable[str]) -> set[int]:
    """Open accounts in one of these roles."""
    return set(User.objects.filter(is_active=True, groups__name__in=roles).values_list("pk", flat=True))
