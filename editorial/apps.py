"""App configuration of the desk: the two migrate handlers are the project's only signal handlers."""

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate

from editorial import installation


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "Records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from relations import http  # its models do not exist before

        pre_migrate.connect(installation.before_migrate, dispatch_uid="lift-laws")
        post_migrate.connect(installation.after_migrate, sender=self, dispatch_uid="install-laws")
        checks.register(installation.check_laws, checks.Tags.database)
        http.READINESS.append(installation.missing_laws)
