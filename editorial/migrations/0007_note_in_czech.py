"""The public note of an edition in Czech, as the document holds it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editorial", "0006_newsroom")]

    operations = [
        migrations.AddField(
            "edition", "change_note_cs", models.TextField(blank=True, default=""), preserve_default=False
        ),
    ]
