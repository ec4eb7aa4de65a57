"""Incidents and eras on the timeline: filters by topic, kind and case, what a card says, the bands under the figure."""

import html
import re

import pytest

from tests import records

PATH = "/first-second/timeline/"


def entries(response):
    """Ids of the entries on a page, in order."""
    return re.findall(r'<article class="ev" id="e-(\w+)">', response.content.decode())


def text(response):
    """The page without mark-up, its white space folded."""
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def links(response, pattern):
    """Addresses on the page that match, unescaped."""
    return [html.unescape(found) for found in re.findall(rf'href="({pattern})"', response.content.decode())]


@pytest.fixture
def few(lawless):
    """Four visits, each of another year."""
    records.publish(
        *records.background(),
        records.visit("V00001", "1983-01-03/1983-01-05", kind="state"),
        records.visit("V00002", "1987-04-09"),
        records.visit("V00003", "1993-08", kind="working"),
        records.visit("V00004", "2011", standing="alleged", participations=[]),
    )


# --- Incidents ------------------------------------------------------------------------------------


@pytest.fixture
def mixed(few):
    """The visits, an incident of every part, and what it answers."""
    records.publish(*records.incident_background(), records.cause(), records.incident())


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("topic=sabotage", [records.CAUSE]),
        ("topic=diplomacy&topic=sabotage", [records.CAUSE, records.INCIDENT]),
        ("kind=expulsion", [records.INCIDENT]),
        ("kind=expulsion&kind=state", ["V00001", records.INCIDENT]),
        ("group=measure", [records.INCIDENT]),
        ("case=agent-case", [records.INCIDENT]),
        (f"who={records.AGENT}", [records.INCIDENT]),
        ("direction=first-to-second", [records.INCIDENT]),
        ("topic=trade", []),
    ],
)
def test_incidents_are_filtered_by_topic_kind_case_and_who(mixed, client, query, ids):
    assert entries(client.get(f"{PATH}?{query}")) == ids


def test_an_incident_on_the_list_says_who_towards_whom_and_how_many(mixed, client):
    body = client.get(f"{PATH}?topic=sabotage&topic=espionage").content.decode()
    card = body.partition(f'id="e-{records.INCIDENT}"')[2].partition("</article>")[0]
    direction = re.sub(r"<[^>]+>", "", re.search(r'<span class="dir">(.*?)</span>\n', card, re.DOTALL)[1])
    assert " ".join(direction.split()) == "First Country →towards Second Country"
    assert "Agent Person" not in card
    assert '<span class="badge q">Attributed</span>' in card


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("topic=energy", "Energy"),
        ("case=agent-case", "case: Agent case"),
        ("kind=expulsion", "Expulsion as persona non grata"),
    ],
)
def test_filters_of_incidents_are_named_and_can_be_dropped(mixed, client, query, sentence):
    response = client.get(f"{PATH}?{query}")
    assert f"Remove filter: {sentence}" in text(response)
    assert "not used" not in text(response)


def test_the_form_offers_the_topics_and_kinds_that_occur_and_keeps_the_case(mixed, client):
    body = client.get(f"{PATH}?case=agent-case&topic=energy").content.decode()
    topics = re.search(r'<select id="topic" name="topic">(.*?)</select>', body)[1]
    assert re.findall(r'value="(\w*)"( selected)?', topics) == [
        ("", ""), ("diplomacy", ""), ("energy", " selected"), ("espionage", ""), ("sabotage", "")
    ]  # fmt: skip
    assert re.findall(r'name="kind" value="(\w+)"', body) == ["state", "official", "working", "sabotage", "expulsion"]
    assert '<input type="hidden" name="case" value="agent-case">' in body


def test_a_dossier_without_topics_offers_none(few, client):
    assert 'id="topic"' not in client.get(PATH).content.decode()


@pytest.mark.parametrize("query", ["topic=nix", "case=%00", "case=A+B", "kind=expulsion&group=nix"])
def test_values_that_cannot_be_are_named_and_dropped(mixed, client, query):
    response = client.get(f"{PATH}?{query}")
    assert response.status_code == 200
    assert "Part of the address was not used" in text(response)


# --- Eras -----------------------------------------------------------------------------------------


def with_eras(*eras):
    sides = [
        {"n": 1, "label": "First", "countries": [records.FIRST]},
        {"n": 2, "label": "Second", "countries": [records.SECOND]},
    ]
    parts = [{"n": n, "label": label, "date": {"edtf": edtf}} for n, (label, edtf) in enumerate(eras, 1)]
    return records.document(
        "dossier",
        records.DOSSIER,
        {"kind": "update"},
        title="First – Second",
        slug="first-second",
        sides=sides,
        eras=parts,
    )


def test_eras_stand_under_the_figure_and_lead_to_their_time(few, client):
    records.publish(with_eras(("Before", "1918/1938"), ("The <long> eighties", "1980/1989"), ("Now", "2000/..")))
    response = client.get(PATH)
    bands = re.search(r'<svg class="bands" focusable="false">(.*?)</svg>', response.content.decode())[1]
    assert re.findall(r"<title>([^<]+)</title>", bands) == ["The &lt;long&gt; eighties", "Now"]
    assert "Eras: Before The <long> eighties Now" in text(response)
    address = next(link for link in links(response, f'{PATH}[^"]*') if "date_from=1980-01-01" in link)
    assert address == f"{PATH}?date_from=1980-01-01&date_to=1989-12-31"
    assert entries(client.get(address)) == ["V00001", "V00002"]
    assert f"{PATH}?date_from=2000-01-01" in links(response, f'{PATH}[^"]*')


def test_a_dossier_without_eras_draws_none(few, client):
    assert "bands" not in client.get(PATH).content.decode()
