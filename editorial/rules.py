"""Who may do what now: `may_<verb>(user, edition)` gives the reason why not as one sentence, or None.

The same function disables a button and refuses a service call, so that both always say the same.
Rights come from role groups alone; `has_perm` is always true for superusers and is never asked.
"""

from typing import Any

from editorial.models import Decision, Edition, Record, Revision, User
from editorial.workflow import RANK, TRANSITIONS, DecisionKind, EditionState, RoleName
from relations.documents import stubs
from relations.models import PublishedRecord

Reason = str | None
# The sentences that worklists give too, for many editions at once.
CONTRIBUTED = "You contributed to this edition, so someone else has to approve it."
HAS_DECIDED = "You have approved this revision already; a further approval must come from someone else."
LACKS_APPROVAL = "The newest revision is not approved yet; someone who did not write it has to approve it."
UNCONFIRMED = "The record was withdrawn and the withdrawal is not confirmed yet; a second publisher confirms or reverses it first."
WITHDREW = "You withdrew this record, so a second publisher has to confirm or reverse it."
MERGED = "The record was merged into another one; edit that one instead."
PROPOSED = "You proposed this merge, so a second publisher has to confirm it."
VANISHED = "The record has vanished; nothing is written under its id any more."
SET_WAITS = "The set waits for the approval of: {}."


def roles_of(user: User) -> set[str]:
    """Names of the role groups that the user is in; asked once per user object."""
    if not hasattr(user, "_role_names"):
        user._role_names = set(user.groups.values_list("name", flat=True)) & set(RoleName.values)
    return user._role_names


def rank_of(user: User) -> int:
    """0 for no editorial role, up to 3 for a publisher. Administrators and superusers have none by themselves."""
    return max((RANK.get(name, 0) for name in roles_of(user)), default=0)


def lacks_role(user: User, role: RoleName) -> Reason:
    """Why the user's role does not suffice."""
    if not user.is_active:
        return "This account is not active; ask an administrator."
    if rank_of(user) < RANK[role]:
        return f"This needs the role {role.label}; ask someone who has it, or an administrator to be given it."
    return None


def may_edit(user: User, record: Record | None = None) -> Reason:
    """Drafting is open to every author; it never changes what is public. Only what vanished stays as it is."""
    nameless = record is not None and record.title == stubs.TITLE
    return lacks_role(user, RoleName.AUTHOR) or (vanished(record) if nameless else None)


def may_look(user: User) -> Reason:
    """Drafts are shown to every role of the desk, and to a superuser, who may look but not write."""
    if user.is_active and (user.is_superuser or rank_of(user)):
        return None
    return "Drafts are shown to people with an editorial role; ask an administrator to be given one."


def may_manage_accounts(user: User) -> Reason:
    """Accounts belong to administrators; a superuser makes the first ones."""
    if user.is_active and (user.is_superuser or RoleName.ADMINISTRATOR in roles_of(user)):
        return None
    return "Accounts are managed by administrators; ask one of them."


def may_set_roles(user: User, account: User) -> Reason:
    """Roles, and whether an account is open, are set by somebody else than its owner."""
    if reason := may_manage_accounts(user):
        return reason
    if account.pk == user.pk:
        return "Nobody sets their own role or closes their own account; another administrator has to do it."
    return None


def lacks_state(verb: str, edition: Edition) -> Reason:
    """Why the edition's state does not allow the verb."""
    transition = TRANSITIONS[verb]
    if edition.state in transition.sources:
        return None
    allowed = " or ".join(str(EditionState(state).label) for state in transition.sources)
    return f"The edition is {edition.get_state_display()}; this is possible when it is {allowed}."


def may(verb: str, user: User, edition: Edition) -> Reason:
    """Role and state alone; the verbs below add what is theirs."""
    return lacks_role(user, TRANSITIONS[verb].role) or lacks_state(verb, edition)


def may_submit(user: User, edition: Edition) -> Reason:
    return may("submit", user, edition) or merged(edition) or unconfirmed(edition)


def may_recall(user: User, edition: Edition) -> Reason:
    return may("recall", user, edition)


def may_request_changes(user: User, edition: Edition) -> Reason:
    return may("request_changes", user, edition)


def may_discard(user: User, edition: Edition) -> Reason:
    if reason := may("discard", user, edition):
        return reason
    if edition.published_number is None and not was_public(edition):
        return "The record was never published; edit the draft instead, there is nothing to go back to."
    return None


def may_approve(user: User, edition: Edition) -> Reason:
    """L2: whoever contributed any revision of this edition may not approve it."""
    return may("approve", user, edition) or contributed(user, edition) or has_decided(user, edition)


def may_publish(user: User, edition: Edition) -> Reason:
    """L1: an approval of exactly the newest revision, by others; its set complete; no withdrawal waiting."""
    return may_publish_member(user, edition) or set_waits(edition)


def may_publish_member(user: User, edition: Edition) -> Reason:
    """`may_publish` without the other members of its set, which speak for themselves."""
    return may("publish", user, edition) or lacks_approval(edition) or merged(edition) or unconfirmed(edition)


def may_schedule(user: User, edition: Edition) -> Reason:
    """As publishing, only later: everything is asked again when the hour has come."""
    return may_schedule_member(user, edition) or set_waits(edition)


def may_schedule_member(user: User, edition: Edition) -> Reason:
    return may("schedule", user, edition) or lacks_approval(edition) or merged(edition) or unconfirmed(edition)


def may_unschedule(user: User, edition: Edition) -> Reason:
    return may("unschedule", user, edition)


def may_revert_to(user: User, record: Record | None = None) -> Reason:
    """Going back makes a new draft, with the rights and consequences of any other edit."""
    return may_edit(user, record)


def may_propose_merge(user: User, edition: Edition) -> Reason:
    if reason := may("propose_merge", user, edition):
        return reason
    if proposal := merge_proposal(edition):
        return f"A merge into “{proposal.survivor}” is proposed already; confirm it or drop it first."
    return None


def may_merge(user: User, edition: Edition) -> Reason:
    """L9: who confirms a merge is not who proposed it."""
    return may("merge", user, edition) or lacks_proposal(edition) or proposed(user, edition)


def may_drop_merge(user: User, edition: Edition) -> Reason:
    return may("drop_merge", user, edition) or lacks_proposal(edition)


def may_propose_vanish(user: User, record: Record) -> Reason:
    """L4: for a whole record that was public once, whatever its editions are now: withdrawn and merged ones too."""
    if reason := lacks_role(user, RoleName.PUBLISHER) or never_public(record) or vanished(record):
        return reason
    if proposal := vanish_proposal(record):
        return f"It was proposed already, by {proposal.actor}; confirm it or drop it first."
    return None


def may_vanish(user: User, record: Record) -> Reason:
    """L9: who confirms is not who proposed."""
    return may_drop_vanish(user, record) or proposed_vanishing(user, record)


def may_drop_vanish(user: User, record: Record) -> Reason:
    if reason := lacks_role(user, RoleName.PUBLISHER) or vanished(record):
        return reason
    return None if vanish_proposal(record) else "Nobody proposed that this record vanishes; propose it first."


def may_approve_and_publish(user: User, edition: Edition) -> Reason:
    """One step for what someone else wrote, where this approval is the last one needed."""
    reason = lacks_role(user, RoleName.PUBLISHER) or may_approve(user, edition) or unconfirmed(edition)
    if reason:
        return reason
    newest = newest_revision(edition)
    if approvals(newest) + 1 < newest.needs:
        return "This edition needs a further approval by another person before it can be published."
    return None


def may_withdraw(user: User, edition: Edition) -> Reason:
    return may("withdraw", user, edition)


def may_confirm_withdrawal(user: User, edition: Edition) -> Reason:
    return may("confirm_withdrawal", user, edition) or withdrew(user, edition) or confirmed(edition)


def may_reinstate(user: User, edition: Edition) -> Reason:
    return may("reinstate", user, edition) or withdrew(user, edition) or confirmed(edition)


def newest_revision(edition: Edition) -> Revision | None:
    """The newest revision of the edition's record: the only one that can be approved or published."""
    return Revision.objects.filter(record=edition.record_id).order_by("-seq").first()


def current_edition(edition: Edition) -> Edition | None:
    """The published or withdrawn edition of the same record."""
    return Edition.objects.filter(record=edition.record_id, state__in=["published", "withdrawn"]).first()


def was_public(edition: Edition) -> bool:
    """Whether any edition of the same record was published; a merged record has none that stands."""
    return Edition.objects.filter(record=edition.record_id, published_number__isnull=False).exists()


def contributors(edition: Edition) -> set[int]:
    """Everyone who wrote a revision of this edition."""
    return set(Revision.objects.filter(edition=edition).values_list("author", flat=True))


def contributed(user: User, edition: Edition) -> Reason:
    if user.pk in contributors(edition):
        return CONTRIBUTED
    return None


def has_decided(user: User, edition: Edition) -> Reason:
    newest = newest_revision(edition)
    if newest and newest.decisions.filter(actor=user, kind=DecisionKind.APPROVE).exists():
        return HAS_DECIDED
    return None


