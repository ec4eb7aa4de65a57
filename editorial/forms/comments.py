"""The comment for the desk, as every act that takes one asks for it. Readers never see it."""

from django import forms

LONGEST = 4000


def comment_field(help_text: str) -> forms.CharField:
    """An optional comment; `help_text` says what to write in it."""
    return text_field("Comment for the desk", f"{help_text} Readers never see it.")


def text_field(label: str, help_text: str) -> forms.CharField:
    """One or two sentences."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )
