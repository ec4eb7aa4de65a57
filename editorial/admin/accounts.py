"""Accounts in the admin: thin forms over `services.accounts`. No password of another, no own role, no deletion."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse

from editorial import rules
from editorial.admin.access import LINK, access, access_urls, invite_by_link
from editorial.admin.browsing import BoundedAsking
from editorial.admin.permissions import AccountPermissions
from editorial.admin.site import desk
from editorial.forms.accounts import AccountForm, NewAccountForm
from editorial.models import User
from editorial.selectors import team
from editorial.services import account_letters, accounts

MOVED = "the address of this account was changed by an administrator; letters go to the new one."


@admin.register(User, site=desk)
class AccountAdmin(AccountPermissions, BoundedAsking, admin.ModelAdmin):
    actions = None
    list_display = ("username", "full_name", "roles", "standing", "last_login")
    list_filter = ("groups", "is_active")
    lookups = ("groups__id__exact", "is_active__exact")  # none that could ask for a password's hash
    search_fields = ("username", "first_name", "last_name", "email")
    ordering = ("username",)
    form = AccountForm
    change_form_template = "admin/accounts/account_form.html"
    change_list_template = "admin/accounts/account_list.html"
    fieldsets = ((None, {"fields": ("first_name", "last_name", "email", "roles", "is_active")}),)
    add_fieldsets = ((None, {"fields": ("username", "first_name", "last_name", "email", "roles")}),)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        context = {"title": "Accounts", "missing": team.missing(), "has_mail": account_letters.has_mail()}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="name", empty_value="–", ordering="last_name")
    def full_name(self, account: User) -> str | None:
        return account.get_full_name() or None

    @admin.display(description="roles", empty_value="none")
    def roles(self, account: User) -> str:
        return ", ".join(group.name for group in account.groups.all())

    @admin.display(description="account", ordering="is_active")
    def standing(self, account: User) -> str:
        return team.standing(account)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[URLPattern]:
        return [*access_urls(self), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        return self.fieldsets if obj else self.add_fieldsets

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> type:
        if obj is None:
            return super().get_form(request, obj, change, **{**kwargs, "form": NewAccountForm})
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """Letters leave when the transaction of the form is through: none for what was refused after all."""
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        for letter in getattr(request, "letters", []):
            letter()
        return answer

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """Below the form stands what can be done about how the person gets in; a link is shown once."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        context["title"] = "Invite somebody"
        if (account := context.get("original")) is not None:
            saved = User.objects.get(pk=account.pk)
            context |= {"title": str(saved), "subtitle": None}
            context["access"] = access(request.user, saved)
            context["link"] = request.session.pop(LINK, None) if request.method == "GET" else None
        return super().render_change_form(request, context, *args, **kwargs)

    def save_form(self, request: HttpRequest, form: ModelForm, change: bool) -> User:
        """The account as typed; it is `save_model` that writes."""
        return form.instance

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        typed = form.cleaned_data
        if not change:
            accounts.create_account(actor=request.user, account=obj, roles=typed["roles"])
            request.letters = [partial(invite_by_link, request, obj)]
            return
        account = User.objects.select_for_update().get(pk=obj.pk)
        before = account.email
        profile = {name: typed[name] for name in accounts.PROFILE}
        accounts.describe_account(actor=request.user, account=account, **profile)
        if before and before != account.email:
            request.letters = [partial(account_letters.tell, account, MOVED, address=before)]
        if rules.may_set_roles(request.user, account) is None:
            accounts.set_roles(actor=request.user, account=account, roles=typed["roles"])
            accounts.set_active(actor=request.user, account=account, active=typed["is_active"])

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list, change: bool) -> None:
        """Roles are written by the service; there is nothing else beside the row."""

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """To the account, which says where its invitation went."""
        return redirect(reverse("admin:editorial_user_change", args=[obj.pk]))

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """Grants stand on the start page; Django's own log is not kept."""
        return redirect("admin:index")
