"""Item pages as JSON-LD: an article about an event; a page whose main entity is a person, organisation, state, place,
source or statistic; the collection that a dossier is.
"""

from typing import Any

from relations.measures import alive
from relations.profiles import Name, Names
from relations.structured.frame import ACTORS, Site, coverage, filled, span, thing
from relations.vocabularies import (
    PATH_WORDS,
    TIMELINE_TYPES,
    ChangeKind,
    OrganisationKind,
    PlaceKind,
    RecordType,
    Role,
    SourceKind,
)

WORKS = {
    SourceKind.NEWS: "NewsArticle",
    SourceKind.ACADEMIC: "ScholarlyArticle",
    SourceKind.SOCIAL: "SocialMediaPosting",
}
MISSIONS = (OrganisationKind.EMBASSY, OrganisationKind.CONSULATE, OrganisationKind.PERMANENT_MISSION)
MEETING = (Role.GUEST, Role.HOST, Role.DELEGATION)

Described = dict[str, Any]


def record(document: Described, page: Described, names: Names, site: Site) -> Described:
    """The description of a live page. `page` is its context: texts come from there, in the language of the answer."""
    found = common(document, page, names, site)
    if document["type"] in TIMELINE_TYPES:
        return found | {
            "@type": "Article",
            "headline": str(page["title"]),
            "about": event(document["record"], page, names, site),
        }
    if document["type"] == RecordType.DOSSIER:
        countries = [
            thing(names[each], site) for side in alive(document["record"], "sides") for each in side["countries"]
        ]
        return found | filled({"@type": "CollectionPage", "about": present(countries)})
    return found | {"@type": "WebPage", "mainEntity": ENTITIES[document["type"]](document, page, names, site)}


def common(document: Described, page: Described, names: Names, site: Site) -> Described:
    """What is true of every item page as a publication: version, days, corrections, sources, statements."""
    address = site.full(page["live_path"])
    return filled(
        {
            "@id": address,
            "url": address,
            "name": str(page["title"]),
            "description": str(page["summary"]),
            "inLanguage": site.language,
            "identifier": document["id"],
            "version": str(page["version"].number),
            "encoding": as_data(document, site),
            "datePublished": page["history"][-1]["at"].isoformat(),
            "dateModified": page["version"].published_at.isoformat(),
            "isPartOf": present(thing(name, site) for name in page["dossiers"]),
            "publisher": site.publisher(),
            "license": site.licence,
            "correction": corrections(page, site),
            "citation": present(thing(source.name, site) for source in page["sources"]),
            "hasPart": claims(document, page, site),
        }
    )


def as_data(document: Described, site: Site) -> Described:
    """The same record for programs: the document with its hash."""
    address = f"{site.origin}/api/v1/{PATH_WORDS[document['type']]}/{document['id']}/"
    return {"@type": "MediaObject", "encodingFormat": "application/json", "contentUrl": address}


def present(found: Any) -> list[Described]:
    return [each for each in found if each]


def corrections(page: Described, site: Site) -> list[Described]:
    """The corrections of the record that are still public, newest first, each with the page that shows what it changed."""
    return [
        filled(
            {
                "@type": "CorrectionComment",
                "text": str(entry["change"]["note"]),
                "datePublished": entry["at"].isoformat(),
                "url": site.full(entry["compare"] or entry["path"]),
            }
        )
        for entry in page["history"]
        if "change" in entry and entry["change"]["kind"] == ChangeKind.CORRECTION
    ]


def claims(document: Described, page: Described, site: Site) -> list[Described]:
    """The numbered statements, each with the sources in which it appears and who makes it, if not we."""
    texts = [claim for group in page["statements"] for claim in group["claims"] if not claim.get("removed")]
    return [
        filled(
            {
                "@type": "Claim",
                "@id": f"{site.full(page['live_path'])}#c{claim['n']}",
                "text": str(claim["text"]),
                "appearance": [{"@id": each} for each in appearances(claim, site)],
            }
            | said_by(claim["holder"], site)
        )
        for claim in texts
    ]


def appearances(claim: Described, site: Site) -> list[str]:
    """The addresses of the public sources that hold a statement; what disputes it is none of them."""
    found = (thing(note.source, site) for note in claim["notes"] if not note.disputes)
    return list(dict.fromkeys(each["@id"] for each in found if each))


def said_by(holder: Name | None, site: Site) -> Described:
    """The author of a statement; a state has no authors in this vocabulary, so it stands as a credit."""
    named = thing(holder, site)
    if named is None:
        return {}
    return {"author": named} if holder.type in ACTORS else {"creditText": str(holder.title)}


