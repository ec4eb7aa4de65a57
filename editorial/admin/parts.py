"""Inlines that every record may have, and their base. Numbers are given and rows removed by `drafting`, never here."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from editorial.admin.fields import DeskFields
from editorial.admin.permissions import PartPermissions
from editorial.forms.citations import CitationForm, CitationFormSet, TranslationForm, TranslationFormSet
from editorial.forms.parts import DossierForm, NumberFormSet, PartForm, PartFormSet, RowFormSet, SectionClaimForm
from editorial.models import Citation, Claim, DossierMembership, Name, Translation

DATE = (("date_edtf", "date_as_stated"), ("date_not_before", "date_not_after", "date_bounds_reason"))
BOUNDS = DATE[1]
HOLD = ("hold this row back", "The row stays on the desk until somebody unticks it; nothing of it becomes public.")
ORDER = ("Order", "Rows stand in the order of these numbers; equal ones in the order in which they were added.")
DATE_HELP = "EDTF: 2021-04-17, 2021-04, 2021-04-17/2021-04-19, 1968~ (about), [..1935-05-16] (on or before)."

# Columns that few rows need, in words.
MORE = (
    ("note", "note"),
    ("date_as_stated", "date in words"),
    ("date_not_before", "bounds"),
    ("state_inferred", "inferred state"),
    ("position", "order"),
    ("held", "hold back"),
)


def columns(lines: tuple[Any, ...]) -> list[str]:
    """The column names of the lines of a fieldset."""
    return [name for line in lines for name in ([line] if isinstance(line, str) else line)]


class RowInline(PartPermissions, DeskFields, admin.StackedInline):
    """Rows of a record. `intro` says above the list what belongs in it, with an example."""

    formset: type[RowFormSet] = RowFormSet
    fk_name = "record"
    extra = 1
    intro = ""
    more: tuple[Any, ...] = ()  # lines behind "More": what few rows need

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str | None, dict]]:
        more = [(self.more_name(), {"fields": self.more, "classes": ("collapse",)})] if self.more else []
        return [(None, {"fields": self.fields}), *more]

    def more_name(self) -> str:
        """What stands behind it: a person looks for a word, not for “more”."""
        words = [word for name, word in MORE if name in columns(self.more)]
        return ", ".join(words).capitalize()

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type[RowFormSet]:
        return super().get_formset(request, obj, fields=columns((*self.fields, *self.more)), **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With the records that the rows name, so that no row asks for its own."""
        keys = [field.name for field in self.model._meta.get_fields() if isinstance(field, ForeignKey)]
        links = [name for name in keys if name != self.fk_name]
        return super().get_queryset(request).select_related(*links) if links else super().get_queryset(request)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        common = {"held": HOLD, "position": ORDER, "date_edtf": ("Date (EDTF)", DATE_HELP)}
        if db_field.name in common and db_field.name not in self.words:
            kwargs["label"], kwargs["help_text"] = common[db_field.name]
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PartInline(RowInline):
    """One list of numbered parts. Removed ones stay in the table as stubs and are not shown."""

    form = PartForm
    formset = PartFormSet
    more = (("position", "held"),)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(removed=False).order_by("position", "n")


class ClaimInline(PartInline):
    model = Claim
    verbose_name_plural = "statements"
    intro = (
        "What the record says, one sentence a row; each is cited below. What is not established belongs to somebody: "
        "“attributed”, held by the Government of the Czech Republic."
    )
    fields = ("text", ("standing", "holder"))
    autocomplete_fields = ("holder",)
    words = {
        "text": ("Statement", "One sentence: “On 17 April 2021 the government expelled 18 members of staff.”"),
        "standing": ("", "“Established” only where no side contests it; everything else needs a holder."),
        "holder": ("Whose statement", "The person, body or state that says so; empty when it is established."),
    }


class SectionClaimInline(ClaimInline):
    """Statements of a dossier, which stand in its sections."""

    form = SectionClaimForm
    formset = NumberFormSet
    fields = ("text", ("standing", "holder", "section"))


class CitationInline(PartInline):
    model = Citation
    form = CitationForm
    formset = CitationFormSet
    verbose_name_plural = "citations"
    intro = (
        "The proof: which part rests on which place of which source. The excerpt only lets a reader find the place: "
        "at most ten words, never a whole sentence."
    )
    fields = (("anchor", "source", "stance"), ("locator", "quote", "language"))
    more = (("through",), ("position", "held"))
    autocomplete_fields = ("source", "through")
    words = {
        "through": ("Cited through", "Where we read not the source but what another one reports of it: that one."),
        "locator": ("Where in the source", "Page, section, paragraph or table row: “Response, paragraph 2”."),
        "quote": ("Short excerpt", "A few words as they stand there: “eighteen employees of the embassy”."),
        "language": ("Its language", "Of the excerpt: en, cs, ru."),
    }


class TranslationInline(PartInline):
    model = Translation
    form = TranslationForm
    formset = TranslationFormSet
    verbose_name_plural = "translations"
    intro = (
        "One text of the record in another language; the English text stands beside it. When the English text changes, "
        "its translation is marked as older until you change it or tick “still right”."
    )
    fields = (("anchor", "language"), "text", "still_right")
    words = {
        "text": ("Translation", "What readers of the other language get in place of the English text."),
        "language": ("", "cs for Czech."),
    }
    more = (("position",),)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str | None, dict]]:
        """The box `still_right` is put beside the remark that calls for it, by the template."""
        fieldsets = super().get_fieldsets(request, obj)
        return [(None, {"fields": self.fields[:-1]}), *fieldsets[1:]]


class NameInline(PartInline):
    model = Name
    verbose_name_plural = "other names"
    intro = "Names in other languages and scripts, and names used before: “Посольство России в Чехии”, ru."
    fields = (("text", "language"),)
    more = (("position",),)
    words = {"language": ("", "en, cs, ru.")}


class DossierInline(RowInline):
    """The dossiers that a record belongs to."""

    model = DossierMembership
    form = DossierForm
    verbose_name_plural = "dossiers"
    intro = "The relations on whose pages and timelines the record stands."
    fields = (("dossier", "position", "held"),)
    autocomplete_fields = ("dossier",)
