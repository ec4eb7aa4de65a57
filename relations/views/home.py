"""The front page: what this is, the dossiers with their counts, how records are reviewed, where the data is."""

from django.http import HttpRequest, HttpResponse

from relations import dossiers, http
from relations.views.dossiers import told

CHANGES_SHOWN = 6


@http.page
def home(request: HttpRequest) -> HttpResponse:
    """Every public dossier as a card."""
    context = {
        "description": "A reviewed chronicle of relations between states: each statement beside its source.",
        "canonical": request.build_absolute_uri("/"),
        "here": "home",
        "dossiers": list(dossiers.every()),
        "changes": [told(change) for change in dossiers.changes(CHANGES_SHOWN)],
        "ignored": http.ignored(request),
    }
    return http.render("relations/home.html", context)
