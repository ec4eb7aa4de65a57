"""How columns become form fields: record pickers with known labels, a plus for a new draft, topics, plain text areas."""

from typing import Any

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest

from editorial.admin.picking import with_plus
from editorial.forms import dates, selects
from editorial.forms.selects import PlainTextarea, RecordSelect, RecordSelectMultiple, Titles
from editorial.models.records import EdtfField, TopicsField


class DeskFields:
    """Mixed into the admins of records and of their parts. `words` is column -> (label or "", help or "")."""

    words: dict[str, tuple[str, str]] = {}

    formfield_overrides = {
        EdtfField: {"widget": dates.DateInput, "form_class": dates.DateText},
        models.TextField: {"widget": PlainTextarea},
        models.URLField: {"assume_scheme": "https"},
    }

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"widget": self.picker(RecordSelect, db_field, request), "form_class": selects.SavedChoiceField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"widget": self.picker(RecordSelectMultiple, db_field, request)}
        kwargs["form_class"] = selects.OrderedChoiceField
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def picker(self, widget: type, db_field: Any, request: HttpRequest) -> Any:
        select = widget(db_field, self.admin_site)
        select.titles = getattr(request, "titles", None) or Titles()
        return select

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """With the desk's own words. Of Django's four icons beside a picker only the plus is kept."""
        label, help_text = self.words.get(db_field.name, ("", ""))
        kwargs |= {"label": label} if label else {}
        kwargs |= {"help_text": help_text} if help_text else {}
        if isinstance(db_field, TopicsField):
            return selects.TopicsField(label=kwargs.get("label", "Topics"), help_text=kwargs.get("help_text", ""))
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = with_plus(field.widget, db_field)
        return field
