"""The start page and the page of each list: every number equals its list, however long, in a fixed number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial import rules
from editorial.models import Checkup, Claim, Dossier, Edition, LogLine, Source
from editorial.selectors import waiting
from editorial.services import drafting, scheduling, upkeep
from relations.models import Listing
from tests import factories
from tests.desk import newsroom
from tests.desk.forms import client_of
from tests.desk.screens import ready_source, words

pytestmark = [pytest.mark.desk, pytest.mark.django_db]
START, ACTIVITY = "/admin/", "/admin/-/activity/"
QUERIES = 31  # of the start page, for a publisher, where every list has lines


@pytest.fixture
def desk(lawless):
    me, other = factories.user("Publisher", username="petra"), factories.user("Author", username="ada")
    dossier = drafting.create(actor=other, model=Dossier, title="A dossier", slug="a-dossier")
    return newsroom.Desk(me, other, dossier)


def list_url(name, **query):
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse("admin:editorial_worklist", args=[name]) + (f"?{tail}" if tail else "")


def numbers(user, **query):
    """What the headings of the start page say, and how many lines stand below each."""
    context = client_of(user).get(START, query).context
    boxes = [box for _, boxes in context["groups"] for box in boxes] + context["quiet"]
    return {box.list.name: (box.total, len(box.lines)) for box in boxes}


def test_every_number_is_that_of_its_list(desk):
    newsroom.fill(desk, 7)
    client, found = client_of(desk.me), numbers(desk.me)
    assert set(found) == set(waiting.KNOWN) and all(total >= 7 for total, _ in found.values())
    page = client.get(START).content.decode()
    for name, (total, shown) in found.items():
        whole = client.get(list_url(name))
        assert (whole.context["box"].total, len(whole.context["box"].lines), shown) == (total, total, 5), name
        assert whole.content.decode().count('class="wl-what"') == total, name
        assert f'href="{list_url(name)}"' in page, name


def test_a_long_list_is_counted_whole_and_paged(desk):
    newsroom.fill(desk, 210, ["to_review"])
    client, total = client_of(desk.me), numbers(desk.me)["to_review"][0]
    pages = [client.get(list_url("to_review", page=number)) for number in range(1, 6)]
    titles = [line.item.title for page in pages for line in page.context["box"].lines]
    assert (total, len(titles), len(set(titles))) == (210, 210, 210)
    assert "51 to 100 of 210" in words(pages[1])
    assert sum(len(line.item.others) for page in pages for line in page.context["box"].lines) == 70


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_queries_do_not_grow(desk):
    client, counts = client_of(desk.me), []
    for each in (1, 20):
        newsroom.fill(desk, each)
        counts.append(
            [queries_of(client, path) for path in (START, list_url("to_publish"), list_url("broken"), ACTIVITY)]
        )
    assert counts == [[QUERIES, 11, 10, 6]] * 2


@pytest.mark.slow
def test_queries_are_the_same_among_ten_thousand(desk):
    newsroom.fill(desk, 1)
    newsroom.fill(desk, 750)
    assert Edition.objects.count() > 10_000
    assert queries_of(client_of(desk.me), START) == QUERIES


def test_one_dossier_alone(desk):
    newsroom.fill(desk, 4)
    every, inside = numbers(desk.me), numbers(desk.me, dossier=desk.dossier.public_id)
    names = ("stale", "broken", "my_drafts", "to_publish")
    assert [(every[name][0], inside[name][0]) for name in names] == [(4, 2)] * 4
    assert inside["reports"][0] == 0
    page = client_of(desk.me).get(START, {"dossier": desk.dossier.public_id.lower()})
    assert f'href="{list_url("stale", dossier=desk.dossier.public_id)}"' in page.content.decode()
    assert "Show all dossiers" in words(page)
    whole = client_of(desk.me).get(list_url("stale", dossier=desk.dossier.public_id))
    assert (whole.context["box"].total, len(whole.context["box"].lines)) == (2, 2)
    unknown = client_of(desk.me).get(START, {"dossier": "<b>"})
    assert "There is no dossier “<b>”" in words(unknown) and "<b>" not in unknown.content.decode()


@pytest.mark.once
def test_an_empty_desk_says_so_on_one_line():
    page = client_of(factories.user("Author")).get(START)
    assert (page.context["groups"], len(page.context["quiet"])) == ([], len(waiting.KNOWN))
    assert "Nothing waits." in words(page) and "Nothing here: returned to you , reports that you took" in words(page)


@pytest.mark.once
def test_what_is_mine_comes_first_and_a_role_that_lacks_is_said_once(desk):
    newsroom.fill(desk, 6)
    groups = client_of(desk.other).get(START).context["groups"]
    names = {title: [box.list.name for box in boxes] for title, boxes in groups}
    assert (names["For you"][0], "to_publish" in names["For the desk"]) == ("my_drafts", True)
    page = words(client_of(desk.other).get(list_url("to_publish")))
    assert page.count("This needs the role Publisher") == 1


@pytest.mark.once
def test_a_line_says_who_when_due_claimed_and_why_not(desk):
    newsroom.fill(desk, 1)
    now = timezone.now()
    row = Edition.objects.filter(state="in_review").order_by("pk").first()
    Edition.objects.filter(pk=row.pk).update(
        submitted_at=now - datetime.timedelta(days=3), due_on=now.date() - datetime.timedelta(days=2),
        reviewer=desk.me, claimed_at=now - datetime.timedelta(hours=2),
    )  # fmt: skip
    text = words(client_of(desk.me).get(START))
    assert "overdue by 2 days Source ada submitted 3 days ago you read it, claimed 2 hours ago Review" in text
    assert (
        rules.UNCONFIRMED not in text and "goes out in 2 hours" in text and "State: draft; assigned to nobody." in text
    )


@pytest.mark.once
def test_the_countdown_of_a_real_set():
    author, publisher = factories.user("Author"), factories.user("Publisher")
    source = ready_source(author)
    factories.submit_all(author, [source])
    factories.reviewing.approve(actor=publisher, edition=factories.open_of(source), revision=factories.newest(source))
    at = timezone.now() + datetime.timedelta(hours=3, minutes=5)
    scheduling.schedule(actor=publisher, edition=factories.open_of(source), revision=factories.newest(source), at=at)
    assert "A source goes out in 3 hours" in words(client_of(author).get(START))


# --- Upkeep ---------------------------------------------------------------------------------------


@pytest.fixture
def published():
    author, publisher = factories.user("Author"), factories.user("Publisher")
    source = ready_source(author)
    factories.submit_all(author, [source])
    factories.publish_all(publisher, [source])
    Listing.objects.update(updated_at=newsroom.OLD)
    return {"author": author, "source": source}


@pytest.mark.once
def test_a_record_that_was_checked_again_leaves_the_list(published, settings):
    author, source = published["author"], published["source"]
    client, url = client_of(author), reverse("admin:editorial_check", args=[source.pk])
    assert "published 2 years ago" in words(client.get(list_url("stale")))
    assert (client.get(url).status_code, Checkup.objects.count()) == (200, 0)
    answer = client.post(url, {"note": "Read it again.", "from": "stale", "dossier": ""}, follow=True)
    assert answer.redirect_chain == [(list_url("stale"), 302)]
    assert ["was checked and is still right" in words(answer), answer.context["box"].total] == [True, 0]
    assert Checkup.objects.get().note == "Read it again."
    assert (LogLine.objects.first().verb, LogLine.objects.first().record_id) == ("check", source.pk)
    Checkup.objects.update(at=newsroom.OLD + datetime.timedelta(days=1))
    assert "checked 2 years ago" in words(client.get(list_url("stale")))
    settings.CHECK_AFTER_MONTHS = 36
    assert numbers(author)["stale"] == (0, 0)


@pytest.mark.once
def test_who_may_not_write_cannot_check_and_a_draft_has_nothing_to_check(published):
    url = reverse("admin:editorial_check", args=[published["source"].pk])
    root = factories.user("", is_superuser=True)
    page = client_of(root).post(url, {"note": "As typed"})
    assert (page.status_code, "needs the role Author" in words(page), "As typed" in words(page)) == (422, True, True)
    draft = ready_source(published["author"], "A draft")
    page = client_of(published["author"]).post(reverse("admin:editorial_check", args=[draft.pk]), {"note": "\x00"})
    assert (page.status_code, Checkup.objects.count()) == (422, 0)
    assert "is not public now" in words(client_of(published["author"]).get(page.request["PATH_INFO"]))


def test_a_translation_is_behind_until_it_is_typed_anew():
    author = factories.user("Author")
    source = ready_source(author, "First title")
    part = factories.add_part(
        source, factories.Translation, "translations", anchor="title", language="cs", text="Titul"
    )
    factories.freeze(source, author)
    assert numbers(author)["behind"] == (0, 0)
    Source.objects.filter(pk=source.pk).update(title="Second title")
    factories.freeze(source, author)
    assert "Czech: Title" in words(client_of(author).get(list_url("behind")))
    factories.Translation.objects.filter(pk=part.pk).update(text="Jiný titul")
    factories.freeze(source, author)
    assert numbers(author)["behind"] == (0, 0)


def test_a_held_row_is_listed_when_all_that_it_names_is_public(published):
    author = published["author"]
    draft, other = ready_source(author, "A draft"), ready_source(author, "Another")
    factories.add_part(draft, factories.Citation, "citations", anchor="title", source=published["source"],
                       through=other, held=True)  # fmt: skip
    factories.add_part(draft, Claim, "claims", text="It is so.", holder=other, held=True)
    factories.freeze(draft, author)
    assert numbers(author)["liftable"] == (0, 0)
    factories.submit_all(author, [other])
    factories.publish_all(factories.user("Publisher"), [other])
    text = words(client_of(author).get(list_url("liftable")))
    assert "Citation 1: source: “A source” is public" in text and "Statement 1: holder: “Another” is public" in text


def test_a_broken_link_says_what_it_answers_and_who_cites_it(published):
    author, source = published["author"], published["source"]
    factories.add_part(source, factories.AccessPoint, "access_points", url="https://example.org/gone")
    for number in range(4):
        row = ready_source(author, f"Citing {number}")
        factories.add_part(
            row, factories.Citation, "citations", anchor="title", source=Source.objects.get(pk=source.pk)
        )
    upkeep.note_answer(url="https://example.org/gone", status=500, fault="It answers 500: its server fails.")
    assert numbers(author)["broken"] == (0, 0)
    upkeep.note_answer(url="https://example.org/gone", status=410, fault="It answers 410: the page is gone.")
    text = words(client_of(author).get(list_url("broken")))
    assert "https://example.org/gone: It answers 410: the page is gone." in text
    assert "Cited by Citing 0 , Citing 1 , Citing 2 and 1 more." in text


# --- What the team did ----------------------------------------------------------------------------


@pytest.mark.once
def test_the_team_is_told_folded_by_person_and_paged(desk):
    newsroom.fill(desk, 1)
    sources = [ready_source(desk.me if n % 2 else desk.other, f"Row {n}") for n in range(44)]
    client = client_of(desk.me)
    page = client.get(ACTIVITY)
    assert "petra saved Row 43 just now ada saved Row 42 just now" in words(page)
    older = client.get(page.context["older_url"])
    assert "Row 23" in words(older) and "Row 24" not in words(older) and "Row 43" not in words(older)
    mine = words(client.get(ACTIVITY, {"person": desk.me.pk}))
    assert "petra saved Row 43 , Row 41 , Row 39 and 19 more" in mine and "Row 42" not in mine
    assert reverse("admin:editorial_source_change", args=[sources[43].pk]) in page.content.decode()


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999999999999", "page=x", "page=" + "9" * 5000, "dossier=%00", "dossier=ABCDEF&dossier=1",
     "person=-1", "person=%00", "person=999999999999999", "before=0", "before=" + "9" * 40, "from=%ff"],
)  # fmt: skip
def test_nothing_in_an_address_breaks_a_page(query):
    client = client_of(factories.user("Author"))
    paths = (START, list_url("stale"), list_url("to_review"), ACTIVITY)
    assert [client.get(f"{path}?{query}").status_code for path in paths] == [200] * 4


@pytest.mark.once
def test_the_pages_only_show_and_only_to_people_of_the_desk():
    client = client_of(factories.user("Author"))
    assert [client.post(path).status_code for path in (list_url("stale"), ACTIVITY)] == [405, 405]
    assert client.get(list_url("nope")).status_code == 404
    outsider = client_of(factories.user("Administrator"))
    assert [outsider.get(path).status_code for path in (list_url("stale"), ACTIVITY, START)] == [403, 403, 200]
    assert "What waits" not in words(outsider.get(START))
