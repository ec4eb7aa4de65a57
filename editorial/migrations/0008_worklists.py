"""What the worklists ask for: translations left behind, and indexes for lists that stay fast among many records."""

from django.db import migrations, models
from django.db.models import Q

from relations.documents import content_hash, load, translatable

OPEN = ["draft", "in_review", "changes_requested", "approved", "scheduled"]


def compare(apps, schema_editor):
    """Each translation with the text in the newest frozen document of its record."""
    translation, revision = apps.get_model("editorial", "Translation"), apps.get_model("editorial", "Revision")
    for record in translation.objects.filter(removed=False).values_list("record", flat=True).distinct():
        newest = revision.objects.filter(record=record).order_by("-seq").first()
        texts = translatable(load(newest.document)) if newest else {}
        for row in translation.objects.filter(record=record, removed=False):
            if row.of != content_hash(texts.get(row.anchor, "")):
                translation.objects.filter(pk=row.pk).update(behind=True)


class Migration(migrations.Migration):
    dependencies = [("editorial", "0007_note_in_czech")]

    operations = [
        migrations.AddField("translation", "behind", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(compare, migrations.RunPython.noop),
        migrations.AddIndex(
            "translation",
            models.Index(
                fields=["record"],
                condition=Q(behind=True) | Q(withheld=True),
                name="translations_left_behind",
            ),
        ),
        migrations.AddIndex(
            "reference", models.Index(fields=["source"], condition=Q(held=True), name="references_held")
        ),
        migrations.AddIndex("edition", models.Index(fields=["state", "submitted_at"], name="editions_by_state")),
        migrations.AddIndex(
            "edition", models.Index(fields=["due_on"], condition=Q(state__in=OPEN), name="editions_due")
        ),
    ]
