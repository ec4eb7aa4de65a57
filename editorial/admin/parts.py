"""Inlines: the parts of a record as rows of its form. Numbers are given and rows removed by `drafting`, never here."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from editorial.admin.fields import DeskFields
from editorial.admin.permissions import PartPermissions
from editorial.forms.records import CitationForm, CitationFormSet, MembershipForm, PartForm, PartFormSet, RowFormSet
from editorial.models import (
    AccessPoint,
    Citation,
    Claim,
    DossierMembership,
    Name,
    Participation,
    Side,
    Tenure,
)

DATE = (("date_edtf", "date_as_stated"), ("date_not_before", "date_not_after", "date_bounds_reason"))


class PartInline(PartPermissions, DeskFields, admin.StackedInline):
    """One list of numbered parts. Removed ones stay in the table as stubs and are not shown."""

    form = PartForm
    formset = PartFormSet
    fk_name = "record"
    extra = 1
    template = "admin/editorial/part.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(removed=False).order_by("position", "n")


class ClaimInline(PartInline):
    model = Claim
    fields = ("text", ("standing", "holder", "position", "held"))
    autocomplete_fields = ("holder",)


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    fields = (("anchor", "source", "stance"), ("locator", "quote", "language", "position", "held"))
    autocomplete_fields = ("source",)


class ParticipationInline(PartInline):
    model = Participation
    fields = (("role", "who", "capacity"), ("state", "state_inferred", "alleged", "position", "held"))
    autocomplete_fields = ("who", "state")


class AccessPointInline(PartInline):
    model = AccessPoint
    fields = (("url", "archive_url"), ("accessed", "content_sha256", "note", "position"))


class TenureInline(PartInline):
    model = Tenure
    fields = (("office", "body"), *DATE, ("position", "held"))
    autocomplete_fields = ("body",)


class NameInline(PartInline):
    model = Name
    fields = (("text", "language", "position"),)


class SideInline(PartInline):
    model = Side
    fields = (("label", "countries", "position"),)
    autocomplete_fields = ("countries",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("countries")


class MembershipInline(PartPermissions, DeskFields, admin.StackedInline):
    model = DossierMembership
    form = MembershipForm
    formset = RowFormSet
    fk_name = "record"
    extra = 1
    template = "admin/editorial/part.html"
    fields = (("dossier", "position", "held"),)
    autocomplete_fields = ("dossier",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("dossier")
