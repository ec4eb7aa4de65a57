"""How working rows and documents correspond, as data: read by `composing` in both directions."""

from typing import NamedTuple

from django.db import models

from editorial.models import (
    AccessPoint,
    Citation,
    Claim,
    Country,
    Dossier,
    Name,
    Organisation,
    Participation,
    Person,
    Place,
    Record,
    Side,
    Source,
    Tenure,
    Visit,
)
from relations.vocabularies import RecordType


class PartShape(NamedTuple):
    """One list of numbered parts: `key` in the document and related name on the record."""

    key: str
    model: type[models.Model]
    scalars: tuple[str, ...]
    links: tuple[str, ...] = ()  # foreign keys to records, written as ids
    many: tuple[str, ...] = ()  # many-to-many to records, written as lists of ids
    dated: bool = False


class Shape(NamedTuple):
    """One record type. `links` are foreign keys with a `<name>_held` flag; `date_key` names the date in the document."""

    model: type[Record]
    scalars: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    date_key: str = ""
    parts: tuple[PartShape, ...] = ()


COMMON = ("title", "slug", "summary", "public_note")
CLAIMS = PartShape("claims", Claim, ("text", "standing"), ("holder",))
CITATIONS = PartShape("citations", Citation, ("anchor", "locator", "quote", "language", "stance"), ("source",))
NAMES = PartShape("names", Name, ("text", "language"))
PARTICIPATIONS = PartShape(
    "participations", Participation, ("role", "capacity", "state_inferred", "alleged"), ("who", "state")
)
ACCESS_POINTS = PartShape("access_points", AccessPoint, ("url", "archive_url", "accessed", "content_sha256", "note"))
TENURES = PartShape("tenures", Tenure, ("office",), ("body",), dated=True)
SIDES = PartShape("sides", Side, ("label",), many=("countries",))

SHAPES: dict[str, Shape] = {
    RecordType.VISIT: Shape(
        Visit, ("kind", "order_in_day", "standing"), ("place",), "date", (PARTICIPATIONS, CLAIMS, CITATIONS)
    ),
    RecordType.SOURCE: Shape(
        Source,
        ("source_kind", "language", "original_title", "author", "publisher_as_stated"),
        ("publisher",),
        "date",
        (ACCESS_POINTS, CLAIMS, CITATIONS),
    ),
    RecordType.PERSON: Shape(Person, parts=(NAMES, TENURES, CLAIMS, CITATIONS)),
    RecordType.COUNTRY: Shape(Country, ("historical",), ("predecessor",), "existed", (NAMES, CLAIMS, CITATIONS)),
    RecordType.ORGANISATION: Shape(
        Organisation, ("organisation_kind",), ("country",), parts=(NAMES, CLAIMS, CITATIONS)
    ),
    RecordType.PLACE: Shape(Place, ("place_kind",), ("country",), parts=(NAMES, CLAIMS, CITATIONS)),
    RecordType.DOSSIER: Shape(Dossier, parts=(SIDES, CLAIMS, CITATIONS)),
}
# Nothing to write down when a flag or a number has its resting value.
RESTING = {"historical": False, "state_inferred": False, "alleged": False, "order_in_day": 0}
DATE_FIELDS = ("edtf", "as_stated", "not_before", "not_after", "bounds_reason")


def typed(record: Record) -> Record:
    """The child row (`Visit`, `Source`, ...) of a record given as its parent."""
    model = SHAPES[record.type].model
    return record if isinstance(record, model) else model.objects.get(pk=record.pk)
