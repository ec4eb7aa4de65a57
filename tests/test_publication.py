"""The only writer of the public tables: what it keeps step by step equals what a rebuild makes, after any history."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import cards, publication, verification
from relations.documents import content_hash
from relations.models import (
    Change,
    EntryCount,
    Head,
    Listing,
    Path,
    PublishedEdition,
    PublishedFile,
    PublishedLink,
    PublishedRecord,
    PublishedTopic,
    TimelineEntry,
)
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
    """Random acts on visits, an incident, places, a dossier and a source; those that make no sense now are left out."""
    ids = [histories.A, histories.B, records.INCIDENT, records.DOSSIER, records.SOURCE, histories.TOWN]
    pairs = [
        *((histories.TOWN, histories.CITY), (histories.CITY, records.PLACE), (histories.CITY, histories.TOWN)),
        *((histories.A, histories.B), (histories.B, histories.A), (records.SECOND, "C0NTR3"), (records.GUEST, records.HOST)),
    ]  # fmt: skip
    edits = [
        *(histories.visit(one, edtf, kind=kind) for one in ids[:2] for edtf in ("1985-05", "201X") for kind in ("state", "transit")),
        *(histories.visit(one, "1990", dossiers=[]) for one in ids[:2]),
        histories.dossier("first-second", histories.SWAPPED),
        histories.dossier("second-first", histories.SWAPPED[::-1]),
        histories.incident(topics=["trade"]), histories.incident(place=histories.TOWN, case="other", stage="ruled"),
    ]  # fmt: skip
    moves = [(verb, one) for verb in ("withdraw", "confirm", "reinstate") for one in ids]
    moves += [("merge", *pair) for pair in pairs]
    return st.lists(st.one_of(st.sampled_from(edits), st.sampled_from(moves)), max_size=8)


PUBLIC = ("publish", "reinstate")
FITS = {"withdraw": PUBLIC, "confirm": ("withdraw",), "reinstate": ("withdraw",), "merge": PUBLIC}


def possible(act):
    """The desk's rules in short: withdraw and merge what is public, settle what waits, edit what was not merged."""
    merged = set(Change.objects.filter(op="merge").values_list("record__public_id", flat=True))
    if callable(act):
        return act if not merged & {histories.A, histories.B} else None
    verb, public_id, *survivor = act
    last = {one: Change.objects.filter(record__public_id=one).last().op for one in (public_id, *survivor)}
    fits = last[public_id] in FITS[verb] and all(last[one] in PUBLIC for one in survivor)
    return getattr(histories, verb)(public_id, *survivor) if fits else None


def test_any_history_equals_a_rebuild(lawless):
    records.publish_visits(3)
    records.publish(*records.incident_background(), records.cause(), records.incident())
    records.publish(histories.place(histories.TOWN), histories.place(histories.CITY))
    records.publish(records.document("country", "C0NTR3", title="Third", **records.claims()))

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
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


# --- Merges ---------------------------------------------------------------------------------------


def linked(relation):
    rows = PublishedLink.objects.filter(relation=relation).order_by("source__public_id")
    return list(rows.values_list("source__public_id", "target__public_id"))


@pytest.fixture
def two_towns(lawless):
    """Two names of one town, each the place of a visit."""
    records.publish(*records.background(), histories.place(histories.TOWN), histories.place(histories.CITY))
    records.publish(records.visit("V00000", place=histories.TOWN), records.visit("V00001", place=histories.CITY))


def test_a_merged_record_leads_to_its_survivor_and_keeps_its_own_words(two_towns):
    texts = list(PublishedEdition.objects.values_list("document", flat=True))
    histories.merge(histories.TOWN, histories.CITY)()
    row = Listing.objects.get(public_id=histories.TOWN)
    assert (row.state, row.replacement.public_id, row.title) == ("merged", histories.CITY, "Place P1ACE2")
    assert list(PublishedEdition.objects.values_list("document", flat=True)) == texts
    assert Change.objects.last().op == "merge"


def test_links_resolve_to_the_survivor(two_towns):
    histories.merge(histories.TOWN, histories.CITY)()
    assert linked("place") == [("V00000", histories.CITY), ("V00001", histories.CITY)]


