"""Files that a public document names. What no public document names was never there: the same 404 as any other address."""

from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.csrf import csrf_exempt

from relations import evidence, http
from relations.models import PublishedFile
from relations.views import system
from relations.vocabularies import MEDIA_TYPES

# A file is somebody else's work: nothing in it may run, load or be framed, however it is opened.
POLICY = "sandbox; default-src 'none'"
LONGEST_NAME = 80


class Sha256(StringConverter):
    """64 hexadecimal digits in lower case."""

    regex = "[0-9a-f]{64}"


register_converter(Sha256, "sha256")


@csrf_exempt  # nothing here acts for anybody; the middleware's refusal would set a cookie
def file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """`/evidence/<sha256>/`: the file as a download. Two queries; the bytes are streamed and never kept in the page cache."""
    if request.method not in http.SAFE_METHODS:
        return http.dressed(HttpResponseNotAllowed(http.SAFE_METHODS), "")
    etag = http.etag_of(request, http.read_head())
    row, path = evidence.public_file(sha256), evidence.path_of(sha256)
    if row is None or not path.is_file():
        return system.not_found(request)
    if http.is_unchanged(request, etag):
        return http.dressed(HttpResponseNotModified(), etag)
    return http.dressed(guarded(download(request, row, path), row), etag)


def download(request: HttpRequest, row: PublishedFile, path: Path) -> HttpResponseBase:
    """The file for GET, its size alone for HEAD."""
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(path.stat().st_size)})
    return FileResponse(path.open("rb"))


def guarded(response: HttpResponseBase, row: PublishedFile) -> HttpResponseBase:
    """The same answer as a download of the type that was approved, closed to scripts and to guessing of types."""
    response["Content-Type"] = row.media_type
    response["Content-Disposition"] = content_disposition_header(True, name_of(row))
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response


def name_of(row: PublishedFile) -> str:
    """What the download is called: letters, digits and hyphens of its title, so that no sign can turn its ending round."""
    stem = slugify(row.title, allow_unicode=True)[:LONGEST_NAME].strip("-") or row.sha256[:12]
    return f"{stem}.{MEDIA_TYPES[row.media_type]}"
