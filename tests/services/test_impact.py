"""What readers would see otherwise, said before anybody approves it: pages, counts, sums, links, addresses."""

import pytest

from editorial.models import Claim, DossierMembership, Measure, Observation, Record, Visit
from editorial.selectors.impact import effect_of
from editorial.shapes import typed
from relations import ledger
from relations.documents import load
from relations.ledger import reading
from relations.models import EntryCount, Listing
from tests import factories

pytestmark = [pytest.mark.desk, pytest.mark.once, pytest.mark.django_db]


def pair(record):
    listing = Listing.objects.filter(public_id=record.public_id).select_related("edition").first()
    return load(listing.edition.document) if listing else None, load(factories.newest(record).document)


def effect(*records):
    return effect_of([pair(record) for record in records])


def edited(record, author, **fields):
    record = typed(Record.objects.get(pk=record.pk))
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
    factories.freeze(record, author)
    return record


def counts(found):
    return {count.what: (count.before, count.after) for count in found.counts}


def paths(pages):
    return [page.path for page in pages]


@pytest.fixture
def made():
    return factories.published_visit_set()


def test_a_new_visit_joins_the_timeline(made):
    author, dossier = made["author"], made["dossier"]
    before = EntryCount.objects.get(dossier__public_id=dossier.public_id, facet="all").count
    visit = factories.drafting.create(
        actor=author, model=Visit, title="A second visit", date_edtf="1984-05-01", place=made["place"]
    )
    DossierMembership.objects.create(record=visit, dossier=dossier)
    for role, state in (("guest", "second"), ("host", "first")):
        part = {"who": made[role], "role": role, "capacity": "President", "state": made[state]}
        factories.add_part(visit, factories.Participation, "participations", **part)
    factories.prove(visit, made["source"], "date", "place")
    factories.freeze(visit, author)
    found = effect(visit)
    assert counts(found)["Timeline of First – Second"] == (str(before), str(before + 1))
    assert counts(found)["Timeline of First – Second, group “Visits and talks”"] == (str(before), str(before + 1))
    assert found.own[0].why == "new"
    around = paths(found.around)
    for path in (
        "/first-second/",
        "/first-second/timeline/",
        "/first-second/timeline/?view=map",
        "/first-second/visits/",
    ):
        assert path in around
    assert "/first-second/ledger/" not in around
    assert {link.target for link in found.appear} == {
        *("First – Second", "First Country", "Second Country"),
        *("Guest Person", "Host Person", "A source", "A Town"),
    }
    assert (found.disappear, found.addresses, found.linking) == ([], [], [])
    factories.submit_all(author, [visit])
    factories.publish_all(made["publisher"], [visit])
    now = EntryCount.objects.get(dossier__public_id=dossier.public_id, facet="all").count
    assert now == before + 1  # the promise was kept


def test_a_new_name_changes_the_address_and_the_pages_that_link(made):
    guest = edited(made["guest"], made["author"], title="Guest Renamed")
    found = effect(guest)
    ((old, new),) = found.addresses
    assert (old.endswith("/guest-person/"), new.endswith("/guest-renamed/")) == (True, True)
    assert found.own[0].why == "changes; until now called “Guest Person”"
    assert [(page.title, page.why) for page in found.linking] == [
        ("Guest Person visits A Town", "shows the new name or address")
    ]
    assert [str(row) for row in found.drafts] == ["Guest Person visits A Town"]
    assert (counts(found), found.appear, found.disappear) == ({}, [], [])


def test_what_leaves_a_dossier_is_counted_out(made):
    DossierMembership.objects.filter(record=made["visit"]).delete()
    found = effect(edited(made["visit"], made["author"]))
    assert counts(found)["Timeline of First – Second"] == ("1", "0")
    assert [link.target for link in found.disappear] == ["First – Second"]


def test_sums_of_the_ledger_are_those_that_it_will_say():
    made = factories.published_incident_set()
    incident, author = made["incident"], made["author"]
    edited(incident, author, standing="established")
    Measure.objects.filter(record=incident, n=1).update(count=20)
    factories.freeze(incident, author)
    found = effect(incident)
    assert counts(found) == {"Ledger of East – West: expelled by East": ("0 in 0 steps", "20 in 1 step")}
    assert "/east-west/ledger/" in paths(found.around)
    factories.submit_all(author, [incident], change_kind="correction", change_note="It was 20.")
    assert "/east-west/corrections/" in paths(effect(incident).around)
    factories.publish_all(made["publisher"], [incident])
    (dossier,) = reading.dossiers(reading.named("east-west"))
    east, _west = reading_totals(dossier)
    assert (east.steps, east.low) == (1, 20)  # the promise was kept


def reading_totals(dossier):
    return ledger.totals(ledger.lines(ledger.of(dossier)))


def test_values_of_a_series_are_counted_and_its_pages_named():
    made = factories.published_incident_set()
    factories.add_part(made["series"], Observation, "observations", period="2022", value="10")
    factories.freeze(made["series"], made["author"])
    found = effect(made["series"])
    assert counts(found) == {"Values of Trust in West": ("3", "4")}
    assert [page.title for page in found.linking] == ["East – West"]


def test_a_set_is_counted_once(made):
    author, visits = made["author"], []
    for number in (1, 2):
        visit = factories.drafting.create(actor=author, model=Visit, title=f"Visit {number}", date_edtf=f"198{number}")
        DossierMembership.objects.create(record=visit, dossier=made["dossier"])
        factories.freeze(visit, author)
        visits.append(visit)
    assert counts(effect(*visits))["Timeline of First – Second"] == ("1", "3")


def test_a_draft_with_nothing_in_it_changes_little():
    bare = factories.drafting.create(actor=factories.user("Author"), model=factories.Incident, title="Bare")
    found = effect(bare)
    assert ([page.title for page in found.own], found.counts, found.appear) == (["Bare"], [], [])


@pytest.mark.parametrize("claims", [1, 3])
def test_queries_do_not_grow_with_what_links(made, claims, django_assert_num_queries):
    for number in range(claims):
        factories.add_part(made["guest"], Claim, "claims", text=f"Statement {number}.")
    pairs = [pair(edited(made["guest"], made["author"], title="Guest Renamed"))]
    with django_assert_num_queries(3):
        effect_of(pairs)
