"""The signed preview: for one person, one revision, a while; byte for byte the page that readers will get."""

import hashlib
import re
from html import escape
from urllib.parse import unquote

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial import previews
from editorial.models import Source
from editorial.services import drafting
from relations.models import Listing
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import look, url, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

PREVIEW = re.compile(r'/admin/-/preview/[^/"]+/(?:cs/)?([0-9A-Z]{6})/(?:\?public=([^"&#]*))?')
FILE = re.compile(r'/admin/-/preview/[^/"]+(/evidence/)')


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def source(author):
    return drafting.create(actor=author, model=Source, title="A secret draft", source_kind="news")


def address(user, record, language="", shown=None):
    token = previews.sign(user, factories.newest(record))
    return reverse("admin:preview", args=[token]) + language + (f"{shown.public_id}/" if shown else "")


def main(html):
    return html.partition("<main")[2].partition("</main>")[0]


def as_public(html, language):
    """The main part of a preview with its addresses as readers will have them."""

    def back(found):
        path = escape(unquote(found[2] or "")) or Listing.objects.get(public_id=found[1]).path
        return f"/{language}{path[1:]}"

    text = FILE.sub(r"\1", main(html))
    return PREVIEW.sub(back, text).replace("/cs/evidence/", "/evidence/").replace("/cs/api/v1/", "/api/v1/")


@pytest.mark.parametrize("make", [factories.visit_set, factories.incident_set])
def test_it_is_byte_for_byte_the_page_that_readers_get(author, client, make):
    made = make(author)
    records = [record for record in made.values() if record.type != "dossier"]
    factories.submit_all(author, list(made.values()))
    desk, pages = client_of(author), {}
    for language in ("", "cs/"):
        for record in records:
            page = desk.get(address(author, record, language, record))
            assert page.status_code == 200
            assert "Preview – not public." in words(page)
            pages[language, record.pk] = page.content.decode()
    factories.publish_all(factories.user("Publisher"), list(made.values()), second=factories.user("Reviewer"))
    for (language, key), html in pages.items():
        record = next(each for each in records if each.pk == key)
        live = client.get(f"/{language}r/{record.public_id}/", follow=True).content.decode()
        assert as_public(html, language).splitlines() == main(live).splitlines(), (language, record)


def test_the_chain_of_a_set_and_that_of_the_record_are_shown_together(author):
    made = factories.incident_set(author)
    assert "Chain of events" in words(look(author, "preview", made["incident"]))
    assert "Chain of events" not in words(look(author, "preview", made["cause"]))
    factories.submit_all(author, list(made.values()))
    assert "Chain of events" in words(look(author, "preview", made["cause"]))


def test_nobody_else_and_no_stranger_opens_it(author, source):
    here = address(author, source)
    other = client_of(factories.user("Publisher")).get(here)
    assert (other.status_code, "was made for somebody else" in words(other)) == (403, True)
    assert "secret" not in other.content.decode()
    stranger = Client().get(here)
    assert (stranger.status_code, stranger.url.startswith("/admin/login/")) == (302, True)
    author.groups.clear()
    assert client_of(author).get(here).status_code == 403


def test_it_ends_and_offers_a_new_one(author, source, settings):
    here = address(author, source)
    settings.PREVIEW_MINUTES = 0
    over = client_of(author).get(here)
    assert (over.status_code, "has ended" in words(over)) == (410, True)
    again = f"{url('preview', source)}?revision={factories.newest(source).pk}"
    assert f'href="{again}"' in over.content.decode()
    settings.PREVIEW_MINUTES = 60
    assert client_of(author).get(again, follow=True).status_code == 200


def test_an_address_that_is_no_token_says_so(author, source):
    here = address(author, source)
    forged = signing.dumps([author.pk, factories.newest(source).pk, 1], salt="another")
    wrong = (
        "x", "a:b:c", "é", "%00", "x" * 5000, forged, here.split("/")[4][:-1],
        signing.dumps([author.pk, 0, int(timezone.now().timestamp())], salt=previews.SALT),
    )  # fmt: skip
    for token in wrong:
        answer = client_of(author).get(f"/admin/-/preview/{token}/")
        assert answer.status_code == 404, token
    for tail in ("ZZZZZZ/", "de/ZZZZZZ/", f"de/{source.public_id}/", "evidence/x/", "cs/x/"):
        assert client_of(author).get(here + tail).status_code == 404, tail


def test_it_is_kept_and_told_to_nobody(author, source):
    answer = client_of(author).get(address(author, source))
    assert "no-store" in answer["Cache-Control"]
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    for here in (url("preview", source), address(author, source), f"{address(author, source)}evidence/x/"):
        assert client_of(author).post(here).status_code == 405


def test_an_older_and_a_published_revision_say_so(author, client):
    made = factories.published_visit_set()
    author, visit = made["author"], made["visit"]
    first = address(author, visit)
    assert "published as version 1" in words(client_of(author).get(first))
    visit.title = "Renamed"
    visit.save()
    factories.freeze(visit, author)
    second = address(author, visit)
    visit.title = "Renamed twice"
    visit.save()
    factories.freeze(visit, author)
    older = client_of(author).get(second)
    assert "An older revision: revision" in words(older)
    assert "<h1><bdi>Renamed</bdi></h1>" in older.content.decode()


def test_links_lead_to_previews_of_the_set_or_to_public_pages(author):
    made = factories.published_visit_set()
    author, visit = made["author"], made["visit"]
    visit.title = "Renamed"
    visit.save()
    factories.freeze(visit, author)
    html = main(client_of(author).get(address(author, visit, "cs/", visit)).content.decode())
    assert f'href="/cs{Listing.objects.get(public_id=made["guest"].public_id).path}"' in html
    own = set(re.findall(r'href="(/[^"#]*)', html))
    assert not {link for link in own if link.startswith("/admin/") and "/-/preview/" not in link}


def test_files_are_given_under_the_same_token(author, stored):
    record, sha256 = stored
    here = f"{address(author, record)}evidence/{sha256}/"
    answer = client_of(author).get(here)
    assert (answer.status_code, answer["Referrer-Policy"]) == (200, "no-referrer")
    assert b"".join(answer.streaming_content) == factories.EVIDENCE
    assert f'href="{here}"' in client_of(author).get(address(author, record)).content.decode()
    assert client_of(factories.user("Author")).get(here).status_code == 403


@pytest.fixture
def stored(author, tmp_path, settings):
    """A source whose draft names a file that is stored."""
    settings.EVIDENCE_DIR = tmp_path
    sha256 = hashlib.sha256(factories.EVIDENCE).hexdigest()
    (tmp_path / sha256[:2]).mkdir()
    (tmp_path / sha256[:2] / sha256).write_bytes(factories.EVIDENCE)
    record = drafting.create(actor=author, model=Source, title="With a file", source_kind="news")
    factories.add_part(
        record, factories.Attachment, "attachments", title="A report", sha256=sha256, media_type="application/pdf",
        size=len(factories.EVIDENCE),
    )  # fmt: skip
    factories.freeze(record, author)
    return record, sha256
