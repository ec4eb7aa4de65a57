"""Two records for one thing: choose which stays, read both side by side, propose, and by a second publisher merge or drop."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from editorial import rules, selectors
from editorial.models import Claim, Decision, Person
from editorial.services import drafting, merging, publishing
from relations.models import Change, Listing
from tests import factories
from tests.desk.forms import client_of, opened
from tests.desk.screens import look, send, url, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def person(made, title):
    """A second public record for somebody."""
    row = drafting.create(actor=made["author"], model=Person, title=title)
    factories.prove(row, made["source"])
    factories.freeze(row, made["author"])
    factories.submit_all(made["author"], [row])
    factories.publish_all(made["publisher"], [row])
    return row


@pytest.fixture
def made():
    made = factories.published_visit_set()
    return made | {"double": person(made, "Guest Person (President)"), "second": factories.user("Publisher")}


def propose(made, user=None, survivor=None, **data):
    values = {"survivor": (survivor or made["guest"]).public_id, "comment": "The same person."} | data
    return send(user or made["publisher"], "propose_merge", made["double"], **values)


def confirm(made, user=None, survivor=None):
    return send(user or made["second"], "merge", made["double"], survivor=(survivor or made["guest"]).public_id)


def ops():
    return list(Change.objects.exclude(op="publish").order_by("seq").values_list("op", flat=True))


def listing(record):
    return Listing.objects.get(public_id=record.public_id)


def buttons(user, record):
    return {button.verb: button.reason for button in opened(client_of(user), record).context["panel"].buttons}


def test_the_list_offers_public_records_of_the_same_type(made):
    draft = drafting.create(actor=made["author"], model=Person, title="Guest Person, a draft")
    page = look(made["publisher"], "propose_merge", made["double"])
    assert [row.title for row in page.context["found"]] == ["Guest Person", "Host Person"]
    asked = look(made["publisher"], "propose_merge", made["double"], q="host")
    assert [row.title for row in asked.context["found"]] == ["Host Person"]
    by_id = look(made["publisher"], "propose_merge", made["double"], q=made["guest"].public_id.lower())
    assert [row.title for row in by_id.context["found"]] == ["Guest Person"]
    for asked in (draft.public_id, made["double"].public_id, made["place"].public_id, "a+" * 300):
        assert look(made["publisher"], "propose_merge", made["double"], q=asked).context["found"] == []
    assert look(made["publisher"], "propose_merge", made["double"], q="%00").status_code == 200
    for asked in ("%00", "a" * 300, "²²²²²²"):
        assert look(made["publisher"], "propose_merge", made["double"], survivor=asked).status_code == 422


def test_both_stand_side_by_side_with_what_will_happen(made):
    page = look(made["publisher"], "propose_merge", made["guest"], survivor=made["double"].public_id)
    rows = {row.label: (row.first, row.second) for row in page.context["rows"]}
    assert rows["Title"] == (["Guest Person"], ["Guest Person (President)"])
    assert rows["Statements"] == (
        ["A statement about Guest Person. · established"],
        ["A statement about Guest Person (President). · established"],
    )
    assert [len(face.impact.public) for face in page.context["faces"]] == [1, 0]
    text = words(page)
    assert "1 public page links to it" in text
    assert f"its short link /r/{made['guest'].public_id}/ too, leads to “Guest Person (President)”" in text
    assert "No document is rewritten" in text
    assert page.context["other_way"] == url("propose_merge", made["double"]) + f"?survivor={made['guest'].public_id}"
    assert (Decision.objects.filter(kind="propose_merge").count(), ops()) == (0, [])


def test_one_proposes_and_another_confirms(made):
    assert propose(made).status_code == 302
    assert (listing(made["double"]).state, ops()) == ("public", [])
    page = look(made["second"], "merge", made["double"])
    assert "The same person." in words(page)
    assert made["publisher"].username in words(page)
    assert confirm(made).status_code == 302
    gone = listing(made["double"])
    assert (gone.state, gone.replacement.public_id, ops()) == ("merged", made["guest"].public_id, ["merge"])
    after = opened(client_of(made["author"]), made["double"]).context["panel"]
    assert (after.merged_into.title, after.warnings, after.buttons) == ("Guest Person", [rules.MERGED], [])


def test_who_proposed_it_may_not_confirm_it_and_sees_why(made):
    propose(made)
    assert buttons(made["publisher"], made["double"])["merge"] == rules.PROPOSED
    assert rules.PROPOSED in words(look(made["publisher"], "merge", made["double"]))
    page = confirm(made, made["publisher"])
    assert (page.status_code, rules.PROPOSED in words(page), ops()) == (403, True, [])
    (item,) = selectors.merges(made["publisher"])
    assert (item.reason, item.note, item.comment) == (rules.PROPOSED, "Into “Guest Person”.", "The same person.")
    (item,) = selectors.merges(made["second"])
    assert (item.reason, item.edition.record_id) == (None, made["double"].pk)


def test_the_worklist_leads_to_the_proposal(made):
    propose(made)
    page = client_of(made["second"]).get("/admin/")
    assert "Merges to confirm 1" in words(page)
    assert f'href="{url("merge", made["double"])}"' in page.content.decode()
    confirm(made)
    assert selectors.merges(made["second"]) == []


def test_another_proposal_than_the_one_that_was_read_is_a_conflict(made):
    propose(made)
    assert send(made["second"], "drop_merge", made["double"], comment="Not the same.").status_code == 302
    propose(made, survivor=made["host"])
    page = confirm(made, survivor=made["guest"])
    assert (page.status_code, "is not the one that you read" in words(page), ops()) == (409, True, [])
    assert "Host Person" in words(page)
    assert confirm(made, survivor=made["host"]).status_code == 302


@pytest.mark.parametrize("survivor", ["", "ZZZZZZ", "x" * 400, "\x00"])
def test_a_forged_confirmation_merges_nothing(made, survivor):
    propose(made)
    assert send(made["second"], "merge", made["double"], survivor=survivor).status_code == 409
    assert ops() == []


def test_a_proposal_can_be_dropped_and_then_there_is_nothing_to_confirm(made):
    propose(made)
    page = look(made["second"], "drop_merge", made["double"])
    assert "The same person." in words(page)
    assert send(made["second"], "drop_merge", made["double"], comment="Two people.").status_code == 302
    for verb in ("merge", "drop_merge"):
        answer = send(made["second"], verb, made["double"], survivor=made["guest"].public_id)
        assert (answer.status_code, "No merge of this record is proposed" in words(answer)) == (409, True)
        assert look(made["second"], verb, made["double"]).status_code == 404
    assert Decision.objects.get(kind="drop_merge").comment == "Two people."


def test_a_second_proposal_waits_for_the_first(made):
    propose(made)
    page = propose(made, made["second"], survivor=made["host"])
    assert (page.status_code, "A merge into “Guest Person” is proposed already" in words(page)) == (409, True)
    assert set(buttons(made["second"], made["double"])) == {"withdraw", "merge", "drop_merge"}


@pytest.mark.parametrize("which", ["double", "place", "draft", "nobody"])
def test_what_cannot_stay_is_not_taken(made, which):
    made["draft"] = drafting.create(actor=made["author"], model=Person, title="A draft")
    survivor = made[which].public_id if which in made else "ZZZZZZ"
    page = send(made["publisher"], "propose_merge", made["double"], survivor=survivor, comment="The same.")
    assert (page.status_code, f"“{survivor}” is no public person that could stay" in words(page)) == (422, True)
    assert [row.title for row in page.context["found"]] == ["Guest Person", "Host Person"]
    assert look(made["publisher"], "propose_merge", made["double"], survivor=survivor).status_code == 422


def test_a_comment_that_no_document_may_hold_keeps_what_was_typed(made):
    page = propose(made, comment="Turned \u202e round")
    assert (page.status_code, "U+202E" in words(page), "Turned" in page.content.decode()) == (422, True, True)


def test_dossiers_are_not_merged(made):
    reason = "Dossiers are not merged; withdraw one, and name the other as its replacement."
    assert buttons(made["publisher"], made["dossier"])["propose_merge"] == reason
    page = send(made["publisher"], "propose_merge", made["dossier"], survivor=made["guest"].public_id)
    assert (page.status_code, reason in words(page)) == (403, True)


def test_what_is_not_public_is_not_merged(made):
    draft = drafting.create(actor=made["author"], model=Person, title="A draft")
    assert look(made["publisher"], "propose_merge", draft).status_code == 404
    answer = send(made["publisher"], "propose_merge", draft, survivor=made["guest"].public_id)
    assert (answer.status_code, "is not public, so there is nothing to merge" in words(answer)) == (409, True)
    propose(made)
    confirm(made)
    for verb in ("propose_merge", "merge", "drop_merge", "withdraw"):
        answer = look(made["second"], verb, made["double"])
        assert (answer.status_code, rules.MERGED in words(answer)) == (404, True)


def test_what_was_withdrawn_meanwhile_says_so(made):
    propose(made)
    publishing.withdraw(actor=made["publisher"], record=made["guest"], reason="error")
    page = confirm(made)
    assert (page.status_code, "“Guest Person” is not public" in words(page), ops()) == (422, True, ["withdraw"])
    publishing.withdraw(actor=made["publisher"], record=made["double"], reason="error")
    page = confirm(made)
    assert (page.status_code, "this is possible when it is published" in words(page)) == (409, True)
    assert send(made["second"], "drop_merge", made["double"]).status_code == 302


@pytest.mark.parametrize(
    ("role", "superuser"), [("Author", False), ("Reviewer", False), ("Administrator", False), ("", True)]
)
def test_who_is_no_publisher_is_refused(made, role, superuser):
    user = factories.user(role, is_superuser=superuser)
    assert propose(made, user).status_code == 403
    propose(made)
    assert confirm(made, user).status_code == 403
    assert send(user, "drop_merge", made["double"]).status_code == 403
    assert ops() == []


def test_looking_changes_nothing_and_forged_fields_are_ignored(made):
    look(made["publisher"], "propose_merge", made["double"], survivor=made["guest"].public_id, comment="x")
    propose(made, actor=made["second"].pk, state="merged")
    assert Decision.objects.get(kind="propose_merge").actor == made["publisher"]
    look(made["second"], "merge", made["double"])
    look(made["second"], "drop_merge", made["double"])
    assert ops() == []


def test_the_history_names_the_survivor(made):
    propose(made)
    confirm(made)
    told = [(event.what, event.detail) for event in selectors.history_of(made["double"])]
    assert [line for line in told if line[0].startswith("merge")] == [
        ("merge proposed", "into “Guest Person”"),
        ("merged", "into “Guest Person”"),
    ]


def test_texts_are_escaped(made):
    Person.objects.filter(pk=made["double"].pk).update(title="<script>alert(1)</script>")
    page = look(made["publisher"], "propose_merge", made["double"], q='"><script>').content.decode()
    assert ("<script>alert" in page, '"><script>' in page) == (False, False)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_comparison_stay_the_same(made, count):
    for number in range(1, count):
        claim = factories.add_part(made["guest"], Claim, "claims", text=f"Statement {number}.")
        factories.prove(made["guest"], made["source"], f"claims/{claim.n}/text")
    if count > 1:
        factories.freeze(made["guest"], made["author"])
        factories.submit_all(made["author"], [made["guest"]], change_kind="update")
        factories.publish_all(made["second"], [made["guest"]])
    client, address = client_of(made["publisher"]), url("propose_merge", made["double"])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, {"survivor": made["guest"].public_id}).status_code == 200
    assert len(asked) == 16


def test_a_proposal_made_by_service_is_shown_too(made):
    merging.propose_merge(actor=made["publisher"], record=made["double"], survivor=made["guest"])
    shown = opened(client_of(made["second"]), made["double"])
    assert f"{made['publisher']} proposed to merge it into “Guest Person”" in words(shown)
