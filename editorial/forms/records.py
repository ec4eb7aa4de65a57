"""The change form of a record and of its parts. A draft may be incomplete; readiness asks at submit."""

from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet

from editorial.forms import anchors
from editorial.services import drafting
from relations.documents import DocumentFault, label
from relations.documents.canonical import clean_text


def always_chosen(field: forms.Field) -> bool:
    """Whether a select offers no blank line, so that a browser always sends one of its words."""
    return isinstance(field, forms.TypedChoiceField) and "" not in [value for value, _ in field.choices]


class DraftForm(forms.ModelForm):
    """A form whose fields may stay empty, save those in `needed`, and whose texts hold no control characters."""

    needed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name in self.needed or always_chosen(field)
            getattr(field.widget, "widget", field.widget).is_required = field.required  # a picker sits in a wrapper

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, str):
                self.refuse_control_characters(name, value)
        return cleaned

    def clean_position(self) -> int:
        return self.cleaned_data.get("position") or 0

    def refuse_control_characters(self, name: str, value: str) -> None:
        try:
            clean_text(value, "The text")
        except DocumentFault as fault:
            self.add_error(name, str(fault))


class RecordForm(DraftForm):
    """A typed record. `stale` is the sentence that says why this form may not be saved over what is there."""

    needed = ("title",)
    stale: str | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.stale:
            raise ValidationError(self.stale, code="stale")
        return cleaned


class VisitForm(RecordForm):
    order_in_day = forms.IntegerField(
        min_value=0,
        max_value=7,
        initial=0,
        label="Order within the day",
        help_text="0 to 7: the cause before the answer.",
    )

    def clean_order_in_day(self) -> int:
        return self.cleaned_data.get("order_in_day") or 0


class PartForm(DraftForm):
    """One numbered part."""


class MembershipForm(DraftForm):
    """The record's place in one dossier."""

    needed = ("dossier",)


def kept_choice(anchor: str, known: set[str]) -> list[tuple[str, str]]:
    """An anchor that the list does not offer: one field of a part that is there (`participations/1/who`), or of none."""
    if not anchor or anchor in known:
        return []
    there = any(anchor.startswith(f"{part}/") for part in known if part)
    return [(anchor, label(anchor) if there else f"{anchor} (not there)")]


class CitationForm(PartForm):
    """A citation; what it proves is chosen from the record's own parts."""

    anchor = forms.ChoiceField(
        label="Proves",
        error_messages={"invalid_choice": "Choose a part of this record, for example “date” or “Statement 1”."},
    )

    def __init__(self, *args: Any, anchors: list[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.instance.anchor
        known = {value for value, _ in anchors}
        self.fields["anchor"].choices = [*anchors, *kept_choice(current, known)]
        self.fields["anchor"].widget.attrs["class"] = "desk-anchor"


class RowFormSet(BaseInlineFormSet):
    """One list of rows of a record; its prefix is the list's key in the document."""

    first_new = 0
    noun = ""

    @property
    def key(self) -> str:
        return self.prefix

    def new_rows(self) -> list[tuple[int, forms.ModelForm]]:
        """(number shown beside it, form) of the rows that were added and filled."""
        shown = enumerate(self.extra_forms, self.first_new)
        return [(number, form) for number, form in shown if form.has_changed() and not self._should_delete_form(form)]


class PartFormSet(RowFormSet):
    """One list of numbered parts."""

    @cached_property
    def first_new(self) -> int:
        """The number that the first new row gets if it is filled."""
        return drafting.next_numbers(self.instance, self.key, 1)[0]

    @property
    def noun(self) -> str:
        """`Statement`: what one row is called in labels of anchors."""
        return anchors.part_label(self.key, 1).removesuffix(" 1")


class CitationFormSet(PartFormSet):
    """Citations, offered the parts of their record and the rows that are being typed beside them."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "anchors": self.anchors}

    @cached_property
    def anchors(self) -> list[tuple[str, str]]:
        record_type = self.instance.type or drafting.type_of(type(self.instance))
        shown = {shape.key: self.rows_typed(shape.key) for shape in anchors.citable(record_type)}
        return anchors.choices(self.instance, record_type, shown)

    def rows_typed(self, key: str) -> int:
        """How many unsaved rows another list of this form has; one blank row while nothing was sent."""
        if not self.is_bound:
            return 1
        total, saved = (anchors.number_in(self.data.get(f"{key}-{name}_FORMS")) or 0 for name in ("TOTAL", "INITIAL"))
        return min(max(total - saved, 0), self.absolute_max)
