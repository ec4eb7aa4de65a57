"""L7: who is accused by a document, who of them lives, and how many people must approve it."""

import pytest

from editorial import accusations
from editorial.models import Person
from editorial.services import drafting, publishing, reviewing
from editorial.services.guarding import Refused
from editorial.services.reviewing import Submission
from relations import publication
from relations.documents import canonical, load
from relations.vocabularies import ACCUSING_ROLES, Role, Standing
from tests import factories, records

AGENT = records.AGENT
TYPES = {AGENT: "person", "PERS02": "person", "C0NTR1": "country", "0RGAN1": "organisation"}


def incident(**record):
    """A document that says this and nothing else of anybody."""
    return {"schema": 1, "type": "incident", "id": records.INCIDENT, "record": record}


def taking_part(role="target", **more):
    return {"participations": [{"n": 1, "who": AGENT, "role": role} | more]}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_accuses_or_it_does_not(role):
    assert accusations.accused(incident(**taking_part(role))) == ({AGENT} if role in ACCUSING_ROLES else set())


@pytest.mark.parametrize(
    ("record", "accused"),
    [
        pytest.param(taking_part(alleged=True), {AGENT}, id="alleged in any role"),
        pytest.param(taking_part(alleged=False), set(), id="not alleged"),
        pytest.param({"attributions": [{"n": 1, "by": "C0NTR1", "to": AGENT}]}, {AGENT}, id="blamed"),
        pytest.param({"attributions": [{"n": 1, "by": AGENT, "to": "C0NTR1"}]}, {"C0NTR1"}, id="blaming"),
        pytest.param({"attributions": [{"n": 1, "removed": True}]}, set(), id="removed attribution"),
        pytest.param({"participations": [{"n": 1, "removed": True}]}, set(), id="removed participant"),
        pytest.param({"positions": [{"n": 1, "side": AGENT, "stance": "denies"}]}, set(), id="a position"),
        pytest.param({"measures": [{"n": 1, "kind": "expulsion", "receiving": AGENT}]}, set(), id="a measure"),
        pytest.param({"claims": [{"n": 1, "text": "T", "standing": "alleged", "holder": AGENT}]}, set(), id="holder"),
        pytest.param({}, set(), id="nobody"),
    ],
)
def test_who_is_accused(record, accused):
    assert accusations.accused(incident(**record)) == accused


@pytest.mark.parametrize("standing", Standing.values)
@pytest.mark.parametrize("record_type", ["person", "organisation", "incident"])
def test_a_contested_statement_on_a_persons_own_page_is_about_that_person(standing, record_type):
    document = incident(claims=[{"n": 1, "text": "T", "standing": standing}]) | {"type": record_type, "id": AGENT}
    contested = standing in ("alleged", "disputed", "denied") and record_type == "person"
    assert accusations.accused(document) == ({AGENT} if contested else set())


def test_only_people_who_are_not_known_to_have_died_count(lawless):
    document = incident(
        participations=[{"n": n, "who": who, "role": "accused"} for n, who in enumerate(TYPES, 1)],
    )
    assert accusations.living_accused(document, TYPES) == {AGENT, "PERS02"}
    records.publish(*records.background()[:1], records.document("person", AGENT, deceased=True, **records.claims()))
    assert accusations.living_accused(document, TYPES) == {"PERS02"}


def test_whom_the_desk_does_not_know_counts_as_nobody(lawless):
    assert accusations.needed_approvals(canonical(incident(**taking_part("accused")))) == 1


def test_a_withdrawn_word_of_a_death_does_not_count(lawless):
    records.publish(*records.background()[:1], records.document("person", AGENT, deceased=True, **records.claims()))
    publication.withdraw(public_id=AGENT, reason="error")
    assert accusations.living_accused(incident(**taking_part("accused")), TYPES) == {AGENT}


# --- On the desk ----------------------------------------------------------------------------------


def needs(record):
    return factories.newest(record).needs


def test_a_draft_that_says_somebody_died_does_not_lower_the_number(db):
    """The dead man of the factories is marked in the same set: nobody has confirmed that yet."""
    made = factories.incident_set(factories.user("Author"))
    factories.submit_all(made["incident"].created_by, list(made.values()))
    assert {name: needs(record) for name, record in made.items() if needs(record) > 1} == {"cause": 2, "incident": 2}


def edit(made, record, **columns):
    type(record).objects.filter(pk=record.pk).update(**columns)
    factories.freeze(record, made["author"])
    submissions = [Submission(factories.open_of(record), "update")]
    reviewing.submit(actor=made["author"], submissions=submissions)


def test_once_the_death_is_public_one_approval_is_enough(db):
    made = factories.published_incident_set()
    edit(made, made["cause"], summary="More.")
    edit(made, made["incident"], summary="More.")
    assert (needs(made["cause"]), needs(made["incident"])) == (1, 2)


def test_the_number_is_that_of_the_submission(db):
    """A death that becomes public afterwards does not change what the reviewers were told; submitting again does."""
    made = factories.published_incident_set()
    edit(made, made["incident"], summary="More.")
    Person.objects.filter(pk=made["agent"].pk).update(deceased=True)
    edit(made, made["agent"])
    factories.publish_all(made["publisher"], [made["agent"]])
    assert needs(made["incident"]) == 2
    reviewing.recall(actor=made["author"], edition=factories.open_of(made["incident"]))
    reviewing.submit(actor=made["author"], submissions=[Submission(factories.open_of(made["incident"]), "update")])
    assert needs(made["incident"]) == 1


def test_one_approval_does_not_publish_an_accusation(db):
    made = factories.published_incident_set()
    edit(made, made["incident"], summary="More.")
    edition, revision = factories.open_of(made["incident"]), factories.newest(made["incident"])
    reviewing.approve(actor=made["publisher"], edition=edition, revision=revision)
    edition.refresh_from_db()
    assert edition.state == "in_review"
    with pytest.raises(Refused):
        publishing.publish(actor=made["publisher"], edition=edition, revision=revision)
    with pytest.raises(Refused):
        reviewing.approve(actor=made["publisher"], edition=edition, revision=revision)
    reviewing.approve(actor=made["reviewer"], edition=edition, revision=revision)
    edition.refresh_from_db()
    assert edition.state == "approved"
    publishing.publish(actor=made["publisher"], edition=edition, revision=revision)
    assert load(factories.newest(made["incident"]).document)["record"]["summary"] == "More."


def test_the_document_of_the_factories_is_what_the_rule_reads(db):
    made = factories.incident_set(factories.user("Author"))
    document = load(drafting.compose(made["incident"]))
    assert accusations.accused(document) == {made["agent"].public_id, made["west"].public_id}
