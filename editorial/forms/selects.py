"""Fields and widgets of the change forms: record pickers that know what is chosen beforehand, topics, plain text areas."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from editorial.models import Record
from editorial.rendering import FORMS
from editorial.selectors import labels
from relations.vocabularies import Topic


def is_uuid(text: Any) -> bool:
    try:
        UUID(str(text))
    except ValueError:
        return False
    return True


class Titles:
    """Titles of the records that one form names: one query for what is saved, another only for what was just chosen."""

    def __init__(self, source: UUID | None = None) -> None:
        self.source = source
        self.rows: dict[str, Record] = {}

    @cached_property
    def known(self) -> dict[str, tuple[str, str]]:
        return self.read(referenced_by__source=self.source) if self.source else {}

    def read(self, **condition: Any) -> dict[str, tuple[str, str]]:
        rows = labels.described(Record.objects.filter(**condition).only("pk", "title", "public_id", "type"))
        self.rows |= {str(row.pk): row for row in rows}
        return {str(row.pk): (str(row), row.type) for row in rows}

    def label(self, key: str, *, with_type: bool) -> str:
        """What a picker shows for a record that `of` found; where any type may be chosen, it says which one."""
        return labels.words(self.rows[key], with_type=with_type)

    def of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """key -> (title, type) of those that exist."""
        keys = [key for key in keys if is_uuid(key)]
        if missing := [key for key in keys if key not in self.known]:
            self.known.update(self.read(pk__in=missing))
        return {key: self.known[key] for key in keys if key in self.known}


class KnownLabels:
    """Renders the chosen options from `titles` instead of one query for each select."""

    titles: Titles = Titles()

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        """Django's wrapper with the plus does not hand its renderer on."""
        return super().render(name, value, attrs, renderer or FORMS)

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[tuple]:
        with_type = self.field.remote_field.model is Record
        found = self.titles.of(str(key) for key in value)
        options = [
            self.create_option(name, key, self.titles.label(key, with_type=with_type), True, index)
            for index, key in enumerate(found)
        ]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class RecordSelect(KnownLabels, AutocompleteSelect):
    """One record, found by typing."""


class RecordSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    """Several records, found by typing; each has its own cross, so there is none for all."""

    def build_attrs(self, base_attrs: dict, extra_attrs: dict | None = None) -> dict:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class PlainTextarea(AdminTextareaWidget):
    """Text whose line breaks are LF, so that saving without a change stays without a change."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs={"rows": 3, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


class SavedChoiceField(forms.ModelChoiceField):
    """One record. What is saved is read with its row, so that sending it back unchanged asks the database nothing."""

    saved: models.Model | None = None

    def know(self, row: models.Model, name: str) -> None:
        """Remember what `row` has in the column `name`; call on a form's own copy of the field."""
        field = row._meta.get_field(name)
        self.saved = getattr(row, name) if field.is_cached(row) else None

    def to_python(self, value: Any) -> models.Model | None:
        if self.saved is not None and str(self.saved.pk) == str(value):
            return self.saved
        return super().to_python(value)


class OrderedChoiceField(forms.ModelMultipleChoiceField):
    """Several records in the order in which they were chosen."""

    def clean(self, value: Any) -> list[models.Model]:
        found = {str(row.pk): row for row in super().clean(value)}
        return [found[str(key)] for key in dict.fromkeys(value or []) if str(key) in found]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return [str(key) for key in self.prepare_value(initial or [])] != [str(key) for key in data or []]


class CheckboxList(forms.CheckboxSelectMultiple):
    """Boxes side by side, as one named group."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        chosen, identity = set(value or []), (attrs or {}).get("id", f"id_{name}")
        boxes = format_html_join(
            "\n",
            '<label><input type="checkbox" name="{}" value="{}" id="{}_{}"{}> {}</label>',
            (
                (name, word, identity, index, flatatt({"checked": word in chosen}), label)
                for index, (word, label) in enumerate(self.choices)
            ),
        )
        return format_html(
            '<div class="desk-boxes" id="{}" role="group" aria-label="{}">{}</div>', identity, name.capitalize(), boxes
        )


class TopicsField(forms.MultipleChoiceField):
    """Subjects, each with its box; shown in one fixed order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Topic.choices, widget=CheckboxList, required=False, **kwargs)

    def prepare_value(self, value: Any) -> list[str]:
        return [word for word in Topic.values if word in (value or [])]


class AnchorSelect(forms.Select):
    """A select of many lines on many rows: written at once instead of by one template for every line."""

    def render(self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None) -> str:
        chosen = "" if value is None else str(value)
        options = format_html_join("", '<option value="{}"{}>{}</option>', self.lines(chosen))
        return format_html(
            "<select{}>{}</select>", flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})})), options
        )

    def lines(self, chosen: str) -> Iterator[tuple[str, str, str]]:
        for value, words in self.choices:
            yield value, flatatt({"selected": str(value) == chosen}), words
