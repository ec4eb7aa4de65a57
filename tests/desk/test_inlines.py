"""Rows of a form: numbers for life, citations of rows typed beside them, stubs for what was public."""

import pytest

from editorial.models import Citation, Claim, DossierMembership, Participation, Revision, Side, Visit
from editorial.services import drafting
from relations.documents import load
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def made(author):
    return factories.visit_set(author)


def rows_of(page, key):
    """One list of the form on a page."""
    lists = {found.formset.key: found.formset for found in page.context["inline_admin_formsets"]}
    return lists[key]


def anchors(record):
    return list(Citation.objects.filter(record=record.pk, removed=False).order_by("n").values_list("n", "anchor"))


def test_a_statement_and_its_citation_are_typed_in_one_go(author, made):
    visit = made["visit"]
    typed = row("claims", 1, text="A second statement") | row(
        "citations", 3, anchor="claims/2/text", source=str(made["source"].pk), quote="words"
    )
    assert save(client_of(author), visit, **typed).status_code == 302
    assert list(Claim.objects.filter(record=visit.pk).values_list("n", "text"))[1] == (2, "A second statement")
    assert anchors(visit)[-1] == (4, "claims/2/text")
    newest = load(factories.newest(visit).document)["record"]
    assert newest["citations"][-1]["anchor"] == "claims/2/text"


def test_a_whole_record_is_typed_in_one_go(author, made):
    client = client_of(author)
    typed = {"title": "A new visit", "date_edtf": "1990", "place": str(made["place"].pk)}
    typed |= row("participations", 0, role="guest", who=str(made["guest"].pk), capacity="President")
    typed |= row("claims", 0, text="It happened.")
    typed |= row("citations", 0, anchor="participations/1", source=str(made["source"].pk))
    typed |= row("in_dossiers", 0, dossier=str(made["dossier"].pk))
    address = "/admin/editorial/visit/add/"
    assert client.post(address, filled(client.get(address), **typed)).status_code == 302
    visit = Visit.objects.get(title="A new visit")
    assert Revision.objects.filter(record=visit.pk).count() == 1
    document = load(factories.newest(visit).document)["record"]
    assert [part["n"] for part in document["claims"] + document["participations"]] == [1, 1]
    assert (document["citations"][0]["anchor"], document["dossiers"]) == (
        "participations/1",
        [made["dossier"].public_id],
    )


def test_citations_follow_their_row_when_an_empty_row_stands_before_it(author, made):
    visit = made["visit"]
    typed = row("claims", 1, text="") | row("claims", 2, text="Third on the page", standing="established")
    typed |= {"claims-TOTAL_FORMS": "3"} | row("claims", 2, id="", record=str(visit.pk), position="0")
    typed |= row("citations", 3, anchor="claims/3/text", source=str(made["source"].pk))
    assert save(client_of(author), visit, **typed).status_code == 302
    assert Claim.objects.get(text="Third on the page").n == 2
    assert anchors(visit)[-1] == (4, "claims/2/text")


def test_a_citation_of_a_row_that_was_left_empty_proves_nothing_and_says_so(author, made):
    typed = row("citations", 3, anchor="claims/2/text", source=str(made["source"].pk))
    answer = client_of(author).post(
        change_url(made["visit"]), filled(opened(client_of(author), made["visit"]), **typed), follow=True
    )
    assert anchors(made["visit"])[-1] == (4, "")
    assert "A citation or translation named a row that was left empty; choose again what it is about." in [
        str(message) for message in answer.context["messages"]
    ]


def test_what_a_citation_may_prove_is_chosen_from_the_record(author, made):
    page = opened(client_of(author), made["visit"])
    formset = rows_of(page, "citations")
    assert [value for value, _ in formset.empty_form.fields["anchor"].choices] == [
        *("", "title", "summary", "date", "place", "kind", "standing"),
        *("participations/1", "participations/2", "participations/3", "claims/1/text", "claims/2/text"),
    ]
    words = dict(formset.empty_form.fields["anchor"].choices)
    assert words["participations/1"] == "Participant 1 – guest · Guest Person"
    assert words["claims/2/text"] == "Statement 2 (new)"


def test_a_part_that_is_not_there_cannot_be_proved(author, made):
    answer = save(client_of(author), made["visit"], **row("citations", 3, anchor="claims/99/text"))
    assert answer.status_code == 200
    assert rows_of(answer, "citations").errors[3] == {
        "anchor": ["Choose a part of this record, for example “date” or “Statement 1”."]
    }


def test_a_citation_of_a_part_that_went_keeps_its_words(author, made):
    Citation.objects.filter(record=made["visit"].pk, n=1).update(anchor="claims/7/text")
    assert save(client_of(author), made["visit"], summary="Changed").status_code == 302
    assert anchors(made["visit"])[0] == (1, "claims/7/text")


def test_numbers_are_never_used_again(author, made):
    client, visit = client_of(author), made["visit"]
    save(client, visit, **row("claims", 1, text="Second"))
    save(client, visit, **row("claims", 1, DELETE="on"))
    save(client, visit, **row("claims", 1, text="Third"))
    assert list(Claim.objects.filter(record=visit.pk).values_list("n", "text"))[1] == (3, "Third")


