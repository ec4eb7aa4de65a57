"""The form of an incident and of what stands around it: every part typed, kept, chosen and shown; their lists."""

import pytest
from django.urls import reverse

from editorial.composing import compose
from editorial.models import Incident, InfoboxRow, Record
from editorial.services import drafting
from relations.documents import load
from relations.vocabularies import VISIT_ROLES, Role
from tests import factories
from tests.desk.forms import client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    return factories.incident_set(author)


@pytest.fixture
def client(author):
    return client_of(author)


def document(record):
    return load(factories.newest(record).document)["record"]


def rows_of(page, key):
    return next(found.formset for found in page.context["inline_admin_formsets"] if found.formset.key == key)


ALL = ("incident", "cause", "dossier", "embassy", "section", "east", "depot", "agent", "source", "series", "body")


@pytest.mark.parametrize("name", ALL)
def test_a_form_that_is_sent_back_unchanged_changes_nothing(client, made, name):
    record, before = made[name], compose(made[name])
    record.refresh_from_db()
    version, revision = record.lock_version, factories.newest(record)
    assert save(client, record).status_code == 302
    record.refresh_from_db()
    assert (record.lock_version, factories.newest(record), compose(record)) == (version, revision, before)


def everything_typed(made):
    """What a person types into the empty form of an incident: something in every list."""
    east, west, cause, source = (str(made[name].pk) for name in ("east", "west", "cause", "source"))
    typed = {"title": "West expels staff", "kind": "expulsion", "standing": "established", "date_edtf": "2021-04-18"}
    typed |= {"topics": ["diplomacy", "espionage"], "place": str(made["town"].pk), "case": "agent-case"}
    typed |= {"stage": "charged", "one_sided_reason": "The other side said nothing."}
    typed |= row("participations", 0, role="initiator", who=west) | row("measures", 0, kind="expulsion", imposing=west)
    typed |= row(
        "measures", 0, receiving=east, count="20", category="staff", announced="2021-04-18", deadline="2021-04"
    )
    typed |= row("attributions", 0, text="Blame", by=east, to=west, basis="legal", reply="none_found")
    typed |= row("attributions", 0, reply_date="2021-04-30", confidence="not_stated")
    typed |= row("positions", 0, side=west, stance="explains", text="It answers.", date_edtf="2021-04-18")
    typed |= row("responses", 0, to=cause, relation="reciprocates", basis="asserted", asserted_by=west)
    typed |= row("figures", 0, label="staff", value="94", qualifier="approx")
    typed |= row("claims", 0, text="It happened.") | row("citations", 0, anchor="measures/1", source=source)
    typed |= row("translations", 0, anchor="claims/1/text", language="cs", text="Stalo se.")
    return typed | row("in_dossiers", 0, dossier=str(made["dossier"].pk))


def test_a_whole_incident_is_typed_in_one_go(client, made):
    address = reverse("admin:editorial_incident_add")
    assert client.post(address, filled(client.get(address), **everything_typed(made))).status_code == 302
    found = document(Incident.objects.get(title="West expels staff"))
    ids = {name: made[name].public_id for name in ("east", "west", "cause", "source", "town", "dossier")}
    assert (found["topics"], found["dossiers"]) == (["diplomacy", "espionage"], [ids["dossier"]])
    assert (found["case"], found["stage"], found["place"]) == ("agent-case", "charged", ids["town"])
    measure = {"kind": "expulsion", "imposing": ids["west"], "receiving": ids["east"], "count": 20, "category": "staff"}
    assert found["measures"] == [{"n": 1, "announced": "2021-04-18", "deadline": "2021-04"} | measure]
    assert (found["attributions"][0]["reply"], found["attributions"][0]["reply_date"]) == ("none_found", "2021-04-30")
    assert found["positions"][0]["date"] == {"edtf": "2021-04-18"}
    answer = {"to": ids["cause"], "relation": "reciprocates", "basis": "asserted", "asserted_by": ids["west"]}
    assert found["responses"] == [{"n": 1} | answer]
    assert found["figures"] == [{"n": 1, "label": "staff", "value": "94", "qualifier": "approx"}]
    assert found["citations"][0]["anchor"] == "measures/1"
    assert found["translations"][0]["anchor"] == "claims/1/text"


@pytest.mark.parametrize("name", ALL)
def test_who_may_only_look_sees_every_part_and_no_control(made, name):
    page = opened(client_of(factories.user("", is_superuser=True)), made[name])
    assert page.status_code == 200
    hidden = ("csrfmiddlewaretoken", "lock_version", "opened", "_FORMS", "-id", "-record")
    assert [key for key in filled(page) if not key.endswith(hidden)] == []
    if name == "incident":
        html = page.content.decode()
        assert [
            words for words in ("Officers of West took part.", "employees", "Východ vyhošťuje") if words not in html
        ] == []


