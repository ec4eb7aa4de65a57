"""The public page as it would be after publication: a revision through the one public render path. Writes nothing."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from editorial import readiness, rules
from editorial.models import Edition, Record, Revision
from editorial.services import reviewing
from relations import http, languages, profiles, rendering
from relations.cards import path_of
from relations.documents import canonical, label, load, problems, refs
from relations.models import Listing
from relations.profiles import Name, Names
from relations.views import records as public
from relations.vocabularies import RecordType, State

OTHER_LANGUAGES = {code: languages.LANGUAGES[code] for code in languages.OTHERS}


def page_of(revision: Revision, *, framed: bool = False) -> Any:
    """The answer that a reader would get, were this revision published now with its set; `framed`: links open beside."""
    return http.render(rendering.TEMPLATE, context_of(revision) | {"framed": framed})


def context_of(revision: Revision) -> dict[str, Any]:
    """What stands on that page; what is not complete yet is left out."""
    document, left_out = readable(load(revision.document))
    listing = Listing.objects.filter(public_id=document["id"]).first()
    number = (listing.number if listing else 0) + 1
    names = names_for(document, reviewing.members_of(revision.edition))
    version = rendering.Version(number, timezone.now(), number)
    context = rendering.page(document, version=version, names=names, preview=True)
    context |= public.navigation(names, context["dossiers"])
    return context | {"robots": "noindex, nofollow", "left_out": left_out}


def readable(document: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The document of a draft without the parts and dates that are not complete yet, and what those are called."""
    faults = [*problems(document), *readiness.contradicting_bounds(document)]
    places = {tuple(problem.anchor.split("/")[:2]) for problem in faults}
    record, left_out = {}, []
    for key, value in document["record"].items():
        if isinstance(value, list):
            wrong = [part for part in value if isinstance(part, dict) and (key, str(part.get("n"))) in places]
            record[key] = [part for part in value if part not in wrong]
            left_out += [label(f"{key}/{part['n']}") for part in wrong]
        elif isinstance(value, dict) and any(place[0] == key for place in places):
            left_out.append(label(key))
        else:
            record[key] = value
    return document | {"record": record}, left_out


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
    return readable(load(rules.newest_revision(edition).document))[0]


def proposed_name(document: dict[str, Any]) -> Name:
    """A member of the set as it will be called once it is public."""
    record = document["record"]
    cited = record if document["type"] == RecordType.SOURCE else None
    # Date, country and sides stand in a record as in its list item: chain and positions are drawn as they will be.
    return Name(
        document["id"], record["title"], path_of(document), State.PUBLIC, document["type"], cited, canonical(record)
    )


def titles(ids: Iterable[str]) -> dict[str, str]:
    """public id -> title on the desk, for differences and citations. One query."""
    return dict(Record.objects.filter(public_id__in=set(ids)).values_list("public_id", "title"))
