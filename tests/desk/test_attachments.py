"""Files in the form: checked by content, kept across faults and conflicts, seen on the desk by people who may look."""

import hashlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from editorial.models import Attachment, Incident
from editorial.services import drafting
from relations.documents import load
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, row, save

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<<>>\nstartxref\n33\n%%EOF\n"
SHA = hashlib.sha256(PDF).hexdigest()


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    return settings.EVIDENCE_DIR


@pytest.fixture
def author():
    return factories.user("Author")


@pytest.fixture
def incident(author):
    return drafting.create(actor=author, model=Incident, title="An incident")


@pytest.fixture
def client(author):
    return client_of(author)


def upload(content=PDF, name="scan.pdf"):
    return SimpleUploadedFile(name, content)


def send(client, record, content=PDF, name="scan.pdf", **typed):
    """Save the form with a file in its first new row."""
    data = {"attachments-0-title": "A scan"} | typed
    return client.post(
        change_url(record), filled(opened(client, record), **data) | {"attachments-0-file": upload(content, name)}
    )


def errors(answer):
    rows = next(
        found.formset for found in answer.context["inline_admin_formsets"] if found.formset.key == "attachments"
    )
    return [dict(form.errors) for form in rows.forms]


def test_a_file_is_stored_and_named_by_the_document(client, incident, folder):
    assert send(client, incident).status_code == 302
    assert list(load(factories.newest(incident).document)["record"]["attachments"]) == [
        {"n": 1, "title": "A scan", "sha256": SHA, "media_type": "application/pdf", "size": len(PDF)}
    ]
    assert (folder / SHA[:2] / SHA).read_bytes() == PDF
    html = opened(client, incident).content.decode()
    assert f'href="/admin/evidence/{SHA}/"' in html
    assert "PDF, 1 kB" in html


def test_a_source_has_files_too(author, client):
    source = drafting.create(actor=author, model=factories.Source, title="A source")
    assert send(client, source).status_code == 302
    assert Attachment.objects.get().record_id == source.pk


def test_saving_again_keeps_the_file_and_another_one_replaces_it(client, incident):
    send(client, incident)
    assert save(client, incident, summary="Changed").status_code == 302
    assert Attachment.objects.get().sha256 == SHA
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    send(client, incident, target.getvalue(), "scan.png", **{"attachments-0-title": "A picture"})
    found = Attachment.objects.get()
    assert (found.n, found.title, found.media_type) == (1, "A picture", "image/png")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "of no kind that is kept"),
        (PDF[:-8], "The PDF is cut off"),
        (b"\x89PNG\r\n\x1a\n", "cannot be read to its end"),
    ],
)
def test_a_bad_file_comes_back_with_one_sentence_and_everything_typed(client, incident, folder, content, words):
    answer = send(client, incident, content, summary="Typed with care", **row("claims", 0, text="A statement"))
    assert answer.status_code == 200
    [sentence] = errors(answer)[0]["file"]
    assert words in sentence
    assert sentence.endswith("Choose a file again: a browser does not send one twice.")
    data = filled(answer)
    assert (data["summary"], data["claims-0-text"], data["attachments-0-title"]) == (
        ["Typed with care"],
        ["A statement"],
        ["A scan"],
    )
    assert not Attachment.objects.exists()
    assert not folder.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\x.pdf", "a\u202efdp.exe", "x" * 400 + ".pdf", "sc\u0000an.pdf"]
)
def test_the_name_of_a_file_plays_no_part(client, incident, folder, name):
    assert send(client, incident, name=name).status_code == 302
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [SHA]


def test_a_row_without_a_file_asks_for_one(client, incident):
    answer = save(client, incident, **row("attachments", 0, title="No file"))
    assert errors(answer)[0] == {"file": ["Choose a PDF, JPEG, PNG or WebP file of at most 20 MB."]}


def test_a_fault_elsewhere_does_not_lose_the_file(client, incident):
    answer = send(client, incident, date_edtf="nonsense")
    assert answer.status_code == 200
    assert filled(answer)["attachments-0-kept"] == [SHA]
    assert client.post(change_url(incident), filled(answer, date_edtf="1990")).status_code == 302
    assert Attachment.objects.get().sha256 == SHA


@pytest.mark.parametrize("kept", ["0" * 64, "../../etc/passwd", "x", "é" * 64])
def test_a_forged_hash_is_no_file(client, incident, kept):
    answer = save(client, incident, **row("attachments", 0, title="Forged", kept=kept))
    assert errors(answer)[0] == {"file": ["Choose a PDF, JPEG, PNG or WebP file of at most 20 MB."]}
    assert not Attachment.objects.exists()


def test_a_conflict_keeps_both_files(client, incident):
    other = client_of(factories.user("Author"))
    mine = opened(client, incident)
    target = BytesIO()
    Image.new("RGB", (4, 4)).save(target, "PNG")
    send(other, incident, target.getvalue(), "theirs.png", **{"attachments-0-title": "Theirs"})
    data = filled(mine, **{"attachments-0-title": "Mine"}) | {"attachments-0-file": upload()}
    answer = client.post(change_url(incident), data)
    assert answer.status_code == 409
    assert client.post(change_url(incident), filled(answer)).status_code == 302
    rows = Attachment.objects.filter(record=incident.pk).order_by("n")
    assert list(rows.values_list("title", "media_type")) == [("Theirs", "image/png"), ("Mine", "application/pdf")]


def test_a_file_that_stayed_is_no_change(client, incident):
    send(client, incident)
    version = Incident.objects.get().lock_version
    save(client, incident)
    assert Incident.objects.get().lock_version == version


# --- Looking ----------------------------------------------------------------------------------------


def look(user, sha256=SHA):
    return client_of(user).get(f"/admin/evidence/{sha256}/")


def test_the_desk_hands_a_file_out_as_a_download(author, client, incident):
    send(client, incident)
    answer = look(author)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{SHA[:12]}.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(("role", "status"), [("Author", 200), ("Publisher", 200), ("Administrator", 403), ("", 403)])
def test_who_may_look_at_drafts_sees_the_file(client, incident, role, status):
    send(client, incident)
    answer = look(factories.user(role))
    answer.close()
    assert answer.status_code == status


def test_nobody_else_sees_it_and_readers_have_no_address_for_it(client, incident):
    send(client, incident)
    client.logout()
    address = reverse("admin:editorial_evidence", args=[SHA])
    assert client.get(address)["Location"].startswith("/admin/login/")
    assert client.get(f"/evidence/{SHA}/").status_code == 404


@pytest.mark.parametrize("word", ["0" * 64, "x", "A" * 64, "0" * 65])
def test_what_is_no_file_is_not_found(author, word):
    assert look(author, word).status_code == 404
