"""The schema of documents, one serializer per record type: the only place where a public field is declared.

The schema grows only by additions inside `schema` 1, so that bytes approved long ago still validate.
"""

import re
from typing import Any, NamedTuple

from rest_framework import serializers

from relations import dates, vocabularies
from relations.documents.canonical import DocumentFault, canonical

SCHEMA_VERSION = 1
# `^` as well as `\Z`: fields search for their pattern.
ID = re.compile(r"^[0-9A-HJKMNP-TV-Z]{6}\Z", re.ASCII)
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", re.ASCII)


class Problem(NamedTuple):
    """What is wrong at one anchor, as one sentence."""

    anchor: str
    message: str


class PublicId(serializers.RegexField):
    """The six-character id of another record (Crockford base32); every such field is a link."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Public id of a record: 6 characters, Crockford base32.")
        super().__init__(ID, **kwargs)


class Edtf(serializers.CharField):
    """A date in EDTF, in the normal form that `relations.dates` writes."""

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return str(dates.parse(text))
        except dates.DateFault as fault:
            raise serializers.ValidationError(str(fault)) from fault


class Strict(serializers.Serializer):
    """A serializer that refuses keys it does not know: a typing error never vanishes silently."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        unknown = sorted(set(data) - set(self.fields)) if isinstance(data, dict) else []
        if unknown:
            raise serializers.ValidationError({key: ["is not a field of this document."] for key in unknown})
        return super().to_internal_value(data)


class Part(Strict):
    """A numbered part. `n` belongs to it for life; a published part that was removed stays as n and removed."""

    n = serializers.IntegerField(min_value=1, help_text="Permanent number of this part inside its list.")
    removed = serializers.BooleanField(
        required=False, help_text="True: the part was removed; nothing else is left of it."
    )

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict) or data.get("removed") is not True:
            return super().to_internal_value(data)
        if left := sorted(set(data) - {"n", "removed"}):
            raise serializers.ValidationError({key: ["is still there, but the part was removed."] for key in left})
        return {"n": self.fields["n"].run_validation(data.get("n")), "removed": True}


class DateValue(Strict):
    edtf = Edtf(help_text="Date in EDTF, exactly as precise as the sources.")
    as_stated = serializers.CharField(required=False, help_text="The words of the source.")
    not_before = Edtf(required=False, help_text="Context bound for sorting and filtering, never shown as a date.")
    not_after = Edtf(required=False, help_text="Context bound for sorting and filtering, never shown as a date.")
    bounds_reason = serializers.CharField(required=False, help_text="Why the context bounds hold.")


class Claim(Part):
    text = serializers.CharField()
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    holder = PublicId(required=False, help_text="Whose statement it is, when it is not established.")


class Citation(Part):
    anchor = serializers.CharField(help_text="The part that is proved, for example claims/3/text.")
    source = PublicId()
    locator = serializers.CharField(required=False, help_text="Where in the source: page, section, table row.")
    quote = serializers.CharField(required=False, help_text="A short excerpt that lets a reader find the place.")
    language = serializers.RegexField(LANGUAGE, required=False, help_text="Language of the excerpt (BCP 47).")
    stance = serializers.ChoiceField(vocabularies.Stance.choices)


class Participation(Part):
    who = PublicId()
    role = serializers.ChoiceField(vocabularies.Role.choices)
    capacity = serializers.CharField(required=False, help_text="The office as worded then.")
    state = PublicId(required=False, help_text="The state represented.")
    state_inferred = serializers.BooleanField(required=False, help_text="True: the state is inferred by the editors.")
    alleged = serializers.BooleanField(required=False)


class AccessPoint(Part):
    url = serializers.URLField(required=False, max_length=1000)
    archive_url = serializers.URLField(required=False, max_length=1000)
    accessed = serializers.DateField(required=False, format=None)
    content_sha256 = serializers.RegexField(re.compile(r"^[0-9a-f]{64}\Z"), required=False)
    note = serializers.CharField(required=False)


class Tenure(Part):
    office = serializers.CharField()
    body = PublicId(required=False)
    date = DateValue(required=False)


class Name(Part):
    text = serializers.CharField()
    language = serializers.RegexField(LANGUAGE)


class Side(Part):
    label = serializers.CharField()
    countries = serializers.ListField(child=PublicId(), allow_empty=False)


