"""The kinds of field that documents are made of: ids, dates, decimals, subjects, numbered parts. Knows no record type."""

import decimal
import re
from typing import Any

from rest_framework import serializers

from relations import dates, vocabularies

# `^` as well as `\Z`: fields search for their pattern.
ID = re.compile(r"^[0-9A-HJKMNP-TV-Z]{6}\Z", re.ASCII)
SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", re.ASCII)
# Decimals are text: no float may round what a source says.
DECIMAL = re.compile(r"^-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,10})?\Z", re.ASCII)
# Degrees to a millionth: about a hand's breadth. A text, so that the hash of a document never depends on how a float is written.
DEGREES = re.compile(r"^-?(?:0|[1-9][0-9]{0,2})(?:\.[0-9]{1,6})?\Z", re.ASCII)
SHA256 = re.compile(r"^[0-9a-f]{64}\Z", re.ASCII)
LANGUAGE = re.compile(r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z", re.ASCII)


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


class Decimal(serializers.RegexField):
    """A number as decimal text: `26`, `-3.5`. Never a float."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Decimal number as text, for example 26 or 3.5.")
        kwargs.setdefault("error_messages", {"invalid": "Write a decimal number, for example 26 or 3.5."})
        super().__init__(DECIMAL, **kwargs)


class Degrees(serializers.RegexField):
    """A coordinate in decimal degrees (WGS 84) as text, not beyond `most` on either side of 0."""

    def __init__(self, most: int, **kwargs: Any) -> None:
        self.most = most
        told = (
            f"Write decimal degrees from -{most} to {most} with a point and at most six decimals, for example 50.08804."
        )
        super().__init__(DEGREES, error_messages={"invalid": told}, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        if DEGREES.match(text) and abs(decimal.Decimal(text)) > self.most:
            self.fail("invalid")
        return text


class Topics(serializers.ListField):
    """Subjects, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(child=serializers.ChoiceField(vocabularies.Topic.choices), required=False, **kwargs)

    def to_internal_value(self, data: Any) -> list[str]:
        values = super().to_internal_value(data)
        if len(values) != len(set(values)):
            raise serializers.ValidationError("A subject is named twice; name each once.")
        return values


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