def approvals(revision: Revision) -> int:
    """Distinct people who approved exactly this revision and wrote none of its edition; 0 once it was sent back."""
    if revision.decisions.filter(kind=DecisionKind.REQUEST_CHANGES).exists():
        return 0
    actors = set(revision.decisions.filter(kind=DecisionKind.APPROVE).values_list("actor", flat=True))
    return len(actors - contributors(revision.edition))


def lacks_approval(edition: Edition) -> Reason:
    newest = newest_revision(edition)
    if newest is None or newest.edition_id != edition.pk or approvals(newest) < newest.needs:
        return LACKS_APPROVAL
    return None


def set_waits(edition: Edition) -> Reason:
    """A set is published as a whole: every member needs its own approval."""
    item = getattr(edition, "release_item", None)
    members = (
        item.release.items.exclude(edition=edition).select_related("edition__record").order_by("edition")
        if item
        else []
    )
    waiting = [
        str(member.edition.record)
        for member in members
        if member.edition.state not in TRANSITIONS["publish"].sources or lacks_approval(member.edition)
    ]
    if waiting:
        return SET_WAITS.format(", ".join(waiting))
    return None


def last_withdrawal(edition: Edition) -> Decision | None:
    kinds = [DecisionKind.WITHDRAW, DecisionKind.CONFIRM_WITHDRAWAL, DecisionKind.REINSTATE]
    return Decision.objects.filter(record=edition.record_id, kind__in=kinds).order_by("-pk").first()


def unconfirmed(edition: Edition) -> Reason:
    """L8: nothing new is published while a withdrawal waits for a second person."""
    last = last_withdrawal(edition)
    if last and last.kind == DecisionKind.WITHDRAW:
        return UNCONFIRMED
    return None


def merge_proposal(edition: Edition) -> Decision | None:
    """The proposal to merge the record that waits for a second person."""
    kinds = [DecisionKind.PROPOSE_MERGE, DecisionKind.MERGE, DecisionKind.DROP_MERGE, DecisionKind.VANISH]
    return last_if(DecisionKind.PROPOSE_MERGE, kinds, edition.record_id)


def vanish_proposal(record: Record) -> Decision | None:
    """The proposal to let the record vanish that waits for a second person."""
    kinds = [DecisionKind.PROPOSE_VANISH, DecisionKind.VANISH, DecisionKind.DROP_VANISH]
    return last_if(DecisionKind.PROPOSE_VANISH, kinds, record.pk)


def proposed_vanishing(user: User, record: Record) -> Reason:
    if vanish_proposal(record).actor_id == user.pk:
        return "You proposed that this record vanishes, so a second publisher has to confirm it."
    return None


def last_if(kind: str, among: list[str], record: Any) -> Decision | None:
    """The last decision on a record of these kinds, if it is of the first one."""
    decisions = Decision.objects.filter(record=record, kind__in=among).select_related("survivor", "actor")
    last = decisions.order_by("-pk").first()
    return last if last and last.kind == kind else None


def lacks_proposal(edition: Edition) -> Reason:
    return None if merge_proposal(edition) else "No merge of this record is proposed; propose one first."


def proposed(user: User, edition: Edition) -> Reason:
    proposal = merge_proposal(edition)
    return PROPOSED if proposal and proposal.actor_id == user.pk else None


def merged(edition: Edition) -> Reason:
    """A merged record has no further editions, for the one that it was merged into speaks for it; a vanished one neither."""
    ends = Decision.objects.filter(record=edition.record_id, kind__in=[DecisionKind.MERGE, DecisionKind.VANISH])
    kinds = set(ends.values_list("kind", flat=True))
    if DecisionKind.VANISH in kinds:
        return VANISHED
    return MERGED if kinds else None


def vanished(record: Record) -> Reason:
    return VANISHED if Decision.objects.filter(record=record.pk, kind=DecisionKind.VANISH).exists() else None


def never_public(record: Record) -> Reason:
    if PublishedRecord.objects.filter(public_id=record.public_id).exists():
        return None
    return f"“{record}” was never public, so there is nothing that could vanish."


def withdrew(user: User, edition: Edition) -> Reason:
    last = last_withdrawal(edition)
    if last and last.kind == DecisionKind.WITHDRAW and last.actor_id == user.pk:
        return WITHDREW
    return None


def confirmed(edition: Edition) -> Reason:
    last = last_withdrawal(edition)
    if last is None or last.kind != DecisionKind.WITHDRAW:
        return "The withdrawal is settled; a new edition is the way back."
    return None
