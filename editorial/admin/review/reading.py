"""A screen that only shows: the proposed public page."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from editorial.admin.review import proposed
from editorial.admin.review.screen import Screen
from editorial.forms.anchors import number_in
from editorial.models import Revision
from relations import languages


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
def preview(screen: Screen) -> HttpResponse:
    """The newest revision, or `?revision=ID`, as readers would see it, in the language of `?lang=`. The review screen
    shows it in a frame (`?framed=1`), where links open beside it: what was typed on the screen must not be lost.
    """
    asked = screen.request.GET.get("lang", "")
    with translation.override(asked if asked in languages.LANGUAGES else languages.ORIGINAL):
        response = proposed.page_of(asked_for(screen), framed=screen.request.GET.get("framed") == "1")
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def asked_for(screen: Screen) -> Revision:
    """The revision that the address names; 404 for one of another record."""
    revisions = Revision.objects.filter(record=screen.record).select_related("edition__record").order_by("-seq")
    wanted = screen.request.GET.get("revision", "")
    if wanted:
        revisions = revisions.filter(pk=number(wanted))
    revision = revisions.first()
    if revision is None:
        raise Http404
    return revision


def number(text: str) -> int:
    """A row number from an address; 0, which no row has, for anything else."""
    return number_in(text) or 0
