"""Every screen of the desk in Chromium: axe, reflow, outline, focus that the save bar never covers, a silent console."""

import itertools

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from editorial.models import Source
from editorial.services import comments, drafting, merging, publishing, reviewing, vanishing
from tests import factories, looking
from tests.desk.screens import ready_source

pytestmark = [pytest.mark.desk, pytest.mark.django_db(transaction=True)]


def change(record, **fields):
    """Edit some plain fields of a published record, so that an edition is open."""
    Source.objects.filter(pk=record.pk).update(**fields)
    factories.freeze(record, record.created_by)


def at(verb, record):
    return reverse(f"admin:editorial_{verb}", args=[record.pk])


def withdrawn(author, publisher):
    """A source whose withdrawal waits for a second publisher."""
    gone = ready_source(author, "A source that failed")
    factories.submit_all(author, [gone])
    factories.publish_all(publisher, [gone])
    publishing.withdraw(actor=publisher, record=gone, reason="error")
    return gone


def listed(author, publisher, second, made, visit, source, waiting, gone, draft, ready, world):
    """Who looks at what, by the name of the screen."""
    return {
        "login": (None, "/admin/login/"),
        "start": (author, "/admin/"),
        "list": (author, reverse("admin:editorial_visit_changelist")),
        "form": (author, at("visit_change", visit)),
        "empty form": (author, reverse("admin:editorial_incident_add")),
        "incidents": (author, reverse("admin:editorial_incident_changelist")),
        "incident form": (author, at("incident_change", world["incident"])),
        "dossier form": (author, at("dossier_change", world["dossier"])),
        "mission form": (author, at("organisation_change", world["embassy"])),
        "series form": (author, at("series_change", world["series"])),
        "new record": (author, at("visit_change", draft)),
        "submit": (author, at("submit", source)),
        "not ready": (author, at("submit", draft)),
        "set": (publisher, at("set", world["incident"])),
        "vanishing": (second, at("vanishing", made["place"])),
        "review": (publisher, at("review", waiting)),
        "comments": (publisher, at("comments", waiting)),
        "preview": (publisher, at("preview", waiting)),
        "history": (publisher, at("history", visit)),
        "withdraw": (publisher, at("withdraw", visit)),
        "incident": (publisher, at("review", world["incident"])),
        "schedule": (publisher, at("schedule", ready)),
        "go back": (author, f"{at('revert_to', source)}?revision={factories.newest(source).pk}"),
        "choose a survivor": (publisher, at("propose_merge", made["host"])),
        "propose a merge": (publisher, f"{at('propose_merge', made['host'])}?survivor={made['guest'].public_id}"),
        "merge": (second, at("merge", made["guest"])),
        "drop a merge": (second, at("drop_merge", made["guest"])),
        "confirm": (factories.user("Publisher"), at("confirm_withdrawal", gone)),
        "password": (author, reverse("admin:password_change")),
        "two revisions": (publisher, f"{at('history', visit)}?from=1&to=2"),
        "log": (publisher, reverse("admin:editorial_log")),
        "find": (author, f"{reverse('admin:editorial_find')}?q=town"),
        "bulk": (
            author,
            f"{reverse('admin:editorial_bulk', args=['join_dossier'])}?records={source.public_id},{gone.public_id}",
        ),
        "keep apart": (author, f"{at('keep_apart', source)}?other={gone.public_id}"),
    }


def of_the_day(author, publisher, source):
    """Screens that are about no state of a record."""
    admin = factories.user("Administrator")
    return {
        "worklist": (publisher, reverse("admin:editorial_worklist", args=["to_review"])),
        "activity": (author, reverse("admin:editorial_activity")),
        "check": (author, at("check", source)),
        "notices": (publisher, reverse("admin:editorial_notices")),
        "assign": (publisher, at("assign", source)),
        "permissions": (author, reverse("admin:permissions")),
        "guide": (author, reverse("admin:editorial_guide")),
        "second factor": (author, reverse("admin:second_factor")),
        "forgotten password": (None, reverse("admin:password_forgotten")),
        "accounts": (admin, reverse("admin:editorial_user_changelist")),
        "new account": (admin, reverse("admin:editorial_user_add")),
        "start of an administrator": (admin, "/admin/"),
    }


