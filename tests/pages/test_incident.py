"""The page of an incident: who towards whom, measures, attributions beside replies, both sides, chain, case, files."""

import re

import pytest
from django.core.cache import cache

from relations import profiles, publication, rendering
from relations.documents import content_hash, load
from tests import records
from tests.reading import rows_of_facts, section, text_of
from tests.records import CAUSE, EMBASSY, FIRST, INCIDENT, SECOND

pytestmark = pytest.mark.one_engine

PAGE = f"/incidents/{INCIDENT}/incident-1nc1d1/"
CAUSE_PAGE = f"/incidents/{CAUSE}/incident-cavse1/"
UPDATE = {"kind": "update"}


@pytest.fixture
def public(lawless):
    cache.clear()
    records.publish_incident()


def words(html):
    return " ".join(re.sub(r"<[^>]+>|&#8288;", " ", html).replace("\u2060", "").split())


def part(client, name, path=PAGE):
    return words(section(client.get(path).content.decode(), name))


def answer(n, to, relation="in_response_to", basis="inferred", **more):
    return {"n": n, "to": to, "relation": relation, "basis": basis} | more


# --- What it costs --------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_with_chain_and_case_costs_four_queries(public, client, django_assert_num_queries, count):
    for number in range(count):
        records.publish(records.cause(f"N0DE0{number}", f"2022-01-0{number + 1}", responses=[answer(1, INCIDENT)]))
    cache.clear()
    with django_assert_num_queries(4):
        assert client.get(PAGE).status_code == 200


def test_an_incident_that_stands_alone_costs_three(public, client, django_assert_num_queries):
    records.publish(records.cause("A10NE0", "2020-01-01"))
    cache.clear()
    with django_assert_num_queries(3):
        assert client.get("/incidents/A10NE0/incident-a10ne0/").status_code == 200


def test_a_long_chain_costs_no_more(public, client, django_assert_num_queries):
    before = INCIDENT
    for number in range(30):
        public_id = f"N0DE{number:02d}"
        records.publish(records.cause(public_id, records.day(number + 20000), responses=[answer(1, before)]))
        before = public_id
    cache.clear()
    with django_assert_num_queries(4):
        html = client.get(PAGE).content.decode()
    assert html.count("<li") > 12
    assert "The chain is longer" not in html


# --- Head and facts -------------------------------------------------------------------------------


def test_the_head_says_kind_direction_and_standing(public, client):
    head = client.get(PAGE).content.decode().partition("<h1>")[0].rpartition('<div class="meta">')[2]
    assert (
        words(head) == "Expulsion as persona non grata First Country → towards Second Country Attributed Single source"
    )


def test_who_is_only_alleged_gives_no_direction(public, client):
    parts = [{"n": 1, "who": SECOND, "role": "initiator", "alleged": True}]
    records.publish(records.cause(change=UPDATE, participations=parts))
    assert '<span class="dir">' not in client.get(CAUSE_PAGE).content.decode()
    assert rows_of_facts(client.get(CAUSE_PAGE))["Initiator"] == "Second Country alleged"


def test_the_facts_of_an_incident(public, client):
    facts = {label: value.replace("\xa0", " ") for label, value in rows_of_facts(client.get(PAGE)).items()}
    assert facts == {
        "Date": "17 April 2021 Source 1",
        "Kind": "Expulsion as persona non grata",
        "Topics": "Espionage Diplomacy",
        "Measures": "18 members of the embassy staff expelled Source 1 First Country → towards Embassy of Second Country "
        "Announced 17 April 2021 Deadline 19 April 2021 in the source: “ employees ” "
        "Cap of 30 to 40 Source 1 First Country → towards Second Country",
        "Initiator": "First Country Government",
        "Target": "Second Country",
        "Accused": "Agent Person alleged Left the country",
        "Staff before": "about 94.5 posts Source 1",
        "Case": "Agent case Stage: put on a wanted list",
        "Place": "A Town Source 1",
        "Dossier": "First – Second",
        "Identifier": INCIDENT,
    }


def test_topics_and_case_lead_to_the_filtered_timeline(public, client):
    html = client.get(PAGE).content.decode()
    for query in ("topic=espionage", "topic=diplomacy", "case=agent-case"):
        address = f"/first-second/timeline/?{query}"
        assert f'href="{address}"' in html
        assert f'id="e-{INCIDENT}"' in client.get(address).content.decode()


# --- Statements, attributions and positions -------------------------------------------------------


