"""What keeps a document from being valid, as sentences under permanent anchors. Declares no field."""

from typing import Any, NamedTuple

from relations.documents.canonical import DocumentFault, canonical
from relations.documents.schema import SCHEMAS, Document


class Problem(NamedTuple):
    """What is wrong at one anchor, as one sentence."""

    anchor: str
    message: str


def flat_errors(errors: Any, anchor: str = "") -> list[Problem]:
    """DRF's nested error structure as a flat list of problems."""
    if isinstance(errors, dict):
        joined = [(f"{anchor}/{key}".strip("/"), value) for key, value in errors.items()]
        return [problem for key, value in joined for problem in flat_errors(value, key)]
    if isinstance(errors, list) and any(isinstance(item, (dict, list)) for item in errors):
        return [problem for item in errors for problem in flat_errors(item, anchor)]
    return [Problem(anchor.replace("non_field_errors", "").strip("/"), str(item)) for item in errors]


def own_anchor(anchor: str, value: Any) -> str:
    """An error's path with list positions (from 0) turned into what a document calls them: a part's `n`, or the place."""
    steps = []
    for step in anchor.split("/") if anchor else []:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
            steps.append(str(value["n"] if isinstance(value, dict) and "n" in value else int(step) + 1))
        else:
            value = value.get(step) if isinstance(value, dict) else None
            steps.append(step)
    return "/".join(steps)


def named(errors: Any, value: Any) -> list[Problem]:
    """DRF's errors about `value` as problems under their permanent anchors."""
    return [Problem(own_anchor(problem.anchor, value), problem.message) for problem in flat_errors(errors)]


def problems(document: dict[str, Any]) -> list[Problem]:
    """Everything that keeps `document` from being a valid document of its type; empty when it is one."""
    top = Document(data=document)
    if not top.is_valid():
        return named(top.errors, document)
    schema = SCHEMAS[document["type"]](data=document["record"])
    return [] if schema.is_valid() else named(schema.errors, document["record"])


def validate(document: dict[str, Any]) -> str:
    """The canonical text of `document`. Raises `DocumentFault` naming the first problem when it is not valid."""
    found = problems(document)
    if found:
        raise DocumentFault(f"{found[0].anchor}: {found[0].message}")
    return canonical(document)
