"""What every operation has, added once to the generated description: formats, refusals, headers, empty values, examples.

A resource says only what is its own; nothing here is asked while a request is answered.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from relations.api import meanings, problems

# `format` -> media type of the answer.
MEDIA_TYPES = {
    "json": "application/json",
    "html": "text/html",
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "jsonfeed": "application/feed+json",
    "ics": "text/calendar",
    "geojson": "application/geo+json",
    "timelinejs": "application/vnd.timelinejs+json",
    "csl-json": "application/vnd.citationstyles.csl+json",
    "bibtex": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "iso690": "text/plain",
    "apa": "text/plain",
}
# What a form says that the list itself does not; of the lists that have several, each sentence once.
MEANINGS = {
    "csv": "csv is for spreadsheets: no cell is a formula; it holds up to 1,000 where limit says nothing.",
    "jsonfeed": "atom and jsonfeed begin with what changed last.",
    "ics": "ics holds what is known to the day.",
    "geojson": "geojson (RFC 7946) holds what names a place, with a point where the place has one, else null.",
    "timelinejs": (
        "timelinejs is for TimelineJS 3; ics, geojson and timelinejs are as long as csv. "
        "fields, include, facets and count shape JSON alone."
    ),
}
PAGE = {"text/html": {"schema": {"type": "string", "description": "The same answer as a page to read."}}}
# Refusals that any address may answer with, whatever is asked of it.
EVERYWHERE = {
    "400": "A parameter is unknown, repeated or malformed; the address holds what no address may.",
    "405": "The API is read-only.",
    "406": "The answer exists in no form that `Accept` allows.",
    "414": "The address is longer than 4,096 bytes.",
    "429": "More requests than the limit allows: wait for `Retry-After` seconds.",
    "500": "A fault of the software; `request_id` names it in the log.",
    "503": "The server has too much to do, or is not ready: wait for `Retry-After` seconds.",
}
HEADERS = {
    "ETag": ("string", "Validator of this very answer: send it back as `If-None-Match`.", '"5f1c…"'),
    "Link": (
        "string",
        "Addresses with their relation (RFC 8288): `next`, `service-desc`, `service-doc` and what the resource adds.",
        '</api/v1/openapi.json>; rel="service-desc"',
    ),
    "Location": ("string", "Address of the answer, relative to the root of the site.", "/api/v1/visits/V1S1T1/"),
    "Dataset-Version": ("integer", "Number of the last act on the public record, as `meta.seq`.", 120),
    "RateLimit-Policy": ("string", "The limit of your network (q) in so many seconds (w).", '"anon";q=60;w=60'),
    "RateLimit": ("string", "What is left of it (r), and for how many seconds more (t).", '"anon";r=59;t=42'),
    "X-Request-ID": ("string", "Name of this request: say it when you report a fault.", "5f1c0e2a"),
    "Deprecation": ("string", "Since when this version is not to be used for new programs (RFC 9745).", "@1798761600"),
    "Sunset": ("string", "Until when this version answers (RFC 8594).", "Sat, 01 Jan 2028 00:00:00 GMT"),
    "Allow": ("string", "Methods that are answered.", problems.METHODS),
    "Retry-After": ("integer", "Seconds to wait.", 30),
}
# Status -> headers of its answer; every answer has its X-Request-ID.
LIMIT = ("RateLimit", "RateLimit-Policy")
SENT = {
    "200": ("ETag", "Link", "Dataset-Version", *LIMIT),
    "304": ("ETag", "Link", "Dataset-Version"),
    "307": ("Location",),
    "308": ("Location", *LIMIT),
    "405": ("Allow",),
    "429": ("Retry-After", *LIMIT),
    "503": ("Retry-After",),
}


class Operation(AutoSchema):
    """One operation with the parameter `format`, and the media types that it leads to."""

    def get_operation(self, *arguments: Any) -> dict[str, Any] | None:
        found = super().get_operation(*arguments)
        formats = getattr(self.view, "formats", ())
        named = (
            any(each["name"] == "format" for each in found["parameters"]) if found and "parameters" in found else False
        )
        if found and formats and not named:
            found.setdefault("parameters", []).append(format_parameter(formats))
        if found and formats:
            offered(found["responses"], formats)
        return found


def format_parameter(formats: tuple[str, ...]) -> dict[str, Any]:
    """The query name that chooses the form of the answer."""
    of_all = f"Form of the answer; {formats[0]} is the default. html is a page to read."
    return {
        "in": "query",
        "name": "format",
        "schema": {"type": "string", "enum": list(formats), "default": formats[0]},
        "description": " ".join(filter(None, [of_all, *(MEANINGS.get(name, "") for name in formats)])),
        "examples": {"format": {"value": formats[0]}},
    }


def offered(responses: dict[str, Any], formats: tuple[str, ...]) -> None:
    """The media types of the other formats, at the answer of a success; a page for whatever is JSON."""
    for status, response in responses.items():
        content = response.get("content")
        if not content:
            continue
        if "html" in formats and any("json" in media for media in content):
            content |= PAGE
        if status == "200":
            for name in formats:
                media = MEDIA_TYPES.get(name, name)
                content.setdefault(media, {"schema": {"type": "object" if media.endswith("json") else "string"}})


def completed(description: dict[str, Any]) -> dict[str, Any]:
    """The description with everything that holds for every operation."""
    components = description["components"]
    meanings.complete(components["schemas"])
    components["headers"] = {name: header(*each) for name, each in HEADERS.items()}
    components["responses"] = {f"Problem{status}": refusal(status, told) for status, told in EVERYWHERE.items()}
    for path in description["paths"].values():
        for operation in path.values():
            complete(operation, components["schemas"])
    return description


def complete(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """One operation: refusals that may always come, headers of each answer, empty values, answers cut to some fields."""
    if any(each["name"] == "fields" for each in operation.get("parameters", ())):
        shorten(operation["responses"]["200"]["content"]["application/json"]["schema"], schemas)
    for each in operation.get("parameters", ()):
        if each["in"] == "query" and not each.get("required"):
            each["allowEmptyValue"] = True
    responses = operation["responses"]
    for status in EVERYWHERE:
        responses[status] = {"$ref": f"#/components/responses/Problem{status}"}
    for status, response in responses.items():
        if "$ref" not in response:
            response.setdefault("headers", {}).update(headers_at(status))
        if response.get("description") in ("", "No response body"):
            response["description"] = {"200": "The answer.", "304": "Nothing changed since `If-None-Match`."}.get(
                status, "See `Location`."
            )
    operation["responses"] = dict(sorted(responses.items()))


def shorten(answer: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Where `fields` chooses, an item has all of its fields or those that were asked for."""
    envelope = schemas[answer["$ref"].rpartition("/")[2]]
    data = envelope["properties"]["data"]
    holder, key = (data, "items") if data.get("type") == "array" else (envelope["properties"], "data")
    if "$ref" in holder[key]:
        name = holder[key]["$ref"].rpartition("/")[2]
        whole = schemas[name]
        members = whole.get("oneOf") or [holder[key]]
        shorter = [{"$ref": partial(each["$ref"].rpartition("/")[2], schemas)} for each in members]
        holder[key] = {"anyOf": [holder[key], *shorter]}


def partial(name: str, schemas: dict[str, Any]) -> str:
    """The shape `name` with nothing but id and type required; its address in the description."""
    schemas[f"{name}Fields"] = schemas[name] | {
        "required": ["id", "type"],
        "description": f"Some fields of {name}: those that `fields` asks for, with id and type.",
    }
    return f"#/components/schemas/{name}Fields"


def header(kind: str, told: str, example: Any) -> dict[str, Any]:
    return {"schema": {"type": kind}, "description": told, "example": example}


def headers_at(status: str) -> dict[str, Any]:
    """The headers of an answer by its status."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in (*SENT.get(status, ()), "X-Request-ID")}


def refusal(status: str, told: str) -> dict[str, Any]:
    """An answer as problem details, or as a page where `format=html` asks for one."""
    details = {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}
    return {"description": told, "headers": headers_at(status), "content": details | PAGE}
