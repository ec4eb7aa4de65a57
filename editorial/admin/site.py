"""The admin site of the desk: its start page, the screens of review, and nothing that a cache may keep."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern

from editorial import rules
from editorial.admin.review_urls import review_urls
from editorial.forms.selects import label_of
from editorial.models import LogLine, Record
from editorial.workflow import RANK, RoleName

GRANTS = ("create_account", "set_roles", "open_account", "close_account")
SHOWN_GRANTS = 8


class RecordSearch(AutocompleteJsonView):
    """What a picker finds; where any type may be chosen, each line says which one it is."""

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        found = super().serialize_result(obj, to_field_name)
        if type(obj) is Record:
            found["text"] = label_of(found["text"], obj.type, with_type=True)
        return found


class DeskSite(admin.AdminSite):
    """Django's admin with the desk's own start page and screens."""

    site_title = "Desk"
    site_header = "Desk"
    index_title = "Desk"
    index_template = "admin/desk_index.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern]:
        return [*review_urls(self), *super().get_urls()]

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Every answer of the desk is `no-store`."""
        return super().admin_view(view)

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return RecordSearch.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().index(request, {**worklists_of(request), **(extra_context or {})})


def worklists_of(request: HttpRequest) -> dict[str, Any]:
    """What the start page shows beside the list of types."""
    publisher = rules.rank_of(request.user) >= RANK[RoleName.PUBLISHER] or rules.may_manage_accounts(request.user) is None
    grants = LogLine.objects.filter(verb__in=GRANTS).select_related("actor") if publisher else LogLine.objects.none()
    return {"grants": grants[:SHOWN_GRANTS]}


desk = DeskSite(name="admin")
desk.disable_action("delete_selected")
