"""Root address table; the desk joins only where it is installed. Fixed words first: dossier slugs refuse them."""

from django.apps import apps
from django.conf import settings
from django.urls import include, path

from relations.api import failures
from relations.views import (
    about,
    citing,
    comparing,
    corrections,
    data,
    dossiers,
    embeds,
    evidence,
    home,
    items,
    ledger,
    reports,
    search,
    sitemaps,
    statistics,
    system,
    timeline,
    visits,
)

handler400 = failures.bad_request
handler404 = failures.not_found
handler500 = failures.server_error

DESK = [path("admin/", include("editorial.urls"))] if apps.is_installed("editorial") else []

HEALTH = [path("livez/", system.livez), path("readyz/", system.readyz)]

PUBLIC = [
    path("", include("relations.api.urls")),
    path("about/", about.who, name="about"),
    path("about/method/", about.method, name="method"),
    path("about/codebook/", about.book, name="codebook"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("data/", data.offered, name="data"),
    path("report/", reports.report, name="report"),
    path("report/received/", reports.received),
    path("search/", search.search, name="search"),
    path("search/opensearch.xml", search.description),
    path("robots.txt", sitemaps.robots),
    path("sitemap.xml", sitemaps.index),
    path("sitemap/pages.xml", sitemaps.pages),
    path("sitemap/<str:word>.xml", sitemaps.part),
    path("embed/oembed/", embeds.oembed),
    path("embed/<type_word:word>/<public_id:public_id>/", embeds.embed, name="embed"),
    path("embed/<type_word:word>/<public_id:public_id>/v<int:number>/", embeds.embed),
    path("evidence/<sha256:sha256>/", evidence.file),
    path("r/<public_id:public_id>/", items.short),
    path("r/<public_id:public_id>/v<int:number>/", items.short),
    path("<type_word:word>/<public_id:public_id>/", citing.offered(items.record)),
    path("<type_word:word>/<public_id:public_id>/<str:slug>/", citing.offered(items.record)),
    path("<type_word:word>/<public_id:public_id>/<str:slug>/versions/", items.versions),
    path("<type_word:word>/<public_id:public_id>/<str:slug>/v<int:number>/", citing.offered(items.version)),
    path("<type_word:word>/<public_id:public_id>/<str:slug>/compare/<int:first>..<int:second>/", comparing.compare),
    path("", home.home),
    path("<slug:dossier>/", citing.offered(dossiers.dossier)),
    path("<slug:dossier>/timeline/", timeline.timeline),
    path("<slug:dossier>/visits/", visits.table),
    path("<slug:dossier>/ledger/", ledger.page),
    path("<slug:dossier>/statistics/", statistics.page),
    path("<slug:dossier>/corrections/", corrections.page),
    path("<slug:dossier>/versions/", items.versions),
    path("<slug:dossier>/compare/<int:first>..<int:second>/", comparing.compare),
    path("<slug:dossier>/v<int:number>/", citing.offered(items.version)),
]

# A desk process serves editors alone; its previews need the public templates, never the public addresses.
urlpatterns = [*DESK, *HEALTH, *([] if settings.ROLE == "desk" else PUBLIC)]
