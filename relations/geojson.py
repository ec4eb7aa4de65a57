"""The filtered timeline as GeoJSON (RFC 7946): one feature for each entry that names a place. Asks no database.

A place whose record has no coordinates has no geometry, which the standard writes as `null`: no point is ever made up.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings

from relations import exports
from relations.cards import transport_json
from relations.exports import Item
from relations.feeds import Feed
from relations.whereabouts import Place


def collection(feed: Feed, items: list[Item], places: Mapping[str, Place]) -> str:
    """All entries that name a place. Title, licence and the address that they are from stand beside the features."""
    features = [feature(item, places.get(item["place"], Place()), feed.base) for item in items if "place" in item]
    points = [each["geometry"]["coordinates"] for each in features if each["geometry"]]
    licence = {"licence": settings.CONTENT_LICENCE, "licence_url": settings.CONTENT_LICENCE_URL}
    return transport_json(
        {
            "type": "FeatureCollection",
            "title": feed.title,
            "attribution": settings.SITE_NAME,
            **(licence if settings.CONTENT_LICENCE else {}),
            "source": feed.address,
            **({"bbox": box(points)} if points else {}),
            "features": features,
        }
    )


def feature(item: Item, place: Place, base: str) -> dict[str, Any]:
    """One entry at its place. Of a place that is no longer public only its id is told."""
    told = {
        "id": item["id"],
        "url": exports.page_of(item, base),
        "title": exports.title_of(item),
        "date": item["date"]["edtf"],
        "date_words": exports.date_words(item),
        "earliest": item["date"].get("earliest"),
        "latest": item["date"].get("latest"),
        "type": item["type"],
        "kind": item["kind"],
        "standing": item["standing"],
        "place_id": item["place"],
        "place": place.title,
        "country_id": place.country,
        "country": place.country_title,
        "country_iso_numeric": place.iso_numeric,
    }
    point = {"type": "Point", "coordinates": list(place.point)} if place.point else None
    properties = {name: value for name, value in told.items() if value}
    return {"type": "Feature", "id": item["id"], "geometry": point, "properties": properties}


def box(points: Iterable[list[float]]) -> list[float]:
    """West, south, east, north."""
    longitudes, latitudes = zip(*points, strict=True)
    return [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
