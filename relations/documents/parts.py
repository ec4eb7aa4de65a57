"""The numbered parts of documents: claims, citations, participations, measures ... one serializer per list."""

import re
from typing import Any

from rest_framework import serializers

from relations import vocabularies
from relations.documents.fields import LANGUAGE, SHA256, SLUG, DateValue, Decimal, Edtf, Part, PublicId


class Claim(Part):
    text = serializers.CharField()
    standing = serializers.ChoiceField(vocabularies.Standing.choices)
    holder = PublicId(required=False, help_text="Whose statement it is, when it is not established.")
    section = serializers.IntegerField(
        required=False, min_value=1, help_text="Number of the section that the statement stands in (dossiers)."
    )


class Citation(Part):
    anchor = serializers.CharField(help_text="The part that is proved, for example claims/3/text.")
    source = PublicId()
    through = PublicId(
        required=False,
        help_text="The source that was read, where it reports what `source` says: locator and excerpt are its own.",
    )
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
    outcome = serializers.CharField(required=False, help_text="What became of this participant, as the source has it.")


class Measure(Part):
    """One countable diplomatic step."""

    kind = serializers.ChoiceField(vocabularies.MeasureKind.choices)
    imposing = PublicId(required=False, help_text="The side that takes the step.")
    receiving = PublicId(required=False, help_text="The side that it is directed at.")
    count = serializers.IntegerField(required=False, min_value=0, help_text="The exact number.")
    count_min = serializers.IntegerField(required=False, min_value=0, help_text="At least so many.")
    count_max = serializers.IntegerField(required=False, min_value=0, help_text="At most so many.")
    category = serializers.ChoiceField(vocabularies.Category.choices, required=False, help_text="What is counted.")
    category_as_stated = serializers.CharField(required=False, help_text="What is counted, as the source words it.")
    announced = Edtf(required=False)
    effective = Edtf(required=False)
    deadline = Edtf(required=False)
    note = serializers.CharField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "count" in attrs and ("count_min" in attrs or "count_max" in attrs):
            raise serializers.ValidationError({"count": ["Give the exact number, or bounds, not both."]})
        if attrs.get("count_min", 0) > attrs.get("count_max", attrs.get("count_min", 0)):
            raise serializers.ValidationError({"count_min": ["The lower bound is above the upper one."]})
        return attrs


class Attribution(Part):
    """Who blames whom. Never a fact in our voice; the reply of the accused stands beside it."""

    text = serializers.CharField(help_text="What is attributed, in our words.")
    by = PublicId()
    to = PublicId()
    date = DateValue(required=False)
    basis = serializers.ChoiceField(vocabularies.AttributionBasis.choices)
    confidence = serializers.ChoiceField(vocabularies.Confidence.choices, required=False)
    settled = serializers.BooleanField(required=False, help_text="True: a court or both sides settled the question.")
    reply = serializers.ChoiceField(vocabularies.Reply.choices, required=False)
    reply_by = PublicId(required=False, help_text="Who replied for the accused.")
    reply_text = serializers.CharField(required=False)
    reply_date = Edtf(required=False, help_text="Date of the reply; with none_found: as of when.")


class Position(Part):
    """What a side says. `none_found` with a date says that we looked and found no statement as of then."""

    side = PublicId()
    stance = serializers.ChoiceField(vocabularies.PositionStance.choices)
    text = serializers.CharField(required=False)
    date = DateValue(required=False)


class Response(Part):
    """A directed link, owned by the record that answers."""

    to = PublicId(help_text="The incident or visit that is answered.")
    relation = serializers.ChoiceField(vocabularies.Relation.choices)
    basis = serializers.ChoiceField(vocabularies.ResponseBasis.choices)
    asserted_by = PublicId(required=False, help_text="Who says that this is a response.")
    note = serializers.CharField(required=False, help_text="Why the editors infer it.")


class Figure(Part):
    label = serializers.CharField(help_text="What is counted, for example deaths.")
    value = Decimal()
    unit = serializers.CharField(required=False)
    qualifier = serializers.ChoiceField(vocabularies.Qualifier.choices, required=False)


class Observation(Part):
    """One number of a series."""

    period = Edtf(help_text="The time that the number is about.")
    value = Decimal()
    label = serializers.CharField(required=False, help_text="Which of several values of the same period this is.")
    qualifier = serializers.ChoiceField(vocabularies.Qualifier.choices, required=False)
    note = serializers.CharField(required=False)


class Membership(Part):
    """A country in a body."""

    body = PublicId()
    status = serializers.ChoiceField(vocabularies.MembershipStatus.choices)
    date = DateValue(required=False)


class StaffCeiling(Part):
    """How many people a mission may employ."""

    count = serializers.IntegerField(required=False, min_value=0)
    category = serializers.ChoiceField(vocabularies.Category.choices)
    date = DateValue(required=False)
    imposed_by = PublicId(required=False, help_text="The state that set the ceiling.")
    note = serializers.CharField(required=False)


class Section(Part):
    """A chapter of a dossier; its statements are the claims that name its number."""

    heading = serializers.CharField(max_length=120)
    topic = serializers.ChoiceField(
        vocabularies.Topic.choices, required=False, help_text="Entries with this subject are listed in the section."
    )
    text = serializers.CharField(required=False)


class Era(Part):
    label = serializers.CharField(max_length=120)
    date = DateValue()
    note = serializers.CharField(required=False)


class InfoboxRow(Part):
    label = serializers.CharField(max_length=80)
    side = serializers.IntegerField(required=False, min_value=1, help_text="Number of the side that the row is about.")
    text = serializers.CharField(required=False)
    target = PublicId(required=False, help_text="The record that the row leads to.")


class Case(Part):
    """A legal matter of a dossier; incidents are its stages by naming the key."""

    key = serializers.RegexField(SLUG, max_length=80)
    title = serializers.CharField(max_length=200)
    section = serializers.IntegerField(
        required=False, min_value=1, help_text="Number of the section in which its table of stages stands."
    )


class SeeAlso(Part):
    target = PublicId()
    note = serializers.CharField(required=False)


class Translation(Part):
    """The text of one anchor in another language."""

    anchor = serializers.CharField(help_text="The part that is translated, for example claims/3/text.")
    language = serializers.RegexField(LANGUAGE)
    text = serializers.CharField()
    of = serializers.RegexField(
        re.compile(r"^sha256:[0-9a-f]{64}\Z"), help_text="Hash of the text that was translated (UTF-8 bytes)."
    )
    withheld = serializers.BooleanField(
        required=False, help_text="True: the original was corrected since, so this text is not shown."
    )


class Attachment(Part):
    """Evidence: a file, by its hash."""

    sha256 = serializers.RegexField(SHA256, help_text="SHA-256 of the file; its address is /evidence/<sha256>/.")
    media_type = serializers.ChoiceField(sorted(vocabularies.MEDIA_TYPES))
    size = serializers.IntegerField(min_value=1, help_text="Bytes.")
    title = serializers.CharField(max_length=200)


class AccessPoint(Part):
    url = serializers.URLField(required=False, max_length=1000)
    archive_url = serializers.URLField(required=False, max_length=1000)
    accessed = serializers.DateField(required=False, format=None)
    content_sha256 = serializers.RegexField(SHA256, required=False)
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
