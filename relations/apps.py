"""App configuration of the public record; no signal handlers here, ever."""

from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "relations"
    verbose_name = "Public record"
    default_auto_field = "django.db.models.BigAutoField"
