"""Who may do what in the desk's day: `may_<verb>(user, …)` gives the reason why not as one sentence, or None.

The rules of the state machine stand in `rules`; here stand those of everything around it, in the same style.
"""

from collections.abc import Sequence

from editorial import rules
from editorial.models import Comment, Edition, Record, Reference, Release, ReleaseItem, Revision, User
from editorial.rules import Reason, lacks_role, may_look, may_manage_accounts
from editorial.workflow import OPEN_STATES, RANK, EditionState, RoleName
from relations.models import Listing, PublishedRecord
from relations.vocabularies import State

NOTHING_OPEN = "Nothing is open for this record; comment when it is edited again, or read what was said before."


def may_comment(user: User, edition: Edition) -> Reason:
    """Every author of the desk may remark on what is being written; what is closed is edited first."""
    if reason := lacks_role(user, RoleName.AUTHOR):
        return reason
    return None if edition.state in OPEN_STATES else NOTHING_OPEN


def may_answer(user: User, comment: Comment) -> Reason:
    """Below a remark that is open, whatever became of its edition."""
    if reason := lacks_role(user, RoleName.AUTHOR):
        return reason
    return settled(comment, "reopen it to answer.")


def may_resolve(user: User, comment: Comment) -> Reason:
    """By who made the remark, or by who wrote what it is about."""
    return lacks_role(user, RoleName.AUTHOR) or a_stranger(user, comment) or settled(comment, "there is nothing to do.")


def may_reopen(user: User, comment: Comment) -> Reason:
    if reason := lacks_role(user, RoleName.AUTHOR) or a_stranger(user, comment):
        return reason
    return None if comment.resolved_at else "The comment is open; answer it instead."


def a_stranger(user: User, comment: Comment) -> Reason:
    """Why somebody may not settle a remark: she neither made it nor wrote the record."""
    if user.pk == comment.author_id or user.pk in writers_of(comment):
        return None
    return f"{comment.author} settles it, or somebody who wrote the record; answer it instead."


def writers_of(comment: Comment) -> set[int]:
    """Everyone who wrote a revision of the record; one query for all remarks on it."""
    if not hasattr(comment.record, "_writers"):
        rows = Revision.objects.filter(record=comment.record_id).order_by()
        comment.record._writers = set(rows.values_list("author", flat=True).distinct())
    return comment.record._writers


def settled(comment: Comment, way_on: str) -> Reason:
    return f"{comment.resolved_by} resolved this comment; {way_on}" if comment.resolved_at else None


def may_assign(user: User, record: Record, edition: Edition | None, assignee: User | None = None) -> Reason:
    """Authors take work that is nobody's, and give back their own; reviewers give it to anybody who writes."""
    if reason := rules.may_edit(user, record) or rules.merged(Edition(record=record)):
        return reason
    if rules.rank_of(user) < RANK[RoleName.REVIEWER]:
        return own_work_alone(user, edition.assignee if edition else None, assignee)
    return None


def own_work_alone(user: User, holder: User | None, assignee: User | None) -> Reason:
    if holder not in (None, user):
        return f"It is assigned to {holder}; ask {holder} or somebody with the role Reviewer to hand it over."
    if assignee not in (None, user):
        return "You may assign it to yourself; to somebody else it is assigned by people with the role Reviewer."
    return None


def may_be_assigned(assignee: User) -> Reason:
    """Work goes to open accounts that may write."""
    if assignee.is_active and rules.rank_of(assignee) >= RANK[RoleName.AUTHOR]:
        return None
    return f"{assignee} cannot edit records now; choose somebody with the role Author, Reviewer or Publisher."


def may_claim_review(user: User, edition: Edition) -> Reason:
    """Whoever could approve it may say that she reads it now. A claim informs; it stops nobody's decision."""
    if reason := rules.may_approve(user, edition):
        return reason
    return "You have claimed this review already; decide, or release it." if edition.reviewer_id == user.pk else None