def test_what_is_only_said_stands_apart_from_what_is_established(public, client):
    claims = [
        {"n": 1, "text": "It was sabotage.", "standing": "attributed", "holder": FIRST},
        {"n": 2, "text": "The depot exploded.", "standing": "established"},
        {"n": 3, "removed": True},
    ]
    citations = [records.cited("claims/1/text"), records.cited("claims/2/text", n=2)]
    records.publish(records.incident(change=UPDATE, claims=claims, citations=citations, translations=[]))
    known, said = part(client, "statements"), part(client, "said")
    assert known.startswith("What is established 2 The depot exploded.")
    assert "This statement was removed" in known
    assert said.startswith("What is attributed, alleged or disputed 1 It was sabotage.")
    assert "Stated by First Country" in said
    assert "sabotage" not in known


def test_an_attribution_is_the_word_of_its_author_beside_the_reply(public, client):
    said = part(client, "attributions").replace("\xa0", " ")
    assert "Attributions are the words of those who make them, not findings of this chronicle." in said
    assert "Attributed by First Country to Second Country Officers took part." in said
    assert "17 April 2021 Basis: intelligence Confidence: high Not settled" in said
    assert "Reply of Embassy of Second Country Denies. The embassy calls it absurd. 18 April 2021" in said


@pytest.mark.parametrize(("name", "words_of_it"), [("attributions", "attribution 1"), ("positions", "position 1")])
def test_what_others_say_stands_beside_its_evidence_too(public, client, name, words_of_it):
    html = section(client.get(PAGE).content.decode(), name)
    assert f'<summary>1 source<span class="vh"> of {words_of_it}</span></summary>' in html
    assert "<q>a few words</q>" in html


def test_a_reply_that_was_not_found_says_as_of_when(public, client):
    parts = [
        {"n": 1, "text": "It did it.", "by": FIRST, "to": SECOND, "basis": "not_stated", "reply": "none_found", "reply_date": "2026-05"},
        {"n": 2, "text": "It did it too.", "by": FIRST, "to": SECOND, "basis": "legal", "settled": True},
    ]  # fmt: skip
    records.publish(records.incident(change=UPDATE, attributions=parts))
    said = part(client, "attributions").replace("\xa0", " ")
    assert "Reply of Second Country No reply found as of May 2026." in said
    assert "No reply is recorded." in said
    assert "Settled by a court or by both sides" in said


def test_the_sides_stand_in_the_order_of_the_dossier_in_one_form(public, client):
    parts = [
        {"n": 1, "side": "B0DY01", "stance": "supports", "text": "It supports.", "date": {"edtf": "2021-04-22"}},
        {"n": 2, "side": EMBASSY, "stance": "none_found", "date": {"edtf": "2021-04-30"}},
        {"n": 3, "side": FIRST, "stance": "demands", "text": "Later.", "date": {"edtf": "2021-05-01"}},
        {"n": 4, "side": FIRST, "stance": "other", "text": "Earlier.", "date": {"edtf": "2021-04-18"}},
        {"n": 5, "side": SECOND, "stance": "denies", "text": "It denies."},
    ]
    records.publish(records.incident(change=UPDATE, positions=parts))
    html = section(client.get(PAGE).content.decode(), "positions")
    assert [words(each) for each in re.findall(r"<h3>(.*?)</h3>", html)] == [
        "First Country", "Second Country", "Embassy of Second Country", "League of States"
    ]  # fmt: skip
    said = words(html).replace("\xa0", " ")
    assert "Earlier. 18 April 2021 Demands. Later. 1 May 2021" in said
    assert "No statement found as of 30 April 2021." in said


def test_a_body_of_a_state_stands_with_its_side(public, client):
    records.publish(
        records.document("organisation", "M1N1ST", title="Ministry", organisation_kind="government", country=FIRST)
    )
    parts = [
        {"n": n, "side": side, "stance": "other", "text": "It says so."} for n, side in enumerate([SECOND, "M1N1ST"], 1)
    ]
    records.publish(records.incident(change=UPDATE, positions=parts))
    html = section(client.get(PAGE).content.decode(), "positions")
    assert [words(each) for each in re.findall(r"<h3>(.*?)</h3>", html)] == ["Ministry", "Second Country"]


def test_one_side_alone_comes_with_the_reason(public, client):
    records.publish(records.incident(change=UPDATE, positions=[], one_sided_reason="The other was not asked."))
    assert part(client, "positions") == "What each side says Why one side only The other was not asked."


# --- Chain and case -------------------------------------------------------------------------------


def chain_of(client, path=PAGE):
    """(title, gap, marked) of each event in the chain."""
    html = section(client.get(path).content.decode(), "chain")
    found = []
    for item in re.findall(r"<li( aria-current=\"true\")?>(.*?)</li>", html, re.DOTALL):
        gap = re.search(r'<span class="gap">(.*?)</span>', item[1])
        title = re.sub(r'<span class="rel">.*', "", item[1].partition("</div>")[2], flags=re.DOTALL)
        found.append((words(title), gap[1] if gap else "", bool(item[0])))
    return found


