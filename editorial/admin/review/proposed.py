"""The public page as it would be after publication: a revision through the one public render path. Writes nothing."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from editorial import rules
from editorial.models import Edition, Record, Revision
from editorial.services import reviewing
from relations import http, profiles, rendering
from relations.cards import path_of
from relations.documents import load, refs
from relations.models import Listing
from relations.profiles import Name, Names
from relations.views import records as public
from relations.vocabularies import RecordType, State


def page_of(revision: Revision) -> Any:
    """The answer that a reader would get, were this revision published now with its set."""
    document = load(revision.document)
    listing = Listing.objects.filter(public_id=document["id"]).first()
    number = (listing.number if listing else 0) + 1
    names = names_for(document, reviewing.members_of(revision.edition))
    version = rendering.Version(number, timezone.now(), number)
    context = rendering.page(document, version=version, names=names, preview=True)
    context |= public.navigation(names, context["dossiers"]) | {"robots": "noindex, nofollow"}
    return http.render(rendering.TEMPLATE, context)


def names_for(document: dict[str, Any], members: Iterable[Edition]) -> Names:
    """What the document names, as readers will see it: the set as it will be, the rest as it is, drafts by title."""
    together = {member.record.public_id: newest_document(member) for member in members}
    together.pop(document["id"], None)
    wanted = rendering.ids_named(document).union(*(refs(member) for member in together.values()))
    names = profiles.names(wanted)
    names |= {public_id: proposed_name(member) for public_id, member in together.items()}
    missing = wanted - names.keys()
    for public_id, title in Record.objects.filter(public_id__in=missing).values_list("public_id", "title"):
        names[public_id] = Name(public_id, title)
    return names


def newest_document(edition: Edition) -> dict[str, Any]:
    return load(rules.newest_revision(edition).document)


def proposed_name(document: dict[str, Any]) -> Name:
    """A member of the set as it will be called once it is public."""
    record = document["record"]
    cited = record if document["type"] == RecordType.SOURCE else None
    return Name(document["id"], record["title"], path_of(document), State.PUBLIC, document["type"], cited)


def titles(ids: Iterable[str]) -> dict[str, str]:
    """public id -> title on the desk, for differences and citations. One query."""
    return dict(Record.objects.filter(public_id__in=set(ids)).values_list("public_id", "title"))
