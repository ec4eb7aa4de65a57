"""What somebody may add when a record was checked again."""

from django import forms

from editorial.forms.comments import text_field


class CheckForm(forms.Form):
    note = text_field("Note (optional)", "What you looked at, for whoever checks it next. Readers never see it.")
