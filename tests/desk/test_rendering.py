"""The desk's forms are written by Jinja2. Django's own templates, given the same forms, say the same."""

from html.parser import HTMLParser

import pytest
from django.forms.renderers import DjangoTemplates
from django.template.loader import render_to_string
from django.urls import reverse

from editorial.rendering import FORMS, Written
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.test_large_forms import record_with

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

TYPES = ["incident", "visit", "source", "person", "country", "organisation", "place", "series", "dossier"]


class Events(HTMLParser):
    """Tags with their attributes, and words, without the spaces that only lay out the source."""

    def __init__(self):
        super().__init__()
        self.found, self.kept = [], 0

    def handle_starttag(self, tag, attrs):
        named = {name: " ".join(value.split()) if name == "class" else value for name, value in attrs}
        self.found.append(
            (tag, sorted((name, value or "") for name, value in named.items() if (name, value) != ("class", "")))
        )
        self.kept += tag == "textarea"

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")
        self.kept -= tag == "textarea"

    def handle_data(self, data):
        if self.kept or data.strip():
            self.found.append(data if self.kept else " ".join(data.split()))


def events(text):
    parser = Events()
    parser.feed(str(text))
    return parser.found


def fieldsets(blocks):
    """Every fieldset of the form and of each of its rows."""
    for block in blocks:
        if block.fieldset:
            yield block.fieldset
        for row in block.rows or ():
            yield from row


def by_django(fieldset, monkeypatch, **place):
    with monkeypatch.context() as patched:
        patched.setattr(FORMS, "get_template", DjangoTemplates().get_template)
        return render_to_string("admin/includes/fieldset.html", {"fieldset": fieldset, "heading_level": 4, **place})


def differing(blocks, monkeypatch):
    place, count = {"prefix": "claims", "id_prefix": 3, "id_suffix": 1}, 0
    for fieldset in fieldsets(blocks):
        count += 1
        ours = Written("admin/editorial/fieldset.html", fieldset=fieldset, level=4, **place)
        assert events(ours) == events(by_django(fieldset, monkeypatch, **place))
    return count


@pytest.mark.parametrize("name", TYPES)
def test_a_new_form_says_what_django_would(name, monkeypatch):
    page = client_of(factories.user("Author")).get(reverse(f"admin:editorial_{name}_add"))
    assert differing(page.context["blocks"], monkeypatch) > 5


def test_a_filled_form_says_what_django_would(monkeypatch):
    author = factories.user("Author")
    incident = record_with(author, 5)
    page = opened(client_of(author), incident)
    assert differing(page.context["blocks"], monkeypatch) > 30


def test_a_form_with_faults_says_what_django_would(monkeypatch):
    page = client_of(factories.user("Author")).post(
        reverse("admin:editorial_incident_add"), {"date_edtf": '"><b>', "place": "nonsense", "order_in_day": "9"}
    )
    blocks = page.context["blocks"]
    assert page.status_code == 200
    assert differing(blocks, monkeypatch) > 5
    assert "errorlist" in str(blocks[0].written) + str(blocks[1].written)
    assert "<b>" not in "".join(str(block.written) for block in blocks)


def test_who_only_looks_sees_what_django_would_show(monkeypatch):
    author = factories.user("Author")
    incident = record_with(author, 1)
    page = opened(client_of(factories.user("", is_superuser=True)), incident)
    assert "readonly" in "".join(str(block.written) for block in page.context["blocks"])
    assert differing(page.context["blocks"], monkeypatch) > 5
