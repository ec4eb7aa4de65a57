"""Rows that lie over others: citations and translations. What they prove and translate is chosen from the record itself."""

from functools import cached_property
from typing import Any

from django import forms

from editorial.forms.anchors import PROVED, anchor_of, part_of
from editorial.forms.offers import Choice, Offers
from editorial.forms.parts import PartForm, PartFormSet
from editorial.forms.selects import AnchorSelect
from relations.documents import label


def kept_choice(anchor: str, known: set[str]) -> list[Choice]:
    """An anchor that the list does not offer: one field of a part that is there (`participations/1/who`), or of none."""
    if not anchor or anchor in known:
        return []
    there = tuple(anchor.split("/")[:2]) in {tuple(part.split("/")[:2]) for part in known}
    return [(anchor, label(anchor) if there else f"{anchor} (not there)")]


class AnchoredForm(PartForm):
    """A row that points at a part of its record."""

    def __init__(self, *args: Any, anchors: list[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {value for value, _ in anchors}
        self.fields["anchor"].choices = [*anchors, *kept_choice(self.instance.anchor, known)]

    @property
    def line(self) -> str:
        """First what it points at, in full words."""
        anchor = self.instance.anchor
        number = part_of(anchor)
        proved = number and anchor == anchor_of(*number, PROVED.get(number[0], ""))
        return " ← ".join(word for word in (label(anchor_of(*number) if proved else anchor), super().line) if word)


class CitationForm(AnchoredForm):
    """A citation; what it proves is chosen from the record's own parts."""

    anchor = forms.ChoiceField(
        label="Proves",
        widget=AnchorSelect(attrs={"class": "desk-anchor", "data-offers": "proved"}),
        error_messages={"invalid_choice": "Choose a part of this record, for example “date” or “Statement 1”."},
    )

    def clean(self) -> dict[str, Any]:
        """A new excerpt is in the language of its source until somebody says otherwise."""
        cleaned = super().clean()
        source = cleaned.get("source")
        if (
            source
            and cleaned.get("quote")
            and not cleaned.get("language")
            and {"source", "quote"} & {*self.changed_data}
        ):
            cleaned["language"] = source.language
        return cleaned


class TranslationForm(AnchoredForm):
    """A text of the record in another language. `still_right` says that it fits the English text as it is now."""

    anchor = forms.ChoiceField(
        label="Translates",
        widget=AnchorSelect(attrs={"class": "desk-anchor", "data-offers": "texts"}),
        error_messages={"invalid_choice": "Choose a text of this record, for example “title” or “Statement 1: text”."},
    )
    still_right = forms.BooleanField(
        label="still right",
        required=False,
        help_text="Tick it when the translation fits the English text as it stands now; nothing has to be typed again.",
    )

    def __init__(self, *args: Any, offers: Offers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.is_older = bool(row.pk) and offers.is_older(row.anchor, row.of)
        self.original_text = offers.texts.get(row.anchor, "") if row.pk else ""
        if not (self.is_older or row.withheld):
            del self.fields["still_right"]

    @property
    def remarks(self) -> list[str]:
        row = self.instance
        older = ["older than the English text"] if self.is_older else []
        return [*older, *(["not shown: a correction left it behind"] if row.withheld else [])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("still_right"):
            self.instance.of = ""  # `drafting.freeze` stamps it with the text of now
        return cleaned


class CitationFormSet(PartFormSet):
    """Citations, offered the parts of their record and the rows that are being typed beside them."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "anchors": self.anchors}

    @cached_property
    def anchors(self) -> list[Choice]:
        return self.offers.provable()


class TranslationFormSet(PartFormSet):
    """Translations, offered every text of their record."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "anchors": self.anchors, "offers": self.offers}

    @cached_property
    def anchors(self) -> list[Choice]:
        return self.offers.translatable()