# --- Choices ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "roles"), [("incident", set(Role) - VISIT_ROLES), ("visit", set(VISIT_ROLES))])
def test_each_type_offers_its_own_roles(author, client, made, name, roles):
    record = factories.visit_set(author)["visit"] if name == "visit" else made["incident"]
    choices = rows_of(opened(client, record), "participations").empty_form.fields["role"].choices
    assert [value for value, _ in choices] == ["", *(role.value for role in Role if role in roles)]


def test_a_role_that_is_saved_stays_among_the_choices(author, client, made):
    incident = made["incident"]
    incident.participations.filter(n=1).update(role="host")
    factories.freeze(incident, author)
    assert save(client, incident, summary="Changed").status_code == 302
    assert document(incident)["participations"][0]["role"] == "host"


def test_everything_that_carries_the_record_can_be_proved(client, made):
    choices = dict(rows_of(opened(client, made["incident"]), "citations").empty_form.fields["anchor"].choices)
    own = {"date", "place", "one_sided_reason", "kind", "standing", "stage", "title", "summary"}
    parts = {
        "participations/1",
        "measures/2",
        "attributions/1",
        "positions/2",
        "responses/1",
        "figures/1",
        "claims/2/text",
    }
    assert own | parts <= set(choices)
    assert not {"order_in_day", "topics", "attachments/1", "translations/1"} & set(choices)
    assert choices["measures/1"] == "Measure 1 – expulsion (persona non grata) · 18 · 2021-04-17"
    assert choices["responses/1"] == "Response 1 – in response to · Explosion at A Depot"


@pytest.mark.parametrize(
    ("name", "anchors"),
    [
        ("dossier", {"lead", "sections/1/text", "eras/1", "infobox/1", "sides/2"}),
        ("series", {"definition", "unit", "observations/3"}),
        ("embassy", {"existed", "seat", "sending_state", "staff_ceilings/1"}),
        ("east", {"existed", "memberships/1"}),
        ("depot", {"inside", "country"}),
    ],
)
def test_each_type_offers_what_it_has_for_proof(client, made, name, anchors):
    choices = dict(rows_of(opened(client, made[name]), "citations").empty_form.fields["anchor"].choices)
    assert anchors <= set(choices)


def test_a_field_of_a_part_that_is_cited_keeps_its_words(client, made):
    form = rows_of(opened(client, made["incident"]), "citations").initial_forms[3]
    assert form.instance.anchor == "measures/1/count"
    assert form.fields["anchor"].choices[-1] == ("measures/1/count", "Measure 1: count")


def test_topics_keep_their_order_when_one_is_added(client, made):
    incident = made["incident"]
    assert document(incident)["topics"] == ["espionage", "diplomacy"]
    assert filled(opened(client, incident))["topics"] == ["diplomacy", "espionage"]
    save(client, incident, topics=["culture", "diplomacy", "espionage"])
    assert document(incident)["topics"] == ["espionage", "diplomacy", "culture"]


def test_a_topic_that_does_not_exist_is_refused(client, made):
    answer = save(client, made["incident"], topics=["nonsense"])
    assert answer.context["adminform"].form.errors == {
        "topics": ["Select a valid choice. nonsense is not one of the available choices."]
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"measures-0-announced": "yesterday"}, ("measures", 0, "announced")),
        ({"measures-0-count": "-1"}, ("measures", 0, "count")),
        ({"measures-0-count": "9" * 30}, ("measures", 0, "count")),
        ({"figures-0-value": "1,5"}, ("figures", 0, "value")),
        ({"figures-0-value": "1e9"}, ("figures", 0, "value")),
        ({"positions-0-date_edtf": "2021-13"}, ("positions", 0, "date_edtf")),
        ({"attributions-0-to": "nonsense"}, ("attributions", 0, "to")),
        ({"responses-0-to": "00000000-0000-0000-0000-000000000000"}, ("responses", 0, "to")),
        ({"attributions-0-basis": "rumour"}, ("attributions", 0, "basis")),
    ],
)
def test_a_fault_in_a_row_comes_back_with_one_sentence(client, made, typed, field):
    answer = save(client, made["incident"], **typed, summary="Typed with care")
    key, index, name = field
    assert answer.status_code == 200
    errors = rows_of(answer, key).errors[index]
    assert (list(errors), len(errors[name])) == ([name], 1)
    assert filled(answer)["summary"] == ["Typed with care"]
    assert [(block.name, block.wrong) for block in answer.context["blocks"] if block.wrong] == [
        (next(block.name for block in answer.context["blocks"] if block.rows and block.rows.formset.key == key), True)
    ]


# --- Rows that name other rows by their number ------------------------------------------------------


def test_statements_choose_a_section_and_only_in_dossiers(client, made):
    page = opened(client, made["dossier"])
    choices = rows_of(page, "claims").empty_form.fields["section"].choices
    assert choices == [("", "---------"), ("1", "Section 1 – Spies"), ("2", "Section 2 (new)")]
    assert "section" not in rows_of(opened(client, made["incident"]), "claims").empty_form.fields


