"""Working records: what editors type, one table per type. Texts here are drafts; only documents become public."""

import secrets
import uuid
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import dates
from relations.documents.fields import DECIMAL, DEGREES
from relations.vocabularies import (
    IncidentKind,
    OrganisationKind,
    PlaceKind,
    RecordType,
    SourceKind,
    Stage,
    Standing,
    VisitKind,
)

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_public_id() -> str:
    """Six random characters of Crockford base32 (2**30 values); they reveal nothing and are never reused."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(6))


def validate_edtf(text: str) -> None:
    """One sentence for a malformed date, at form and at service alike."""
    try:
        dates.parse(text)
    except dates.DateFault as fault:
        raise ValidationError(str(fault)) from fault


def validate_latitude(text: str) -> None:
    """Degrees north or south, as documents hold them."""
    validate_degrees(text, 90, "50.08804")


def validate_longitude(text: str) -> None:
    """Degrees east or west, as documents hold them."""
    validate_degrees(text, 180, "14.42076")


def validate_degrees(text: str, most: int, example: str) -> None:
    if not DEGREES.match(text) or abs(Decimal(text)) > most:
        raise ValidationError(
            f"“{text}” is not a number of degrees from -{most} to {most} with a point and at most six decimals; "
            f"write, for example, {example}."
        )


def validate_decimal(text: str) -> None:
    """A number as decimal text, as documents hold it."""
    if not DECIMAL.match(text):
        raise ValidationError(f"“{text}” is not a decimal number; write, for example, 26 or 3.5.")


class EdtfField(models.CharField):
    """EDTF text as typed; bounds and order are computed from it at publication."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("max_length", 60)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_edtf])
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("validators", None)
        return name, path, args, kwargs


class TopicsField(models.JSONField):
    """A list of values of `Topic`; its order is the editor's."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs |= {"default": list, "blank": True}
        super().__init__(*args, **kwargs)


class Dated(models.Model):
    """An uncertain date: EDTF, the words of the source, and context bounds for sorting only."""

    date_edtf = EdtfField(
        _("date (EDTF)"), help_text=_("For example 1993-08, 1983-01-03/1983-01-05, 1968~, 201X, [..1935-05-16].")
    )
    date_as_stated = models.CharField(_("date as the source words it"), max_length=200, blank=True)
    date_not_before = EdtfField(
        _("surely not before"), help_text=_("Only to place a wide date; never shown as a date.")
    )
    date_not_after = EdtfField(_("surely not after"))
    date_bounds_reason = models.CharField(_("why these bounds hold"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Record(models.Model):
    """One record on the desk: identity, the texts that every type has, and its lock.

    State changes go through `editorial.services`, which lock this row first.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    public_id = models.CharField(max_length=6, unique=True, default=new_public_id, editable=False)
    type = models.CharField(max_length=20, choices=RecordType.choices, editable=False)
    lock_version = models.PositiveIntegerField(default=0, editable=False)
    part_numbers = models.JSONField(default=dict, editable=False)  # highest n ever used, per list; never lowered
    title = models.CharField(_("title"), max_length=300)
    slug = models.SlugField(
        _("address word"), max_length=80, blank=True, help_text=_("Left empty, it is made from the title.")
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences for lists. English."))
    public_note = models.TextField(_("editors' note (public)"), blank=True, help_text=_("Readers see this."))
    desk_note = models.TextField(_("desk note (private)"), blank=True, help_text=_("Never leaves the desk."))
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey("editorial.User", models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["title"]
        verbose_name = _("record")

    def __str__(self) -> str:
        return self.title or self.public_id


def identity() -> models.OneToOneField:
    """The link from a typed row to its `Record`; its own name keeps `record.place` free for real fields."""
    return models.OneToOneField(Record, models.CASCADE, parent_link=True, primary_key=True, related_name="as_%(class)s")


class Entry(Dated, Record):
    """What incidents and visits share: an order inside their day, a standing, a place."""

    order_in_day = models.PositiveSmallIntegerField(
        _("order in the day"), default=0, help_text=_("0 to 7: cause before answer.")
    )
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices, default=Standing.ESTABLISHED)
    place = models.ForeignKey(
        "Place", models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("place")
    )
    place_held = models.BooleanField(_("hold the place back"), default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=models.Q(order_in_day__lte=7), name="%(class)s_order_in_day_0_to_7")
        ]


