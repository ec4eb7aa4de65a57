"""The front page of a dossier: its sides, what its entries name, its newest entries, its changes and addresses."""

import html
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/"
SIDES = [
    {"n": 1, "label": "First", "countries": [records.FIRST]},
    {"n": 2, "label": "Second", "countries": ["C0NTR3", records.SECOND]},
]


def text(response):
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def dossier(**record):
    values = {"title": "First – Second", "slug": "first-second", "sides": SIDES}
    return records.document("dossier", records.DOSSIER, {"kind": "update"}, **(values | records.claims() | record))


@pytest.fixture
def front(lawless, client):
    """A dossier with a state of the past, and six visits."""
    old = {"historical": True, "existed": {"edtf": "1922-12-30/1991-12-26"}}
    records.publish(*records.background(), records.document("country", "C0NTR3", title="Old Union", **old))
    records.publish(dossier(), *(records.visit(f"V0000{number}", str(1983 + number)) for number in range(6)))
    return client.get(PATH)


def test_both_sides_stand_with_their_countries_and_times(front):
    assert re.search(
        r"First First Country Second Old Union 30 December 1922\s*–\s*26 December 1991 Second Country", text(front)
    )


def test_the_newest_entries_come_first(front):
    cards = re.findall(r'<article class="ev" id="e-(\w+)">', front.content.decode())
    assert cards == ["V00005", "V00004", "V00003", "V00002", "V00001"]
    assert "All 6 entries on the timeline" in text(front)


def test_what_the_entries_name_is_counted_and_leads_to_them(front):
    assert "Guest Person 6 entries" in text(front)
    assert "A Town 6 entries" in text(front)
    assert f'href="{PATH}timeline/?place={records.PLACE}"' in front.content.decode()
    assert f'href="{PATH}timeline/?source={records.SOURCE}"' in front.content.decode()


def test_statements_stand_with_their_sources(front):
    assert 'id="c1"' in front.content.decode()
    assert "A statement." in text(front)


def test_a_withdrawn_record_is_not_named(front, client):
    publication.withdraw(public_id=records.GUEST, reason="privacy")
    answer = client.get(PATH)
    assert "Guest Person" not in text(answer)
    publication.withdraw(public_id="C0NTR3", reason="error")
    assert "30 December 1922" not in text(client.get(PATH))


def test_changes_name_act_and_record(front, client):
    assert "First publication. Visit V00005" in text(front)
    note = {"kind": "correction", "note": "The year was wrong."}
    records.publish(records.visit("V00001", "1985", change=note))
    assert "Correction. Visit V00001 : The year was wrong." in text(client.get(PATH))


def test_an_old_address_leads_to_the_new_one(front, client):
    records.publish(dossier(slug="moved"))
    response = client.get(PATH)
    assert (response.status_code, response["Location"]) == (301, "/moved/")
    assert client.get("/moved/").status_code == 200


