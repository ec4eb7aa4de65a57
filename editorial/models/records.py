"""Working records: what editors type, one table per type. Texts here are drafts; only documents become public."""

import secrets
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import dates
from relations.vocabularies import OrganisationKind, PlaceKind, RecordType, SourceKind, Standing, VisitKind

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


class Visit(Dated, Record):
    record_ptr = identity()
    kind = models.CharField(_("kind"), max_length=20, choices=VisitKind.choices, default=VisitKind.OFFICIAL)
    order_in_day = models.PositiveSmallIntegerField(
        _("order in the day"), default=0, help_text=_("0 to 7: cause before answer.")
    )
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices, default=Standing.ESTABLISHED)
    place = models.ForeignKey(
        "Place", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("place")
    )
    place_held = models.BooleanField(_("hold the place back"), default=False)

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.CheckConstraint(condition=models.Q(order_in_day__lte=7), name="visit_order_in_day_0_to_7")
        ]


class Source(Dated, Record):
    record_ptr = identity()
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

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Country(Dated, Record):
    record_ptr = identity()
    historical = models.BooleanField(_("historical state"), default=False)
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("predecessor")
    )
    predecessor_held = models.BooleanField(_("hold the predecessor back"), default=False)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Organisation(Record):
    record_ptr = identity()
    organisation_kind = models.CharField(
        _("kind"), max_length=20, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="organisations", verbose_name=_("country")
    )
    country_held = models.BooleanField(_("hold the country back"), default=False)

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

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")


class Dossier(Record):
    """A relation between two sides. Its title, lead and sides come from the record like any other's."""

    record_ptr = identity()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
