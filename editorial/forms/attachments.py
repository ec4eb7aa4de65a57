"""The rows of files. A file is checked and kept when it is sent, so that a fault elsewhere in the form does not lose it."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from editorial.forms.parts import PartForm
from editorial.services import evidence
from editorial.services.evidence import Stored, UnfitFile
from relations.vocabularies import MEDIA_TYPES

AGAIN = "Choose a file again: a browser does not send one twice."


class AttachmentForm(PartForm):
    """A file and its title. `kept` is the hash of a file that came with a form that could not be saved."""

    file = forms.FileField(
        label="File",
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
        help_text=(
            "PDF, JPEG, PNG or WebP, at most 20 MB. A picture is stored without its metadata. "
            "Readers get the file only while a published record names it."
        ),
        error_messages={"empty": f"The file is empty; choose {evidence.ALLOWED}. {AGAIN}"},
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["file"].label = "Another file instead"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        stored = self.stored(cleaned)
        if stored:
            self.remember(stored)
        elif not self.instance.sha256 and self.has_changed() and "file" not in self.errors:
            self.add_error("file", f"Choose {evidence.ALLOWED}.")
        return cleaned

    def stored(self, cleaned: dict[str, Any]) -> Stored | None:
        """The file of this row: the one just sent, else the one that an earlier form brought."""
        uploaded = cleaned.get("file")
        if not uploaded:
            return evidence.find(cleaned.get("kept") or "")
        try:
            return evidence.store(uploaded)
        except UnfitFile as fault:
            self.add_error("file", f"{fault} {AGAIN}")
        return None

    def remember(self, stored: Stored) -> None:
        """On the row, and in the form in case that it comes back."""
        row = self.instance
        row.sha256, row.media_type, row.size = stored
        self.data = self.data.copy()
        self.data[self.add_prefix("kept")] = stored.sha256

    @property
    def file_words(self) -> str:
        """What kind of file the saved row has, and how large."""
        row = self.instance
        return (
            f"{MEDIA_TYPES.get(row.media_type, row.media_type).upper()}, {size_words(row.size)}"
            if row.pk and row.sha256
            else ""
        )


def size_words(size: int) -> str:
    """`3.2 MB`, `14 kB`."""
    return f"{size / 10**6:.1f} MB" if size >= 10**6 else f"{max(round(size / 1000), 1)} kB"


def keep_files(data: QueryDict, files: MultiValueDict) -> QueryDict:
    """The form's data with a hash in place of each file: rows of a merged form move, and files would stay where they were."""
    result = data.copy()
    for name, uploaded in files.items():
        prefix, _, field = name.rpartition("-")
        if field == "file" and (stored := kept(uploaded)):
            result[f"{prefix}-kept"] = stored.sha256
    return result


def kept(uploaded: UploadedFile) -> Stored | None:
    try:
        return evidence.store(uploaded)
    except UnfitFile:
        return None
