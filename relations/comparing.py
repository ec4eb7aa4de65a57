"""Two public documents of one record -> what differs, by anchor, in reading order and in a reader's words.

Pure: names of other records come in. The desk compares proposals by `editorial.diffs`, in an editor's words.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from rest_framework import serializers

from relations import anchor_words, dates, languages
from relations.documents import flatten, links
from relations.documents.fields import Edtf
from relations.documents.lookup import path_of, schema_field
from relations.documents.words import Segment, segments
from relations.notes import PARTS
from relations.profiles import Names

Document = Mapping[str, Any]
FIRST = ("title", "original_title", "kind", "date", "standing", "place", "summary", "lead", *PARTS)
LAST = ("citations", "translations", "attachments", "access_points", "topics", "dossiers", "slug")
HASH_OF_A_TEXT = ("translations", "of")  # tells which wording a translation is of; says nothing to a reader

IN_MANY_LANGUAGES = ("translations", "citations", "names", "original_title")


class Value(NamedTuple):
    """What stands at one anchor; `names`: it is the id of a record."""

    text: str
    names: bool


class Difference(NamedTuple):
    """What differs at one anchor. `place`: where, in words; `target`: where on the record's page; `op`: as in words.

    `language`: that of prose, where it is always the same.
    """

    anchor: str
    place: str
    target: str
    op: str
    segments: list[Segment]
    language: str = ""

    @property
    def before(self) -> str:
        """The whole text before."""
        return "".join(each.text for each in self.segments if each.op != "insert")

    @property
    def after(self) -> str:
        """The whole text after."""
        return "".join(each.text for each in self.segments if each.op != "delete")


def values(document: Document) -> dict[str, Value]:
    """Anchor -> value, of all that a reader can see."""
    named = {link.anchor for link in links(document)}
    return {
        by_member(anchor, text): Value(text, anchor in named)
        for anchor, text in flatten(document).items()
        if path_of(anchor) != HASH_OF_A_TEXT and not anchor.endswith("/removed")
    } | dict(orders(document))


def by_member(anchor: str, text: str) -> str:
    """In a plain list (of ids, of subjects) the member itself is the anchor: one that joins in front changes no other."""
    head, _, position = anchor.rpartition("/")
    return f"{head}/{text}" if head and position.isdigit() else anchor


def orders(document: Document) -> Iterator[tuple[str, Value]]:
    """The order of each list of numbered parts that does not stand in the order of its numbers."""
    for key, value in document["record"].items():
        numbers = [part["n"] for part in value if isinstance(part, dict)] if isinstance(value, list) else []
        if numbers != sorted(numbers):
            yield f"{key}/order", Value(", ".join(map(str, numbers)), False)


def changed(old: Mapping[str, Value], new: Mapping[str, Value]) -> list[str]:
    """The anchors at which two documents differ, in reading order."""
    return sorted((each for each in {*old, *new} if old.get(each) != new.get(each)), key=reading_place)


def reading_place(anchor: str) -> tuple:
    """Sort key of an anchor: as a page shows the parts, numbers as numbers."""
    head, *rest = anchor.split("/")
    at = FIRST.index(head) if head in FIRST else len(FIRST) + (LAST.index(head) + 1 if head in LAST else 0)
    return at, head, int(rest[0]) if rest and rest[0].isdigit() else 0, rest[-1:] != ["edtf"], rest


def ids_at(anchors: Iterable[str], *sides: Mapping[str, Value]) -> set[str]:
    """The ids that stand at some anchors: whose names `differences` needs."""
    return {side[anchor].text for side in sides for anchor in anchors if anchor in side and side[anchor].names}


def differences(record_type: str, old: Mapping[str, Value], new: Mapping[str, Value], names: Names) -> list[Difference]:
    """Every difference between the values of two documents."""
    return [difference(record_type, each, old.get(each), new.get(each), names) for each in changed(old, new)]


def difference(record_type: str, anchor: str, old: Value | None, new: Value | None, names: Names) -> Difference:
    """One difference: prose word by word; names, choices, dates and numbers as a whole."""
    before, after = (shown(record_type, anchor, each, names) if each else "" for each in (old, new))
    if before == after and old and new:
        before, after = old.text, new.text  # two ids of one title, two dates that read alike
    if old is None or new is None:
        op, found = ("added", [Segment("insert", after)]) if old is None else ("removed", [Segment("delete", before)])
    elif is_prose(record_type, anchor):
        op, found = "changed", segments(before, after)
    else:
        op, found = "changed", [Segment("delete", before), Segment("insert", after)]
    language = languages.ORIGINAL if is_original(record_type, anchor) else ""
    return Difference(anchor, place_words(anchor, (new or old).text), target_of(anchor), op, found, language)


def shown(record_type: str, anchor: str, value: Value, names: Names) -> str:
    """One value as a reader of the page knows it. Nothing of a record that is withdrawn but its type and id."""
    if value.names:
        name = names[value.text]
        if name.is_gone:
            return _("%(type)s %(id)s (withdrawn)") % {"type": name.type_label, "id": name.public_id}
        return name.title
    path = path_of(anchor)
    field = schema_field(record_type, path if anchor.rpartition("/")[2] != value.text else path[:-1])
    if path[-1:] == ("anchor",):
        return anchor_words.words_of(value.text)
    if isinstance(field, serializers.BooleanField):
        return _("yes") if value.text == "true" else _("no")
    if isinstance(field, serializers.ChoiceField):
        return str(field.choices.get(value.text, value.text))
    return dates.words(dates.parse(value.text), languages.current()) if isinstance(field, Edtf) else value.text


def is_prose(record_type: str, anchor: str) -> bool:
    """Whether a value is compared word by word."""
    path = path_of(anchor)
    return type(schema_field(record_type, path)) is serializers.CharField and path[-1:] != ("anchor",)


def is_original(record_type: str, anchor: str) -> bool:
    """Whether a text is in the original language of the record, whatever the reader's: translations and quotes are not."""
    return is_prose(record_type, anchor) and anchor.partition("/")[0] not in IN_MANY_LANGUAGES


def place_words(anchor: str, text: str) -> str:
    """Where a value is: "Statement 3: text", "Date"; of a member of a plain list, the list."""
    head, _, last = anchor.rpartition("/")
    if last == "order":
        return anchor_words.order_of(head)
    return anchor_words.words_of(head if head and last in ("edtf", text) else anchor)


def target_of(anchor: str) -> str:
    """The fragment of the page where the part stands; "" for what stands in its head."""
    head, _, rest = anchor.partition("/")
    number = rest.partition("/")[0]
    return PARTS[head][0].format(n=number) if head in PARTS and number.isdigit() else ""
