"""Dumps over HTTP: which there are, and their files. What lies on disk is not part of the sequence, so nothing is cached here."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request

from relations import http
from relations.api import answers, openapi, problems, readable, shapes
from relations.dumps import describing, shelf
from relations.filters import NoFilters

LATEST = "latest"
NAME = OpenApiParameter(
    "name",
    {"type": "string", "pattern": "^[a-z]+[.][a-z]+$", "maxLength": 40},
    OpenApiParameter.PATH,
    description="File of the dump: manifest.json names them.",
    examples=[OpenApiExample("name", value="records.jsonl")],
)
SEQ = OpenApiParameter(
    "seq",
    {"type": "string", "pattern": "^(?:latest|[0-9]{1,18})$"},
    OpenApiParameter.PATH,
    description="Act that the dump was made at, or `latest`.",
    examples=[OpenApiExample("seq", value="latest")],
)

FILE = OpenApiResponse(
    {"title": "File"}, description="The file, as it lies on disk; its media type is that of its name."
)


def address(seq: int | str) -> str:
    return f"{answers.BASE}dumps/{seq}/"


class TemporaryRedirect(HttpResponse):
    """307: the newest dump is elsewhere tomorrow."""

    status_code = 307

    def __init__(self, target: str) -> None:
        super().__init__(headers={"Location": target})


class Dumps(answers.ApiView):
    """Whole copies of the public record, the newest first, each file with its hash."""

    @extend_schema(
        operation_id="dumps_list",
        responses={200: openapi.list_of(shapes.Dump), 304: None, **openapi.refusals(400, 405)},
        tags=["dumps"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        found = [shelf.listed(dump, address(dump.seq)) for dump in shelf.servable()]
        answer = answers.list_response(found, None, max(len(found), 1), request.head)
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        unchanged = http.is_unchanged(request, answer["ETag"])
        return HttpResponseNotModified(headers={"ETag": answer["ETag"]}) if unchanged else answer


class DumpFile(answers.ApiView):
    """One file of a dump. A dump that says what was withdrawn since is gone: take the latest."""

    formats = ()  # a file has the form that it has

    @extend_schema(
        operation_id="dumps_file",
        parameters=[SEQ, NAME],
        responses={
            **{(200, media.partition(";")[0]): FILE for media in describing.MEDIA_TYPES.values()},
            304: None,
            307: OpenApiResponse(description="`latest`: the address of the file in the newest dump."),
            **openapi.refusals(400, 404, 405),
        },
        tags=["dumps"],
    )
    def get(self, request: Request, seq: str, name: str) -> HttpResponseBase:
        answers.strict(request, NoFilters)
        there = shelf.servable()
        if seq == LATEST and there and of_dump(there[0], name):
            return TemporaryRedirect(f"{address(there[0].seq)}{name}")
        dump = next((each for each in there if str(each.seq) == seq), None)
        found = of_dump(dump, name) if dump else None
        if found is None:
            raise problems.not_found()
        return sent(request, dump, found)


def of_dump(dump: shelf.Dump, name: str) -> dict[str, Any] | None:
    """What is said of one file; the manifest, which names the others, says nothing of itself."""
    if name != describing.MANIFEST:
        return dump.file(name)
    path = dump.folder / name
    return {
        "name": name,
        "media_type": "application/json",
        "sha256": describing.hash_of(path),
        "bytes": path.stat().st_size,
    }


def sent(request: HttpRequest, dump: shelf.Dump, found: dict[str, Any]) -> HttpResponseBase:
    """The bytes, streamed; 304 for who has them, the size alone for HEAD."""
    etag = f'"{found["sha256"]}"'
    if http.is_unchanged(request, etag):
        return HttpResponseNotModified(headers={"ETag": etag})
    headers = {
        "ETag": etag,
        "Content-Length": str(found["bytes"]),
        "Content-Disposition": content_disposition_header(True, f"chronicle-{dump.seq}-{found['name']}"),
        "X-Content-Type-Options": "nosniff",
    }
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=found["media_type"])
    opened = (dump.folder / found["name"]).open("rb")
    return FileResponse(opened, headers=headers, content_type=found["media_type"])


def shelved(view: type[answers.ApiView]) -> Callable:
    """The view with the headers of the API, without limit and without the cache, which knows the sequence alone."""
    plain = readable.offered(view.as_view(), answers.stamped)

    @wraps(plain)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.head = http.read_head()
        response = http.rendered(plain(request, *args, **kwargs))
        response["Cache-Control"] = http.PUBLIC
        del response["Vary"]
        return response

    return answers.checked(answer)
