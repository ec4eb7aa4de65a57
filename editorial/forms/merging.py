"""Two people, one form: what was opened, what is there now and what was typed, compared and put together.

A field that was not touched takes what is there now; a touched one keeps what was typed. Works on the raw values that
the widgets exchange, and reads the database only for the titles of records named in the table.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst

from editorial.forms.anchors import moved_to, number_in, part_of
from editorial.forms.parts import RowFormSet
from editorial.forms.selects import Titles, is_uuid
from relations.documents import label

Raw = str | list[str]
TECHNICAL = {"id", "record", "DELETE"}


class Difference(NamedTuple):
    """One line of the three-way table; `conflict` where both people changed the field."""

    label: str
    opened: str
    now: str
    typed: str
    conflict: bool


class Merged(NamedTuple):
    """The form data that can be saved after reading, and what the table shows."""

    data: QueryDict
    differences: list[Difference]


def raw(value: Any) -> Raw:
    """A widget's value as text: "1" or "" for a flag, a list of keys for several records or topics."""
    if isinstance(value, (list, tuple)):
        return [str(getattr(item, "pk", item)) for item in value]
    if isinstance(value, bool) or value is None:
        return "1" if value else ""
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def row_number(row: Any) -> int:
    """The part's number; a membership has none, so its key."""
    return getattr(row, "n", None) or row.pk


def fields_of(formset: RowFormSet) -> dict[str, forms.Field]:
    """Every field that a row of the list may have; some rows have one that others lack."""
    rows = [*formset.initial_forms, formset.empty_form]
    return {name: field for row in rows for name, field in row.fields.items()}


def snapshot(form: forms.ModelForm, formsets: Iterable[RowFormSet]) -> dict[str, Raw]:
    """anchor -> raw value of everything saved and not empty that an unbound form shows; `claims/next` is the first new
    number of a list."""
    values = {name: raw(form[name].value()) for name in form.fields}
    for formset in formsets:
        values[f"{formset.key}/next"] = str(formset.first_new)
        for row in formset.initial_forms:
            anchor = f"{formset.key}/{row_number(row.instance)}"
            values |= {f"{anchor}/{name}": raw(row[name].value()) for name in row.fields}
    return {anchor: value for anchor, value in values.items() if value}


def opened_from(text: str) -> dict[str, Raw]:
    """The snapshot that came back with a form; {} when somebody altered it beyond reading."""
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()  # half a character, written as \\ud800, cannot be shown again
    except (ValueError, RecursionError):
        return {}
    return {key: raw(item) for key, item in value.items()} if isinstance(value, dict) else {}


def first_new(values: dict[str, Raw], key: str) -> int:
    """The first new number of one list in a snapshot; 0 where it holds none."""
    return number_in(values.get(f"{key}/next")) or 0


def merge(data: QueryDict, form: forms.ModelForm, formsets: list[RowFormSet]) -> Merged:
    """Lay what was typed (`data`) over what is there now (unbound `form` and `formsets`)."""
    return Merge(data, form, formsets).result()


