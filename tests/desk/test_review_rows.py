"""The evidence on the review screen: no difference is hidden, each says who wrote it, citations say how they changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial.models import Citation, Claim, Measure, Record
from editorial.shapes import typed
from tests import factories
from tests.desk.forms import client_of
from tests.desk.screens import look, ready_source, url, words

pytestmark = [pytest.mark.desk, pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def made():
    return factories.published_incident_set()


def section(user, record, **query):
    page = look(user, "review", record, **query)
    assert page.status_code == 200
    return page, page.context["sections"][0]


def change(incident, author, model=None, n=1, **fields):
    if model:
        model.objects.filter(record=incident.pk, n=n).update(**fields)
    factories.freeze(typed(Record.objects.get(pk=incident.pk)), author)


def shown_in(rows):
    """Every anchor whose difference stands in a row, as often as it does."""
    own = [each.difference.anchor for row in rows for each in row.changes]
    return own + [each.anchor for row in rows for line in row.citations for each in line.changes]


def test_every_difference_stands_in_exactly_one_row(made):
    incident, author = made["incident"], made["author"]
    Claim.objects.filter(record=incident, n=2).delete()
    Citation.objects.filter(record=incident, n=1).delete()
    change(incident, author, Claim, 1, text="Another statement.")
    change(incident, author, Measure, 1, count=19)
    change(incident, author, Citation, 3, quote="other words")
    typed_row = typed(Record.objects.get(pk=incident.pk))
    typed_row.topics, typed_row.public_note, typed_row.summary = ["migration", "espionage"], "", "Shorter."
    typed_row.save()
    factories.add_part(incident, Claim, "claims", text="A third one.")
    factories.prove(incident, made["source"], "summary")
    factories.freeze(typed_row, author)
    _page, shown = section(made["publisher"], incident)
    wanted = sorted(each.anchor for each in shown.differences)
    assert len(wanted) > 15
    assert sorted(shown_in(shown.rows)) == wanted
    assert sorted(shown_in(shown.shown_rows)) == wanted
    ops = {row.label: row.op for row in shown.rows if row.op}
    assert (ops["Statement 1"], ops["Statement 2"], ops["Statement 3"]) == ("changed", "removed", "added")
    marks = {line.mark for row in shown.rows for line in row.citations}
    assert marks == {"", "new", "changed", "removed"}


def test_what_stays_as_it_is_is_a_click_away(made):
    incident, author = made["incident"], made["author"]
    change(incident, author, Claim, 1, text="Another statement.")
    page, shown = section(made["publisher"], incident)
    assert [row.label for row in shown.shown_rows] == ["Statement 1"]
    page, shown = section(made["publisher"], incident, show="everything")
    assert len(shown.shown_rows) == len(shown.rows) > 15
    assert '<a href="?show=changed#r-' in page.content.decode()
    for odd in ("x", "%00", "changed&show=everything"):
        assert look(made["publisher"], "review", incident, show=odd).status_code == 200


def test_a_new_record_is_shown_whole():
    author = factories.user("Author")
    source = ready_source(author)
    factories.submit_all(author, [source])
    page, shown = section(factories.user("Reviewer"), source)
    assert shown.shown_rows == shown.rows
    assert "<ins>" not in page.content.decode().partition('class="rv-effect"')[0]


def test_each_change_says_who_wrote_it_last(made):
    incident, other = made["incident"], factories.user("Author", username="olga")
    change(incident, made["author"], Claim, 1, text="Another statement.")
    change(incident, other, Measure, 1, count=19)
    change(incident, made["author"], Claim, 1, text="Yet another statement.")
    page, shown = section(made["publisher"], incident)
    by = {each.difference.anchor: (each.by.author, each.by.seq) for row in shown.rows for each in row.changes}
    assert (by["measures/1/count"], by["claims/1/text"]) == ((other, 5), (made["author"], 6))
    assert "by olga, revision 5" in words(page)
    assert f"{url('history', incident)}?from=4&amp;to=5" in page.content.decode()


def test_quotes_stand_beside_what_they_prove(made):
    factories.freeze(typed(Record.objects.get(pk=made["incident"].pk)), made["author"])
    change(made["incident"], made["author"], Citation, 1, stance="disputes", locator="Page 9")
    page, shown = section(made["publisher"], made["incident"])
    (line,) = [line for row in shown.rows for line in row.citations if line.mark]
    assert (line.kind, line.mark, line.locator) == ("disputes", "changed", "Page 9")
    assert {each.field for each in line.changes} == {
        "where in the source",
        "what it does for the statement",
    } or line.changes
    shown = page.content.decode()
    assert 'class="rv-cited rv-cited--disputes"' in shown
    assert f"/admin/editorial/source/{made['source'].pk}/change/" in shown


def test_the_page_in_czech_is_one_click_away(made):
    change(made["incident"], made["author"], Claim, 1, text="Another statement.")
    page, shown = section(made["publisher"], made["incident"])
    ((name, address),) = shown.languages
    czech = client_of(made["publisher"]).get(address, follow=True)
    assert (name, czech.status_code, "Východ vyhošťuje" in czech.content.decode()) == ("Čeština", 200, True)
    assert address.replace("&", "&amp;") in page.content.decode()


@pytest.mark.parametrize("claims", [1, 3])
def test_queries_do_not_grow_with_what_changed(made, claims):
    incident, author = made["incident"], made["author"]
    for number in range(claims):
        claim = factories.add_part(incident, Claim, "claims", text=f"Statement {number}.")
        factories.prove(incident, made["source"], f"claims/{claim.n}/text")
    Measure.objects.filter(record=incident, n=1).update(count=20)
    factories.freeze(incident, author)
    factories.submit_all(author, [incident], change_kind="update")
    client = client_of(factories.user("Reviewer"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url("review", incident)).status_code == 200
    assert len(asked) == 31


def test_the_queue_leads_from_one_to_the_next():
    author, reviewer = factories.user("Author"), factories.user("Reviewer")
    rows = [ready_source(author, f"Source {number}") for number in range(3)]
    for row in rows:
        factories.submit_all(author, [row])
    own = ready_source(reviewer, "Her own")
    factories.submit_all(reviewer, [own])
    page = look(reviewer, "review", rows[1])
    queue = page.context["queue"]
    assert (queue.words, queue.previous.title, queue.next.title) == ("2 of 3 waiting for you", "Source 0", "Source 2")
    assert look(reviewer, "review", own).context["queue"].words == "3 waiting for you"
    edition, newest = factories.open_of(rows[1]), factories.newest(rows[1])
    data = {"act": "approve", f"seen-{edition.pk}": newest.pk}
    landed = client_of(reviewer).post(url("review", rows[1]), data, follow=True)
    assert landed.redirect_chain == [(url("review", rows[2]), 302)]
    assert f'<a href="{url("review", rows[1])}">Back to “Source 1”</a>' in landed.content.decode()
    assert landed.context["queue"].words == "2 of 2 waiting for you"


def test_titles_in_the_way_back_are_escaped():
    author, reviewer = factories.user("Author"), factories.user("Reviewer")
    rows = [ready_source(author, f"<i>Source</i> {number}") for number in range(2)]
    for row in rows:
        factories.submit_all(author, [row])
    data = {"act": "approve", f"seen-{factories.open_of(rows[0]).pk}": factories.newest(rows[0]).pk}
    landed = client_of(reviewer).post(url("review", rows[0]), data, follow=True).content.decode()
    assert ("Back to “&lt;i&gt;Source" in landed, "“<i>Source" in landed) == (True, False)