def test_a_statement_follows_its_new_section_when_an_empty_one_stands_before_it(client, made):
    dossier = made["dossier"]
    typed = {"sections-TOTAL_FORMS": "3"} | row(
        "sections", 2, id="", record=str(dossier.pk), heading="Trade", position="0"
    )
    typed |= row("claims", 1, text="They trade.", section="3") | row("infobox", 1, label="Trade", side="1", text="Much")
    assert save(client, dossier, **typed).status_code == 302
    found = document(dossier)
    assert [(part["n"], part["heading"]) for part in found["sections"]] == [(1, "Spies"), (2, "Trade")]
    assert found["claims"][-1]["section"] == 2
    assert InfoboxRow.objects.get(record=dossier.pk, n=2).side == 1


def test_a_section_that_was_left_empty_is_no_section(client, made):
    save(client, made["dossier"], **row("claims", 1, text="Where?", section="2"))
    assert "section" not in document(made["dossier"])["claims"][-1]


def test_a_number_that_is_not_there_is_refused(client, made):
    answer = save(client, made["dossier"], **row("claims", 0, section="77"))
    assert list(rows_of(answer, "claims").errors[0]) == ["section"]


# --- Order, folds and marks --------------------------------------------------------------------------


def test_the_blocks_of_the_form_stand_in_reading_order(client, made):
    blocks = [(block.name, block.count) for block in opened(client, made["incident"]).context["blocks"]]
    assert blocks == [
        *(("What happened", 0), ("Date", 0), ("Stage of a legal case", 0), ("Who took part", 3), ("Measures", 2)),
        *(("Attribution and reply", 1), ("What each side says", 2), ("Where only one side is shown", 0)),
        *(("Answers to", 2), ("Numbers", 1), ("Evidence (files)", 1), ("Statements", 2), ("Citations", 9)),
        *(("Translations", 2), ("Dossiers", 1), ("Notes and address", 0)),
    ]


def test_a_long_list_is_folded_and_a_faulty_row_of_it_is_open(client, made):
    incident = made["incident"]
    rows = rows_of(opened(client, incident), "citations").initial_forms
    assert all(form.is_folded for form in rows)
    assert rows[3].line == "Measure 1: count ← What the ministry said · Table, row 1"
    answer = save(client, incident, **row("citations", 3, anchor="claims/99/text"))
    assert [form.instance.n for form in rows_of(answer, "citations").initial_forms if not form.is_folded] == [4]


def test_marks_say_what_is_alleged_and_what_is_held_back(client, made):
    incident = made["incident"]
    save(client, incident, **row("measures", 1, held="on"))
    page = opened(client, incident)
    assert [form.remarks for form in rows_of(page, "participations").initial_forms] == [[], [], ["alleged"]]
    assert [form.remarks for form in rows_of(page, "measures").initial_forms] == [[], ["held back"]]
    assert [part["n"] for part in document(incident)["measures"]] == [1]


# --- Lists ----------------------------------------------------------------------------------------


def shown(client, address, **query):
    return [str(found) for found in client.get(address, query).context["cl"].result_list]


INCIDENTS, SERIES = "/admin/editorial/incident/", "/admin/editorial/series/"
EXPULSION, EXPLOSION = "East expels staff of the West embassy", "Explosion at A Depot"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, [EXPULSION, EXPLOSION]),
        ({"kind": "sabotage"}, [EXPLOSION]),
        ({"kind": "nonsense"}, []),
        ({"topic": "diplomacy"}, [EXPULSION]),
        ({"topic": "diplo"}, []),
        ({"topic": '"'}, []),
        ({"topic": "sabotage", "kind": "sabotage", "state": "draft"}, [EXPLOSION]),
        ({"q": "expels"}, [EXPULSION]),
        ({"kind__regex": "(a+)+$"}, None),
        ({"topics__contains": "x"}, None),
    ],
)
def test_incidents_are_listed_and_filtered(client, made, query, titles):
    answer = client.get(INCIDENTS, query)
    if titles is None:
        assert answer.status_code in (302, 400)
    else:
        assert [str(found) for found in answer.context["cl"].result_list] == titles


def test_a_list_of_incidents_shows_date_kind_standing_and_state(client, made):
    html = client.get(INCIDENTS).content.decode()
    columns = [html.index(f"column-{name}") for name in ("name", "date", "kind", "standing", "state", "public_version")]
    assert columns == sorted(columns)
    assert "expulsion as persona non grata" in html
    assert "17\u00a0April\u00a02021" in html


def test_incidents_are_filtered_by_dossier_and_series_by_topic(client, made):
    assert shown(client, INCIDENTS, dossier=made["dossier"].public_id) == [EXPULSION, EXPLOSION]
    assert shown(client, SERIES, topic="public_opinion") == ["Trust in West"]
    assert shown(client, SERIES, topic="trade") == []
    assert shown(client, "/admin/editorial/source/", topic="espionage") == ["What the ministry said"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_incidents_takes_the_same_number_of_queries(author, client, count, django_assert_num_queries):
    for number in range(count):
        drafting.create(actor=author, model=Incident, title=f"Incident {number}", date_edtf="2021")
    client.get(INCIDENTS)
    with django_assert_num_queries(6):
        client.get(INCIDENTS)
    assert Record.objects.count() == count
