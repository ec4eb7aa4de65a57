"""The point of a place in words and as an address that map programs open. Pure: takes what the document says, rounds nothing."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext

from relations import languages


def words(record: Mapping[str, Any]) -> str:
    """Degrees with their direction: 50.08804° N, 14.42076° E."""
    latitude, longitude = record["latitude"], record["longitude"]
    north = (
        pgettext("latitude", "%(degrees)s° S") if latitude.startswith("-") else pgettext("latitude", "%(degrees)s° N")
    )
    east = (
        pgettext("longitude", "%(degrees)s° W")
        if longitude.startswith("-")
        else pgettext("longitude", "%(degrees)s° E")
    )
    return f"{north % {'degrees': written(latitude)}}, {east % {'degrees': written(longitude)}}"


def written(degrees: str) -> str:
    """The number without its sign, as its language writes it."""
    return degrees.removeprefix("-").replace(".", "," if languages.current() == "cs" else ".")


def address(record: Mapping[str, Any]) -> str:
    """A `geo:` address (RFC 5870), latitude first; what opens it is the reader's own map."""
    return f"geo:{record['latitude']},{record['longitude']}"
