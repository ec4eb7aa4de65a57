"""Lists and the pages about this site as JSON-LD: a timeline with its data set, search results, statistics, who runs this."""

from collections.abc import Iterable, Mapping
from typing import Any

from relations import languages
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


def data(
    site: Site,
    *,
    title: str,
    description: str,
    version: int,
    modified: str,
    years: tuple[int, int] | None,
    places: Iterable[Described],
    files: Iterable[Mapping[str, Any]],
) -> Described:
    """The whole record as a data set: its newest dump, each file with size and hash."""
    address = site.full("/data/")
    return filled(
        {
            "@type": "Dataset",
            "@id": f"{site.origin}/data/#data",
            "name": title,
            "description": description,
            "url": address,
            "inLanguage": list(languages.LANGUAGES),
            "version": str(version),
            "dateModified": modified,
            "temporalCoverage": f"{years[0]:04d}/{years[1]:04d}" if years else "",
            "spatialCoverage": list(places),
            "license": site.licence,
            "isAccessibleForFree": True,
            "creator": site.publisher(),
            "publisher": site.publisher(),
            "distribution": [download(site, each, modified) for each in files],
        }
    )


def download(site: Site, file: Mapping[str, Any], modified: str) -> Described:
    return filled(
        {
            "@type": "DataDownload",
            "name": file["name"],
            "encodingFormat": file["media_type"].partition(";")[0],
            "contentUrl": f"{site.origin}{file['path']}",
            "contentSize": f"{file['bytes']} B",
            "sha256": file["sha256"],
            "dateModified": modified,
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
