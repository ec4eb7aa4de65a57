"""The hour at which an approved edition is to be published, in the desk's time zone. Whether it may be, services decide."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from editorial import hours

EXAMPLE_DAY, EXAMPLE_HOUR = "2027-03-31", "09:00"
# Beyond these no calendar of a newsroom goes, and no conversion between time zones can leave the years that exist.
FIRST_DAY, LAST_DAY = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)


class ScheduleForm(forms.Form):
    """Day and time of day; cleaned, `at` is the aware moment."""

    day = forms.DateField(
        label="Day",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[
            MinValueValidator(FIRST_DAY, "The day has passed; choose one to come."),
            MaxValueValidator(LAST_DAY, "Choose a day of this century."),
        ],
        error_messages={
            "required": f"Choose the day, for example {EXAMPLE_DAY}.",
            "invalid": f"Write the day as year, month, day, for example {EXAMPLE_DAY}.",
        },
    )
    hour = forms.TimeField(
        label="Time of day",
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={
            "required": f"Choose the time of day, for example {EXAMPLE_HOUR}.",
            "invalid": f"Write the time as hours and minutes, for example {EXAMPLE_HOUR}.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """An hour that the clocks skip or repeat is no hour; the sentence names it."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None or hour is None:
            return self.cleaned_data
        at = hours.moment(day, hour)
        if at is None:
            self.add_error(
                "hour",
                f"The clocks of {hours.zone()} change then, so this hour does not exist or comes twice; "
                "choose another, for example two hours later.",
            )
            return self.cleaned_data
        return self.cleaned_data | {"at": at}
