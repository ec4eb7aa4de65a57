"""Widgets of the change forms: record pickers that know their labels beforehand, and plain text areas."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect, AutocompleteSelectMultiple

from editorial.models import Record
from relations.vocabularies import RecordType


def label_of(title: str, record_type: str, *, with_type: bool) -> str:
    """What a picker shows for a record; where any type may be chosen, it says which one."""
    return f"{title} · {RecordType(record_type).label}" if with_type else title


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

    @cached_property
    def known(self) -> dict[str, tuple[str, str]]:
        return self.read(referenced_by__source=self.source) if self.source else {}

    def read(self, **condition: Any) -> dict[str, tuple[str, str]]:
        rows = Record.objects.filter(**condition).values_list("pk", "title", "public_id", "type")
        return {str(pk): (title or public_id, record_type) for pk, title, public_id, record_type in rows}

    def of(self, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
        """key -> (title, type) of those that exist."""
        keys = [key for key in keys if is_uuid(key)]
        if missing := [key for key in keys if key not in self.known]:
            self.known.update(self.read(pk__in=missing))
        return {key: self.known[key] for key in keys if key in self.known}


class KnownLabels:
    """Renders the chosen options from `titles` instead of one query for each select."""

    titles: Titles = Titles()

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[tuple]:
        with_type = self.field.remote_field.model is Record
        found = self.titles.of(str(key) for key in value)
        options = [
            self.create_option(name, key, label_of(title, kind, with_type=with_type), True, index)
            for index, (key, (title, kind)) in enumerate(found.items())
        ]
        if not self.is_required and not self.allow_multiple_selected:
            options.insert(0, self.create_option(name, "", "", False, 0))
        return [(None, options, 0)]


class RecordSelect(KnownLabels, AutocompleteSelect):
    """One record, found by typing."""


class RecordSelectMultiple(KnownLabels, AutocompleteSelectMultiple):
    """Several records, found by typing."""


class PlainTextarea(AdminTextareaWidget):
    """Text whose line breaks are LF, so that saving without a change stays without a change."""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs={"rows": 3, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
