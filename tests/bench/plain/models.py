"""Usual tables of the same content: a visit with keys to place, parties and sources. Only for the benchmark."""

from django.db import models


class Named(models.Model):
    public_id = models.CharField(max_length=6, unique=True)
    type = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=140)
    state = models.CharField(max_length=12, default="public")

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    public_id = models.CharField(max_length=6, unique=True)
    path = models.CharField(max_length=140)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    kind = models.CharField(max_length=12, db_index=True)
    standing = models.CharField(max_length=12, db_index=True)
    edtf = models.CharField(max_length=40)
    earliest = models.DateField()
    sort_key = models.BigIntegerField(unique=True)
    direction = models.CharField(max_length=16)
    place = models.ForeignKey(Named, models.CASCADE, related_name="visits_here")
    sources = models.ManyToManyField(Named, related_name="visits_citing")
    published = models.BooleanField(default=True)

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=12)
    who = models.ForeignKey(Named, models.CASCADE, related_name="parts")
    state = models.ForeignKey(Named, models.CASCADE, related_name="represented")

    class Meta:
        app_label = "plain"

    def __str__(self) -> str:
        return f"{self.who_id} {self.role}"
