"""Title and summary of a record in its other languages, as the short blocks under its head. Pure: document in, blocks out."""

from typing import Any

from relations.documents import languages, overlays
from relations.facts import language_name

SHOWN = ("title", "summary")


def blocks(document: dict[str, Any]) -> list[dict[str, Any]]:
    """One block per language that has a title or summary to show; `older`: the English text changed since."""
    found = []
    for language in languages(document)[1:]:
        texts = {anchor: overlay for anchor, overlay in overlays(document, language).items() if anchor in SHOWN}
        if texts:
            found.append(
                {
                    "language": language,
                    "name": language_name(language),
                    "texts": [(anchor, texts[anchor]) for anchor in SHOWN if anchor in texts],
                    "older": any(overlay.older for overlay in texts.values()),
                }
            )
    return found
