"""`/sitemap.xml`, its parts by type, and `/robots.txt`. Only addresses and days; the layout is that of sitemaps.org."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.html import escape

from relations import http, sitemaps
from relations.sitemaps import Found

XML = "application/xml; charset=utf-8"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
LONGEST_NUMBER = 9
# Old versions, comparisons, short addresses and filtered lists lead to what is found already; they are not hidden, only left out.
ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /search/
Disallow: /report/
Disallow: /evidence/
Disallow: /r/
Allow: /

Sitemap: {sitemap}
"""


def xml(outer: str, inner: str, rows: Iterable[Found], request: HttpRequest) -> HttpResponse:
    """Full addresses, as the protocol wants them."""
    lines = [
        f"<{inner}><loc>{escape(request.build_absolute_uri(row.path))}</loc>"
        + (f"<lastmod>{row.lastmod.isoformat(timespec='seconds')}</lastmod>" if row.lastmod else "")
        + f"</{inner}>"
        for row in rows
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{outer} xmlns="{NAMESPACE}">'
    return HttpResponse("\n".join([head, *lines, f"</{outer}>", ""]), XML)


def is_served(path: str) -> bool:
    """Whether this build has such a page."""
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


@http.page
def index(request: HttpRequest) -> HttpResponse:
    """Every part with the day of its last change."""
    return xml("sitemapindex", "sitemap", sitemaps.parts(), request)


@http.page
def pages(request: HttpRequest) -> HttpResponse:
    """What is no record."""
    return xml("urlset", "url", [row for row in sitemaps.pages() if is_served(row.path)], request)


@http.page(known=("block",))
def part(request: HttpRequest, word: str) -> HttpResponse:
    """Public records of one type; a block that has none is not found."""
    asked = request.GET.get("block", "0")
    known = word in sitemaps.TYPES and asked.isascii() and asked.isdecimal() and len(asked) <= LONGEST_NUMBER
    found = sitemaps.records(word, int(asked)) if known else []
    if not found:
        raise Http404
    return xml("urlset", "url", found, request)


@http.page
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that read everything should leave out."""
    return HttpResponse(ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml")), "text/plain; charset=utf-8")
