"""The document: canonical JSON text of one record, its schema, links and anchors. Pure; reads and writes no table."""

from relations.documents.anchors import flatten, label
from relations.documents.canonical import DocumentFault, canonical, content_hash, load
from relations.documents.links import Link, links, refs
from relations.documents.schema import SCHEMAS, Document, problems, validate

__all__ = [
    "SCHEMAS",
    "Document",
    "DocumentFault",
    "Link",
    "canonical",
    "content_hash",
    "flatten",
    "label",
    "links",
    "load",
    "problems",
    "refs",
    "validate",
]
