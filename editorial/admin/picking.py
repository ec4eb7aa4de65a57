"""What a picker of records finds and what its plus offers: only what can stand there, each with its type, date and state."""

from typing import Any

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Case, Field, IntegerField, Model, QuerySet, Value, When

from editorial.models import Citation, Record, Source
from editorial.readiness.general import LINKED_TYPES
from editorial.selectors import labels
from editorial.shapes import SHAPES


def fitting_types(field: Field) -> tuple[str, ...]:
    """The types that the checklist accepts in a column of a part; () for all."""
    keys = [shape.key for shapes in SHAPES.values() for shape in shapes.parts if shape.model is field.model]
    return LINKED_TYPES.get((keys[0], field.name), ()) if keys else LINKED_TYPES.get((field.name, ""), ())


class RecordSearch(AutocompleteJsonView):
    """What a picker finds. Where several types can stand, each line says which one it is; sources used last come first."""

    def get_queryset(self) -> QuerySet:
        types = fitting_types(self.source_field)
        found = labels.described(super().get_queryset())
        found = found.filter(type__in=types) if types else found
        return self.last_used_first(found) if self.source_field.model is Citation else found

    def last_used_first(self, found: QuerySet) -> QuerySet:
        used = labels.lately_cited(self.request.user)
        if not used:
            return found
        places = [When(pk=key, then=Value(place)) for place, key in enumerate(used)]
        return found.order_by(Case(*places, default=Value(len(used)), output_field=IntegerField()), "title", "pk")

    def serialize_result(self, obj: Model, to_field_name: str) -> dict[str, str]:
        found = super().serialize_result(obj, to_field_name)
        found["text"] = labels.words(obj, with_type=type(obj) is Record)
        if isinstance(obj, Source):
            found["language"] = obj.language
        return found


class FittingPlus(RelatedFieldWidgetWrapper):
    """The plus beside a picker; of Django's other three icons none. `types` narrows which new drafts it offers."""

    types: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if self.types:
            context["url_params"] += f"&types={','.join(self.types)}"
        return context


def with_plus(widget: RelatedFieldWidgetWrapper, field: Field) -> FittingPlus:
    """The same wrapper with the plus alone."""
    plus = FittingPlus(widget.widget, widget.rel, widget.admin_site, can_add_related=widget.can_add_related)
    plus.can_change_related = plus.can_view_related = plus.can_delete_related = False
    plus.types = fitting_types(field) if field.related_model is Record else ()
    return plus
