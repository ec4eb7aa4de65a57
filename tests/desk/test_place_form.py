"""The form of a place: where it lies is typed, kept, refused with a sentence, compared and asked to be proved."""

import pytest

from editorial import diffs
from editorial.models import Place
from editorial.services import drafting
from relations.documents import load
from tests import factories
from tests.desk.forms import client_of, filled, opened, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def client(author):
    return client_of(author)


@pytest.fixture
def place(author):
    return drafting.create(actor=author, model=Place, title="A Depot", place_kind="site")


def document(record):
    return load(factories.newest(record).document)


def test_a_point_is_typed_and_stands_in_the_document(client, place):
    before = document(place)
    assert save(client, place, latitude=" 50.10 ", longitude="-14.42076").status_code == 302
    after = document(place)
    assert (after["record"]["latitude"], after["record"]["longitude"]) == ("50.10", "-14.42076")
    assert [(each.anchor, each.op) for each in diffs.differences(before, after)] == [
        ("latitude", "added"),
        ("longitude", "added"),
    ]
    assert save(client, place, latitude="", longitude="").status_code == 302
    assert document(place) == before


def test_the_form_says_what_to_write(client, place):
    page = opened(client, place).content.decode()
    assert "Decimal degrees (WGS 84), for example 50.08804; negative in the south." in page
    assert "Decimal degrees (WGS 84), for example 14.42076; negative in the west." in page


@pytest.mark.parametrize(
    ("field", "text", "most", "example"),
    [("latitude", "50,1", 90, "50.08804"), ("latitude", "91", 90, "50.08804"), ("longitude", "14° E", 180, "14.42076")],
)
def test_what_is_no_number_of_degrees_is_refused_and_kept(client, place, field, text, most, example):
    answer = save(client, place, **{field: text})
    assert answer.status_code == 200
    (sentence,) = answer.context["adminform"].form.errors[field]
    assert sentence == (
        f"“{text}” is not a number of degrees from -{most} to {most} with a point and at most six decimals; "
        f"write, for example, {example}."
    )
    assert filled(answer)[field] == [text]


def test_half_a_point_is_kept_as_a_draft_and_named(client, place):
    assert save(client, place, latitude="50.1").status_code == 302
    assert "Latitude and longitude name one point: give both, or neither." in opened(client, place).content.decode()