def test_removing_a_statement_removes_its_citations(author, made):
    visit = made["visit"]
    assert save(client_of(author), visit, **row("claims", 0, DELETE="on")).status_code == 302
    assert Claim.objects.filter(record=visit.pk).count() == 0
    assert anchors(visit) == [(2, "date"), (3, "place")]


def test_a_citation_that_moves_away_survives_the_removal(author, made):
    visit = made["visit"]
    typed = row("claims", 0, DELETE="on") | row("citations", 0, anchor="title", quote="kept")
    assert save(client_of(author), visit, **typed).status_code == 302
    assert anchors(visit) == [(1, "title"), (2, "date"), (3, "place")]


def test_statement_and_citation_may_be_ticked_together(author, made):
    typed = row("claims", 0, DELETE="on") | row("citations", 0, DELETE="on")
    assert save(client_of(author), made["visit"], **typed).status_code == 302
    assert anchors(made["visit"]) == [(2, "date"), (3, "place")]


def test_a_public_part_that_is_removed_stays_as_a_stub():
    made = factories.published_visit_set()
    visit = made["visit"]
    assert save(client_of(made["author"]), visit, **row("participations", 0, DELETE="on")).status_code == 302
    assert list(Participation.objects.filter(record=visit.pk).order_by("n").values_list("n", "removed")) == [
        (1, True),
        (2, False),
    ]
    document = load(factories.newest(visit).document)["record"]
    assert document["participations"][0] == {"n": 1, "removed": True}
    page = opened(client_of(made["author"]), visit)
    assert [form.instance.n for form in rows_of(page, "participations").initial_forms] == [2]


def test_incomplete_rows_are_saved(author, made):
    visit = made["visit"]
    typed = row("participations", 2, capacity="Somebody") | row("citations", 3, quote="from memory")
    typed |= row("claims", 1, standing="disputed")
    assert save(client_of(author), visit, **typed).status_code == 302
    assert list(Participation.objects.filter(record=visit.pk, n=3).values_list("who", "role", "capacity")) == [
        (None, "", "Somebody")
    ]
    assert Citation.objects.get(record=visit.pk, n=4).quote == "from memory"
    page = opened(client_of(author), visit)
    assert {problem.anchor for problem in page.context["panel"].problems} == {
        *("claims/2/text", "citations/4/anchor", "citations/4/source", "participations/3/who", "participations/3/role")
    }


def test_an_empty_position_is_no_fault(author, made):
    typed = row("claims", 0, position="") | row("in_dossiers", 0, position="")
    assert save(client_of(author), made["visit"], **typed).status_code == 302
    assert DossierMembership.objects.get(record=made["visit"].pk).position == 0


def test_a_membership_needs_its_dossier(author, made):
    answer = save(client_of(author), made["visit"], **row("in_dossiers", 1, held="on"))
    assert rows_of(answer, "in_dossiers").errors[1] == {"dossier": ["This field is required."]}


def test_a_row_of_another_record_cannot_be_changed(author, made):
    foreign = Claim.objects.get(record=made["guest"].pk)
    save(client_of(author), made["visit"], **row("claims", 0, id=str(foreign.pk), text="Forged"))
    assert Claim.objects.filter(text="Forged").count() == 0
    foreign.refresh_from_db()
    assert foreign.record_id == made["guest"].pk


def test_a_number_is_never_taken_from_the_form(author, made):
    save(client_of(author), made["visit"], **row("claims", 1, text="Forged number", n="77", removed="on"))
    claim = Claim.objects.get(text="Forged number")
    assert (claim.n, claim.removed) == (2, False)


def test_the_sides_of_a_dossier_are_lists_of_countries(author, made):
    dossier = made["dossier"]
    both = [str(made["first"].pk), str(made["second"].pk)]
    assert save(client_of(author), dossier, **row("sides", 0, countries=both)).status_code == 302
    side = Side.objects.get(record=dossier.pk, n=1)
    assert set(side.countries.values_list("title", flat=True)) == {"First Country", "Second Country"}
    composed = load(factories.newest(dossier).document)["record"]["sides"][0]["countries"]
    assert composed == [made["first"].public_id, made["second"].public_id]


def test_countries_of_a_side_stay_in_the_order_in_which_they_were_chosen(author, made):
    dossier, client = made["dossier"], client_of(author)
    both = [str(made["second"].pk), str(made["first"].pk)]
    assert save(client, dossier, **row("sides", 0, countries=both)).status_code == 302
    page = opened(client, dossier)
    assert filled(page)["sides-0-countries"] == both
    assert save(client, dossier, page).status_code == 302
    composed = load(factories.newest(dossier).document)["record"]["sides"][0]["countries"]
    assert composed == [made["second"].public_id, made["first"].public_id]
    assert save(client, dossier, **row("sides", 0, countries=both[::-1])).status_code == 302
    composed = load(factories.newest(dossier).document)["record"]["sides"][0]["countries"]
    assert composed == [made["first"].public_id, made["second"].public_id]


def test_held_rows_are_named_above_the_form(author, made):
    client = client_of(author)
    save(client, made["visit"], **row("participations", 0, held="on"))
    page = opened(client, made["visit"])
    assert [str(held.target) for held in page.context["panel"].held] == ["Guest Person", "Second Country"]
    document = load(factories.newest(made["visit"]).document)["record"]
    assert [part["n"] for part in document["participations"]] == [2]
    assert drafting.open_edition(made["visit"]).state == "draft"
