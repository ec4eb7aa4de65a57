"""The review of an incident: every part in words with its proofs, translations beside originals, files, who links here."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.admin.review import grounds
from editorial.models import Claim, Translation
from editorial.services import drafting
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import look, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    made = factories.incident_set(author)
    factories.submit_all(author, list(made.values()))
    return made


def section(user, record):
    page = look(user, "review", record)
    assert page.status_code == 200
    return page.context["sections"][0]


def test_every_part_is_said_in_words_beside_what_proves_it(made):
    shown = section(factories.user("Reviewer"), made["incident"])
    said = {row.label: (row.said, [line.proves for line in row.citations]) for row in shown.rows}
    assert said["Measure 1"] == (
        "expulsion (persona non grata) · imposing side: East · receiving side: Embassy of West in East Town"
        " · number: 18 · what is counted: embassy staff · what is counted, as worded: employees"
        " · announced: 2021-04-17 · effective: 2021-04-19 · deadline: 2021-04-19",
        ["Measure 1: count"],
    )
    assert said["Position 2"] == ("West · no statement found · 2021-04-30", [])
    assert said["Response 2"] == (
        "answers: Explosion at A Depot · part of · basis: inferred by the editors · The same affair.",
        [],
    )
    assert said["Participant 3"] == ("Agent Person · accused · alleged · left the country", [])
    assert said["Date"] == ("2021-04-17, on Saturday", ["Date"])
    assert said["Figure 1"] == ("staff before · 94.5 · posts · qualifier: approximately", ["Figure 1"])
    labels = [row.label for row in shown.rows]
    assert labels.index("Measure 1") < labels.index("Attribution 1") < labels.index("Statement 1")


def test_no_raw_word_of_the_schema_is_left_in_the_differences(made):
    shown = section(factories.user("Reviewer"), made["incident"])
    told = {each.anchor: (each.part, each.field, each.segments[0].text) for each in shown.differences}
    assert told["measures/2/kind"] == ("Measure 2", "kind", "staff cap")
    assert told["measures/2/count_min"] == ("Measure 2", "at least", "30")
    assert told["attributions/1/reply"] == ("Attribution 1", "reply of the accused", "denies")
    assert told["topics/diplomacy"] == ("Topics", "", "diplomacy")
    assert told["stage"] == ("Stage of the case", "", "put on a wanted list")
    assert told["participations/3/alleged"] == ("Participant 3", "alleged", "yes")


@pytest.mark.parametrize("name", ["series", "dossier", "embassy", "east", "agent", "cause", "source"])
def test_every_type_has_its_parts_and_proofs(made, name):
    shown = section(factories.user("Reviewer"), made[name])
    parts = {row.label: row.said for row in shown.rows}
    assert parts
    raw = {"staff_ceilings", "see_also", "public_opinion", "none_found", "K7Q2XD", made["east"].public_id}
    assert [text for text in parts.values() if raw & set(text.split())] == []
    assert shown.differences


def test_a_proof_says_through_what_it_was_read():
    part = {"n": 1, "anchor": "claims/1/text", "source": "A", "through": "B", "locator": "Page 3"}
    line = grounds.citation_line(part, {"A": "A report", "B": "An article"})
    assert (line.source, line.through, line.locator) == ("A report", "An article", "Page 3")
    assert grounds.citation_line(part | {"through": ""}, {"A": "A report"}).through == ""


def test_observations_sections_and_ceilings_are_readable(made):
    reviewer = factories.user("Reviewer")
    series = {row.label: row.said for row in section(reviewer, made["series"]).rows}
    assert series["Observation 2"] == "2016/2017 · 24.5 · qualifier: approximately"
    dossier = {row.label: row.said for row in section(reviewer, made["dossier"]).rows}
    assert dossier["Section 1"] == "Spies · topic: espionage · Some staff were not diplomats."
    assert dossier["Infobox row 1"] == "Embassy · 2 · In East Town · leads to: Embassy of West in East Town"
    embassy = {row.label: row.said for row in section(reviewer, made["embassy"]).rows}
    assert (
        embassy["Staff ceiling 1"]
        == "at most: 32 · who is counted: embassy staff · 2021-05-31/.. · set by: East · Equal."
    )


def test_a_translation_stands_beside_what_it_translates(made):
    rows = section(factories.user("Reviewer"), made["incident"]).translations
    assert [(row.label, row.original, row.text, row.stale) for row in rows] == [
        ("Title", "East expels staff of the West embassy", "Východ vyhošťuje", False),
        ("Statement 1: text", "A statement about East expels staff of the West embassy.", "Věta.", False),
    ]


def test_a_translation_of_an_older_text_is_marked():
    made = factories.published_incident_set()
    incident, author = made["incident"], made["author"]
    Claim.objects.filter(record=incident, n=1).update(text="Another statement.")
    factories.freeze(incident, author)
    factories.submit_all(author, [incident], change_kind="update")
    page = look(made["publisher"], "review", incident)
    stale = [row for row in page.context["sections"][0].translations if row.stale]
    assert [(row.label, row.status) for row in stale] == [("Statement 1: text", grounds.MADE_BEFORE)]
    assert grounds.MADE_BEFORE in words(page)


def test_a_translation_that_a_correction_left_behind_is_marked():
    made = factories.published_incident_set()
    incident, author = made["incident"], made["author"]
    Claim.objects.filter(record=incident, n=1).update(text="Another statement.")
    factories.freeze(incident, author)
    factories.submit_all(author, [incident], change_kind="correction", change_note="It was wrong.")
    assert Translation.objects.get(record=incident, anchor="claims/1/text").withheld
    page = look(made["publisher"], "review", incident)
    assert grounds.WITHHELD in words(page)


def test_files_are_linked_and_impact_is_shown(made):
    reviewer = factories.user("Reviewer")
    page = look(reviewer, "review", made["incident"])
    (file,) = page.context["sections"][0].attachments
    assert f"/admin/evidence/{file['sha256']}/" in page.content.decode()
    assert page.context["effect"].own[0].title == "East expels staff of the West embassy"


def test_links_of_the_framed_page_open_beside_the_review(made):
    reviewer = factories.user("Reviewer")
    framed = look(reviewer, "preview", made["incident"], framed=1)
    whole = look(reviewer, "preview", made["incident"])
    assert ['<base target="_blank">' in page.content.decode() for page in (framed, whole)] == [True, False]
    assert "&amp;framed=1" in look(reviewer, "review", made["incident"]).content.decode()


def test_the_proposed_page_of_an_incident_is_the_page_that_readers_get(author, made, client):
    before = look(author, "preview", made["incident"]).content.decode()
    assert "Officers of West took part." in before
    factories.publish_all(factories.user("Publisher"), list(made.values()))
    live = client.get(f"/r/{made['incident'].public_id}/", follow=True).content.decode()
    for text in ("Officers of West took part.", "The embassy calls it absurd.", "A report", "It was West."):
        assert (text in before, text in live) == (True, True), text


def test_a_half_filled_incident_can_be_looked_at(author):
    incident = drafting.create(actor=author, model=factories.Incident, title="Bare")
    factories.add_part(incident, factories.Measure, "measures", kind="")
    factories.add_part(incident, factories.Citation, "citations", anchor="")
    factories.freeze(incident, author)
    for verb in ("preview", "history", "submit"):
        assert look(author, verb, incident).status_code == 200


@pytest.mark.parametrize(("count", "queries"), [(1, 20), (3, 22)])
def test_queries_of_the_review_do_not_grow_with_the_members(author, count, queries):
    rows = [
        drafting.create(actor=author, model=factories.Source, title=f"Source {number}", source_kind="news")
        for number in range(count)
    ]
    factories.submit_all(author, rows)
    client = client_of(factories.user("Reviewer"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url("review", rows[0])).status_code == 200
    assert len(asked) == queries


@pytest.mark.parametrize("claims", [1, 3])
def test_queries_of_the_review_do_not_grow_with_the_parts(author, claims):
    made = factories.incident_set(author)
    for number in range(1, claims):
        claim = factories.add_part(made["incident"], Claim, "claims", text=f"Statement {number}.")
        factories.prove(made["incident"], made["source"], f"claims/{claim.n}/text")
    factories.freeze(made["incident"], author)
    others = [record for name, record in made.items() if name != "incident"]
    factories.submit_all(author, others)
    factories.publish_all(factories.user("Publisher"), others)
    factories.submit_all(author, [made["incident"]])
    client = client_of(factories.user("Reviewer"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url("review", made["incident"])).status_code == 200
    assert len(asked) == 33
