"""HTTP frame of the public side: validators, page cache, headers, page answers. Knows no record type and no address.

Every public answer is a function of address, sequence number and build. So one tiny query (`Head`) answers a 304 or
finds the ready page in the cache, and a cached page is never stale: its key names the sequence number it was made at.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.cache import cache as page_cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.template import loader
from django.utils import translation
from django.utils.html import escape
from django.utils.http import parse_etags, urlencode

from relations import languages, missing
from relations.models import Head

View = Callable[..., HttpResponse]
Refuse = Callable[[HttpRequest], HttpResponse | None]
Besides = Callable[[HttpRequest], str]

PUBLIC = "public, max-age=0, s-maxage=5, must-revalidate"
PRIVATE = "no-store, private"
SAFE_METHODS = ("GET", "HEAD")
KEPT_SECONDS = 3600  # only bounds memory: a key is never asked for again once the sequence has moved
BUILT_FROM = (("relations", ".py"), ("relations/locale", ".mo"), ("templates", ".html"), ("static", ""))
IGNORED_SHOWN = 5

# Callables that answer "" or why this process must not serve; the desk appends its own when its app is ready.
READINESS: list[Callable[[], str]] = []


class Gone(Exception):
    """Raised by a page whose record is withdrawn; `context` is what the 410 page shows."""

    def __init__(self, context: dict[str, Any]) -> None:
        super().__init__("withdrawn")
        self.context = context


# --- Build and validator --------------------------------------------------------------------------


def source_files() -> Iterator[Path]:
    """Every file that can change what a public page looks like, in one order."""
    for folder, suffix in BUILT_FROM:
        for file in sorted((settings.BASE_DIR / folder).rglob(f"*{suffix}")):
            if file.is_file() and "__pycache__" not in file.parts:
                yield file


@cache
def fingerprint() -> str:
    """Hash over code, templates and static files."""
    digest = hashlib.sha256()
    for file in source_files():
        digest.update(str(file.relative_to(settings.BASE_DIR)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def build() -> str:
    """The build id: `BUILD` of the environment, or the hash; while developing it follows every saved file."""
    return settings.BUILD or (fingerprint.__wrapped__() if settings.DEBUG else fingerprint())


def read_head() -> Head:
    """The head row; an unsaved one with sequence 0 before the first act. One query, to be asked before all others."""
    return Head.objects.first() or Head(seq=0, epoch="")


def canonical_query(request: HttpRequest) -> str:
    """The query in one order, without empty values: equal questions have one validator."""
    return repr(query_pairs(request))


def query_pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return sorted((name, value) for name, values in request.GET.lists() for value in values if value)


def etag_of(request: HttpRequest, head: Head, *, today: bool = False, besides: str = "") -> str:
    """Strong validator of this answer, in quotes. `today`: the text depends on the UTC date as well. `besides`: and on this."""
    date = datetime.datetime.now(datetime.UTC).date().isoformat() if today else ""
    question = (request.scheme, request.get_host(), request.path, canonical_query(request), date)
    answer = (head.epoch, head.seq, build(), site(), question, besides)
    return '"' + hashlib.sha256(repr(answer).encode()).hexdigest()[:32] + '"'


def is_unchanged(request: HttpRequest, etag: str) -> bool:
    """Whether the client holds this very answer; weak comparison, because proxies that compress weaken validators."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" not in held and etag in {tag.removeprefix("W/") for tag in held}


# --- Page cache -----------------------------------------------------------------------------------


def recall(key: str) -> Any:
    """What was remembered under this key; None when nothing was, or when the cache does not answer."""
    try:
        return page_cache.get(key)
    except (redis.RedisError, OSError):
        return None


def remember(key: str, value: Any, seconds: int | None = KEPT_SECONDS) -> None:
    """Keep a value for a while (None: for good); a cache that does not answer costs speed, never the page."""
    try:
        page_cache.set(key, value, seconds)
    except (redis.RedisError, OSError):
        return


def kept(etag: str) -> HttpResponse | None:
    """The ready answer under this validator."""
    found = recall(f"page:{etag}")
    if found is None:
        return None
    response = HttpResponse(found[0], headers=found[1])
    response.is_spoken = True
    return response


def keep(etag: str, response: HttpResponse) -> None:
    """Store an answer under its validator."""
    remember(f"page:{etag}", (response.content, dict(response.items())))


# --- Views ----------------------------------------------------------------------------------------


