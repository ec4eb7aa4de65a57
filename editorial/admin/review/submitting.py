"""Screens of the author: submit (alone or as a set) with the notice shown before, recall, discard."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse

from editorial import readiness, rules
from editorial.admin.review.candidates import Candidate, candidates_for
from editorial.admin.review.noticing import Notice, notices
from editorial.admin.review.problems import listed
from editorial.admin.review.screen import Screen, address, attempt, denied, status_of
from editorial.forms.anchors import number_in
from editorial.forms.submission import JoinForm
from editorial.models import Edition, Record, Release, User
from editorial.selectors import sets
from editorial.services import drafting, reviewing
from editorial.services.guarding import NotReady, Refused, Stale

SHOW = "show"  # the button that shows the notice and writes nothing


def submit(screen: Screen) -> HttpResponse:
    """The checklist, the change and the proposed set; POST submits what is ticked, or shows the notice."""
    if screen.open_edition() is None:
        return screen.nothing_open()
    candidates, join = candidates_for(screen), join_form(screen)
    if not screen.acts:
        return show(screen, candidates, join)
    if candidates[0].reason:
        return show(screen, candidates, join, Refused(candidates[0].reason))
    for candidate in candidates:
        candidate.form = candidate.bound(screen.request.POST)
    right = [form.is_valid() for form in [*(candidate.form for candidate in candidates), join]]
    if screen.typed("act") == SHOW:
        return show(screen, candidates, join)
    if not all(right):
        return show(screen, candidates, join, Refused("Nothing was submitted yet: see the marked fields."))
    return send(screen, candidates, join)


def join_form(screen: Screen) -> JoinForm:
    """The sets that this record could join; `?join=` chooses one beforehand."""
    found = [(each.release.pk, f"All of {each.words}") for each in sets.open_sets(screen.record)]
    data = screen.request.POST if screen.acts else None
    return JoinForm(data, sets=found, initial={"join": screen.request.GET.get("join", "")})


def send(screen: Screen, candidates: list[Candidate], join: JoinForm) -> HttpResponse:
    chosen = [candidate for candidate in candidates if candidate.form.chosen]
    release = Release.objects.filter(pk=join.cleaned_data["join"] or 0).first()
    act = partial(
        reviewing.submit,
        actor=screen.user,
        submissions=[candidate.submission() for candidate in chosen],
        seen={candidate.record.pk: version_of(screen, candidate) for candidate in chosen},
        held=[candidate.record for candidate in candidates if candidate.form.left_out],
        join=release,
    )
    if fault := attempt(act):
        return show(screen, candidates, join, fault)
    others = f" with {len(chosen) - 1} more as one set" if len(chosen) > 1 else ""
    joined = ", and joined the set" if release else ""
    return screen.done(f"“{screen.record}” was submitted{others}{joined}.", address("review", screen.record))


def version_of(screen: Screen, candidate: Candidate) -> int:
    """The lock version that the page showed; one that nobody could have seen when it is missing or forged."""
    version = number_in(screen.typed(f"{candidate.prefix}-version"))
    return -1 if version is None else version


def show(screen: Screen, candidates: list[Candidate], join: JoinForm, fault: Refused | None = None) -> HttpResponse:
    """The page, with everything typed and what stands in the way."""
    lead = candidates[0]
    inside = [member.record for member in reviewing.members_of(lead.edition)]
    check(screen, candidates, join, inside, fault)
    status = status_of(fault) if fault else 200
    if fault and lead.reason:
        status = denied(screen.user, "submit", lead.edition)
    return screen.page(
        "submit",
        f"Submit “{screen.record}”",
        status=status,
        fault=fault if not isinstance(fault, NotReady) else None,
        not_ready=isinstance(fault, NotReady),
        lead=lead,
        others=candidates[1:],
        ready=[each for each in candidates if not each.problems and not each.reason],
        lacking=[each for each in candidates if each.problems and each.ticked],
        inside=[record for record in inside if record.pk != screen.record.pk],
        held=readiness.held_rows(screen.record),
        join=join if len(join.fields["join"].choices) > 1 or join.errors else None,
        notices=shown_notices(screen, candidates),
    )


def check(
    screen: Screen, candidates: list[Candidate], join: JoinForm, inside: list[Record], fault: Refused | None
) -> None:
    """The checklist of each candidate, were it submitted with what is ticked, and who names it."""
    together = [record.public_id for record in [*inside, *joined(join)]]
    together += [candidate.record.public_id for candidate in candidates if candidate.ticked]
    naming = sets.named_by([each.record for each in candidates], [each.record for each in candidates[1:]])
    for candidate in candidates:
        candidate.check(together)
        candidate.named_by = naming.get(candidate.record.pk, [])
        if isinstance(fault, NotReady) and candidate.ticked:
            candidate.problems = listed(fault.by_record.get(candidate.record.pk, []), candidate.record)
        if isinstance(fault, Stale):
            candidate.show_since(screen.typed(f"{candidate.prefix}-revision"))


def joined(join: JoinForm) -> list[Record]:
    """Who is in the set that was chosen, if any."""
    chosen = join.cleaned_data.get("join") if join.is_bound and join.is_valid() else None
    return list(Record.objects.filter(editions__release_item__release=chosen)) if chosen else []


def shown_notices(screen: Screen, candidates: list[Candidate]) -> list[Notice]:
    """What readers will see of the change as typed; nothing before the button was pressed or a kind was chosen."""
    lead = candidates[0]
    asked = screen.acts and screen.typed("act") == SHOW and lead.form.is_bound
    if not asked or lead.document is None or lead.listing is None:
        return []
    lead.form.is_valid()
    if not lead.form.change["kind"]:
        return []
    members = [each.edition for each in candidates[1:] if each.edition and each.ticked]
    return notices(lead.document, lead.form.change, lead.listing, members)


def recall(screen: Screen) -> HttpResponse:
    return on_open_edition(
        screen, "recall", rules.may_recall, reviewing.recall,
        "The submission goes back to draft, so that it can be worked on. Approvals given so far end.",
        "Recalled: the edition is a draft again.",
    )  # fmt: skip


def discard(screen: Screen) -> HttpResponse:
    return on_open_edition(
        screen, "discard", rules.may_discard, drafting.discard,
        "The open edition is closed and the form goes back to what is public. Its revisions stay in the history.",
        "Discarded: the form shows again what is public.",
    )  # fmt: skip


def on_open_edition(
    screen: Screen, verb: str, may: Callable[[User, Edition], str | None], act: Callable, what: str, done: str
) -> HttpResponse:
    """A page that says what will happen, and a button that does it."""
    edition = screen.open_edition()
    if edition is None:
        return screen.nothing_open()
    reason = may(screen.user, edition)
    if not screen.acts:
        return screen.confirm(verb, what, reason=reason)
    if reason:
        return screen.confirm(verb, what, reason=reason, status=denied(screen.user, verb, edition))
    if fault := attempt(partial(act, actor=screen.user, edition=edition)):
        return screen.confirm(verb, what, fault=fault, status=status_of(fault))
    return screen.done(done)
