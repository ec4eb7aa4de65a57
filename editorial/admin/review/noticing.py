"""The notice of a change before it is submitted, as the corrections page and the record's own page will show it.

Rendered by the public side's own code and templates from rows that are made here and never saved.
"""

from functools import partial
from typing import Any, NamedTuple

from django.template import loader
from django.utils import timezone, translation

from editorial.admin.review import proposed
from editorial.models import Edition
from relations import cards, corrections, http, languages, rendering
from relations.corrections.acts import KIND_OF_CHANGE
from relations.documents import canonical, content_hash
from relations.models import Change, Listing, PublishedEdition
from relations.views.corrections import row
from relations.vocabularies import ChangeKind, Op

FRAME = "admin/review/notice_frame.html"


class Notice(NamedTuple):
    """What readers of one language will see, as a small page of its own."""

    language: str
    code: str
    html: str


def notices(document: dict[str, Any], change: dict[str, str], listing: Listing, members: list[Edition]) -> list[Notice]:
    """One per language of the public site. `document`: the draft; `change`: its kind and notes as typed."""
    document = document | {"change": {key: text for key, text in change.items() if text}}
    act = act_of(document, listing)
    frames = []
    for code, language in languages.LANGUAGES.items():
        with translation.override(code):
            names = proposed.names_for(document, members)
            frames.append(Notice(language, code, frame(document, act, naming=partial(known, names))))
    return frames


def known(names: Any, ids: set[str]) -> Any:
    """The names that were looked up for the whole document, whichever the differences need."""
    return names


def act_of(document: dict[str, Any], listing: Listing) -> Change:
    """The act that publishing this document would be. Nothing of it is saved."""
    text, now = canonical(document), timezone.now()
    listing.title, listing.title_cs = document["record"]["title"], cards.title_in("cs", document["record"])
    listing.path = cards.path_of(document)
    record = listing.record
    record.listing = listing
    edition = PublishedEdition(
        record=record, number=listing.number + 1, document=text, content_hash=content_hash(text), published_at=now
    )
    act = Change(seq=http.read_head().seq + 1, op=Op.PUBLISH, record=record, edition=edition, at=now)
    act.act = KIND_OF_CHANGE[ChangeKind(document["change"]["kind"])]
    return act


def frame(document: dict[str, Any], act: Change, naming: Any) -> str:
    """Both places in the present language."""
    editions = corrections.editions_of([act])
    editions[act.record_id].append(act.edition)
    entry = corrections.entries_of([act], {}, editions, naming)[0]
    number, path = act.edition.number, act.record.listing.path
    history = {
        "number": number,
        "at": act.at,
        "path": f"{path}v{number}/",
        "change": rendering.change(document),
        "compare": f"{path}compare/{number - 1}..{number}/",
    }
    context = http.site() | {"each": row(entry), "history": [history], "apart": entry.kind in corrections.APART}
    return languages.addressed(loader.render_to_string(FRAME, context), languages.current(), "")
