"""The rows of a record's form: what their fields offer, and what one folded row says. Numbers are given by `drafting`."""

from functools import cached_property
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet

from editorial.composing import in_order, put_in_order
from editorial.forms.anchors import EXCERPTS, PROVED
from editorial.forms.offers import Offers, words_of
from editorial.forms.records import DraftForm
from editorial.forms.selects import AnchorSelect, SavedChoiceField, Titles
from editorial.services import drafting
from editorial.shapes import SHAPES
from relations.documents import label
from relations.documents.prose import PROSE
from relations.vocabularies import VISIT_ROLES, Role

FOLDED_LENGTH = 140
# Lists whose first row stands open on an empty form: hardly a record does without them.
STARTS_OPEN = {"participations", "positions", "claims", "citations", "in_dossiers", "sides", "sections", "observations"}


class RowForm(DraftForm):
    """One row of a list; `rows` is the list that it stands in."""

    numbered: dict[str, str] = {}  # field -> the list whose numbers it holds
    original_text = ""  # of a translation
    rows: "RowFormSet"

    @property
    def media(self) -> forms.Media:
        """The files of a list are those of any of its rows: gathered once."""
        if self.rows.shared_media is None:
            self.rows.shared_media = super().media
        return self.rows.shared_media

    @property
    def remarks(self) -> list[str]:
        """What has to be seen of a row without opening it."""
        return ["held back"] if getattr(self.instance, "held", False) else []

    @property
    def is_folded(self) -> bool:
        """Whether the row is shown as one line: a saved one of a long list that nobody has touched."""
        return bool(self.instance.pk) and self.rows.is_long and not self.is_touched

    @property
    def is_blank(self) -> bool:
        """Whether the row is the empty one that every list offers, and the list can do without it."""
        if self.instance.pk or "__prefix__" in (self.prefix or ""):
            return False
        wanted = self.rows.key in STARTS_OPEN and not self.rows.initial_forms
        return not wanted and not self.is_touched

    @property
    def is_touched(self) -> bool:
        return self.is_bound and bool(self.errors or self.has_changed())

    @property
    def line(self) -> str:
        """A saved row in one line."""
        names = EXCERPTS.get(self.rows.key, ())
        return words_of(self.instance, names, self.rows.titles, FOLDED_LENGTH) if self.instance.pk else ""


class PartForm(RowForm):
    """One numbered part."""


class RowFormSet(BaseInlineFormSet):
    """One list of rows of a record; its prefix is the list's key in the document.

    `lists` are all lists of the same form, this one included; `titles` knows the records that the form names.
    """

    first_new = 0
    noun = ""
    folds_above = 4  # saved rows; a longer list shows them folded
    shared_media: forms.Media | None = None

    def __init__(self, *args: Any, lists: dict[str, Any] | None = None, titles: Titles | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.lists = {} if lists is None else lists
        self.titles = titles or Titles()
        self.lists[self.key] = self

    @property
    def key(self) -> str:
        return self.prefix

    @cached_property
    def offers(self) -> Offers:
        """What this form's fields may point at; shared by all lists of the form."""
        shared = next((other.__dict__["offers"] for other in self.lists.values() if "offers" in other.__dict__), None)
        record_type = self.instance.type or drafting.type_of(type(self.instance))
        return shared or Offers(self.instance, SHAPES[record_type], self.lists, self.titles)

    def new_rows(self) -> list[tuple[int, forms.ModelForm]]:
        """(number shown beside it, form) of the rows that were added and filled."""
        shown = enumerate(self.extra_forms, self.first_new)
        return [(number, form) for number, form in shown if form.has_changed() and not self._should_delete_form(form)]

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Django would ask for every row again by the key that comes back."""
        super().add_fields(form, index)
        form.rows = self
        key = form.fields[self._pk_field.name]
        known = SavedChoiceField(key.queryset, initial=key.initial, required=False, widget=key.widget)
        known.saved = form.instance if form.instance.pk else None
        form.fields[self._pk_field.name] = known

    @property
    def proved(self) -> str | None:
        """Which value of a row a citation proves: "" the row as a whole, None nothing."""
        return PROVED.get(self.key)

    @property
    def texts(self) -> tuple[str, ...]:
        """Values of a row that can be translated."""
        return PROSE.get(self.key, ())

    @cached_property
    def is_long(self) -> bool:
        return len(self.initial_forms) > self.folds_above


class PartFormSet(RowFormSet):
    """One list of numbered parts."""

    @cached_property
    def first_new(self) -> int:
        """The number that the first new row gets if it is filled."""
        return drafting.next_numbers(self.instance, self.key, 1)[0]

    @property
    def noun(self) -> str:
        """`Statement`: what one row is called in labels of anchors."""
        return label(f"{self.key}/1").removesuffix(" 1")


class DossierForm(RowForm):
    """The record's place in one dossier."""

    needed = ("dossier",)


# --- Participants -----------------------------------------------------------------------------------


class ParticipationForm(PartForm):
    """A participant of an incident: every role but those of visits, and the one that is saved."""

    roles: tuple[str, ...] = tuple(role for role in Role if role not in VISIT_ROLES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [role for role in Role if role in self.roles or role == self.instance.role]
        self.fields["role"].choices = [("", "---------"), *((role.value, role.label) for role in offered)]

    @property
    def remarks(self) -> list[str]:
        return [*super().remarks, *(["alleged"] if self.instance.alleged else [])]


class VisitParticipationForm(ParticipationForm):
    """A participant of a visit."""

    roles = tuple(role for role in Role if role in VISIT_ROLES)


# --- Sides, and fields that hold the number of another row -------------------------------------------


class SideForm(PartForm):
    """A side's countries stay in the order in which they were chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["countries"] = in_order(self.instance, "countries")

    def _save_m2m(self) -> None:
        if "countries" in self.cleaned_data:
            put_in_order(self.instance, "countries", [country.pk for country in self.cleaned_data["countries"]])


class NumberChoice(forms.TypedChoiceField):
    """The number of a row of another list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, required=False, widget=AnchorSelect, **kwargs)


class NumberForm(PartForm):
    """A part that names a row of another list by its number."""

    def __init__(self, *args: Any, offers: Offers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, key in self.numbered.items():
            known = offers.numbers(key)
            saved = getattr(self.instance, name)
            gone = [(str(saved), f"{saved} (not there)")] if saved and str(saved) not in dict(known) else []
            self.fields[name].choices = [("", "---------"), *known, *gone]
            self.fields[name].widget.attrs |= {"class": "desk-number-of", "data-list": key}


class SectionClaimForm(NumberForm):
    """A statement of a dossier stands in one of its sections."""

    numbered = {"section": "sections"}
    section = NumberChoice(label="Section", help_text="Where it stands on the page of the relation.")


class InfoboxForm(NumberForm):
    """A row of the infobox is about one side, or both."""

    numbered = {"side": "sides"}
    side = NumberChoice(label="Side", help_text="Whose row it is; empty: that of both.")


class CaseForm(NumberForm):
    """A legal case has its table in one of the sections."""

    numbered = {"section": "sections"}
    section = NumberChoice(label="Section", help_text="Where its table stands; empty: nowhere on the page.")


class NumberFormSet(PartFormSet):
    """Parts that name rows of other lists."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "offers": self.offers}
