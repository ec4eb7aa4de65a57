"""Serializers that describe the API's answers in OpenAPI; documents are described by their own schema, unchanged.

They describe and are tested against real answers; nothing is serialised with them, because fragments are ready.
"""

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from relations import vocabularies
from relations.api import problems
from relations.dates import PRECISIONS
from relations.documents import parts
from relations.documents.fields import Degrees, PublicId, Topics
from relations.facets import MOST_ROWS, MOST_VALUES
from relations.filters.fields import LARGEST_LIMIT

COMPLETE_HELP = (
    f"With `facets`: false where the list (of a search, one type) has {MOST_ROWS:,} items or more, or a facet more than"
    f" {MOST_VALUES:,} values."
    f" Counted are then the first {MOST_ROWS:,} in order of time, profiles by title, and the most frequent values."
)


def of_type(name: str) -> serializers.ChoiceField:
    """The field `type` of the items of one type."""
    return serializers.ChoiceField([(name, name)])


@extend_schema_field(
    {
        "type": "object",
        "properties": {"en": {"type": "string"}},
        "minProperties": 1,
        "additionalProperties": {"type": "string"},
        "description": "A text by language: the original (en), and translations that are not older than it; with `lang` one of them.",
    }
)
class Text(serializers.Field):
    """A text by language."""


class ItemDate(serializers.Serializer):
    """An imprecise date. A bound is absent where the value is open."""

    edtf = serializers.CharField()
    earliest = serializers.DateField(required=False)
    latest = serializers.DateField(required=False)
    precision = serializers.ChoiceField([(name, name) for name in PRECISIONS])
    approximate = serializers.BooleanField()
    uncertain = serializers.BooleanField()
    lasted = serializers.BooleanField()
    as_stated = serializers.CharField(required=False)


class Item(serializers.Serializer):
    """What lists say of every record."""

    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    version = serializers.IntegerField(min_value=1, help_text="Number of the published edition.")
    url = serializers.CharField(help_text="Root-relative address of the page.")
    title = Text()
    summary = Text(required=False)
    dossiers = serializers.ListField(child=PublicId(), required=False)
    sources = serializers.ListField(child=PublicId(), help_text="Ids of the cited sources.")
    content_hash = serializers.RegexField("^sha256:[0-9a-f]{64}$", help_text="Over the canonical text of the document.")
    published_at = serializers.DateTimeField()


class EntryItem(Item):
    """What visits and incidents share."""

    group = serializers.ChoiceField(vocabularies.Group.choices)
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    date = ItemDate()
    place = PublicId(required=False)
    participations = serializers.ListField(child=parts.Participation(), required=False)


class VisitItem(EntryItem):
    type = of_type("visit")
    kind = serializers.ChoiceField(vocabularies.VisitKind.choices)


class IncidentItem(EntryItem):
    type = of_type("incident")
    kind = serializers.ChoiceField(vocabularies.IncidentKind.choices)
    topics = Topics()
    case = serializers.CharField(required=False, help_text="Key of the legal matter that this is a stage of.")
    stage = serializers.ChoiceField(vocabularies.Stage.choices, required=False)
    measures = serializers.ListField(child=parts.Measure(), required=False)
    attributions = serializers.ListField(child=parts.Attribution(), required=False)
    responses = serializers.ListField(child=parts.Response(), required=False)


# Entries of the timeline: visits and incidents, told apart by `type`.
EntryUnion = PolymorphicProxySerializer(
    component_name="TimelineItem",
    serializers={"visit": VisitItem, "incident": IncidentItem},
    resource_type_field_name="type",
)


class SeriesItem(Item):
    type = of_type("series")
    topics = Topics()
    unit = serializers.CharField()
    comparable = serializers.BooleanField(required=False)
    country = PublicId(required=False)


class SourceItem(Item):
    type = of_type("source")
    topics = Topics()
    kind = serializers.ChoiceField(vocabularies.SourceKind.choices)
    date = ItemDate(required=False)
    language = serializers.CharField(required=False)
    publisher = PublicId(required=False)


class NamedItem(Item):
    """A profile with names in several languages."""

    names = serializers.ListField(child=parts.Name(), required=False)


class PersonItem(NamedItem):
    type = of_type("person")
    deceased = serializers.BooleanField(required=False, help_text="True: the person has died.")


class CountryItem(NamedItem):
    type = of_type("country")
    historical = serializers.BooleanField(required=False)
    iso_numeric = serializers.CharField(required=False, help_text="ISO 3166-1 numeric, states of today only.")
    date = ItemDate(required=False, help_text="When the state existed.")
    memberships = serializers.ListField(child=parts.Membership(), required=False)


class OrganisationItem(NamedItem):
    type = of_type("organisation")
    kind = serializers.ChoiceField(vocabularies.OrganisationKind.choices)
    country = PublicId(required=False)
    date = ItemDate(required=False, help_text="When the organisation existed.")
    parent = PublicId(required=False)
    sending_state = PublicId(required=False, help_text="Missions: the state that it represents.")
    receiving_state = PublicId(required=False, help_text="Missions: the state or body that it is accredited to.")
    seat = PublicId(required=False, help_text="Missions: where it is.")


class Coordinates(serializers.Serializer):
    """A point of the earth in decimal degrees (WGS 84), as text: exactly what the document says."""

    latitude = Degrees(90, help_text="Degrees north of the equator; negative in the south.")
    longitude = Degrees(180, help_text="Degrees east of Greenwich; negative in the west.")


