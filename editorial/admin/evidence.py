"""Files of evidence on the desk: for people who may look at drafts, whether a public record names the file or not."""

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header

from editorial import rules
from editorial.services import evidence
from relations.evidence import path_of
from relations.vocabularies import MEDIA_TYPES

# Somebody else's work: nothing in it may run, load or be framed, however it is opened.
POLICY = "sandbox; default-src 'none'"


def file(request: HttpRequest, sha256: str) -> FileResponse:
    """`/admin/evidence/<sha256>/`: the file, as a download."""
    if reason := rules.may_look(request.user):
        raise PermissionDenied(reason)
    stored = evidence.find(sha256)
    if stored is None:
        raise Http404("No file lies under this hash.")
    name = f"evidence-{sha256[:12]}.{MEDIA_TYPES[stored.media_type]}"
    answer = FileResponse(path_of(sha256).open("rb"), content_type=stored.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def evidence_urls(site: AdminSite) -> list[URLPattern]:
    return [path("evidence/<slug:sha256>/", site.admin_view(file), name="editorial_evidence")]
