"""The entry card: what it shows of each kind of date, standing and party, and that names stay slots."""

import json
import re

import pytest

from relations import cards
from relations.documents import load
from relations.models import Listing, TimelineEntry
from tests import records

ALLEGED = {"standing": "alleged"}


def card(**record):
    """The card of one published visit, its white space folded."""
    records.publish(*records.background(), records.visit(**record))
    return re.sub(r"[ \n]+", " ", TimelineEntry.objects.get().card)


@pytest.mark.parametrize(
    "edtf, element, shape, words",
    [
        ("1983-01-03", '<time datetime="1983-01-03">3 January 1983</time>', 'class="k" x="0.0" y="-1"', ""),
        ("1983-01-03/1983-01-05", 'data-edtf="1983-01-03/1983-01-05">', 'class="k"', "lasted three days"),
        ("1993", '<time datetime="1993">1993</time>', 'class="r" x="0.0" width="120.0"', "year known only"),
        ("1993~", 'data-edtf="1993~">', 'class="u" x="0.0" width="120.0"', "year approximate"),
    ],
)
def test_each_kind_of_date_is_worded_and_drawn_its_own_way(lawless, edtf, element, shape, words):
    html = card(edtf=edtf).replace("\xa0", " ")
    assert element in html
    assert shape in html
    assert words in html


def test_unsure_limits_are_hatched_inside_the_strip(lawless):
    hatching = re.search(r'<path d="(M[^"]+)" fill="none"', card(edtf="1993~"))[1]
    starts = [float(x) for x in re.findall(r"M([\d.]+) 10l4-10", hatching)]
    assert (len(starts), min(starts)) == (23, 0.0)
    assert max(starts) + 4 <= 120


def test_a_known_day_has_no_words_of_precision(lawless):
    assert 'class="prec"' not in card(edtf="1983-01-03")


def test_direction_runs_from_the_guests_state_to_the_hosts(lawless):
    direction = re.search(r'<span class="dir">(.*?)</span> <span class="at">', card())[1]
    assert re.findall(r"\x1e(\w+)\x1e", direction) == [records.SECOND, records.FIRST]


def test_a_party_without_a_state_stands_for_itself(lawless):
    html = card(participations=[{"n": 1, "who": records.GUEST, "role": "guest"}])
    assert cards.slots(html) == {records.GUEST, records.PLACE}


def test_several_guests_of_one_state_name_it_once(lawless):
    guest = {"role": "guest", "state": records.SECOND}
    parts = [{"n": 1, "who": records.GUEST} | guest, {"n": 2, "who": records.HOST} | guest, {"n": 3, "removed": True}]
    assert card(participations=parts).count(cards.slot(records.SECOND)) == 1


def test_a_card_never_holds_the_name_of_another_record(lawless):
    assert not re.search("Country|Town|Person", card())


def test_only_what_is_not_established_has_a_badge(lawless):
    assert 'class="badge' not in card()
    records.publish(records.visit(change={"kind": "update"}, **ALLEGED))
    assert '<span class="badge q">Alleged</span>' in TimelineEntry.objects.get(seq_to=None).card


def test_only_a_correction_is_dated_on_the_card(lawless):
    assert "Corrected" not in card()
    records.publish(records.visit(change={"kind": "correction", "note": "The year was wrong."}))
    assert "<span>Corrected " in TimelineEntry.objects.get(seq_to=None).card


def test_texts_are_escaped_in_both_fragments(lawless):
    html = card(title="<script>alert(1)</script>", summary="a & b")
    assert "<script" not in html and "a &amp; b" in html
    text = TimelineEntry.objects.get().card_json
    assert "<" not in text and json.loads(text)["title"] == {"en": "<script>alert(1)</script>"}


def test_the_heading_leads_to_the_record_and_the_article_can_be_linked(lawless):
    html = card()
    assert f'<article class="ev" id="e-{records.VISIT}">' in html
    assert f'<h4><a href="/visits/{records.VISIT}/visit-{records.VISIT.lower()}/">' in html


def test_fill_puts_each_name_in_its_slot():
    text = f"{cards.slot('AAAAAA')} and {cards.slot('BBBBBB')}"
    assert cards.fill(text, lambda public_id: f"<a>{public_id}</a>") == "<a>AAAAAA</a> and <a>BBBBBB</a>"


