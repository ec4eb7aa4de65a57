"""Files of evidence: typed by content, pictures without their metadata, stored whole under their hash or not at all."""

import hashlib
import os
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from editorial.services import evidence
from editorial.services.evidence import UnfitFile

pytestmark = pytest.mark.desk

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n33\n%%EOF\n"
SECRET = b"50.0875 N, 14.4213 E"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR


def picture(image_format, size=(8, 6), mode="RGB", **saving):
    target = BytesIO()
    Image.new(mode, size, 1).save(target, image_format, **saving)
    return target.getvalue()


def uploaded(content, name="scan.bin"):
    return SimpleUploadedFile(name, content)


def kept(folder):
    """Paths of all files below the folder, temporary ones included."""
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def sentence_for(content, name="scan.bin"):
    with pytest.raises(UnfitFile) as caught:
        evidence.store(uploaded(content, name))
    return str(caught.value)


def png_header(width, height):
    """A PNG that promises `width` x `height` pixels in a few bytes."""

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_pdf_is_kept_byte_for_byte_under_its_hash(folder):
    stored = evidence.store(uploaded(PDF))
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert stored == (sha256, "application/pdf", len(PDF))
    assert kept(folder) == [f"{sha256[:2]}/{sha256}"]
    assert (folder / sha256[:2] / sha256).read_bytes() == PDF
    assert evidence.find(sha256) == stored


@pytest.mark.parametrize(
    ("image_format", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
@pytest.mark.parametrize("name", ["scan.pdf", "scan.svg", "../../etc/passwd", "scan.jpg.exe", "\u202egpj.exe"])
def test_the_type_is_that_of_the_content_whatever_the_name(folder, image_format, media_type, name):
    stored = evidence.store(uploaded(picture(image_format), name))
    assert stored.media_type == media_type
    assert kept(folder) == [f"{stored.sha256[:2]}/{stored.sha256}"]
    with Image.open(folder / stored.sha256[:2] / stored.sha256) as image:
        assert (image.format, image.size) == (image_format, (8, 6))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_of_any_depth_is_kept(mode):
    assert evidence.store(uploaded(picture("PNG", mode=mode))).media_type == "image/png"


def test_a_jpeg_for_print_becomes_one_for_the_screen():
    assert evidence.store(uploaded(picture("JPEG", mode="CMYK"))).media_type == "image/jpeg"


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_goes_along(folder, image_format):
    exif = Image.Exif()
    exif[270] = SECRET.decode()  # the picture's description
    content = picture(image_format, exif=exif.tobytes())
    assert SECRET in content
    stored = evidence.store(uploaded(content))
    assert SECRET not in (folder / stored.sha256[:2] / stored.sha256).read_bytes()


def test_a_picture_that_lies_on_its_side_is_put_upright(folder):
    exif = Image.Exif()
    exif[274] = 6  # orientation: turn by 90 degrees
    stored = evidence.store(uploaded(picture("JPEG", size=(8, 6), exif=exif.tobytes())))
    with Image.open(folder / stored.sha256[:2] / stored.sha256) as image:
        assert image.size == (6, 8)


def test_what_hides_behind_a_picture_is_not_kept(folder):
    stored = evidence.store(uploaded(picture("PNG") + b"<script>alert(1)</script>PK\x03\x04"))
    content = (folder / stored.sha256[:2] / stored.sha256).read_bytes()
    assert b"script" not in content
    assert b"PK\x03\x04" not in content


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "of no kind that is kept"),
        (b"<html><script>alert(1)</script></html>", "of no kind that is kept"),
        (b"GIF89a" + b"\0" * 40, "of no kind that is kept"),
        (b"GIF89a/*" + PDF, "of no kind that is kept"),
        (b"\n" + PDF, "of no kind that is kept"),
        (PDF[:-8], "The PDF is cut off"),
        (PDF + b"PK\x03\x04archive", "The PDF is cut off"),
        (PDF + b"<script>alert(1)</script>", "The PDF is cut off"),
        (b"%PDF-1.7\n%%EOF", "The PDF is cut off"),
        (b"\xff\xd8\xff", "cannot be read to its end"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read to its end"),
        (b"RIFF\x10\0\0\0WEBPVP8 " + b"\0" * 20, "cannot be read to its end"),
        (png_header(50_000, 50_000), "more than 40 million pixels"),
        (png_header(7_000, 6_000), "more than 40 million pixels"),
        (png_header(11_000, 10_000), "more than 40 million pixels"),
        (png_header(0, 10), "cannot be read to its end"),
    ],
)
def test_a_file_that_is_no_evidence_is_refused_in_one_sentence(folder, content, words):
    sentence = sentence_for(content)
    assert words in sentence
    assert sentence.count(".") - sentence.count("6000 x 4000.") <= 1
    assert not folder.exists()


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(folder, image_format):
    content = BytesIO()
    Image.frombytes("RGB", (64, 64), os.urandom(64 * 64 * 3)).save(content, image_format)
    assert "cannot be read to its end" in sentence_for(content.getvalue()[: len(content.getvalue()) // 2])
    assert not folder.exists()


@pytest.mark.parametrize("image_format", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(image_format):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    content = BytesIO()
    frames[0].save(content, image_format, save_all=True, append_images=frames[1:])
    assert "The picture moves" in sentence_for(content.getvalue())


def test_a_file_beyond_20_megabytes_is_refused():
    assert "larger than 20 MB" in sentence_for(PDF[:9] + b"x" * evidence.LARGEST + PDF[9:])


def test_the_same_file_twice_is_one_file(folder):
    assert evidence.store(uploaded(PDF)) == evidence.store(uploaded(PDF, "again.pdf"))
    assert len(kept(folder)) == 1


def test_a_fault_of_the_disk_leaves_nothing_half_written(folder, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        evidence.store(uploaded(PDF))
    assert kept(folder) == []


@pytest.mark.parametrize("word", ["", "x", "../../etc/passwd", "0" * 63, "A" * 64, "0" * 64])
def test_what_is_no_hash_of_a_file_finds_nothing(word):
    assert evidence.find(word) is None
