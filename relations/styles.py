"""One style sheet per page: which small files of static/css stand in each, and the finder that hands them out joined.

A page asks for `{% static "styles/timeline.css" %}`. Nobody writes that file: `Sheets` joins it from its parts while
developing and for `collectstatic`, which then gives it a hashed name, an everlasting cache and a compressed copy like
any other static file. So a page costs two requests, and each part stays a file that one screen holds.
"""

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FOLDER = "styles"
FRAME = ("tokens", "base", "enhanced")
# Name of the sheet to its parts in order; a later part may narrow what an earlier one says.
SHEETS: dict[str, tuple[str, ...]] = {
    "plain": FRAME,
    "about": (*FRAME, "about"),
    "answer": (*FRAME, "answer"),
    "api": (*FRAME, "about", "api"),
    "article": (*FRAME, "page", "incident", "dossier"),
    "compare": (*FRAME, "page", "corrections"),
    "corrections": (*FRAME, "ledger", "corrections"),
    "data": (*FRAME, "about", "data"),
    "dossier": (*FRAME, "page", "overview", "dossier"),
    "embed": ("tokens", "embed"),
    "home": (*FRAME, "home"),
    "ledger": (*FRAME, "ledger"),
    "map": (*FRAME, "timeline", "overview", "map"),
    "page": (*FRAME, "page"),
    "record": (*FRAME, "page", "incident"),
    "report": (*FRAME, "report"),
    "search": (*FRAME, "search"),
    "series": (*FRAME, "page", "incident", "series"),
    "statistics": (*FRAME, "ledger", "series"),
    "table": (*FRAME, "timeline", "overview", "entries"),
    "timeline": (*FRAME, "timeline", "overview"),
    "visits": (*FRAME, "visits"),
}


def part(name: str) -> Path:
    """The file of one part."""
    return settings.BASE_DIR / "static" / "css" / f"{name}.css"


def joined(sheet: str) -> str:
    """The text of one sheet."""
    return "".join(part(name).read_text(encoding="utf-8") for name in SHEETS[sheet])


class Sheets(BaseFinder):
    """Finds `styles/<sheet>.css`. The joined files lie in a folder of this process, because servers want real files."""

    @cached_property
    def folder(self) -> Path:
        """Removed with the process."""
        folder = tempfile.mkdtemp(prefix="chronicle-styles-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return Path(folder)

    @cached_property
    def storage(self) -> FileSystemStorage:
        """The same folder as `collectstatic` reads it."""
        return FileSystemStorage(location=self.folder)

    def check(self, **kwargs: Any) -> list:
        """Nothing of it can be set, so nothing can be set wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> str | list[str]:
        """Where the sheet lies, joined anew when a part was saved; [] for any other file."""
        folder, _, name = path.partition("/")
        if folder != FOLDER or name.removesuffix(".css") not in SHEETS or not name.endswith(".css"):
            return []
        found = str(self.written(name.removesuffix(".css")))
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every sheet, for `collectstatic`."""
        for sheet in SHEETS:
            yield str(self.written(sheet).relative_to(self.folder)), self.storage

    def written(self, sheet: str) -> Path:
        """The file of a sheet, rewritten only when its text is another: its age is part of a validator."""
        file = self.folder / FOLDER / f"{sheet}.css"
        text = joined(sheet)
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(exist_ok=True)
            unfinished = file.with_suffix(".part")
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(file)  # two threads may write: neither hands out half a sheet
        return file
