"""Legal cases: their titles come from the dossier, their stages from incidents, and each page shows both."""

import re

import pytest
from django.core.cache import cache

from relations import facts, publication
from tests import records
from tests.records import AGENT, BODY, DOSSIER, FIRST, INCIDENT, SECOND

pytestmark = pytest.mark.one_engine

PATH = "/first-second/"
UPDATE = {"kind": "update"}
CASES = [
    {"n": 1, "key": "agent-case", "title": "Extradition of Agent Person", "section": 1},
    {"n": 2, "key": "other-case", "title": "Another matter"},
    {"n": 3, "removed": True},
]
RULED = {
    "case": "agent-case",
    "stage": "ruled",
    "standing": "alleged",
    "participations": [
        {"n": 1, "who": BODY, "role": "decider"},
        {"n": 2, "who": FIRST, "role": "initiator"},
        {"n": 3, "who": AGENT, "role": "subject"},
    ],
}


def words(html):
    bare = " ".join(re.sub(r"<[^>]+>|&#8288;", " ", html).replace("\xa0", " ").split())
    return re.sub(r" (?=[.,:])", "", bare)


def part(client, path, name):
    body = client.get(path).content.decode()
    return words(re.search(rf'<(section|div) class="[\w ]+" id="{name}".*?</\1>', body, re.DOTALL)[0])


def dossier(**record):
    sides = [{"n": 1, "label": "First", "countries": [FIRST]}, {"n": 2, "label": "Second", "countries": [SECOND]}]
    values = {"title": "First – Second", "slug": "first-second", "sides": sides, "cases": CASES}
    values["sections"] = [{"n": 1, "heading": "Extraditions"}]
    return records.document("dossier", DOSSIER, UPDATE, **(values | record))


@pytest.fixture
def case(lawless):
    """A case of two stages with a title and a section, and one of a stage without a section."""
    cache.clear()
    records.publish_incident()
    records.publish(
        records.cause("STAGE2", "2023", **RULED),
        records.cause("STAGE3", "2024", case="other-case", stage="closed"),
        dossier(),
    )


# --- The dossier ----------------------------------------------------------------------------------


def test_a_section_has_the_table_of_its_case(case, client):
    assert part(client, PATH, "case-1") == (
        "Extradition of Agent Person Date Stage What happened By whom "
        "17 April 2021 Put on a wanted list First Country expels embassy staff Attributed First Country "
        "2023 Ruled Incident STAGE2 Alleged League of States "
        "The case on the timeline: Extradition of Agent Person"
    )
    assert 'href="/first-second/timeline/?case=agent-case"' in client.get(PATH).content.decode()


def test_a_case_without_a_section_stands_after_them(case, client):
    assert part(client, PATH, "cases").startswith("Legal cases Another matter Date Stage")
    assert 'href="#cases"' in client.get(PATH).content.decode()


def test_a_case_whose_section_is_gone_is_kept(case, client):
    records.publish(dossier(sections=[{"n": 1, "removed": True}]))
    cache.clear()
    assert part(client, PATH, "cases").startswith("Legal cases Extradition of Agent Person Date Stage")


def test_a_version_leads_to_the_stages(case, client):
    said = part(client, f"{PATH}v2/", "case-1")
    assert said == "Extradition of Agent Person Its stages on the timeline: Extradition of Agent Person"


def test_the_stages_of_all_cases_cost_one_query(case, client, django_assert_num_queries):
    records.publish(*(records.cause(f"M0RE0{n}", f"202{n}", case="agent-case", stage="tried") for n in range(9)))
    cache.clear()
    with django_assert_num_queries(10):
        assert part(client, PATH, "case-1").count("Tried") == 9
    records.publish(dossier(cases=[]))
    cache.clear()
    with django_assert_num_queries(9):
        client.get(PATH)


def test_a_withdrawn_stage_and_a_withdrawn_body_are_not_shown(case, client):
    publication.withdraw(public_id="STAGE2", reason="error")
    cache.clear()
    assert "STAGE2" not in part(client, PATH, "case-1")
    publication.withdraw(public_id=FIRST, reason="error")
    cache.clear()
    assert "First Country expels embassy staff Attributed C0NTR1 withdrawn" in part(client, PATH, "case-1")


def test_a_case_without_a_stage_says_so(case, client):
    records.publish(dossier(cases=[{"n": 1, "key": "no-case", "title": "Nothing yet", "section": 1}]))
    cache.clear()
    assert part(client, PATH, "case-1") == "Nothing yet No stage of it has been published yet."


# --- Other pages ----------------------------------------------------------------------------------


def test_an_incident_names_its_case_as_the_dossier_does(case, client):
    page = client.get(f"/incidents/{INCIDENT}/incident-1nc1d1/").content.decode()
    assert "Extradition of Agent Person" in re.search(r"<dt>Case</dt>.*?</dd>", page, re.DOTALL)[0]
    assert "The case and its stages Extradition of Agent Person Date" in words(page)
    assert "2023 Ruled Incident STAGE2 Alleged League of States" in words(page)


def test_an_incident_with_a_case_costs_no_further_query(case, client, django_assert_num_queries):
    cache.clear()
    with django_assert_num_queries(4):
        client.get(f"/incidents/{INCIDENT}/incident-1nc1d1/")


def test_the_filter_of_the_timeline_has_the_title(case, client):
    chosen = words(client.get(f"{PATH}timeline/?case=agent-case").content.decode())
    assert "case: Extradition of Agent Person" in chosen


def test_a_person_has_the_title_and_the_stage(case, client):
    page = client.get(f"/people/{AGENT}/person-agent1/").content.decode()
    assert "Extradition of Agent Person: put on a wanted list" in words(page)
    assert 'href="/first-second/timeline/?case=agent-case"' in page


def test_a_new_title_is_shown_at_once(case, client):
    records.publish(dossier(cases=[CASES[0] | {"title": "Renamed"}]))
    cache.clear()
    for path in (f"/incidents/{INCIDENT}/incident-1nc1d1/", f"/people/{AGENT}/person-agent1/"):
        assert "Renamed" in client.get(path).content.decode(), path


def test_without_a_title_the_key_serves_as_words():
    assert facts.case_words("agent-case", []) == "Agent case"
    assert facts.case_words("agent-case", CASES) == "Extradition of Agent Person"
    assert facts.case_words("gone-case", CASES) == "Gone case"
