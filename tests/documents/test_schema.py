"""The schema refuses what a reader should never meet, naming the anchor; links, refs and anchors name what is there."""

import copy

import pytest

from relations.documents import DocumentFault, Link, Problem, flatten, label, links, load, problems, refs, validate
from tests import records

VISIT = load(records.visit())


def told(change, document=VISIT):
    """The problems of a document after `change(document)`."""
    changed = copy.deepcopy(document)
    change(changed)
    return problems(changed)


def put(*path, value):
    def change(document):
        inside = document
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = value

    return change


def test_a_whole_document_has_no_problem():
    assert problems(VISIT) == []
    assert [problems(load(text)) for text in records.background()] == [[]] * 7


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(put("schema", value=2), Problem("schema", '"2" is not a valid choice.'), id="schema"),
        pytest.param(put("type", value="rumour"), Problem("type", '"rumour" is not a valid choice.'), id="type"),
        pytest.param(put("desk_note", value="x"), Problem("desk_note", "is not a field of this document."), id="top"),
        pytest.param(
            put("record", "desk_note", value="x"), Problem("desk_note", "is not a field of this document."), id="field"
        ),
        pytest.param(
            put("record", "claims", 0, "held", value=True),
            Problem("claims/1/held", "is not a field of this document."),
            id="field of a part",
        ),
        pytest.param(
            put("record", "date", "edtf", value="1993-13"),
            Problem("date/edtf", "EDTF"),
            id="date",
        ),
        pytest.param(
            put("record", "slug", value="Два слова"),
            Problem("slug", "This value does not match the required pattern."),
            id="slug",
        ),
        pytest.param(
            put("record", "place", value="nobody"),
            Problem("place", "This value does not match the required pattern."),
            id="id",
        ),
        pytest.param(
            put("record", "place", value="P1ACE1\n"),
            None,
            id="an id with a line break is trimmed by the field and refused by the bytes",
        ),
        pytest.param(
            put("record", "kind", value="rumour"), Problem("kind", '"rumour" is not a valid choice.'), id="kind"
        ),
        pytest.param(
            put("record", "claims", 0, "n", value=0),
            Problem("claims/0/n", "Ensure this value is greater than or equal to 1."),
            id="number",
        ),
        pytest.param(
            put("record", "claims", value=[{"n": 0, "removed": True}]),
            Problem("claims/0", "Ensure this value is greater than or equal to 1."),
            id="number of a stub",
        ),
        pytest.param(
            put("record", "claims", 0, "removed", value=True),
            Problem("claims/1/standing", "is still there, but the part was removed."),
            id="a stub with words left",
        ),
        pytest.param(
            put("record", "claims", value=[{"n": 2, "removed": True}] * 2),
            Problem("claims", "Number 2 is used twice; each part has its own."),
            id="the same number twice",
        ),
        pytest.param(
            put("record", "order_in_day", value=8),
            Problem("order_in_day", "Ensure this value is less than or equal to 7."),
            id="order",
        ),
        pytest.param(
            put("record", "title", value=""), Problem("title", "This field may not be blank."), id="blank title"
        ),
        pytest.param(
            put("record", value={}),
            Problem("title", "This field is required."),
            id="nothing",
        ),
    ],
)
def test_the_first_problem_is_named(change, problem):
    found = told(change)
    if problem is None:
        assert found == []
    elif problem.message == "EDTF":
        assert (len(found), found[0].anchor) == (1, problem.anchor)
        assert found[0].message.endswith(".")
    else:
        assert found[0] == problem


def test_an_anchor_of_a_problem_is_the_parts_own_number():
    change = put("record", "claims", value=[{"n": 7, "text": "A", "standing": "established"}, {"n": 4, "text": "B"}])
    assert told(change) == [Problem("claims/4/standing", "This field is required.")]
    assert told(put("record", "dossiers", value=["D0SSR1", "x"])) == [
        Problem("dossiers/2", "This value does not match the required pattern.")
    ]
    assert told(put("record", "participations", 1, "who", value="x")) == [
        Problem("participations/2/who", "This value does not match the required pattern.")
    ]


def sides(*values):
    return put("record", "sides", value=list(values))


