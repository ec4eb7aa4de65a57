"""The front page: what this is, search, the dossiers with their counts, how records are reviewed, cited and corrected."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from relations import dossiers, http, languages
from relations.models import Listing
from relations.views.dossiers import told

CHANGES_SHOWN = 6


@http.page
def home(request: HttpRequest) -> HttpResponse:
    """Every public dossier as a card."""
    context = {
        "description": _("A reviewed chronicle of relations between states: each statement beside its source."),
        "canonical": request.build_absolute_uri("/"),
        "here": "home",
        "dossiers": [card(row) for row in dossiers.every()],
        "changes": [told(change) for change in dossiers.changes(CHANGES_SHOWN)],
        "ignored": http.ignored(request),
    }
    return http.render("relations/home.html", context)


def card(row: Listing) -> dict[str, Any]:
    """One dossier in the language of the page; `changed`: when it or any of its entries last did."""
    texts = json.loads(row.item)
    return {
        "title": row.called,
        "summary": languages.said(texts["summary"]) if "summary" in texts else "",
        "path": row.path,
        "entries": row.entries or 0,
        "changed": row.last_change or row.updated_at,
    }
