"""The only writer of the public tables: what it keeps step by step equals what a rebuild makes, after any history."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import cards, publication, verification
from relations.documents import content_hash
from relations.models import Change, EntryCount, Head, Listing, Path, PublishedEdition, PublishedRecord, TimelineEntry
from tests import histories, records
from tests.dumping import dump


def rebuilt():
    """The dump that a rebuild would leave, undone afterwards."""
    with transaction.atomic():
        publication.rebuild()
        found = dump(surrogates=False)
        transaction.set_rollback(True)
    return found


def kept_counts():
    return {(row.dossier_id, row.facet, row.value): row.count for row in EntryCount.objects.all()}


def test_every_step_of_a_long_history_equals_a_rebuild(lawless):
    for name, step in histories.STEPS.items():
        step()
        assert (name, dump(surrogates=False)) == (name, rebuilt())
        assert (name, kept_counts()) == (name, dict(publication.tally(TimelineEntry.objects.all())))
        assert (name, list(verification.differences())) == (name, [])
        seqs = list(Change.objects.values_list("seq", flat=True))
        assert (name, seqs, Head.objects.get().seq) == (name, list(range(1, len(seqs) + 1)), len(seqs))


def acts():
    """Random acts on three visits, a dossier and a source; those that make no sense now are left out."""
    ids = [histories.A, histories.B, records.DOSSIER, records.SOURCE]
    edits = [
        *(histories.visit(one, edtf, kind=kind) for one in ids[:2] for edtf in ("1985-05", "201X") for kind in ("state", "transit")),
        *(histories.visit(one, "1990", dossiers=[]) for one in ids[:2]),
        histories.dossier("first-second", histories.SWAPPED),
        histories.dossier("second-first", histories.SWAPPED[::-1]),
    ]  # fmt: skip
    moves = [(verb, one) for verb in ("withdraw", "confirm", "reinstate") for one in ids]
    return st.lists(st.one_of(st.sampled_from(edits), st.sampled_from(moves)), max_size=8)


def possible(act):
    """The desk's rules in short: withdraw what is public, settle what waits."""
    if callable(act):
        return act
    verb, public_id = act
    last = Change.objects.filter(record__public_id=public_id).last().op
    fits = {"withdraw": ("publish", "reinstate"), "confirm": ("withdraw",), "reinstate": ("withdraw",)}[verb]
    return getattr(histories, verb)(public_id) if last in fits else None


def test_any_history_equals_a_rebuild(lawless):
    records.publish_visits(3)

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(acts())
    def check(chosen):
        with transaction.atomic():
            for act in chosen:
                if step := possible(act):
                    step()
            assert list(verification.differences()) == []
            assert dump(surrogates=False) == rebuilt()
            transaction.set_rollback(True)

    check()


def test_publishing_returns_the_editions_in_the_order_of_the_documents(lawless):
    texts = records.background()
    editions = records.publish(*texts)
    assert [edition.document for edition in editions] == texts
    assert [edition.content_hash for edition in editions] == [content_hash(text) for text in texts]
    assert list(Change.objects.values_list("edition", flat=True)) == [edition.pk for edition in editions]
    assert {edition.number for edition in editions} == {1}


def test_an_identity_is_made_once(lawless):
    records.publish_visits(1)
    before = list(PublishedRecord.objects.values_list("pk", "public_id"))
    histories.visit(histories.A, "1999")()
    assert list(PublishedRecord.objects.values_list("pk", "public_id")) == before
    assert list(PublishedEdition.objects.filter(record__public_id=histories.A).values_list("number", flat=True)) == [
        1,
        2,
    ]


def test_a_word_never_changes_its_owner(lawless):
    records.publish(*records.background())
    histories.dossier("second-first", histories.SWAPPED)()
    assert list(Path.objects.order_by("word").values_list("word", "record__public_id")) == [
        ("first-second", records.DOSSIER), ("second-first", records.DOSSIER)
    ]  # fmt: skip


def test_the_sides_of_a_dossier_decide_the_direction_of_its_entries(lawless):
    records.publish_visits(2)
    assert set(TimelineEntry.objects.values_list("direction", flat=True)) == {"second-to-first"}
    histories.dossier("first-second", histories.SWAPPED)()
    assert set(TimelineEntry.objects.values_list("direction", flat=True)) == {"first-to-second"}
    assert EntryCount.objects.get(facet="direction").value == "first-to-second"


def test_a_dossier_that_keeps_its_sides_touches_no_entry(lawless):
    records.publish_visits(2)
    before = list(TimelineEntry.objects.values_list("pk", flat=True))
    sides = [
        {"n": 1, "label": "First", "countries": [records.FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]
    histories.dossier("first-second", sides)()
    assert list(TimelineEntry.objects.values_list("pk", flat=True)) == before


def test_a_withdrawn_record_leaves_the_lists_and_keeps_its_identity(lawless):
    records.publish_visits(1)
    histories.withdraw(histories.A)()
    assert not TimelineEntry.objects.exists()
    row = Listing.objects.get(public_id=histories.A)
    assert (row.state, row.reason, row.notice, row.replacement) == ("withdrawn", "error", "", None)


def test_stale_cards_are_rendered_again_and_nothing_else_changes(lawless):
    records.publish_visits(3)
    before = dump()
    TimelineEntry.objects.filter(record__public_id=histories.A).update(card="old", card_json="{}", renderer="older")
    assert publication.rebuild_cards() == 1
    assert dump() == before
    assert publication.rebuild_cards() == 0


def test_a_rebuild_says_how_many_identities_there_are(lawless):
    records.publish_visits(2)
    assert publication.rebuild() == 9
    assert set(TimelineEntry.objects.values_list("renderer", flat=True)) == {cards.fingerprint()}


def test_a_rebuild_of_nothing_leaves_a_head(lawless):
    assert publication.rebuild() == 0
    assert (Head.objects.get().seq, list(verification.differences())) == (0, [])


@pytest.mark.parametrize("public_id", ["N0B0DY", ""])
def test_an_unknown_identity_has_no_acts(lawless, public_id):
    with pytest.raises(PublishedRecord.DoesNotExist):
        publication.withdraw(public_id=public_id, reason="error")
