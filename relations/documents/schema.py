"""The schema of documents, one serializer per record type. Fields and parts are declared in `fields` and `parts`; these
three are the only place where a public field is declared.

The schema grows only by additions inside `schema` 1, so that bytes approved long ago still validate.
"""

from typing import Any

from rest_framework import serializers

from relations import vocabularies
from relations.documents import parts
from relations.documents.fields import LANGUAGE, SLUG, DateValue, Degrees, PublicId, Strict, Topics

SCHEMA_VERSION = 1


class Record(Strict):
    """What every record has."""

    title = serializers.CharField(max_length=300)
    slug = serializers.RegexField(SLUG, max_length=80)
    summary = serializers.CharField(required=False)
    public_note = serializers.CharField(required=False, help_text="The editors' note to readers.")
    dossiers = serializers.ListField(child=PublicId(), required=False)
    claims = serializers.ListField(child=parts.Claim(), required=False)
    citations = serializers.ListField(child=parts.Citation(), required=False)
    translations = serializers.ListField(child=parts.Translation(), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A number names one part of its list."""
        repeated = {}
        for key, value in attrs.items():
            numbers = [part["n"] for part in value if isinstance(part, dict)] if isinstance(value, list) else []
            if twice := sorted({n for n in numbers if numbers.count(n) > 1}):
                repeated[key] = [f"Number {twice[0]} is used twice; each part has its own."]
        if repeated:
            raise serializers.ValidationError(repeated)
        return attrs


class Visit(Record):
    kind = serializers.ChoiceField(vocabularies.VisitKind.choices)
    date = DateValue()
    order_in_day = serializers.IntegerField(required=False, min_value=0, max_value=7)
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    place = PublicId(required=False)
    participations = serializers.ListField(child=parts.Participation(), required=False)


class Incident(Record):
    kind = serializers.ChoiceField(vocabularies.IncidentKind.choices)
    topics = Topics()
    date = DateValue()
    order_in_day = serializers.IntegerField(required=False, min_value=0, max_value=7)
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    place = PublicId(required=False)
    case = serializers.RegexField(
        SLUG, required=False, max_length=80, help_text="Key of the legal matter that this is a stage of."
    )
    stage = serializers.ChoiceField(vocabularies.Stage.choices, required=False)
    participations = serializers.ListField(child=parts.Participation(), required=False)
    measures = serializers.ListField(child=parts.Measure(), required=False)
    attributions = serializers.ListField(child=parts.Attribution(), required=False)
    positions = serializers.ListField(child=parts.Position(), required=False)
    one_sided_reason = serializers.CharField(
        required=False, help_text="Why a contested incident shows the position of one side only."
    )
    responses = serializers.ListField(child=parts.Response(), required=False)
    figures = serializers.ListField(child=parts.Figure(), required=False)
    attachments = serializers.ListField(child=parts.Attachment(), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("case" in attrs) != ("stage" in attrs):
            missing = "stage" if "case" in attrs else "case"
            raise serializers.ValidationError({missing: ["A stage belongs to a case: give both, or neither."]})
        return super().validate(attrs)


class Series(Record):
    """A statistic: observations of one thing over time."""

    topics = Topics()
    definition = serializers.CharField(help_text="What is measured, and how.")
    unit = serializers.CharField(max_length=60)
    country = PublicId(required=False)
    comparable = serializers.BooleanField(
        required=False,
        help_text="True: all observations share unit, measure and population, so they may be drawn together.",
    )
    observations = serializers.ListField(child=parts.Observation(), required=False)


class Source(Record):
    topics = Topics()
    source_kind = serializers.ChoiceField(vocabularies.SourceKind.choices)
    language = serializers.RegexField(LANGUAGE, required=False)
    original_title = serializers.CharField(required=False, max_length=300)
    author = serializers.CharField(required=False)
    publisher = PublicId(required=False)
    publisher_as_stated = serializers.CharField(required=False)
    date = DateValue(required=False)
    access_points = serializers.ListField(child=parts.AccessPoint(), required=False)
    attachments = serializers.ListField(child=parts.Attachment(), required=False)


class Person(Record):
    deceased = serializers.BooleanField(required=False, help_text="True: the person has died.")
    names = serializers.ListField(child=parts.Name(), required=False)
    tenures = serializers.ListField(child=parts.Tenure(), required=False)


class Country(Record):
    names = serializers.ListField(child=parts.Name(), required=False)
    historical = serializers.BooleanField(required=False, help_text="True: a state that no longer exists.")
    iso_numeric = serializers.RegexField(
        r"^[0-9]{3}\Z", required=False, help_text="ISO 3166-1 numeric code, with which maps find the outline."
    )
    existed = DateValue(required=False)
    predecessor = PublicId(required=False)
    memberships = serializers.ListField(child=parts.Membership(), required=False)


class Organisation(Record):
    names = serializers.ListField(child=parts.Name(), required=False)
    organisation_kind = serializers.ChoiceField(vocabularies.OrganisationKind.choices)
    country = PublicId(required=False)
    existed = DateValue(required=False)
    parent = PublicId(required=False, help_text="The organisation that this one is part of.")
    sending_state = PublicId(required=False, help_text="Missions: the state that it represents.")
    receiving_state = PublicId(required=False, help_text="Missions: the state or body that it is accredited to.")
    seat = PublicId(required=False, help_text="Missions: where it is.")
    staff_ceilings = serializers.ListField(child=parts.StaffCeiling(), required=False)


class Place(Record):
    names = serializers.ListField(child=parts.Name(), required=False)
    place_kind = serializers.ChoiceField(vocabularies.PlaceKind.choices)
    country = PublicId(required=False)
    inside = PublicId(required=False, help_text="The place that this one is part of.")
    latitude = Degrees(90, required=False, help_text="Decimal degrees (WGS 84) as text; negative south of the equator.")
    longitude = Degrees(180, required=False, help_text="Decimal degrees (WGS 84) as text; negative west of Greenwich.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("latitude" in attrs) != ("longitude" in attrs):
            missing = "longitude" if "latitude" in attrs else "latitude"
            raise serializers.ValidationError(
                {missing: ["Latitude and longitude name one point: give both, or neither."]}
            )
        return super().validate(attrs)


class Dossier(Record):
    lead = serializers.CharField(required=False)
    sides = serializers.ListField(child=parts.Side(), min_length=2)
    sections = serializers.ListField(child=parts.Section(), required=False)
    eras = serializers.ListField(child=parts.Era(), required=False)
    infobox = serializers.ListField(child=parts.InfoboxRow(), required=False)
    cases = serializers.ListField(child=parts.Case(), required=False)
    see_also = serializers.ListField(child=parts.SeeAlso(), required=False)

    def validate_sides(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Stubs of removed sides stay, and do not count."""
        if len([side for side in value if not side.get("removed")]) != 2:
            raise serializers.ValidationError("A relation has exactly two sides.")
        return value


class ChangeNote(Strict):
    kind = serializers.ChoiceField(vocabularies.ChangeKind.choices)
    note = serializers.CharField(required=False)
    note_cs = serializers.CharField(required=False, help_text="The same in Czech.")


SCHEMAS: dict[str, type[Record]] = {
    "incident": Incident,
    "visit": Visit,
    "source": Source,
    "person": Person,
    "country": Country,
    "organisation": Organisation,
    "place": Place,
    "series": Series,
    "dossier": Dossier,
}


class Document(Strict):
    schema = serializers.ChoiceField([(SCHEMA_VERSION, str(SCHEMA_VERSION))])
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    id = PublicId()
    record = serializers.DictField()
    change = ChangeNote(required=False)
    refs = serializers.ListField(child=PublicId(), required=False)
