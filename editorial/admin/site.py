"""The admin site of the desk: its start page, the screens of review, and nothing that a cache may keep."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern

from editorial import rules
from editorial.admin.assigning import assigning_urls
from editorial.admin.bulk import bulk_urls
from editorial.admin.evidence import evidence_urls
from editorial.admin.finding import find_urls
from editorial.admin.guide import guide_urls
from editorial.admin.history import log_urls
from editorial.admin.logging_in import Doors, door_urls
from editorial.admin.notices import notice_urls
from editorial.admin.permission_page import permission_urls
from editorial.admin.picking import RecordSearch
from editorial.admin.reports import report_urls
from editorial.admin.review_urls import review_urls
from editorial.admin.set_urls import set_urls
from editorial.admin.similar import similar_urls
from editorial.admin.understanding import understanding_urls
from editorial.admin.work import start, work_urls
from editorial.models import LogLine, User
from editorial.selectors import team
from editorial.workflow import RoleName

GRANTS = (
    *("create_account", "set_roles", "open_account", "close_account", "change_address"),
    *("invite", "withdraw_invitation", "reset_second_factor"),
)
SHOWN_GRANTS = 8


class DeskSite(Doors, admin.AdminSite):
    """Django's admin with the desk's own start page and screens."""

    site_title = "Desk"
    site_header = "Desk"
    index_title = "Desk"
    index_template = "admin/desk_index.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern]:
        """Without Django's redirect to a record's public page, which fails on addresses that are no ids."""
        usual = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        return [
            *door_urls(self),
            *permission_urls(self),
            *review_urls(self),
            *assigning_urls(self),
            *notice_urls(self),
            *evidence_urls(self),
            *report_urls(self),
            *log_urls(self),
            *bulk_urls(self),
            *find_urls(self),
            *similar_urls(self),
            *set_urls(self),
            *understanding_urls(self),
            *guide_urls(self),
            *work_urls(self),
            *usual,
        ]

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """Every answer of the desk is `no-store`."""
        return super().admin_view(view)

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        return RecordSearch.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        context = start(request) | {"grants": grants_for(request.user), "welcome": team.welcome(request.user)}
        return super().index(request, context | (extra_context or {}))


def grants_for(user: User) -> QuerySet:
    """Who was lately given which role: shown to everyone who publishes or manages accounts."""
    publisher = rules.lacks_role(user, RoleName.PUBLISHER) is None
    shown = publisher or rules.may_manage_accounts(user) is None
    rows = LogLine.objects.filter(verb__in=GRANTS).select_related("actor").order_by("-pk")
    return rows[:SHOWN_GRANTS] if shown else rows.none()


desk = DeskSite(name="admin")
desk.disable_action("delete_selected")
