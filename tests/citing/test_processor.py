"""CSL-JSON as a citation processor sets it: what a reader of the finished article sees."""

import datetime
import json
import re

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.core.cache import cache

from relations import citations, publication
from relations.citations import Cited
from tests import records
from tests.records import VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
DAY = datetime.date(2024, 3, 1)


def unknown(item):
    """Called for a citation whose item is not there."""
    raise AssertionError(item.key)


def bibliography(text: str) -> str:
    """The only entry, in the style that comes with the processor, as plain text."""
    source = CiteProcJSON(json.loads(text))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    sheet = CitationStylesBibliography(style, source, formatter.plain)
    citation = Citation([CitationItem(key) for key in source])
    sheet.register(citation)
    sheet.cite(citation, unknown)
    (entry,) = map(str, sheet.bibliography())
    return re.sub(r"\s+", " ", entry)


@pytest.mark.parametrize("title", ["Plain", "„Vrbětice“ – Врбетице", "A & B: 100 % of <x>", "Two\nlines"])
def test_an_entry_names_title_site_year_address_and_day_of_reading(title):
    cited = Cited(VISIT, 2, title, "Chronicle", "First – Second", DAY, DAY, "sha256:ab", "http://x/r/V1S1T1/v2/")
    entry = bibliography(citations.csl(cited))
    for piece in (" ".join(title.split()), "2024", "http://x/r/V1S1T1/v2/", "Accessed: March 1, 2024"):
        assert piece in entry, entry


def test_the_page_of_a_record_can_be_cited(lawless, client):
    cache.clear()
    at = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)
    publication.publish(documents=[*records.background(), records.visit()], at=at)
    entry = bibliography(client.get(f"{PAGE}?format=csl").content.decode())
    assert f"Visit {VISIT}" in entry
    assert f"http://testserver/r/{VISIT}/v1/" in entry
    assert "2024" in entry
