"""What a copy has beside the pages of the site: the page for an address that leads nowhere, the one that says what needs
the site itself, and a page in the place of each redirect. Also the key that says what all pages of a copy are made with.
"""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import override

from relations import http, languages
from relations.search import hits
from relations.static_copy import addresses, rewriting
from relations.static_copy.addresses import API, Address
from relations.static_copy.asking import Answer, Site
from relations.static_copy.folder import hash_of
from relations.static_copy.rewriting import NEEDS_SERVER, Leading
from relations.static_copy.tracing import Trace
from relations.views.search import navigation

NOWHERE = "/0/"  # it names nothing, so that the page for it offers nothing of its own
MISSING = "/404.html"


def key_of(origin: str, server: str) -> str:
    """Short name of everything that stands on pages and is neither record nor day."""
    made_with = (http.build(), origin, server, sorted(http.site().items(), key=str), settings.CONTENT_SECURITY_POLICY)
    return hash_of(repr((made_with, settings.SECURE_HSTS_SECONDS, settings.STATIC_URL)).encode())[:32]


def pages(site: Site, origin: str, server: str) -> Iterator[tuple[str, bytes]]:
    """File -> bytes, in every language."""
    for language in languages.LANGUAGES:
        nowhere, missing = (Address(languages.in_language(path, language)) for path in (NOWHERE, MISSING))
        yield addresses.file_of(missing), rewriting.led(site.ask(nowhere), Leading(origin, server, missing))
        needs = Address(languages.in_language(NEEDS_SERVER, language))
        yield (
            addresses.file_of(needs),
            rewriting.led(what_needs_server(site, needs, server), Leading(origin, server, needs)),
        )


def what_needs_server(site: Site, address: Address, server: str) -> Answer:
    """The page that a form leads to where there is no site to ask, through the frame that every page has."""
    language, path = languages.split(address.path)
    context = {"title": "", "robots": "noindex", "server": server, "act": site.head.seq}
    with override(language):
        shown = http.render("relations/copy.html", context | navigation(list(hits.public_dossiers()[:1])))
        response = http.spoken(site.request(address, path), shown)
    return Answer(200, response.content, dict(response.items()), "", False, True, Trace())


def moved(location: str, leading: Leading) -> bytes:
    """A page in the place of a redirect: it leads on by itself, and search engines read where the page is."""
    whole = location if "://" in location else f"{leading.origin}{location}"
    with override(leading.language):
        response = http.render(
            "relations/moved.html", {"location": location, "canonical": whole, "lang": leading.language}
        )
    return response.content


def readable(address: Address, answer: Answer) -> list[str]:
    """The page for people of an answer of the API: what a plain server shows at the address of a folder."""
    is_data = address.path.startswith(API) and address.path.endswith("/") and "format" not in address.names
    return [str(address.asking(format="html"))] if is_data and answer.media_type.endswith("json") else []
