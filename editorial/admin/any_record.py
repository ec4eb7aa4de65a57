"""The parent of all types in the admin: what pickers of any type search in, and the question which type a new draft has."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from editorial.admin.base import BaseRecordAdmin
from editorial.admin.site import desk
from editorial.forms.selects import is_uuid
from editorial.models import Country, Incident, Organisation, Person, Place, Record, Source, Visit

CHOSEN_IN_PICKERS = (Person, Country, Organisation, Place, Source, Incident, Visit)


@admin.register(Record, site=desk)
class RecordAdmin(BaseRecordAdmin):
    """Any record: searched by pickers, never edited as such. Its plus asks first which type the new draft has."""

    fields = ()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return redirect("admin:index")

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The form of a record is that of its type; a new one needs a type first."""
        if object_id is None:
            return self.choose_type(request)
        record = Record.objects.filter(pk=object_id).first() if is_uuid(object_id) else None
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(reverse(f"admin:editorial_{record.type}_change", args=[record.pk]))

    def choose_type(self, request: HttpRequest) -> HttpResponse:
        popup = "_popup" in request.GET
        query = "?_popup=1" if popup else ""
        fitting = request.GET.get("types", "").split(",")
        models = [model for model in CHOSEN_IN_PICKERS if model._meta.model_name in fitting] or CHOSEN_IN_PICKERS
        types = [
            (model._meta.verbose_name, reverse(f"admin:editorial_{model._meta.model_name}_add")) for model in models
        ]
        if len(types) == 1:
            return redirect(types[0][1] + query)
        context = {
            **self.admin_site.each_context(request),
            "title": "What is it?",
            "is_popup": popup,
            "query": query,
            "types": types,
            "allowed": self.has_add_permission(request),
        }
        return TemplateResponse(request, "admin/editorial/choose_type.html", context)
