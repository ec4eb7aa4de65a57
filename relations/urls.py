"""Root address table; the desk joins only where it is installed. Fixed words first: dossier slugs refuse them."""

from django.apps import apps
from django.urls import include, path

from relations.views import system

handler400 = system.bad_request
handler404 = system.not_found
handler500 = system.server_error

DESK = [path("admin/", include("editorial.urls"))] if apps.is_installed("editorial") else []

urlpatterns = [
    *DESK,
    path("livez/", system.livez),
    path("readyz/", system.readyz),
]
