"""Nothing leaks before the hour: with a set that is approved and scheduled, every public answer is byte for byte what it
was without it, and at the hour every channel has it at once.
"""

import datetime
import gzip

import pytest
from django.core.management import call_command
from django.utils import timezone

from editorial.services import drafting, reviewing, scheduling
from relations.models import Head
from tests import addresses, factories
from tests.reading import headers_of
from tests.test_canary import capture

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
TOKEN = "Embargoq7"
HOUR = datetime.timedelta(hours=1)
CHANNELS = (
    "/first-second/", "/first-second/timeline/", "/first-second/timeline/?view=table", "/first-second/visits/",
    "/first-second/corrections/", "/first-second/corrections/?format=atom", "/first-second/timeline/?format=atom",
    "/first-second/timeline/?format=jsonfeed", "/first-second/timeline/?format=ics", "/first-second/timeline/?format=csv",
    "/search/?q={token}", "/search/?q=guest", "/api/v1/search/?q={token}", "/api/v1/people/", "/api/v1/visits/",
    "/api/v1/visits/{visit}/", "/api/v1/timeline/", "/api/v1/changes/", "/api/v1/changes/?after=0", "/api/v1/corrections/",
    "/api/v1/people/{person}/", "/people/{person}/", "/people/{person}/{token}/", "/r/{person}/", "/r/{visit}/",
    "/visits/{visit}/", "/embed/visits/{visit}/", "/embed/people/{person}/", "/embed/oembed/?url=http://testserver/r/{person}/",
    "/embed/oembed/?url=http://testserver/r/{visit}/", "/sitemap.xml", "/sitemap/people.xml", "/sitemap/visits.xml", "/",
    "/api/v1/visits/{visit}/versions/", "/api/v1/visits/{visit}/compare/?from=1&to=2", "/api/v1/visits/{visit}/versions/2/",
    "/api/v1/visits/{visit}/citation/?format=apa", "/api/v1/people/{person}/citation/", "/api/v1/withdrawals/",
    "/api/v1/topics/", "/api/v1/status/", "/api/v1/transparency/head/",
    "/api/v1/dumps/", "/readyz/", "/robots.txt", "/search/opensearch.xml", "/cs/search/?q={token}",
)  # fmt: skip


@pytest.fixture
def made(db, settings, tmp_path):
    settings.DUMPS_DIR = tmp_path
    return factories.published_visit_set()


def drafted(made):
    """A new person, and a change of the public visit that names nobody else: one set, still drafts."""
    author = made["author"]
    person = drafting.create(actor=author, model=type(made["guest"]), title=f"{TOKEN} Person")
    factories.prove(person, made["source"])
    factories.freeze(person, author)
    factories.Visit.objects.filter(pk=made["visit"].pk).update(title=f"{TOKEN} visit", summary=f"{TOKEN} said so.")
    factories.add_part(
        made["visit"], factories.Participation, "participations", who=person, role="delegation", capacity="Minister"
    )
    made["visit"].refresh_from_db()
    factories.freeze(made["visit"], author)
    return [person, made["visit"]]


def embargoed(made, records):
    """Submitted, approved and scheduled for an hour from now."""
    pairs = zip(records, ("first", "update"), strict=True)
    submissions = [reviewing.Submission(factories.open_of(record), kind) for record, kind in pairs]
    reviewing.submit(actor=made["author"], submissions=submissions)
    for record in records:
        reviewing.approve(actor=made["publisher"], edition=factories.open_of(record), revision=factories.newest(record))
    at = timezone.now() + HOUR
    lead = factories.open_of(records[0])
    scheduling.schedule(actor=made["publisher"], edition=lead, revision=factories.newest(records[0]), at=at)
    return at


def channels(made, person):
    named = {"token": TOKEN, "visit": made["visit"].public_id, "person": person.public_id}
    return [path.format(**named) for path in CHANNELS]


def answered(client, paths):
    """Status, headers without the clock, and bytes of each."""
    found = {}
    for path in paths:
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[path] = (answer.status_code, headers_of(answer), body)
    return found


def holding(found):
    """Paths whose answer holds the token, other than as what was asked for."""
    return {path for path, (_, _, body) in found.items() if TOKEN.encode() in body.replace(path.encode(), b"")}


def test_every_channel_is_silent_before_the_hour_and_speaks_at_it(client, made):
    records = drafted(made)
    paths = channels(made, records[0])
    before = answered(client, paths)
    at = embargoed(made, records)
    assert scheduling.publish_due(now=at - datetime.timedelta(microseconds=1)) == []
    assert answered(client, paths) == before
    searched = {path for path in paths if TOKEN in path}  # these say back what was looked for
    assert holding(before) <= searched
    assert [ran.reason for ran in scheduling.publish_due(now=at)] == ["", ""]
    after = answered(client, paths)
    silent = {path for path in paths if after[path][2] == before[path][2]}
    redirects = {path for path in paths if after[path][0] == before[path][0] and after[path][0] // 100 == 3}
    assert silent - redirects == {
        *("/readyz/", "/robots.txt", "/search/opensearch.xml"),
        "/first-second/corrections/?format=atom",  # an update is no correction
    }
    spoken = {path for path in holding(after) - searched if "/embed/oembed/" not in path}
    assert {"/first-second/timeline/", "/api/v1/timeline/", f"/api/v1/people/{records[0].public_id}/"} <= spoken


def test_a_validator_from_before_the_hour_is_good_until_it_and_no_longer(client, made):
    """A page kept by a cache is answered 304 while nothing changed, and never once the hour has come."""
    records = drafted(made)
    path = f"/r/{made['visit'].public_id}/"
    page = client.get(path, follow=True)
    url, kept = page.redirect_chain[-1][0] if page.redirect_chain else path, page.headers["ETag"]
    at = embargoed(made, records)
    assert client.get(url, headers={"If-None-Match": kept}).status_code == 304
    scheduling.publish_due(now=at)
    assert client.get(url, headers={"If-None-Match": kept}).status_code in (200, 301)


def test_a_dump_made_before_the_hour_holds_nothing_of_it(made, tmp_path):
    records = drafted(made)
    at = embargoed(made, records)
    call_command("export_dump")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if TOKEN.encode() in unpacked(path)]
    assert Head.objects.get().seq == 8
    scheduling.publish_due(now=at)
    assert Head.objects.get().seq == 10


def unpacked(path):
    body = path.read_bytes()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


@pytest.mark.slow
@pytest.mark.once
def test_every_address_is_byte_equal_with_and_without_the_set(client, made):
    """The whole walk, the set's own addresses included: what is new in it is not there."""
    bare = capture(client)
    records = drafted(made)
    ids = {record.public_id: record.type for record in records}
    paths = addresses.public_addresses(ids)
    asked = answered(client, paths)
    at = embargoed(made, records)
    assert answered(client, paths) == asked
    assert {path: asked[path] for path in bare} == bare
    person = records[0].public_id
    named = [path for path in paths if person in path and person not in path.partition("?")[2]]
    assert {asked[path][0] for path in named} == {404}
    assert len(scheduling.publish_due(now=at)) == 2