def test_the_fingerprint_follows_every_template_of_the_card(monkeypatch):
    before = cards.fingerprint()
    monkeypatch.setattr(cards, "PARTS", cards.PARTS[:1])
    cards.fingerprint.cache_clear()
    assert cards.fingerprint() != before
    monkeypatch.undo()
    cards.fingerprint.cache_clear()


def incident_card(**record):
    """The card of an incident, its white space folded."""
    records.publish(*records.background(), *records.incident_background(), records.cause())
    records.publish(records.incident(**record))
    return re.sub(r"[ \n]+", " ", TimelineEntry.objects.get(record__public_id=records.INCIDENT).card)


def test_a_card_says_the_one_count_of_its_measures(lawless):
    measure = {"n": 1, "kind": "expulsion", "imposing": records.FIRST, "receiving": records.SECOND, "count": 18}
    assert '<span class="count">18 expelled</span>' in incident_card(measures=[measure])


def test_a_card_with_several_counts_says_none(lawless):
    assert 'class="count"' not in incident_card()


def test_a_measure_gives_the_direction_where_nobody_takes_part(lawless):
    measure = {"n": 1, "kind": "note", "imposing": records.SECOND, "receiving": records.FIRST}
    direction = re.search(
        r'<span class="dir">(.*?)</span> <span class="at">', incident_card(participations=[], measures=[measure])
    )[1]
    assert re.findall(r"\x1e(\w+)\x1e", direction) == [records.SECOND, records.FIRST]


def test_who_is_only_alleged_never_stands_on_a_card(lawless):
    parts = [
        {"n": 1, "who": records.AGENT, "role": "initiator", "alleged": True},
        {"n": 2, "who": records.FIRST, "role": "target"},
    ]
    html = incident_card(participations=parts, attributions=[], measures=[])
    assert cards.slots(html) == {records.FIRST, records.PLACE}


def entry(**record):
    """The current row of the incident, with these fields instead of its own."""
    records.publish(*records.background(), *records.incident_background(), records.cause(), records.incident(**record))
    return TimelineEntry.objects.get(record__public_id=records.INCIDENT)


def test_who_is_only_accused_or_blamed_is_not_on_the_card(lawless):
    """An allegation stands beside its reply on the page, never in a list."""
    named = cards.slots(entry().card)
    assert records.AGENT not in named
    assert "Agent Person" not in TimelineEntry.objects.get(record__public_id=records.INCIDENT).card


def test_the_item_carries_what_lists_filter_by(lawless):
    item = json.loads(entry().card_json)
    assert (item["topics"], item["case"], item["stage"]) == (["espionage", "diplomacy"], "agent-case", "wanted")
    assert [part["n"] for part in item["measures"]] == [1, 2]
    assert [part["to"] for part in item["responses"]] == [records.CAUSE, records.CAUSE]
    assert (item["kind"], item["group"], item["title"]["cs"]) == ("expulsion", "measure", "Vyhoštění")


def test_a_removed_part_is_not_in_the_item(lawless):
    item = json.loads(entry(measures=[{"n": 1, "removed": True}]).card_json)
    assert "measures" not in item


@pytest.mark.parametrize("kind", ["other", "media", "embassy"])
def test_only_an_entry_has_a_group(lawless, kind):
    """Vocabularies share words: an organisation of kind other is no incident."""
    states = {"sending_state": records.SECOND, "receiving_state": records.FIRST} if kind == "embassy" else {}
    text = records.document("organisation", "0RGAN2", organisation_kind=kind, **states)
    records.publish(*records.background(), text)
    item = json.loads(Listing.objects.get(public_id="0RGAN2").item)
    assert (item["kind"], "group" in item) == (kind, False)


def test_what_is_only_cited_through_another_source_is_not_counted():
    through = records.cited("claims/1/text", 7) | {"source": "S0RCE2", "through": records.SOURCE}
    visit = load(records.visit())
    visit["record"]["citations"].append(through)
    assert cards.sources_of(visit) == sorted({records.SOURCE, "S0RCE2"})
    assert cards.sources_read(visit) == {records.SOURCE}
