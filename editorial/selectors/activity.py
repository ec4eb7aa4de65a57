"""What the team did lately: lines of the log in words, newest first, equal ones in a row folded. Reads only.

Accounts and roles are not in it; they have their own box, for those who may see it.
"""

import datetime
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from editorial import hours
from editorial.models import LogLine, Record, User
from editorial.selectors.history import said
from editorial.selectors.worklist import Scope

READ = 60  # lines for one page of deeds
NAMED = 3  # records of one deed
WORDS = {
    "save": "saved",
    "submit": "submitted",
    "void": "edited, which ended the submission of",
    "recall": "recalled",
    "request_changes": "requested changes to",
    "approve": "approved",
    "publish": "published",
    "schedule": "scheduled",
    "unschedule": "unscheduled",
    "schedule_refused": "had scheduled, and it was not published:",
    "discard": "discarded the draft of",
    "revert_to": "went back to an earlier text of",
    "withdraw": "withdrew",
    "confirm_withdrawal": "confirmed the withdrawal of",
    "reinstate": "reinstated",
    "propose_merge": "proposed to merge",
    "merge": "merged",
    "drop_merge": "dropped the merge of",
    "propose_vanish": "proposed to let vanish",
    "vanish": "let vanish",
    "drop_vanish": "dropped the vanishing of",
    "comment": "commented on",
    "answer_comment": "answered a comment on",
    "resolve_comment": "resolved a comment on",
    "reopen_comment": "reopened a comment on",
    "check": "checked again",
    "assign": "assigned",
    "keep_apart": "kept apart",
    "take_report": "took report",
    "close_report": "closed report",
    "reopen_report": "opened again report",
}
TELLING = {"publish", "schedule_refused"}  # verbs whose detail is a sentence or a word for people
OF_A_REPORT = Q(verb__endswith="_report")


class Deed(NamedTuple):
    """What one person did, to one record or to several in a row."""

    actor: User
    what: str
    records: list[Record]
    more: int  # records that are not named
    at: datetime.datetime
    detail: str
    reference: str  # of a reader's report
    oldest: int  # key of its last line: the page goes on before it


class Activity(NamedTuple):
    deeds: list[Deed]
    before: int | None  # where the next page begins; None at the end


def activity(scope: Scope, size: int, person: int | None = None, before: int | None = None) -> Activity:
    """One page of at most `size` deeds: by one person, and older than the line `before`, where asked. One query."""
    rows = LogLine.objects.filter(Q(record__isnull=False) | OF_A_REPORT)
    rows = scope.inside(rows).select_related("actor", "record").order_by("-pk")
    if person is not None:
        rows = rows.filter(actor=person)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    lines = list(rows[:READ])
    deeds = [deed(list(run)) for _, run in groupby(lines, alike)]
    shown = deeds[:size]
    more = len(deeds) > size or len(lines) == READ
    return Activity(shown, shown[-1].oldest if shown and more else None)


def alike(line: LogLine) -> tuple:
    """Lines in a row that are told as one."""
    return line.actor_id, line.verb, line.at.date(), line.detail if line.record_id is None else ""


def deed(lines: Sequence[LogLine]) -> Deed:
    newest = lines[0]
    records = list({line.record_id: line.record for line in lines if line.record_id}.values())
    return Deed(
        newest.actor,
        WORDS.get(newest.verb) or said(newest.verb),
        records[:NAMED],
        len(records) - len(records[:NAMED]),
        newest.at,
        detail(newest) if len(records) < 2 else "",
        newest.detail.partition(":")[0] if newest.verb.endswith("_report") else "",
        lines[-1].pk,
    )


def detail(line: LogLine) -> str:
    if line.verb == "schedule":
        return f"for {hours.written(line.detail)}"
    return line.detail if line.verb in TELLING else ""
