"""Drafts cannot leak: a token in every desk field, every public address read; and no public byte depends on drafts."""

import pytest
from django.db import models

from editorial.models import Citation, Claim, Decision, Edition, LogLine, Record, User
from editorial.services import drafting, reviewing
from editorial.shapes import SHAPES, typed
from tests import addresses, factories

TOKEN = "canary7q"
SHAPED = {"slug": TOKEN, "language": "cs-canary7q", "content_sha256": "ca7a9e" * 10 + "ca7a"}
UNTOUCHED = {"public_id", "type", "anchor"}


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
    drafts = factories.visit_set(author)
    for record in [*drafts.values(), *made.values()]:
        if isinstance(record, Record):
            factories.add_part(record, Claim, "claims", text=TOKEN)
            poison(record, author)
    person = drafting.create(actor=author, model=type(drafts["guest"]), title=f"{TOKEN} person")
    factories.prove(person, made["source"])
    factories.freeze(person, author)
    factories.submit_all(author, [person])
    comment = f"{TOKEN}: say more"
    edition = factories.open_of(person)
    reviewing.request_changes(
        actor=made["publisher"], edition=edition, revision=factories.newest(person), comment=comment
    )
    return [*drafts.values(), person]


def test_the_poison_is_everywhere(db):
    """The leak test is worth nothing if there was nothing to leak."""
    drafts = poisoned_desk(factories.published_visit_set())
    assert Record.objects.filter(title__icontains=TOKEN).count() >= 2 * len(SHAPES)
    assert all(row.text == TOKEN for row in Claim.objects.filter(record__in=drafts[:-1]))
    assert User.objects.filter(username=TOKEN).exists()
    assert Citation.objects.filter(quote=TOKEN).exists()
    assert Decision.objects.filter(comment__icontains=TOKEN).exists()
    assert Edition.objects.filter(state="changes_requested").exists()
    assert LogLine.objects.exists()


def test_no_public_answer_holds_the_token(client, db):
    made = factories.published_visit_set()
    drafts = poisoned_desk(made)
    read = 0
    for path in addresses.public_addresses([record.public_id for record in drafts]):
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert TOKEN not in body.decode(errors="replace").lower(), path
        assert TOKEN not in str(answer.headers).lower(), path
        assert answer.status_code < 500, path
        read += 1
    assert read > 100


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
    for path in addresses.public_addresses([]):
        answer = client.get(path)
        headers = {key: value for key, value in answer.headers.items() if key not in ("Date", "X-Request-ID")}
        answers[path] = (answer.status_code, headers, b"".join(answer) if answer.streaming else answer.content)
    return answers


@pytest.mark.slow
def test_two_hundred_drafts_change_no_public_byte(client, db):
    made = factories.published_visit_set()
    before = capture(client)
    people = [drafting.create(actor=made["author"], model=type(made["guest"]), title=f"Draft {n}") for n in range(184)]
    drafts = [*people, *factories.visit_set(made["author"]).values(), *factories.visit_set(made["author"]).values()]
    assert len(drafts) == 200
    assert capture(client) == before
