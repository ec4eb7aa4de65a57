"""Parts of profiles, series and dossiers: observations, memberships, staff ceilings, sections, eras and their like."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.incident_parts import record_link
from editorial.models.parts import Part
from editorial.models.records import Country, Dated, Dossier, EdtfField, Organisation, Series, validate_decimal
from relations.vocabularies import Category, MembershipStatus, Qualifier, Topic


class Observation(Part):
    record = models.ForeignKey(Series, models.CASCADE, related_name="observations")
    period = EdtfField(_("period (EDTF)"), blank=False, help_text=_("For example 2016, 2016-05, 2009/2015."))
    label = models.CharField(_("which value"), max_length=200, blank=True)
    value = models.CharField(_("value"), max_length=32, validators=[validate_decimal])
    qualifier = models.CharField(_("qualifier"), max_length=8, choices=Qualifier.choices, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")


class Membership(Dated, Part):
    record = models.ForeignKey(Country, models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+", verbose_name=_("body"))
    status = models.CharField(
        _("status"), max_length=12, choices=MembershipStatus.choices, default=MembershipStatus.MEMBER
    )
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")


class StaffCeiling(Dated, Part):
    record = models.ForeignKey(Organisation, models.CASCADE, related_name="staff_ceilings")
    count = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    category = models.CharField(_("who is counted"), max_length=12, choices=Category.choices, default=Category.STAFF)
    imposed_by = record_link(_("set by"), optional=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("staff ceiling")
        verbose_name_plural = _("staff ceilings")


class Section(Part):
    record = models.ForeignKey(Dossier, models.CASCADE, related_name="sections")
    heading = models.CharField(_("heading"), max_length=120)
    topic = models.CharField(
        _("topic"),
        max_length=16,
        choices=Topic.choices,
        blank=True,
        help_text=_("Entries with this topic are listed in the section."),
    )
    text = models.TextField(_("text"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Era(Dated, Part):
    record = models.ForeignKey(Dossier, models.CASCADE, related_name="eras")
    label = models.CharField(_("label"), max_length=120)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("era")
        verbose_name_plural = _("eras")


class InfoboxRow(Part):
    record = models.ForeignKey(Dossier, models.CASCADE, related_name="infobox")
    label = models.CharField(_("label"), max_length=80)
    side = models.PositiveIntegerField(
        _("side"), null=True, blank=True, help_text=_("Number of the side that the row is about; empty: both.")
    )
    text = models.CharField(_("value"), max_length=300, blank=True)
    target = record_link(_("leads to"), optional=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("infobox row")
        verbose_name_plural = _("infobox rows")


class Case(Part):
    """A legal matter; its stages are the incidents that name the key."""

    record = models.ForeignKey(Dossier, models.CASCADE, related_name="cases")
    key = models.SlugField(_("key"), max_length=80, help_text=_("As the incidents name it: novak-extradition."))
    title = models.CharField(_("title"), max_length=200)
    section = models.PositiveIntegerField(
        _("section"), null=True, blank=True, help_text=_("Number of the section in which its table stands.")
    )

    class Meta(Part.Meta):
        verbose_name = _("legal case")
        verbose_name_plural = _("legal cases")


class SeeAlso(Part):
    record = models.ForeignKey(Dossier, models.CASCADE, related_name="see_also")
    target = record_link(_("record"))
    note = models.CharField(_("note"), max_length=200, blank=True)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("see also")
        verbose_name_plural = _("see also")
