"""A byte-exact dump of every public table, for tests that ask whether anything public changed. No test lives here."""

from django.db import connection

from relations import models

WITH_SURROGATE = (
    models.TimelineEntry, models.PublishedLink, models.EntryCount, models.PublishedTopic, models.PublishedFile
)  # fmt: skip
SURROGATE = {model._meta.db_table for model in WITH_SURROGATE}


def public_tables() -> list[str]:
    """Every table of the public record that this database holds, known to a model or not."""
    return sorted(name for name in connection.introspection.table_names() if name.startswith("relations_"))


def table(name: str, *, surrogates: bool = True) -> list[str]:
    """One line for each row, sorted; without the surrogate key of a derived row if so asked."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {name}")
        columns = [column[0] for column in cursor.description]
        keep = [i for i, column in enumerate(columns) if surrogates or column != "id" or name not in SURROGATE]
        return sorted(repr([(columns[i], row[i]) for i in keep]) for row in cursor.fetchall())


def dump(*, surrogates: bool = True) -> bytes:
    """All public tables as bytes; `surrogates=False` leaves out keys that a rebuild gives anew."""
    lines = [f"{name} {line}" for name in public_tables() for line in table(name, surrogates=surrogates)]
    return "\n".join(lines).encode()
