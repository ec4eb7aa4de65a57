"""`/admin/-/permissions/`: who may do what, as the rules answer it. Shows, and changes nothing."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from editorial import rules
from editorial.models import User
from editorial.selectors import permissions
from editorial.workflow import EditionState, RoleName

NAME = "permissions"


def permission_urls(site: AdminSite) -> list[URLPattern]:
    def shown(request: HttpRequest) -> HttpResponse:
        return permission_page(site, request)

    return [path("-/permissions/", site.admin_view(shown), name=NAME)]


def permission_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """For everybody who is logged in: it says nothing about records."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    asked = request.GET.get("role", "")
    role = asked if asked in permissions.ROLES else own_role(request.user)
    acts = permissions.acts()
    context = {
        "title": "Who may do what",
        "states": [(state, EditionState(state).label) for state in EditionState.values],
        "rows": [(act, [act.lowest[state] for state in EditionState.values]) for act in acts],
        "acts": acts,
        "role": role,
        "roles": permissions.ROLES,
        "own": sorted(rules.roles_of(request.user)),
        "sentences": permissions.sentences(role),
        "others": permissions.others(),
        "beyond": permissions.rules_without_edition(),
    }
    return TemplateResponse(request, "admin/accounts/permissions.html", site.each_context(request) | context)


def own_role(user: User) -> str:
    """The highest editorial role of somebody, else what they are."""
    held = [role for role in RoleName.values if role in rules.roles_of(user)]
    editorial = [role for role in held if role != RoleName.ADMINISTRATOR]
    return [*held[:1], *editorial][-1] if held else permissions.SUPERUSER if user.is_superuser else RoleName.AUTHOR
