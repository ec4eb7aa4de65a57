"""An incident that accuses a living person, through the real admin by HTTP, from draft to withdrawal; readers and API watch.

Each step is its own function; what the public sees is asserted after every one. Nothing is done behind the screens but
the background world and the clock of the scheduled run.
"""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from editorial.models import Incident, Person, Revision
from editorial.services import scheduling
from relations import verification
from relations.models import Change, Head
from tests import factories
from tests.desk.forms import change_url, client_of, filled, opened, row
from tests.desk.screens import look, member, seen, send, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.slow]
TITLE = "East charges an attaché"
DUE = datetime.datetime(2090, 3, 31, 9, 30, tzinfo=datetime.UTC)


class World:
    """The people, the public background, and the two records of the story."""

    def __init__(self) -> None:
        self.ann, self.rita = factories.user("Author", username="ann"), factories.user("Reviewer", username="rita")
        self.petra, self.paul = (factories.user("Publisher", username=name) for name in ("petra", "paul"))
        self.made = factories.incident_set(self.ann)
        background = [record for name, record in self.made.items() if name != "incident"]
        factories.submit_all(self.ann, background)
        factories.publish_all(self.petra, background, self.rita)
        self.agent = self.made["agent"]
        self.double = self.incident = None


class Public:
    """What a reader and a program without an account get."""

    def __init__(self) -> None:
        self.client = Client()

    def page(self, record):
        return self.client.get(f"/r/{record.public_id}/", follow=True)

    def item(self, record, word="incidents"):
        return self.client.get(f"/api/v1/{word}/{record.public_id}/")

    def ops(self, record):
        return list(
            Change.objects.filter(record__public_id=record.public_id).order_by("seq").values_list("op", flat=True)
        )

    def named_by(self, who):
        """Titles of the incidents that the API finds for a person."""
        answer = self.client.get("/api/v1/incidents/", {"who": who.public_id})
        return [found["title"]["en"] for found in answer.json()["data"]]


def typed(user, model, **fields):
    """A new record by its form; the form must take it."""
    address = reverse(f"admin:editorial_{model._meta.model_name}_add")
    client = client_of(user)
    answer = client.post(address, filled(client.get(address), **fields))
    assert answer.status_code == 302, answer.context["errors"]
    return model.objects.get(title=fields["title"])


def pressed(user, record, act, **data):
    return send(user, "review", record, act=act, **seen(record), **data)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def public():
    return Public()


def test_an_incident_from_draft_to_withdrawal(world, public):
    a_double_of_the_agent_goes_public(world, public)
    the_incident_is_drafted(world, public)
    it_is_submitted_with_a_warning(world, public)
    two_people_approve_it(world, public)
    it_is_published_at_its_hour(world, public)
    the_double_is_merged(world, public)
    the_incident_is_corrected(world, public)
    going_back_is_a_draft_and_is_let_go(world, public)
    it_is_withdrawn_and_confirmed(world, public)
    assert list(verification.differences()) == []
    assert Head.objects.get().seq == Change.objects.count()


def a_double_of_the_agent_goes_public(world, public):
    """Somebody drafts a person that is there already, under another name; nobody notices."""
    fields = {"title": "Agent P."} | row("claims", 0, text="Was an attaché.")
    fields |= row("citations", 0, anchor="claims/1/text", source=str(world.made["source"].pk), locator="p. 1")
    world.double = typed(world.ann, Person, **fields)
    assert public.page(world.double).status_code == 404
    assert send(world.ann, "submit", world.double, **member(world.double)).status_code == 302
    assert pressed(world.petra, world.double, "approve_and_publish").status_code == 302
    assert "Was an attaché." in words(public.page(world.double))


def the_incident_is_drafted(world, public):
    made, source = world.made, str(world.made["source"].pk)
    fields = {"title": TITLE, "kind": "legal_proceeding", "standing": "attributed", "date_edtf": "2022-02-03"}
    fields |= {"summary": "An attaché was charged.", "topics": ["justice"]}
    fields |= row("participations", 0, who=str(made["east"].pk), role="initiator")
    world.incident = typed(world.ann, Incident, **fields)
    page = opened(client_of(world.ann), world.incident)
    fields = row("participations", 1, who=str(world.double.pk), role="accused", alleged="on")
    fields |= row("claims", 0, text="East charged an attaché.", holder=str(made["east"].pk), standing="attributed")
    fields |= row("positions", 0, side=str(made["west"].pk), stance="none_found", date_edtf="2022-02-10")
    fields |= row("in_dossiers", 0, dossier=str(made["dossier"].pk))
    fields |= {"one_sided_reason": "East published nothing else."}
    save(world, page, fields)
    for index, anchor in enumerate(("claims/1/text", "date")):
        page = opened(client_of(world.ann), world.incident)
        save(world, page, row("citations", index, anchor=anchor, source=source, locator="p. 2", quote="a few words"))
    assert public.page(world.incident).status_code == 404
    assert public.item(world.incident).status_code == 404


def save(world, page, fields):
    answer = client_of(world.ann).post(change_url(world.incident), filled(page, **fields))
    assert answer.status_code == 302, answer.context["errors"]


def it_is_submitted_with_a_warning(world, public):
    page = look(world.ann, "submit", world.incident)
    said = "It accuses Agent P., a living person: two people who did not write it have to approve it."
    assert f"{said} These can: paul, petra and rita." in words(page)
    assert "The checklist is complete." in words(page)
    assert send(world.ann, "submit", world.incident, **member(world.incident)).status_code == 302
    assert factories.newest(world.incident).needs == 2
    assert public.page(world.incident).status_code == 404