def test_the_chain_shows_what_it_answers_and_who_says_so(public, client):
    assert chain_of(client) == [
        (f"Incident {CAUSE}", "", False),
        ("First Country expels embassy staff", "6½ years later", True),
    ]
    said = part(client, "chain")
    assert f"In response to “ Incident {CAUSE} ”: named as the reason by First Country" in said.replace(" :", ":")
    assert f"Part of “ Incident {CAUSE} ”: inferred by the editors. The same affair." in said.replace(" :", ":")


def test_the_other_end_shows_the_same_chain(public, client):
    assert chain_of(client, CAUSE_PAGE) == [
        (f"Incident {CAUSE}", "", True),
        ("First Country expels embassy staff", "6½ years later", False),
    ]
    assert "In response to this event: named as the reason by First Country" in part(client, "chain", CAUSE_PAGE)


def test_the_chain_goes_on_beyond_the_next_event_and_leaves_siblings_out(public, client):
    records.publish(
        records.cause("ANSWR1", "2021-04-18", responses=[answer(1, INCIDENT, "reciprocates")]),
        records.cause("S1B11N", "2021-04-19", responses=[answer(1, CAUSE)]),
    )
    records.publish(records.cause("ANSWR2", "2021-04-22", responses=[answer(1, "ANSWR1", "escalates")]))
    titles = [title for title, _, _ in chain_of(client)]
    assert titles == [
        f"Incident {CAUSE}", "First Country expels embassy staff", "Incident ANSWR1", "Incident ANSWR2"
    ]  # fmt: skip
    assert "Incident S1B11N" in [title for title, _, _ in chain_of(client, CAUSE_PAGE)]
    assert "Escalates “ Incident ANSWR1 ”" in part(client, "chain")


def test_a_visit_shows_what_answers_it(public, client):
    records.publish(records.visit())
    records.publish(records.cause("ANSWR1", "1983-02-01", responses=[answer(1, records.VISIT)]))
    assert [title for title, _, _ in chain_of(client, f"/visits/{records.VISIT}/visit-v1s1t1/")] == [
        f"Visit {records.VISIT}", "Incident ANSWR1"
    ]  # fmt: skip


def test_events_that_answer_each_other_are_listed_once(public, client):
    records.publish(records.cause(change=UPDATE, responses=[answer(1, INCIDENT)]))
    assert [title for title, _, _ in chain_of(client)] == [f"Incident {CAUSE}", "First Country expels embassy staff"]


def test_a_very_long_list_of_answers_is_cut_and_says_so(public, client):
    records.publish(
        *(records.cause(f"N0DE{n:02d}", records.day(20000 + n), responses=[answer(1, CAUSE)]) for n in range(45))
    )
    html = client.get(CAUSE_PAGE).content.decode()
    assert "The chain is longer; these are the events nearest to this one." in html
    assert len(chain_of(client, CAUSE_PAGE)) == 41


def test_a_withdrawn_event_keeps_its_place_without_its_name(public, client):
    publication.withdraw(public_id=CAUSE, reason="error")
    assert chain_of(client)[0] == (f"incident {CAUSE} withdrawn", "", False)
    assert f"Incident {CAUSE}" not in text_of(client.get(PAGE))


def test_the_case_is_a_table_of_its_stages(public, client):
    records.publish(records.cause("STAGE2", "2023", case="agent-case", stage="extradited"))
    said = part(client, "case").replace("\xa0", " ")
    assert said == (
        "The case and its stages Agent case Date Stage What happened By whom 17 April 2021 Put on a wanted list "
        "First Country expels embassy staff this event Attributed First Country 2023 Extradited Incident STAGE2 not stated"
    )


def test_a_case_of_one_stage_needs_no_table(public, client):
    assert 'id="case"' not in client.get(PAGE).content.decode()


# --- Files, translations, preview -----------------------------------------------------------------


def test_files_have_title_type_size_and_address(public, client):
    html = section(client.get(PAGE).content.decode(), "files")
    assert f'<a href="/evidence/{records.FILE}/" download><bdi>A report</bdi></a>' in html
    assert "A report PDF 38 bytes" in words(html)


def test_a_translated_title_stands_in_its_language(public, client):
    html = client.get(PAGE).content.decode()
    assert '<bdi lang="cs">Vyhoštění</bdi>' in html
    assert "older than the English text" not in html


