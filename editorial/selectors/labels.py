"""What a picker says of a record beside its title: type, date and state. One query for many; changes nothing."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from editorial.models import Citation, Edition, LogLine, Record, User
from editorial.workflow import OPEN_STATES, EditionState
from relations import dates
from relations.models import Listing
from relations.vocabularies import RecordType, State

DATED = ("as_incident", "as_visit", "as_source")
LAST_SAVES, LAST_SOURCES = 30, 8


def described(rows: QuerySet) -> QuerySet:
    """The rows with what `words` needs of each."""
    dated = [f"{name}__date_edtf" for name in DATED] if rows.model is Record else []
    own = "date_edtf" in [field.name for field in rows.model._meta.get_fields()]
    shown = Listing.objects.filter(public_id=OuterRef("public_id")).values("state")[:1]
    opened = Edition.objects.filter(record=OuterRef("pk"), state__in=OPEN_STATES).values("state")[:1]
    return rows.annotate(
        said_date=Coalesce(*([*dated, Value("")] if dated else ["date_edtf" if own else Value(""), Value("")])),
        open_state=Subquery(opened),
        public_state=Subquery(shown),
    )


def words(row: Any, *, with_type: bool) -> str:
    """`East expels staff · incident · 17 April 2021 · in review`; what is public as it stands needs no state."""
    parts = [row.title or row.public_id, RecordType(row.type).label if with_type else ""]
    return " · ".join(str(part) for part in [*parts, date_words(row.said_date), state_words(row)] if part)


def date_words(edtf: str) -> str:
    """In English, with plain spaces; as typed where it cannot be read."""
    try:
        return dates.words(dates.parse(edtf), "en").replace("\xa0", " ") if edtf else ""
    except dates.DateFault:
        return edtf


def state_words(row: Any) -> str:
    if row.public_state == State.PUBLIC:
        return ""
    if row.public_state:
        return str(State(row.public_state).label)
    return str(EditionState(row.open_state or EditionState.DRAFT).label)


def lately_cited(user: User) -> list[Any]:
    """Keys of the sources that this person's last saves cited, the last one first."""
    saved = LogLine.objects.filter(actor=user, verb="save").order_by("-pk").values_list("record_id", flat=True)
    records = list(dict.fromkeys(saved[:LAST_SAVES]))
    cited = Citation.objects.filter(record__in=records, removed=False, source__isnull=False).order_by("-pk")
    return list(dict.fromkeys(cited.values_list("source_id", flat=True)[: LAST_SOURCES * 5]))[:LAST_SOURCES]
