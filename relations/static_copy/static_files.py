"""Style sheets, script and pictures as the site hands them out: collected ones in production, else as they are found."""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from relations.static_copy.addresses import STATIC


def read(path: str) -> bytes | None:
    """The bytes at an address below `/static/`; None where there are none."""
    name = path.removeprefix(STATIC)
    collected = Path(settings.STATIC_ROOT) / name
    found = collected if collected.is_file() else finders.find(name)
    return Path(found).read_bytes() if found else None


def media_type(file: str) -> str:
    return mimetypes.guess_type(file)[0] or "application/octet-stream"
