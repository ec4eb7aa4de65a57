"""How the values of query names are described: a JSON Schema and an example for each kind of field. Reads no value itself.

What a pattern cannot say has a format of its own: `edtf` (a date in EDTF), `words` (text with a letter or digit in it),
`cursor` (taken from `page.next`). The examples are those of the small world that `examples` answers from.
"""

from typing import Any

from relations.filters import fields
from relations.filters.cursors import LONGEST
from relations.filters.faults import MOST_VALUES
from relations.filters.reading import DEFAULT_LIMIT
from relations.filters.records import VersionField

EITHER_CASE = "^[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}$"
WORD = "^[a-z0-9]+(?:-[a-z0-9]+)*$"
ID_OR_WORD = f"^(?:[0-9A-HJKMNP-TV-Z]{{6}}|{WORD.strip('^$')})$"

SCHEMAS: dict[type, dict[str, Any]] = {
    fields.EdtfField: {"type": "string", "format": "edtf", "maxLength": 40},
    fields.DayField: {"type": "string", "format": "date"},
    fields.IdField: {"type": "string", "pattern": EITHER_CASE},
    fields.DossierField: {"type": "string", "pattern": ID_OR_WORD, "maxLength": 80},
    fields.CaseField: {"type": "string", "pattern": WORD, "maxLength": 80},
    fields.TextField: {"type": "string", "format": "words", "maxLength": fields.LONGEST_TEXT},
    fields.LimitField: {
        "type": "integer", "minimum": 1, "maximum": fields.LARGEST_LIMIT, "default": DEFAULT_LIMIT,
    },
    VersionField: {"type": "integer", "minimum": 1, "maximum": 9999},
    fields.SeqField: {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
    fields.CursorField: {"type": "string", "format": "cursor", "maxLength": LONGEST},
}  # fmt: skip

# An example by query name; of a closed list, the name's own value or the first.
EXAMPLES: dict[str, Any] = {
    "date_from": "2014-10", "date_to": "2021-04", "date_match": "overlaps", "group": "measure", "topic": "diplomacy",
    "case": "agent-case", "who": "C0NTR1", "place": "P1ACE1", "standing": "attributed", "precision": "day",
    "source": "S0RCE1", "source_kind": "reference", "dossier": "first-second", "q": "embassy", "asof": "2026-05-31",
    "limit": 1, "after": 0, "from": 1, "to": 2, "version": 1, "fields": "title", "include": "sources", "on": "2021-04-17",
}  # fmt: skip
KINDS = ("expulsion", "official", "embassy")  # of whichever of them the list knows


def schema_of(each: Any) -> dict[str, Any]:
    """What one value of a query name may be, or several where it may be repeated."""
    values = getattr(each.field, "values", None)
    one = (
        {"type": "string", "enum": list(values)} if values else dict(SCHEMAS.get(type(each.field), {"type": "string"}))
    )
    if not each.many:
        return one
    return {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_VALUES}


def example_of(name: str, each: Any) -> Any:
    """A value that works; None where none can be made up."""
    if isinstance(each.field, fields.CursorField):
        return None
    values = getattr(each.field, "values", None)
    value = EXAMPLES.get(name)
    if values and value not in values:
        value = next((word for word in KINDS if name == "kind" and word in values), values[0])
    return [value] if each.many and value is not None else value
