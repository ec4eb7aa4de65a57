"""Working records and accounts for tests of the desk, made through the same services as everything else.

Two worlds: `visit_set`, the smallest that a visit needs, and `incident_set`, where every list of parts has something in it.
"""

import hashlib
from typing import Any

from django.contrib.auth.models import Group

from editorial.models import (
    AccessPoint,
    Attachment,
    Attribution,
    Case,
    Citation,
    Claim,
    Country,
    Dossier,
    DossierMembership,
    Edition,
    Era,
    Figure,
    Incident,
    InfoboxRow,
    Measure,
    Membership,
    Name,
    Observation,
    Organisation,
    Participation,
    Person,
    Place,
    Position,
    Record,
    Response,
    Section,
    SeeAlso,
    Series,
    Side,
    Source,
    StaffCeiling,
    Tenure,
    Translation,
    User,
    Visit,
)
from editorial.rules import newest_revision
from editorial.services import drafting, publishing, reviewing
from editorial.services.reviewing import Submission
from tests.remembering import number, remembered

# The bytes of the one attachment of `incident_set`; only its row is made, no file is stored.
EVIDENCE = b"%PDF-1.4\n% a report, of one line\n%%EOF\n"


@remembered
def user(role: str = "Author", **fields: Any) -> User:
    """A staff account in one role group; password `password`."""
    username = fields.pop("username", f"{role.lower() or 'nobody'}{number()}")
    account = User.objects.create_user(username, password="password", is_staff=True, **fields)
    if role:
        account.groups.add(Group.objects.get(name=role))
    return account


def add_part(record: Record, model: type, key: str, /, **fields: Any):
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


@remembered
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


@remembered
def incident_set(author: User) -> dict[str, Any]:
    """An incident, the one that it answers, and everything around them, all drafts: every list of parts is in use.

    `agent` is a living person who is accused: `incident` needs two approvals. Slugs and titles differ from those of
    `visit_set`, so that one test may have both.
    """
    made = incident_background(author)
    fill_profiles(made)
    made["cause"] = drafting.create(
        actor=author,
        model=Incident,
        title="Explosion at A Depot",
        summary="A depot exploded.",
        kind="sabotage",
        topics=["sabotage"],
        date_edtf="2014-10-16",
        place=made["depot"],
    )
    fill_cause(made)
    made["incident"] = drafting.create(
        actor=author,
        model=Incident,
        title="East expels staff of the West embassy",
        summary="Staff of the embassy had to leave.",
        public_note="The number is that of the announcement.",
        kind="expulsion",
        topics=["espionage", "diplomacy"],
        standing="attributed",
        date_edtf="2021-04-17",
        date_as_stated="on Saturday",
        order_in_day=2,
        place=made["town"],
        case="agent-case",
        stage="wanted",
    )
    fill_incident(made)
    for record in made.values():
        freeze(record, author)
    return made


def incident_background(author: User) -> dict[str, Any]:
    """The records that an incident names, still without parts."""

    def make(model: type[Record], title: str, **fields: Any) -> Record:
        return drafting.create(actor=author, model=model, title=title, **fields)

    east, west = make(Country, "East", iso_numeric="203"), make(Country, "West")
    body = make(Organisation, "League of States", organisation_kind="international")
    newspaper = make(Organisation, "The Daily", organisation_kind="media", country=east)
    town = make(Place, "East Town", country=east)
    depot = make(Place, "A Depot", place_kind="site", country=east, inside=town)
    embassy = make(
        Organisation,
        "Embassy of West in East Town",
        organisation_kind="embassy",
        sending_state=west,
        receiving_state=east,
        seat=town,
        date_edtf="1993/..",
    )
    section = make(Organisation, "Consular section of West", organisation_kind="other", parent=embassy)
    source = make(
        Source, "What the ministry said", source_kind="news", language="en", author="A. Reporter", topics=["espionage"],
        publisher=newspaper, date_edtf="2021-04-18",
    )  # fmt: skip
    series = make(
        Series, "Trust in West", topics=["public_opinion"], definition="Share of adults who trust West.",
        unit="percent of adults", country=east,
        comparable=True,
    )  # fmt: skip
    dossier = make(
        Dossier, "East – West", slug="east-west", lead="East and West have had relations since 1993."
    )  # fmt: skip
    return {
        "dossier": dossier, "east": east, "west": west, "body": body, "newspaper": newspaper, "town": town,
        "depot": depot, "embassy": embassy, "section": section, "source": source, "series": series,
        "agent": make(Person, "Agent Person"), "late": make(Person, "Late Person", deceased=True),
        "post": make(Source, "What the agent wrote", source_kind="social"),
    }  # fmt: skip


