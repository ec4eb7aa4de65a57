"""What a publisher types when taking a record down. Decides nothing: the services do."""

from django import forms

from editorial.forms.comments import LONGEST, comment_field, text_field
from relations.vocabularies import WithdrawalReason


class WithdrawForm(forms.Form):
    """Readers see the fixed wording of the reason at once, and the notice once a second publisher confirmed it."""

    reason = forms.ChoiceField(
        label="Reason that readers see at once",
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason that readers will see."},
    )
    replacement = forms.CharField(
        label="Replaced by",
        required=False,
        max_length=6,
        help_text="The public id of the record that readers should look at instead, for example K7Q2XD. May stay empty.",
    )
    notice = text_field(
        "Notice to readers, proposed",
        "One or two sentences: why the record was withdrawn. Readers see them once a second publisher has "
        "confirmed exactly these words; left empty, they see the reason alone.",
    )

    def clean_replacement(self) -> str:
        return self.cleaned_data["replacement"].strip().upper()


class ConfirmForm(forms.Form):
    """Carries the proposed words that the second publisher read; there is nothing to type."""

    notice = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)


class ReinstateForm(forms.Form):
    comment = comment_field("Why the withdrawal was not right.")
