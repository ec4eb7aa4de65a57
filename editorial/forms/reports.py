"""What somebody types when closing a report. Decides nothing: the service does."""

from django import forms

from editorial.forms.comments import LONGEST
from editorial.models import Outcome


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What became of it",
        choices=[("", "choose"), *Outcome.choices],
        error_messages={"required": "Choose what became of the report."},
    )
    note = forms.CharField(
        label="Note for the desk",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was checked, and against what; what was changed. Readers never see it.",
        error_messages={"required": "Say in one sentence what was checked or changed."},
    )