class PlaceItem(NamedItem):
    type = of_type("place")
    kind = serializers.ChoiceField(vocabularies.PlaceKind.choices)
    country = PublicId(required=False)
    inside = PublicId(required=False, help_text="The place that this one is part of.")
    coordinates = Coordinates(required=False, help_text="Where it lies; absent where its record does not say.")


class DossierItem(Item):
    type = of_type("dossier")
    sides = serializers.ListField(child=parts.Side())
    cases = serializers.ListField(child=parts.Case(), required=False)


def included_item() -> PolymorphicProxySerializer:
    """A record that an item names, told apart by `type`. Made anew for each envelope: a field has one place."""
    items = (VisitItem, IncidentItem, SourceItem, PersonItem, CountryItem, OrganisationItem, PlaceItem, SeriesItem)
    by_type = {item.__name__.removesuffix("Item").lower(): item for item in (*items, DossierItem)}
    return PolymorphicProxySerializer("IncludedItem", by_type, resource_type_field_name="type")


INCLUDED_HELP = (
    "Where `include` asks for it: the records that the items name, by id. The id of a record that was merged into another"
    " gives the item of that one; what is not public is absent. `lang` holds here too, `fields` does not."
)


class FacetValue(serializers.Serializer):
    """How many items of the whole list have one value."""

    value = serializers.CharField(help_text="As the filter of the same name takes it; of year, its number.")
    count = serializers.IntegerField(min_value=1)


class Change(serializers.Serializer):
    """One act on the public record."""

    seq = serializers.IntegerField(min_value=1)
    op = serializers.ChoiceField(vocabularies.Op.choices)
    id = PublicId()
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    version = serializers.IntegerField(required=False, min_value=1)
    change = serializers.ChoiceField(
        vocabularies.ChangeKind.choices, required=False, help_text="Why the edition exists."
    )
    content_hash = serializers.CharField(required=False)
    at = serializers.DateTimeField()
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False)
    into = PublicId(required=False, help_text="Merges: the surviving record as named at that act.")
    notice = serializers.CharField(required=False)


class DumpFile(serializers.Serializer):
    """One file of a dump."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    bytes = serializers.IntegerField(min_value=0)
    sha256 = serializers.RegexField("^[0-9a-f]{64}$")
    schema = serializers.CharField(help_text="Where the file is described: a JSON pointer into `datapackage.json`.")
    first_seq = serializers.IntegerField(min_value=0, help_text="The first act that the file is the outcome of.")
    last_seq = serializers.IntegerField(min_value=0, help_text="The last one: that of the dump.")
    rows = serializers.IntegerField(required=False, min_value=0)
    url = serializers.CharField(help_text="Root-relative address of the file.")


class Dump(serializers.Serializer):
    """A whole copy of the public record."""

    seq = serializers.IntegerField(min_value=0, help_text="The act at which it was made: read the changes after it.")
    at = serializers.DateTimeField(required=False, help_text="When that act was; absent before the first.")
    manifest = serializers.CharField(help_text="Root-relative address of the manifest.")
    files = serializers.ListField(child=DumpFile())


class Meta(serializers.Serializer):
    """Where the public record stands."""

    seq = serializers.IntegerField(min_value=0, help_text="Number of the last act.")
    epoch = serializers.CharField(allow_blank=True, help_text="Changes when a backup was restored: start a copy anew.")
    licence = serializers.CharField(
        required=False, help_text="Short name of the licence of text and data; absent while none is decided."
    )
    licence_url = serializers.URLField(required=False, help_text="Address of its text.")


class ListPage(serializers.Serializer):
    next = serializers.CharField(
        allow_null=True, help_text="Root-relative address of the page after; null on the last."
    )
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_LIMIT)


class ShapedListPage(ListPage):
    count = serializers.IntegerField(
        required=False, min_value=0, help_text="Where `count=exact` asks for it: how many items the whole list has."
    )
    facets_complete = serializers.BooleanField(required=False, help_text=COMPLETE_HELP)


class ProblemError(serializers.Serializer):
    parameter = serializers.CharField()
    detail = serializers.CharField()
    suggestion = serializers.CharField(required=False)


class Moved(serializers.Serializer):
    """The record is at another address, which `Location` names."""

    status = serializers.IntegerField()
    id = PublicId(required=False)
    merged_into = PublicId(required=False, help_text="The record that answers for this one now.")


class ProblemDetails(serializers.Serializer):
    """RFC 9457. A withdrawn record adds id, date, reason class, replacement and, once confirmed, the notice; a vanished
    one its id and date alone.
    """

    type = serializers.CharField(help_text="Root-relative address that explains the problem.")
    title = serializers.ChoiceField([(title, title) for _, title in problems.CODES.values()])
    status = serializers.IntegerField()
    detail = serializers.CharField()
    request_id = serializers.CharField(required=False, help_text="Of a fault of ours: name it when you report it.")
    errors = serializers.ListField(child=ProblemError(), required=False)
    id = PublicId(required=False)
    version = serializers.IntegerField(required=False, min_value=1, help_text="The withdrawn version.")
    state = serializers.ChoiceField(vocabularies.State.choices, required=False)
    withdrawn_at = serializers.DateTimeField(required=False)
    vanished_on = serializers.DateField(required=False)
    reason = serializers.ChoiceField(vocabularies.WithdrawalReason.choices, required=False)
    replacement = PublicId(required=False)
    notice = serializers.CharField(required=False)
