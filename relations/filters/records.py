"""The query names of what hangs on one record: its versions, what two of them say otherwise, how one of them is cited."""

from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext as _

from relations.dates.refusals import shown
from relations.filters import fields
from relations.filters.fields import NUMBER, Refusal
from relations.filters.lookups import Control
from relations.models import Listing


class VersionField(forms.Field):
    """The number of a version."""

    code = "invalid-parameter"

    def clean(self, value: str) -> str:
        if NUMBER.match(value) and int(value) >= 1:
            return str(int(value))
        raise Refusal(_("{value} is not the number of a version; for example 1.").format(value=shown(value)))


class Names(django_filters.FilterSet):
    """What all of them share: nothing."""

    class Meta:
        model = Listing
        fields: list[str] = []


class VersionFilters(Names):
    """Names that the list of versions of a record understands."""

    cursor = Control(fields.CursorField, help_text="Where the list goes on; follow page.next.")
    limit = Control(fields.LimitField, help_text="Versions per page, 1 to 200; 50 is the default.")

    class Meta(Names.Meta):
        pass


class CitationFilters(Names):
    """Names that the citation of a record understands."""

    version = Control(VersionField, help_text="Number of the version to cite; the newest one is the default.")

    class Meta(Names.Meta):
        pass


def comparison() -> dict[str, Any]:
    """`from` is a word of Python, so these names cannot be declared one by one."""
    return {
        "__doc__": "Names that the comparison of two versions understands.",
        "__module__": __name__,
        "from": Control(VersionField, help_text="Number of the version whose words are `before`."),
        "to": Control(VersionField, help_text="Number of the version whose words are `after`."),
        "Meta": type("Meta", (Names.Meta,), {}),
    }


CompareFilters = type(Names)("CompareFilters", (Names,), comparison())
