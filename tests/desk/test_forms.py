"""The change forms: a draft always saves, a fault comes back with its sentence and everything typed."""

import pytest
from django.urls import reverse

from editorial.models import Claim, Country, Edition, LogLine, Person, Place, Record, Revision, Visit
from editorial.services import drafting, reviewing
from relations.documents import load
from relations.models import PublishedEdition
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

TYPES = ["incident", "visit", "source", "person", "country", "organisation", "place", "series", "dossier"]


@pytest.fixture
def author():
    return factories.user("Author")


def add(client, record_type, **typed):
    typed = {"kind": "expulsion", **typed} if record_type == "incident" else typed
    address = reverse(f"admin:editorial_{record_type}_add")
    return client.post(address, filled(client.get(address), **typed))


@pytest.mark.parametrize("record_type", TYPES)
def test_a_title_is_enough_for_a_draft(author, record_type):
    answer = add(client_of(author), record_type, title="Only a title")
    record = Record.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, change_url(record))
    assert (record.type, record.created_by, record.title) == (record_type, author, "Only a title")
    revision = Revision.objects.get()
    assert (revision.author, revision.edition.state, load(revision.document)["type"]) == (author, "draft", record_type)


@pytest.mark.parametrize("record_type", TYPES)
def test_saving_without_a_change_makes_no_revision_and_no_version(author, record_type):
    client = client_of(author)
    add(client, record_type, title="Unchanged", summary="Two\r\nlines")
    record = Record.objects.get()
    answer = save(client, record)
    record.refresh_from_db()
    assert (answer.status_code, record.lock_version, Revision.objects.count()) == (302, 1, 1)


def test_a_form_without_a_title_comes_back_with_what_was_typed(author):
    answer = add(client_of(author), "visit", title="", summary="Typed with care")
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors == {"title": ["This field is required."]}
    assert answer.context["adminform"].form["summary"].value() == "Typed with care"
    assert Record.objects.count() == 0


def test_a_malformed_date_comes_back_with_one_sentence(author):
    typed = {"title": "A visit", "date_edtf": "third of January"} | row("claims", 0, text="Kept")
    answer = add(client_of(author), "visit", **typed)
    form = answer.context["adminform"].form
    assert answer.status_code == 200
    assert [len(messages) for messages in form.errors.values()] == [1]
    assert list(form.errors) == ["date_edtf"]
    assert form["date_edtf"].value() == "third of January"
    assert answer.context["inline_admin_formsets"][1].formset.forms[0]["text"].value() == "Kept"


@pytest.mark.parametrize("name", ["title", "summary", "desk_note", "claims-0-text"])
def test_a_control_character_is_refused_in_one_sentence(author, name):
    answer = add(client_of(author), "visit", **{"title": "A visit", name: "form\x0cfeed"})
    assert answer.status_code == 200
    assert answer.content.decode().count("The text holds the control character U+000C") == 1
    assert Record.objects.count() == 0


def test_order_in_day_is_checked_in_words(author):
    answer = add(client_of(author), "visit", title="A visit", order_in_day="8")
    assert answer.context["adminform"].form.errors == {
        "order_in_day": ["Ensure this value is less than or equal to 7."]
    }


def test_an_edit_of_a_public_record_leaves_readers_with_the_old_text():
    made = factories.published_visit_set()
    client = client_of(factories.user("Author"))
    assert save(client, made["visit"], title="Another title").status_code == 302
    edition = drafting.open_edition(made["visit"])
    assert (edition.number, edition.state) == (2, "draft")
    public = PublishedEdition.objects.get(record__public_id=made["visit"].public_id)
    assert load(public.document)["record"]["title"] == "Guest Person visits A Town"


def test_an_edit_voids_the_submission_and_no_edit_keeps_it():
    author = factories.user("Author")
    made = factories.visit_set(author)
    factories.submit_all(author, list(made.values()))
    client = client_of(author)
    save(client, made["visit"])
    assert drafting.open_edition(made["visit"]).state == "in_review"
    save(client, made["visit"], summary="Changed")
    assert drafting.open_edition(made["visit"]).state == "draft"
    assert list(LogLine.objects.filter(verb="void").values_list("actor", "detail")) == [(author.pk, "was in_review")]


