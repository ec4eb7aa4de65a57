"""Drafts cannot leak: a token in every desk field, every public address read; and no public byte depends on drafts."""

import hashlib
from collections import Counter

import pytest
from django.db import models

from editorial import composing
from editorial.models import Citation, Claim, Comment, Decision, Edition, LogLine, Record, Translation, User
from editorial.services import comments, drafting, reviewing
from editorial.shapes import SHAPES, typed
from relations import evidence
from tests import addresses, factories
from tests.reading import headers_of

TOKEN = "canary7q"
HASH = "ca7a9e" * 10 + "ca7a"  # the token of a field that can hold nothing but a hash
SHAPED = {"slug": TOKEN, "language": "cs-canary7q", "content_sha256": HASH, "sha256": HASH, "of": f"sha256:{HASH}"}
UNTOUCHED = {"public_id", "type", "anchor", "iso_numeric", "latitude", "longitude"}  # digits hold no token


def poison_row(row, **more):
    """Put the token into every free text column of one row, past all forms and services."""
    values = {
        field.attname: SHAPED.get(
            field.name, f"https://{TOKEN}.example/" if isinstance(field, models.URLField) else TOKEN
        )
        for field in row._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField))
        and not field.choices
        and field.name not in UNTOUCHED
        and "edtf" not in field.name
        and "not_" not in field.name
    }
    values |= {field.name: [TOKEN] for field in row._meta.concrete_fields if field.name == "topics"}
    for name, value in (values | more).items():
        setattr(row, name, value)
    row.save()


def poison(record, author):
    """Spoil a record, its parts and its newest revision."""
    poison_row(typed(Record.objects.get(pk=record.pk)))
    for shape in SHAPES[record.type].parts:
        for part in shape.model.objects.filter(record_id=record.pk):
            poison_row(part)
    factories.freeze(typed(Record.objects.get(pk=record.pk)), author)


def poisoned_desk(made):
    """Drafts of every type, an edit of every public record, a submission, a return, a set, people: all with the token."""
    author = made["author"]
    poison_row(author, username=TOKEN, password=author.password)
    drafts = factories.visit_set(author) | {f"{name} too": row for name, row in factories.incident_set(author).items()}
    for record in [*drafts.values(), *made.values()]:
        if isinstance(record, Record):
            factories.add_part(record, Claim, "claims", text=TOKEN)
            factories.add_part(record, Translation, "translations", anchor="summary", text=TOKEN)
            poison(record, author)
    keep_files()
    person = drafting.create(actor=author, model=type(drafts["guest"]), title=f"{TOKEN} person")
    factories.prove(person, made["source"])
    factories.freeze(person, author)
    factories.submit_all(author, [person])
    comment = f"{TOKEN}: say more"
    edition = factories.open_of(person)
    reviewing.request_changes(
        actor=made["publisher"], edition=edition, revision=factories.newest(person), comment=comment
    )
    comments.add_comment(actor=made["publisher"], edition=edition, text=f"{TOKEN}: which year?", anchor="title")
    return [*drafts.values(), person]


def keep_files():
    """The public file and the private one, both stored: only the record says which of them readers may have."""
    for sha256, content in (
        (hashlib.sha256(factories.EVIDENCE).hexdigest(), factories.EVIDENCE),
        (HASH, TOKEN.encode()),
    ):
        path = evidence.path_of(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.fixture
def made(db, settings, tmp_path):
    """Both sets of the factories, public."""
    settings.EVIDENCE_DIR = tmp_path
    visits, incidents = factories.published_visit_set(), factories.published_incident_set()
    return visits | {f"{name} too": value for name, value in incidents.items() if isinstance(value, Record)}


def test_the_poison_is_everywhere(made):
    """The leak test is worth nothing if there was nothing to leak."""
    drafts = poisoned_desk(made)
    for shape in SHAPES.values():
        texts = [composing.compose(row) for row in Record.objects.filter(type=drafting.type_of(shape.model))]
        assert texts and all(TOKEN in text for text in texts)
        for part in shape.parts:
            rows = part.model.objects.filter(record__type=drafting.type_of(shape.model)).exclude(
                record_id=drafts[-1].pk
            )
            spoiled = [row for row in rows if TOKEN in repr(row.__dict__) or HASH in repr(row.__dict__)]
            assert (part.key, len(spoiled)) == (part.key, len(rows))
    assert {part.model for shape in SHAPES.values() for part in shape.parts if part.model.objects.exists()} == {
        part.model for shape in SHAPES.values() for part in shape.parts
    }
    assert Record.objects.filter(title__icontains=TOKEN).count() >= 2 * len(SHAPES)
    assert all(row.text == TOKEN for row in Claim.objects.filter(record__in=drafts[:-1]))
    assert User.objects.filter(username=TOKEN).exists()
    assert Citation.objects.filter(quote=TOKEN).exists()
    assert Decision.objects.filter(comment__icontains=TOKEN).exists()
    assert Comment.objects.filter(text__icontains=TOKEN).exists()
    assert Edition.objects.filter(state="changes_requested").exists()
    assert LogLine.objects.exists()


@pytest.mark.slow
@pytest.mark.once
def test_no_public_answer_holds_the_token(client, made):
    drafts = {record.public_id: record.type for record in poisoned_desk(made)}
    answered = Counter()
    for path in addresses.public_addresses(drafts, [HASH]):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = f"{body.decode(errors='replace')} {answer.headers}".lower()
        # Not found says back what was asked for, the address of a private file included.
        assert TOKEN not in said, path
        assert HASH not in said.replace(path, ""), path
        assert answer.status_code < 500, path
        answered[answer.status_code] += 1
    assert answered[200] > 250
    assert answered[404] > 300


def test_a_private_file_is_not_there(client, made):
    poisoned_desk(made)
    public = hashlib.sha256(factories.EVIDENCE).hexdigest()
    assert b"".join(client.get(f"/evidence/{public}/")) == factories.EVIDENCE
    private, never = client.get(f"/evidence/{HASH}/"), client.get(f"/evidence/{'0' * 64}/")
    assert (private.status_code, never.status_code) == (404, 404)
    assert private.content.replace(HASH.encode(), b"0" * 64) == never.content


def test_a_draft_answers_like_nothing(client, db):
    """A draft's address gives the same bytes as one that never was."""
    draft = factories.visit_set(factories.user("Author"))["visit"]
    for word in ("/visits/{}/", "/r/{}/", "/visits/{}/v1/", "/visits/{}/versions/", "/api/v1/visits/{}/"):
        known, never = client.get(word.format(draft.public_id)), client.get(word.format("ZZZZZZ"))
        assert (known.status_code, never.status_code) == (404, 404)
        assert known.content.replace(draft.public_id.encode(), b"ZZZZZZ") == never.content


def capture(client):
    """Every public answer: status, headers without the clock, bytes."""
    answers = {}
    for path in addresses.public_addresses({}):
        answer = client.get(path)
        body = b"".join(answer) if answer.streaming else answer.content
        answers[path] = (answer.status_code, headers_of(answer), body)
    return answers


@pytest.mark.slow
@pytest.mark.once
def test_two_hundred_drafts_change_no_public_byte(client, db):
    made = factories.published_visit_set()
    before = capture(client)
    people = [drafting.create(actor=made["author"], model=type(made["guest"]), title=f"Draft {n}") for n in range(184)]
    drafts = [*people, *factories.visit_set(made["author"]).values(), *factories.visit_set(made["author"]).values()]
    assert len(drafts) == 200
    assert capture(client) == before
