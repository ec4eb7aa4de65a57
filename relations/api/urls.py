"""Addresses of the API, version 1. Everything that is no resource gets problem details, not a page."""

from django.urls import path, re_path

from relations.api import answers, shapes
from relations.api.changes import Changes
from relations.api.description import OpenApi, documentation
from relations.api.items import item_view
from relations.api.lists import entry_list, listing_list
from relations.api.root import Root, unknown

PROFILES = (
    ("sources", "source", shapes.SourceItem),
    ("people", "person", shapes.PersonItem),
    ("countries", "country", shapes.CountryItem),
    ("organisations", "organisation", shapes.OrganisationItem),
    ("places", "place", shapes.PlaceItem),
    ("dossiers", "dossier", shapes.DossierItem),
)

urlpatterns = [
    path("api/", documentation, name="api"),
    path("api/v1/", answers.published(Root), name="api-root"),
    path("api/v1/openapi.json", answers.published(OpenApi), name="api-openapi"),
    path("api/v1/changes/", answers.published(Changes), name="api-changes"),
    path("api/v1/timeline/", entry_list("timeline", None, shapes.VisitItem), name="api-timeline"),
    path("api/v1/visits/", entry_list("visits", "visit", shapes.VisitItem), name="api-visits"),
    path("api/v1/visits/<str:public_id>/", item_view("visits", "visit", shapes.VisitItem), name="api-visit"),
    *[path(f"api/v1/{word}/", listing_list(word, kind, item), name=f"api-{word}") for word, kind, item in PROFILES],
    *[
        path(f"api/v1/{word}/<str:public_id>/", item_view(word, kind, item), name=f"api-{kind}")
        for word, kind, item in PROFILES
    ],
    re_path(r"^api(?:/[\s\S]*)?\Z", unknown, name="api-unknown"),
]
