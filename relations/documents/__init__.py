"""The document: canonical JSON text of one record, its schema, links and anchors. Pure; reads and writes no table."""

from relations.documents.anchors import flatten, label
from relations.documents.canonical import DocumentFault, canonical, content_hash, load
from relations.documents.links import Link, links, refs
from relations.documents.localise import Overlay, as_read, languages, localise, overlays, translatable
from relations.documents.schema import SCHEMAS, Document
from relations.documents.stubs import stub
from relations.documents.validation import Problem, problems, validate

__all__ = [
    "SCHEMAS",
    "Document",
    "DocumentFault",
    "Link",
    "Overlay",
    "Problem",
    "as_read",
    "canonical",
    "content_hash",
    "flatten",
    "label",
    "languages",
    "links",
    "load",
    "localise",
    "overlays",
    "problems",
    "refs",
    "stub",
    "translatable",
    "validate",
]