def fill_profiles(made: dict[str, Any]) -> None:
    """Parts and proofs of everything but the incidents."""
    east, west, source = made["east"], made["west"], made["source"]
    add_part(source, AccessPoint, "access_points", url="https://example.org/ministry", accessed="2026-01-02")
    add_part(east, Membership, "memberships", body=made["body"], status="suspended", date_edtf="2022-04-07/..")
    ceiling = {"count": 32, "category": "staff", "imposed_by": east, "date_edtf": "2021-05-31/..", "note": "Equal."}
    add_part(made["embassy"], StaffCeiling, "staff_ceilings", **ceiling)
    add_part(made["agent"], Tenure, "tenures", office="Attaché", body=made["embassy"], date_edtf="2019/2021")
    add_part(made["agent"], Name, "names", text="Агент", language="ru")
    for period, value, qualifier in (("2009", "31", ""), ("2016/2017", "24.5", "approx"), ("2021-05", "12", "max")):
        add_part(made["series"], Observation, "observations", period=period, value=value, qualifier=qualifier)
    dossier = made["dossier"]
    add_part(dossier, Side, "sides", label="East", countries=[east])
    add_part(dossier, Side, "sides", label="West", countries=[west])
    add_part(dossier, Section, "sections", heading="Spies", topic="espionage", text="Some staff were not diplomats.")
    add_part(dossier, Era, "eras", label="The first years", date_edtf="1993/2013", note="Until the explosion.")
    add_part(dossier, InfoboxRow, "infobox", label="Embassy", side=2, text="In East Town", target=made["embassy"])
    add_part(dossier, Case, "cases", key="agent-case", title="East against an agent", section=1)
    add_part(dossier, SeeAlso, "see_also", target=made["series"], note="What people think.")
    add_part(dossier, Translation, "translations", anchor="lead", language="cs", text="Východ a Západ mají vztahy.")
    for name, anchors in {
        "east": ("memberships/1",),
        "west": (),
        "body": (),
        "newspaper": (),
        "town": (),
        "depot": (),
        "section": (),
        "agent": (),
        "late": (),
        "embassy": ("existed", "seat", "staff_ceilings/1"),
        "series": ("observations/1", "observations/2", "observations/3"),
        "dossier": ("lead", "sections/1/text", "infobox/1"),
    }.items():
        prove(made[name], source, *anchors)
    Claim.objects.filter(record=dossier).update(section=1)


def fill_cause(made: dict[str, Any]) -> None:
    """The incident that is answered: established, with a victim and a figure; only a dead person is accused."""
    cause = made["cause"]
    add_part(cause, Participation, "participations", who=made["east"], role="affected")
    add_part(cause, Participation, "participations", who=made["late"], role="accused", alleged=True)
    add_part(cause, Figure, "figures", label="deaths", value="2")
    DossierMembership.objects.create(record=cause, dossier=made["dossier"])
    prove(cause, made["source"], "date", "place", "figures/1")


