"""What is kept apart from corrections: updates and revisions; years with the median; records and dossiers that were merged."""

import datetime
import re

import pytest
from django.core.cache import cache

from relations import corrections, publication
from relations.models import Head, Listing
from tests import records
from tests.reading import text_of
from tests.records import DOSSIER, GUEST, PLACE, VISIT

PATH = "/first-second/corrections/"
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
OTHER = "V00001"


def publish(days: int, *documents: str) -> None:
    publication.publish(documents=list(documents), at=FIRST_DAY + datetime.timedelta(days=days))


def change(days: int, kind: str, public_id: str = VISIT, **record) -> None:
    """A new edition of a visit."""
    note = {"note": "A note."} if kind in ("correction", "clarification") else {}
    publish(days, records.visit(public_id, change={"kind": kind} | note, **record))


def years() -> corrections.Years:
    return corrections.years(corrections.acts(Listing.objects.get(public_id=DOSSIER), Head.objects.get().seq))


def shown(client, query: str = "") -> list[str]:
    """The label of each act on the page, newest first."""
    html = client.get(PATH + query).content.decode()
    return re.findall(r'<li id="a[0-9]+">.*?<span class="badge[^>]*>(\w+)<', html, re.DOTALL)


@pytest.fixture
def public(lawless):
    cache.clear()
    publish(0, *records.background(), records.visit(summary="One."))


# --- Three things ---------------------------------------------------------------------------------


def test_updates_and_revisions_are_listed_only_where_they_are_asked_for(public, client):
    for days, kind in enumerate(("update", "minor", "correction", "clarification"), 1):
        change(days, kind, summary=f"Lead {days}.")
    assert shown(client) == ["Clarification", "Correction"]
    assert shown(client, "?kind=update") == ["Update"]
    assert shown(client, "?kind=minor&kind=correction") == ["Correction", "Revision"]
    assert "The error stood" not in text_of(client.get(f"{PATH}?kind=update&kind=minor"))
    assert years().rows[0].kinds == {"update": 1, "minor": 1, "correction": 1, "clarification": 1}
    assert years().total.all == 2


def test_feeds_keep_them_apart_too(public, client):
    change(1, "update", summary="Two.")
    change(2, "correction", summary="Three.")
    titles = r"<title>(?:Update|Revision|Correction): "
    assert re.findall(titles, client.get(f"{PATH}?format=atom").content.decode()) == ["<title>Correction: "]
    assert "kind=update&amp;format=csv" in client.get(f"{PATH}?kind=update").content.decode()
    assert ",update," in client.get(f"{PATH}?kind=update&format=csv").content.decode()


def test_a_first_edition_is_neither(public, client):
    assert years().rows == []
    assert shown(client, "?kind=update&kind=minor") == []


# --- Years and median -----------------------------------------------------------------------------


@pytest.mark.parametrize("stood, median", [((3,), 3), ((3, 8), 5.5), ((1, 40, 2), 2), ((0, 0), 0)])
def test_half_of_the_errors_stood_no_longer_than_the_median(public, client, stood, median):
    for number, days in enumerate(stood):
        publish(number, records.visit(f"W{number:05d}", summary="Wrong."))
        change(number + days, "correction", f"W{number:05d}", summary="Right.")
    assert (years().total.median, years().total.measured) == (median, len(stood))
    assert f"Days an error stood, median {median}" in text_of(client.get(PATH))


def test_words_that_were_withdrawn_are_counted_but_not_measured(public, client):
    change(4, "correction", summary="Two.")
    publish(4, records.visit(OTHER, summary="Wrong."))
    change(6, "correction", OTHER, summary="Right.")
    publication.withdraw(public_id=VISIT, reason="error")
    total = years().total
    assert (total.kinds["correction"], total.measured, total.median) == (2, 1, 2)
    publication.withdraw(public_id=OTHER, reason="error")
    assert (years().total.median, "stood, median" in text_of(client.get(PATH)).partition("By year")[0]) == (None, False)


def test_the_table_has_a_column_only_for_what_there_is(public, client):
    change(1, "correction", summary="Two.")
    table = re.findall(r'<th scope="col"[^>]*>([^<]+)<', client.get(PATH).content.decode())
    assert table == [
        "Year", "Correction", "Clarification", "All put right", "Days an error stood, median", "Update", "Revision",
    ]  # fmt: skip
    publication.withdraw(public_id=GUEST, reason="error")
    assert "Withdrawal" in re.findall(r'<th scope="col"[^>]*>([^<]+)<', client.get(PATH).content.decode())


def test_several_years_have_a_sum(public, client):
    for days in (3, 400):
        change(days, "correction", summary=f"Lead {days}.")
    rows = re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>', client.get(PATH).content.decode())
    assert [re.sub("<[^>]+>", "", each) for each in rows] == ["2025", "2024", "All years"]


# --- Merged ---------------------------------------------------------------------------------------


@pytest.fixture
def merged(public):
    """OTHER was corrected, then merged into VISIT."""
    publish(1, records.visit(OTHER, summary="Wrong.", **records.claims("Wrong too.")))
    change(5, "correction", OTHER, summary="Right.", **records.claims("Right too."))
    publication.merge(public_id=OTHER, survivor=VISIT, at=FIRST_DAY + datetime.timedelta(days=9))


def test_the_corrections_of_a_merged_record_stand_under_its_survivor(merged, client):
    html = client.get(PATH).content.decode()
    corrected = html.partition('<span class="badge">Correction')[2].partition("</li>\n</ol>")[0]
    assert f'<h3><a href="/visits/{VISIT}/visit-v1s1t1/"><bdi>Visit {VISIT}</bdi></a></h3>' in corrected
    told = (
        f"It was put right in visit {OTHER}, “<bdi>Visit {OTHER}</bdi>”, which has since been merged into this record."
    )
    assert told in corrected
    assert "The error stood 4 days." in html
    assert "#c1" not in corrected


def test_no_link_about_a_merged_record_is_broken(merged, client):
    for query in ("", "?format=atom"):
        text = client.get(PATH + query).content.decode().replace("http://testserver", "")
        text = text.partition("<main")[2].partition("</main")[0] or text
        links = {each.partition("#")[0] for each in re.findall(r'href=(?:"|&quot;)(/[^"&]+)', text)}
        assert any("compare" in link for link in links)
        assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_survivor_that_is_withdrawn_keeps_its_words(merged, client):
    publication.withdraw(public_id=VISIT, reason="error")
    html = client.get(PATH).content.decode()
    assert f'<span class="gone">visit {VISIT}</span>' in html
    assert "One." not in html


def test_the_list_of_a_dossier_goes_on_in_its_survivor(public, client):
    sides = [{"n": 1, "label": "A", "countries": [records.FIRST]}, {"n": 2, "label": "B", "countries": [PLACE]}]
    publish(1, records.document("dossier", "D0SSR2", slug="other", sides=sides))
    publish(1, *(records.visit(each, dossiers=["D0SSR2"], summary="Wrong.") for each in (OTHER, "V00002")))
    for each in (OTHER, "V00002"):
        change(3, "correction", each, dossiers=["D0SSR2"], summary="Right.")
    assert shown(client) == []
    publication.merge(public_id="D0SSR2", survivor=DOSSIER)
    publication.withdraw(public_id="V00002", reason="error")
    assert shown(client) == ["Withdrawal", "Correction", "Correction"]
    assert client.get("/other/corrections/")["Location"] == PATH
