"""Addresses of the API, version 1. Everything that is no resource gets problem details, not a page."""

from django.urls import path, re_path

from relations.api import answers, shapes
from relations.api.catalog import Catalog
from relations.api.changes import Changes
from relations.api.citing import citation_view
from relations.api.comparing import compare_view
from relations.api.contents import CONTENTS
from relations.api.corrections import Corrections
from relations.api.description import OpenApi
from relations.api.dumps import DumpFile, Dumps, shelved
from relations.api.explaining import Problem, Problems
from relations.api.items import item_view
from relations.api.ledgers import Ledgers
from relations.api.lists import entry_list, listing_list
from relations.api.pages import documentation, resource
from relations.api.root import Root, unknown
from relations.api.search import Search
from relations.api.status import Status, watched
from relations.api.transparency import Transparency
from relations.api.versions import version_list, version_view
from relations.api.vocabularies import Topics, TopicView, Vocabularies, VocabularyItem
from relations.api.withdrawals import Withdrawals

# word -> type and shape of its items; the timeline joins the two of entries.
ENTRIES = (("incidents", "incident", shapes.IncidentItem), ("visits", "visit", shapes.VisitItem))
PROFILES = (
    ("sources", "source", shapes.SourceItem),
    ("people", "person", shapes.PersonItem),
    ("countries", "country", shapes.CountryItem),
    ("organisations", "organisation", shapes.OrganisationItem),
    ("places", "place", shapes.PlaceItem),
    ("series", "series", shapes.SeriesItem),
    ("dossiers", "dossier", shapes.DossierItem),
)

TYPES = (*ENTRIES, *PROFILES)

# What hangs on one record: the same for every type.
OF_RECORDS = [
    address
    for word, kind, item in TYPES
    for address in (
        path(f"api/v1/{word}/<str:public_id>/versions/", version_list(word, kind), name=f"api-{word}-versions"),
        path(f"api/v1/{word}/<str:public_id>/versions/<int:number>/", version_view(word, kind, item)),
        path(f"api/v1/{word}/<str:public_id>/compare/", compare_view(word, kind)),
        path(f"api/v1/{word}/<str:public_id>/citation/", citation_view(word, kind)),
    )
]

urlpatterns = [
    path("api/", documentation, name="api"),
    *[path(f"api/{word}/", resource(word), name=f"about-api-{word}") for word in CONTENTS],
    path("api/v1/", answers.published(Root), name="api-root"),
    path("api/v1/openapi.json", answers.published(OpenApi), name="api-openapi"),
    path("api/v1/changes/", answers.published(Changes), name="api-changes"),
    path("api/v1/corrections/", answers.published(Corrections), name="api-corrections"),
    path("api/v1/withdrawals/", answers.published(Withdrawals), name="api-withdrawals"),
    path("api/v1/dumps/", shelved(Dumps), name="api-dumps"),
    path("api/v1/dumps/<str:seq>/<str:name>", shelved(DumpFile), name="api-dumps-file"),
    path("api/v1/problems/", answers.published(Problems), name="api-problems"),
    path("api/v1/problems/<str:code>/", answers.published(Problem), name="api-problems-item"),
    path("api/v1/status/", watched(Status), name="api-status"),
    path("api/v1/topics/", answers.published(Topics), name="api-topics"),
    path("api/v1/topics/<str:topic>/", answers.published(TopicView)),
    path("api/v1/transparency/head/", answers.published(Transparency), name="api-transparency"),
    path("api/v1/vocabularies/", answers.published(Vocabularies), name="api-vocabularies"),
    path("api/v1/vocabularies/<str:name>/", answers.published(VocabularyItem)),
    path(".well-known/api-catalog", answers.published(Catalog), name="api-catalog"),
    path("api/v1/search/", answers.published(Search), name="api-search"),
    path("api/v1/ledger/", answers.published(Ledgers), name="api-ledger"),
    path("api/v1/timeline/", entry_list("timeline", None, shapes.EntryUnion), name="api-timeline"),
    *[path(f"api/v1/{word}/", entry_list(word, kind, item), name=f"api-{word}") for word, kind, item in ENTRIES],
    *[path(f"api/v1/{word}/", listing_list(word, kind, item), name=f"api-{word}") for word, kind, item in PROFILES],
    *[
        path(f"api/v1/{word}/<str:public_id>/", item_view(word, kind, item), name=f"api-{word}-item")
        for word, kind, item in TYPES
    ],
    *OF_RECORDS,
    re_path(r"^api(?:/[\s\S]*)?\Z", unknown, name="api-unknown"),
]
