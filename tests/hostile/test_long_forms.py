"""A form longer than Django's limits allow by default keeps its text; one beyond ours says so."""

from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import reverse

from editorial.forms import uploads
from editorial.models import Source, Visit
from editorial.services import drafting, evidence
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened

pytestmark = pytest.mark.django_db
ENCODED = "application/x-www-form-urlencoded"
STATEMENTS = 300
TEXT = "Правда " * 300


@pytest.fixture
def client():
    return client_of(factories.user("Author"))


def long_form(client):
    data = filled(client.get(reverse("admin:editorial_visit_add")), title="A long visit")
    data["claims-TOTAL_FORMS"] = [str(STATEMENTS)]
    for index in range(STATEMENTS):
        data |= {f"claims-{index}-text": [TEXT], f"claims-{index}-standing": ["established"]}
    return urlencode(data, doseq=True)


def test_three_hundred_long_statements_are_saved(client):
    body = long_form(client)
    assert len(body) > 2_621_440
    assert client.post(reverse("admin:editorial_visit_add"), body, content_type=ENCODED).status_code == 302
    texts = list(Visit.objects.get().claims.values_list("text", flat=True))
    assert texts == [TEXT.strip()] * STATEMENTS


@pytest.mark.parametrize("limit", ["DATA_UPLOAD_MAX_MEMORY_SIZE", "DATA_UPLOAD_MAX_NUMBER_FIELDS"])
def test_a_form_beyond_the_limit_says_that_it_is_too_large(client, settings, limit):
    setattr(settings, limit, 20)
    body = urlencode([(f"field{index}", "x") for index in range(30)])
    answer = client.post(reverse("admin:editorial_visit_add"), body, content_type=ENCODED)
    assert answer.status_code == 413
    assert answer.content.decode().startswith("This form is too large to be read.")
    assert not Visit.objects.exists()


@pytest.mark.parametrize("size", [1, uploads.KEPT - 1, uploads.KEPT + 3 * 2**20])
def test_of_a_file_without_end_only_the_beginning_is_kept(size):
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("scan.pdf", b"x" * size)})
    kept = request.FILES["file"].size
    request.close()
    assert min(size, uploads.KEPT) <= kept <= min(size, uploads.KEPT + 2**17)


@pytest.mark.slow
def test_a_file_beyond_20_megabytes_comes_back_with_everything_typed(client, settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path
    source = drafting.create(actor=factories.user("Author"), model=Source, title="A source")
    data = filled(opened(client, source), **{"attachments-0-title": "Too large", "summary": "Typed with care"})
    data["attachments-0-file"] = SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n" + b"x" * (evidence.LARGEST + 2**20))
    answer = client.post(change_url(source), data)
    assert answer.status_code == 200
    assert "The file is larger than 20 MB" in answer.content.decode()
    assert (filled(answer)["summary"], filled(answer)["attachments-0-title"]) == (["Typed with care"], ["Too large"])
    assert list(tmp_path.iterdir()) == []
