"""The codebook: every closed vocabulary with its values, labels and definitions, in the order of the page.

Generated from `relations.vocabularies`; the definitions are data beside it. Knows no record and no request.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from relations import vocabularies as words
from relations.codebook import events, records, statements
from relations.codebook.records import INCLUSION

__all__ = ["COLUMNS", "DEFINITIONS", "INCLUSION", "VOCABULARIES", "Value", "Vocabulary", "rows", "vocabularies"]

DEFINITIONS: dict[type[TextChoices], dict[str, Any]] = {
    **events.DEFINITIONS,
    **statements.DEFINITIONS,
    **records.DEFINITIONS,
}


class Value(NamedTuple):
    """One value as documents and the API hold it, its word on pages, and what it means. `group`: of kinds alone."""

    value: str
    label: str
    definition: str
    group: str = ""

    @property
    def group_label(self) -> str:
        """The group in words."""
        return str(words.Group(self.group).label) if self.group else ""


class Vocabulary(NamedTuple):
    """A closed list of values; `where`: the fields of documents, or the names of filters, that take them."""

    name: str
    title: str
    where: str
    values: list[Value]


# What is no choice in a document: value -> (label, definition).
Words = dict[str, tuple[Any, Any]]
ADMITTED: Words = {kind: (words.RecordType(kind).label, rule) for kind, rule in INCLUSION.items()}
# (its values, name of the vocabulary, heading, where it stands)
VOCABULARIES = (
    (words.RecordType, "record_type", _("Types of record"), "type"),
    (ADMITTED, "inclusion", _("What admits a record"), "type"),
    (words.Group, "group", _("Groups of the timeline"), "group"),
    (words.VisitKind, "visit_kind", _("Kinds of visit"), "visit: kind"),
    (words.IncidentKind, "incident_kind", _("Kinds of incident"), "incident: kind"),
    (words.Standing, "standing", _("Standing of a statement"), "standing, claims/n/standing"),
    (statements.PRECISIONS, "precision", _("Precision of a date"), "date.precision (API)"),
    (words.Qualifier, "qualifier", _("How a number is meant"), "figures/n/qualifier, observations/n/qualifier"),
    (words.Direction, "direction", _("Direction"), "direction (filter)"),
    (words.Role, "role", _("Part that somebody takes"), "participations/n/role"),
    (words.MeasureKind, "measure_kind", _("Countable measures"), "measures/n/kind"),
    (words.Category, "category", _("What a measure counts"), "measures/n/category, staff_ceilings/n/category"),
    (words.AttributionBasis, "attribution_basis", _("What an attribution rests on"), "attributions/n/basis"),
    (words.Confidence, "confidence", _("How sure its author says to be"), "attributions/n/confidence"),
    (words.Reply, "reply", _("Reply of the accused"), "attributions/n/reply"),
    (words.PositionStance, "position_stance", _("What a side says"), "positions/n/stance"),
    (words.Relation, "relation", _("How one event answers another"), "responses/n/relation"),
    (words.ResponseBasis, "response_basis", _("Who says that it answers"), "responses/n/basis"),
    (words.Stage, "stage", _("Stage of a legal case"), "incident: stage"),
    (words.Topic, "topic", _("Topics"), "topics"),
    (words.SourceKind, "source_kind", _("Kinds of source"), "source: source_kind"),
    (words.Stance, "stance", _("What a source does for a statement"), "citations/n/stance"),
    (words.OrganisationKind, "organisation_kind", _("Kinds of organisation"), "organisation: organisation_kind"),
    (words.PlaceKind, "place_kind", _("Kinds of place"), "place: place_kind"),
    (words.MembershipStatus, "membership_status", _("Membership"), "memberships/n/status"),
    (words.ChangeKind, "change_kind", _("Kinds of change"), "change.kind"),
    (words.Op, "op", _("Acts on the public record"), "op (changes)"),
    (words.WithdrawalReason, "withdrawal_reason", _("Reasons for a withdrawal"), "reason (changes)"),
    (words.State, "state", _("State of a record"), "state of an address"),
)
COLUMNS = ("vocabulary", "value", "label", "definition", "group", "where")


def vocabularies() -> list[Vocabulary]:
    """All of them, in the language that is active."""
    return [Vocabulary(name, str(title), where, list(values(choices))) for choices, name, title, where in VOCABULARIES]


def values(choices: type[TextChoices] | Words) -> Iterator[Value]:
    """The values of one vocabulary."""
    if isinstance(choices, dict):
        for value, (label, definition) in choices.items():
            yield Value(str(value), str(label), str(definition))
        return
    for each in choices:
        group = words.GROUP_OF_KIND.get(each, "") if choices in (words.VisitKind, words.IncidentKind) else ""
        yield Value(each.value, str(each.label), str(DEFINITIONS[choices][each]), str(group))


def rows() -> Iterator[tuple[str, ...]]:
    """One row a value, as `COLUMNS` names them."""
    for each in vocabularies():
        for value in each.values:
            yield each.name, value.value, value.label, value.definition, value.group, each.where
