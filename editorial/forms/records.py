"""The change forms of the record types. A draft may be incomplete; readiness asks at submit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from editorial.forms.selects import SavedChoiceField
from editorial.rendering import FORMS
from relations.documents import DocumentFault
from relations.documents.canonical import clean_text


def always_chosen(field: forms.Field) -> bool:
    """Whether a select offers no blank line, so that a browser always sends one of its words."""
    return isinstance(field, forms.TypedChoiceField) and "" not in [value for value, _ in field.choices]


class DraftForm(forms.ModelForm):
    """A form whose fields may stay empty, save those in `needed`, and whose texts hold no control characters."""

    needed: tuple[str, ...] = ()
    default_renderer = FORMS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name in self.needed or always_chosen(field)
            getattr(field.widget, "widget", field.widget).is_required = field.required  # a picker sits in a wrapper
            if isinstance(field, SavedChoiceField):
                field.know(self.instance, name)

    def _get_validation_exclusions(self) -> set[str]:
        """Pickers have asked for the chosen record; the model need not ask again, once for every row."""
        pickers = {name for name, field in self.fields.items() if isinstance(field, SavedChoiceField)}
        return super()._get_validation_exclusions() | pickers

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

    def clean_topics(self) -> list[str]:
        """Those that stay keep their order, the others follow."""
        chosen = self.cleaned_data.get("topics") or []
        kept = [topic for topic in self.instance.topics if topic in chosen]
        return kept + [topic for topic in chosen if topic not in kept]


class EntryForm(RecordForm):
    """What incidents and visits share."""

    order_in_day = forms.IntegerField(
        min_value=0,
        max_value=7,
        initial=0,
        label="Order within the day",
        help_text="0 to 7: the cause before the answer.",
    )

    def clean_order_in_day(self) -> int:
        return self.cleaned_data.get("order_in_day") or 0


class IncidentForm(EntryForm):
    """An incident. What happened has to be chosen: “other” is an answer, not what is left when nobody looked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("kind"):
            field.choices = [("", "Choose what happened"), *field.choices]
            field.error_messages["required"] = "Choose what happened; “other” only where no other word is true."
            if self.instance._state.adding:
                self.initial["kind"] = ""
