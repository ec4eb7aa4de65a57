"""Whom a record is given to, and by which day. Whether that may be, services decide."""

from typing import Any

from django import forms

from editorial.models import User
from editorial.selectors import people
from editorial.services.assignment import NOBODY, example


class AssignForm(forms.Form):
    """`assignee` is cleaned to a person or None."""

    assignee = forms.ChoiceField(label="Assigned to", required=False)
    due_on = forms.DateField(
        label="To be ready on",
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="Year, month, day. It may stay empty.",
    )

    def __init__(self, *args: Any, offered: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(person.pk): person for person in offered}
        choices = [(str(key), name) for key, name in people.told_apart(offered)]
        self.fields["assignee"].choices = [("", NOBODY), *choices]
        self.fields["assignee"].error_messages["invalid_choice"] = "Choose somebody of the list."
        wrong = f"Write the day as year, month, day, for example {example()}."
        self.fields["due_on"].error_messages["invalid"] = wrong

    def clean_assignee(self) -> User | None:
        return self.offered.get(self.cleaned_data["assignee"])
