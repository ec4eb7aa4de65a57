import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0008_worklists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Words",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="editorial.record",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("folding", models.CharField(max_length=16)),
                ("title", models.TextField()),
                ("text", models.TextField()),
            ],
        ),
    ]
