"""The checklist before submit: each entry names the field and the fix; nothing else is asked for."""

import copy

import pytest

from editorial import readiness
from editorial.models import Claim, Dossier, DossierMembership, Person
from editorial.services import drafting
from relations import publication
from relations.documents import canonical, load
from tests import factories, records
from tests.laws import scene

VISIT = load(records.visit())
CITE_DATE = {"n": 2, "anchor": "date", "source": records.SOURCE, "stance": "supports"}
CITE_PLACE = {"n": 3, "anchor": "place", "source": records.SOURCE, "stance": "supports"}


@pytest.fixture
def public(lawless):
    records.publish(*records.background())


def told(document, **record):
    """(anchor, message) of each entry for a visit that is ready but for `record`."""
    document = copy.deepcopy(document)
    cited = {"citations": [*document["record"]["citations"], CITE_DATE, CITE_PLACE]}
    document["record"] |= cited | record
    found = readiness.checklist(canonical(document))
    return [tuple(problem) for problem in found]


def test_a_ready_visit_has_an_empty_checklist(public):
    assert told(VISIT) == []


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {"claims": [], "citations": [CITE_DATE, CITE_PLACE]},
            [("claims", "Statements: add at least one statement that says what the record is about.")],
            id="no statement",
        ),
        pytest.param(
            {"claims": [{"n": 1, "removed": True}], "citations": [CITE_DATE, CITE_PLACE]},
            [("claims", "Statements: add at least one statement that says what the record is about.")],
            id="only a stub",
        ),
        pytest.param(
            {"citations": [records.cited(), CITE_PLACE]},
            [("date", "Date: add a citation that proves it (Citations, “proves”: date).")],
            id="date without proof",
        ),
        pytest.param(
            {"citations": [CITE_DATE, CITE_PLACE]},
            [("claims/1/text", "Statement 1: text: add a citation that proves it (Citations, “proves”: claims/1/text).")],
            id="statement without proof",
        ),
        pytest.param(
            {"citations": [records.cited("claims/1"), CITE_DATE, CITE_PLACE]},
            [],
            id="a whole part may be proved",
        ),
        pytest.param(
            {"participations": []},
            [
                ("participations", "Participants: name the guest and the state represented."),
                ("participations", "Participants: name the host and the state represented."),
            ],
            id="nobody",
        ),
        pytest.param(
            {"claims": [{"n": 1, "text": "T", "standing": "alleged"}]},
            [("claims/1/holder", "Statement 1: it is alleged; say whose statement it is.")],
            id="alleged by nobody",
        ),
        pytest.param(
            {"claims": [{"n": 1, "text": "T", "standing": "attributed", "holder": records.SOURCE}]},
            [],
            id="said by a source without a known author",
        ),
        pytest.param(
            {"citations": [records.cited(), CITE_DATE, CITE_PLACE, records.cited("claims/9/text", 9)]},
            [("citations/9", "Citation 9: it proves “claims/9/text”, which this record does not have; choose a part that is there.")],
            id="a proof of nothing",
        ),
        pytest.param(
            {"date": {"edtf": "198X", "not_before": "1985"}},
            [("date/bounds_reason", "Date: say why “surely not before / not after” hold.")],
            id="bounds without a reason",
        ),
        pytest.param(
            {"place": "N0B0DY"},
            [("place", "Place: “N0B0DY” is not public; submit it in the same set, or hold this row back.")],
            id="a target that is not public",
        ),
        pytest.param(
            {"claims": [{"n": 7, "text": "T", "standing": "established"}, {"n": 4, "text": "T"}]},
            [("claims/4/standing", "Statement 4: standing: This field is required.")],
            id="a field of a part is named by the part's own number",
        ),
        pytest.param(
            {"title": "", "date": {}},
            [("title", "Title: This field is required."), ("date", "Date: This field is required.")],
            id="what the schema asks for comes first and alone",
        ),
    ],
)  # fmt: skip
def test_each_entry_names_the_field_and_the_fix(public, record, expected):
    assert told(VISIT, **record) == expected


def test_bounds_that_leave_no_day_are_refused_with_a_sentence(public):
    value = {"edtf": "1983", "not_before": "1990", "bounds_reason": "R"}
    ((anchor, message),) = told(VISIT, date=value)
    assert anchor == "date/not_before"
    assert message.endswith(".")


def test_what_goes_along_need_not_be_public(public):
    document = copy.deepcopy(VISIT)
    document["record"] |= {"place": "N0B0DY", "citations": [records.cited(), CITE_DATE, CITE_PLACE]}
    assert readiness.checklist(canonical(document), together=["N0B0DY"]) == []


def test_a_withdrawn_target_is_not_public(public):
    records.publish(records.visit())
    publication.withdraw(public_id=records.PLACE, reason="error")
    assert told(VISIT) == [
        ("place", f"Place: “{records.PLACE}” is not public; submit it in the same set, or hold this row back.")
    ]


DOSSIER = load(records.background()[3])


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("search", "Address word: “search” is a page of the site; choose another, for example “search-relations”."),
        ("first-second", "Address word: “first-second” belongs or belonged to another dossier; choose another."),
    ],
)
def test_the_address_of_a_dossier_is_its_own(public, slug, sentence):
    document = copy.deepcopy(DOSSIER)
    document["id"], document["record"]["slug"] = "D0SSR2", slug
    assert [tuple(problem) for problem in readiness.checklist(canonical(document))] == [("slug", sentence)]


def test_a_dossier_keeps_its_own_address(public):
    assert readiness.checklist(canonical(DOSSIER)) == []


# --- What a record needs --------------------------------------------------------------------------


def test_the_needs_are_the_closed_set_of_what_is_not_public(db):
    made = factories.visit_set(factories.user("Author"))
    assert [(row.type, row.title) for row in readiness.unpublished_needs(made["visit"])] == [
        ("country", "First Country"),
        ("country", "Second Country"),
        ("dossier", "First – Second"),
        ("person", "Guest Person"),
        ("person", "Host Person"),
        ("place", "A Town"),
        ("source", "A source"),
    ]
    assert [row.title for row in readiness.unpublished_needs(made["place"])] == ["A source"]


def test_what_is_public_is_not_needed_again(db):
    of = scene.scene()
    person = drafting.create(actor=of.author, model=Person, title="A person")
    factories.prove(person, of.shown)
    factories.freeze(person, of.author)
    assert readiness.unpublished_needs(person) == []


def test_what_is_held_back_is_not_needed_and_is_listed(db):
    of = scene.scene()
    person = drafting.create(actor=of.author, model=Person, title="A person")
    dossier = drafting.create(actor=of.author, model=Dossier, title="D", slug="d")
    other = scene.source(of.author, "Another source")
    DossierMembership.objects.create(record=person, dossier=dossier, held=True)
    factories.add_part(person, Claim, "claims", text="T", holder_id=other.pk, held=True)
    factories.freeze(person, of.author)
    assert readiness.unpublished_needs(person) == []
    assert sorted(row.target.title for row in readiness.held_rows(person)) == ["Another source", "D"]


def test_two_that_need_each_other_end(db):
    of = scene.scene()
    one, other = scene.source(of.author, "One"), scene.source(of.author, "Other")
    for record, target in ((one, other), (other, one)):
        factories.add_part(record, factories.Citation, "citations", anchor="title", source=target)
        scene.edit(record, of.author)
    assert [row.title for row in readiness.unpublished_needs(one)] == ["Other"]
