"""What is chosen once for many records: a dossier, a topic, an hour, a kind of change. Whether it may be, services decide."""

from typing import Any

from django import forms

from editorial import readiness
from editorial.forms.submission import MEANINGS, note_field
from editorial.models import Dossier
from relations.vocabularies import ChangeKind, Topic


class DossierChoice(forms.Form):
    dossier = forms.ChoiceField(label="Dossier", error_messages={"required": "Choose a dossier."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {row.public_id: row for row in Dossier.objects.order_by("title")}
        self.fields["dossier"].choices = [("", "choose"), *((key, str(row)) for key, row in self.offered.items())]

    def clean_dossier(self) -> Dossier:
        return self.offered[self.cleaned_data["dossier"]]


class TopicChoice(forms.Form):
    topic = forms.ChoiceField(
        label="Topic", choices=[("", "choose"), *Topic.choices], error_messages={"required": "Choose a topic."}
    )


class DueForm(forms.Form):
    due_on = forms.DateField(
        label="To be ready on",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Year, month, day. Left empty, no day is set.",
        error_messages={"invalid": "Write the day as year, month, day, for example 2027-03-31."},
    )


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Note for the desk",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The same words stand in the history of each record.",
    )


class ChangeForm(forms.Form):
    """The change that records make that were public before; those that never were appear for the first time."""

    kind = forms.ChoiceField(
        label="Kind of change, for those that were public before",
        required=False,
        choices=[
            ("", "choose"),
            *((kind.value, MEANINGS[kind].name) for kind in ChangeKind if kind != ChangeKind.FIRST),
        ],
    )
    note = note_field("Public note, in English", "Readers see it beside each of these changes.")
    note_cs = note_field("Public note, in Czech", "The same for readers of the Czech pages.", lang="cs")

    def __init__(self, *args: Any, changes: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not changes:
            self.fields = {}
        self.changes = changes

    def clean(self) -> dict[str, Any]:
        if self.changes and "kind" in self.cleaned_data:
            for problem in readiness.change_problems(**self.cleaned_data, published_before=True):
                self.add_error(problem.anchor.rpartition("/")[2], problem.message)
        return self.cleaned_data
