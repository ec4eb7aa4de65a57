"""What readers call each value of a document, down to its field: "Statement 3: text", "Date". Pure.

The same words in English as `documents.label` gives the desk; `part_words` names the parts of a page, not their fields.
"""

from django.utils.text import capfirst
from django.utils.translation import pgettext, pgettext_lazy

from relations import part_words

# The lists of numbered parts: words for one of them, words for its list.
PARTS = {
    "claims": (pgettext_lazy("anchor", "Statement"), pgettext_lazy("order of", "statements")),
    "citations": (pgettext_lazy("anchor", "Citation"), pgettext_lazy("order of", "citations")),
    "participations": (pgettext_lazy("anchor", "Participant"), pgettext_lazy("order of", "participations")),
    "access_points": (pgettext_lazy("anchor", "Access point"), pgettext_lazy("order of", "access points")),
    "tenures": (pgettext_lazy("anchor", "Office"), pgettext_lazy("order of", "tenures")),
    "names": (pgettext_lazy("anchor", "Name"), pgettext_lazy("order of", "names")),
    "sides": (pgettext_lazy("anchor", "Side"), pgettext_lazy("order of", "sides")),
    "measures": (pgettext_lazy("anchor", "Measure"), pgettext_lazy("order of", "measures")),
    "attributions": (pgettext_lazy("anchor", "Attribution"), pgettext_lazy("order of", "attributions")),
    "positions": (pgettext_lazy("anchor", "Position"), pgettext_lazy("order of", "positions")),
    "responses": (pgettext_lazy("anchor", "Response"), pgettext_lazy("order of", "responses")),
    "figures": (pgettext_lazy("anchor", "Figure"), pgettext_lazy("order of", "figures")),
    "observations": (pgettext_lazy("anchor", "Observation"), pgettext_lazy("order of", "observations")),
    "memberships": (pgettext_lazy("anchor", "Membership"), pgettext_lazy("order of", "memberships")),
    "staff_ceilings": (pgettext_lazy("anchor", "Staff ceiling"), pgettext_lazy("order of", "staff ceilings")),
    "sections": (pgettext_lazy("anchor", "Section"), pgettext_lazy("order of", "sections")),
    "eras": (pgettext_lazy("anchor", "Era"), pgettext_lazy("order of", "eras")),
    "infobox": (pgettext_lazy("anchor", "Infobox row"), pgettext_lazy("order of", "infobox")),
    "cases": (pgettext_lazy("anchor", "Case"), pgettext_lazy("order of", "cases")),
    "see_also": (pgettext_lazy("anchor", "See also"), pgettext_lazy("order of", "see also")),
    "translations": (pgettext_lazy("anchor", "Translation"), pgettext_lazy("order of", "translations")),
    "attachments": (pgettext_lazy("anchor", "Attachment"), pgettext_lazy("order of", "attachments")),
}
# Fields of parts and of dates; what a record has once is called as in `part_words`.
FIELDS = {
    "accessed": pgettext_lazy("anchor", "accessed"),
    "alleged": pgettext_lazy("anchor", "alleged"),
    "anchor": pgettext_lazy("anchor", "anchor"),
    "announced": pgettext_lazy("anchor", "announced"),
    "archive_url": pgettext_lazy("anchor", "archive url"),
    "as_stated": pgettext_lazy("anchor", "as stated"),
    "asserted_by": pgettext_lazy("anchor", "asserted by"),
    "basis": pgettext_lazy("anchor", "basis"),
    "body": pgettext_lazy("anchor", "body"),
    "bounds_reason": pgettext_lazy("anchor", "bounds reason"),
    "by": pgettext_lazy("anchor", "by"),
    "capacity": pgettext_lazy("anchor", "capacity"),
    "category": pgettext_lazy("anchor", "category"),
    "category_as_stated": pgettext_lazy("anchor", "category as stated"),
    "confidence": pgettext_lazy("anchor", "confidence"),
    "content_sha256": pgettext_lazy("anchor", "content sha256"),
    "count": pgettext_lazy("anchor", "count"),
    "count_max": pgettext_lazy("anchor", "count max"),
    "count_min": pgettext_lazy("anchor", "count min"),
    "countries": pgettext_lazy("anchor", "countries"),
    "deadline": pgettext_lazy("anchor", "deadline"),
    "effective": pgettext_lazy("anchor", "effective"),
    "heading": pgettext_lazy("anchor", "heading"),
    "holder": pgettext_lazy("anchor", "holder"),
    "imposed_by": pgettext_lazy("anchor", "imposed by"),
    "imposing": pgettext_lazy("anchor", "imposing"),
    "key": pgettext_lazy("anchor", "key"),
    "label": pgettext_lazy("anchor", "label"),
    "locator": pgettext_lazy("anchor", "locator"),
    "media_type": pgettext_lazy("anchor", "media type"),
    "not_after": pgettext_lazy("anchor", "not after"),
    "not_before": pgettext_lazy("anchor", "not before"),
    "note": pgettext_lazy("anchor", "note"),
    "office": pgettext_lazy("anchor", "office"),
    "outcome": pgettext_lazy("anchor", "outcome"),
    "period": pgettext_lazy("anchor", "period"),
    "qualifier": pgettext_lazy("anchor", "qualifier"),
    "quote": pgettext_lazy("anchor", "quote"),
    "receiving": pgettext_lazy("anchor", "receiving"),
    "relation": pgettext_lazy("anchor", "relation"),
    "reply": pgettext_lazy("anchor", "reply"),
    "reply_by": pgettext_lazy("anchor", "reply by"),
    "reply_date": pgettext_lazy("anchor", "reply date"),
    "reply_text": pgettext_lazy("anchor", "reply text"),
    "role": pgettext_lazy("anchor", "role"),
    "section": pgettext_lazy("anchor", "section"),
    "settled": pgettext_lazy("anchor", "settled"),
    "sha256": pgettext_lazy("anchor", "sha256"),
    "side": pgettext_lazy("anchor", "side"),
    "size": pgettext_lazy("anchor", "size"),
    "slug": pgettext_lazy("anchor", "slug"),
    "source": pgettext_lazy("anchor", "source"),
    "stance": pgettext_lazy("anchor", "stance"),
    "state": pgettext_lazy("anchor", "state"),
    "state_inferred": pgettext_lazy("anchor", "state inferred"),
    "status": pgettext_lazy("anchor", "status"),
    "target": pgettext_lazy("anchor", "target"),
    "text": pgettext_lazy("anchor", "text"),
    "through": pgettext_lazy("anchor", "through"),
    "to": pgettext_lazy("anchor", "to"),
    "topic": pgettext_lazy("anchor", "topic"),
    "url": pgettext_lazy("anchor", "url"),
    "value": pgettext_lazy("anchor", "value"),
    "who": pgettext_lazy("anchor", "who"),
    "withheld": pgettext_lazy("anchor", "withheld"),
}


def words_of(anchor: str) -> str:
    """`claims/3/text` is "Statement 3: text", `date/not_before` is "Date not before"."""
    head, *rest = anchor.split("/")
    if head in PARTS and rest:
        name = pgettext("anchor", "%(part)s %(n)s") % {"part": PARTS[head][0], "n": rest[0]}
        return (
            pgettext("anchor", "%(part)s: %(field)s") % {"part": name, "field": fields(rest[1:])} if rest[1:] else name
        )
    if not rest:
        return capfirst(field(head))
    return pgettext("anchor", "%(field)s %(detail)s") % {"field": capfirst(field(head)), "detail": fields(rest)}


def order_of(head: str) -> str:
    """The order of a list of parts."""
    words = str(PARTS[head][1]) if head in PARTS else head.replace("_", " ")
    return pgettext("anchor", "Order of %(parts)s") % {"parts": words}


def fields(names: list[str]) -> str:
    return " ".join(map(field, names))


def field(name: str) -> str:
    """One field; a number is itself, and so is a name that this build does not know."""
    found = FIELDS.get(name) or part_words.FIELDS.get(name)
    return str(found) if found else name.replace("_", " ")
