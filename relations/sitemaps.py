"""What search engines may find: public records by type, in blocks of identities, and the pages that are no record.

A block is a range of keys, so that no block is counted off and none ever grows beyond the limit of the protocol.
"""

import datetime
from typing import NamedTuple

from django.db.models import F, Max, QuerySet

from relations.models import Listing
from relations.vocabularies import PATH_WORDS, RecordType, State

BLOCK = 10_000
PAGES = "pages"
FIXED = ("/", "/about/", "/about/method/", "/about/codebook/", "/about/accessibility/", "/data/", "/api/")
OF_DOSSIERS = ("", "timeline/", "visits/", "ledger/", "statistics/", "corrections/")
TYPES = {word: record_type for record_type, word in PATH_WORDS.items() if record_type != RecordType.DOSSIER}


class Found(NamedTuple):
    """One address, of a page or of a part of the sitemap, and when it last changed; None: not known."""

    path: str
    lastmod: datetime.datetime | None


def public() -> QuerySet[Listing]:
    return Listing.objects.filter(state=State.PUBLIC)


def parts() -> list[Found]:
    """Every file that has something in it. One query."""
    rows = (
        public()
        .order_by()
        .values("type", block=F("record_id") / BLOCK)
        .annotate(lastmod=Max("updated_at"))
        .order_by("type", "block")
    )
    found = [
        Found(f"/sitemap/{PATH_WORDS[row['type']]}.xml?block={row['block']}", row["lastmod"])
        for row in rows
        if row["type"] != RecordType.DOSSIER
    ]
    newest = max((row["lastmod"] for row in rows), default=None)
    return [Found(f"/sitemap/{PAGES}.xml", newest), *found]


def records(word: str, block: int) -> list[Found]:
    """The public records of one type in one block. One query."""
    rows = public().filter(type=TYPES[word], record_id__gte=block * BLOCK, record_id__lt=(block + 1) * BLOCK)
    return [Found(*row) for row in rows.order_by("record_id").values_list("path", "updated_at")]


def pages() -> list[Found]:
    """The pages of the site and of each public dossier. One query."""
    rows = public().filter(type=RecordType.DOSSIER).order_by("record_id").values_list("path", "updated_at")
    # The lists of a dossier change with its entries, of which its own row says nothing: they go without a date.
    return [Found(path, None) for path in FIXED] + [
        Found(f"{path}{tail}", at if not tail else None) for path, at in rows for tail in OF_DOSSIERS
    ]