def test_a_desk_note_changes_the_version_but_makes_no_revision(author):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    save(client_of(author), visit, desk_note="Ask the archive")
    visit.refresh_from_db()
    assert (visit.desk_note, visit.lock_version, Revision.objects.count()) == ("Ask the archive", 2, 1)


def test_an_approval_survives_a_save_without_a_change():
    author, reviewer = factories.user("Author"), factories.user("Reviewer")
    country = drafting.create(actor=author, model=Country, title="A country")
    source = factories.visit_set(author)["source"]
    factories.prove(country, source)
    factories.freeze(country, author)
    factories.submit_all(author, [country, source])
    reviewing.approve(actor=reviewer, edition=factories.open_of(country), revision=factories.newest(country))
    save(client_of(author), country)
    assert Edition.objects.get(record=country.pk).state == "approved"


# --- Linked drafts created in place -----------------------------------------------------------------


@pytest.mark.parametrize("record_type", ["place", "source", "person", "country"])
def test_the_plus_makes_a_draft_and_hands_it_back(author, record_type):
    client = client_of(author)
    address = reverse(f"admin:editorial_{record_type}_add") + "?_to_field=record_ptr&_popup=1"
    answer = client.post(address, filled(client.get(address), title="Made in place"))
    record = Record.objects.get()
    assert answer.status_code == 200
    assert answer.context["popup_response_data"] == f'{{"value": "{record.pk}", "obj": "Made in place"}}'
    assert (record.created_by, record.type) == (author, record_type)
    assert Revision.objects.filter(record=record, author=author).count() == 1


def test_the_plus_of_a_picker_of_any_type_asks_for_the_type(author):
    answer = client_of(author).get(reverse("admin:editorial_record_add") + "?_to_field=id&_popup=1")
    assert answer.status_code == 200
    assert [address for _, address in answer.context["types"]] == [
        f"/admin/editorial/{name}/add/"
        for name in ("person", "country", "organisation", "place", "source", "incident", "visit")
    ]
    assert 'href="/admin/editorial/person/add/?_popup=1"' in answer.content.decode()


def test_pickers_offer_the_plus_and_no_other_icon(author):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    html = opened(client_of(author), visit).content.decode()
    assert 'href="/admin/editorial/place/add/?_to_field=record_ptr&amp;_popup=1"' in html
    assert [name for name in ("change-related", "view-related", "delete-related") if name in html] == []


def test_a_picker_of_any_type_says_which_type_it_found(author):
    drafting.create(actor=author, model=Person, title="Gustáv Husák")
    drafting.create(actor=author, model=Place, title="Gustávov")
    question = {"app_label": "editorial", "model_name": "seealso", "field_name": "target", "term": "Gust"}
    answer = client_of(author).get(reverse("admin:autocomplete"), question)
    assert [found["text"] for found in answer.json()["results"]] == [
        "Gustáv Husák · person · draft",
        "Gustávov · place · draft",
    ]


@pytest.mark.parametrize(
    ("model", "field", "found"),
    [
        ("participation", "who", ["Gustáv Husák · person · draft"]),
        ("response", "to", ["Gustáv Husák visits Gustávov · visit · draft"]),
        ("organisation", "receiving_state", []),
    ],
)
def test_a_picker_finds_only_what_the_checklist_accepts_there(author, model, field, found):
    drafting.create(actor=author, model=Person, title="Gustáv Husák")
    drafting.create(actor=author, model=Place, title="Gustávov")
    drafting.create(actor=author, model=Visit, title="Gustáv Husák visits Gustávov")
    question = {"app_label": "editorial", "model_name": model, "field_name": field, "term": "Gust"}
    answer = client_of(author).get(reverse("admin:autocomplete"), question)
    assert [line["text"] for line in answer.json()["results"]] == found


def test_a_picker_of_one_type_finds_only_that_type(author):
    drafting.create(actor=author, model=Person, title="Praha Person")
    place = drafting.create(actor=author, model=Place, title="Praha")
    question = {"app_label": "editorial", "model_name": "visit", "field_name": "place", "term": "praha"}
    answer = client_of(author).get(reverse("admin:autocomplete"), question)
    assert answer.json() == {"results": [{"id": str(place.pk), "text": "Praha · draft"}], "pagination": {"more": False}}


