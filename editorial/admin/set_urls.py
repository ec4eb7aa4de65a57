"""Addresses of sets, signed previews and vanishing, in the admin's namespace."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from editorial.admin.review import sets, vanishing
from editorial.admin.review.previewing import Previews
from editorial.admin.review.screen import on_screen

VIEWS = {"set": sets.one_set, "vanishing": vanishing.vanishing}


def set_urls(admin_site: AdminSite) -> list[URLPattern]:
    """`/admin/editorial/<verb>/<uuid>/`, named `editorial_<verb>`, as the other screens around a record."""
    screens = [
        path(
            f"editorial/{verb.replace('_', '-')}/<uuid:record_id>/",
            admin_site.admin_view(on_screen(admin_site, view)),
            name=f"editorial_{verb}",
        )
        for verb, view in VIEWS.items()
    ]
    return [*screens, *Previews(admin_site).urls]
