"""What every description shares: the site that publishes, names of other records, dates as precise as they are known."""

from typing import Any, NamedTuple

from django.conf import settings

from relations import dates, languages
from relations.cards import transport_json
from relations.profiles import Name
from relations.vocabularies import RecordType, State

CONTEXT = "https://schema.org"
UNITS = ("day", "month", "year")
# What another record is to schema.org; of missions the same as of other organisations.
TYPES = {
    RecordType.PERSON: "Person",
    RecordType.ORGANISATION: "Organization",
    RecordType.COUNTRY: "Country",
    RecordType.PLACE: "Place",
    RecordType.SOURCE: "CreativeWork",
    RecordType.SERIES: "Dataset",
    RecordType.DOSSIER: "CollectionPage",
    RecordType.INCIDENT: "Article",
    RecordType.VISIT: "Article",
}
ACTORS = (RecordType.PERSON, RecordType.ORGANISATION)


class Block(str):
    """Ready JSON for a script element of data: `transport_json` left no character in it that HTML acts on."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


class Site(NamedTuple):
    """Who publishes: scheme and host, name, language of this answer, address of the licence ("" while undecided)."""

    origin: str
    name: str
    language: str
    licence: str

    def full(self, path: str) -> str:
        """The whole address of a page of this site, in the language of this answer."""
        return f"{self.origin}{languages.in_language(path, self.language)}"

    def publisher(self) -> dict[str, Any]:
        """The organisation behind the site, with the rules that it keeps."""
        return {
            "@type": "Organization",
            "name": self.name,
            "url": self.full("/"),
            "publishingPrinciples": self.full("/about/method/"),
            "correctionsPolicy": self.full("/about/method/#corrections"),
        }


def site(origin: str) -> Site:
    """The site as it is configured. `origin`: scheme and host of this answer."""
    return Site(origin, settings.SITE_NAME, languages.current(), settings.CONTENT_LICENCE_URL)


def block(description: dict[str, Any]) -> Block:
    """A description as the text of its script element."""
    return Block(transport_json({"@context": CONTEXT} | description))


def filled(description: dict[str, Any]) -> dict[str, Any]:
    """The same without empty values: what is not known is not stated."""
    return {key: value for key, value in description.items() if value not in (None, "", [], {})}


def thing(name: Name | None, site: Site, **more: Any) -> dict[str, Any] | None:
    """Another record by name and address; None for what is not public."""
    if name is None or name.state != State.PUBLIC:
        return None
    return {"@type": TYPES[name.type], "@id": site.full(name.path), "name": str(name.title)} | more


def span(value: dict[str, Any] | None, first: str, last: str) -> dict[str, str]:
    """The ends of a date under two property names, each only where it is known to the day, month or year and sure."""
    if not value or "edtf" not in value:
        return {}
    edtf = dates.parse(value["edtf"])
    if not edtf.lasted:
        return {first: exact} if (exact := dates.html_datetime(edtf)) else {}
    ends = ((first, edtf.start), (last, edtf.end))
    return {name: end.text for name, end in ends if end and end.unit in UNITS and not end.qualifier}


def coverage(value: dict[str, Any] | None) -> str:
    """A span of time as one text, where both ends are known; else ""."""
    ends = span(value, "first", "last")
    return "/".join(ends.values()) if len(ends) == 2 else ends.get("first", "")
