"""The checklist beside a form: what must and what should be done, each with the very field, and the way there from other pages."""

import re

import pytest
from django.urls import reverse

from editorial.admin.checklist import Checklist
from editorial.admin.panel import Panel
from editorial.models import Citation, Claim, Incident, Position, Translation, Visit
from editorial.services import drafting
from tests import factories
from tests.desk.forms import change_url, client_of, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def client(author):
    return client_of(author)


@pytest.fixture
def made(author):
    return factories.incident_set(author)


def points(page):
    """control -> sentence, of everything that must and everything that should be done."""
    found = page.context["checklist"]
    return ({point.control: point.message for point in each} for each in (found.must, found.should))


def ids(page):
    return set(re.findall(r'\bid="([^"]+)"', page.content.decode()))


def test_each_point_leads_to_the_field_of_its_own_row(client, made):
    """The second statement is the one that has no holder; the third row of the list shows it."""
    incident = made["incident"]
    factories.add_part(incident, Claim, "claims", text="First of all", position=0)
    lacking = factories.add_part(incident, Claim, "claims", text="Somebody says so", standing="alleged", position=1)
    factories.add_part(incident, Position, "positions", stance="denies")
    page = opened(client, incident)
    must, _ = points(page)
    index = [form.instance.n for form in rows_of(page, "claims")].index(lacking.n)
    assert index != lacking.n - 1
    assert must[f"id_positions-{len(rows_of(page, 'positions')) - 1}-side"].startswith("Position 3")
    assert set(must) <= ids(page)
    html = page.content.decode()
    assert all(f'href="#{control}"' in html for control in must)


def rows_of(page, key):
    return next(
        found.formset for found in page.context["inline_admin_formsets"] if found.formset.key == key
    ).initial_forms


def test_a_date_a_part_and_a_list_that_are_missing_are_named(client, author):
    visit = drafting.create(actor=author, model=Visit, title="A visit", date_edtf="1990")
    page = opened(client, visit)
    must, should = points(page)
    assert list(must) == ["claims-group", "id_date_edtf", "participations-group"]
    assert must["id_date_edtf"] == "Date: add a citation that proves it (Citations, “proves”: date)."
    assert {"id_summary", "in_dossiers-group", "translations-group"} <= set(should)
    assert {*must, *should} <= ids(page)


def test_a_bound_of_a_part_and_its_reason_have_their_own_fields(client, made):
    incident = made["incident"]
    save(client, incident, **row("positions", 0, date_edtf="2021", date_not_before="2021-04"))
    must, _ = points(opened(client, incident))
    assert list(must) == ["id_positions-0-date_bounds_reason"]


def test_a_complete_checklist_says_so_and_keeps_its_advice(client, made):
    page = opened(client, made["incident"])
    must, should = points(page)
    html = page.content.decode()
    assert (must, html.count("The checklist is complete.")) == ({}, 2)
    assert "id_one_sided_reason" not in should


@pytest.mark.parametrize(
    ("change", "control", "words"),
    [
        ({"one_sided_reason": "The other side is silent."}, "id_one_sided_reason", "Only one side is shown"),
        ({"summary": ""}, "id_summary", "Summary"),
    ],
)
def test_what_should_be_done_never_stops_a_submission(client, made, change, control, words):
    assert save(client, made["incident"], **change).status_code == 302
    must, should = points(opened(client, made["incident"]))
    assert must == {}
    assert should[control].startswith(words)


def test_one_source_alone_is_told(client, made):
    incident = made["incident"]
    Citation.objects.filter(record=incident.pk).update(source=made["source"], through=None)
    factories.freeze(incident, incident.created_by)
    _, should = points(opened(client, incident))
    assert "all rest on one source" in should["citations-group"]


def test_a_translation_that_fell_behind_is_told_with_its_row(client, made):
    incident = made["incident"]
    translation = Translation.objects.filter(record=incident.pk, anchor="title").get()
    save(client, incident, title="Another title")
    page = opened(client, incident)
    _, should = points(page)
    index = [form.instance.n for form in rows_of(page, "translations")].index(translation.n)
    assert should[f"id_translations-{index}-text"].startswith(f"Translation {translation.n}: older")


def test_a_row_with_something_to_do_is_marked_and_opened(client, made):
    incident = made["incident"]
    for n in range(5):
        factories.add_part(incident, Claim, "claims", text=f"Statement {n}")
    Claim.objects.filter(record=incident.pk).update(standing="alleged", holder=made["east"])
    Claim.objects.filter(record=incident.pk, text="Statement 3").update(holder=None)
    Citation.objects.filter(record=incident.pk).delete()
    factories.freeze(incident, incident.created_by)
    page = opened(client, incident)
    wanting = [form.instance.text for form in rows_of(page, "claims") if getattr(form, "is_wanting", False)]
    assert "Statement 3" in wanting
    assert page.content.decode().count(">to do</span>") >= len(wanting)


