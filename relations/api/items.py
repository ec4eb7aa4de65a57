"""One record: the object of the lists with its document nested. The stored text is sent, not a new serialisation."""

import datetime
from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import cards, moments, profiles
from relations.api import answers, openapi, problems, relating
from relations.api.shaping import including, parts
from relations.api.shaping.names import DOCUMENT, ITEMS
from relations.cards import transport_json
from relations.documents import load
from relations.documents.fields import ID, SLUG
from relations.filters import ItemFilters, Query
from relations.models import Head, Listing, Path
from relations.vocabularies import PATH_WORDS, State

COLUMNS = (
    "public_id", "state", "item", "edition__document", "reason", "withdrawn_at", "updated_at", "notice",
    "replacement__public_id", "replacement__type", "number", "path",
)  # fmt: skip


class PermanentRedirect(HttpResponsePermanentRedirect):
    """308: the same request at another address; a small JSON object repeats the status and says what is known."""

    status_code = 308

    def __init__(self, target: str, **members: str) -> None:
        super().__init__(target, content_type="application/json")
        self.content = transport_json({"status": self.status_code} | members)


class Item(answers.ApiView):
    """One public record with its document, whose canonical text has the `content_hash` beside it."""

    path = ""
    record_type = ""
    names: type[django_filters.FilterSet] = ItemFilters

    def get(self, request: Request, public_id: str) -> HttpResponse:
        query = answers.strict(request, self.names)
        if not ID.match(public_id):
            return self.renamed(request, public_id)
        row = Listing.objects.filter(public_id=public_id, type=self.record_type).values(*COLUMNS).first()
        if row is None:
            raise problems.not_found()
        if query.one("asof") and row["state"] in (State.PUBLIC, State.MERGED):
            return as_published(request, public_id, query) or merged(row)
        if row["state"] == State.MERGED:
            return merged(row)
        if row["state"] != State.PUBLIC:
            raise problems.gone(row)
        answer = sent(row["item"], row["edition__document"], query, request.head)
        answer["Link"] = relating.of_edition(request, self.word, public_id, row["number"], row["path"])
        return answer

    def renamed(self, request: HttpRequest, word: str) -> HttpResponse:
        """308 from a dossier's slug or from an id in lower case, public or not; else 404."""
        public_id = (self.is_dossier and dossier_called(word)) or word.upper()
        if not (word.isascii() and ID.match(public_id)):
            raise problems.not_found()
        return PermanentRedirect(f"{self.path}{public_id}/")

    @property
    def is_dossier(self) -> bool:
        return self.record_type == "dossier"

    @property
    def word(self) -> str:
        return PATH_WORDS[self.record_type]


def sent(item: str, document: str, query: Query, head: Head) -> HttpResponse:
    """A ready item with its document, or as much of the two as was asked for."""
    (shaped,) = parts.shaped([item], query)
    whole = "fields" not in query.values or query.has("fields", DOCUMENT)
    text = with_document(shaped, document) if whole else shaped
    return answers.item_response(text, head, including.beside([item], query))


def as_published(request: HttpRequest, public_id: str, query: Query) -> HttpResponse | None:
    """The record as it was public at the end of the day `asof`; None where another record stood for it then.

    404 where it was not public then, 410 where what was has been withdrawn since, whatever came after.
    """
    profile = profiles.profile(public_id=public_id)
    was = moments.standing(profile, datetime.date.fromisoformat(query.one("asof")))
    if was.state == State.MERGED:
        return None
    if was.edition is None:
        raise problems.Problem("not-found", "Nothing of this record was public at the end of that day.")
    if was.edition.number <= profile.listing.withdrawn_through:
        raise problems.Problem("withdrawn", "What was public on that day was withdrawn since.", id=public_id)
    item = transport_json(cards.item(load(was.edition.document), was.edition))
    answer = sent(item, was.edition.document, query, request.head)
    word, number = PATH_WORDS[profile.listing.type], was.edition.number
    answer["Link"] = relating.of_edition(request, word, public_id, number, profile.listing.path)
    return answer


def merged(row: dict[str, Any]) -> HttpResponse:
    """308 to the record that answers for a merged one now."""
    survivor = row["replacement__public_id"]
    address = f"{answers.BASE}{PATH_WORDS[row['replacement__type']]}/{survivor}/"
    return PermanentRedirect(address, id=row["public_id"], merged_into=survivor)


def dossier_called(word: str) -> str | None:
    """Id of the dossier that has, or once had, this slug."""
    known = Path.objects.filter(word=word) if SLUG.match(word) else Path.objects.none()
    return known.values_list("record__public_id", flat=True).first()


def with_document(item: str, document: str) -> str:
    """Ready item text with the canonical document text nested; the escapes are JSON's own and change no value."""
    escaped = document.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'{item[:-1]},"document":{escaped}}}'


def item_view(word: str, record_type: str, shape: type) -> Any:
    """The item resource of one type, described and framed."""

    @extend_schema(
        operation_id=f"{word}_item",
        parameters=[
            openapi.DOSSIER_ID if record_type == "dossier" else openapi.PUBLIC_ID,
            *openapi.parameters(ITEMS[word]),
        ],
        responses={
            200: openapi.item_of(shape, ITEMS[word]),
            304: None,
            308: openapi.MOVED,
            **openapi.refusals(400, 404, 405, 410),
        },
        tags=[word],
    )
    def get(self: Item, request: Request, public_id: str) -> HttpResponse:
        return Item.get(self, request, public_id)

    view = type(f"{word.title()}Item", (Item,), {"get": get, "__doc__": Item.__doc__})
    return answers.published(view, path=f"{answers.BASE}{word}/", record_type=record_type, names=ITEMS[word])
