"""Remarks on a record, pinned to its fields: add, answer, resolve, reopen. What was said never changes.

A remark belongs to the edition that was open when it was made, and is shown until somebody resolves it. It stops nobody
by law; who approves while some are open says that she read exactly those (`require_read`).
"""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from editorial import desk_rules
from editorial.models import Comment, Edition, Revision, User
from editorial.selectors.comments import places_in
from editorial.services import notices
from editorial.services.guarding import Refused, Stale, lock_edition, lock_records, log, plain, refuse
from relations.documents import label, load
from relations.models import Listing

LONGEST = 4000
WHOLE = "the whole record"
EMPTY = "Write what you want to say, for example: “Which page of the report?”"
TOO_LONG = f"A comment has at most {LONGEST} characters; write a shorter one, or several, each at its field."
SAID_ALREADY = "You said that here already; it was kept once."
NO_SUCH_FIELD = "The text that you read has no such field; choose one of the list."
NO_SUCH_REVISION = "That is no revision of this record; open the page again and comment there."


@transaction.atomic
def add_comment(
    *, actor: User, edition: Edition, text: str, anchor: str = "", revision: Revision | int | None = None
) -> Comment:
    """Say something about one field (`anchor`; "" for the whole record) of the open edition. `revision`: what was read."""
    edition = lock_edition(edition)
    refuse(desk_rules.may_comment(actor, edition))
    read = revision_read(edition, revision)
    refuse(None if not anchor or anchor in fields_of(read) else NO_SUCH_FIELD)
    text = words(text)
    same = Comment.objects.filter(edition=edition, author=actor, anchor=anchor, text=text, answers=None)
    refuse(SAID_ALREADY if same.filter(resolved_at=None).exists() else None)
    comment = Comment.objects.create(
        record=edition.record, edition=edition, revision=read, anchor=anchor, text=text, author=actor
    )
    told("comment", comment, actor)
    return comment


@transaction.atomic
def answer_comment(*, actor: User, comment: Comment, text: str) -> Comment:
    """Answer below a remark; an answer to an answer stands below the same remark."""
    root = locked(comment)
    refuse(desk_rules.may_answer(actor, root))
    text = words(text)
    last = root.replies.order_by("-pk").first()
    refuse(SAID_ALREADY if last and (last.author_id, last.text) == (actor.pk, text) else None)
    answer = Comment.objects.create(
        record=root.record, edition=root.edition, revision=root.revision, answers=root, anchor=root.anchor, text=text,
        author=actor,
    )  # fmt: skip
    told("answer_comment", answer, actor)
    return answer


@transaction.atomic
def resolve_comment(*, actor: User, comment: Comment) -> Comment:
    """Settle a remark: it no longer asks for anything, and stays readable."""
    root = locked(comment)
    refuse(desk_rules.may_resolve(actor, root))
    root.resolved_by, root.resolved_at = actor, timezone.now()
    root.save(update_fields=["resolved_by", "resolved_at"])
    told("resolve_comment", root, actor)
    return root


@transaction.atomic
def reopen_comment(*, actor: User, comment: Comment) -> Comment:
    """It was not settled after all."""
    root = locked(comment)
    refuse(desk_rules.may_reopen(actor, root))
    root.resolved_by = root.resolved_at = None
    root.save(update_fields=["resolved_by", "resolved_at"])
    told("reopen_comment", root, actor)
    return root


def require_read(editions: Iterable[Edition], read: Collection[int]) -> None:
    """Who approves has read what is still open: `Refused` without the tick, `Stale` where more was said since."""
    still = set(open_on(editions).values_list("pk", flat=True))
    if still and not read:
        raise Refused(ask(len(still)))
    if still - set(read):
        raise Stale("Somebody commented after you read this page: read that too, then decide.")


def ask(count: int) -> str:
    """What stands in the way of an approval while remarks are open."""
    said = "1 comment is" if count == 1 else f"{count} comments are"
    return f"{said} open: resolve what is settled, or tick that you read it and approve all the same."


def open_on(editions: Iterable[Edition]):
    """The remarks on some records that nobody has settled, those left over from earlier editions included."""
    records = {edition.record_id for edition in editions}
    return Comment.objects.filter(record__in=records, answers=None, resolved_at=None)


def locked(comment: Comment) -> Comment:
    """The remark that a thread began with, as it is now, with its record locked."""
    lock_records([comment.record_id])
    rows = Comment.objects.select_related("record", "edition__record", "author", "resolved_by", "revision")
    return rows.get(pk=comment.answers_id or comment.pk)


def words(text: str) -> str:
    said = plain(text, "Comment")
    refuse(EMPTY if not said else TOO_LONG if len(said) > LONGEST else None)
    return said


def revision_read(edition: Edition, revision: Revision | int | None) -> Revision:
    """The revision that was on screen, or the newest where nobody says."""
    rows = Revision.objects.filter(record=edition.record_id).select_related("record").order_by("-seq")
    key = revision.pk if isinstance(revision, Revision) else revision
    found = rows.filter(pk=key).first() if key is not None else rows.first()
    refuse(None if found else NO_SUCH_REVISION)
    return found


def fields_of(revision: Revision) -> set[str]:
    """Every field of the text that was read, and of the one that is public: what is taken out can be remarked on too."""
    listed = Listing.objects.filter(public_id=revision.record.public_id).select_related("edition").first()
    public = places_in(load(listed.edition.document)) if listed else set()
    return places_in(load(revision.document)) | public


def told(verb: str, comment: Comment, actor: User) -> None:
    """The line in the log, and a word to everybody whom it concerns."""
    place = label(comment.anchor) if comment.anchor else WHOLE
    log(verb, actor=actor, record=comment.record, edition=comment.edition, detail=f"on {place}")
    people = concerned(comment)
    notices.tell(
        recipients=people, actor=actor, verb=verb, record=comment.record, edition=comment.edition, text=comment.text
    )


def concerned(comment: Comment) -> set[User]:
    """Who wrote the edition, and who took part in the thread."""
    root = comment.answers or comment
    writers = User.objects.filter(revisions__edition=comment.edition)
    speakers = User.objects.filter(pk__in=[root.author_id, *root.replies.values_list("author", flat=True)])
    return {*writers, *speakers}
