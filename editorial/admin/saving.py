"""Saves the rows of a record's form by the rules of `drafting`: permanent numbers, stubs for what was public."""

from typing import Any

from editorial.forms.anchors import real_number, renumbered
from editorial.forms.parts import RowFormSet
from editorial.models import Part, Record
from editorial.services import drafting


class Rows:
    """The rows of one save. Remembers which number each new row was shown with, and which it got."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.numbers: dict[tuple[str, int], int] = {}
        self.first_new: dict[str, int] = {}
        self.unproved = False

    def save(self, formset: RowFormSet) -> None:
        """Save what was typed into one list; removals wait until every list is saved."""
        self.first_new[formset.key] = formset.first_new
        changed = formset.save(commit=False)
        shown = {id(form.instance): number for number, form in formset.new_rows()}
        for row in changed:
            self.point(row, formset.form.numbered)
            if isinstance(row, Part) and id(row) in shown:
                drafting.number_part(record=self.record, part=row, key=formset.key)
                self.numbers[formset.key, shown[id(row)]] = row.n
            row.save()
        formset.save_m2m()

    def point(self, row: Any, numbered: dict[str, str]) -> None:
        """Turn numbers that were shown beside new rows into those that they got."""
        if hasattr(row, "anchor"):
            anchor = renumbered(row.anchor, self.numbers, self.first_new)
            self.unproved |= anchor != row.anchor and not anchor
            row.anchor = anchor
        for name, key in numbered.items():
            if number := getattr(row, name):
                setattr(row, name, real_number((key, number), self.numbers, self.first_new))

    def remove(self, formsets: list[RowFormSet]) -> None:
        """Remove the rows that were ticked; one that went with the part that it proves is gone already."""
        for formset in formsets:
            for row in formset.deleted_objects:
                self.remove_row(formset.key, row)

    def remove_row(self, key: str, row: Any) -> None:
        if not isinstance(row, Part):
            row.delete()
        elif type(row).objects.filter(pk=row.pk, removed=False).exists():
            drafting.remove_part(record=self.record, part=row, key=key)
