"""The seven record types in the admin, and the parent that pickers of any type search in."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial.admin.base import BaseRecordAdmin
from editorial.admin.parts import (
    DATE,
    AccessPointInline,
    CitationInline,
    ClaimInline,
    MembershipInline,
    NameInline,
    ParticipationInline,
    SideInline,
    TenureInline,
)
from editorial.admin.site import desk
from editorial.forms.records import VisitForm
from editorial.forms.selects import is_uuid
from editorial.models import Country, Dossier, Organisation, Person, Place, Record, Source, Visit

NOTES = ("Notes and address", {"fields": ("public_note", "desk_note", "slug"), "classes": ("collapse",)})
CHOSEN_IN_PICKERS = (Person, Country, Organisation, Place, Source)


def dated(*further: Any) -> tuple[str, dict]:
    """The date's fieldset; `further` are fields that belong beside it."""
    return ("Date", {"fields": (*DATE, *further)})


@admin.register(Visit, site=desk)
class VisitAdmin(BaseRecordAdmin):
    form = VisitForm
    list_display = ("name", "date", "state", "public_version")
    fieldsets = (
        (None, {"fields": ("title", ("kind", "standing"), ("place", "place_held"), "summary")}),
        dated("order_in_day"),
        NOTES,
    )
    autocomplete_fields = ("place",)
    inlines = (ParticipationInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Source, site=desk)
class SourceAdmin(BaseRecordAdmin):
    list_display = ("name", "source_kind", "date", "state", "public_version")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("original_title", "language"),
                    ("source_kind", "author"),
                    ("publisher", "publisher_held", "publisher_as_stated"),
                    "summary",
                )
            },
        ),
        dated(),
        NOTES,
    )
    autocomplete_fields = ("publisher",)
    inlines = (AccessPointInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Person, site=desk)
class PersonAdmin(BaseRecordAdmin):
    fieldsets = ((None, {"fields": ("title", "summary")}), NOTES)
    inlines = (NameInline, TenureInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Country, site=desk)
class CountryAdmin(BaseRecordAdmin):
    list_display = ("name", "historical", "state", "public_version")
    fieldsets = (
        (None, {"fields": ("title", "historical", ("predecessor", "predecessor_held"), "summary")}),
        ("Existed", {"fields": DATE, "classes": ("collapse",)}),
        NOTES,
    )
    autocomplete_fields = ("predecessor",)
    inlines = (NameInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Organisation, site=desk)
class OrganisationAdmin(BaseRecordAdmin):
    list_display = ("name", "organisation_kind", "state", "public_version")
    fieldsets = (
        (None, {"fields": ("title", "organisation_kind", ("country", "country_held"), "summary")}),
        NOTES,
    )
    autocomplete_fields = ("country",)
    inlines = (NameInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Place, site=desk)
class PlaceAdmin(BaseRecordAdmin):
    list_display = ("name", "place_kind", "state", "public_version")
    fieldsets = (
        (None, {"fields": ("title", "place_kind", ("country", "country_held"), "summary")}),
        NOTES,
    )
    autocomplete_fields = ("country",)
    inlines = (NameInline, ClaimInline, CitationInline, MembershipInline)


@admin.register(Dossier, site=desk)
class DossierAdmin(BaseRecordAdmin):
    list_filter = BaseRecordAdmin.list_filter[:1]
    fieldsets = ((None, {"fields": ("title", "slug", "summary")}), ("Notes", {"fields": ("public_note", "desk_note")}))
    inlines = (SideInline, ClaimInline, CitationInline)


@admin.register(Record, site=desk)
class RecordAdmin(BaseRecordAdmin):
    """Any record: searched by pickers, never edited as such. Its plus asks first which type the new draft has."""

    fields = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("admin:index")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The form of a record is that of its type; a new one needs a type first."""
        if object_id is None:
            return self.choose_type(request)
        record = Record.objects.filter(pk=object_id).first() if is_uuid(object_id) else None
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(reverse(f"admin:editorial_{record.type}_change", args=[record.pk]))

    def choose_type(self, request: HttpRequest) -> HttpResponse:
        popup = "_popup" in request.GET
        types = [
            (model._meta.verbose_name, reverse(f"admin:editorial_{model._meta.model_name}_add"))
            for model in CHOSEN_IN_PICKERS
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": "What is it?",
            "is_popup": popup,
            "query": "?_popup=1" if popup else "",
            "types": types,
            "allowed": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/editorial/choose_type.html", context)