@pytest.mark.parametrize(
    ("translation", "shown", "older"),
    [
        ({"of": content_hash("an older title")}, True, True),
        ({"of": content_hash("an older title"), "withheld": True}, False, False),
        ({"anchor": "claims/1/text", "of": content_hash("A statement.")}, False, False),
    ],
)
def test_a_stale_translation_says_so_and_a_withheld_one_is_not_shown(public, client, translation, shown, older):
    part = {"n": 1, "anchor": "title", "language": "cs", "text": "Vyhoštění"} | translation
    records.publish(records.incident(change=UPDATE, translations=[part]))
    html = client.get(PAGE).content.decode()
    assert ('<bdi lang="cs">Vyhoštění</bdi>' in html, "older than the English text" in html) == (shown, older)


def test_the_preview_is_the_page_as_far_as_the_document_tells(public, client):
    document = load(records.incident())
    preview = rendering.article(document, names=profiles.names(rendering.ids_named(document)))
    page = re.sub(r'<p class="mend">.*?</p>\n?', "", client.get(PAGE).content.decode())
    for name in ("facts", "statements", "attributions"):
        assert section(preview, name) == section(page, name)
    assert f"Incident {CAUSE}" in section(preview, "chain")
    assert "/evidence/" not in preview


# --- Extremes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [3, 60])
def test_any_number_of_statements(public, client, django_assert_num_queries, count):
    claims = [{"n": n, "text": f"Statement {n}.", "standing": "established"} for n in range(1, count + 1)]
    citations = [records.cited(f"claims/{n}/text", n) for n in range(1, count + 1)]
    records.publish(records.incident(change=UPDATE, claims=claims, citations=citations, translations=[]))
    with django_assert_num_queries(4):
        html = client.get(PAGE).content.decode()
    assert re.findall(r'<li id="c(\d+)"', html) == [str(n) for n in range(1, count + 1)]


def test_an_incident_with_nothing_but_what_it_must_have(public, client):
    records.publish(records.document("incident", "BARE00", kind="other", date={"edtf": "2014"}, standing="established"))
    answer = client.get("/incidents/BARE00/incident-bare00/")
    assert rows_of_facts(answer) == {"Date": "2014", "Kind": "Other", "Identifier": "BARE00"}
    assert re.findall(r'<section class="sec" id="([\w-]+)"', answer.content.decode()) == ["history", "cite"]


def test_removed_parts_leave_no_trace_but_statements(public, client):
    gone = [{"n": 1, "removed": True}]
    lists = ("participations", "measures", "attributions", "positions", "responses", "figures", "attachments")
    records.publish(records.incident(change=UPDATE, translations=gone, **dict.fromkeys(lists, gone)))
    html = client.get(PAGE).content.decode()
    assert re.findall(r'<section class="sec" id="([\w-]+)"', html) == ["statements", "sources", "history", "cite"]


def test_hostile_texts_stay_texts_everywhere(public, client):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    parts = {key: [dict(part) for part in value] for key, value in records.incident_parts().items()}
    parts["measures"][0] |= {"category_as_stated": evil, "note": evil}
    parts["attributions"][0] |= {"text": evil, "reply_text": evil}
    parts["positions"][0]["text"] = parts["responses"][1]["note"] = parts["figures"][0]["label"] = evil
    parts["figures"][0]["unit"] = parts["attachments"][0]["title"] = parts["participations"][2]["outcome"] = evil
    translations = [{"n": 1, "anchor": "title", "language": "cs", "text": evil, "of": content_hash(evil)}]
    records.publish(
        records.incident(
            change=UPDATE, **(parts | {"title": evil, "translations": translations, "one_sided_reason": evil})
        )
    )
    for path in (PAGE, CAUSE_PAGE, "/first-second/timeline/", f"/countries/{FIRST}/country-c0ntr1/"):
        html = client.get(path).content.decode()
        assert (html.count("<script>"), html.count("<img")) == (0, 0)


def test_every_link_inside_the_page_has_its_target(public, client):
    anchors = [
        "claims/1/text",
        "date",
        "measures/1",
        "attributions/1",
        "positions/1",
        "responses/1",
        "figures/1",
        "standing",
    ]
    citations = [records.cited(anchor, n) for n, anchor in enumerate(anchors, 1)]
    records.publish(records.incident(change=UPDATE, citations=citations, translations=[]))
    html = client.get(PAGE).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert [target for target in re.findall(r'href="#([^"]+)"', html) if target not in ids] == []
    cited = re.search(r"Cited for (.*?)</span>", html)[1]
    assert re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', cited) == [
        ("c1", "statement 1"),
        ("a1", "attribution 1"),
        ("p1", "position 1"),
        ("chain", "chain of events"),
        ("facts", "date"),
        ("facts", "measures"),
        ("facts", "figures"),
        ("facts", "standing"),
    ]
