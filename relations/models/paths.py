"""Address words that were ever public and whose they are: the slugs of dossiers. Derived from all editions."""

from django.db import models

from relations.models.record import PublishedRecord


class Path(models.Model):
    """A first path word (`czech-republic-russia`); once public it never changes owner."""

    word = models.CharField(max_length=80, primary_key=True)
    record = models.ForeignKey(PublishedRecord, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"/{self.word}/"
