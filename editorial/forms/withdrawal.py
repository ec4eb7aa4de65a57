"""What a publisher types when taking a record down. Decides nothing: the services do."""

from typing import Any

from django import forms

from editorial.forms.comments import LONGEST, comment_field, text_field
from relations.vocabularies import WithdrawalReason

LONGEST_WORDS = 200


class WithdrawForm(forms.Form):
    """Readers see the fixed wording of the reason at once, and the notice once a second publisher confirmed it.

    `chosen`: a record of the list that `q` found; what is typed in `replacement` goes before it.
    """

    reason = forms.ChoiceField(
        label="Reason that readers see at once",
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason that readers will see."},
    )
    q = forms.CharField(label="Find it by title", required=False, max_length=LONGEST_WORDS)
    chosen = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    replacement = forms.CharField(
        label="Or its public id",
        required=False,
        max_length=6,
        help_text="The record that readers should look at instead, for example K7Q2XD. May stay empty.",
    )
    notice = text_field(
        "Notice to readers, proposed",
        "One or two sentences: why the record was withdrawn. Readers see them once a second publisher has "
        "confirmed exactly these words; left empty, they see the reason alone.",
    )

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if "replacement" in found:
            found["replacement"] = (found["replacement"].strip() or found.get("chosen", "")).upper()
        return {name: value for name, value in found.items() if name not in ("q", "chosen")}


class ConfirmForm(forms.Form):
    """Carries the proposed words that the second publisher read; there is nothing to type."""

    notice = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)


class ReinstateForm(forms.Form):
    comment = comment_field("Why the withdrawal was not right.")
