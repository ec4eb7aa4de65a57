"""Title and summary of a record in its other languages, as the short blocks under its head. Pure: document in, blocks out."""

from typing import Any

from django.utils.translation import gettext as _

from relations.documents import languages, overlays
from relations.facts import language_name
from relations.languages import LANGUAGES, ORIGINAL, current

SHOWN = ("title", "summary")


def blocks(document: dict[str, Any]) -> list[dict[str, Any]]:
    """One block per language other than the page's that has a title or summary to show. `document` is not laid over.

    `older`: the English text changed since. On a page in another language the original of what is translated there.
    """
    return original(document) + [
        block(language, _("In %(language)s") % {"language": language_name(language)}, shown(document, language))
        for language in languages(document)
        if language not in (ORIGINAL, current()) and shown(document, language)
    ]


def shown(document: dict[str, Any], language: str) -> dict[str, Any]:
    """The overlays of title and summary; of a language that has pages of its own, the title: its page tells the rest."""
    wanted = SHOWN[:1] if language in LANGUAGES else SHOWN
    return {anchor: overlay for anchor, overlay in overlays(document, language).items() if anchor in wanted}


def original(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What the title of a translated page is called in the original; [] where the page shows that itself, or says the same."""
    here, title = shown(document, current()).get("title"), document["record"]["title"]
    if here is None or here.text == title:
        return []
    texts = [("title", title)]
    return [{"language": ORIGINAL, "label": _("English original"), "texts": texts, "older": False}]


def block(language: str, label: str, found: dict[str, Any]) -> dict[str, Any]:
    return {
        "language": language,
        "label": label,
        "texts": [(anchor, found[anchor].text) for anchor in SHOWN if anchor in found],
        "older": any(overlay.older for overlay in found.values()),
    }
