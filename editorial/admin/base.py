"""The admin of a record: the bracket of lock, version and frozen revision around Django's own form saving."""

import json
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from editorial.admin.arrangement import arranged
from editorial.admin.browsing import BoundedAsking, DossierFilter, RecordList, StateFilter
from editorial.admin.bulk import ChoosingRows
from editorial.admin.checklist import Checklist
from editorial.admin.fields import DeskFields
from editorial.admin.panel import Panel
from editorial.admin.parts import DATE
from editorial.admin.permissions import RecordPermissions
from editorial.admin.saving import Rows
from editorial.admin.similar import offers_beside
from editorial.forms import attachments, merging
from editorial.forms.anchors import number_in
from editorial.forms.records import RecordForm
from editorial.forms.selects import Titles, is_uuid
from editorial.forms.understood import examples
from editorial.models import Record
from editorial.services import drafting
from editorial.services.guarding import Stale, lock_records
from editorial.workflow import EditionState
from relations import dates
from relations.vocabularies import State

CONFLICT = 409
NOTES = ("Notes and address", {"fields": ("public_note", "desk_note", "slug"), "classes": ("collapse", "last")})


def dated(*further: Any) -> tuple[str, dict]:
    """The date's fieldset; `further` are fields that belong beside it."""
    return ("Date", {"fields": (*DATE, *further)})


