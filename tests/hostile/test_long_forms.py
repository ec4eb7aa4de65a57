"""A form longer than Django's limits allow by default keeps its text; one beyond ours says so."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from editorial.models import Visit
from tests import factories
from tests.desk.forms import client_of, filled

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
