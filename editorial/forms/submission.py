"""What a person chooses when submitting: one small form per record of the proposed set. Decides nothing."""

from typing import Any

from django import forms

from editorial import readiness
from relations.vocabularies import ChangeKind

DEFINITIONS = {
    ChangeKind.FIRST: "First publication: the record appears for the first time.",
    ChangeKind.MINOR: "Minor: wording only. Nothing that a reader relied on changes; it is listed, not announced.",
    ChangeKind.UPDATE: "Update: the world moved. Something new happened or became known.",
    ChangeKind.CORRECTION: "Correction: we were wrong. The public note says what was wrong and what is right.",
    ChangeKind.CLARIFICATION: "Clarification: it was right but could be misread. The public note says how it is meant.",
}
LONGEST_NOTE = 2000


class MemberForm(forms.Form):
    """The change that one record makes. A record that was never published can only appear for the first time."""

    included = forms.BooleanField(required=False)
    kind = forms.ChoiceField(label="Kind of change", widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label="Public note",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Readers see it beside the change. Needed for a correction and a clarification.",
    )

    def __init__(self, *args: Any, published_before: bool, always: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published_before, self.always = published_before, always
        kinds = [kind for kind in ChangeKind if published_before != (kind == ChangeKind.FIRST)]
        self.fields["kind"].choices = [(kind.value, DEFINITIONS[kind]) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value
            self.fields["kind"].widget = forms.HiddenInput()
        self.only_kind = DEFINITIONS[kinds[0]] if len(kinds) == 1 else ""

    @property
    def chosen(self) -> bool:
        """Whether this record goes along; the one that the page is about always does."""
        return self.always or bool(self.cleaned_data.get("included"))

    def clean(self) -> dict[str, Any]:
        if self.always or self.cleaned_data.get("included"):
            kind, note = self.cleaned_data.get("kind", ""), self.cleaned_data.get("note", "")
            problems = readiness.change_problems(kind=kind, note=note, published_before=self.published_before)
            for problem in problems if "kind" in self.cleaned_data else ():
                self.add_error(problem.anchor.rpartition("/")[2], problem.message)
        return self.cleaned_data
