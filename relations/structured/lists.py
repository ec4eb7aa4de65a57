"""Lists and the pages about this site as JSON-LD: a timeline with its data set, search results, statistics, who runs this."""

from collections.abc import Iterable, Mapping
from typing import Any

from relations.structured.frame import Site, filled

MEDIA_TYPES = {"csv": "text/csv", "json": "application/json"}

Described = dict[str, Any]


def timeline(
    site: Site,
    *,
    title: str,
    description: str,
    path: str,
    dossier: Described,
    entries: Iterable[str],
    total: int | None,
    downloads: Mapping[str, str],
    years: tuple[int, int] | None,
    seq: int,
) -> Described:
    """A page of entries and the data behind it. `entries`: their addresses in order; `downloads`: format -> address."""
    address = site.full(path)
    page = {
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": title,
        "description": description,
        "inLanguage": site.language,
        "isPartOf": dossier,
        "publisher": site.publisher(),
        "mainEntity": item_list(site, entries, total),
    }
    return {"@graph": [filled(page), dataset(site, title, description, address, downloads, years, seq)]}


def item_list(site: Site, entries: Iterable[str], total: int | None) -> Described:
    """The entries of this page in their order; `total`: of all pages, where it is known."""
    items = [{"@type": "ListItem", "position": at, "url": site.full(path)} for at, path in enumerate(entries, 1)]
    return filled({"@type": "ItemList", "numberOfItems": total, "itemListElement": items})


def dataset(
    site: Site,
    title: str,
    description: str,
    address: str,
    downloads: Mapping[str, str],
    years: tuple[int, int] | None,
    seq: int,
) -> Described:
    """The same entries as data. The version is the number of the last act on the public record."""
    return filled(
        {
            "@type": "Dataset",
            "@id": f"{address}#data",
            "name": title,
            "description": description,
            "url": address,
            "inLanguage": site.language,
            "version": str(seq),
            "temporalCoverage": f"{years[0]:04d}/{years[1]:04d}" if years else "",
            "license": site.licence,
            "isAccessibleForFree": True,
            "creator": site.publisher(),
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": MEDIA_TYPES[name], "contentUrl": f"{site.origin}{path}"}
                for name, path in downloads.items()
            ],
        }
    )


def search_results(site: Site, *, title: str, path: str) -> Described:
    return {"@type": "SearchResultsPage", "url": site.full(path), "name": title, "inLanguage": site.language}


def statistics(
    site: Site, *, title: str, path: str, dossier: Described, series: Iterable[tuple[str, str]]
) -> Described:
    """A page of charts. `series`: title and address of each statistic on it."""
    parts = [{"@type": "Dataset", "@id": site.full(at), "name": name, "url": site.full(at)} for name, at in series]
    return filled(
        {
            "@type": "CollectionPage",
            "url": site.full(path),
            "name": title,
            "inLanguage": site.language,
            "isPartOf": dossier,
            "publisher": site.publisher(),
            "hasPart": parts,
        }
    )


def about(site: Site, *, title: str, path: str) -> Described:
    """A page about this site: who publishes, by which rules, and how errors are corrected."""
    return {
        "@type": "AboutPage",
        "url": site.full(path),
        "name": title,
        "inLanguage": site.language,
        "publishingPrinciples": site.full("/about/method/"),
        "mainEntity": site.publisher(),
    }