@pytest.fixture
def screens(db):
    """Who looks at what, by the name of the screen: a set in public, an open draft, one in review, one withdrawn."""
    made = factories.published_visit_set()
    author, publisher = made["author"], made["publisher"]
    visit, source = made["visit"], made["source"]
    change(source, title="A better title")
    waiting = ready_source(author, "A source that waits")
    factories.submit_all(author, [waiting])
    comments.add_comment(actor=publisher, edition=factories.open_of(waiting), text="Which year?", anchor="title")
    gone = withdrawn(author, publisher)
    draft = drafting.create(actor=author, model=factories.Visit, title="A visit with nothing yet")
    second = factories.user("Publisher")
    merging.propose_merge(actor=publisher, record=made["guest"], survivor=made["host"], comment="One person.")
    ready = ready_source(author, "A source that is approved")
    factories.submit_all(author, [ready])
    reviewing.approve(actor=publisher, edition=factories.open_of(ready), revision=factories.newest(ready))
    vanishing.propose_vanish(actor=publisher, record=made["place"], reason="Order of the court")
    world = factories.incident_set(author)
    factories.submit_all(author, list(world.values()))
    shown = listed(author, publisher, second, made, visit, source, waiting, gone, draft, ready, world)
    return shown | of_the_day(author, publisher, source)


@pytest.fixture
def tab(page, live_server):
    """The open tab; at the end its console must be silent. Chromium's advice on password forms is no fault."""
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    assert [text for text in page.said if not text.startswith("[DOM] Password forms")] == []


def enter(tab, live_server, user):
    """Become `user`, without the login form."""
    tab.context.clear_cookies()
    if user:
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def on_every_screen(tab, live_server, screens, look, views=looking.VIEWS[:1]):
    """What `look(tab)` finds, by screen, the views taking turns; screens where it finds nothing are left out."""
    found = {}
    for (name, (user, path)), view in zip(screens.items(), itertools.cycle(views), strict=False):
        looking.dress(tab, view)
        enter(tab, live_server, user)
        assert tab.goto(path).status == 200, name
        found[name] = look(tab)
    return {name: each for name, each in found.items() if each}


def test_axe_finds_nothing_on_any_screen(tab, live_server, screens):
    """Each kind of screen once; the sizes and colour schemes take turns. The rest is in the slow test below."""
    shown = {
        name: screens[name]
        for name in (
            "login",
            "start",
            "list",
            "incident form",
            "submit",
            "incident",
            "withdraw",
            "history",
            "schedule",
            "merge",
        )
    }
    assert on_every_screen(tab, live_server, shown, looking.violations, looking.VIEWS) == {}


@pytest.mark.slow
@pytest.mark.parametrize("first", [0, 3])
def test_axe_finds_nothing_at_any_size(tab, live_server, screens, first):
    """Each screen in a light and a dark view of another width, taking turns; the public pages are seen in all six."""
    views = [*looking.VIEWS[first:], *looking.VIEWS[:first]]
    assert on_every_screen(tab, live_server, screens, looking.violations, views) == {}


def test_no_screen_scrolls_sideways_and_each_has_an_outline(tab, live_server, screens):
    def look(page):
        return [*looking.sideways(page).items(), *looking.faults_of_outline(page)]

    assert on_every_screen(tab, live_server, screens, look) == {}


@pytest.mark.parametrize(
    "name", ["review", *(pytest.param(name, marks=pytest.mark.slow) for name in ("form", "incident form"))]
)
def test_every_stop_of_the_keyboard_is_seen_and_has_a_name(tab, live_server, screens, name):
    """The bar with the save button sticks to the foot of the form: it must not cover the field that is filled."""
    user, path = screens[name]
    enter(tab, live_server, user)
    tab.goto(path)
    stops = looking.tab_walk(tab)
    assert len(stops) > 10
    assert looking.lost(stops) == []
