"""Frames for other people's pages: small, without scripts, alone framable, honest about version, correction, withdrawal."""

import gzip
import json
import re

import pytest
from django.core.cache import cache

from relations import publication
from relations.documents import content_hash
from tests import records

pytestmark = pytest.mark.one_engine

EMBED = f"/embed/visits/{records.VISIT}/"
LIVE = f"/visits/{records.VISIT}/visit-v1s1t1/"
KB = 1024


@pytest.fixture
def site(lawless, client):
    cache.clear()
    records.publish(*records.background(), records.visit())
    records.publish(
        records.visit(change={"kind": "correction", "note": "The day was wrong."}, summary="A new summary.")
    )
    yield client
    cache.clear()


def body(answer):
    return answer.content.decode()


def test_the_live_frame_shows_the_newest_version_and_where_it_comes_from(site):
    page = body(site.get(EMBED))
    assert "A new summary." in page and "Corrected on" in page
    assert f'href="http://testserver/r/{records.VISIT}/v2/">version 2</a>' in page and "1 source." in page
    assert "<script" not in page and "style=" not in page


def test_a_fixed_frame_keeps_its_version_and_says_that_there_is_a_newer_one(site):
    page = body(site.get(f"{EMBED}v1/"))
    assert "A new summary." not in page and "Version 2 stands now." in page and "Corrected on" not in page
    assert "stands now" not in body(site.get(f"{EMBED}v2/"))
    assert site.get(f"{EMBED}v9/").status_code == 404


@pytest.mark.parametrize("address", [EMBED, f"{EMBED}v1/", "/embed/visits/ZZZZZZ/"])
def test_only_frames_may_be_framed_from_the_cache_too(site, address):
    for _ in range(2):
        answer = site.get(address)
        assert "frame-ancestors *" in answer["Content-Security-Policy"] and "X-Frame-Options" not in answer
        assert "script-src 'self'" in answer["Content-Security-Policy"] and not answer.cookies
        assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    for other in ("/", LIVE, "/nope/", "/report/", "/embed/oembed/"):
        answer = site.get(other)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"] and answer["X-Frame-Options"] == "DENY"


def test_one_statement_can_be_shown_alone(site):
    page = body(site.get(f"{EMBED}?claim=1"))
    assert "A statement." in page and f"/r/{records.VISIT}/#c1" in page and "A new summary." not in page
    for claim in ("9", "x", "%00", "9" * 30):
        assert "A new summary." in body(site.get(f"{EMBED}?claim={claim}"))


def test_a_withdrawal_reaches_every_frame(site):
    publication.withdraw(public_id=records.VISIT, reason="error")
    for address in (EMBED, f"{EMBED}v1/"):
        answer = site.get(address)
        assert answer.status_code == 410
        assert "A central statement turned out to be wrong." in body(answer) and "Visit V1S1T1" not in body(answer)


def test_other_spellings_and_merged_records_lead_on(site):
    records.publish(records.document("person", "MERGE1", **records.claims()))
    publication.merge(public_id="MERGE1", survivor=records.GUEST)
    assert site.get("/embed/people/MERGE1/")["Location"] == f"/embed/people/{records.GUEST}/"
    assert site.get(f"/embed/people/{records.VISIT.lower()}/")["Location"] == EMBED
    assert site.get(f"/embed/visits/{records.DOSSIER}/").status_code == 404


