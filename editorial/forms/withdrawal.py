"""What a publisher types when taking a record down. Decides nothing: the services do."""

from django import forms

from relations.vocabularies import WithdrawalReason

LONGEST = 4000


class WithdrawForm(forms.Form):
    """Readers see the fixed wording of the reason at once; the comment never leaves the desk."""

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
    comment = forms.CharField(
        label="Comment for the desk",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the person who confirms. Readers never see it.",
    )

    def clean_replacement(self) -> str:
        return self.cleaned_data["replacement"].strip().upper()


class ConfirmForm(forms.Form):
    notice = forms.CharField(
        label="Notice to readers",
        max_length=LONGEST,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One or two sentences: why the record was withdrawn. They stand on its page from now on.",
        error_messages={
            "required": "Say in a sentence or two why the record was withdrawn; readers see it, for example: "
            "“The visit was announced but never took place.”"
        },
    )


class ReinstateForm(forms.Form):
    comment = forms.CharField(
        label="Comment for the desk",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Why the withdrawal was not right. Readers never see it.",
    )
