"""Working records and accounts for tests of the desk, made through the same services as everything else."""

import itertools
from typing import Any

from django.contrib.auth.models import Group

from editorial.models import (
    Citation,
    Claim,
    Country,
    Dossier,
    DossierMembership,
    Edition,
    Participation,
    Person,
    Place,
    Record,
    Side,
    Source,
    User,
    Visit,
)
from editorial.rules import newest_revision
from editorial.services import drafting, publishing, reviewing
from editorial.services.reviewing import Submission

numbers = itertools.count(1)


def user(role: str = "Author", **fields: Any) -> User:
    """A staff account in one role group; password `password`."""
    username = fields.pop("username", f"{role.lower() or 'nobody'}{next(numbers)}")
    account = User.objects.create_user(username, password="password", is_staff=True, **fields)
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def add_part(record: Record, model: type, key: str, **fields: Any):
    """A numbered part; `countries` fills the many-to-many of a side."""
    countries = fields.pop("countries", None)
    part = model(record_id=record.pk, **fields)
    drafting.number_part(record=Record.objects.get(pk=record.pk), part=part, key=key)
    part.save()
    if countries is not None:
        part.countries.set(countries)
    return part


def prove(record: Record, source: Source, *anchors: str) -> None:
    """One statement about the record, cited, and a citation for each further anchor."""
    claim = add_part(record, Claim, "claims", text=f"A statement about {record.title}.")
    for anchor in (f"claims/{claim.n}/text", *anchors):
        add_part(
            record, Citation, "citations", anchor=anchor, source=source, locator="Table, row 1", quote="a few words"
        )


def freeze(record: Record, author: User) -> None:
    """Close the bracket after parts were added."""
    record.refresh_from_db()
    drafting.freeze(record=record, author=author)


def open_of(record: Record) -> Edition:
    return drafting.open_edition(record)


def newest(record: Record):
    return newest_revision(Edition(record=record))


def visit_set(author: User) -> dict[str, Any]:
    """A visit and everything that it needs, all drafts: dossier, two countries, source, place, guest, host."""
    made: dict[str, Any] = {
        "dossier": drafting.create(actor=author, model=Dossier, title="First – Second", slug="first-second"),
        "first": drafting.create(actor=author, model=Country, title="First Country"),
        "second": drafting.create(actor=author, model=Country, title="Second Country"),
        "source": drafting.create(actor=author, model=Source, title="A source", source_kind="reference"),
        "place": drafting.create(actor=author, model=Place, title="A Town"),
        "guest": drafting.create(actor=author, model=Person, title="Guest Person"),
        "host": drafting.create(actor=author, model=Person, title="Host Person"),
        "visit": drafting.create(
            actor=author,
            model=Visit,
            title="Guest Person visits A Town",
            summary="Guest Person was received by Host Person.",
            date_edtf="1983-01-03/1983-01-05",
            date_as_stated="3–5 January 1983",
        ),
    }
    add_part(made["dossier"], Side, "sides", label="First", countries=[made["first"]])
    add_part(made["dossier"], Side, "sides", label="Second", countries=[made["second"]])
    for name in ("first", "second", "place", "guest", "host"):
        prove(made[name], made["source"])
    visit = made["visit"]
    Visit.objects.filter(pk=visit.pk).update(place=made["place"].pk)
    prove(visit, made["source"], "date", "place")
    add_part(
        visit,
        Participation,
        "participations",
        who=made["guest"],
        role="guest",
        capacity="President",
        state=made["second"],
    )
    add_part(
        visit, Participation, "participations", who=made["host"], role="host", capacity="President", state=made["first"]
    )
    DossierMembership.objects.create(record=visit, dossier=made["dossier"])
    for record in made.values():
        freeze(record, author)
    return made


def submit_all(author: User, records: list[Record], **change: Any) -> None:
    """Submit the open editions of `records` together."""
    reviewing.submit(actor=author, submissions=[Submission(open_of(record), **change) for record in records])


def publish_all(publisher: User, records: list[Record]) -> None:
    """Approve each member and publish the set (or the single record)."""
    for record in records:
        reviewing.approve(actor=publisher, edition=open_of(record), revision=newest(record))
    publishing.publish(actor=publisher, edition=open_of(records[0]), revision=newest(records[0]))


def published_visit_set() -> dict[str, Any]:
    """`visit_set` gone public, with the `author` and `publisher` who did it."""
    author, publisher = user("Author"), user("Publisher")
    made = visit_set(author)
    submit_all(author, list(made.values()))
    publish_all(publisher, list(made.values()))
    return made | {"author": author, "publisher": publisher}
