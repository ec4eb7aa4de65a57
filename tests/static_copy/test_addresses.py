"""Which addresses are in a copy, and as which file: from the address alone, so that every page agrees."""

import pytest

from relations.models import PublishedFile
from relations.static_copy import addresses
from tests import records

pytestmark = pytest.mark.one_engine


def copied(text):
    return addresses.is_copied(addresses.read(text))


def file_of(text):
    return addresses.file_of(addresses.read(text))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/cs/first-second/timeline/", "cs/first-second/timeline/index.html"),
        ("/robots.txt", "robots.txt"),
        ("/sitemap/visits.xml?block=1", "sitemap/visits-block-1.xml"),
        ("/first-second/timeline/?who=C0NTR1", "first-second/timeline/who-C0NTR1.html"),
        ("/first-second/timeline/?format=csv", "first-second/timeline/format-csv.csv"),
        ("/first-second/timeline/?format=ics&ics=all", "first-second/timeline/format-ics_ics-all.ics"),
        ("/first-second/timeline/?format=atom", "first-second/timeline/format-atom.xml"),
        ("/visits/V1S1T1/visit/v2/?format=bibtex", "visits/V1S1T1/visit/v2/format-bibtex.bib"),
        ("/visits/V1S1T1/visit/versions/?format=link", "visits/V1S1T1/visit/versions/format-link.txt"),
        ("/visits/V1S1T1/visit/compare/1..2/", "visits/V1S1T1/visit/compare/1..2/index.html"),
        ("/api/v1/visits/", "api/v1/visits/index.json"),
        ("/api/v1/visits/?format=html", "api/v1/visits/index.html"),
        ("/api/v1/changes/?after=50", "api/v1/changes/after-50.json"),
        ("/api/v1/openapi.json", "api/v1/openapi.json"),
        ("/api/v1/visits/V1S1T1/compare/?to=2&from=1", "api/v1/visits/V1S1T1/compare/from-1_to-2.json"),
        ("/.well-known/api-catalog", ".well-known/api-catalog"),
        ("/api/v1/dumps/latest/records.jsonl", "api/v1/dumps/latest/records.jsonl"),
        ("/api/v1/visits/?cursor=AbC", "api/v1/visits/cursor-482e1ae75acdf731.json"),
    ],
)
def test_each_copied_address_has_a_file_of_its_own(address, file):
    assert copied(address)
    assert file_of(address) == file


def test_no_two_files_differ_by_capital_letters_alone():
    names = [file_of(f"/api/v1/visits/?cursor={value}") for value in ("AbC", "aBc", "abc")]
    assert len({name.lower() for name in names}) == 3


def test_the_order_of_a_question_does_not_matter():
    assert file_of("/x/timeline/?ics=all&format=ics") == file_of("/x/timeline/?format=ics&ics=all")
    assert file_of("/x/timeline/?who=") == "x/timeline/index.html"


@pytest.mark.parametrize(
    "address",
    [
        "/report/",
        "/cs/report/?about=V1S1T1",
        "/admin/",
        "/readyz/",
        "/search/?q=visit",
        "/cs/search/?type=visit",
        "/api/v1/search/?q=visit",
        "/api/v1/visits/?who=C0NTR1",
        "/api/v1/visits/?limit=5",
        "/x/timeline/?who=C0NTR1&place=P1ACE1",
        "/x/timeline/?who=C0NTR1&who=C0NTR2",
        "/x/timeline/?date_from=1990&date_to=1991",
        "/x/timeline/?format=csv&who=C0NTR1",
        "/visits/V1S1T1/visit/?asof=2026-11-22",
        "/embed/oembed/",
        "/api/v1/dumps/5/records.csv?format=html",
        "/api/v1/openapi.json?format=html",
    ],
)
def test_what_nobody_can_count_needs_the_site(address):
    assert not copied(address)


@pytest.mark.parametrize(
    "text",
    [
        "1991-12",
        "/1991-12",
        "/a/../b/",
        "/api/v1/search/{?q}",
        "https://x.example/",
        "/a b/",
        "/%00/",
        f"/{'a' * 200}/",
    ],
)
def test_what_is_no_address_of_ours(text):
    assert addresses.read(text) is None


@pytest.mark.parametrize(
    "file", ["index.html", "x/index.html", "api/v1/visits/index.json", "x/timeline/who-C0NTR1.html"]
)
def test_a_file_is_found_at_its_address(file):
    address = addresses.address_of(file)
    assert address.removeprefix("/") in (file, file.removesuffix("index.html"))


def test_a_file_of_evidence_has_the_ending_of_its_type(lawless):
    records.publish_incident()
    row = PublishedFile.objects.get()
    assert file_of(f"/evidence/{row.sha256}/") == f"evidence/{row.sha256}/index.pdf"
    assert file_of(f"/evidence/{'0' * 64}/") == f"evidence/{'0' * 64}/index.html"
