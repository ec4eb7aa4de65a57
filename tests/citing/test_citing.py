"""Citations as files: read back by the parsers that reference managers use, whatever a title holds."""

import datetime
import json

import bibtexparser
import pytest
import rispy
from django.core.cache import cache

from relations import citations, http, publication
from relations.citations import Cited
from relations.models import PublishedEdition
from tests import records
from tests.records import GUEST, VISIT

pytestmark = pytest.mark.one_engine

PAGE = f"/visits/{VISIT}/visit-v1s1t1/"
PUBLISHED = datetime.datetime(2024, 3, 1, 23, 30, tzinfo=datetime.UTC)
HOSTILE = [
    "Plain",
    "Braces {one} }two{",
    "100 % of $5 & #1_a ~ ^ \\alpha",
    "=HYPERLINK(1)",
    "Two\nlines\r\nER  - \nTY  - JOUR",
    "@misc{x, title = {y}}",
    "„Vrbětice“ – Врбетице \u2028 next",
    'A "quoted" <b>title</b>',
]


def cited(title: str = "Title", **values) -> Cited:
    day = datetime.date(2024, 3, 1)
    return Cited(
        VISIT, 2, title, "Chronicle", "First – Second", day, day, "sha256:ab", "http://x/r/V1S1T1/v2/"
    )._replace(**values)


@pytest.fixture
def public(lawless):
    cache.clear()
    publication.publish(documents=[*records.background(), records.visit()], at=PUBLISHED)


def read_bibtex(text: str) -> dict[str, str]:
    """The fields of the only entry."""
    library = bibtexparser.parse_string(text)
    assert (library.failed_blocks, len(library.entries), len(library.blocks)) == ([], 1, 1)
    (entry,) = library.entries
    return {"ID": entry.key, "TYPE": entry.entry_type} | {key: field.value for key, field in entry.fields_dict.items()}


def untex(text: str) -> str:
    """What TeX would set."""
    words = {"\\textbraceleft{}": "{", "\\textbraceright{}": "}", "\\textasciitilde{}": "~", "\\textasciicircum{}": "^"}
    text = text.replace("\\textbackslash{}", "\0")
    for name, char in (words | {f"\\{char}": char for char in "&%$#_"}).items():
        text = text.replace(name, char)
    return text.replace("\0", "\\")


# --- Escaping -------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtex_reads_back(title):
    fields = read_bibtex(citations.bibtex(cited(title, within=title)))
    assert untex(fields["title"][1:-1]) == " ".join(title.split())
    assert untex(fields["howpublished"]) == f"Chronicle: {' '.join(title.split())}"
    assert (fields["ID"], fields["TYPE"], fields["urldate"]) == (f"{VISIT}-v2", "misc", "2024-03-01")


@pytest.mark.parametrize("title", HOSTILE)
def test_ris_reads_back(title):
    (entry,) = rispy.loads(citations.ris(cited(title)))
    assert entry["title"] == " ".join(title.split())
    assert (entry["type_of_reference"], entry["year"], entry["urls"]) == ("ELEC", "2024", ["http://x/r/V1S1T1/v2/"])
    assert entry["notes"] == ["Version 2, content hash sha256:ab"]


@pytest.mark.parametrize("title", HOSTILE)
def test_csl_reads_back(title):
    text = citations.csl(cited(title))
    assert "<" not in text
    assert json.loads(text) == [
        {
            "id": f"{VISIT}-v2",
            "type": "webpage",
            "title": title,
            "container-title": "Chronicle",
            "collection-title": "First – Second",
            "version": "2",
            "issued": {"date-parts": [[2024, 3, 1]]},
            "accessed": {"date-parts": [[2024, 3, 1]]},
            "language": "en",
            "URL": "http://x/r/V1S1T1/v2/",
            "note": "Version 2, content hash sha256:ab",
        }
    ]


