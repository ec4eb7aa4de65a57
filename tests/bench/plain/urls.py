"""The real addresses and the yardstick beside them, behind the same middleware."""

from django.urls import include, path

from tests.bench.plain import views

urlpatterns = [path("plain/<slug:word>/", views.timeline), path("", include("relations.urls"))]
