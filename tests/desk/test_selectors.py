"""Worklists: who finds what, with the same reasons as the rules, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import rules, selectors
from editorial.models import Edition, Source
from editorial.services import drafting, publishing, reviewing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {role: factories.user(role) for role in ("Author", "Reviewer", "Publisher", "Administrator")}


def source(author, title="A source"):
    return drafting.create(actor=author, model=Source, title=title, source_kind="reference")


def titles(items):
    return [str(item.edition.record) for item in items]


def test_each_stage_stands_in_its_own_list(people):
    author, publisher = people["Author"], people["Publisher"]
    rows = {name: source(author, name) for name in ("draft", "sent", "back", "ready", "gone")}
    for name in ("sent", "back", "ready", "gone"):
        factories.submit_all(author, [rows[name]])
    back = factories.open_of(rows["back"])
    reviewing.request_changes(
        actor=publisher, edition=back, revision=factories.newest(rows["back"]), comment="Name it."
    )
    approve(publisher, [rows["ready"]])
    factories.publish_all(publisher, [rows["gone"]])
    publishing.withdraw(actor=publisher, record=rows["gone"], reason="error", notice="It is wrong.")
    lists = selectors.worklists(author)
    assert {name: titles(items) for name, items in lists.items() if items} == {
        "returned": ["back"], "my_drafts": ["draft"], "to_review": ["sent"], "to_publish": ["ready"],
        "to_confirm": ["gone"],
    }  # fmt: skip
    assert [item.comment for item in lists["returned"] + lists["to_confirm"]] == ["Name it.", "It is wrong."]
    assert titles(selectors.my_drafts(publisher)) == []


def test_reasons_are_those_of_the_rules(people):
    people["Author of both"] = factories.user("Publisher")
    made = factories.visit_set(people["Author of both"])
    factories.submit_all(people["Author of both"], list(made.values()))
    lone = source(people["Author"])
    factories.submit_all(people["Author"], [lone])
    for stage in ("in_review", "one approved"):
        for person in people.values():
            for item in selectors.to_review(person):
                assert item.reason == rules.may_approve(person, Edition.objects.get(pk=item.edition.pk)), stage
            for item in selectors.to_publish(person):
                assert item.reason == rules.may_publish(person, Edition.objects.get(pk=item.edition.pk)), stage
        if stage == "in_review":
            approve(people["Reviewer"], [lone, made["visit"]])
    assert {str(item.edition.record): item.reason is None for item in selectors.to_publish(people["Publisher"])} == {
        "A source": True,
        "Guest Person visits A Town": False,
    }


def test_a_withdrawal_waits_for_somebody_else(people):
    other, made = factories.user("Publisher"), factories.published_visit_set()
    publishing.withdraw(actor=made["publisher"], record=made["visit"], reason="error")
    reasons = {
        person: selectors.to_confirm(person)[0].reason for person in (other, made["publisher"], people["Author"])
    }
    edition = Edition.objects.get(record=made["visit"], state="withdrawn")
    assert reasons == {person: rules.may_confirm_withdrawal(person, edition) for person in reasons}
    assert reasons[other] is None
    publishing.confirm_withdrawal(actor=other, record=made["visit"], notice="")
    assert selectors.to_confirm(other) == []


def test_a_set_stands_on_one_line_led_by_the_visit(people):
    made = factories.visit_set(people["Author"])
    factories.submit_all(people["Author"], list(made.values()))
    (item,) = selectors.to_review(people["Reviewer"])
    assert (item.edition.record_id, len(item.others), item.reason) == (made["visit"].pk, 7, None)


def test_queries_do_not_grow_with_the_lists(people):
    counts, reader = [], people["Author"]
    rules.roles_of(reader)
    for _ in range(2):
        made = factories.visit_set(people["Author"])
        factories.submit_all(people["Author"], list(made.values()))
        for stage in range(3):
            lone = source(people["Author"], f"{stage}")
            factories.submit_all(people["Author"], [lone])
            (factories.publish_all if stage == 2 else approve)(people["Publisher"], [lone])
        publishing.withdraw(actor=people["Publisher"], record=lone, reason="error")
        source(people["Author"])
        with CaptureQueriesContext(connection) as queries:
            assert len(selectors.worklists(reader)["to_publish"]) == 2 * (len(counts) + 1)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def approve(publisher, records):
    for record in records:
        reviewing.approve(actor=publisher, edition=factories.open_of(record), revision=factories.newest(record))


def test_someone_without_a_role_is_told_so():
    factories.submit_all(author := factories.user("Author"), [source(author)])
    root = factories.user("", is_superuser=True)
    assert "needs the role Reviewer" in selectors.to_review(root)[0].reason