# --- Queries ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("claims", [1, 3])
def test_the_form_opens_with_the_same_number_of_queries(author, claims, django_assert_num_queries):
    made = factories.visit_set(author)
    visit = made["visit"]
    for index in range(1, claims):
        claim = factories.add_part(visit, Claim, "claims", text=f"Statement {index}", holder=made["guest"])
        factories.prove(visit, made["source"], f"claims/{claim.n}/text")
    factories.freeze(visit, author)
    client = client_of(author)
    opened(client, visit)
    with django_assert_num_queries(33):
        opened(client, visit)


# --- Who may ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "fields", "look", "write"),
    [
        ("Author", {}, 200, 302),
        ("Publisher", {}, 200, 302),
        ("Administrator", {}, 403, 403),
        ("", {"is_superuser": True}, 200, 403),
        ("", {}, 403, 403),
    ],
)
def test_looking_and_writing_follow_the_role_alone(author, role, fields, look, write):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    data = filled(opened(client_of(author), visit), title="Forged")
    client = client_of(factories.user(role, **fields))
    assert opened(client, visit).status_code == look
    assert client.post(change_url(visit), data).status_code == write
    assert Record.objects.get().title == ("Forged" if write == 302 else "A visit")


def test_whoever_only_looks_gets_no_save_button(author):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    html = opened(client_of(factories.user("", is_superuser=True)), visit).content.decode()
    assert "Save draft" not in html
    assert "Changing it needs the role Author." in html


@pytest.mark.parametrize("user_role", ["Publisher", "superuser"])
def test_nobody_deletes_copies_or_edits_in_bulk(author, user_role):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    user = factories.user("", is_superuser=True) if user_role == "superuser" else factories.user(user_role)
    client = client_of(user)
    lists = reverse("admin:editorial_visit_changelist")
    assert client.post(reverse("admin:editorial_visit_delete", args=[visit.pk]), {"post": "yes"}).status_code == 403
    client.post(lists, {"action": "delete_selected", "_selected_action": str(visit.pk), "post": "yes"})
    copied = client.post(change_url(visit), {"title": "A copy", "_saveasnew": "1"})
    assert (copied.status_code, Record.objects.count()) == (403, 1)


def test_posted_fields_that_the_form_does_not_have_change_nothing(author):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    other = factories.user("Author")
    forged = {
        "type": "place",
        "public_id": "AAAAAA",
        "created_by": str(other.pk),
        "state": "published",
        "removed": "on",
    }
    save(client_of(other), visit, **forged)
    now = Record.objects.get()
    assert (now.type, now.public_id, now.created_by) == ("visit", visit.public_id, author)
    assert drafting.open_edition(visit).state == "draft"


def test_the_parent_record_has_no_form_of_its_own(author):
    visit = drafting.create(actor=author, model=Visit, title="A visit")
    client = client_of(author)
    form = client.get(reverse("admin:editorial_record_change", args=[visit.pk]))
    assert (form.status_code, form["Location"]) == (302, change_url(visit))
    assert client.get(reverse("admin:editorial_record_changelist"))["Location"] == "/admin/"
    assert client.get(reverse("admin:editorial_record_change", args=["nonsense"]))["Location"] == "/admin/"


@pytest.mark.parametrize("record_id", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_record_that_is_not_there_leads_back(author, record_id):
    address = reverse("admin:editorial_visit_change", args=[record_id])
    client = client_of(author)
    assert client.get(address)["Location"] == "/admin/"
    assert client.post(address, {"title": "x", "lock_version": "1"})["Location"] == "/admin/"


def test_the_log_of_django_stays_empty(author):
    client = client_of(author)
    add(client, "visit", title="A visit")
    save(client, Record.objects.get(), title="Another")
    history = reverse("admin:editorial_visit_history", args=[Record.objects.get().pk])
    assert client.get(history)["Location"] == reverse("admin:editorial_history", args=[Record.objects.get().pk])
    assert list(LogLine.objects.order_by("pk").values_list("verb", flat=True)) == ["save", "save"]
