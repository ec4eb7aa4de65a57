"""Inlines of sources, people, countries, missions, series and dossiers."""

from django.db.models import QuerySet
from django.http import HttpRequest

from editorial.admin.parts import BOUNDS, DATE, PartInline
from editorial.forms.parts import CaseForm, InfoboxForm, NumberFormSet, SideForm
from editorial.models import (
    AccessPoint,
    Case,
    Era,
    InfoboxRow,
    Membership,
    Observation,
    Section,
    SeeAlso,
    Side,
    StaffCeiling,
    Tenure,
)


class AccessPointInline(PartInline):
    model = AccessPoint
    verbose_name_plural = "where it can be read"
    intro = "Addresses of the source, each with the day on which it was read and an archived copy."
    fields = (("url", "archive_url"), ("accessed", "content_sha256", "note"))
    more = (("position",),)


class TenureInline(PartInline):
    model = Tenure
    verbose_name_plural = "offices held"
    intro = "Example: President, Russia, 2000-05-07/2008-05-07."
    fields = (("office", "body", "date_edtf"),)
    more = (("date_as_stated",), BOUNDS, ("position", "held"))
    autocomplete_fields = ("body",)


class MembershipInline(PartInline):
    """A country in bodies."""

    model = Membership
    verbose_name_plural = "memberships"
    intro = "The country in international bodies. Example: suspended, 2022-04-07/.. (still so)."
    fields = (("body", "status", "date_edtf"),)
    more = (("date_as_stated",), BOUNDS, ("position", "held"))
    autocomplete_fields = ("body",)


class StaffCeilingInline(PartInline):
    model = StaffCeiling
    verbose_name_plural = "staff ceilings"
    intro = "How many people a mission may employ, and since when. Example: at most 32 embassy staff, 2021-05-31/.."
    fields = (("count", "category", "imposed_by", "date_edtf"),)
    more = (("date_as_stated", "note"), BOUNDS, ("position", "held"))
    autocomplete_fields = ("imposed_by",)


class ObservationInline(PartInline):
    model = Observation
    verbose_name_plural = "observations"
    intro = "One number a row. Example: 2016, 26; 2021-05, 12, at most."
    fields = (("period", "label", "qualifier", "value"),)
    more = ("note", ("position",))
    words = {
        "label": ("Which value", "Where one period has several: “men”, “women”."),
        "qualifier": ("Exact?", "Empty: exact."),
        "value": ("", "A decimal number in the unit above: 26, 3.5."),
    }


class SideInline(PartInline):
    model = Side
    form = SideForm
    verbose_name_plural = "sides"
    intro = "Exactly two. The state of today first, then those that it succeeded: Czech Republic, Czechoslovakia."
    fields = (("label", "countries"),)
    more = (("position",),)
    autocomplete_fields = ("countries",)
    max_num = 2

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("countries")


class SectionInline(PartInline):
    model = Section
    verbose_name_plural = "sections"
    intro = "Chapters of the page. Entries with the section's topic are listed in it; statements below choose their section."
    fields = (("heading", "topic"), "text")
    more = (("position",),)


class EraInline(PartInline):
    model = Era
    verbose_name_plural = "eras"
    intro = "Periods that the timeline is divided into. Example: Normalisation, 1968/1989."
    fields = (("label", "date_edtf", "note"),)
    more = (("date_as_stated",), DATE[1], ("position",))


class InfoboxInline(PartInline):
    model = InfoboxRow
    form = InfoboxForm
    formset = NumberFormSet
    verbose_name_plural = "infobox"
    intro = "Short facts beside the lead. Example: Embassy, second side, leads to the Embassy of Russia in Prague."
    fields = (("label", "side", "text", "target"),)
    autocomplete_fields = ("target",)


class CaseInline(PartInline):
    model = Case
    form = CaseForm
    formset = NumberFormSet
    verbose_name_plural = "legal cases"
    intro = (
        "Matters whose stages are incidents with the same key. Example: novak-extradition, Extradition of Ada Novak."
    )
    fields = (("title", "key", "section"),)
    more = (("position",),)


class SeeAlsoInline(PartInline):
    model = SeeAlso
    verbose_name_plural = "see also"
    intro = "Records that a reader of this relation may want next."
    fields = (("target", "note"),)
    autocomplete_fields = ("target",)
