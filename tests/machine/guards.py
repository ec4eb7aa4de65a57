"""Every reason why the model refuses an act, by name. The services must refuse exactly then, and for one of these reasons.

Written by hand from the design, never read from `editorial.workflow` or `editorial.rules`. No test lives here.
"""

from collections.abc import Iterator

from tests.machine.model import OPEN, Act, Attempt, Desk, Entity

AUTHOR, REVIEWER, PUBLISHER = 1, 2, 3
CLOSED = -1  # the rank of an account that is not active
# Verb on an edition -> lowest role, states that allow it.
ON_AN_EDITION = {
    "submit": (AUTHOR, ("draft", "changes_requested")),
    "recall": (AUTHOR, ("in_review", "approved", "scheduled")),
    "request_changes": (REVIEWER, ("in_review", "approved", "scheduled")),
    "approve": (REVIEWER, ("in_review",)),
    "schedule": (PUBLISHER, ("approved",)),
    "unschedule": (PUBLISHER, ("scheduled",)),
    "publish": (PUBLISHER, ("approved", "scheduled")),
    "discard": (AUTHOR, OPEN),
}
# Verb on the public record -> states of its current edition.
ON_THE_RECORD = {
    "withdraw": ("published",),
    "confirm_withdrawal": ("withdrawn",),
    "reinstate": ("withdrawn",),
    "propose_merge": ("published",),
    "merge": ("published",),
    "drop_merge": ("published", "withdrawn"),
}
# Faults of an act that are reasons by themselves, for the verbs that meet them.
PLAIN_FAULTS = {"stale", "no_comment", "past", "bad_reason", "bad_replacement", "foreign", "twice", "none"}


def reasons(desk: Desk, act: Act) -> set[str]:
    """Empty when nothing forbids the act."""
    found = set(act.faults & PLAIN_FAULTS)
    return found | set(GUARDS[act.verb](desk, act))


def lacks_role(desk: Desk, actor: str, lowest: int) -> Iterator[str]:
    if desk.ranks[actor] == CLOSED:
        yield "closed"
    elif desk.ranks[actor] < lowest:
        yield "role"


def on_edition(desk: Desk, act: Act, attempt: Attempt, verb: str = "") -> Iterator[str]:
    lowest, states = ON_AN_EDITION[verb or act.verb]
    yield from lacks_role(desk, act.actor, lowest)
    if attempt.state not in states:
        yield "state"


def blocked(record: Entity) -> Iterator[str]:
    if record.public == "merged":
        yield "merged"
    if record.withdrew:
        yield "unconfirmed"


def write(desk: Desk, act: Act) -> Iterator[str]:
    yield from lacks_role(desk, act.actor, AUTHOR)


def simply(desk: Desk, act: Act) -> Iterator[str]:
    yield from on_edition(desk, act, desk[act.record].last)


def discard(desk: Desk, act: Act) -> Iterator[str]:
    yield from simply(desk, act)
    if not desk[act.record].editions:
        yield "never_published"


def submit(desk: Desk, act: Act) -> Iterator[str]:
    names = (act.record, *act.others)
    together = {member.record for name in names for member in desk.members(desk[name].last)} | set(names)
    for record in (desk[name] for name in names):
        yield from on_edition(desk, act, record.last)
        yield from blocked(record)
        if record.editions and "no_note" in act.faults:
            yield "note"
        if "wrong_kind" in act.faults:
            yield "kind"
        if not record.held or record.inside in names:
            yield from unready_target(desk, record, together)


def unready_target(desk: Desk, record: Entity, together: set[str]) -> Iterator[str]:
    if record.inside and record.inside not in together and not desk.is_public(record.inside):
        yield "target_merged" if desk[record.inside].public == "merged" else "target"


def approve(desk: Desk, act: Act) -> Iterator[str]:
    attempt = desk[act.record].last
    yield from on_edition(desk, act, attempt, "approve")
    if act.actor in attempt.authors:
        yield "contributed"
    if act.actor in attempt.approvers:
        yield "decided"


def leaves(desk: Desk, act: Act, verb: str, excused: Attempt | None = None) -> Iterator[str]:
    """Why a set would not go out; `excused` is approved by the same act."""
    own = desk[act.record].last
    for member in desk.members(own):
        if member is not excused:
            yield from on_edition(desk, act, member, verb)
            if not member.approved:
                yield "unapproved"
        yield from blocked(desk[member.record])
    yield from waits(desk, own)


def waits(desk: Desk, own: Attempt) -> Iterator[str]:
    others = [member for member in desk.members(own) if member is not own]
    if any(member.state not in ("approved", "scheduled") or not member.approved for member in others):
        yield "set_waits"


def hidden_targets(desk: Desk, act: Act) -> Iterator[str]:
    members = desk.members(desk[act.record].last)
    inside = {member.record for member in members}
    named = {member.text.inside for member in members} - inside - {None}
    if any(not desk.is_public(name) for name in named):
        yield "hidden_target"


