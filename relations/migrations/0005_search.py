"""The full-text index of each database beside the search rows, whose words `rebuild_public --cards` makes anew."""

from django.db import migrations, models

SQLITE = (
    # Words come folded and parted by spaces: every sign beyond ASCII belongs to one, and so does the break between texts.
    "CREATE VIRTUAL TABLE search_index USING fts5(title, text, type, content='relations_searchrow', "
    "content_rowid='sort_key', tokenize=\"ascii tokenchars '|'\")",
    "CREATE VIRTUAL TABLE search_terms USING fts5vocab('search_index', 'instance')",
    "INSERT INTO search_index(search_index) VALUES ('rebuild')",
)
SQLITE_BACK = ("DROP TABLE search_terms", "DROP TABLE search_index")
POSTGRESQL = (
    "ALTER TABLE relations_searchrow "
    "ADD COLUMN title_words tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(title, ' '), ''))) STORED, "
    "ADD COLUMN words tsvector GENERATED ALWAYS AS "
    "(array_to_tsvector(array_remove(string_to_array(title || ' ' || text || ' =' || type, ' '), ''))) STORED",
    "CREATE INDEX search_title_words ON relations_searchrow USING gin (title_words)",
    "CREATE INDEX search_words ON relations_searchrow USING gin (words)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_words",
    "DROP INDEX search_title_words",
    "ALTER TABLE relations_searchrow DROP COLUMN words, DROP COLUMN title_words",
)


def empty_rows(apps, schema_editor):
    """Rows of before were folded otherwise; without a renderer they are told to be made anew, and `/readyz/` asks for it."""
    apps.get_model("relations", "SearchRow").objects.update(title="", text="")


def add_index(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop_index(apps, schema_editor):
    for statement in SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):

    dependencies = [
        ('relations', '0004_listing_renderer'),
    ]

    operations = [
        migrations.AddField(
            model_name='searchrow',
            name='type',
            field=models.CharField(choices=[('incident', 'incident'), ('visit', 'visit'), ('source', 'source'), ('person', 'person'), ('organisation', 'organisation'), ('country', 'country'), ('place', 'place'), ('series', 'series'), ('dossier', 'dossier')], default='', max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='searchrow',
            name='renderer',
            field=models.CharField(default='', max_length=16),
        ),
        migrations.RunPython(empty_rows, migrations.RunPython.noop),
        migrations.RunPython(add_index, drop_index),
    ]
