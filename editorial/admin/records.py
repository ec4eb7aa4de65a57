"""Sources, profiles, series and dossiers in the admin."""

from django.contrib import admin

from editorial.admin.base import NOTES, BaseRecordAdmin, dated
from editorial.admin.browsing import DossierFilter, StateFilter, TopicFilter
from editorial.admin.incident_parts import AttachmentInline
from editorial.admin.parts import (
    DATE,
    CitationInline,
    ClaimInline,
    DossierInline,
    NameInline,
    SectionClaimInline,
    TranslationInline,
)
from editorial.admin.profile_parts import (
    AccessPointInline,
    CaseInline,
    EraInline,
    InfoboxInline,
    MembershipInline,
    ObservationInline,
    SectionInline,
    SeeAlsoInline,
    SideInline,
    StaffCeilingInline,
    TenureInline,
)
from editorial.admin.site import desk
from editorial.models import Country, Dossier, Organisation, Person, Place, Series, Source

EXISTED = {"fields": DATE, "classes": ("collapse",)}


@admin.register(Source, site=desk)
class SourceAdmin(BaseRecordAdmin):
    list_display = ("name", "source_kind", "date", "state", "public_version")
    list_filter = (StateFilter, DossierFilter, TopicFilter)
    lookups = ("state", "dossier", "topic")
    fieldsets = (
        (
            "The source",
            {
                "fields": (
                    "title",
                    ("original_title", "language"),
                    ("source_kind", "author"),
                    ("publisher", "publisher_held", "publisher_as_stated"),
                    "summary",
                    "topics",
                )
            },
        ),
        dated(),
        NOTES,
    )
    autocomplete_fields = ("publisher",)
    inlines = (AccessPointInline, AttachmentInline, ClaimInline, CitationInline, TranslationInline, DossierInline)


@admin.register(Person, site=desk)
class PersonAdmin(BaseRecordAdmin):
    fieldsets = (("The person", {"fields": ("title", "deceased", "summary")}), NOTES)
    inlines = (NameInline, TenureInline, ClaimInline, CitationInline, TranslationInline, DossierInline)
    words = {
        "deceased": (
            "has died",
            "Tick it only when a source says so: a record that accuses a living person needs two approvals.",
        )
    }


@admin.register(Country, site=desk)
class CountryAdmin(BaseRecordAdmin):
    list_display = ("name", "historical", "state", "public_version")
    fieldsets = (
        (
            "The country",
            {"fields": ("title", ("historical", "iso_numeric"), ("predecessor", "predecessor_held"), "summary")},
        ),
        ("Existed", EXISTED),
        NOTES,
    )
    autocomplete_fields = ("predecessor",)
    inlines = (NameInline, MembershipInline, ClaimInline, CitationInline, TranslationInline, DossierInline)


@admin.register(Organisation, site=desk)
class OrganisationAdmin(BaseRecordAdmin):
    list_display = ("name", "organisation_kind", "state", "public_version")
    fieldsets = (
        (
            "The organisation",
            {
                "fields": (
                    "title",
                    "organisation_kind",
                    ("country", "country_held"),
                    ("parent", "parent_held"),
                    "summary",
                )
            },
        ),
        (
            "Mission",
            {
                "fields": (
                    ("sending_state", "sending_state_held"),
                    ("receiving_state", "receiving_state_held"),
                    ("seat", "seat_held"),
                ),
                "description": (
                    "Only for embassies, consulates and permanent missions, those of third states too. "
                    "Example: sent by Russia, accredited to the Czech Republic, seat Prague."
                ),
            },
        ),
        ("Existed", EXISTED),
        NOTES,
    )
    autocomplete_fields = ("country", "parent", "sending_state", "receiving_state", "seat")
    inlines = (NameInline, StaffCeilingInline, ClaimInline, CitationInline, TranslationInline, DossierInline)
    words = {
        "country": ("", "The state that it belongs to; for a mission, use the sending state below."),
        "parent": ("", "The larger body: the consular section is part of the embassy."),
    }


@admin.register(Place, site=desk)
class PlaceAdmin(BaseRecordAdmin):
    list_display = ("name", "place_kind", "state", "public_version")
    fieldsets = (
        (
            "The place",
            {
                "fields": (
                    "title",
                    "place_kind",
                    ("country", "country_held"),
                    ("inside", "inside_held"),
                    ("latitude", "longitude"),
                    "summary",
                )
            },
        ),
        NOTES,
    )
    autocomplete_fields = ("country", "inside")
    inlines = (NameInline, ClaimInline, CitationInline, TranslationInline, DossierInline)
    words = {"inside": ("", "The larger place: the depot is part of the village.")}


@admin.register(Series, site=desk)
class SeriesAdmin(BaseRecordAdmin):
    list_display = ("name", "unit", "state", "public_version")
    list_filter = (StateFilter, DossierFilter, TopicFilter)
    lookups = ("state", "dossier", "topic")
    fieldsets = (
        (
            "The series",
            {"fields": ("title", "definition", ("unit", "country", "country_held"), "comparable", "summary", "topics")},
        ),
        NOTES,
    )
    autocomplete_fields = ("country",)
    inlines = (ObservationInline, ClaimInline, CitationInline, TranslationInline, DossierInline)
    words = {
        "title": ("", "“Trust in Russia among Czech adults”."),
        "definition": (
            "",
            "What is counted, among whom and how: “Share of adults who name Russia a threat; poll of 1,000.”",
        ),
    }


@admin.register(Dossier, site=desk)
class DossierAdmin(BaseRecordAdmin):
    list_filter = (StateFilter,)
    lookups = ("state",)
    fieldsets = (
        ("The relation", {"fields": ("title", "slug", "summary", "lead")}),
        ("Notes", {"fields": ("public_note", "desk_note"), "classes": ("collapse", "last")}),
    )
    inlines = (
        SideInline,
        SectionInline,
        SectionClaimInline,
        EraInline,
        InfoboxInline,
        CaseInline,
        SeeAlsoInline,
        CitationInline,
        TranslationInline,
    )
