"""Form fields of single query values: each returns the normal form as text or refuses with one sentence and an example."""

import datetime
import difflib
import re
import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from relations import dates
from relations.dates.refusals import shown
from relations.documents.fields import ID, SLUG

LONGEST_TEXT = 200
MOST_WORDS = 20
LARGEST_LIMIT = 200
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
SEQ = re.compile(r"[0-9]{1,18}\Z", re.ASCII)
NUMBER = re.compile(r"[0-9]{1,4}\Z", re.ASCII)


def nearest(name: str, names: list[str]) -> str | None:
    """The known name that a typing error most likely meant."""
    return next(iter(difflib.get_close_matches(name[:40].lower(), names, n=1, cutoff=0.6)), None)


class Refusal(forms.ValidationError):
    """One sentence for a person, and the known value that was most likely meant."""

    def __init__(self, sentence: str, suggestion: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.suggestion = sentence, suggestion


class EdtfField(forms.Field):
    """A date in EDTF: `2014`, `2014-10`, `2014-10-16`, `201X`, `1968~`."""

    code = "invalid-date"

    def clean(self, value: str) -> str:
        try:
            return str(dates.parse(value.strip()))
        except dates.DateFault as fault:
            raise Refusal(str(fault)) from fault


class DayField(forms.Field):
    """One calendar day: `2026-05-01`."""

    code = "invalid-date"

    def clean(self, value: str) -> str:
        try:
            return datetime.date.fromisoformat(value if DAY.match(value) else "").isoformat()
        except ValueError as error:
            told = _("{value} is not a day of the calendar; for example 2026-05-01.")
            raise Refusal(told.format(value=shown(value))) from error


class ChoiceField(forms.Field):
    """One of a closed list of words. `elsewhere` says of words that only other lists know what they are."""

    code = "invalid-parameter"

    def __init__(self, *, choices: Any, elsewhere: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = list(choices)
        self.values = [str(value) for value, _ in self.choices]
        self.elsewhere = elsewhere or {}

    def clean(self, value: str) -> str:
        if value in self.values:
            return value
        if value in self.elsewhere:
            told = _("{value} is {what} and not in this list; it knows {known}.")
            raise Refusal(
                told.format(value=shown(value), what=self.elsewhere[value], known=", ".join(self.values)),
                nearest(value, self.values),
            )
        told = _("{value} is not one of {known}.")
        raise Refusal(told.format(value=shown(value), known=", ".join(self.values)), nearest(value, self.values))


class IdField(forms.Field):
    """A public id, in either case: `K7Q2XD`."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        if ID.match(value.upper()):
            return value.upper()
        raise Refusal(_("{value} is not an id of 6 characters; for example K7Q2XD.").format(value=shown(value)))


class DossierField(forms.Field):
    """A dossier by its id or its address word: `D0SSR1`, `czech-republic-russia`."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        if ID.match(value) or (SLUG.match(value) and len(value) <= 80):
            return value
        raise Refusal(
            _("{value} is not the id or address of a dossier; for example czech-republic-russia.").format(
                value=shown(value)
            )
        )


class CaseField(forms.Field):
    """The key of a legal case: `novak-extradition`."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        if SLUG.match(value) and len(value) <= 80:
            return value
        raise Refusal(
            _("{value} is not the key of a legal case; for example novak-extradition.").format(value=shown(value))
        )


class TextField(forms.Field):
    """Words to look for; all of them must occur."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        text = " ".join(unicodedata.normalize("NFC", value).split())
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
            raise Refusal(_("The text holds a control character; for example vrbetice."))
        if len(text) > LONGEST_TEXT or len(text.split()) > MOST_WORDS:
            told = _("The text is longer than {most} characters or {words} words; for example vrbetice.")
            raise Refusal(told.format(most=LONGEST_TEXT, words=MOST_WORDS))
        return text


class LimitField(forms.Field):
    """How many items a page holds: 1 to 200."""

    code = "limit-too-large"

    def clean(self, value: str) -> str:
        if NUMBER.match(value) and 1 <= int(value) <= LARGEST_LIMIT:
            return str(int(value))
        told = _("{value} is not a whole number from 1 to {most}; for example 50.")
        raise Refusal(told.format(value=shown(value), most=LARGEST_LIMIT))


class SeqField(forms.Field):
    """A sequence number of the change log."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        if SEQ.match(value):
            return str(int(value))
        raise Refusal(_("{value} is not a sequence number; for example 0.").format(value=shown(value)))


class CursorField(forms.Field):
    """Where the list goes on: taken from the `next` address of the page before, never made by hand."""

    code = "cursor-mismatch"

    def clean(self, value: str) -> str:
        return value
