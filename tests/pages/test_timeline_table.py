"""The timeline as a table, and what it says when nothing fits."""

import html
import re

import pytest
from django.core.cache import cache

from relations import publication
from tests import records

pytestmark = pytest.mark.one_engine

PATH = "/first-second/timeline/"


@pytest.fixture
def few(lawless):
    cache.clear()
    records.publish(
        *records.background(),
        records.visit("V00001", "1983-01-03/1983-01-05", kind="state"),
        records.visit("V00002", "1987-04-09"),
        records.visit("V00003", "1993-08", kind="working", standing="alleged"),
    )


def rows(response) -> list[str]:
    return re.findall(r'<tr role="row" id="e-(\w+)">', response.content.decode())


def text(response) -> str:
    body = response.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


def links(response) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]+)"', response.content.decode())]


@pytest.mark.parametrize("count", [1, 3])
def test_three_queries_whatever_the_number_of_rows(lawless, client, django_assert_num_queries, count):
    cache.clear()
    records.publish_visits(count)
    with django_assert_num_queries(3):
        response = client.get(f"{PATH}?view=table")
    assert len(rows(response)) == count


def test_the_table_has_the_entries_of_the_list(few, client):
    response = client.get(f"{PATH}?view=table&kind=state&kind=working")
    assert rows(response) == ["V00001", "V00003"]
    assert 'class="yr"' not in response.content.decode()
    assert "Second Country → towards First Country" in text(response)
    assert "Alleged" in text(response)


def test_headings_sort_both_ways_and_say_how(few, client):
    body = client.get(f"{PATH}?view=table").content.decode()
    assert re.findall(r'aria-sort="(\w+)"><a href="([^"]+)"', body) == [
        ("ascending", f"{PATH}?sort=-date&amp;view=table")
    ]
    assert f'href="{PATH}?sort=-updated&amp;view=table"' in body
    assert rows(client.get(f"{PATH}?view=table&sort=-date")) == ["V00003", "V00002", "V00001"]


def test_links_keep_the_view(few, client):
    response = client.get(f"{PATH}?view=table&kind=state&limit=1")
    assert f"{PATH}?kind=state&limit=1" in links(response)
    assert f"{PATH}?limit=1&view=table" in links(response)
    assert re.search(r'<input type="hidden" name="view" value="table">', response.content.decode())
    assert any("view" not in each for each in links(response) if each.startswith("/api/v1/timeline"))


def test_paging_goes_on_as_a_table(lawless, client):
    cache.clear()
    records.publish_visits(5)
    response = client.get(f"{PATH}?view=table&limit=3")
    following = html.unescape(re.search(r'href="\?([^"]+)" rel="next"', response.content.decode())[1])
    assert rows(response) + rows(client.get(f"{PATH}?{following}")) == [f"V{number:05d}" for number in range(5)]


def test_an_unknown_view_is_said_and_the_list_stands(few, client):
    response = client.get(f"{PATH}?view=globe")
    assert "view: “globe” is not one of list, table, map." in text(response)
    assert response.content.decode().count('<article class="ev"') == 3


def test_nothing_withdrawn_shines_through(few, client):
    publication.withdraw(public_id=records.PLACE, reason="error")
    publication.withdraw(public_id="V00001", reason="error")
    response = client.get(f"{PATH}?view=table")
    assert rows(response) == ["V00002", "V00003"]
    assert "A Town" not in text(response).partition("Entries per")[2].partition("Follow this view")[0]


def test_an_empty_range_names_the_nearest_years(few, client):
    response = client.get(f"{PATH}?date_from=1989&date_to=1990")
    assert "Nearest years with entries, without filters: 1987 (1) 1993 (1)" in text(response)
    assert f"{PATH}?date_from=1987&date_to=1987" in links(response)


def test_an_empty_range_names_its_own_years_when_another_filter_is_to_blame(few, client):
    found = text(client.get(f"{PATH}?date_from=1987&date_to=1987&kind=state"))
    assert "without filters: 1983 (1) 1987 (1) 1993 (1)" in found
    assert "Without 1987 : 1 entry" in found
    assert "Without State visit : 1 entry" in found


def test_the_reading_of_dates_is_a_filter_that_can_be_dropped_alone(few, client):
    found = text(client.get(f"{PATH}?date_from=1993-08-15&date_to=1993-08-20&date_match=within"))
    assert "Without surely inside the range : 1 entry" in found
    assert "Without 15 August 1993 to 20 August 1993 : 3 entries" in found


def test_without_a_range_no_year_is_nearest(few, client):
    assert "Nearest years" not in text(client.get(f"{PATH}?kind=transit"))
    assert "Nearest years" not in text(client.get(f"{PATH}?date_from=1987&asof=1999-01-01"))
