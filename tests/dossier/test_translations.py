"""Czech beside English on the public record: nothing stale, nothing that translates what is not there."""

import pytest

from relations.documents import overlays, translatable

pytestmark = pytest.mark.django_db  # the session's database is made only where a test asks for one


def czech(document):
    return {part["anchor"] for part in document["record"].get("translations", []) if part["language"] == "cs"}


def test_no_translation_is_older_than_its_text(published):
    stale = [
        (key, anchor)
        for key, document in published.documents.items()
        for anchor, overlay in overlays(document, "cs").items()
        if overlay.older
    ]
    assert stale == []
    assert min(len(overlays(document, "cs")) for document in published.documents.values()) >= 2


def test_every_translation_has_its_original(published):
    lost = {key: czech(document) - translatable(document).keys() for key, document in published.documents.items()}
    assert {key: anchors for key, anchors in lost.items() if anchors} == {}
