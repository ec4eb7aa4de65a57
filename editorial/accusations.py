"""L7: which documents accuse a living person, and so need two approvals. The rule is data; reads public documents only."""

from typing import Any, NamedTuple

from editorial.models import Record
from relations.documents import load
from relations.models import Listing
from relations.vocabularies import ACCUSING_ROLES, RecordType, Standing, State


class Accusing(NamedTuple):
    """A list of parts whose `link` names the accused; where `key` is given, only with one of `values` there."""

    parts: str
    link: str
    key: str = ""
    values: frozenset[str] = frozenset()


RULE = (
    Accusing("participations", "who", "role", ACCUSING_ROLES),
    Accusing("participations", "who", "alleged", frozenset({True})),
    Accusing("attributions", "to"),
)
# Statements of these standings on a person's own page are about that person.
ACCUSING_STANDINGS = frozenset({Standing.ALLEGED, Standing.DISPUTED, Standing.DENIED})
APPROVALS, APPROVALS_WHEN_ACCUSING = 1, 2


def accused(document: dict[str, Any]) -> set[str]:
    """The ids that a document lays something to the charge of, of whatever type they are."""
    record = document["record"]
    found = {
        part[rule.link]
        for rule in RULE
        for part in record.get(rule.parts, [])
        if rule.link in part and (not rule.key or part.get(rule.key) in rule.values)
    }
    claims = [claim for claim in record.get("claims", []) if claim.get("standing") in ACCUSING_STANDINGS]
    return found | ({document["id"]} if document["type"] == RecordType.PERSON and claims else set())


def living_accused(document: dict[str, Any], types: dict[str, str]) -> set[str]:
    """Those of the accused who are people not known to have died. `types` maps ids to record types.

    Only what is public says that somebody has died: a draft is one person's word.
    """
    people = {public_id for public_id in accused(document) if types.get(public_id) == RecordType.PERSON}
    rows = Listing.objects.filter(public_id__in=people, state=State.PUBLIC).select_related("edition")
    return people - {row.public_id for row in rows if load(row.edition.document)["record"].get("deceased")}


def needed_approvals(document_text: str) -> int:
    """How many people must approve this document: 2 where it accuses a living person, else 1."""
    document = load(document_text)
    named = accused(document)
    types = dict(Record.objects.filter(public_id__in=named).values_list("public_id", "type")) if named else {}
    return APPROVALS_WHEN_ACCUSING if living_accused(document, types) else APPROVALS
