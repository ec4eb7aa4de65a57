"""`/sitemap.xml`, its parts by type, and `/robots.txt`. Only addresses, languages and days; the layout is that of
sitemaps.org, with the links between languages that search engines read.
"""

from collections.abc import Callable, Iterable, Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.html import escape

from relations import http, languages, sitemaps
from relations.sitemaps import Found

XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
LONGEST_NUMBER = 9
# Old versions, comparisons, short addresses and filtered lists lead to what is found already; they are not hidden, only left out.
LEFT_OUT = ("/search/", "/report/", "/evidence/", "/r/")
ROBOTS = """User-agent: *
Disallow: /admin/
{left_out}
Allow: /

Sitemap: {sitemap}
"""


def xml(outer: str, lines: Iterable[str], spaces: str = "") -> HttpResponse:
    """A whole file."""
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{NAMESPACE}"{spaces}>'
    return HttpResponse("\n".join([head, *lines, f"</{outer}>", ""]), XML)


def urls(rows: Iterable[Found], request: HttpRequest) -> HttpResponse:
    """Every page in every language, each beside the same page in the others, as full addresses."""
    lines = (line for row in rows for line in in_languages(row, request.build_absolute_uri))
    return xml("urlset", lines, f' xmlns:xhtml="{XHTML}"')


def in_languages(row: Found, full: Callable[[str], str]) -> Iterator[str]:
    """One page as a line for each language."""
    spoken = {language: escape(full(languages.in_language(row.path, language))) for language in languages.LANGUAGES}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in [*spoken.items(), ("x-default", spoken[languages.ORIGINAL])]
    )
    for address in spoken.values():
        yield f"<url><loc>{address}</loc>{lastmod(row)}{others}</url>"


def lastmod(row: Found) -> str:
    return f"<lastmod>{row.lastmod.isoformat(timespec='seconds')}</lastmod>" if row.lastmod else ""


def is_served(path: str) -> bool:
    """Whether this build has such a page."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


@http.page
def index(request: HttpRequest) -> HttpResponse:
    """Every part with the day of its last change."""
    rows = [(escape(request.build_absolute_uri(row.path)), lastmod(row)) for row in sitemaps.parts()]
    return xml("sitemapindex", [f"<sitemap><loc>{address}</loc>{changed}</sitemap>" for address, changed in rows])


@http.page
def pages(request: HttpRequest) -> HttpResponse:
    """What is no record."""
    return urls([row for row in sitemaps.pages() if is_served(row.path)], request)


@http.page(known=("block",))
def part(request: HttpRequest, word: str) -> HttpResponse:
    """Public records of one type; a block that has none is not found."""
    asked = request.GET.get("block", "0")
    known = word in sitemaps.TYPES and asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    found = sitemaps.records(word, int(asked)) if known else []
    if not found:
        raise Http404
    return urls(found, request)


@http.page
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that read everything should leave out."""
    paths = dict.fromkeys(languages.in_language(path, each) for path in LEFT_OUT for each in languages.LANGUAGES)
    left_out = "\n".join(f"Disallow: {path}" for path in paths)
    text = ROBOTS.format(left_out=left_out, sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(text, "text/plain; charset=utf-8")
