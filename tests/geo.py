"""What RFC 7946 asks of a GeoJSON text, as a list of what is wrong. No test here."""

from typing import Any

GEOMETRIES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
FORBIDDEN = {"coordinates", "geometries", "geometry", "properties"}  # 7.1: not members of a collection of features


def feature(position: list[Any]) -> dict[str, Any]:
    """A feature at one point."""
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": position}, "properties": {}}


def faults(value: Any) -> list[str]:
    """What is wrong with a collection of features; our own are points or have no geometry."""
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        return ["3.3: a FeatureCollection is an object of that type"]
    found = [f"7.1: {name} in a FeatureCollection" for name in FORBIDDEN & value.keys()]
    if not isinstance(value.get("features"), list):
        return [*found, "3.3: features is a list"]
    found += [fault for each in value["features"] for fault in of_feature(each)]
    found += ["4: no other system of coordinates"] if "crs" in value else []
    points = [each["geometry"]["coordinates"] for each in value["features"] if each.get("geometry")]
    return found or (of_box(value["bbox"], points) if "bbox" in value else [])


def of_feature(value: Any) -> list[str]:
    if not isinstance(value, dict) or value.get("type") != "Feature":
        return ["3.2: a Feature is an object of that type"]
    found = [f"3.2: {name} is missing" for name in ("geometry", "properties") if name not in value]
    if not isinstance(value.get("properties"), dict | None):
        found.append("3.2: properties is an object or null")
    if "id" in value and not isinstance(value["id"], str | int | float):
        found.append("3.2: id is a string or number")
    found += [f"7.1: {name} in a Feature" for name in {"features", "coordinates", "geometries"} & value.keys()]
    geometry = value.get("geometry")
    return found if geometry is None else found + of_point(geometry)


def of_point(value: Any) -> list[str]:
    if value.get("type") not in GEOMETRIES:
        return ["3.1: no such geometry"]
    position = value.get("coordinates")
    if value["type"] != "Point" or not isinstance(position, list) or not 2 <= len(position) <= 3:
        return ["3.1.1: a position is two or three numbers"]
    if not all(isinstance(each, int | float) and not isinstance(each, bool) for each in position):
        return ["3.1.1: a position is numbers"]
    longitude, latitude = position[:2]
    return (
        [] if -180 <= longitude <= 180 and -90 <= latitude <= 90 else ["4: longitude first, then latitude, in degrees"]
    )


def of_box(box: Any, points: list[list[float]]) -> list[str]:
    if not isinstance(box, list) or len(box) != 4:
        return ["5: bbox is west, south, east, north"]
    west, south, east, north = box
    inside = all(west <= x <= east and south <= y <= north for x, y, *_ in points)
    return [] if inside else ["5: a point outside of bbox"]