def test_the_folded_row_of_a_single_point_stands_open_without_a_script(client, made):
    incident = made["incident"]
    for n in range(5):
        claim = factories.add_part(incident, Claim, "claims", text=f"Statement {n}")
        factories.prove(incident, made["source"], f"claims/{claim.n}/text")
    Claim.objects.filter(record=incident.pk, text="Statement 3").update(standing="alleged")
    factories.freeze(incident, incident.created_by)
    page = opened(client, incident)
    folded = {
        form.instance.text: f'id="claims-{index}">'
        for index, form in enumerate(rows_of(page, "claims"))
        if form.is_folded
    }
    html = page.content.decode()
    begun = {text: html.partition(start)[2].partition("<details")[2][:6] for text, start in folded.items()}
    assert [text for text, tag in begun.items() if tag == " open>"] == ["Statement 3"]
    assert len(begun) > 4


def test_nothing_open_means_no_checklist():
    made = factories.published_visit_set()
    html = opened(client_of(made["author"]), made["visit"]).content.decode()
    assert 'id="checklist"' not in html
    assert "How dates are written" in html


@pytest.mark.parametrize("extra", [1, 3])
def test_the_checklist_costs_no_query_by_point(client, made, extra, django_assert_num_queries):
    incident = made["incident"]
    for n in range(extra):
        factories.add_part(incident, Claim, "claims", text=f"Uncited {n}", standing="alleged")
    factories.freeze(incident, incident.created_by)
    formsets = [found.formset for found in opened(client, incident).context["inline_admin_formsets"]]
    with django_assert_num_queries(16):
        checklist = Checklist(Panel(incident, incident.created_by), formsets)
        assert checklist.should
        assert len(checklist.must) == 2 * extra


# --- The way to a field from other pages --------------------------------------------------------------


def at(client, record, anchor):
    return client.get(reverse("admin:editorial_at", args=[record.pk]), {"anchor": anchor})


WAYS = {
    "title": "#id_title",
    "date": "#id_date_edtf",
    "date/not_after": "#id_date_not_after",
    "claims": "#claims-group",
    "claims/1/text": "#id_claims-0-text",
    "claims/2": "#claims-1",
    "claims/77/text": "#claims-group",
    "claims/x/<b>": "#claims-group",
    "claims/1/removed": "#claims-0",
    "positions/1/date": "#id_positions-0-date_edtf",
    "dossiers": "#in_dossiers-group",
    "": "",
    "change/kind": "",
    "title\x00\r\nX: y": "",
    "é" * 5000: "",
}


def test_an_anchor_leads_to_its_control(client, made):
    found = {anchor: at(client, made["incident"], anchor) for anchor in WAYS}
    assert {answer.status_code for answer in found.values()} == {302}
    home = change_url(made["incident"])
    assert {anchor: answer["Location"] for anchor, answer in found.items()} == {
        anchor: home + control for anchor, control in WAYS.items()
    }


def test_the_way_is_for_those_who_may_look(made):
    somebody = client_of(factories.user(""))
    assert at(somebody, made["incident"], "title").status_code in (302, 403)
    assert "change" not in at(somebody, made["incident"], "title").get("Location", "")
    unknown = reverse("admin:editorial_at", args=["00000000-0000-0000-0000-000000000000"])
    reader = client_of(factories.user("Author"))
    assert reader.get(unknown).status_code == 404
    assert reader.post(unknown).status_code == 405


def test_the_submit_page_leads_to_the_row(client, made):
    incident = made["incident"]
    claim = factories.add_part(incident, Claim, "claims", text="Uncited")
    factories.freeze(incident, incident.created_by)
    answer = client.post(reverse("admin:editorial_submit", args=[incident.pk]), {})
    html = client.get(reverse("admin:editorial_submit", args=[incident.pk])).content.decode()
    assert answer.status_code in (200, 400, 409, 422)
    assert f"{reverse('admin:editorial_at', args=[incident.pk])}?anchor=claims%2F{claim.n}%2Ftext" in html


def test_an_incident_without_anything_lists_what_it_needs(client, author):
    incident = drafting.create(actor=author, model=Incident, title="Nothing yet", date_edtf="2021")
    must, _ = points(opened(client, incident))
    assert {"claims-group", "participations-group"} <= set(must)
