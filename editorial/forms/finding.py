"""What somebody asks the search or the log for. Text of any kind may arrive; what cannot be asked comes back with a sentence."""

from typing import Any

from django import forms

from editorial.forms.scheduling import FIRST_DAY, LAST_DAY
from editorial.models import Dossier
from editorial.selectors import finding
from editorial.selectors.loglines import Wanted
from editorial.workflow import OPEN_STATES, EditionState
from relations.vocabularies import RecordType

LARGEST = 2**62
MOST_PAGES = 10_000
STATES = [(state, EditionState(state).label) for state in OPEN_STATES] + [
    (finding.NOTHING_OPEN, "public, nothing open"),
    (finding.WITHDRAWN, "withdrawn"),
]
DAY = {"invalid": "Write the day as year, month, day, for example 2027-03-31."}


def a_day(label: str) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d"], widget=widget, error_messages=DAY)


class FindForm(forms.Form):
    """The question and what narrows it; a question that is too long is cut, not refused."""

    q = forms.CharField(label="Words, id or address", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    type = forms.ChoiceField(label="Type", required=False, choices=[("", "all"), *RecordType.choices])
    state = forms.ChoiceField(label="State", required=False, choices=[("", "any"), *STATES])
    dossier = forms.ChoiceField(label="Dossier", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        data = data.copy()
        data["q"] = data.get("q", "").replace("\x00", " ")
        super().__init__(data, auto_id="find_%s")
        rows = Dossier.objects.order_by("title").values_list("public_id", "title")
        self.fields["dossier"].choices = [("", "all"), *rows]


class LogForm(forms.Form):
    """Filters of the log; `before` and `format` stand in links only."""

    person = forms.ChoiceField(label="Person", required=False)
    verb = forms.ChoiceField(label="What", required=False)
    since = a_day("From")
    until = a_day("To")
    record = forms.RegexField(
        r"^[0-9A-Za-z]{6}\Z",
        label="Record",
        required=False,
        error_messages={"invalid": "Give the id of a record: six letters and digits, for example K7Q2XD."},
    )
    before = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    format = forms.ChoiceField(required=False, choices=[("csv", "CSV"), ("json", "JSON")], widget=forms.HiddenInput)

    def __init__(self, data: Any, *, verbs: list, people: list) -> None:
        super().__init__(data, auto_id="log_%s")
        self.fields["person"].choices = [("", "anybody"), *people]
        self.fields["verb"].choices = [("", "anything"), *verbs]

    def clean_since(self) -> Any:
        return self.within_calendar("since")

    def clean_until(self) -> Any:
        return self.within_calendar("until")

    def within_calendar(self, name: str) -> Any:
        """Beyond these years no conversion between time zones works."""
        day = self.cleaned_data[name]
        return min(max(day, FIRST_DAY), LAST_DAY) if day else None

    def wanted(self) -> Wanted:
        return Wanted(**{name: self.cleaned_data[name] for name in Wanted._fields})
