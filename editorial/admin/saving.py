"""Saves the rows of a record's form by the rules of `drafting`: permanent numbers, stubs for what was public."""

from typing import Any

from editorial.forms.anchors import renumbered
from editorial.forms.records import RowFormSet
from editorial.models import Citation, Part, Record
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
            if isinstance(row, Citation):
                self.point(row)
            if isinstance(row, Part) and id(row) in shown:
                drafting.number_part(record=self.record, part=row, key=formset.key)
                self.numbers[formset.key, shown[id(row)]] = row.n
            row.save()
        formset.save_m2m()

    def point(self, citation: Citation) -> None:
        """Turn the number shown beside a new row into the one that it got."""
        anchor = renumbered(citation.anchor, self.numbers, self.first_new)
        self.unproved |= anchor != citation.anchor and not anchor
        citation.anchor = anchor

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
