"""The shortest true story on both sides: a set goes public by two people; a public document by `publication` alone."""

import pytest

from relations import verification
from relations.models import Change, Listing, TimelineEntry
from tests import records


@pytest.mark.desk
def test_a_set_goes_public_by_two_people(db):
    from tests import factories  # noqa: PLC0415 - needs the desk

    made = factories.published_visit_set()
    assert list(Change.objects.values_list("op", flat=True)) == ["publish"] * len(
        [row for row in made.values() if hasattr(row, "public_id")]
    )
    assert Listing.objects.get(public_id=made["visit"].public_id).state == "public"
    assert list(verification.differences()) == []


def test_the_public_side_stands_alone(lawless):
    records.publish_visits(3)
    assert list(TimelineEntry.objects.order_by("sort_key").values_list("record__public_id", flat=True)) == [
        "V00000", "V00001", "V00002"
    ]  # fmt: skip
    assert list(verification.differences()) == []
