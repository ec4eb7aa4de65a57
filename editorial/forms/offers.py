"""What a record's form can point at: its fields and its rows, the rows that are being typed included, with their words.

Reads the rows that the form's other lists have loaded; asks the database for nothing but titles of records.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models

from editorial.composing import text_of
from editorial.forms.anchors import EXCERPTS, PROVED, RECORD_TEXTS, UNPROVABLE_FIELDS, anchor_of
from editorial.forms.selects import Titles
from editorial.models import Record
from editorial.shapes import Shape
from relations.documents import DocumentFault, content_hash, label
from relations.documents.canonical import clean
from relations.documents.prose import PROSE

EXCERPT_LENGTH = 60
Choice = tuple[str, str]


def words_of(row: models.Model, names: tuple[str, ...], titles: Titles, length: int = EXCERPT_LENGTH) -> str:
    """The named columns of a row as one short line: records by their titles, choices by their words."""
    words = [column_words(row, name, titles) for name in names]
    return " ".join(" · ".join(word for word in words if word).split())[:length]


def column_words(row: models.Model, name: str, titles: Titles) -> str:
    field = row._meta.get_field(name)
    if field.is_relation:
        key = str(getattr(row, field.attname) or "")
        return titles.of([key]).get(key, ("", ""))[0]
    if field.choices:
        return str(getattr(row, f"get_{name}_display")())
    value = getattr(row, name)
    return "" if value is None else str(value)


class Offers:
    """One form: its record and its lists by key (`lists` fills while the form is put together)."""

    def __init__(self, record: Record, shape: Shape, lists: dict[str, Any], titles: Titles) -> None:
        self.record, self.shape, self.lists, self.titles = record, shape, lists, titles

    def rows(self, key: str) -> Iterator[tuple[int, models.Model | None]]:
        """(number, saved row or None for one that is being typed) of one list."""
        formset = self.lists.get(key)
        if formset is None:
            return
        for form in formset.initial_forms:
            if form.instance.n:
                yield form.instance.n, form.instance
        for number, _ in enumerate(formset.extra_forms, formset.first_new):
            yield number, None

    def provable(self) -> list[Choice]:
        """(anchor, words) of everything that a citation may prove."""
        return [("", "---------"), *self.fields(), *self.parts()]

    def fields(self) -> Iterator[Choice]:
        dated = (self.shape.date_key,) if self.shape.date_key else ()
        for name in ("title", "summary", *dated, *self.shape.links, *self.shape.scalars):
            if name not in UNPROVABLE_FIELDS:
                yield name, label(name)

    def parts(self) -> Iterator[Choice]:
        for part in self.shape.parts:
            if part.key not in PROVED:
                continue
            for number, row in self.rows(part.key):
                yield anchor_of(part.key, number, PROVED[part.key]), self.part_words(part.key, number, row)

    def part_words(self, key: str, number: int, row: models.Model | None) -> str:
        name = label(f"{key}/{number}")
        return f"{name} – {words_of(row, EXCERPTS[key], self.titles)}" if row else f"{name} (new)"

    def numbers(self, key: str) -> list[Choice]:
        """(number, words) of the parts of one list, for fields that hold a number."""
        return [(str(number), self.part_words(key, number, row)) for number, row in self.rows(key)]

    # --- Texts ------------------------------------------------------------------------------------

    def translatable(self) -> list[Choice]:
        """(anchor, words) of every text that readers see and that is there, and of those of new rows."""
        saved = ((anchor, f"{label(anchor)} – {shortened(text)}") for anchor, text in self.texts.items())
        return [("", "---------"), *saved, *self.new_texts()]

    @property
    def texts(self) -> dict[str, str]:
        """anchor -> English text, of what is saved and not empty."""
        if not hasattr(self, "_texts"):
            self._texts = {anchor: text for anchor, text in self.all_texts() if text}
        return self._texts

    def all_texts(self) -> Iterator[Choice]:
        for name in RECORD_TEXTS:
            if name in ("title", "summary", "public_note", *self.shape.scalars):
                yield name, in_document(getattr(self.record, name))
        if self.shape.date_key:
            yield f"{self.shape.date_key}/as_stated", in_document(self.record.date_as_stated)
        for key, number, row in self.rows_with_texts():
            for name in PROSE[key] if row else ():
                yield anchor_of(key, number, name), in_document(getattr(row, name))

    def new_texts(self) -> Iterator[Choice]:
        for key, number, row in self.rows_with_texts():
            for name in PROSE[key] if row is None else ():
                anchor = anchor_of(key, number, name)
                yield anchor, f"{label(anchor)} (new)"

    def rows_with_texts(self) -> Iterator[tuple[str, int, models.Model | None]]:
        for part in self.shape.parts:
            for number, row in self.rows(part.key) if part.key in PROSE else ():
                yield part.key, number, row

    def is_older(self, anchor: str, of: str) -> bool:
        """Whether a translation that was made of the text with hash `of` is older than what stands at `anchor` now."""
        return bool(of) and anchor in self.texts and of != content_hash(self.texts[anchor])


def shortened(text: str) -> str:
    return " ".join(text.split())[:EXCERPT_LENGTH]


def in_document(value: Any) -> str:
    """A column's text as the document will hold it; as typed where no document can."""
    try:
        return clean(text_of(value)) or ""
    except DocumentFault:
        return value