def test_it_is_small_and_asks_three_times(site, django_assert_num_queries):
    with django_assert_num_queries(3):
        answer = site.get(EMBED)
    assert len(gzip.compress(answer.content)) <= 4 * KB and len(answer.content) <= 12 * KB
    assert "<script" not in body(answer)
    assert site.get(EMBED, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert site.post(EMBED).status_code == 405


# --- oEmbed ---------------------------------------------------------------------------------------


def oembed(client, url, query=""):
    return client.get(f"/embed/oembed/?url={url}{query}")


ADDRESSES = [
    (LIVE, EMBED),
    (f"{LIVE}v1/", f"{EMBED}v1/"),
    (f"/r/{records.VISIT}/", EMBED),
    (f"/r/{records.VISIT}/v1/", f"{EMBED}v1/"),
    (EMBED, EMBED),
]


@pytest.mark.parametrize(("page", "frame"), ADDRESSES)
def test_each_address_of_a_record_has_its_frame(site, page, frame):
    answer = oembed(site, f"http://testserver{page}")
    found = json.loads(answer.content)
    assert (found["version"], found["type"], found["provider_url"]) == ("1.0", "rich", "http://testserver/")
    assert re.search('src="([^"]+)"', found["html"])[1] == f"http://testserver{frame}"
    assert site.get(frame).status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_czech_address_has_a_czech_frame(site):
    texts = {"title": "Talks in Prague", "summary": "They met."}
    words = {"n": 1, "anchor": "title", "language": "cs", "text": "Jednání v Praze", "of": content_hash(texts["title"])}
    records.publish(records.visit("CZECH1", translations=[words], **texts))
    for asked in (
        "/embed/oembed/?url=http://testserver/cs/r/CZECH1/",
        "/cs/embed/oembed/?url=http://testserver/r/CZECH1/v1/",
    ):
        found = json.loads(site.get(asked).content)
        frame = re.search('src="http://testserver(/cs/embed/visits/CZECH1/[^"]*)"', found["html"])[1]
        assert found["title"] == "Jednání v\xa0Praze" and 'title="Jednání' in found["html"]
        page = body(site.get(frame))
        assert '<html lang="cs"' in page and "<bdi>Jednání v\xa0Praze</bdi>" in page
        assert '<span lang="en">They met.</span>' in page and "1 zdroj." in page
        assert 'href="http://testserver/cs/r/CZECH1/' in page and "http://testserver/r/" not in page
    assert "frame-ancestors *" in site.get("/cs/embed/visits/CZECH1/")["Content-Security-Policy"]


def test_a_czech_frame_of_a_withdrawn_record_says_so(site):
    publication.withdraw(public_id=records.VISIT, reason="error")
    answer = site.get(f"/cs{EMBED}")
    assert answer.status_code == 410
    assert (
        "Tento záznam byl stažen" in body(answer) and "Ukázalo se" in body(answer) and "withdrawn" not in body(answer)
    )


def test_sizes_are_kept_within_what_can_be_read(site):
    def sized(query):
        found = json.loads(oembed(site, f"http://testserver{LIVE}", query).content)
        return found["width"], found["height"]

    assert sized("&maxwidth=400&maxheight=250") == (400, 250)
    assert sized("&maxwidth=10&maxheight=99999") == (240, 320)
    assert sized("&maxwidth=x&maxheight=-1") == (640, 320)


@pytest.mark.parametrize(
    "url",
    ["", "x", f"https://evil.example{LIVE}", "http://testserver/", "http://testserver/first-second/", "http://[testserver",
     "http://testserver/first-second/v1/", "http://testserver/visits/ZZZZZZ/x/", "http://testserver/%00"],
)  # fmt: skip
def test_what_is_no_record_of_ours_has_none(site, url):
    assert oembed(site, url).status_code == 404


def test_only_json_is_served_and_a_withdrawn_record_is_gone(site):
    assert oembed(site, f"http://testserver{LIVE}", "&format=xml").status_code == 501
    publication.withdraw(public_id=records.VISIT, reason="error")
    assert oembed(site, f"http://testserver{LIVE}").status_code == 410


def test_a_title_stays_text_in_the_frame(site):
    records.publish(records.visit("V1S1T2", title='<b>"Quoted"</b> & more'))
    found = json.loads(oembed(site, "http://testserver/r/V1S1T2/").content)
    assert "<b>" not in found["html"] and "&lt;b&gt;" in found["html"]
    assert "<b>" not in body(site.get("/embed/visits/V1S1T2/"))


def test_every_page_of_a_record_leads_to_its_frame(site):
    page = body(site.get(LIVE))
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', page)[1]
    assert EMBED in json.loads(site.get(found).content)["html"]
    assert f'href="{EMBED}"' in page and f'href="{EMBED}v1/"' in body(site.get(f"{LIVE}v1/"))
    assert "oembed" not in body(site.get("/first-second/"))
