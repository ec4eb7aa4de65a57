"""Parts of incidents: measures, attributions, positions, responses, figures. A held row stays on the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.parts import Part
from editorial.models.records import Dated, EdtfField, Incident, Record, validate_decimal
from relations.vocabularies import (
    AttributionBasis,
    Category,
    Confidence,
    MeasureKind,
    PositionStance,
    Qualifier,
    Relation,
    Reply,
    ResponseBasis,
)


def record_link(label: str, *, optional: bool = False) -> models.ForeignKey:
    """A link to any record; a draft may leave it open."""
    return models.ForeignKey(Record, models.PROTECT, null=True, blank=optional, related_name="+", verbose_name=label)


class Measure(Part):
    record = models.ForeignKey(Incident, models.CASCADE, related_name="measures")
    kind = models.CharField(_("kind"), max_length=20, choices=MeasureKind.choices)
    imposing = record_link(_("imposing side"), optional=True)
    receiving = record_link(_("receiving side"), optional=True)
    count = models.PositiveIntegerField(_("number"), null=True, blank=True)
    count_min = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    count_max = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    category = models.CharField(_("what is counted"), max_length=12, choices=Category.choices, blank=True)
    category_as_stated = models.CharField(_("what is counted, as worded"), max_length=200, blank=True)
    announced = EdtfField(_("announced"))
    effective = EdtfField(_("effective"))
    deadline = EdtfField(_("deadline"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")


class Attribution(Dated, Part):
    record = models.ForeignKey(Incident, models.CASCADE, related_name="attributions")
    text = models.TextField(_("what is attributed"))
    by = record_link(_("who attributes"))
    to = record_link(_("to whom"))
    basis = models.CharField(
        _("basis"), max_length=16, choices=AttributionBasis.choices, default=AttributionBasis.NOT_STATED
    )
    confidence = models.CharField(_("how sure"), max_length=12, choices=Confidence.choices, blank=True)
    settled = models.BooleanField(_("settled"), default=False)
    reply = models.CharField(_("reply of the accused"), max_length=12, choices=Reply.choices, blank=True)
    reply_by = record_link(_("who replied"), optional=True)
    reply_text = models.TextField(_("words of the reply, in ours"), blank=True)
    reply_date = EdtfField(_("date of the reply, or as of when none was found"))
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")


class Position(Dated, Part):
    record = models.ForeignKey(Incident, models.CASCADE, related_name="positions")
    side = record_link(_("side"))
    stance = models.CharField(_("what it does"), max_length=12, choices=PositionStance.choices)
    text = models.TextField(_("what it says"), blank=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("position")
        verbose_name_plural = _("positions")


class Response(Part):
    record = models.ForeignKey(Incident, models.CASCADE, related_name="responses")
    to = record_link(_("answers"))
    relation = models.CharField(_("relation"), max_length=16, choices=Relation.choices, default=Relation.IN_RESPONSE_TO)
    basis = models.CharField(_("basis"), max_length=12, choices=ResponseBasis.choices, default=ResponseBasis.ASSERTED)
    asserted_by = record_link(_("who says so"), optional=True)
    note = models.CharField(_("why the editors infer it"), max_length=300, blank=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("response")
        verbose_name_plural = _("responses")


class Figure(Part):
    record = models.ForeignKey(Incident, models.CASCADE, related_name="figures")
    label = models.CharField(_("what is counted"), max_length=200)
    value = models.CharField(_("value"), max_length=32, validators=[validate_decimal])
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=8, choices=Qualifier.choices, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
