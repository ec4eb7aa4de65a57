"""The sitemap leads to every public record once, and to nothing that was withdrawn; robots.txt leads to the sitemap."""

import re
from xml.etree import ElementTree

import pytest

from relations import publication, sitemaps
from relations.models import Listing
from tests import records

pytestmark = pytest.mark.one_engine

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def found(client, address):
    """(path, day) of every line of one part."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml; charset=utf-8")
    rows = ElementTree.fromstring(answer.content)
    pairs = [(row.findtext(f"{SPACE}loc"), row.findtext(f"{SPACE}lastmod")) for row in rows]
    return [(path.removeprefix("http://testserver"), day) for path, day in pairs]


def walked(client):
    return [row for part, _ in found(client, "/sitemap.xml") for row in found(client, part)]


def test_it_leads_to_every_public_record_once(lawless, client):
    records.publish_visits(3)
    paths = [path for path, _ in walked(client)]
    assert len(paths) == len(set(paths))
    assert {row.path for row in Listing.objects.all()} <= set(paths)
    assert {client.get(path).status_code for path in paths} == {200}


def test_it_says_when_a_record_last_changed(lawless, client):
    records.publish_visits(1)
    row = Listing.objects.get(public_id=records.GUEST)
    assert dict(walked(client))[row.path] == row.updated_at.isoformat(timespec="seconds")


def test_what_was_withdrawn_or_merged_is_left_out(lawless, client):
    records.publish_visits(3)
    records.publish(records.document("person", "MERGE1", **records.claims()))
    publication.withdraw(public_id="V00002", reason="error")
    publication.merge(public_id="MERGE1", survivor=records.GUEST)
    listed = " ".join(path for path, _ in walked(client))
    assert "V00002" not in listed and "MERGE1" not in listed and "V00001" in listed


def test_blocks_are_bounded_and_an_empty_one_is_not_there(lawless, client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemaps, "BLOCK", 4)
    records.publish_visits(9)
    with django_assert_num_queries(2):
        parts = found(client, "/sitemap.xml")
    visits = [path for path, _ in parts if path.startswith("/sitemap/visits.xml")]
    assert len(visits) > 1
    known = set(Listing.objects.filter(type="visit").values_list("path", flat=True))
    listed = sorted(path for part in visits for path, _ in found(client, part))
    assert listed == sorted([*known, *(f"/cs{path}" for path in known)])
    assert client.get("/sitemap/visits.xml?block=99").status_code == 404


def test_each_page_stands_beside_itself_in_the_other_language(lawless, client):
    records.publish_visits(1)
    path = "/visits/V00000/visit-v00000/"
    rows = ElementTree.fromstring(client.get("/sitemap/visits.xml").content)
    links = {
        row.findtext(f"{SPACE}loc").removeprefix("http://testserver"): {
            link.get("hreflang"): link.get("href").removeprefix("http://testserver")
            for link in row.findall("{http://www.w3.org/1999/xhtml}link")
            if link.get("rel") == "alternate"
        }
        for row in rows
    }
    beside = {"en": path, "cs": f"/cs{path}", "x-default": path}
    assert links == {path: beside, f"/cs{path}": beside}
    assert [client.get(each).status_code for each in beside.values()] == [200, 200, 200]
    assert '<html lang="cs"' in client.get(f"/cs{path}").content.decode()


@pytest.mark.parametrize(
    "part", ["nope.xml", "dossiers.xml", "visits.xml?block=x", "visits.xml?block=" + "9" * 30, "visits.xml?block=-1"]
)
def test_no_other_part_is_there(lawless, client, part):
    records.publish_visits(1)
    assert client.get(f"/sitemap/{part}").status_code == 404


def test_it_stands_before_anything_is_public(db, client):
    assert [path for path, _ in found(client, "/sitemap.xml")] == ["/sitemap/pages.xml"]
    assert ("/about/method/", None) in found(client, "/sitemap/pages.xml")


def test_robots_lead_to_it_and_leave_out_what_is_there_twice(db, client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert set(re.findall(r"Disallow: (\S+)", text)) >= {"/admin/", "/search/", "/cs/search/", "/report/", "/cs/r/"}
