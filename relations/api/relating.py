"""The header `Link` of what one record answers: where it is read, how it is cited, under which licence, what came before.

Relations of RFC 8574 (`cite-as`), RFC 6596 (`canonical`), RFC 4946 (`license`) and RFC 5829 (versions).
"""

from django.conf import settings
from django.http import HttpRequest

BASE = "/api/v1/"


def linked(address: str, rel: str) -> str:
    """One link."""
    return f'<{address}>; rel="{rel}"'


def of_edition(request: HttpRequest, word: str, public_id: str, number: int, path: str) -> str:
    """The links of one edition of a record; `path` is the page that it is read on. Whole addresses where they are kept."""
    licence = settings.CONTENT_LICENCE_URL
    found = [
        linked(request.build_absolute_uri(f"/r/{public_id}/v{number}/"), "cite-as"),
        linked(request.build_absolute_uri(path), "canonical"),
        *([linked(licence, "license")] if licence else []),
        linked(f"{BASE}{word}/{public_id}/versions/", "version-history"),
    ]
    return ", ".join(found)