def framed(
    view: View,
    *,
    known: tuple[str, ...] | None = None,
    today: bool = False,
    refuse: Refuse | None = None,
    besides: Besides | None = None,
) -> View:
    """`view` behind validator, cache and headers. It finds the head in `request.head`, unknown names in `request.ignored`.

    `known`: the query names that the view reads (None: any). Answers to other names are sent but not stored, so
    that invented addresses cannot push real pages out of the cache. Only 200 gets a validator and is stored.
    `refuse` is asked where 304 is no answer; what it answers is sent as it is. `besides` says what else the answer
    depends on than address, act and build: what lies on disk.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.head = read_head()
        request.ignored = [] if known is None else sorted(set(request.GET) - set(known))
        etag = etag_of(request, request.head, today=today, besides=besides(request) if besides else "")
        if is_unchanged(request, etag):
            return dressed(HttpResponseNotModified(), etag)
        if refuse and (refusal := refuse(request)):
            return refusal
        response = kept(etag)
        if response is None:
            response = spoken(request, rendered(view(request, *args, **kwargs)))
            if response.status_code == 200 and not request.ignored:
                keep(etag, response)
        return dressed(response, etag)

    return answer


def rendered(response: HttpResponse) -> HttpResponse:
    """The same answer with its content made, whoever defers that."""
    return response.render() if hasattr(response, "render") and not response.is_rendered else response


# Where a template leads to its own page in another language: `href="/-/cs/"`. No record and no dossier can live there.
SAME_PAGE = 'href="/-/{}/"'


def spoken(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The same answer with the language of its address in every address that it leads to."""
    if getattr(response, "is_spoken", False) or response.streaming:
        return response
    response.is_spoken = True
    language = languages.current()
    if response.get("Location", "").startswith("/") and response["Location"][1:2] != "/":
        response["Location"] = languages.in_language(response["Location"], language)
    if response.get("Content-Type", "").startswith("text/html"):
        html = response.content.decode()
        for other in languages.LANGUAGES:
            html = html.replace(SAME_PAGE.format(other), f'href="{escape(in_other(request, response, other))}"')
        origin = f"{request.scheme}://{request.get_host()}"
        response.content = languages.addressed(html, language, origin)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))
    return response


def in_other(request: HttpRequest, response: HttpResponse, language: str) -> str:
    """The address of the present page in `language`; of a page that is not there, its home."""
    if response.status_code != 200:
        return languages.in_language("/", language)
    query = urlencode(query_pairs(request))
    return languages.in_language(request.path_info, language) + (f"?{query}" if query else "")


def dressed(response: HttpResponse, etag: str) -> HttpResponse:
    """Validator and cache rule of a public answer. Nothing may vary by a header, least of all by a cookie."""
    if response.status_code in (200, 304):
        response["ETag"] = etag
    response["Cache-Control"] = PUBLIC
    del response["Vary"]
    return response


def page(
    view: View | None = None,
    *,
    known: tuple[str, ...] = (),
    today: bool = False,
    refuse: Refuse | None = None,
    besides: Besides | None = None,
) -> View:
    """Decorator for a public HTML page: GET and HEAD only, framed, `Http404` and `Gone` as real pages."""
    if view is None:
        return lambda inner: page(inner, known=known, today=today, refuse=refuse, besides=besides)

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return missed(request)
        except Gone as gone:
            return render("410.html", gone.context | {"robots": "noindex"}, status=410)

    inner = framed(guarded, known=known, today=today, refuse=refuse, besides=besides)

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return dressed(HttpResponseNotAllowed(SAFE_METHODS), "")
        return inner(request, *args, **kwargs)

    checked.csrf_exempt = True  # nothing here acts for anybody; the middleware's refusal would set a cookie
    return checked


def render(template: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """A public page: no request in the template, so nothing of the visitor can get into the bytes."""
    return HttpResponse(loader.render_to_string(template, site() | (context or {})), status=status)


def missed(request: HttpRequest) -> HttpResponse:
    """The page for an address that leads nowhere: a function of the address alone, so that a draft is not told from nothing."""
    return render("404.html", missing.offered(request.path_info), status=404)


def site() -> dict[str, Any]:
    """What every page shows of the installation."""
    return {
        "lang": languages.current(),
        "languages": languages.LANGUAGES.items(),
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "api_path": "/api/",
        "about_path": "/about/",
        "data_path": "/data/",
        "report_path": "/report/",
        "editor": settings.RESPONSIBLE_EDITOR,
        "contact": settings.CONTACT_EMAIL,
        "contact_address": settings.CONTACT_ADDRESS,
        "licence": settings.CONTENT_LICENCE,
        "licence_url": settings.CONTENT_LICENCE_URL,
        "receives": settings.RECEIVE_REPORTS,
    }


def ignored(request: HttpRequest) -> str:
    """The sentence that names unknown parameters; "" when there is none."""
    names = [name[:40] for name in request.ignored[:IGNORED_SHOWN]]
    if not names:
        return ""
    more = ", …" if len(request.ignored) > IGNORED_SHOWN else ""
    shown = ", ".join(names) + more
    return translation.gettext("Ignored, because this page does not know it: %(names)s.") % {"names": shown}


class PublicMiddleware:
    """What holds for every answer of the process: the desk is never stored, the public side is short-lived and speaks the
    language of its address. Views find the address without its language in `path_info`.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        private = f"{request.path_info}/".startswith("/admin/")
        if not private:
            # A broken cookie would be answered with a new one, by middleware that the public side shares with the desk.
            request.META.pop("HTTP_COOKIE", None)
            language, request.path_info = languages.split(request.path_info)
            with translation.override(language):
                response = spoken(request, rendered(self.get_response(request)))
        else:
            response = self.get_response(request)
        if private:
            response["Cache-Control"] = PRIVATE
        elif not response.has_header("Cache-Control"):
            response["Cache-Control"] = PUBLIC
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response
