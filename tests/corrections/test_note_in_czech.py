"""The public note of a change in Czech: wherever a Czech reader meets the change; elsewhere the English words, marked."""

import csv
import datetime
import io

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.records import VISIT

PATH = "/first-second/corrections/"
NOTE, NOTE_CS = "The lead was wrong.", "Úvod byl chybný."
FIRST_DAY = datetime.datetime(2024, 3, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def site(lawless, client):
    cache.clear()
    publication.publish(documents=[*records.background(), records.visit(summary="One.")], at=FIRST_DAY)
    change = {"kind": "correction", "note": NOTE, "note_cs": NOTE_CS}
    later = FIRST_DAY + datetime.timedelta(days=2)
    publication.publish(documents=[records.visit(change=change, summary="Two.")], at=later)
    return client


@pytest.mark.parametrize("path", [PATH, f"/r/{VISIT}/", "/first-second/"])
def test_each_language_reads_its_own_note(site, path):
    english = site.get(path, follow=True).content.decode()
    czech = site.get(f"/cs{path}", follow=True).content.decode()
    assert (NOTE in english, NOTE_CS in english) == (True, False)
    assert NOTE_CS in czech
    # What machines read beside the page is told in the original alone.
    assert f'lang="en">{NOTE}' not in czech


def test_feeds_files_and_the_api_have_it(site):
    for name in ("atom", "jsonfeed"):
        assert NOTE_CS in site.get(f"/cs{PATH}?format={name}").content.decode()
        assert NOTE_CS not in site.get(f"{PATH}?format={name}").content.decode()
    rows = {path: site.get(f"{path}{PATH}?format=csv").content.decode() for path in ("", "/cs")}
    notes = {path: {row["note"] for row in csv.DictReader(io.StringIO(text))} for path, text in rows.items()}
    assert notes == {"": {NOTE}, "/cs": {NOTE_CS}}
    act = site.get("/api/v1/corrections/").json()["data"][0]
    assert (act["note"], act["note_cs"]) == (NOTE, NOTE_CS)