class BaseRecordAdmin(RecordPermissions, ChoosingRows, BoundedAsking, DeskFields, admin.ModelAdmin):
    """What the admins of all record types share. Nothing here deletes or copies."""

    form = RecordForm
    actions = ()
    list_filter = (StateFilter, DossierFilter)
    lookups = ("state", "dossier")
    list_display = ("name", "state", "public_version")
    list_display_links = ("name",)
    list_per_page = 50
    search_fields = ("title", "public_id", "summary")
    search_help_text = "Title, id or summary."
    show_full_result_count = False
    ordering = ("title",)
    change_form_template = "admin/editorial/record_form.html"

    # --- Lists ------------------------------------------------------------------------------------

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RecordList]:
        return RecordList

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    @admin.display(description="title", ordering="title")
    def name(self, record: Record) -> str:
        return str(record)

    @admin.display(description="open edition", empty_value="–")
    def state(self, record: Record) -> str | None:
        return EditionState(record.open_state).label if record.open_state else None

    @admin.display(description="public", empty_value="not yet")
    def public_version(self, record: Record) -> str | None:
        if record.public_number is None:
            return None
        return str(record.public_number) if record.public_state == State.PUBLIC else State(record.public_state).label

    @admin.display(description="date", ordering="date_edtf", empty_value="–")
    def date(self, record: Record) -> str | None:
        """The date in words; as typed where it cannot be read."""
        try:
            return dates.words(dates.parse(record.date_edtf), "en") if record.date_edtf else None
        except dates.DateFault:
            return record.date_edtf

    # --- The bracket ------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """On POST the record's row is locked before anything is read, and the version that was shown is compared."""
        request.titles, request.lists = Titles(UUID(object_id) if is_uuid(object_id) else None), {}
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if "_saveasnew" in request.POST:
            raise PermissionDenied(
                "A record is not copied: its parts would take numbers and proofs that are not theirs."
            )
        with transaction.atomic():
            if is_uuid(object_id) and self.has_change_permission(request):
                self.compare_versions(request, UUID(object_id))
            response = super().changeform_view(request, object_id, form_url, extra_context)
            if hasattr(request, "merged"):
                response.status_code = CONFLICT
            return response

    def compare_versions(self, request: HttpRequest, key: UUID) -> None:
        """Lock; where somebody saved since, lay what was typed over what is there now instead of saving it."""
        record = lock_records([key]).get(key)
        seen = number_in(request.POST.get("lock_version"))
        if record is None:
            return
        try:
            drafting.require_version(record, -1 if seen is None else seen)
        except Stale as stale:
            self.lay_over(request, key, str(stale))

    def lay_over(self, request: HttpRequest, key: UUID, sentence: str) -> None:
        row = self.get_object(request, str(key))
        if row is None:
            return
        typed = attachments.keep_files(request.POST, request.FILES)
        request.FILES.clear()
        request.merged = merging.merge(typed, *self.unbound(request, row))
        request.POST = request.merged.data
        request.stale = sentence

    def unbound(self, request: HttpRequest, row: Record) -> tuple[Any, list]:
        """Form and formsets as they would be opened now."""
        form, shared = self.get_form(request, row, change=True)(instance=row), self.shared(request, {})
        formsets = [
            formset(instance=row, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request), **shared)
            for formset, inline in self.get_formsets_with_inlines(request, row)
        ]
        return form, formsets

    def get_formset_kwargs(self, request: HttpRequest, obj: Record, inline: Any, prefix: str) -> dict[str, Any]:
        return {**super().get_formset_kwargs(request, obj, inline, prefix), **self.shared(request, request.lists)}

    def shared(self, request: HttpRequest, lists: dict) -> dict[str, Any]:
        """What the lists of one form know of each other."""
        return {"lists": lists, "titles": request.titles}

    def get_form(self, request: HttpRequest, obj: Record | None = None, change: bool = False, **kwargs: Any) -> type:
        form = super().get_form(request, obj, change, **kwargs)
        form.stale = getattr(request, "stale", None)
        return form

    def save_model(self, request: HttpRequest, obj: Record, form: RecordForm, change: bool) -> None:
        if not change:
            drafting.begin(actor=request.user, record=obj)
        elif form.has_changed():
            obj.save()

    def save_formset(self, request: HttpRequest, form: RecordForm, formset: Any, change: bool) -> None:
        request.rows.save(formset)

    def save_related(self, request: HttpRequest, form: RecordForm, formsets: list, change: bool) -> None:
        """Parts are new only after `super()`; then rows are removed, and last the document is frozen."""
        request.rows = Rows(form.instance)
        super().save_related(request, form, formsets, change)
        request.rows.remove(formsets)
        touched = not change or form.has_changed() or any(formset.has_changed() for formset in formsets)
        request.revision = drafting.freeze(record=form.instance, author=request.user, touched=touched)
        if request.rows.unproved:
            said = "A citation or translation named a row that was left empty; choose again what it is about."
            messages.warning(request, said)

    # --- Answers ----------------------------------------------------------------------------------

    def response_add(self, request: HttpRequest, obj: Record, post_url_continue: str | None = None) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self.response_saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Record) -> HttpResponse:
        if "_popup" in request.POST:
            return super().response_change(request, obj)
        return self.response_saved(request, obj)

    def response_saved(self, request: HttpRequest, obj: Record) -> HttpResponse:
        """Back to the form, which shows what state the record is in now."""
        revision = request.revision
        said = f"Saved as revision {revision.seq}." if revision else "Saved. Nothing that readers see has changed."
        messages.success(request, said)
        return redirect(reverse(f"admin:editorial_{obj.type}_change", args=[obj.pk]))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Record | None = None,
    ) -> HttpResponse:
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if obj is not None:
            context |= self.seen(request, obj, context["adminform"].form, formsets)
            # A form that came back has written what was typed into `obj`; the panel shows what is saved.
            saved = type(obj).objects.get(pk=obj.pk) if request.method == "POST" else obj
            context["panel"] = Panel(saved, request.user)
            context["checklist"] = Checklist(context["panel"], formsets)
            context["checklist"].mark()
            context["merged"] = getattr(request, "merged", None)
            context["title"], context["subtitle"] = str(saved), None
        context["similar"] = offers_beside(request, obj, self.opts.model_name, context["adminform"].form, formsets)
        context["date_examples"] = examples()
        context["blocks"] = arranged(context["adminform"], context["inline_admin_formsets"])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def seen(self, request: HttpRequest, obj: Record, form: RecordForm, formsets: list) -> dict[str, str]:
        """The version that this page shows, and the values that a later conflict is compared with."""
        if request.method == "POST" and not hasattr(request, "merged"):
            return {name: request.POST.get(name, "") for name in ("lock_version", "opened")}
        if hasattr(request, "merged"):
            form, formsets = self.unbound(request, self.get_object(request, str(obj.pk)))
        shown = json.dumps(merging.snapshot(form, formsets), ensure_ascii=False, separators=(",", ":"))
        return {"lock_version": str(obj.lock_version), "opened": shown}

    # --- Django's own log is not the audit trail --------------------------------------------------

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Services write `LogLine`."""

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        """The history of the desk instead of Django's."""
        if not is_uuid(object_id):
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect(reverse("admin:editorial_history", args=[UUID(object_id)]))
