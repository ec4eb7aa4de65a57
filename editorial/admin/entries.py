"""Incidents and visits in the admin: what stands on timelines."""

from django.contrib import admin

from editorial.admin.base import NOTES, BaseRecordAdmin, dated
from editorial.admin.browsing import DossierFilter, IncidentKindFilter, StateFilter, TopicFilter
from editorial.admin.incident_parts import (
    AttachmentInline,
    AttributionInline,
    FigureInline,
    MeasureInline,
    ParticipationInline,
    PositionInline,
    ResponseInline,
    VisitParticipationInline,
)
from editorial.admin.parts import CitationInline, ClaimInline, DossierInline, TranslationInline
from editorial.admin.site import desk
from editorial.forms.records import EntryForm, IncidentForm
from editorial.models import Incident, Visit

STANDING = (
    "How sure it is that this happened. Everything but “established” is somebody's: say whose in the statements below."
)


@admin.register(Incident, site=desk)
class IncidentAdmin(BaseRecordAdmin):
    form = IncidentForm
    list_display = ("name", "date", "kind", "standing", "state", "public_version")
    list_filter = (StateFilter, DossierFilter, IncidentKindFilter, TopicFilter)
    lookups = ("state", "dossier", "kind", "topic")
    fieldsets = (
        (
            "What happened",
            {"fields": ("title", ("kind", "standing"), "summary", ("place", "place_held"), "topics")},
        ),
        dated("order_in_day"),
        (
            "Stage of a legal case",
            {
                "fields": (("case", "stage"),),
                "description": "Only where the incident is a step of a case that has others: give both, or neither.",
                "classes": ("collapse",),
            },
        ),
        (
            "Where only one side is shown",
            {"fields": ("one_sided_reason",), "classes": ("after-positions",)},
        ),
        NOTES,
    )
    autocomplete_fields = ("place",)
    inlines = (
        ParticipationInline,
        MeasureInline,
        AttributionInline,
        PositionInline,
        ResponseInline,
        FigureInline,
        AttachmentInline,
        ClaimInline,
        CitationInline,
        TranslationInline,
        DossierInline,
    )
    words = {
        "title": ("", "Who did what, as a headline: “Czech Republic expels 18 members of the Russian embassy”."),
        "kind": ("What happened", "The narrowest word that is true: “expulsion”, not “other”."),
        "standing": ("", STANDING),
        "topics": ("Topics", "Every subject that a reader would look for it under."),
        "place": ("", "Where it happened, as narrow as the sources are: the site, else the town."),
        "place_held": ("hold the place back", "Readers do not see it until somebody unticks this."),
        "case": ("Case", "The same word on every stage of one case: “novak-extradition”."),
        "stage": ("Stage", "What happened in the case here: “requested”, “ruled”."),
        "one_sided_reason": (
            "Why only one side is shown",
            "For readers, one sentence: “Russia has not commented as of 1 May 2021.” Empty where both sides speak.",
        ),
    }


@admin.register(Visit, site=desk)
class VisitAdmin(BaseRecordAdmin):
    form = EntryForm
    list_display = ("name", "date", "state", "public_version")
    fieldsets = (
        ("What happened", {"fields": ("title", ("kind", "standing"), ("place", "place_held"), "summary")}),
        dated("order_in_day"),
        NOTES,
    )
    autocomplete_fields = ("place",)
    inlines = (VisitParticipationInline, ClaimInline, CitationInline, TranslationInline, DossierInline)
    words = {
        "title": ("", "Who visits whom or where: “Leonid Brezhnev visits Prague”."),
        "place": ("", "The town or site; further stops stand in the statements."),
    }
