"""Files of evidence: which a reader is given, how they are sent, and that what is private cannot be told from nothing."""

import hashlib

import pytest
from django.core.cache import cache

from relations import publication
from tests import records
from tests.reading import headers_of
from tests.records import SOURCE

pytestmark = pytest.mark.one_engine

PDF = b"%PDF-1.4 a scan"
SHA = hashlib.sha256(PDF).hexdigest()
ADDRESS = f"/evidence/{SHA}/"


def attachment(sha256=SHA, n=1, title="A scan: page 1", media_type="application/pdf"):
    return {"n": n, "sha256": sha256, "media_type": media_type, "size": len(PDF), "title": title}


def source(*attachments, change="update"):
    return records.document(
        "source", SOURCE, {"kind": change}, title="A source", source_kind="official", attachments=list(attachments)
    )


@pytest.fixture
def stored(lawless, settings, tmp_path):
    """One file in the folder of evidence, and a source that names it."""
    cache.clear()
    settings.EVIDENCE_DIR = tmp_path
    (tmp_path / SHA[:2]).mkdir()
    (tmp_path / SHA[:2] / SHA).write_bytes(PDF)
    records.publish(source(attachment(), change="first"))


def body(answer):
    return answer.getvalue() if answer.streaming else answer.content


@pytest.fixture
def reader(client):
    """A client that takes every answer to its end, as a browser does: an answer left open keeps its file open."""
    get = client.get

    def fetch(*args, **kwargs):
        answer = get(*args, **kwargs)
        answer.sent = body(answer)
        return answer

    client.get = fetch
    return client


def test_a_file_that_a_public_record_names_is_a_download(stored, reader):
    answer = reader.get(ADDRESS)
    assert (answer.status_code, answer.sent) == (200, PDF)
    assert {name: answer[name] for name in ("Content-Type", "Content-Disposition", "Content-Length")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="a-scan-page-1.pdf"',
        "Content-Length": str(len(PDF)),
    }
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=5, must-revalidate"
    assert not answer.has_header("Vary")
    assert not answer.cookies


def test_it_costs_two_queries_and_an_unchanged_one_is_not_sent_again(stored, reader, django_assert_num_queries):
    with django_assert_num_queries(2):
        etag = reader.get(ADDRESS)["ETag"]
    answer = reader.get(ADDRESS, headers={"if-none-match": etag})
    assert (answer.status_code, answer.sent, answer["ETag"]) == (304, b"", etag)


def test_its_size_can_be_asked_and_nothing_can_be_sent(stored, reader):
    answer = reader.head(ADDRESS)
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, str(len(PDF)), b"")
    assert reader.post(ADDRESS).status_code == 405


def test_a_file_that_no_public_record_names_cannot_be_told_from_nothing(stored, reader, settings):
    private = hashlib.sha256(b"private").hexdigest()
    folder = settings.EVIDENCE_DIR / private[:2]
    folder.mkdir(exist_ok=True)
    (folder / private).write_bytes(b"private")
    answers = [reader.get(f"/evidence/{sha256}/") for sha256 in (private, "0" * 64)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].sent == answers[1].sent == reader.get("/visits/ZZZZZZ/x/").sent
    assert headers_of(answers[0]) == headers_of(answers[1])


@pytest.mark.parametrize("address", [ADDRESS.upper(), "/evidence/../chronicle.sqlite3/", f"/evidence/{SHA}0/"])
def test_no_other_spelling_leads_to_a_file(stored, reader, address):
    assert reader.get(address).status_code == 404


def test_a_withdrawn_record_takes_its_file_away_at_once(stored, reader):
    etag = reader.get(ADDRESS)["ETag"]
    publication.withdraw(public_id=SOURCE, reason="privacy")
    assert reader.get(ADDRESS, headers={"if-none-match": etag}).status_code == 404


def test_a_newer_edition_without_the_file_takes_it_away(stored, reader):
    records.publish(source())
    assert reader.get(ADDRESS).status_code == 404


def test_a_file_is_public_as_long_as_one_record_names_it(stored, reader):
    records.publish(records.document("source", "S0RCE2", source_kind="news", attachments=[attachment(title="Copy")]))
    publication.withdraw(public_id=SOURCE, reason="error")
    assert reader.get(ADDRESS)["Content-Disposition"] == 'attachment; filename="copy.pdf"'


def test_a_row_without_its_file_is_no_fault_of_the_reader(stored, reader, settings):
    (settings.EVIDENCE_DIR / SHA[:2] / SHA).unlink()
    assert reader.get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("\u202efdp.exe", 'filename="fdpexe.pdf"'),
        (
            "Нота протеста",
            "filename*=utf-8''%D0%BD%D0%BE%D1%82%D0%B0-%D0%BF%D1%80%D0%BE%D1%82%D0%B5%D1%81%D1%82%D0%B0.pdf",
        ),
        ('a"; filename="b.html', 'filename="a-filenamebhtml.pdf"'),
        ("…", f'filename="{SHA[:12]}.pdf"'),
    ],
)
def test_the_name_of_a_download_is_harmless(stored, reader, title, name):
    records.publish(source(attachment(title=title)))
    assert reader.get(ADDRESS)["Content-Disposition"] == f"attachment; {name}"