def test_links_follow_a_chain_to_its_end_in_whatever_order_it_was_made(two_towns):
    with transaction.atomic():
        histories.merge(histories.TOWN, histories.CITY)()
        histories.merge(histories.CITY, records.PLACE)()
        forwards = linked("place"), Listing.objects.get(public_id=histories.TOWN).replacement.public_id
        transaction.set_rollback(True)
    histories.merge(histories.CITY, records.PLACE)()
    histories.merge(histories.TOWN, records.PLACE)()
    backwards = linked("place"), Listing.objects.get(public_id=histories.TOWN).replacement.public_id
    assert forwards == backwards == ([("V00000", records.PLACE), ("V00001", records.PLACE)], records.PLACE)


def test_what_is_published_afterwards_resolves_too(two_towns):
    histories.merge(histories.TOWN, histories.CITY)()
    records.publish(records.visit("V00002", place=histories.TOWN))
    assert ("V00002", histories.CITY) in linked("place")


def test_a_merged_record_names_nobody_and_is_listed_nowhere(two_towns):
    histories.merge("V00000", "V00001")()
    assert not PublishedLink.objects.filter(source__public_id="V00000").exists()
    assert not publication.SearchRow.objects.filter(record__public_id="V00000").exists()
    entries = TimelineEntry.objects.filter(record__public_id="V00000")
    assert list(entries.values_list("seq_to", flat=True)) == [Change.objects.last().seq]
    assert EntryCount.objects.get(facet="all").count == 1


def test_a_merged_country_keeps_its_side(two_towns):
    """The dossier still names the merged one, later visits the survivor: both stand on the same side."""
    records.publish(records.document("country", histories.REALM, title="The realm", **records.claims()))
    guest = {"n": 1, "who": records.GUEST, "role": "guest", "state": histories.REALM}
    host = {"n": 2, "who": records.HOST, "role": "host", "state": records.FIRST}
    records.publish(records.visit("V00003", participations=[guest, host]))
    entry = TimelineEntry.objects.filter(record__public_id="V00003")
    assert entry.get().direction == "none"
    histories.merge(records.SECOND, histories.REALM)()
    assert (entry.get().direction, EntryCount.objects.get(facet="direction").count) == ("second-to-first", 3)
    assert list(verification.differences()) == []


def test_topics_files_and_case_follow_the_current_edition(lawless):
    records.publish_incident()
    topics = PublishedTopic.objects.filter(record__public_id=records.INCIDENT).order_by("topic")
    entry = TimelineEntry.objects.filter(record__public_id=records.INCIDENT, seq_to=None)
    assert list(topics.values_list("topic", "sort_key")) == [
        (topic, entry.get().sort_key) for topic in ("diplomacy", "espionage")
    ]
    assert PublishedFile.objects.get().sha256 == records.FILE
    assert entry.get().case == "agent-case"
    histories.incident(topics=["trade"], attachments=[{"n": 1, "removed": True}], case="other-case")()
    assert list(topics.values_list("topic", flat=True)) == ["trade"]
    assert not PublishedFile.objects.exists()
    assert entry.get().case == "other-case"
    histories.withdraw(records.INCIDENT)()
    assert not topics.exists()


def test_a_file_is_public_as_long_as_one_public_record_names_it(lawless):
    records.publish_incident()
    shared = {
        "attachments": [{"n": 4, "sha256": records.FILE, "media_type": "application/pdf", "size": 9, "title": "Same"}]
    }
    records.publish(records.document("source", "S0RCE2", source_kind="news", **shared))
    histories.withdraw(records.INCIDENT)()
    assert list(PublishedFile.objects.values_list("record__public_id", "title")) == [("S0RCE2", "Same")]
    histories.withdraw("S0RCE2")()
    assert not PublishedFile.objects.exists()


def test_an_address_word_of_another_dossier_is_refused_with_a_sentence(lawless):
    records.publish(*records.background())
    twin = records.document("dossier", "D0SSR2", slug="first-second", sides=histories.SWAPPED)
    before = dump()
    with pytest.raises(publication.TakenWord, match=r"^the address word “first-second” belongs or belonged to another"):
        records.publish(twin)
    assert dump() == before


# --- Rebuilding -----------------------------------------------------------------------------------


def test_stale_cards_are_rendered_again_and_nothing_else_changes(lawless):
    records.publish_visits(3)
    before = dump()
    TimelineEntry.objects.filter(record__public_id=histories.A).update(card="old", card_json="{}", renderer="older")
    Listing.objects.filter(public_id=records.GUEST).update(item="{}", renderer="older")
    assert publication.rebuild_cards() == 2
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
