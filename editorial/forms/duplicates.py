"""What publishers type when two public records for one thing are to become one. Decides nothing: the services do."""

from django import forms

from editorial.forms.comments import comment_field


class ProposeForm(forms.Form):
    """The record that stays, by its public id, and why."""

    survivor = forms.CharField(max_length=6, widget=forms.HiddenInput)
    comment = comment_field("Why both are one thing: the second publisher decides by it.")

    def clean_survivor(self) -> str:
        return self.cleaned_data["survivor"].upper()


class ConfirmMergeForm(forms.Form):
    """Carries the survivor that the second publisher saw; there is nothing to type."""

    survivor = forms.CharField(max_length=6, required=False, widget=forms.HiddenInput)


class DropForm(forms.Form):
    comment = comment_field("Why the two are not one thing.")
