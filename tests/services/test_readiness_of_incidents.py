"""The checklist of incidents: both sides, honest links, dated silence; each sentence names the field and the fix."""

import copy

import pytest

from editorial import readiness
from editorial.services import drafting
from relations import publication
from relations.documents import canonical, load
from tests import factories, records
from tests.laws import scene

INCIDENT = load(records.incident())
PARTS = records.incident_parts()
ATTRIBUTION, POSITION = PARTS["attributions"][0], PARTS["positions"][0]
NOT_DATED = {key: value for key, value in ATTRIBUTION.items() if key not in ("reply_date", "reply_text")}


@pytest.fixture
def public(lawless):
    """Everything that the incident names, public and, where its type matters, on the desk."""
    records.publish(*records.background(), *records.incident_background(), records.cause())
    account = factories.user("Author")
    for text in [*records.background(), *records.incident_background(), records.cause()]:
        document = load(text)
        factories.Record.objects.create(
            public_id=document["id"], type=document["type"], title=document["record"]["title"], created_by=account
        )


def told(**record):
    """The sentences about the incident with these fields; None takes one out."""
    document = copy.deepcopy(INCIDENT)
    document["record"] |= record
    document["record"] = {key: value for key, value in document["record"].items() if value is not None}
    return [tuple(problem) for problem in readiness.checklist(canonical(document))]


def without(part, *names):
    return {key: value for key, value in part.items() if key not in names}


def test_a_whole_incident_is_ready(public):
    assert told() == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {"participations": None, "attributions": None, "standing": "established"},
            [("participations", "Participants: name at least one party and its role, for example the target."),
             ("citations/6", "Citation 6: it proves “attributions/1”, which this record does not have; choose a part that is there.")],
            id="nobody",
        ),
        pytest.param(
            {"participations": [{"n": 4, "who": records.GUEST, "role": "guest"}]},
            [("participations/4/role", "Participant 4: “guest” is a role of visits; choose another.")],
            id="a role of visits",
        ),
        pytest.param(
            {"participations": [{"n": 4, "who": records.AGENT, "role": "perpetrator"}]},
            [("participations/4/alleged",
              "Participant 4: the incident is not established, so a perpetrator is alleged; tick “alleged”.")],
            id="a perpetrator of what is not established",
        ),
        pytest.param(
            {"participations": [{"n": 4, "who": records.AGENT, "role": "perpetrator"}], "standing": "established"},
            [],
            id="a perpetrator of what is established",
        ),
        pytest.param(
            {"participations": [{"n": 4, "who": records.PLACE, "role": "target"}]},
            [("participations/4/who",
              "Participant 4: who: a place cannot stand here; choose a person or organisation or country.")],
            id="a place takes part",
        ),
        pytest.param(
            {"positions": [POSITION], "attributions": [without(ATTRIBUTION, "reply")]},
            [("positions", "Positions: this incident is contested; say what each side says (“no statement found” with its "
                           "date counts), or give the reason in “why only one side”.")],
            id="one side alone",
        ),
        pytest.param(
            {"positions": [POSITION], "attributions": [without(ATTRIBUTION, "reply")], "one_sided_reason": "No archive."},
            [],
            id="one side alone with a reason",
        ),
        pytest.param(
            {"positions": [POSITION]},
            [],
            id="the reply of the accused is the other side",
        ),
        pytest.param(
            {"responses": [{"n": 1, "to": records.INCIDENT, "relation": "part_of", "basis": "inferred", "note": "N"}]},
            [("responses/1/to", "Response 1: an incident does not answer itself; choose another record.")],
            id="an answer to itself",
        ),
        pytest.param(
            {"responses": [{"n": 1, "to": records.CAUSE, "relation": "part_of", "basis": "asserted"}]},
            [("responses/1/asserted_by", "Response 1: say who asserts it, or choose “inferred by the editors”.")],
            id="asserted by nobody",
        ),
        pytest.param(
            {"responses": [{"n": 1, "to": records.CAUSE, "relation": "part_of", "basis": "inferred"}]},
            [("responses/1/note", "Response 1: say in the note why the editors infer it.")],
            id="inferred without a reason",
        ),
        pytest.param(
            {"responses": [{"n": 1, "to": records.SERIES, "relation": "part_of", "basis": "inferred", "note": "N"}]},
            [("responses/1/to", "Response 1: to: a series cannot stand here; choose an incident or visit.")],
            id="an answer to a series",
        ),
        pytest.param(
            {"positions": [POSITION, {"n": 2, "side": records.SECOND, "stance": "none_found"}]},
            [("positions/2/date", "Position 2: give the date as of which no statement was found.")],
            id="silence without a date",
        ),
        pytest.param(
            {"attributions": [NOT_DATED | {"reply": "none_found"}]},
            [("attributions/1/reply_date", "Attribution 1: give the date as of which no reply was found.")],
            id="no reply, without a date",
        ),
        pytest.param(
            {"positions": [without(POSITION, "text"), PARTS["positions"][1]]},
            [("positions/1/text", "Position 1: say in one sentence what this side says.")],
            id="a position without words",
        ),
        pytest.param(
            {"positions": [POSITION | {"n": 3}, PARTS["positions"][1]], "citations": [
                part for part in INCIDENT["record"]["citations"] if part["anchor"] != "positions/1"]},
            [("positions/3", "Position 3: add a citation that proves it (Citations, “proves”: positions/3).")],
            id="a position without proof",
        ),
        pytest.param(
            {"citations": [part for part in INCIDENT["record"]["citations"] if not part["anchor"].startswith("measures")]},
            [("measures/1", "Measure 1: add a citation that proves it (Citations, “proves”: measures/1)."),
             ("measures/2", "Measure 2: add a citation that proves it (Citations, “proves”: measures/2).")],
            id="measures without proof",
        ),
        pytest.param(
            {"citations": [part for part in INCIDENT["record"]["citations"] if part["anchor"] not in (
                "attributions/1", "figures/1", "place")]},
            [("attributions/1", "Attribution 1: add a citation that proves it (Citations, “proves”: attributions/1)."),
             ("figures/1", "Figure 1: add a citation that proves it (Citations, “proves”: figures/1)."),
             ("place", "Place: add a citation that proves it (Citations, “proves”: place).")],
            id="attribution, figure and place without proof",
        ),
        pytest.param(
            {"stage": None},
            [("stage", "Stage: A stage belongs to a case: give both, or neither.")],
            id="a case without a stage",
        ),
        pytest.param(
            {"measures": [PARTS["measures"][0] | {"count_min": 3}]},
            [("measures/1/count", "Measure 1: count: Give the exact number, or bounds, not both.")],
            id="a number and its bounds",
        ),
        pytest.param(
            {"measures": [PARTS["measures"][1] | {"count_min": 41}]},
            [("measures/2/count_min", "Measure 2: count min: The lower bound is above the upper one.")],
            id="bounds the wrong way round",
        ),
        pytest.param(
            {"topics": ["trade", "trade"]},
            [("topics", "Topics: A subject is named twice; name each once.")],
            id="a subject twice",
        ),
        pytest.param(
            {"figures": [{"n": 1, "label": "deaths", "value": "about 2"}]},
            [("figures/1/value", "Figure 1: value: Write a decimal number, for example 26 or 3.5.")],
            id="a figure in words",
        ),
        pytest.param(
            {"claims": [INCIDENT["record"]["claims"][0] | {"section": 1}]},
            [("claims/1/section", "Statement 1: only a dossier has sections; leave the section empty.")],
            id="a section outside a dossier",
        ),
    ],
)  # fmt: skip
def test_each_sentence_names_the_field_and_the_fix(public, record, expected):
    assert told(**record) == expected


