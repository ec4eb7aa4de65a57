"""Files of evidence: where they lie and which of them readers may have. Never writes; what a file says is not looked at."""

from pathlib import Path

from django.conf import settings

from relations.models import PublishedFile
from relations.vocabularies import State


def path_of(sha256: str) -> Path:
    """Where the file with this hash (64 hexadecimal digits) lies, whether it is there or not."""
    return settings.EVIDENCE_DIR / sha256[:2] / sha256


def public_file(sha256: str) -> PublishedFile | None:
    """What a record that is public now says of this file, the oldest such record first; None when none names it."""
    rows = PublishedFile.objects.filter(sha256=sha256, record__listing__state=State.PUBLIC)
    return rows.order_by("record").first()