def publish(desk: Desk, act: Act) -> Iterator[str]:
    yield from leaves(desk, act, "publish")
    yield from hidden_targets(desk, act)


def schedule(desk: Desk, act: Act) -> Iterator[str]:
    yield from leaves(desk, act, "schedule")


def approve_and_publish(desk: Desk, act: Act) -> Iterator[str]:
    attempt = desk[act.record].last
    yield from lacks_role(desk, act.actor, PUBLISHER)
    yield from approve(desk, act)
    if attempt.approvals + 1 < attempt.needs:
        yield "further"
    yield from leaves(desk, act, "publish", excused=attempt)
    yield from hidden_targets(desk, act)


def on_record(desk: Desk, act: Act) -> Iterator[str]:
    record = desk[act.record]
    if record.current is None:
        yield "merged" if record.public == "merged" else "nothing_public"
        return
    yield from lacks_role(desk, act.actor, PUBLISHER)
    if record.current.state not in ON_THE_RECORD[act.verb]:
        yield "state"


def settle(desk: Desk, act: Act) -> Iterator[str]:
    record = desk[act.record]
    yield from on_record(desk, act)
    if record.withdrew == act.actor:
        yield "withdrew"
    if not record.withdrew:
        yield "settled"


def propose_merge(desk: Desk, act: Act) -> Iterator[str]:
    yield from on_record(desk, act)
    if desk[act.record].proposal:
        yield "proposed_already"
    yield from unfit(desk, act)


def unfit(desk: Desk, act: Act) -> Iterator[str]:
    survivor = desk[act.others[0]]
    if survivor.name == act.record:
        yield "itself"
    if survivor.kind != desk[act.record].kind:
        yield "other_type"
    if survivor.public != "public":
        yield "survivor_hidden"


def merge(desk: Desk, act: Act) -> Iterator[str]:
    yield from on_record(desk, act)
    yield from proposal_of(desk, act)
    proposal = desk[act.record].proposal
    if proposal and proposal[0] == act.actor:
        yield "proposed"
    if proposal and proposal[1] != act.others[0]:
        yield "stale"
    yield from unfit(desk, act)


def proposal_of(desk: Desk, act: Act) -> Iterator[str]:
    if desk[act.record].proposal is None:
        yield "no_proposal"


def drop_merge(desk: Desk, act: Act) -> Iterator[str]:
    yield from on_record(desk, act)
    yield from proposal_of(desk, act)


GUARDS = {
    **dict.fromkeys(("save", "link", "hold", "unhold", "revert_to"), write),
    **dict.fromkeys(("recall", "request_changes", "unschedule"), simply),
    **{"discard": discard, "submit": submit, "approve": approve, "schedule": schedule, "publish": publish},
    **{"approve_and_publish": approve_and_publish, "withdraw": on_record},
    **dict.fromkeys(("confirm_withdrawal", "reinstate"), settle),
    **{"propose_merge": propose_merge, "merge": merge, "drop_merge": drop_merge},
}
# Refusal as `reasons` names it -> words that its sentence holds. "database" is never among the reasons: services say it first.
SENTENCES = {
    "closed": "This account is not active",
    "role": "This needs the role",
    "state": "; this is possible when it is",
    "contributed": "You contributed to this edition",
    "decided": "You have approved this revision already",
    "unapproved": "The newest revision is not approved yet",
    "unconfirmed": "the withdrawal is not confirmed yet",
    "withdrew": "You withdrew this record",
    "settled": "The withdrawal is settled",
    "merged": "The record was merged into another one",
    "proposed": "You proposed this merge",
    "proposed_already": "is proposed already",
    "no_proposal": "No merge of this record is proposed",
    "itself": "cannot be merged into itself",
    "other_type": "a record is merged into one of its own type",
    "survivor_hidden": "a record is merged into one that readers can see",
    "set_waits": "The set waits for the approval of",
    "further": "needs a further approval",
    "nothing_public": "so there is nothing to act on",
    "never_published": "The record was never published",
    "kind": "Kind of change: the record",
    "note": "Public note: say",
    "target_merged": "; name that one instead",
    "target": "is not public; submit it in the same set",
    "hidden_target": "Not public and not in this set",
    "past": "The hour has passed",
    "no_comment": "Say in the comment",
    "bad_reason": "Reason: choose one of",
    "bad_replacement": "is not another public record",
    "foreign": "This is no earlier version of the record",
    "twice": "A record was chosen twice",
    "none": "Nothing was chosen",
    "database": "The database refused",
}
STALE_SENTENCES = (
    *("changed since you read it", "was saved by someone else", "is not the one that you read"),
    "has other members now",
)


def named(sentence: str) -> set[str]:
    """Every refusal that a service's sentence stands for; a checklist may hold several."""
    found = {name for name, words in SENTENCES.items() if words in sentence}
    return found | ({"stale"} if any(words in sentence for words in STALE_SENTENCES) else set())