def fill_incident(made: dict[str, Any]) -> None:
    """One of every part that an incident can have; East acts towards West."""
    incident, east, west = made["incident"], made["east"], made["west"]

    def add(model: type, key: str, **fields: Any) -> None:
        add_part(incident, model, key, **fields)

    add(Participation, "participations", who=east, role="initiator", capacity="Government", state=east)
    add(Participation, "participations", who=west, role="target")
    add(Participation, "participations", who=made["agent"], role="accused", alleged=True, outcome="left the country")
    add(Measure, "measures", kind="expulsion", imposing=east, receiving=made["embassy"], count=18, category="staff",
        category_as_stated="employees", announced="2021-04-17", effective="2021-04-19", deadline="2021-04-19")  # fmt: skip
    add(Measure, "measures", kind="staff_cap", imposing=east, receiving=west, count_min=30, count_max=40, note="Talks.")
    add(Attribution, "attributions", text="Officers of West took part.", by=east, to=west, basis="intelligence",
        confidence="high", date_edtf="2021-04-17", reply="denies", reply_by=made["embassy"],
        reply_text="The embassy calls it absurd.", reply_date="2021-04-18")  # fmt: skip
    add(Position, "positions", side=east, stance="accuses", text="East blames West.", date_edtf="2021-04-17")
    add(Position, "positions", side=west, stance="none_found", date_edtf="2021-04-30")
    add(Response, "responses", to=made["cause"], relation="in_response_to", asserted_by=east)
    add(Response, "responses", to=made["cause"], relation="part_of", basis="inferred", note="The same affair.")
    add(Figure, "figures", label="staff before", value="94.5", unit="posts", qualifier="approx")
    add(Attachment, "attachments", title="A report", sha256=hashlib.sha256(EVIDENCE).hexdigest(),
        media_type="application/pdf", size=len(EVIDENCE))  # fmt: skip
    proven = ("date", "place", "measures/1/count", "measures/2", "attributions/1/text", "positions/1", "figures/1")
    prove(incident, made["source"], *proven)
    add(Claim, "claims", text="It was West.", standing="alleged", holder=east)
    add(Citation, "citations", anchor="claims/2", source=made["post"], through=made["source"],
        quote="it was", language="en")  # fmt: skip
    add(Translation, "translations", anchor="title", language="cs", text="Východ vyhošťuje")
    add(Translation, "translations", anchor="claims/1/text", language="cs", text="Věta.")
    DossierMembership.objects.create(record=incident, dossier=made["dossier"])


def submit_all(author: User, records: list[Record], **change: Any) -> None:
    """Submit the open editions of `records` together."""
    reviewing.submit(actor=author, submissions=[Submission(open_of(record), **change) for record in records])


def publish_all(publisher: User, records: list[Record], second: User | None = None) -> None:
    """Approve each member, where L7 asks for it twice, and publish the set (or the single record)."""
    for record in records:
        reviewing.approve(actor=publisher, edition=open_of(record), revision=newest(record))
        if newest(record).needs > 1:
            second = second or user("Reviewer")
            reviewing.approve(actor=second, edition=open_of(record), revision=newest(record))
    publishing.publish(actor=publisher, edition=open_of(records[0]), revision=newest(records[0]))


@remembered
def published_visit_set() -> dict[str, Any]:
    """`visit_set` gone public, with the `author` and `publisher` who did it."""
    author, publisher = user("Author"), user("Publisher")
    made = visit_set(author)
    submit_all(author, list(made.values()))
    publish_all(publisher, list(made.values()))
    return made | {"author": author, "publisher": publisher}


@remembered
def published_incident_set() -> dict[str, Any]:
    """`incident_set` gone public, with the `author`, the `publisher` and the second `reviewer` who did it."""
    author, publisher, reviewer = user("Author"), user("Publisher"), user("Reviewer")
    made = incident_set(author)
    submit_all(author, list(made.values()))
    publish_all(publisher, list(made.values()), reviewer)
    return made | {"author": author, "publisher": publisher, "reviewer": reviewer}