def two_people_approve_it(world, public):
    assert pressed(world.ann, world.incident, "approve").status_code == 403
    assert pressed(world.rita, world.incident, "approve", comment="Read.").status_code == 302
    assert "1 of 2 approvals, by rita; a second person has to approve." in words(
        look(world.petra, "review", world.incident)
    )
    early = send(world.petra, "schedule", world.incident, **seen(world.incident), day="2090-03-31", hour="09:30")
    assert early.status_code == 409
    assert pressed(world.petra, world.incident, "approve").status_code == 302
    assert factories.open_of(world.incident).state == "approved"
    assert public.page(world.incident).status_code == 404


def it_is_published_at_its_hour(world, public):
    hour = {"day": "2090-03-31", "hour": "09:30"}
    assert send(world.petra, "schedule", world.incident, **seen(world.incident), **hour).status_code == 302
    assert scheduling.publish_due(now=DUE - datetime.timedelta(minutes=1)) == []
    assert public.item(world.incident).status_code == 404
    assert [ran.reason for ran in scheduling.publish_due(now=DUE)] == [""]
    page, item = public.page(world.incident), public.item(world.incident).json()["data"]
    assert (page.status_code, "East charged an attaché." in words(page)) == (200, True)
    assert (item["version"], item["document"]["change"]) == (1, {"kind": "first"})
    assert item["content_hash"] == factories.newest(world.incident).sha256
    assert (public.named_by(world.double), public.ops(world.incident)) == ([TITLE], ["publish"])


def the_double_is_merged(world, public):
    asked = {"survivor": world.agent.public_id, "comment": "The same man."}
    assert send(world.petra, "propose_merge", world.double, **asked).status_code == 302
    assert "Was an attaché." in words(public.page(world.double))
    assert send(world.petra, "merge", world.double, **asked).status_code == 403
    assert send(world.paul, "merge", world.double, **asked).status_code == 302
    led = public.page(world.double)
    assert (led.status_code, "Agent Person" in words(led)) == (200, True)
    moved = public.item(world.double, "people")
    assert (moved.status_code, moved["Location"]) == (308, f"/api/v1/people/{world.agent.public_id}/")
    assert TITLE in public.named_by(world.agent)
    assert public.item(world.incident).json()["data"]["version"] == 1  # no document was rewritten
    assert public.ops(world.double) == ["publish", "merge"]


def the_incident_is_corrected(world, public):
    """The date was wrong; and the next edition has to name the man who stands for the double."""
    page = opened(client_of(world.ann), world.incident)
    save(world, page, {"date_edtf": "2022-02-04"})
    page = look(world.ann, "submit", world.incident)
    assert "“Agent P.” was merged into “Agent Person”; name that one instead." in words(page)
    page = opened(client_of(world.ann), world.incident)
    save(world, page, row("participations", 1, who=str(world.agent.pk)))
    wordless = send(world.ann, "submit", world.incident, **member(world.incident, kind="correction"))
    assert (wordless.status_code, "Public note: say in one sentence" in words(wordless)) == (422, True)
    note = "It was Friday the 4th, not Thursday the 3rd."
    data = member(world.incident, kind="correction", note=note)
    assert send(world.ann, "submit", world.incident, **data).status_code == 302
    assert pressed(world.petra, world.incident, "approve_and_publish").status_code == 403  # it is not the last one
    assert pressed(world.rita, world.incident, "approve").status_code == 302
    assert public.item(world.incident).json()["data"]["version"] == 1
    assert pressed(world.petra, world.incident, "approve_and_publish").status_code == 302
    item = public.item(world.incident).json()["data"]
    assert (item["version"], item["date"]["edtf"], item["document"]["change"]["note"]) == (2, "2022-02-04", note)
    assert note in words(public.page(world.incident))
    old = public.client.get(f"/r/{world.incident.public_id}/v1/", follow=True)
    assert (old.status_code, "3 February 2022" in words(old)) == (200, True)


def going_back_is_a_draft_and_is_let_go(world, public):
    first = Revision.objects.filter(record=world.incident, edition__published_number=1).order_by("-seq").first()
    page = look(world.ann, "revert_to", world.incident, revision=first.pk)
    assert {each.anchor for each in page.context["differences"]} == {"date/edtf", "participations/2/who"}
    world.incident.refresh_from_db()
    asked = {"revision": first.pk, "version": world.incident.lock_version}
    assert send(world.ann, "revert_to", world.incident, **asked).url == change_url(world.incident)
    assert send(world.ann, "revert_to", world.incident, **asked).status_code == 409
    refused = send(world.ann, "submit", world.incident, **member(world.incident, kind="minor"))
    assert (refused.status_code, "was merged into “Agent Person”" in words(refused)) == (422, True)
    assert send(world.ann, "discard", world.incident).status_code == 302
    world.incident.refresh_from_db()
    assert world.incident.date_edtf == "2022-02-04"
    assert public.item(world.incident).json()["data"]["version"] == 2


def it_is_withdrawn_and_confirmed(world, public):
    notice = "The charge was against somebody else."
    assert send(world.petra, "withdraw", world.incident, reason="error", notice=notice).status_code == 302
    page = public.page(world.incident)
    assert (page.status_code, notice in words(page), TITLE in words(page)) == (410, False, False)
    assert public.item(world.incident).status_code == 410
    assert TITLE not in public.named_by(world.agent)
    assert send(world.petra, "confirm_withdrawal", world.incident, notice=notice).status_code == 403
    assert send(world.paul, "confirm_withdrawal", world.incident, notice=notice).status_code == 302
    page = public.page(world.incident)
    assert (page.status_code, notice in words(page)) == (410, True)
    assert public.ops(world.incident) == ["publish", "publish", "withdraw", "confirm_withdrawal"]
    old = public.client.get(f"/r/{world.incident.public_id}/v1/", follow=True)
    assert (old.status_code, "attaché" in words(old)) == (410, False)
