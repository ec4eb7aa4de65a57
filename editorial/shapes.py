"""How working rows and documents correspond, as data: read by `composing` in both directions."""

from typing import Any, NamedTuple

from django.db import models

from editorial import models as desk
from editorial.models import Record
from relations.vocabularies import RecordType


class PartShape(NamedTuple):
    """One list of numbered parts: `key` in the document and related name on the record."""

    key: str
    model: type[models.Model]
    scalars: tuple[str, ...]
    links: tuple[str, ...] = ()  # foreign keys to records, written as ids
    many: tuple[str, ...] = ()  # many-to-many to records, written as lists of ids
    dated: bool = False
    edtf: tuple[str, ...] = ()  # scalars that hold one date in EDTF, written in normal form


class Shape(NamedTuple):
    """One record type. `links` are foreign keys with a `<name>_held` flag; `date_key` names the date in the document."""

    model: type[Record]
    scalars: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    date_key: str = ""
    parts: tuple[PartShape, ...] = ()


COMMON = ("title", "slug", "summary", "public_note")
CLAIMS = PartShape("claims", desk.Claim, ("text", "standing", "section"), ("holder",))
CITATIONS = PartShape(
    "citations", desk.Citation, ("anchor", "locator", "quote", "language", "stance"), ("source", "through")
)
TRANSLATIONS = PartShape("translations", desk.Translation, ("anchor", "language", "text", "of", "withheld"))
# What every record may have, last.
OVER_ALL = (CLAIMS, CITATIONS, TRANSLATIONS)
NAMES = PartShape("names", desk.Name, ("text", "language"))
PARTICIPATIONS = PartShape(
    "participations",
    desk.Participation,
    ("role", "capacity", "state_inferred", "alleged", "outcome"),
    ("who", "state"),
)
MEASURES = PartShape(
    "measures",
    desk.Measure,
    (
        *("kind", "count", "count_min", "count_max", "category", "category_as_stated"),
        *("announced", "effective", "deadline", "note"),
    ),
    ("imposing", "receiving"),
    edtf=("announced", "effective", "deadline"),
)
ATTRIBUTIONS = PartShape(
    "attributions",
    desk.Attribution,
    ("text", "basis", "confidence", "settled", "reply", "reply_text", "reply_date"),
    ("by", "to", "reply_by"),
    dated=True,
    edtf=("reply_date",),
)
POSITIONS = PartShape("positions", desk.Position, ("stance", "text"), ("side",), dated=True)
RESPONSES = PartShape("responses", desk.Response, ("relation", "basis", "note"), ("to", "asserted_by"))
FIGURES = PartShape("figures", desk.Figure, ("label", "value", "unit", "qualifier"))
ATTACHMENTS = PartShape("attachments", desk.Attachment, ("sha256", "media_type", "size", "title"))
OBSERVATIONS = PartShape(
    "observations", desk.Observation, ("period", "label", "value", "qualifier", "note"), edtf=("period",)
)
ACCESS_POINTS = PartShape(
    "access_points", desk.AccessPoint, ("url", "archive_url", "accessed", "content_sha256", "note")
)
TENURES = PartShape("tenures", desk.Tenure, ("office",), ("body",), dated=True)
MEMBERSHIPS = PartShape("memberships", desk.Membership, ("status",), ("body",), dated=True)
STAFF_CEILINGS = PartShape(
    "staff_ceilings", desk.StaffCeiling, ("count", "category", "note"), ("imposed_by",), dated=True
)
SIDES = PartShape("sides", desk.Side, ("label",), many=("countries",))
SECTIONS = PartShape("sections", desk.Section, ("heading", "topic", "text"))
ERAS = PartShape("eras", desk.Era, ("label", "note"), dated=True)
INFOBOX = PartShape("infobox", desk.InfoboxRow, ("label", "side", "text"), ("target",))
CASES = PartShape("cases", desk.Case, ("key", "title", "section"))
SEE_ALSO = PartShape("see_also", desk.SeeAlso, ("note",), ("target",))

SHAPES: dict[str, Shape] = {
    RecordType.INCIDENT: Shape(
        desk.Incident,
        ("kind", "topics", "order_in_day", "standing", "case", "stage", "one_sided_reason"),
        ("place",),
        "date",
        (PARTICIPATIONS, MEASURES, ATTRIBUTIONS, POSITIONS, RESPONSES, FIGURES, ATTACHMENTS, *OVER_ALL),
    ),
    RecordType.VISIT: Shape(
        desk.Visit, ("kind", "order_in_day", "standing"), ("place",), "date", (PARTICIPATIONS, *OVER_ALL)
    ),
    RecordType.SOURCE: Shape(
        desk.Source,
        ("topics", "source_kind", "language", "original_title", "author", "publisher_as_stated"),
        ("publisher",),
        "date",
        (ACCESS_POINTS, ATTACHMENTS, *OVER_ALL),
    ),
    RecordType.PERSON: Shape(desk.Person, ("deceased",), parts=(NAMES, TENURES, *OVER_ALL)),
    RecordType.COUNTRY: Shape(
        desk.Country, ("historical", "iso_numeric"), ("predecessor",), "existed", (NAMES, MEMBERSHIPS, *OVER_ALL)
    ),
    RecordType.ORGANISATION: Shape(
        desk.Organisation,
        ("organisation_kind",),
        ("country", "parent", "sending_state", "receiving_state", "seat"),
        "existed",
        (NAMES, STAFF_CEILINGS, *OVER_ALL),
    ),
    RecordType.PLACE: Shape(
        desk.Place, ("place_kind", "latitude", "longitude"), ("country", "inside"), parts=(NAMES, *OVER_ALL)
    ),
    RecordType.SERIES: Shape(
        desk.Series, ("topics", "definition", "unit", "comparable"), ("country",), parts=(OBSERVATIONS, *OVER_ALL)
    ),
    RecordType.DOSSIER: Shape(
        desk.Dossier, ("lead",), parts=(SIDES, SECTIONS, ERAS, INFOBOX, CASES, SEE_ALSO, *OVER_ALL)
    ),
}
# Nothing to write down when a flag or a number has its resting value.
RESTING = {
    "historical": False,
    "deceased": False,
    "comparable": False,
    "state_inferred": False,
    "alleged": False,
    "settled": False,
    "withheld": False,
    "order_in_day": 0,
    "topics": [],
    **dict.fromkeys(("count", "count_min", "count_max", "section", "side", "accessed")),
}
DATE_FIELDS = ("edtf", "as_stated", "not_before", "not_after", "bounds_reason")


def resting(name: str) -> Any:
    """The value of a column that a document says nothing of; a list is a new one each time."""
    value = RESTING.get(name, "")
    return list(value) if isinstance(value, list) else value


def typed(record: Record) -> Record:
    """The child row (`Visit`, `Source`, ...) of a record given as its parent."""
    model = SHAPES[record.type].model
    return record if isinstance(record, model) else model.objects.get(pk=record.pk)
