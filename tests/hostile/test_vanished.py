"""After a record vanished: every address answers 410 or shows nothing of it, and the desk's pages of it cannot be written."""

import pytest
from django.urls import reverse

from relations.models import Listing
from tests import dumping, factories
from tests.desk import forms
from tests.laws import scene

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
TOKEN = "Vogelbeere"


@pytest.fixture
def of():
    """A source with two versions whose title nobody may read any more; another record cites it."""
    found = scene.scene()
    found.other = scene.source(found.author, "Another source")
    scene.cite(found.other, found.shown)
    scene.edit(found.other, found.author)
    scene.submit(found.author, found.other)
    scene.publishing.approve_and_publish(
        actor=found.publisher, edition=scene.open_of(found.other), revision=scene.newest(found.other)
    )
    scene.publish(found.publisher, scene.approved(found, found.author, title=TOKEN))
    found.path = Listing.objects.get(public_id=found.shown.public_id).path
    found.names = dict(Listing.objects.values_list("title", "path"))
    scene.vanish(found.publisher, found.mallory, found.shown)
    return found


def read(client, address):
    answer = client.get(address, follow=True)
    assert TOKEN.lower() not in answer.content.decode().lower()
    return answer.status_code


def test_its_public_addresses_are_gone(of, client):
    key = of.shown.public_id
    for address in (of.path, f"{of.path}v1/", f"{of.path}v2/", f"/r/{key}/", f"/r/{key}/v1/", f"/sources/{key}/"):
        assert read(client, address) == 410
    assert read(client, f"/api/v1/sources/{key}/") == 410


def test_no_list_and_no_page_that_names_it_shows_a_word(of, client):
    for address in ("/", "/api/v1/sources/", "/api/v1/changes/", of.names["Another source"]):
        assert read(client, address) == 200
    named = f'<span class="gone">source {of.shown.public_id}</span> <span class="tag">removed</span>'
    assert named in client.get(of.names["Another source"]).content.decode()


def test_the_desk_shows_that_it_is_empty_and_takes_nothing(of):
    client = forms.client_of(of.mallory)
    for name in ("editorial_source_change", "editorial_history"):
        assert read(client, reverse(f"admin:{name}", args=[of.shown.pk])) == 200
    assert read(client, reverse("admin:editorial_source_changelist")) == 200
    before = dumping.table("editorial_record")
    posted = client.post(reverse("admin:editorial_source_change", args=[of.shown.pk]), {"title": "Typed again"})
    assert (posted.status_code, dumping.table("editorial_record")) == (403, before)


def test_its_citations_on_the_desk_can_be_read_and_replaced(of):
    client = forms.client_of(of.author)
    address = reverse("admin:editorial_source_change", args=[of.other.pk])
    assert read(client, address) == 200
    scene.edit(of.other, of.author, summary="Changed.")
    factories.Citation.objects.filter(record=of.other).delete()
    scene.edit(of.other, of.author)
    scene.submit(of.author, of.other)
    assert scene.open_of(of.other).state == "in_review"