def may_release_review(user: User, edition: Edition) -> Reason:
    """One's own claim; another's is taken over."""
    if reason := lacks_role(user, RoleName.REVIEWER):
        return reason
    if edition.reviewer_id is None:
        return "Nobody has claimed this review, so there is nothing to release."
    if edition.reviewer_id != user.pk:
        return f"{edition.reviewer} has claimed this review; take it over instead."
    return None


def may_read_log(user: User) -> Reason:
    """Acts are shown to everyone who sees drafts; to administrators too, who answer for accounts, without the titles."""
    if may_look(user) is None or may_manage_accounts(user) is None:
        return None
    return "The log is shown to people of the desk; ask an administrator to be given a role."


def may_export_log(user: User) -> Reason:
    """The whole log leaves the desk with those who answer for it."""
    if lacks_role(user, RoleName.PUBLISHER) is None or may_manage_accounts(user) is None:
        return None
    return "The whole log is taken along by publishers and administrators; read it here, or ask one of them."


def may_join_set(user: User, release: Release, members: Sequence[Edition]) -> Reason:
    """What is still open takes further members; an hour that is set is taken back first."""
    if reason := lacks_role(user, RoleName.AUTHOR):
        return reason
    if release.published_at or not members:
        return "This set was published, or it is no more; submit the record by itself, or choose another set."
    if any(member.state not in OPEN_STATES for member in members):
        return "A member of this set was discarded or published, so it can never be whole; choose another set."
    return scheduled_set(members)


def scheduled_set(members: Sequence[Edition]) -> Reason:
    if any(member.state == EditionState.SCHEDULED for member in members):
        return "The set is scheduled; a publisher unschedules it first, then its members can change."
    return None


def in_another_set(edition: Edition, release: Release) -> Reason:
    """A record goes along in one set at a time."""
    item = ReleaseItem.objects.filter(edition=edition, release__published_at=None).exclude(release=release).first()
    return f"“{edition.record}” is in another set already; take it out of that one first." if item else None


def may_leave_set(user: User, edition: Edition, members: Sequence[Edition]) -> Reason:
    """L5 decides: nobody leaves behind a name that readers could not follow."""
    if reason := lacks_role(user, RoleName.AUTHOR):
        return reason
    if len(members) < 2:
        return f"“{edition.record}” is in no set; there is nothing to leave."
    return scheduled_set(members) or needed_inside(edition, members)


def needed_inside(edition: Edition, members: Sequence[Edition]) -> Reason:
    """Why a member and the rest of its set cannot do without each other. Three queries."""
    others = [member for member in members if member.pk != edition.pk]
    keys = [member.record_id for member in others]
    public = set(
        PublishedRecord.objects.filter(
            listing__state=State.PUBLIC, public_id__in=[member.record.public_id for member in members]
        ).values_list("public_id", flat=True)
    )
    naming = Reference.objects.filter(held=False, source__in=keys, target=edition.record_id).select_related("source")
    if edition.record.public_id not in public and (first := naming.first()):
        return (
            f"“{first.source}” names “{edition.record}”, which is not public; recall “{first.source}” and hold that row "
            "back first, or leave both in the set."
        )
    named = Reference.objects.filter(held=False, source=edition.record_id, target__in=keys).select_related("target")
    if first := next((row for row in named if row.target.public_id not in public), None):
        return (
            f"“{edition.record}” names “{first.target}”, which is not public: recall “{edition.record}” and hold that "
            "row back first, or leave both in the set."
        )
    return None


def may_check(user: User, record: Record) -> Reason:
    """Whoever may write may say that what readers see is still right."""
    if reason := lacks_role(user, RoleName.AUTHOR):
        return reason
    if Listing.objects.filter(public_id=record.public_id, state=State.PUBLIC).exists():
        return None
    return f"“{record}” is not public now, so there is nothing to check; edit its draft instead."
