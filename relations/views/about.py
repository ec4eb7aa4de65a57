"""Pages about this site: how it works, what its words mean, who answers for it, what was tested. No record is shown here."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations import about, codebook, http
from relations.cards import transport_json
from relations.views import machines
from relations.vocabularies import RecordType, Standing

# Dates that show how each kind is worded and drawn; of nothing in particular.
EXAMPLES = (
    ("1983-05-14", gettext_lazy("Known to the day: a tick.")),
    ("1983-05", gettext_lazy("Known to the month: half-tone, one day somewhere in here.")),
    ("1983", gettext_lazy("Known to the year: half-tone over all of it.")),
    ("1983-05-14/1983-06-20", gettext_lazy("It lasted: solid from the first day to the last.")),
    ("1983~", gettext_lazy("Approximate: hatched, because the limits themselves are unsure.")),
    ("[..1983-05-16]", gettext_lazy("Only the latest possible day is known: an arrow into the time before.")),
    ("1983-05-14/..", gettext_lazy("It goes on: solid, with an arrow.")),
    ("198X", gettext_lazy("Only the decade is known; the strip shows its first year, the words say it.")),
)
# One invented sentence for each standing.
SAID = {
    Standing.ESTABLISHED: gettext_lazy("The embassy closed on 3 May."),
    Standing.ATTRIBUTED: gettext_lazy("The government says that the neighbour’s service did it."),
    Standing.DISPUTED: gettext_lazy("The ministry speaks of ten people, the embassy of six."),
    Standing.DENIED: gettext_lazy("The embassy denies that its staff were involved."),
    Standing.ALLEGED: gettext_lazy("One newspaper claims that a third person took part."),
}
FORMATS = ("json", "csv")


def page_of(request: HttpRequest, template: str, here: str, context: dict[str, Any]) -> HttpResponse:
    """One of these pages, with its own address as the canonical one."""
    shared = {
        "here": here,
        "canonical": request.build_absolute_uri(request.path_info),
        "ignored": http.ignored(request),
    }
    told = machines.about(request, context["title"])
    return http.render(f"relations/about/{template}.html", shared | context | told)


@http.page
def who(request: HttpRequest) -> HttpResponse:
    """`/about/`: who answers for the content, how to reach them, the rights of those who are named, the licence."""
    title, description = _("Who runs this"), _("Who answers for this chronicle.")
    return page_of(request, "who", "about", {"title": title, "description": description})


@http.page
def method(request: HttpRequest) -> HttpResponse:
    """`/about/method/`: what is recorded, how sure it is, how dates are meant, who reviews, what is corrected how."""
    standings = {value.value: value for value in codebook.values(Standing)}
    context = {
        "title": _("Method"),
        "description": _("What is recorded and on what grounds, how sure it is, who reviews it, what is not covered."),
        "inclusion": [(RecordType(kind).label, words) for kind, words in codebook.INCLUSION.items()],
        "standings": [(standings[value.value], said) for value, said in SAID.items()],
        "dates": [{"date": {"edtf": edtf}, "words": words} for edtf, words in EXAMPLES],
        "coverage": about.coverage(),
    }
    return page_of(request, "method", "method", context)


@http.page
def accessibility(request: HttpRequest) -> HttpResponse:
    """`/about/accessibility/`: what was tested, how, and what was not."""
    context = {"title": _("Accessibility"), "description": _("What was tested, how, and what was not.")}
    return page_of(request, "accessibility", "accessibility", context)


@http.page(known=("format",))
def book(request: HttpRequest) -> HttpResponse:
    """`/about/codebook/`: every closed list of values with its definitions; the same as JSON and CSV."""
    asked = request.GET.get("format", "")
    if asked == "json":
        return HttpResponse(book_json(), "application/json")
    if asked == "csv":
        return HttpResponse(book_csv(), "text/csv; charset=utf-8", headers=attachment("codebook.csv"))
    if asked:
        request.ignored = [*request.ignored, "format"]
    context = {
        "title": _("Codebook"),
        "description": _("Every kind, group, standing, role and measure of the record, with its definition."),
        "vocabularies": codebook.vocabularies(),
        "formats": [(name.upper(), f"{reverse('codebook')}?format={name}") for name in FORMATS],
    }
    return page_of(request, "codebook", "codebook", context)


def book_json() -> str:
    """The codebook for programs."""
    found = [
        {
            "vocabulary": each.name,
            "title": each.title,
            "where": each.where,
            "values": [{key: text for key, text in value._asdict().items() if text} for value in each.values],
        }
        for each in codebook.vocabularies()
    ]
    return transport_json({"data": found})


def book_csv() -> str:
    """One row a value. Our own words alone, none of which a spreadsheet would take for a formula."""
    text = io.StringIO()
    csv.writer(text).writerows([codebook.COLUMNS, *codebook.rows()])
    return text.getvalue()


def attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
