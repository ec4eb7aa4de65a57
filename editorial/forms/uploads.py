"""A bound on every file that is sent, kept while it arrives: before a form is read, and before anybody is known."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

# A little more than `services.evidence.LARGEST`, so that the form can say that the file is too large.
KEPT = 20 * 2**20 + 64 * 2**10  # bytes


class BoundedUpload(FileUploadHandler):
    """Passes on the first bytes of a file and lets the rest go by: nobody fills the disk with one request."""

    chunk_size = 64 * 2**10

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start < KEPT else None

    def file_complete(self, file_size: int) -> Any:
        """The handlers behind this one hold the file."""
        return None
