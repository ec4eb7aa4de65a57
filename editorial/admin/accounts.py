"""Accounts in the admin: thin forms over `services.accounts`. No password of another, no own role, no deletion."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from editorial.admin.browsing import BoundedAsking
from editorial.admin.permissions import AccountPermissions
from editorial.admin.site import desk
from editorial.forms.accounts import AccountForm, NewAccountForm
from editorial.models import User
from editorial.services import accounts


@admin.register(User, site=desk)
class AccountAdmin(AccountPermissions, BoundedAsking, admin.ModelAdmin):
    actions = None
    list_display = ("username", "full_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    lookups = ("groups__id__exact", "is_active__exact")  # none that could ask for a password's hash
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    form = AccountForm
    fieldsets = ((None, {"fields": ("first_name", "last_name", "email", "roles", "is_active")}),)
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "password1", "password2", "roles")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Accounts", **(extra_context or {})})

    @admin.display(description="name", empty_value="–", ordering="last_name")
    def full_name(self, account: User) -> str | None:
        return account.get_full_name() or None

    @admin.display(description="roles", empty_value="none")
    def roles(self, account: User) -> str:
        return ", ".join(group.name for group in account.groups.all())

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> type:
        if obj is None:
            return super().get_form(request, obj, change, **{**kwargs, "form": NewAccountForm})
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> User:
        """The account as typed; it is `save_model` that writes."""
        return form.instance

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        typed = form.cleaned_data
        if not change:
            accounts.create_account(actor=request.user, account=obj, password=typed["password1"], roles=typed["roles"])
            return
        account = User.objects.select_for_update().get(pk=obj.pk)
        profile = {name: typed[name] for name in accounts.PROFILE}
        accounts.describe_account(actor=request.user, account=account, **profile)
        if account.pk != request.user.pk:
            accounts.set_roles(actor=request.user, account=account, roles=typed["roles"])
            accounts.set_active(actor=request.user, account=account, active=typed["is_active"])

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        """Roles are written by the service; there is nothing else beside the row."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """Grants stand on the start page; Django's own log is not kept."""
        return redirect("admin:index")
