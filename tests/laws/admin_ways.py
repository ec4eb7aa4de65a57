"""Ways to publish alone through the desk's own pages, forged requests included. Registers into `ways.WAYS`; no test lives here."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from editorial.models import Decision, Edition, Record, Revision, User
from tests.desk import forms, screens
from tests.laws import scene
from tests.laws.scene import Scene
from tests.laws.ways import way

FORGED = {  # names that some form or model has, none of which a record's form may take
    "state": "published",
    "approved_by": "2",
    "published_number": "9",
    "document": "{}",
    "public_id": "N0B0DY",
    "needs": "0",
    "submitted": "on",
    "act": "publish",
    "_publish": "1",
    "_approve": "1",
}


def sends(of: Scene, name: str, address: str, user: User, data: dict[str, Any]) -> HttpResponse:
    """One request in somebody's session; its status is noted under `name`."""
    response = forms.client_of(user).post(address, data)
    of.said.append(f"{name}: {response.status_code}")
    return response


def review(of: Scene, user: User, act: str, data: dict[str, Any] | None = None) -> None:
    """A button of the review screen, pressed or forged."""
    screen = screens.url("review", of.shown)
    sends(of, act, screen, user, {"comment": "Mine."} | screens.seen(of.shown) | (data or {}) | {"act": act})


@way("save: 302", "publish: 409", "approve_and_publish: 409")
def admin_form(of: Scene) -> None:
    of.tries(saves, of, FORGED)
    of.tries(review, of, of.mallory, "publish")
    of.tries(review, of, of.mallory, "approve_and_publish")


def saves(of: Scene, data: dict[str, Any]) -> None:
    response = forms.save(forms.client_of(of.mallory), of.shown, title="A changed source", **data)
    of.said.append(f"save: {response.status_code}")
    assert scene.open_of(of.shown).state == "draft"


@way("delete_selected: 302", "publish: 302", "approve: 302")  # back to the list, or to the page of the act
def admin_action(of: Scene) -> None:
    scene.proposal(of)
    lists = reverse("admin:editorial_source_changelist")
    for action in ("delete_selected", "publish", "approve"):
        chosen = {"action": action, "_selected_action": str(of.shown.pk), "index": "0", "post": "yes"}
        of.tries(sends, of, action, lists, of.mallory, chosen)
    assert Record.objects.filter(pk=of.shown.pk).exists()


@way("approve: 403", "publish: 409", "approve_and_publish: 403")
def forged_buttons(of: Scene) -> None:
    scene.proposal(of)
    for act in ("approve", "publish", "approve_and_publish"):
        of.tries(review, of, of.mallory, act, FORGED)


@way("approve: 403", "approve_and_publish: 403")
def a_request_that_names_another_user(of: Scene) -> None:
    scene.proposal(of)
    other = dict.fromkeys(("actor", "user", "author", "reviewer", "approved_by", "_user"), str(of.reviewer.pk))
    for act in ("approve", "approve_and_publish"):
        of.tries(review, of, of.mallory, act, other)
    assert not Decision.objects.filter(actor=of.reviewer).exists()


@way("save: 302", "approve: 403")
def a_form_that_names_another_author(of: Scene) -> None:
    of.tries(saves, of, {"author": str(of.author.pk), "created_by": str(of.author.pk)})
    assert Revision.objects.order_by("seq").last().author == of.mallory
    scene.submit(of.author, of.shown)
    of.tries(review, of, of.mallory, "approve")


@way("approve: 409", "approve_and_publish: 409", "approve: 409")
def a_page_that_showed_an_older_revision(of: Scene) -> None:
    scene.proposal(of, of.author)
    shown = screens.seen(of.shown)
    scene.edit(of.shown, of.author, summary="Written after Mallory read it.")
    scene.submit(of.author, of.shown)
    screen = screens.url("review", of.shown)
    for act in ("approve", "approve_and_publish"):
        of.tries(sends, of, act, screen, of.mallory, {"act": act, **shown})
    of.tries(sends, of, "approve", screen, of.mallory, {"act": "approve"})


@way("approve: 403", "publish: 403", "approve_and_publish: 403", "withdraw: 403")
def a_superuser_at_the_desk(of: Scene) -> None:
    root = scene.person("root", is_superuser=True)
    scene.approved(of, of.author)
    for act in ("approve", "publish", "approve_and_publish"):
        of.tries(review, of, root, act)
    of.tries(sends, of, "withdraw", screens.url("withdraw", of.shown), root, {"reason": "error"})


@way("confirm_withdrawal: 403", "reinstate: 403")
def settling_ones_own_withdrawal_at_the_desk(of: Scene) -> None:
    scene.withdraw(of.mallory, of.shown)
    for verb in ("confirm_withdrawal", "reinstate"):
        words = {"notice": "My own words.", "comment": "Mine."}
        of.tries(sends, of, verb, screens.url(verb, of.shown), of.mallory, words)


@way("delete: 403", "history: 200")
def deleting_at_the_desk(of: Scene) -> None:
    address = reverse("admin:editorial_source_delete", args=[of.shown.pk])
    of.tries(sends, of, "delete", address, of.mallory, {"post": "yes"})
    of.tries(sends, of, "history", screens.url("history", of.shown), of.mallory, {"post": "yes"})


@way("roles: 403", "roles: 403")
def taking_a_second_account(of: Scene) -> None:
    address = reverse("admin:editorial_user_change", args=[of.mallory.pk])
    of.tries(sends, of, "roles", address, of.mallory, {"is_superuser": "on", "groups": ["1", "2", "3", "4"]})
    of.tries(
        sends,
        of,
        "roles",
        reverse("admin:editorial_user_add"),
        of.mallory,
        {"username": "second", "email": "second@example.org"},
    )


@way("review: 200", "withdraw: 200", "recall: 200")
def only_looking(of: Scene) -> None:
    scene.approved(of)
    for verb in ("review", "withdraw", "recall"):
        of.tries(looks, of, verb)
    assert Edition.objects.get(record=of.shown, number=2).state == "approved"


def looks(of: Scene, verb: str) -> None:
    response = screens.look(of.mallory, verb, of.shown, act="publish", confirm="yes")
    of.said.append(f"{verb}: {response.status_code}")