class Record(Strict):
    """What every record has."""

    title = serializers.CharField(max_length=300)
    slug = serializers.RegexField(SLUG, max_length=80)
    summary = serializers.CharField(required=False)
    public_note = serializers.CharField(required=False, help_text="The editors' note to readers.")
    dossiers = serializers.ListField(child=PublicId(), required=False)
    claims = serializers.ListField(child=Claim(), required=False)
    citations = serializers.ListField(child=Citation(), required=False)

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
    participations = serializers.ListField(child=Participation(), required=False)


class Source(Record):
    source_kind = serializers.ChoiceField(vocabularies.SourceKind.choices)
    language = serializers.RegexField(LANGUAGE, required=False)
    original_title = serializers.CharField(required=False, max_length=300)
    author = serializers.CharField(required=False)
    publisher = PublicId(required=False)
    publisher_as_stated = serializers.CharField(required=False)
    date = DateValue(required=False)
    access_points = serializers.ListField(child=AccessPoint(), required=False)


class Person(Record):
    names = serializers.ListField(child=Name(), required=False)
    tenures = serializers.ListField(child=Tenure(), required=False)


class Country(Record):
    names = serializers.ListField(child=Name(), required=False)
    historical = serializers.BooleanField(required=False, help_text="True: a state that no longer exists.")
    existed = DateValue(required=False)
    predecessor = PublicId(required=False)


class Organisation(Record):
    names = serializers.ListField(child=Name(), required=False)
    organisation_kind = serializers.ChoiceField(vocabularies.OrganisationKind.choices)
    country = PublicId(required=False)


class Place(Record):
    names = serializers.ListField(child=Name(), required=False)
    place_kind = serializers.ChoiceField(vocabularies.PlaceKind.choices)
    country = PublicId(required=False)


class Dossier(Record):
    sides = serializers.ListField(child=Side(), min_length=2)

    def validate_sides(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Stubs of removed sides stay, and do not count."""
        if len([side for side in value if not side.get("removed")]) != 2:
            raise serializers.ValidationError("A relation has exactly two sides.")
        return value


class ChangeNote(Strict):
    kind = serializers.ChoiceField(vocabularies.ChangeKind.choices)
    note = serializers.CharField(required=False)


SCHEMAS: dict[str, type[Record]] = {
    "visit": Visit,
    "source": Source,
    "person": Person,
    "country": Country,
    "organisation": Organisation,
    "place": Place,
    "dossier": Dossier,
}


class Document(Strict):
    schema = serializers.ChoiceField([(SCHEMA_VERSION, str(SCHEMA_VERSION))])
    type = serializers.ChoiceField(vocabularies.RecordType.choices)
    id = PublicId()
    record = serializers.DictField()
    change = ChangeNote(required=False)
    refs = serializers.ListField(child=PublicId(), required=False)


def flat_errors(errors: Any, anchor: str = "") -> list[Problem]:
    """DRF's nested error structure as a flat list of problems."""
    if isinstance(errors, dict):
        joined = [(f"{anchor}/{key}".strip("/"), value) for key, value in errors.items()]
        return [problem for key, value in joined for problem in flat_errors(value, key)]
    if isinstance(errors, list) and any(isinstance(item, (dict, list)) for item in errors):
        return [problem for item in errors for problem in flat_errors(item, anchor)]
    return [Problem(anchor.replace("non_field_errors", "").strip("/"), str(item)) for item in errors]


def own_anchor(anchor: str, value: Any) -> str:
    """An error's path with list positions (from 0) turned into what a document calls them: a part's `n`, or the place."""
    steps = []
    for step in anchor.split("/") if anchor else []:
        if isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
            steps.append(str(value["n"] if isinstance(value, dict) and "n" in value else int(step) + 1))
        else:
            value = value.get(step) if isinstance(value, dict) else None
            steps.append(step)
    return "/".join(steps)


def named(errors: Any, value: Any) -> list[Problem]:
    """DRF's errors about `value` as problems under their permanent anchors."""
    return [Problem(own_anchor(problem.anchor, value), problem.message) for problem in flat_errors(errors)]


def problems(document: dict[str, Any]) -> list[Problem]:
    """Everything that keeps `document` from being a valid document of its type; empty when it is one."""
    top = Document(data=document)
    if not top.is_valid():
        return named(top.errors, document)
    schema = SCHEMAS[document["type"]](data=document["record"])
    return [] if schema.is_valid() else named(schema.errors, document["record"])


def validate(document: dict[str, Any]) -> str:
    """The canonical text of `document`. Raises `DocumentFault` naming the first problem when it is not valid."""
    found = problems(document)
    if found:
        raise DocumentFault(f"{found[0].anchor}: {found[0].message}")
    return canonical(document)
