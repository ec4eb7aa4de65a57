"""What fields mean that say nothing of themselves: their name tells most of it, so one sentence a name is enough.

A field that means something else somewhere says so itself (`help_text`), and that stands before this.
"""

from typing import Any

MEANINGS = {
    "after": "The words of the later version; absent where the part was removed.",
    "alleged": "True: that it took part is claimed, not established.",
    "announced": "Day on which it was announced, in EDTF.",
    "approximate": "Whether the date is meant as about then.",
    "archived_url": "A copy that stays where the original changes.",
    "as_stated": "The date as the source writes it.",
    "at": "Moment of the act, UTC.",
    "basis": "On what the statement rests.",
    "before": "The words of the earlier version; absent where the part was added.",
    "between_sides": "Whether the mission is of one side in the other.",
    "bytes": "Size of the file.",
    "category": "Whom it counts.",
    "code": "Name of the problem, as in its address.",
    "comparable": "Whether its observations can be compared with one another.",
    "confidence": "How sure the one who says so is.",
    "content_hash": "SHA-256 over the canonical text of the document.",
    "count": "How many.",
    "country": "How many public records of this type.",
    "cs": "In Czech.",
    "data": "The answer itself.",
    "day": "A day, UTC.",
    "deadline": "Day until which it had to be done, in EDTF.",
    "detail": "One sentence: what is wrong, and what to write instead.",
    "dossier": "How many public records of this type.",
    "earliest": "First day that the date can mean; absent where the start is open.",
    "edtf": "The date in EDTF, as it is recorded.",
    "effective": "Day from which it held, in EDTF.",
    "en": "In English, the original.",
    "errors": "Every parameter at fault.",
    "example": "An answer of this kind.",
    "group": "Drawn class of the entry.",
    "high": "The most that it can be; absent where nothing limits it.",
    "historical": "True: the state exists no more.",
    "id": "Public id: 6 characters.",
    "incident": "How many public records of this type.",
    "incidents": "Address of the list that this is about.",
    "key": "The key that filters take.",
    "kind": "Kind, from a closed list.",
    "label": "Name for people.",
    "language": "Language of the text (BCP 47).",
    "lasted": "Whether it went on from the first day to the last.",
    "latest": "Last day that the date can mean; absent where the end is open.",
    "limit": "Most items on a page.",
    "low": "The least that it can be.",
    "meaning": "What it means.",
    "media_type": "Media type of the file.",
    "meta": "Where the public record stands.",
    "n": "Number of the part; never used again in this record.",
    "name": "Name.",
    "note": "The editors' own words.",
    "notice": "What the editors say about it.",
    "number": "Number of the version, from 1.",
    "op": "What was done.",
    "organisation": "How many public records of this type.",
    "page": "Where the list goes on.",
    "parameter": "Name of the parameter.",
    "person": "How many public records of this type.",
    "place": "How many public records of this type.",
    "precision": "How precisely the date is known.",
    "published_at": "Moment of publication, UTC.",
    "qualifier": "How the number is meant.",
    "reason": "Class of reason.",
    "relation": "What one event is to the other.",
    "removed": "True: the part was removed; only its number is left.",
    "reply": "What the one who is named answered.",
    "reply_text": "The answer in the words of who gave it.",
    "role": "As what it takes part.",
    "rows": "How many lines or rows of data it has.",
    "seq": "Number of the act on the public record.",
    "series": "How many public records of this type.",
    "sha256": "SHA-256 of the bytes.",
    "source": "How many public records of this type.",
    "sources": "Ids of sources.",
    "stage": "How far the legal matter had come.",
    "licence_url": "Address of the text of the licence.",
    "signed": "False: the hash is not signed, so keep it and compare.",
    "standing": "How sure the record is.",
    "state": "Whether it is public.",
    "status": "Status of the answer, or state of what is meant.",
    "steps": "How many measures it is the sum of.",
    "suggestion": "What was most likely meant.",
    "summary": "One or two sentences, by language.",
    "text": "The text.",
    "timeline": "Address of the list that this is about.",
    "title": "Title.",
    "topics": "Subjects, from a closed list.",
    "type": "Type of record.",
    "uncertain": "Whether the date itself is doubted.",
    "unit": "What the numbers count.",
    "url": "Address relative to the root of the site.",
    "value": "The value.",
    "vanished_on": "Day of the removal, UTC.",
    "version": "Number of the version, from 1.",
    "visit": "How many public records of this type.",
    "withdrawn": "True: this version can no longer be read.",
    "withdrawn_at": "Moment of the withdrawal, UTC.",
}


def complete(schemas: dict[str, Any]) -> None:
    """A description for every field of every shape that has none, where its name is known."""
    for shape in schemas.values():
        complete_shape(shape)


def complete_shape(shape: dict[str, Any]) -> None:
    """The fields of one shape, and of the nameless shapes in it."""
    for name, field in shape.get("properties", {}).items():
        if name in MEANINGS and not says(field):
            field["description"] = MEANINGS[name] + bullets(field)
        complete_shape(field)
        complete_shape(field.get("items", {}))


def says(field: dict[str, Any]) -> bool:
    """Whether a field, or the shape that it refers to, tells more than its closed values."""
    return bool("$ref" in field or field.get("description", "").partition("* `")[0].strip())


def bullets(field: dict[str, Any]) -> str:
    """The closed values that the generator lists."""
    told = field.get("description", "")
    return f"\n\n{told}" if told else ""