def test_a_removed_part_proves_and_is_proved_by_nothing(public):
    assert told(measures=[{"n": 1, "removed": True}, PARTS["measures"][1]]) == [
        ("citations/4", "Citation 4: it proves “measures/1”, which this record does not have; choose a part that is there.")
    ]  # fmt: skip


def translation(**part):
    return {"n": 1, "anchor": "title", "language": "cs", "text": "Česky", "of": "sha256:" + "0" * 64} | part


@pytest.mark.parametrize(
    ("parts", "anchor", "sentence"),
    [
        ([translation(anchor="date/edtf")], "translations/1",
         "Translation 1: it translates “date/edtf”, which is no text of this record; choose one that is there, for example "),
        ([translation(anchor="claims/1")], "translations/1",
         "Translation 1: it translates “claims/1”, which is no text of this record; choose one that is there, for example "),
        ([translation(language="en-GB")], "translations/1/language",
         "Translation 1: records are written in English; choose another language, for example cs."),
        ([translation(), translation(n=2)], "translations/2",
         "Translation 2: “title” has another one in cs; remove one."),
    ],
)  # fmt: skip
def test_a_translation_is_of_a_text_that_is_there_into_another_language_once(public, parts, anchor, sentence):
    ((where, message),) = told(translations=parts)
    assert (where, message.startswith(sentence)) == (anchor, True)


def test_the_text_offered_instead_is_there(public):
    ((_, message),) = told(translations=[translation(anchor="nowhere")])
    offered = message.rsplit(" ", 1)[1].removesuffix(".")
    assert told(translations=[translation(anchor=offered)]) == []


def test_a_merged_target_is_named_with_its_survivor(public):
    records.publish(records.cause("CAVSE2", title="The same explosion"))
    publication.merge(public_id=records.CAUSE, survivor="CAVSE2")
    words = "“Incident CAVSE1” was merged into “The same explosion”; name that one instead."
    assert told() == [(f"responses/{n}/to", f"Response {n}: to: {words}") for n in (1, 2)]


def test_the_set_of_the_factories_is_ready_whole_and_needs_each_member(db):
    made = factories.incident_set(factories.user("Author"))
    together = {record.public_id for record in made.values()}
    ready = {name: readiness.checklist(drafting.compose(record), together=together) for name, record in made.items()}
    assert ready == {name: [] for name in made}
    needs = {row.title for row in readiness.unpublished_needs(made["incident"])}
    assert needs == {record.title for name, record in made.items() if name not in ("incident", "section")}


def test_two_dossiers_of_one_set_claim_one_address(db):
    of = scene.scene()
    made = factories.visit_set(of.author)
    twin = drafting.create(actor=of.author, model=factories.Dossier, title="First Second")
    together = [made["dossier"].public_id, twin.public_id]
    found = readiness.checklist(
        drafting.compose(made["dossier"]), together=[*together, made["first"].public_id, made["second"].public_id]
    )
    assert [tuple(problem) for problem in found] == [
        ("slug", "Address word: “first-second” is also that of “First Second”; choose another.")
    ]
