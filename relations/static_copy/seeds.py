"""Where a copy begins: the addresses that no page leads to. Everything else is found by following links."""

from collections.abc import Iterator

from relations import languages
from relations.documents import load
from relations.models import Listing, Path, PublishedEdition
from relations.static_copy.addresses import API, Address
from relations.views.records import GONE
from relations.vocabularies import PATH_WORDS, RecordType

WELL_KNOWN = "/.well-known/api-catalog"
BEGINNINGS = (
    "/",
    "/search/",
    "/api/",
    API,
    "/robots.txt",
    "/sitemap.xml",
    "/about/",
    "/api/v1/openapi.json",
    WELL_KNOWN,
)
OF_DOSSIER = ("", "timeline/", "visits/", "ledger/", "statistics/", "corrections/", "versions/")
# Browsers and tools ask for these by themselves.
STATIC = ("/static/client/chronicle.py",)
BATCH = 500


def all_of() -> Iterator[Address]:
    """Every beginning, in every language that it has."""
    for path in (*BEGINNINGS, *STATIC, *of_dossiers(), *of_records(), *of_earlier_names()):
        for language in languages.LANGUAGES:
            yield Address(languages.in_language(path, language))


def of_dossiers() -> Iterator[str]:
    """Every word that ever was the address of a dossier, with what stood under it."""
    for word in Path.objects.order_by("word").values_list("word", flat=True):
        yield from (f"/{word}/{page}" for page in OF_DOSSIER)


def of_records() -> Iterator[str]:
    """The short addresses of every record and version, what may stand in a frame, and the answers of the API."""
    rows = Listing.objects.order_by("public_id").values_list("public_id", "type", "number")
    for public_id, record_type, number in rows.iterator(BATCH):
        word = PATH_WORDS[record_type]
        yield f"{API}{word}/{public_id}/"
        yield f"/r/{public_id}/"
        yield from (f"/r/{public_id}/v{each}/" for each in range(1, number + 1))
        if record_type != RecordType.DOSSIER:
            yield f"/{word}/{public_id}/"
            yield f"/embed/{word}/{public_id}/"
            yield from (f"/embed/{word}/{public_id}/v{each}/" for each in range(1, number + 1))


def of_earlier_names() -> Iterator[str]:
    """The addresses that records had under an earlier name, as far as the version that bore it may still be read."""
    rows = PublishedEdition.objects.exclude(record__type=RecordType.DOSSIER).exclude(record__listing__state__in=GONE)
    columns = ("number", "document", "record__public_id", "record__type", "record__listing__withdrawn_through")
    for number, document, public_id, record_type, through in rows.order_by("pk").values_list(*columns).iterator(BATCH):
        if number > through:
            yield f"/{PATH_WORDS[record_type]}/{public_id}/{load(document)['record']['slug']}/"
