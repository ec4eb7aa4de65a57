"""The field of an imprecise date: what was typed, and under it how it is understood, with or without JavaScript."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html

from editorial.forms.understood import understood


class DateInput(forms.TextInput):
    """A text with the line that says how it is read; written at once, for there are many on a form."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        text = "" if value is None else str(value)
        all_attrs = self.build_attrs(self.attrs, {"type": "text", "name": name, **(attrs or {})})
        line = f"{all_attrs.get('id', f'id_{name}')}_understood"
        all_attrs["aria-describedby"] = " ".join(filter(None, [all_attrs.get("aria-describedby"), line]))
        all_attrs |= {"class": "vTextField desk-date", "autocomplete": "off"} | ({"value": text} if text else {})
        read = understood(text)
        return format_html(
            '<input{}><div class="desk-understood{}" id="{}" aria-live="polite">{}</div>',
            flatatt(all_attrs),
            " desk-understood--not" if read.fault else "",
            line,
            "" if read.fault and not read.meant else read.sentence,
        )


class DateText(forms.CharField):
    """EDTF; the refusal says what is wrong and, where words were typed, how they are written."""

    def validate(self, value: str) -> None:
        super().validate(value)
        read = understood(value)
        if read.fault:
            also = f" Did you mean {read.meant} ({read.meant_words})?" if read.meant else ""
            raise ValidationError(read.fault + also)