def test_a_withdrawn_dossier_is_gone_and_an_unknown_one_was_never_there(front, client):
    publication.withdraw(public_id=records.DOSSIER, reason="error")
    assert client.get(PATH).status_code == 410
    assert client.get("/nowhere/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_entries(front, client, django_assert_num_queries):
    with django_assert_num_queries(9):
        client.get(f"{PATH}?again=1")
    records.publish(*(records.visit(f"W{number:05d}", str(1900 + number)) for number in range(40)))
    with django_assert_num_queries(9):
        client.get(PATH)


def test_a_dossier_without_entries_says_so(lawless, client):
    records.publish(*records.background())
    response = client.get(PATH)
    assert "Nothing has been published in this dossier yet." in text(response)
    assert "<figure" not in response.content.decode()


def test_no_route_is_shadowed_by_a_dossier_and_none_shadows_one(front, client):
    assert client.get("/livez/").status_code == 200
    assert client.get(f"{PATH}versions/").status_code == 200
    assert client.get(f"{PATH}v1/").status_code == 200


def test_its_addresses_of_data_answer(front, client):
    addresses = set(re.findall(r'href="(/api/v1/[^"]+)"', front.content.decode()))
    assert {client.get(html.unescape(address)).status_code for address in addresses} == {200}
    assert len(addresses) == 2


# --- Sections, both sides at a glance, eras -------------------------------------------------------

WHOLE = {
    "lead": "A lead.",
    "sections": [
        {"n": 1, "heading": "Spies", "topic": "espionage", "text": "About spies."},
        {"n": 2, "heading": "Trade", "topic": "trade"},
        {"n": 3, "removed": True},
    ],
    "eras": [{"n": 1, "label": "After 1993", "date": {"edtf": "1993-01-01/.."}, "note": "A note."}],
    "infobox": [
        {"n": 1, "label": "Embassy", "side": 1, "target": records.EMBASSY},
        {"n": 2, "label": "Embassy", "side": 2, "text": "closed"},
        {"n": 3, "label": "Relations since", "text": "1993"},
        {"n": 4, "label": "Visa", "side": 2, "text": "required"},
    ],
    "see_also": [{"n": 1, "target": records.SERIES, "note": "yearly"}],
    "claims": [
        {"n": 1, "text": "In no section.", "standing": "established"},
        {"n": 2, "text": "About spies.", "standing": "alleged", "section": 1},
        {"n": 3, "text": "Its section is gone.", "standing": "established", "section": 3},
    ],
    "citations": [
        records.cited(anchor, n)
        for n, anchor in enumerate(("claims/2/text", "infobox/2", "eras/1", "lead", "sections/1"), 1)
    ],
}


@pytest.fixture
def whole(lawless):
    """A dossier with every part, and an incident on one of its topics."""
    cache.clear()
    records.publish_incident()
    records.publish(dossier(**(WHOLE | {"sides": records_sides()})))


def records_sides():
    return [
        {"n": 1, "label": "First", "countries": [records.FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]


def part(response, name):
    body = re.search(rf'<section class="[\w ]+" id="{name}".*?</section>', response.content.decode(), re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>|&#8288;", " ", body).replace("\xa0", " ").split())


def test_both_sides_stand_in_two_columns_with_the_same_rows(whole, client):
    html_text = client.get(PATH).content.decode()
    table = re.search(r'<section class="glance" id="facts".*?</section>', html_text, re.DOTALL)[0]
    rows = re.findall(r"<tr role=\"row\">(.*?)</tr>", table, re.DOTALL)
    cells = [
        [
            " ".join(re.sub(r"<[^>]+>|&#8288;", " ", cell).split())
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]
    assert cells == [
        ["", "First", "Second"],
        ["States", "First Country", "Second Country"],
        ["Embassy", "Embassy of Second Country", "closed Source 1"],
        ["Relations since", "1993"],
        ["Visa", "– nothing recorded", "required"],
    ]
    assert 'colspan="2"' in table


def test_a_section_has_its_text_statements_and_newest_entries(whole, client):
    response = client.get(PATH)
    said = part(response, "section-1")
    assert said.startswith("Spies About spies. Source 1 2 About spies. Source 1 Alleged")
    assert "Latest entries on espionage 17 April 2021 First Country expels embassy staff" in said
    assert f'href="{PATH}timeline/?topic=espionage"' in response.content.decode()
    assert part(response, "section-2") == "Trade"
    statements = part(response, "statements")
    assert "In no section." in statements
    assert "Its section is gone." in statements
    assert "About spies" not in statements


def test_a_section_shows_the_three_newest_entries_of_its_dossier(whole, client, django_assert_num_queries):
    records.publish(*(records.cause(f"N0DE0{n}", f"202{n}", topics=["espionage"]) for n in range(6)))
    records.publish(records.cause("E1SE01", "2026", topics=["espionage"], dossiers=[]))
    cache.clear()
    with django_assert_num_queries(10):
        said = part(client.get(PATH), "section-1")
    assert re.findall(r"Incident (\w+)", said) == ["N0DE05", "N0DE04", "N0DE03"]


def test_the_contents_stand_before_the_text_and_name_its_parts(whole, client):
    body = client.get(PATH).content.decode()
    contents = re.search(r'<nav class="side toc".*?</nav>', body, re.DOTALL)[0]
    assert body.index(contents) < body.index('<div class="mainc">')
    assert re.findall(r'href="([^"]+)"', contents) == [
        *(f"{PATH}{word}/" for word in ("timeline", "ledger", "statistics", "corrections")),
        *("#newest", "#statements", "#section-1", "#section-2"),
        *("#eras", "#occurring", "#see-also", "#sources", "#history"),
    ]


def test_eras_and_see_also_lead_on(whole, client):
    response = client.get(PATH)
    assert part(response, "eras") == "Eras from 1 January 1993 on After 1993 Source 1 A note."
    assert f'href="{PATH}timeline/?date_from=1993-01-01"' in response.content.decode()
    assert part(response, "see-also") == "See also Trust in Second Country : yearly"


@pytest.mark.parametrize("path", [PATH, f"{PATH}v2/"])
def test_its_page_and_its_versions_show_every_part(whole, client, path):
    answer = client.get(path)
    body = answer.content.decode()
    assert "A lead." in text(answer)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert len(ids) == len(set(ids))
    assert {"section-1", "section-2", "eras", "see-also", "c1", "c2", "c3", "facts"} <= set(ids)
    assert [target for target in re.findall(r'href="#([^"]+)"', body) if target not in ids] == []