class Incident(Entry):
    record_ptr = identity()
    kind = models.CharField(_("kind"), max_length=30, choices=IncidentKind.choices, default=IncidentKind.OTHER_INCIDENT)
    topics = TopicsField(_("topics"))
    case = models.SlugField(
        _("legal case"),
        max_length=80,
        blank=True,
        help_text=_("The same word on every stage of one case, for example novak-extradition."),
    )
    stage = models.CharField(_("stage of the case"), max_length=12, choices=Stage.choices, blank=True)
    one_sided_reason = models.CharField(
        _("why only one side"),
        max_length=300,
        blank=True,
        help_text=_("A contested incident shows what both sides say, or this reason."),
    )

    class Meta(Entry.Meta):
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")


class Visit(Entry):
    record_ptr = identity()
    kind = models.CharField(_("kind"), max_length=20, choices=VisitKind.choices, default=VisitKind.OFFICIAL)

    class Meta(Entry.Meta):
        verbose_name = _("visit")
        verbose_name_plural = _("visits")


class Source(Dated, Record):
    record_ptr = identity()
    topics = TopicsField(_("topics"))
    source_kind = models.CharField(
        _("kind of source"), max_length=12, choices=SourceKind.choices, default=SourceKind.NEWS
    )
    language = models.CharField(
        _("language"), max_length=12, blank=True, help_text=_("BCP 47, for example en, cs, ru.")
    )
    original_title = models.CharField(_("title in the original"), max_length=300, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    publisher = models.ForeignKey(
        "Organisation", models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("publisher")
    )
    publisher_held = models.BooleanField(_("hold the publisher back"), default=False)
    publisher_as_stated = models.CharField(_("publisher as worded"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Person(Record):
    record_ptr = identity()
    deceased = models.BooleanField(
        _("has died"), default=False, help_text=_("Who accuses a living person needs two approvals.")
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Country(Dated, Record):
    record_ptr = identity()
    historical = models.BooleanField(_("historical state"), default=False)
    iso_numeric = models.CharField(
        _("ISO number"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{3}\Z", _("Three digits, for example 203."))],
        help_text=_("ISO 3166-1 numeric: maps find the outline by it. States of today only."),
    )
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("predecessor")
    )
    predecessor_held = models.BooleanField(_("hold the predecessor back"), default=False)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Organisation(Dated, Record):
    record_ptr = identity()
    organisation_kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    country_held = models.BooleanField(_("hold the country back"), default=False)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name=_("part of")
    )
    parent_held = models.BooleanField(_("hold what it is part of back"), default=False)
    sending_state = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="missions", verbose_name=_("sending state")
    )
    sending_state_held = models.BooleanField(_("hold the sending state back"), default=False)
    receiving_state = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("receiving state or body")
    )
    receiving_state_held = models.BooleanField(_("hold the receiving state back"), default=False)
    seat = models.ForeignKey(
        "Place", models.PROTECT, null=True, blank=True, related_name="missions", verbose_name=_("seat")
    )
    seat_held = models.BooleanField(_("hold the seat back"), default=False)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class Place(Record):
    record_ptr = identity()
    place_kind = models.CharField(_("kind"), max_length=12, choices=PlaceKind.choices, default=PlaceKind.CITY)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="places", verbose_name=_("country")
    )
    country_held = models.BooleanField(_("hold the country back"), default=False)
    inside = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="places_inside", verbose_name=_("part of")
    )
    inside_held = models.BooleanField(_("hold what it is part of back"), default=False)
    latitude = models.CharField(
        _("latitude"),
        max_length=12,
        blank=True,
        validators=[validate_latitude],
        help_text=_(
            "Decimal degrees (WGS 84), for example 50.08804; negative in the south. Empty where no source says it."
        ),
    )
    longitude = models.CharField(
        _("longitude"),
        max_length=12,
        blank=True,
        validators=[validate_longitude],
        help_text=_(
            "Decimal degrees (WGS 84), for example 14.42076; negative in the west. Both or neither, with a citation."
        ),
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")


class Series(Record):
    """A statistic; its numbers are the observations."""

    record_ptr = identity()
    topics = TopicsField(_("topics"))
    definition = models.TextField(_("what is measured"), blank=True, help_text=_("And how, in one or two sentences."))
    unit = models.CharField(_("unit"), max_length=60, blank=True, help_text=_("For example percent of respondents."))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="series", verbose_name=_("country")
    )
    country_held = models.BooleanField(_("hold the country back"), default=False)
    comparable = models.BooleanField(
        _("all values are comparable"),
        default=False,
        help_text=_("They share unit, measure and population, so that drawing them side by side is honest."),
    )

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")


class Dossier(Record):
    """A relation between two sides. Its title and sides come from the record like any other's."""

    record_ptr = identity()
    lead = models.TextField(_("lead"), blank=True, help_text=_("Opens the page of the relation; every sentence cited."))

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
