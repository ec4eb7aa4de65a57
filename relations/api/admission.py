"""What is decided before a resource is asked: the length of the address, `Accept`, the limit of the network. Asks no database.

`Accept` never chooses a body: an address has one. It can only say that the form of this address is of no use.
"""

import re
from functools import cache, lru_cache

from django.http import HttpRequest
from django.http.request import MediaType
from django.utils.encoding import escape_uri_path

from relations import limits
from relations.api import problems
from relations.api.operations import MEDIA_TYPES
from relations.filters.cursors import LONGEST as LONGEST_CURSOR

LONGEST_ADDRESS = 4096
LONGEST_ACCEPT = 1000
CURSOR = re.compile(r"(?:^|&)cursor=([^&]*)")
RANGE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+", re.ASCII)
PROBLEM = "application/problem+json"


def refusal(request: HttpRequest, formats: tuple[str, ...]) -> problems.Problem | None:
    """Why this request need not be looked into; None when it must be."""
    return too_long(request) or not_acceptable(request, formats)


def counted(request: HttpRequest, allowance: limits.Allowance) -> problems.Problem | None:
    """429 beyond the limit. Words to look for make a search of every list. `request.count` is what the headers tell."""
    request.count = limits.count(request, limits.SEARCH if request.GET.get("q", "").strip() else allowance)
    if request.count is None or not request.count.is_over:
        return None
    what = "searches" if request.count.allowance is limits.SEARCH else "requests"
    detail = (
        f"Your network made its {request.count.allowance.most} {what} of this minute; "
        f"ask again in {request.count.seconds} s. Answers 304 and dumps are not counted."
    )
    return problems.Problem("too-many-requests", detail)


# --- Length ---------------------------------------------------------------------------------------


def too_long(request: HttpRequest) -> problems.Problem | None:
    """414. A cursor does not count: it is ours, and a list must never name a page after that is refused."""
    query = request.META.get("QUERY_STRING", "")
    length = len(escape_uri_path(request.path)) + len("?" + query if query else "")
    if length > LONGEST_ADDRESS and (cursor := CURSOR.search(query)):
        length -= min(len(cursor[1]), LONGEST_CURSOR)
    if length <= LONGEST_ADDRESS:
        return None
    detail = f"The address has {length} characters and may have {LONGEST_ADDRESS}; ask for less at once."
    return problems.Problem("uri-too-long", detail)


# --- Accept ---------------------------------------------------------------------------------------


def not_acceptable(request: HttpRequest, formats: tuple[str, ...]) -> problems.Problem | None:
    """406 where `Accept` excludes the form that `format` asks for. A format that nobody knows is refused by the resource."""
    accept = request.META.get("HTTP_ACCEPT", "")
    if accept in ("", "*/*") or len(accept) > LONGEST_ACCEPT:
        return None
    asked = request.GET.getlist("format") or list(formats[:1])
    media_type = MEDIA_TYPES.get(asked[0]) if len(asked) == 1 and asked[0] in formats else None
    if media_type is None or is_acceptable(accept, media_type):
        return None
    others = ", ".join(f"?format={name}" for name in formats)
    detail = f"This address answers {media_type}, which Accept excludes; the address chooses the form: {others}."
    return problems.Problem("not-acceptable", detail)


@lru_cache(maxsize=512)
def is_acceptable(accept: str, media_type: str) -> bool:
    """Whether who sent `accept` takes this type, or problem details, which the answer may be as well.

    The most specific range decides, as RFC 9110 has it. What is no list of ranges says nothing.
    """
    ranges = [MediaType(each) for each in accept.split(",") if RANGE.fullmatch(each.partition(";")[0].strip())]
    if not ranges:
        return True
    kinds = [media_type, *(["application/json"] if media_type.endswith("+json") else []), PROBLEM]
    decisive = [found for kind in kinds if (found := most_specific(ranges, kind))]
    return bool(decisive) and decisive[0].quality > 0


def most_specific(ranges: list[MediaType], media_type: str) -> MediaType | None:
    """The range that says most about one media type."""
    fitting = [each for each in ranges if plain(media_type).match(bare(each))]
    return max(fitting, key=lambda each: (each.specificity, each.quality), default=None)


@cache
def plain(media_type: str) -> MediaType:
    return MediaType(media_type)


def bare(media_range: MediaType) -> MediaType:
    """A range without its parameters: `application/json; charset=utf-8` takes JSON too."""
    return MediaType(f"{media_range.main_type}/{media_range.sub_type}")
