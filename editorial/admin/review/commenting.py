"""Comments on screen: what was typed and pressed becomes one act of `services.comments`; and the page of all that was said."""

from collections.abc import Sequence
from typing import NamedTuple

from django.http import HttpResponse

from editorial.admin.review.gathered import fresh
from editorial.admin.review.screen import FORBIDDEN, Screen, address, attempt, status_of
from editorial.admin.review.seen import plain, seen_in
from editorial.models import Comment, Edition, Record, User
from editorial.rules import lacks_role, newest_revision
from editorial.selectors.comments import Talk, talks
from editorial.services import comments as service
from editorial.services.guarding import Refused, Stale
from editorial.workflow import RoleName
from relations.documents import load

SAY, ON, ANSWER = "say-", "on-", "answer-"  # names of controls: say-<edition>, on-<edition>, answer-<comment>
VERBS = ("comment", "answer", "resolve", "reopen")
DONE = {
    "comment": "Your comment stands at its field; the authors are told.",
    "answer": "Your answer stands below the comment.",
    "resolve": "Resolved: it asks for nothing any more, and stays readable.",
    "reopen": "Reopened.",
}
GONE = "This comment is not here; open the page again."
PRESS = "Press one of the buttons below a comment."


class Pressed(NamedTuple):
    """A button of the comments: `comment-<edition>`, `answer-<comment>`, `resolve-…`, `reopen-…`."""

    verb: str
    key: int


def pressed(screen: Screen) -> Pressed | None:
    verb, _, key = screen.typed("act").partition("-")
    return Pressed(verb, int(key)) if verb in VERBS and plain(key) else None


def act(screen: Screen, button: Pressed, members: Sequence[Edition]) -> tuple[Refused | None, int]:
    """Do what was pressed; the refusal, if any, and the comment to show. `members`: the open editions on screen."""
    made: list[Comment] = []
    records = {screen.record.pk, *(member.record_id for member in members)}
    fault = attempt(lambda: made.append(run(screen, button, members, records)))
    return fault, made[0].answers_id or made[0].pk if made else button.key


def run(screen: Screen, button: Pressed, members: Sequence[Edition], records: set) -> Comment:
    if button.verb == "comment":
        edition = next((member for member in members if member.pk == button.key), None)
        if edition is None:
            raise Stale(GONE)
        return service.add_comment(
            actor=screen.user,
            edition=edition,
            text=screen.typed(f"{SAY}{edition.pk}"),
            anchor=screen.typed(f"{ON}{edition.pk}"),
            revision=seen_in(screen.request.POST).get(edition.pk),
        )
    comment = Comment.objects.filter(pk=button.key, record__in=records).first()
    if comment is None:
        raise Stale(GONE)
    if button.verb == "answer":
        return service.answer_comment(actor=screen.user, comment=comment, text=screen.typed(f"{ANSWER}{comment.pk}"))
    settle = service.resolve_comment if button.verb == "resolve" else service.reopen_comment
    return settle(actor=screen.user, comment=comment)


def denied(user: User, fault: Refused) -> int:
    """403 for who has no role on the desk, else what the refusal is."""
    return FORBIDDEN if lacks_role(user, RoleName.AUTHOR) else status_of(fault)


def answers_typed(screen: Screen) -> dict[int, str]:
    """comment -> the answer that stands in its box."""
    pairs = ((name.removeprefix(ANSWER), text) for name, text in screen.request.POST.items() if name.startswith(ANSWER))
    return {int(key): text for key, text in pairs if plain(key) and text.strip()}


def others_typed(screen: Screen, button: Pressed) -> bool:
    """Whether something else stands typed that a fresh page would lose."""
    own = {"comment": f"{SAY}{button.key}", "answer": f"{ANSWER}{button.key}"}.get(button.verb, "")
    boxes = [name for name in screen.request.POST if name.startswith((SAY, ANSWER)) or name == "comment"]
    return any(screen.typed(name).strip() for name in boxes if name != own) or "member" in screen.request.POST


def comments(screen: Screen) -> HttpResponse:
    """Everything that was ever said about a record, also while nothing of it is open; answers and settling."""
    edition = screen.open_edition()
    members = fresh([edition]) if edition else []
    if not screen.acts:
        return show(screen)
    button = pressed(screen)
    if button is None:
        return show(screen, Refused(PRESS), status=400)
    fault, key = act(screen, button, members)
    if fault:
        return show(screen, fault, status=denied(screen.user, fault))
    return screen.done(DONE[button.verb], f"{address('comments', screen.record)}#c-{key}")


def show(screen: Screen, fault: Refused | None = None, *, status: int = 200) -> HttpResponse:
    talk = talk_of(screen.record, screen.user, answers_typed(screen) if screen.acts else {})
    title = f"Comments on “{screen.record}”"
    is_open = screen.open_edition() is not None
    return screen.page("comments", title, status=status, fault=fault, talk=talk, is_open=is_open)


def talk_of(record: Record, user: User, typed: dict[int, str]) -> Talk:
    newest = newest_revision(Edition(record=record))
    return talks([record], user, {record.pk: load(newest.document)} if newest else {}, typed)[record.pk]
