"""What a person chooses when submitting: one small form per record of the proposed set, and the set. Decides nothing."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.forms.boundfield import BoundWidget

from editorial import readiness
from relations.vocabularies import ChangeKind


class Meaning(NamedTuple):
    """What a kind of change is, one example of it, and what readers see of it."""

    name: str
    definition: str
    example: str
    readers: str


MEANINGS = {
    ChangeKind.FIRST: Meaning(
        "First publication",
        "the record appears for the first time.",
        "A visit that nobody wrote about here before.",
        "The record joins the timeline and the lists. Nothing is announced as a change.",
    ),
    ChangeKind.MINOR: Meaning(
        "Minor",
        "wording only. Nothing that a reader relied on changes.",
        "A spelling, a clearer sentence, a further translation.",
        "A line under “Changes to this page”; the corrections page only counts it.",
    ),
    ChangeKind.UPDATE: Meaning(
        "Update",
        "the world moved. Something new happened or became known; what stood here was right when it was written.",
        "The expelled diplomats have left; a court has ruled.",
        "A line under “Changes to this page”; the corrections page only counts it.",
    ),
    ChangeKind.CORRECTION: Meaning(
        "Correction",
        "we were wrong. The public note says what was wrong and what is right.",
        "“The visit was dated 3 May; it began on 2 May.”",
        "It stands on the corrections page and in its feeds, with the words before and after and how long the error "
        "stood. Czech texts whose English changes are not shown until they are translated anew.",
    ),
    ChangeKind.CLARIFICATION: Meaning(
        "Clarification",
        "it was right but could be misread. The public note says how it is meant.",
        "“The eighteen include two military attachés; the text could be read as twenty people.”",
        "It stands on the corrections page and in its feeds, with the words before and after.",
    ),
}
LONGEST_NOTE = 2000


def note_field(label: str, help_text: str, **attributes: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3, **attributes}),
        help_text=help_text,
    )


class MemberForm(forms.Form):
    """The change that one record makes. A record that was never published can only appear for the first time.

    `held`: it is left out, and every row that names it is held back.
    """

    included = forms.BooleanField(required=False)
    held = forms.BooleanField(required=False)
    kind = forms.ChoiceField(label="Kind of change", widget=forms.RadioSelect, required=False)
    note = note_field(
        "Public note, in English",
        "Readers see it beside the change. Needed for a correction and a clarification.",
    )
    note_cs = note_field(
        "Public note, in Czech",
        "The same for readers of the Czech pages. Left empty, they see the English words, marked as such.",
        lang="cs",
    )

    def __init__(self, *args: Any, published_before: bool, always: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.published_before, self.always = published_before, always
        kinds = [kind for kind in ChangeKind if published_before != (kind == ChangeKind.FIRST)]
        self.fields["kind"].choices = [(kind.value, MEANINGS[kind].name) for kind in kinds]
        if len(kinds) == 1:
            self.fields["kind"].initial = kinds[0].value
            self.fields["kind"].widget = forms.HiddenInput()
        self.only_kind = MEANINGS[kinds[0]] if len(kinds) == 1 else None

    @property
    def kinds(self) -> list[tuple[BoundWidget, Meaning]]:
        """Each button with what its kind of change means."""
        return [(option, MEANINGS[ChangeKind(option.data["value"])]) for option in self["kind"].subwidgets]

    @property
    def chosen(self) -> bool:
        """Whether this record goes along; the one that the page is about always does."""
        return self.always or bool(self.cleaned_data.get("included"))

    @property
    def left_out(self) -> bool:
        """Whether the rows that name this record are to be held back."""
        return not self.chosen and bool(self.cleaned_data.get("held"))

    @property
    def change(self) -> dict[str, str]:
        """The change as a document holds it, as far as it was typed."""
        return {name: self.cleaned_data.get(name, "") for name in ("kind", "note", "note_cs")}

    def clean(self) -> dict[str, Any]:
        if self.always or self.cleaned_data.get("included"):
            problems = readiness.change_problems(**self.change, published_before=self.published_before)
            for problem in problems if "kind" in self.cleaned_data else ():
                self.add_error(problem.anchor.rpartition("/")[2], problem.message)
        return self.cleaned_data


class JoinForm(forms.Form):
    """The open set that a submission goes into; none of them as a rule."""

    join = forms.TypedChoiceField(
        label="Publish together with",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "This set was published, or it is no more; choose another one, or none."},
    )

    def __init__(self, *args: Any, sets: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["join"].choices = [("", "Nothing else, or what is ticked above"), *sets]
