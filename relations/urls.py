"""Root address table; the desk joins only where it is installed."""

from django.apps import apps
from django.urls import include, path

urlpatterns = [path("admin/", include("editorial.urls"))] if apps.is_installed("editorial") else []