class Merge:
    """One merge under way; `shown` collects anchor -> (opened, now, typed) for the table."""

    def __init__(self, data: QueryDict, form: forms.ModelForm, formsets: list[RowFormSet]) -> None:
        self.data, self.form, self.formsets = data, form, formsets
        self.opened, self.now = opened_from(data.get("opened", "")), snapshot(form, formsets)
        self.result_data = data.copy()
        self.shown: dict[str, tuple[Raw, Raw, Raw]] = {}
        self.fields: dict[str, forms.Field] = {}

    def result(self) -> Merged:
        for name, field in self.form.fields.items():
            typed = raw(field.widget.value_from_datadict(self.data, {}, name))
            self.put(name, field, self.settle(name, field, typed))
        for formset in self.formsets:
            self.lay_rows(formset)
        return Merged(self.result_data, list(self.differences()))

    def settle(self, anchor: str, field: forms.Field, typed: Raw) -> Raw:
        """What the field holds after the merge; noted for the table."""
        now = self.now.get(anchor, "")
        opened = self.opened.get(anchor, "")
        if isinstance(now, list) or isinstance(typed, list):
            now, opened = now or [], opened or []
        self.shown[anchor], self.fields[anchor] = (opened, now, typed), field
        return now if typed == opened else typed

    def lay_rows(self, formset: RowFormSet) -> None:
        """The rows that are there now, each with what was typed into it, then the new ones."""
        typed = list(self.typed_rows(formset))
        by_id = {row["id"]: row for row in typed if row.get("id")}
        rows = [self.merged_row(formset, row, by_id.pop(str(row.instance.pk), None)) for row in formset.initial_forms]
        new = [row for row in typed if not row.get("id")]
        new += [row | {"id": "", "DELETE": ""} for row in by_id.values() if self.was_touched(formset, row)]
        self.write_rows(formset, rows, new)

    def typed_rows(self, formset: RowFormSet) -> Iterator[dict[str, Raw]]:
        """Every row that was sent, as raw values."""
        fields = fields_of(formset)
        for index in range(self.sent(formset)):
            name_of = f"{formset.prefix}-{index}-".__add__
            yield {name: raw(fields[name].widget.value_from_datadict(self.data, {}, name_of(name))) for name in fields}

    def sent(self, formset: RowFormSet) -> int:
        return min(number_in(self.data.get(f"{formset.prefix}-TOTAL_FORMS")) or 0, formset.absolute_max)

    def merged_row(self, formset: RowFormSet, row: forms.ModelForm, typed: dict[str, Raw] | None) -> dict[str, Raw]:
        """One row that is there now; one that another person added has nothing typed into it."""
        anchor, merged = f"{formset.key}/{row_number(row.instance)}", {}
        for name, field in row.fields.items():
            now = self.now.get(f"{anchor}/{name}", "")
            if name in TECHNICAL:
                merged[name] = typed.get(name, "") if typed and name == "DELETE" else now
            elif typed is None:
                self.shown[f"{anchor}/{name}"], self.fields[f"{anchor}/{name}"] = ("", now, now), field
                merged[name] = now
            else:
                merged[name] = self.settle(f"{anchor}/{name}", field, typed.get(name, ""))
        return merged

    def was_touched(self, formset: RowFormSet, typed: dict[str, Raw]) -> bool:
        """Whether a row that somebody removed meanwhile was being changed here; then it comes back as a new one."""
        opened = self.opened_row(formset.key, typed["id"])
        fields = fields_of(formset)
        for name in [name for name in fields if name not in TECHNICAL]:
            anchor = f"{opened}/{name}" if opened else f"{formset.key}/?/{name}"
            was = self.opened.get(anchor, "")
            self.shown[anchor], self.fields[anchor] = (was, "", typed[name]), fields[name]
        names = [name for name in fields if name not in TECHNICAL]
        return any((self.opened.get(f"{opened}/{name}") or "") != (typed[name] or "") for name in names)

    def opened_row(self, key: str, row_id: Raw) -> str | None:
        """`claims/3`, the anchor that a row had when the form was opened."""
        found = (name for name, value in self.opened.items() if name.startswith(f"{key}/") and name.endswith("/id"))
        return next((name.removesuffix("/id") for name in found if self.opened[name] == row_id), None)

    def write_rows(self, formset: RowFormSet, rows: list[dict[str, Raw]], new: list[dict[str, Raw]]) -> None:
        fields, numbered = fields_of(formset), formset.form.numbered
        for key in [key for key in self.result_data if key.startswith(f"{formset.prefix}-")]:
            del self.result_data[key]
        self.result_data[f"{formset.prefix}-INITIAL_FORMS"] = str(len(rows))
        self.result_data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows) + len(new))
        for index, row in enumerate([*rows, *new]):
            for name, value in row.items():
                if name == "anchor":
                    value = self.moved(value)
                elif name in numbered and (number := number_in(value)):
                    value = str(self.moved_number(numbered[name], number))
                if name in fields:
                    self.put(f"{formset.prefix}-{index}-{name}", fields[name], value)

    def moved(self, anchor: Raw) -> Raw:
        """An anchor of a row typed here, past the numbers that somebody used up meanwhile."""
        part = part_of(anchor)
        if part is None:
            return anchor
        return moved_to(anchor, self.moved_number(*part))

    def moved_number(self, key: str, number: int) -> int:
        first, now = (first_new(values, key) for values in (self.opened, self.now))
        return number + now - first if first and number >= first else number

    def put(self, name: str, field: forms.Field, value: Raw) -> None:
        """Write a raw value the way the widget reads it."""
        if isinstance(value, list):
            self.result_data.setlist(name, value)
        elif isinstance(field, forms.BooleanField) and not value:
            self.result_data.pop(name, None)
        else:
            self.result_data[name] = value

    def differences(self) -> Iterator[Difference]:
        changed = {anchor: values for anchor, values in self.shown.items() if len({str(value) for value in values}) > 1}
        keys = {key for values in changed.values() for value in values for key in flat(value) if is_uuid(key)}
        titles = {key: title for key, (title, _) in Titles().of(keys).items()}
        for anchor, (opened, now, typed) in changed.items():
            words = [in_words(self.fields[anchor], value, titles) for value in (opened, now, typed)]
            yield Difference(
                field_label(anchor, self.fields[anchor]),
                *words,
                conflict=opened != now and opened != typed and now != typed,
            )


def field_label(anchor: str, field: forms.Field) -> str:
    """`Summary`, `Statement 2: standing`: in the words of the form."""
    part = anchor.rpartition("/")[0]
    return f"{label(part)}: {str(field.label).lower()}" if part else capfirst(str(field.label))


def flat(value: Raw) -> list[str]:
    return value if isinstance(value, list) else [value]


def in_words(field: forms.Field, value: Raw, titles: dict[str, str]) -> str:
    """A raw value as the form would show it."""
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(titles.get(key, key) for key in flat(value))
    choices = {str(key): str(words) for key, words in getattr(field, "choices", ())}
    return ", ".join(choices.get(word, word) for word in flat(value))
