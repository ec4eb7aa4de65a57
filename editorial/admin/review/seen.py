"""What a page showed, as its form says it: the revision of every member that was on screen. Pure."""

from django.http.request import QueryDict

from editorial.models import Edition

SEEN = "seen-"  # seen-<edition> = revision, hidden in the form


def seen_in(data: QueryDict) -> dict[int, int]:
    """edition -> revision that the page showed; whatever is not a pair of numbers was not shown by it."""
    pairs = {name.removeprefix(SEEN): value for name, value in data.items() if name.startswith(SEEN)}
    return {int(edition): int(revision) for edition, revision in pairs.items() if plain(edition) and plain(revision)}


def plain(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def reading_order(members: list[Edition], lead: Edition) -> list[Edition]:
    """The record that the page was opened for first, the others by type and title."""
    return sorted(members, key=lambda each: (each.pk != lead.pk, each.record.type, each.record.title, each.pk))
