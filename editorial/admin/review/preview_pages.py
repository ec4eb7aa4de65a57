"""The page behind a signed preview: what stands on it, the bar over it, and where its links lead. Decides no access."""

import re
from copy import copy
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import quote

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import loader
from django.utils import timezone, translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from editorial import previews, rules
from editorial.admin.review import proposed
from editorial.admin.review.foreseen import Document, Foreseen, documents_with
from editorial.admin.review.screen import NOT_FOUND, address, change_url
from editorial.models import Revision
from relations import http, languages
from relations.models import PublishedEdition
from relations.views import records
from relations.vocabularies import RecordType

TEMPLATE = "admin/preview/record.html"
LINK = re.compile(r'\b(href|action)="(/(?!/)[^"#?]*)([^"]*)"')
NOT_NAMED = "Nothing in this preview is found at this address; open it from the page that it stands on."


class Refusal(Exception):
    """Why an address shows nothing; `again` is where a new one is made."""

    def __init__(self, status: int, reason: str, again: str = "") -> None:
        super().__init__(reason)
        self.status, self.again = status, again


class Opened(NamedTuple):
    """A preview that may be shown, and the address that it stands at."""

    revision: Revision
    allowed: previews.Pass
    base: str

    def to(self, public_id: str, language: str) -> str:
        """The address of one member in one language."""
        spoken = "" if language == languages.ORIGINAL else f"{language}/"
        return f"{self.base}{spoken}{public_id}/"


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
def page_of(request: HttpRequest, opened: Opened, public_id: str, language: str) -> HttpResponse:
    language = language or languages.ORIGINAL
    if language not in languages.LANGUAGES:
        raise Refusal(NOT_FOUND, NOT_NAMED)
    revision, documents = opened.revision, documents_with(opened.revision)
    published = published_as(revision)
    own = revision.record.public_id
    foreseen = Foreseen([each for each in documents if not (published and each["id"] == own)], timezone.now())
    with translation.override(language):
        if public_id in foreseen.members:
            context = described(request, foreseen, public_id)
        elif public_id != own:
            raise Refusal(NOT_FOUND, NOT_NAMED)
        elif published:
            context = public_context(request, revision, published)
        else:
            context = proposed.context_of(revision)
        shown = http.site() | context | banner(opened, foreseen, published, public_id, language)
        html = loader.render_to_string(TEMPLATE, shown)
    return HttpResponse(led_on(html, opened, foreseen, documents, public_id, language))


def described(request: HttpRequest, foreseen: Foreseen, public_id: str) -> dict[str, Any]:
    """What stands on the page of a member of the set once all of it is public."""
    profile = foreseen.profile(public_id)
    reader = as_reader(request, profile.listing.path)
    return records.described(reader, profile, profile.newest, foreseen.world) | {"robots": "noindex, nofollow"}


def public_context(request: HttpRequest, revision: Revision, published: PublishedEdition) -> dict[str, Any]:
    """The page of a revision that has been published since."""
    profile = records.found(public_id=revision.record.public_id)
    reader = as_reader(request, profile.listing.path)
    return records.described(reader, profile, published) | {"robots": "noindex, nofollow"}


def as_reader(request: HttpRequest, public_path: str) -> HttpRequest:
    """The request as it would be for the public page: same host, nothing asked."""
    reader = copy(request)
    reader.path = reader.path_info = public_path
    reader.GET, reader.ignored = QueryDict(), []
    return reader


def published_as(revision: Revision) -> PublishedEdition | None:
    """The public edition that has exactly this text."""
    found = PublishedEdition.objects.filter(record__public_id=revision.record.public_id, content_hash=revision.sha256)
    return found.select_related("record__listing").last()


def banner(
    opened: Opened, foreseen: Foreseen, published: PublishedEdition | None, public_id: str, language: str
) -> dict[str, Any]:
    """What says on every page of it that this is a preview, of what, for whom, until when."""
    revision = opened.revision
    newest = rules.newest_revision(revision.edition)
    shown = foreseen.members.get(public_id)
    return {
        "revision": revision,
        "newest": newest,
        "is_older": newest.pk != revision.pk,
        "newer_url": address("preview", revision.record),
        "published": published,
        "until": opened.allowed.until,
        "change_url": change_url(revision.record),
        "own": public_id == revision.record.public_id,
        "cut_short": shown is not None and shown.listing.type == RecordType.DOSSIER,
        "members": [
            (each.listing.title, opened.to(key, language), key == public_id) for key, each in foreseen.members.items()
        ],
        "spoken": [(code, name, opened.to(public_id, code)) for code, name in languages.LANGUAGES.items()],
        "spoken_now": language,
    }


def files_in(documents: list[Document]) -> set[str]:
    """The hashes of the files that these documents name."""
    parts = [part for document in documents for part in document["record"].get("attachments", [])]
    return {part["sha256"] for part in parts if "sha256" in part}


def led_on(
    html: str, opened: Opened, foreseen: Foreseen, documents: list[Document], public_id: str, language: str
) -> str:
    """The page whose links lead to previews of the set, to its files, and else to public pages."""
    for other in languages.LANGUAGES:
        html = html.replace(http.SAME_PAGE.format(other), f'href="{opened.to(public_id, other)}"')
    files = files_in(documents)

    def lead(found: re.Match[str]) -> str:
        name, target, tail = found.groups()
        if target.startswith("/evidence/") and target.split("/")[2] in files:
            return f'{name}="{opened.base}{target[1:]}{tail}"'
        key, rest = member_at(target, foreseen)
        if not key:
            return found[0]
        if not rest:
            return f'{name}="{opened.to(key, language)}{tail}"'
        # An address that is there once it is published: it is kept, for whoever wants to know it.
        asked, mark, place = tail.partition("#")
        return f'{name}="{opened.to(key, language)}?public={quote(target + unescape(asked))}{mark}{place}"'

    return languages.addressed(LINK.sub(lead, html), language, "")


def member_at(target: str, foreseen: Foreseen) -> tuple[str, bool]:
    """The member whose page a public address is, and whether it is another of its addresses that is not there yet."""
    for key, member in foreseen.members.items():
        if target == member.listing.path:
            return key, False
        new = len(member.editions) == 1
        if new and (target.startswith(member.listing.path) or f"/{key}/" in target):
            return key, True
    return "", False
