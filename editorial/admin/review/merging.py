"""Screens of two public records that are one thing: choose which stays, propose, and by a second publisher merge or drop."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse

from editorial import rules
from editorial.admin.review.screen import (
    CONFLICT,
    NOT_FOUND,
    UNPROCESSABLE,
    Screen,
    address,
    attempt,
    denied,
    status_of,
)
from editorial.forms.duplicates import ConfirmMergeForm, DropForm, ProposeForm
from editorial.models import Decision, Edition, Record
from editorial.selectors import duplicates
from editorial.services import drafting, merging
from editorial.services.guarding import Refused
from relations.documents.fields import ID

NOT_PUBLIC = "“{}” is not public, so there is nothing to merge."
NO_SUCH = "“{}” is no public {} that could stay; choose one of the list, or search for its title or id."
LONGEST_WORDS = 200


def propose_merge(screen: Screen) -> HttpResponse:
    """First the list to choose the survivor from, then both records side by side; POST proposes."""
    edition = rules.current_edition(Edition(record=screen.record))
    if edition is None:
        return not_public(screen)
    reason = rules.may_propose_merge(screen.user, edition) or merging.never(screen.record)
    asked = screen.typed("survivor") if screen.acts else screen.request.GET.get("survivor", "")
    if reason:
        return choose(screen, reason=reason, status=refusal(screen, "propose_merge", edition) if screen.acts else 200)
    survivor = survivor_of(screen.record, asked)
    if survivor is None:
        fault = Refused(NO_SUCH.format(asked[:LONGEST_WORDS], screen.record.get_type_display())) if asked else None
        return choose(screen, fault=fault, status=UNPROCESSABLE if fault or screen.acts else 200)
    form = ProposeForm(screen.request.POST if screen.acts else None, initial={"survivor": survivor.public_id})
    if not screen.acts:
        return beside(screen, "propose_merge", survivor, form)
    if not form.is_valid():
        return beside(screen, "propose_merge", survivor, form, status=UNPROCESSABLE)
    comment = form.cleaned_data["comment"]
    act = partial(merging.propose_merge, actor=screen.user, record=screen.record, survivor=survivor, comment=comment)
    if fault := attempt(act):
        return beside(screen, "propose_merge", survivor, form, fault=fault, status=status_of(fault))
    return screen.done(f"Proposed: a second publisher confirms the merge into “{survivor}”, or drops it.")


def merge(screen: Screen) -> HttpResponse:
    """The second publisher reads the proposal beside both records and makes it true."""
    edition = rules.current_edition(Edition(record=screen.record))
    proposal = rules.merge_proposal(edition) if edition else None
    if proposal is None:
        return nothing_proposed(screen)
    survivor, reason = proposal.survivor, rules.may_merge(screen.user, edition)
    form = ConfirmMergeForm(initial={"survivor": survivor.public_id})
    if not screen.acts:
        return beside(screen, "merge", survivor, form, reason=reason, proposal=proposal)
    if reason:
        status = refusal(screen, "merge", edition)
        return beside(screen, "merge", survivor, form, reason=reason, proposal=proposal, status=status)
    shown = named(screen.typed("survivor")) or screen.record
    if fault := attempt(partial(merging.merge, actor=screen.user, record=screen.record, survivor=shown)):
        return beside(screen, "merge", survivor, form, fault=fault, proposal=proposal, status=status_of(fault))
    return screen.done(f"Merged: the address of “{screen.record}” leads to “{survivor}” from now on.")


def drop_merge(screen: Screen) -> HttpResponse:
    """Either publisher lets the proposal fall."""
    edition = rules.current_edition(Edition(record=screen.record))
    proposal = rules.merge_proposal(edition) if edition else None
    if proposal is None:
        return nothing_proposed(screen)
    form = DropForm(screen.request.POST if screen.acts else None)
    reason = rules.may_drop_merge(screen.user, edition)
    page = partial(screen.confirm, "drop_merge", "", template="drop_merge", form=form, proposal=proposal)
    if not screen.acts:
        return page(reason=reason)
    if reason:
        return page(reason=reason, status=refusal(screen, "drop_merge", edition))
    if not form.is_valid():
        return page(status=UNPROCESSABLE)
    if fault := attempt(partial(merging.drop_merge, actor=screen.user, record=screen.record, **form.cleaned_data)):
        return page(fault=fault, status=status_of(fault))
    return screen.done("Dropped: both records stay as they are.")


def survivor_of(record: Record, public_id: str) -> Record | None:
    """The record with this id, if it could stay: public, of the same type, another one."""
    found = named(public_id)
    return found if found and merging.unfit(record, found) is None else None


def named(public_id: str) -> Record | None:
    """The record with this id; None for what is no id, which never reaches the database."""
    public_id = public_id.strip().upper()
    return Record.objects.filter(public_id=public_id).first() if ID.match(public_id) else None


def choose(
    screen: Screen, *, reason: str | None = None, fault: Refused | None = None, status: int = 200
) -> HttpResponse:
    """Similar records, or those that were searched for."""
    asked = screen.request.GET.get("q", "")[:LONGEST_WORDS]
    found = [] if reason else duplicates.candidates(screen.record, asked)
    return screen.confirm(
        "propose_merge",
        "",
        template="choose_survivor",
        reason=reason,
        fault=fault,
        status=status,
        asked=asked,
        found=found,
    )


def beside(
    screen: Screen,
    verb: str,
    survivor: Record,
    form: forms.Form,
    *,
    reason: str | None = None,
    fault: Refused | None = None,
    proposal: Decision | None = None,
    status: int = 200,
) -> HttpResponse:
    """Both records, and what the merge would do."""
    first, second = duplicates.face_of(screen.record), duplicates.face_of(survivor)
    context: dict[str, Any] = {"first": first, "second": second, "survivor": survivor, "proposal": proposal}
    context["faces"] = [first, second]
    context["rows"] = duplicates.compared(first, second) if first and second else []
    context["open_edition"] = drafting.open_edition(screen.record)
    context["other_way"] = f"{address('propose_merge', survivor)}?survivor={screen.record.public_id}"
    return screen.confirm(verb, "", template=verb, form=form, reason=reason, fault=fault, status=status, **context)


def refusal(screen: Screen, verb: str, edition: Edition) -> int:
    """409 where somebody else was quicker, 403 for who may not."""
    taken = verb == "propose_merge" and rules.merge_proposal(edition) and not rules.may(verb, screen.user, edition)
    return CONFLICT if taken else denied(screen.user, verb, edition)


def not_public(screen: Screen) -> HttpResponse:
    reason = rules.merged(Edition(record=screen.record)) or NOT_PUBLIC.format(screen.record)
    return screen.refused(reason, CONFLICT if screen.acts else NOT_FOUND)


def nothing_proposed(screen: Screen) -> HttpResponse:
    """For an act the ground has shifted: the proposal was confirmed or dropped since the page was shown."""
    edition = Edition(record=screen.record)
    reason = rules.merged(edition) or rules.lacks_proposal(edition)
    return screen.refused(reason, CONFLICT if screen.acts else NOT_FOUND)
