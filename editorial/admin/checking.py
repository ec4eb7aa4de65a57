"""The page where somebody says that a public record was checked again and is still right."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from editorial import desk_rules
from editorial.admin.review.screen import Screen
from editorial.forms.checkups import CheckForm
from editorial.selectors.upkeep_lists import last_checks
from editorial.services import upkeep
from editorial.services.guarding import Refused

LABEL = "Checked again, still right"
UNPROCESSABLE = 422


def check(screen: Screen) -> HttpResponse:
    """An optional note and one button. Who came from the worklist goes back to it."""
    form, fault = CheckForm(screen.request.POST if screen.acts else None), None
    if screen.acts and form.is_valid():
        try:
            upkeep.check(actor=screen.user, record=screen.record, note=form.cleaned_data["note"])
            return screen.done(f"Noted: “{screen.record}” was checked and is still right.", way_back(screen))
        except Refused as refusal:
            fault = refusal
    return screen.page(
        "check",
        f"Check again: “{screen.record}”",
        status=UNPROCESSABLE if screen.acts else 200,
        form=form,
        fault=fault,
        label=LABEL,
        reason=desk_rules.may_check(screen.user, screen.record),
        last=last_checks([screen.record]).get(screen.record.pk),
        origin=screen.typed("from"),
        dossier_id=screen.typed("dossier"),
    )


def way_back(screen: Screen) -> str:
    """The worklist, with the dossier that was looked at; "" for the record's own form."""
    if screen.typed("from") != "stale":
        return ""
    url, dossier = reverse("admin:editorial_worklist", args=["stale"]), screen.typed("dossier")
    return f"{url}?{urlencode({'dossier': dossier})}" if dossier else url
