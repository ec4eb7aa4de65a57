"""`/.well-known/api-catalog` (RFC 9727): which APIs this site has, as a set of links (RFC 9264). There is one."""

from typing import Any

from django.http import HttpResponse
from rest_framework.request import Request

from relations.api import answers
from relations.cards import transport_json
from relations.filters import NoFilters

PATH = "/.well-known/api-catalog"
PROFILE = "https://www.rfc-editor.org/info/rfc9727"
MEDIA_TYPE = f'application/linkset+json; profile="{PROFILE}"'
OPENAPI = "application/vnd.oai.openapi+json;version=3.1"
JSON, HTML = "application/json", "text/html"


class Catalog(answers.ApiView):
    """The API with its description, its documentation and its state."""

    schema = None
    formats = ("linkset",)  # named so that no `Accept` is refused: who looks for a catalog may name its type or JSON

    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        answer = HttpResponse(transport_json(linkset(request.build_absolute_uri("/").rstrip("/"))), MEDIA_TYPE)
        answer["Link"] = f'<{PATH}>; rel="api-catalog"'
        return answer


def linkset(base: str) -> dict[str, Any]:
    """The links with whole addresses."""
    root = f"{base}{answers.BASE}"
    return {
        "linkset": [
            {"anchor": f"{base}{PATH}", "item": [{"href": root, "type": JSON}]},
            {
                "anchor": root,
                "service-desc": [{"href": f"{root}openapi.json", "type": OPENAPI}],
                "service-doc": [{"href": f"{base}/api/", "type": HTML}],
                "service-meta": [{"href": f"{root}vocabularies/", "type": JSON}],
                "status": [{"href": f"{root}status/", "type": JSON}],
            },
        ]
    }
