"""Files kept as evidence: checked by content, stored under their hash. Rows are the form's business, readers `relations.evidence`'s.

A picture is decoded and written anew: what is stored holds its pixels and nothing else. A PDF is stored as it came, so
it is only ever handed out as a download.
"""

import hashlib
import os
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from relations.documents.fields import SHA256
from relations.evidence import path_of

LARGEST = 20 * 2**20  # bytes
MOST_PIXELS = 40_000_000
ALLOWED = "a PDF, JPEG, PNG or WebP file of at most 20 MB"
# What a file of each type begins with, and the name that Pillow knows it by ("" for what is no picture).
PDF = "application/pdf"
BEGINNINGS = (
    (re.compile(rb"%PDF-[12]\.[0-9]"), PDF, ""),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", "JPEG"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", "PNG"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", "WEBP"),
)
LONGEST_BEGINNING = 16
PDF_TAIL = 2048
PDF_END = re.compile(rb"startxref\s+[0-9]+\s+%%EOF\s*\Z")  # behind the end nothing: no archive hides there
SAVING = {"JPEG": {"quality": 92}, "PNG": {}, "WEBP": {"quality": 92}}
MODES = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA", "I;16"), "WEBP": ("RGB", "RGBA")}


class UnfitFile(Exception):
    """The file cannot be evidence; `str()` is the reason as one sentence. Nothing was stored."""


class Stored(NamedTuple):
    """A stored file; `size` in bytes."""

    sha256: str
    media_type: str
    size: int


def store(uploaded: UploadedFile) -> Stored:
    """Check a file and keep it under its hash. Its name plays no part. Raises `UnfitFile`."""
    require_size(uploaded)
    media_type, image_format = kind_of(uploaded)
    content = picture(uploaded, image_format) if image_format else pdf(uploaded)
    if len(content) > LARGEST:
        raise UnfitFile("The picture, written anew without its metadata, is larger than 20 MB; choose a smaller one.")
    sha256 = hashlib.sha256(content).hexdigest()
    write(path_of(sha256), content)
    return Stored(sha256, media_type, len(content))


def find(sha256: str) -> Stored | None:
    """The file that lies under a hash, as it was stored; None for none, and for what is no hash."""
    path = path_of(sha256) if SHA256.match(sha256) else None
    if path is None or not path.is_file():
        return None
    with path.open("rb") as file:
        return Stored(sha256, kind_of(file)[0], path.stat().st_size)


def require_size(uploaded: UploadedFile) -> None:
    if not uploaded.size:
        raise UnfitFile(f"The file is empty; choose {ALLOWED}.")
    if uploaded.size > LARGEST:
        raise UnfitFile(f"The file is larger than 20 MB; choose {ALLOWED}.")


def kind_of(file: BinaryIO) -> tuple[str, str]:
    """(media type, Pillow's name) by the first bytes."""
    file.seek(0)
    beginning = file.read(LONGEST_BEGINNING)
    for pattern, media_type, image_format in BEGINNINGS:
        if pattern.match(beginning):
            return media_type, image_format
    raise UnfitFile(f"The content of the file is of no kind that is kept, whatever its name says; choose {ALLOWED}.")


def pdf(file: BinaryIO) -> bytes:
    """A whole PDF, from its first byte to its last."""
    file.seek(0)
    content = file.read()
    if not PDF_END.search(content[-PDF_TAIL:]):
        raise UnfitFile("The PDF is cut off, or something stands behind its end; save it anew and choose it again.")
    return content


def picture(file: BinaryIO, image_format: str) -> bytes:
    """The pixels of a picture, upright, written anew."""
    file.seek(0)
    try:
        with Image.open(file, formats=[image_format]) as image:
            require_still(image)
            upright = ImageOps.exif_transpose(image)
            return encoded(upright, image_format)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise too_many_pixels() from fault
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as fault:
        raise UnfitFile("The picture cannot be read to its end; save it anew and choose it again.") from fault


def require_still(image: Image.Image) -> None:
    """Asked of the header, before a pixel is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise too_many_pixels()
    if getattr(image, "n_frames", 1) > 1:
        raise UnfitFile("The picture moves; choose one that shows a single frame.")


def too_many_pixels() -> UnfitFile:
    return UnfitFile("The picture has more than 40 million pixels; choose a smaller one, for example 6000 x 4000.")


def encoded(image: Image.Image, image_format: str) -> bytes:
    """A fresh picture with the same pixels: no profile, comment, position or thumbnail goes along."""
    mode = image.mode if image.mode in MODES[image_format] else fallback(image, image_format)
    source = image if image.mode == mode else image.convert(mode)
    fresh = Image.new(mode, source.size)
    fresh.paste(source)
    target = BytesIO()
    fresh.save(target, image_format, **SAVING[image_format])
    return target.getvalue()


def fallback(image: Image.Image, image_format: str) -> str:
    """The mode for a picture whose own one its format does not hold."""
    return "RGBA" if image_format != "JPEG" and image.has_transparency_data else "RGB"


def write(path: Path, content: bytes) -> None:
    """Whole or not at all: a temporary name, flushed to the disk, then renamed. One that is there stays."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o640)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """A rename is kept by the folder, so the folder is flushed as well."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
