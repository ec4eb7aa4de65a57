"""What is left of a document that vanished: its type and its id, and nothing that anybody wrote."""

from relations.documents.canonical import canonical
from relations.documents.schema import SCHEMA_VERSION

# What a page shows where the name stood, and what stands for a comment, a notice, a line of a log.
TITLE = "withdrawn record"
TEXT = "[vanished]"
SLUG = "vanished"


def stub(record_type: str, public_id: str) -> str:
    """The canonical text that replaces every document of one record. It has the form of a document, so that whatever reads
    stored texts can read it; its hash is not the one that is stored beside it.
    """
    record = {"title": TITLE, "slug": SLUG}
    return canonical(
        {"schema": SCHEMA_VERSION, "type": record_type, "id": public_id, "record": record, "vanished": True}
    )
