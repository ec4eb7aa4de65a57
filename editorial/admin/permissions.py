"""Who may open which page of the admin: defined once, from role groups. `has_perm` is never asked."""

from typing import Any

from django.http import HttpRequest

from editorial import rules
from editorial.models import Record


class RecordPermissions:
    """Roles look and draft; a superuser without a role looks. Nobody deletes a record."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.may_look(request.user) is None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.may_edit(request.user) is None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.may_edit(request.user, obj if isinstance(obj, Record) else None) is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class PartPermissions(RecordPermissions):
    """A part may be removed with the form of its record; the service keeps its number."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.may_edit(request.user) is None


class AccountPermissions:
    """Administrators see and manage accounts. Nobody deletes one."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rules.may_manage_accounts(request.user) is None

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)