def event(record: Described, page: Described, names: Names, site: Site) -> Described:
    """What happened, when and where. What is only alleged, attributed or disputed says so."""
    standing = page["standing"]
    return filled(
        {
            "@type": "Event",
            "name": str(page["title"]),
            "disambiguatingDescription": str(standing["word"]) if standing else "",
        }
        | span(record["date"], "startDate", "endDate")
        | {
            "location": thing(names[record["place"]], site) if "place" in record else None,
            "attendee": present(
                thing(names[part["who"]], site)
                for part in alive(record, "participations")
                if part["role"] in MEETING and not part.get("alleged") and names[part["who"]].type in ACTORS
            ),
        }
    )


# --- Main entities --------------------------------------------------------------------------------


def entity(schema_type: str, document: Described, page: Described) -> Described:
    """What every profile says of its subject: name, other names."""
    title = str(page["title"])
    others = dict.fromkeys(part["text"] for part in alive(document["record"], "names"))
    return {"@type": schema_type, "name": title, "alternateName": [text for text in others if text != title]}


def person(document: Described, page: Described, names: Names, site: Site) -> Described:
    """Name and offices; nothing else of a living person is told to machines."""
    offices = [{"@type": "Occupation", "name": str(office["office"])} for office in page["offices"]]
    return filled(entity("Person", document, page) | {"hasOccupation": offices})


def organisation(document: Described, page: Described, names: Names, site: Site) -> Described:
    record = document["record"]
    kind = "GovernmentOrganization" if record["organisation_kind"] in MISSIONS else "Organization"
    return filled(
        entity(kind, document, page)
        | span(record.get("existed"), "foundingDate", "dissolutionDate")
        | {
            "parentOrganization": thing(names[record["parent"]], site) if "parent" in record else None,
            "location": thing(names[record["seat"]], site) if "seat" in record else None,
        }
    )


def country(document: Described, page: Described, names: Names, site: Site) -> Described:
    return filled(entity("Country", document, page))


def place(document: Described, page: Described, names: Names, site: Site) -> Described:
    record = document["record"]
    around = [record[field] for field in ("inside", "country") if field in record]
    kind = "City" if record["place_kind"] == PlaceKind.CITY else "Place"
    return filled(
        entity(kind, document, page)
        | {"containedInPlace": present(thing(names[each], site) for each in around), "geo": point(record)}
    )


def point(record: Described) -> Described | None:
    """Where a place lies."""
    if "latitude" not in record:
        return None
    return {"@type": "GeoCoordinates", "latitude": record["latitude"], "longitude": record["longitude"]}


def source(document: Described, page: Described, names: Names, site: Site) -> Described:
    """The work that is cited: where it stands, who published it, where a copy is kept."""
    record = document["record"]
    stated = (
        {"@type": "Organization", "name": record["publisher_as_stated"]} if "publisher_as_stated" in record else None
    )
    points = alive(record, "access_points")
    return filled(
        {
            "@type": WORKS.get(record["source_kind"], "CreativeWork"),
            "name": record.get("original_title", str(page["title"])),
            "alternateName": str(page["title"]) if "original_title" in record else "",
            "inLanguage": record.get("language", ""),
            "creditText": record.get("author", ""),
            "publisher": thing(names[record["publisher"]], site) if "publisher" in record else stated,
            "url": next((point["url"] for point in points if "url" in point), ""),
            "archivedAt": [point["archive_url"] for point in points if "archive_url" in point],
        }
        | span(record.get("date"), "datePublished", "dateModified")
    )


def series(document: Described, page: Described, names: Names, site: Site) -> Described:
    """The statistic as a data set, with the address of its numbers."""
    record = document["record"]
    data = f"{site.origin}/api/v1/{PATH_WORDS[RecordType.SERIES]}/{document['id']}/"
    periods = [part["period"] for part in alive(record, "observations")]
    return filled(
        {
            "@type": "Dataset",
            "name": str(page["title"]),
            "description": str(page["definition"]),
            "variableMeasured": record["unit"],
            "temporalCoverage": covered(periods),
            "spatialCoverage": thing(names[record["country"]], site) if "country" in record else None,
            "isAccessibleForFree": True,
            "license": site.licence,
            "version": str(page["version"].number),
            "distribution": [{"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": data}],
        }
    )


def covered(periods: list[str]) -> str:
    """From the first year of all periods to the last; "" where none is known."""
    spans = [coverage({"edtf": period}).split("/") for period in periods]
    years = sorted({each[:4] for ends in spans for each in ends if each})
    return "/".join(dict.fromkeys((years[0], years[-1]))) if years else ""


ENTITIES = {
    RecordType.PERSON: person,
    RecordType.ORGANISATION: organisation,
    RecordType.COUNTRY: country,
    RecordType.PLACE: place,
    RecordType.SOURCE: source,
    RecordType.SERIES: series,
}