# --- Pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl"])
def test_each_page_offers_each_format(public, client, name):
    assert f'href="?format={name}"' in client.get(PAGE).content.decode()
    for path in (
        PAGE,
        f"{PAGE}v1/",
        f"/sources/{records.SOURCE}/source-s0rce1/",
        "/first-second/",
        "/first-second/v1/",
    ):
        answer = client.get(f"{path}?format={name}")
        assert answer.status_code == 200, path
        assert "attachment" in answer["Content-Disposition"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_what_is_cited_is_the_version_that_the_page_shows(public, client):
    records.publish(records.visit(change={"kind": "correction", "note": "n"}, title="Another title"))
    found = [json.loads(client.get(f"{path}?format=csl").content)[0] for path in (PAGE, f"{PAGE}v1/")]
    assert [(each["version"], each["title"]) for each in found] == [("2", "Another title"), ("1", f"Visit {VISIT}")]
    assert found[1]["URL"] == f"http://testserver/r/{VISIT}/v1/"
    assert found[1]["issued"] == {"date-parts": [[2024, 3, 1]]}
    assert found[1]["note"].endswith(PublishedEdition.objects.get(record__public_id=VISIT, number=1).content_hash)
    assert found[1]["collection-title"] == "First – Second"


def test_a_dossier_does_not_stand_within_itself(public, client):
    assert "collection-title" not in json.loads(client.get("/first-second/?format=csl").content)[0]


class Moments(type):
    """What PostgreSQL hands out was made before a test stopped the clock, and is a moment all the same."""

    def __instancecheck__(cls, value, kind=datetime.datetime):
        return isinstance(value, kind)


class Clock(datetime.datetime, metaclass=Moments):
    """A day that a test chooses."""

    day = 1

    @classmethod
    def now(cls, tz=None):
        return cls(2026, 5, cls.day, 12, tzinfo=tz)


def test_the_day_of_access_is_part_of_the_answer_and_of_its_validator(public, client, monkeypatch):
    monkeypatch.setattr(datetime, "datetime", Clock)
    tags, days = [], []
    for Clock.day in (1, 2):
        answer = client.get(f"{PAGE}?format=csl")
        tags.append(answer["ETag"])
        days.append(json.loads(answer.content)[0]["accessed"]["date-parts"][0])
    assert tags[0] != tags[1]
    assert days == [[2026, 5, 1], [2026, 5, 2]]
    assert client.get(f"{PAGE}?format=csl", headers={"if-none-match": tags[1]}).status_code == 304
    pages = {client.get(PAGE)["ETag"]}
    Clock.day = 3
    assert {client.get(PAGE)["ETag"]} == pages


@pytest.mark.parametrize(
    "path", [f"/visits/{VISIT}/", f"/visits/{VISIT}/old/", f"/visits/{VISIT.lower()}/visit-v1s1t1/"]
)
def test_another_address_leads_on_with_the_format(public, client, path):
    answer = client.get(f"{path}?format=ris")
    assert (answer.status_code, answer["Location"]) == (301, f"{PAGE}?format=ris")


def test_a_merged_record_is_cited_by_what_stands_for_it(public, client):
    records.publish(records.document("person", "MERGE1", title="The same", **records.claims()))
    publication.merge(public_id="MERGE1", survivor=GUEST)
    answer = client.get("/people/MERGE1/person-merge1/?format=ris")
    assert (answer.status_code, answer["Location"]) == (301, f"/people/{GUEST}/person-pers01/?format=ris")
    assert client.get("/people/MERGE1/person-merge1/v1/?format=ris").status_code == 200


def test_what_is_withdrawn_is_not_cited(public, client):
    publication.withdraw(public_id=VISIT, reason="error")
    for path in (PAGE, f"{PAGE}v1/"):
        answer = client.get(f"{path}?format=bibtex")
        assert (answer.status_code, f"Visit {VISIT}" in answer.content.decode()) == (410, False)
    assert client.get("/visits/ZZZZZZ/x/?format=bibtex").status_code == 404
    assert client.get(f"{PAGE}v9/?format=bibtex").status_code in (404, 410)


@pytest.mark.parametrize("value", ["xls", "%00", "<script>alert", "BIBTEX", ""])
def test_another_format_is_the_page(public, client, value):
    answer = client.get(f"{PAGE}?format={value}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert b"<script>alert" not in answer.content


def test_only_reading_is_answered(public, client):
    assert client.post(f"{PAGE}?format=ris").status_code == 405
    assert client.get(f"{PAGE}?format=ris")["Cache-Control"] == http.PUBLIC
