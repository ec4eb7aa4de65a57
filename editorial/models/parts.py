"""Parts of working records: flat rows with a permanent number. A held row stays on the desk until a person lifts it."""

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.records import Country, Dated, Dossier, Person, Record, Source
from relations.vocabularies import Role, Stance, Standing

LANGUAGE_HELP = _("BCP 47, for example en, cs, ru.")


class Part(models.Model):
    """`n` is the part's own number for life; `position` only orders the list."""

    n = models.PositiveIntegerField(_("number"), editable=False, validators=[MinValueValidator(1)])
    position = models.PositiveIntegerField(_("position"), default=0)
    removed = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "n"]
        constraints = [models.UniqueConstraint(fields=["record", "n"], name="%(class)s_number")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.n}"


class Claim(Part):
    record = models.ForeignKey(Record, models.CASCADE, related_name="claims")
    text = models.TextField(_("statement"))
    standing = models.CharField(_("standing"), max_length=12, choices=Standing.choices, default=Standing.ESTABLISHED)
    holder = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("whose statement")
    )
    section = models.PositiveIntegerField(
        _("section"), null=True, blank=True, help_text=_("Number of the section of a dossier that it stands in.")
    )
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("statement")
        verbose_name_plural = _("statements")


class Citation(Part):
    record = models.ForeignKey(Record, models.CASCADE, related_name="citations")
    anchor = models.CharField(_("proves"), max_length=60)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="cited_by", verbose_name=_("source"))
    through = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="carrying",
        verbose_name=_("cited through"),
        help_text=_("The source that was read, where it reports what the other one says."),
    )
    locator = models.CharField(_("where in the source"), max_length=200, blank=True)
    quote = models.CharField(_("short excerpt"), max_length=300, blank=True)
    language = models.CharField(_("language of the excerpt"), max_length=12, blank=True, help_text=LANGUAGE_HELP)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance.choices, default=Stance.SUPPORTS)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("citation")
        verbose_name_plural = _("citations")


class Participation(Part):
    record = models.ForeignKey(Record, models.CASCADE, related_name="participations")
    who = models.ForeignKey(Record, models.PROTECT, null=True, related_name="+", verbose_name=_("who"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    capacity = models.CharField(_("office as worded then"), max_length=200, blank=True)
    state = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("state represented")
    )
    state_inferred = models.BooleanField(_("state inferred by the editors"), default=False)
    alleged = models.BooleanField(_("alleged"), default=False)
    outcome = models.CharField(
        _("outcome"), max_length=200, blank=True, help_text=_("What became of this participant, as the source has it.")
    )
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("participant")
        verbose_name_plural = _("participants")


class AccessPoint(Part):
    record = models.ForeignKey(Source, models.CASCADE, related_name="access_points")
    url = models.URLField(_("address"), max_length=1000, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=1000, blank=True)
    accessed = models.DateField(_("read on"), null=True, blank=True)
    content_sha256 = models.CharField(
        _("SHA-256 of the copy"),
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("64 hexadecimal digits, lower case."))],
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("access point")
        verbose_name_plural = _("access points")
        constraints = [models.UniqueConstraint(fields=["record", "n"], name="access_point_number")]


class Tenure(Dated, Part):
    record = models.ForeignKey(Person, models.CASCADE, related_name="tenures")
    office = models.CharField(_("office"), max_length=200)
    body = models.ForeignKey(
        Record, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body or country")
    )
    held = models.BooleanField(_("hold back"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("office held")
        verbose_name_plural = _("offices held")


class Name(Part):
    record = models.ForeignKey(Record, models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language"), max_length=12, help_text=LANGUAGE_HELP)

    class Meta(Part.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")


class Side(Part):
    record = models.ForeignKey(Dossier, models.CASCADE, related_name="sides")
    label = models.CharField(_("label"), max_length=100)
    countries = models.ManyToManyField(Country, related_name="+", verbose_name=_("countries"))

    class Meta(Part.Meta):
        verbose_name = _("side")
        verbose_name_plural = _("sides")


class DossierMembership(models.Model):
    """A record belongs to a dossier; `held` keeps an unpublished dossier out of its document."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="in_dossiers")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="members", verbose_name=_("dossier"))
    position = models.PositiveIntegerField(default=0)
    held = models.BooleanField(_("hold back"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [models.UniqueConstraint(fields=["record", "dossier"], name="once_in_a_dossier")]

    def __str__(self) -> str:
        return str(self.dossier)
