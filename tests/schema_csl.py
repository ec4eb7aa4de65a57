"""What the schema of CSL-JSON 1.0.2 says of the fields that are written here: nothing else is allowed."""

TEXT = {"type": "string"}
PART = {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1, "maxItems": 3}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {"type": "array", "items": PART, "minItems": 1, "maxItems": 2},
        "season": {"type": ["string", "number"]},
        "circa": {"type": ["string", "number", "boolean"]},
        "literal": TEXT,
        "raw": TEXT,
    },
    "additionalProperties": False,
}
TEXTS = ("title", "container-title", "collection-title", "version", "language", "URL", "note")
DATES = ("issued", "accessed", "event-date", "original-date")
CSL = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "type": {"enum": ["webpage"]},
        **dict.fromkeys(TEXTS, TEXT),
        **dict.fromkeys(DATES, DATE),
    },
    "required": ["type", "id"],
    "additionalProperties": False,
}