ONE = {"n": 1, "label": "One", "countries": ["C0NTR1"]}
TWO = {"n": 2, "label": "Two", "countries": ["C0NTR2"]}
STUB = {"n": 3, "removed": True}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (sides(ONE, TWO), []),
        (sides(ONE, STUB, TWO), []),
        (sides(ONE, STUB), [Problem("sides", "A relation has exactly two sides.")]),
        (sides(ONE), [Problem("sides", "Ensure this field has at least 2 elements.")]),
        (sides(ONE, TWO, TWO | {"n": 4}), [Problem("sides", "A relation has exactly two sides.")]),
    ],
)
def test_a_relation_has_two_sides_and_stubs_do_not_count(change, expected):
    assert told(change, load(records.background()[3])) == expected


def test_validate_gives_the_canonical_text_or_the_first_problem():
    assert validate(VISIT) == records.visit()
    with pytest.raises(DocumentFault, match=r"^kind: \"rumour\" is not a valid choice\.$"):
        validate(VISIT | {"record": VISIT["record"] | {"kind": "rumour"}})


# --- Links and refs -------------------------------------------------------------------------------


def test_links_name_every_mention_with_its_place():
    assert sorted(links(VISIT)) == sorted(
        [
            Link("place", "", records.PLACE, "place"),
            Link("dossiers", "", records.DOSSIER, "dossiers/1"),
            Link("citations", "supports", records.SOURCE, "citations/1/source"),
            Link("participations", "guest", records.GUEST, "participations/1/who"),
            Link("participations", "state", records.SECOND, "participations/1/state"),
            Link("participations", "host", records.HOST, "participations/2/who"),
            Link("participations", "state", records.FIRST, "participations/2/state"),
        ]
    )


def test_refs_are_the_ids_sorted_each_once():
    assert refs(VISIT) == sorted(
        [records.PLACE, records.DOSSIER, records.SOURCE, records.GUEST, records.SECOND, records.HOST, records.FIRST]
    )


def test_a_record_does_not_count_among_its_own_refs():
    document = copy.deepcopy(VISIT)
    document["record"]["claims"][0] |= {"standing": "attributed", "holder": records.VISIT}
    assert records.VISIT in {link.target for link in links(document)}
    assert refs(document) == refs(VISIT)


def test_a_removed_part_names_nobody():
    document = copy.deepcopy(VISIT)
    document["record"]["participations"] = [{"n": 1, "removed": True}]
    assert sorted(set(refs(VISIT)) - set(refs(document))) == sorted(
        [records.GUEST, records.HOST, records.FIRST, records.SECOND]
    )


def test_the_countries_of_sides_are_links():
    dossier = load(records.background()[3])
    assert [link.anchor for link in links(dossier)] == ["sides/1/countries/1", "sides/2/countries/1"]


# --- Anchors --------------------------------------------------------------------------------------


def test_parts_are_addressed_by_their_number_and_never_by_their_place():
    document = {"record": {"claims": [{"n": 7, "text": "A"}, {"n": 2, "text": "B"}], "dossiers": ["D0SSR1"]}}
    assert flatten(document) == {"claims/7/text": "A", "claims/2/text": "B", "dossiers/1": "D0SSR1"}


def test_values_are_texts():
    document = {"record": {"historical": True, "order_in_day": 2, "date": {"edtf": "1993"}}}
    assert flatten(document) == {"historical": "true", "order_in_day": "2", "date/edtf": "1993"}


def test_a_stub_keeps_its_address():
    assert flatten({"record": {"claims": [{"n": 3, "removed": True}]}}) == {"claims/3/removed": "true"}


@pytest.mark.parametrize(
    ("anchor", "words"),
    [
        ("title", "Title"),
        ("public_note", "Public note"),
        ("date/edtf", "Date edtf"),
        ("claims/3/text", "Statement 3: text"),
        ("claims/3", "Statement 3"),
        ("claims", "Claims"),
        ("access_points/1/archive_url", "Access point 1: archive url"),
        ("", ""),
    ],
)
def test_an_anchor_reads_as_words(anchor, words):
    assert label(anchor) == words
