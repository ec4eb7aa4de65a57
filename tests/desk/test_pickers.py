"""Pickers of records: every link has one, it says what it found, offers what fits, and knows the sources used last."""

import pytest
from django.contrib.admin.widgets import AutocompleteMixin
from django.db.models import ForeignKey, ManyToManyField
from django.test import RequestFactory
from django.urls import reverse

from editorial.admin.site import desk
from editorial.models import Citation, Incident, Record, Source
from editorial.services import drafting
from tests import factories
from tests.desk.forms import client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


def ask(client, model, field, term=""):
    question = {"app_label": "editorial", "model_name": model, "field_name": field, "term": term}
    return client.get(reverse("admin:autocomplete"), question).json()["results"]


def texts(found):
    return [line["text"] for line in found]


def test_every_link_to_a_record_is_found_by_typing(author):
    """Records grow without bound: no form may list them all."""
    request = RequestFactory().get("/")
    request.user = author
    admins = [each for model, each in desk._registry.items() if issubclass(model, Record) and model is not Record]
    forms = [(each, each.get_form(request)) for each in admins]
    forms += [(line, line.get_formset(request).form) for each in admins for line in each.get_inline_instances(request)]
    links = [
        (admin, name, field)
        for admin, form in forms
        for name, field in form.base_fields.items()
        if isinstance(column(admin.model, name), (ForeignKey, ManyToManyField))
        and issubclass(column(admin.model, name).related_model, Record)
    ]
    assert len(links) > 40
    typed = [getattr(field.widget, "widget", field.widget) for _, _, field in links]
    assert [
        link[:2] for link, widget in zip(links, typed, strict=True) if not isinstance(widget, AutocompleteMixin)
    ] == []


def column(model, name):
    return next((field for field in model._meta.get_fields() if field.name == name), None)


def test_a_line_says_type_date_and_state():
    made = factories.published_visit_set()
    client = client_of(made["author"])
    drafting.create(actor=made["author"], model=Incident, title="Guest Person is expelled", date_edtf="2021-04-17")
    found = texts(ask(client, "seealso", "target", "Guest Person"))
    assert "Guest Person is expelled · incident · 17 April 2021 · draft" in found
    assert "Guest Person · person" in found
    assert texts(ask(client, "visit", "place", "A Town")) == ["A Town"]


def test_what_is_chosen_says_the_same(author):
    made = factories.incident_set(author)
    html = opened(client_of(author), made["incident"]).content.decode()
    assert "Explosion at A Depot · incident · 16 October 2014 · draft</option>" in html


@pytest.mark.parametrize("others", [1, 3])
def test_a_search_costs_the_same_however_much_it_finds(author, others, django_assert_num_queries):
    source = drafting.create(actor=author, model=Source, title="The archive")
    for n in range(others):
        drafting.create(actor=author, model=Source, title=f"The archive, box {n}")
    client = client_of(author)
    visit = drafting.create(actor=author, model=factories.Visit, title="A visit")
    save(client, visit, **row("citations", 0, anchor="title", source=str(source.pk)))
    with django_assert_num_queries(7):
        assert len(ask(client, "citation", "source", "archive")) == 1 + others


def test_sources_that_i_cited_last_come_first(author):
    client = client_of(author)
    names = ("Alpha", "Beta", "Gamma", "Delta")
    sources = {name: drafting.create(actor=author, model=Source, title=name) for name in names}
    visit = drafting.create(actor=author, model=factories.Visit, title="A visit")
    for index, name in enumerate(("Gamma", "Delta")):
        save(client, visit, **row("citations", index, anchor="title", source=str(sources[name].pk)))
    assert texts(ask(client, "citation", "source")) == [f"{n} · draft" for n in ("Delta", "Gamma", "Alpha", "Beta")]
    other = client_of(factories.user("Author"))
    assert texts(ask(other, "citation", "source")) == [f"{name} · draft" for name in sorted(names)]
    assert texts(ask(client, "incident", "place")) == []


# --- The plus -------------------------------------------------------------------------------------------


def test_the_plus_offers_what_fits_there(author):
    made = factories.incident_set(author)
    client = client_of(author)
    html = opened(client, made["incident"]).content.decode()
    holder = "/admin/editorial/record/add/?_to_field=id&amp;_popup=1&amp;types=person,organisation,country,source"
    assert f'id="add_id_claims-0-holder" data-popup="yes" href="{holder}"' in html
    page = client.get(reverse("admin:editorial_record_add"), {"_popup": "1", "types": "person,organisation,country"})
    assert [name for name, _ in page.context["types"]] == ["person", "country", "organisation"]


def test_the_plus_of_one_type_goes_straight_there_and_nonsense_offers_all(author):
    client = client_of(author)
    straight = client.get(reverse("admin:editorial_record_add"), {"_popup": "1", "types": "visit"})
    assert straight["Location"] == "/admin/editorial/visit/add/?_popup=1"
    for odd in ("", "user", "\x00", "x" * 9000, "dossier"):
        page = client.get(reverse("admin:editorial_record_add"), {"types": odd})
        assert (page.status_code, len(page.context["types"])) == (200, 7)


# --- Citations and kinds --------------------------------------------------------------------------------


def test_an_excerpt_is_in_the_language_of_its_source_unless_somebody_says_so(author):
    client = client_of(author)
    source = drafting.create(actor=author, model=Source, title="The archive", language="cs")
    visit = drafting.create(actor=author, model=factories.Visit, title="A visit")
    save(client, visit, **row("citations", 0, anchor="title", source=str(source.pk), quote="osmnáct"))
    citation = Citation.objects.get()
    assert citation.language == "cs"
    save(client, visit, **row("citations", 0, language=""))
    citation.refresh_from_db()
    assert citation.language == ""
    save(client, visit, **row("citations", 0, quote="eighteen", language="en"))
    citation.refresh_from_db()
    assert citation.language == "en"
    assert ask(client, "citation", "source", "archive")[0]["language"] == "cs"


def test_what_happened_has_to_be_chosen_and_a_stored_other_stays(author):
    client = client_of(author)
    address = reverse("admin:editorial_incident_add")
    page = client.get(address)
    assert filled(page)["kind"] == [""]
    answer = client.post(address, filled(page, title="Typed", summary="Kept"))
    form = answer.context["adminform"].form
    assert form.errors == {"kind": ["Choose what happened; “other” only where no other word is true."]}
    assert form["summary"].value() == "Kept"
    stored = drafting.create(actor=author, model=Incident, title="Stored")
    assert save(client, stored, summary="Changed").status_code == 302
    stored.refresh_from_db()
    assert stored.kind == "other"


def test_a_number_is_shown_for_life(author):
    """Statement 3 stays Statement 3 after Statement 2 went, and the next one is 4."""
    client = client_of(author)
    visit = drafting.create(actor=author, model=factories.Visit, title="A visit")
    for index in range(3):
        save(client, visit, **row("claims", index, text=f"Sentence {index + 1}"))
    save(client, visit, **row("claims", 1, DELETE="on"))
    html = opened(client, visit).content.decode()
    shown = [f'<span class="desk-number">Statement {n}</span>' in html for n in (1, 2, 3)]
    assert (shown, 'data-first-new="4"' in html) == ([True, False, True], True)
