"""What lies over any record: texts in other languages, and files kept as evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.parts import LANGUAGE_HELP, Part
from editorial.models.records import Record
from relations.vocabularies import MEDIA_TYPES


class Translation(Part):
    """`of` is the hash of the text that was translated; `withheld` is set when a correction left it behind.

    `behind`, for the desk's worklist alone, says that the text is another one now; renewed whenever the record is frozen.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="translations")
    anchor = models.CharField(_("translates"), max_length=60)
    language = models.CharField(_("language"), max_length=12, default="cs", help_text=LANGUAGE_HELP)
    text = models.TextField(_("text"))
    of = models.CharField(max_length=71, blank=True, editable=False)
    withheld = models.BooleanField(default=False, editable=False)
    behind = models.BooleanField(default=False, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        indexes = [
            models.Index(
                fields=["record"],
                condition=models.Q(behind=True) | models.Q(withheld=True),
                name="translations_left_behind",
            )
        ]


class Attachment(Part):
    """A file by its hash. It is private until a published document names the hash."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="attachments")
    title = models.CharField(_("title"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    media_type = models.CharField(max_length=40, choices=[(name, name) for name in MEDIA_TYPES], editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
