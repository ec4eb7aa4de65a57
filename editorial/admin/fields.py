"""How columns become form fields: record pickers with known labels, a plus for a new draft, plain text areas."""

from typing import Any

from django.db import models
from django.http import HttpRequest

from editorial.forms.selects import PlainTextarea, RecordSelect, RecordSelectMultiple, Titles


class DeskFields:
    """Mixed into the admins of records and of their parts."""

    formfield_overrides = {
        models.TextField: {"widget": PlainTextarea},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = self.picker(RecordSelect, db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = self.picker(RecordSelectMultiple, db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def picker(self, widget: type, db_field: Any, request: HttpRequest) -> Any:
        select = widget(db_field, self.admin_site)
        select.titles = getattr(request, "titles", None) or Titles()
        return select

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Of Django's four icons beside a picker only the plus is kept."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = field.widget.can_view_related = field.widget.can_delete_related = False
        return field
