"""A desk with one record of every type and in every state, everybody who may come, and every address with its arguments.

Walked by `test_permission_matrix`; what is right stands in `permission_table`.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, URLResolver, reverse
from django.utils import timezone

from editorial.admin import desk
from editorial.guide.tasks import BY_SLUG
from editorial.models import Person, Source, User
from editorial.services import drafting, merging, publishing, reviewing
from editorial.services.deciding import schedule
from relations.models import Report
from tests import factories
from tests.desk.forms import client_of, filled
from tests.desk.screens import member, ready_source, seen

WHO = ("anonymous", "nobody", "Author", "Reviewer", "Publisher", "Administrator", "superuser")
TYPES = ("incident", "visit", "source", "person", "country", "organisation", "place", "series", "dossier")
STATES = (
    "draft",
    "in_review",
    "changes_requested",
    "approved",
    "scheduled",
    "published",
    "edited",
    "withdrawn",
    "merging",
)
FAMILIES = ("changelist", "add", "history", "delete", "change", "page")
PARTS = ("pages", "forms", "screens")
UNDONE = ('"django_session"', 'SET "last_login"')  # opening a session is no act
QUERIES = {"autocomplete": "?app_label=editorial&model_name=citation&field_name=source&term=a"}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Case(NamedTuple):
    """One address with its arguments; `key` names its row in the table."""

    key: str
    address: str
    data: dict[str, Any]


# --- Addresses -------------------------------------------------------------------------------------


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, whole pattern) of every address of the desk."""
    for each in desk.get_urls() if found is None else found:
        whole = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, whole)
        else:
            yield each.name or "", whole


def addresses() -> list[str]:
    """The key of each address: its name, those of the nine types folded into one."""
    return sorted({key_of(name, whole) for name, whole in patterns()})


def key_of(name: str, whole: str) -> str:
    for kind in (*TYPES, "record", "user"):
        folder = "<type>" if kind in TYPES else kind
        if whole == f"editorial/{kind}/<path:object_id>/":
            return f"{folder} page"
        for family in FAMILIES:
            if name == f"editorial_{kind}_{family}":
                return f"{folder} {family}"
    return whole if "<str:token>" in whole else name.removeprefix("editorial_") or whole


# --- World -----------------------------------------------------------------------------------------


def build() -> dict[str, Any]:
    """Everything there is, made by people who are none of those that walk."""
    made = factories.published_visit_set()
    incidents = factories.incident_set(made["author"])
    made["types"] = {
        "visit": made["visit"], "source": made["source"], "person": made["guest"], "country": made["first"],
        "place": made["place"], "dossier": made["dossier"], "incident": incidents["incident"],
        "organisation": incidents["embassy"], "series": incidents["series"],
    }  # fmt: skip
    made["states"] = {state: source_in(state, made) for state in STATES}
    made["report"] = Report.objects.create(reference="7K3M-Q2XD", text="Wrong.", seq=1, received_at=timezone.now())
    made["people"] = {name: person(name) for name in WHO}
    made["account"] = factories.user("Author", username="somebody", email="somebody@example.org")
    invited = factories.user("Author", username="invited", email="invited@example.org")
    User.objects.filter(pk=invited.pk).update(password="!")
    made["invited"] = User.objects.get(pk=invited.pk)
    return made


def person(name: str) -> Client:
    """A browser in which this person is logged in."""
    if name == "anonymous":
        return Client()
    role = {"nobody": "", "superuser": ""}.get(name, name)
    return client_of(factories.user(role, username=f"walker.{name}", is_superuser=name == "superuser"))


def source_in(state: str, made: dict[str, Any]) -> Any:
    """A record whose edition is in this state; `edited` is published and has a draft, `merging` waits to be merged."""
    author, publisher = made["author"], made["publisher"]
    if state == "merging":
        return merging_record(author, publisher, made["source"])
    record = ready_source(author, f"Walked {state.replace(chr(95), chr(32))}")
    if state == "draft":
        return record
    factories.submit_all(author, [record])
    if state in ("published", "edited", "withdrawn"):
        factories.publish_all(publisher, [record])
        if state == "edited":
            Source.objects.filter(pk=record.pk).update(author="A. Reporter")
            factories.freeze(record, author)
        if state == "withdrawn":
            publishing.withdraw(actor=publisher, record=record, reason="error")
        return record
    edition, newest = factories.open_of(record), factories.newest(record)
    if state == "changes_requested":
        reviewing.request_changes(actor=publisher, edition=edition, revision=newest, comment="Say more.")
    elif state in ("approved", "scheduled"):
        reviewing.approve(actor=publisher, edition=edition, revision=newest)
        if state == "scheduled":
            later(publisher, factories.open_of(record), newest)
    return record


def later(publisher: User, edition: Any, newest: Any) -> None:
    at = edition.submitted_at.replace(year=2090)
    schedule(actor=publisher, edition=edition, seen={edition.pk: newest.pk}, at=at)


def merging_record(author: User, publisher: User, source: Any) -> Any:
    pair = [drafting.create(actor=author, model=Person, title=f"Walked twin {number}") for number in (1, 2)]
    for record in pair:
        factories.prove(record, source)
        factories.freeze(record, author)
    factories.submit_all(author, pair)
    factories.publish_all(publisher, pair)
    merging.propose_merge(actor=publisher, record=pair[0], survivor=pair[1], comment="The same person.")
    pair[0].survivor_id = pair[1].public_id
    return pair[0]


# --- Cases -----------------------------------------------------------------------------------------


def is_in(part: str, key: str) -> bool:
    """Screens have a state behind their name; forms are those of the types."""
    kind = "screens" if ": " in key else "forms" if key.startswith("<type> ") else "pages"
    return part == kind


def cases(made: dict[str, Any], part: str) -> list[Case]:
    makers = {"pages": pages, "forms": forms, "screens": screens}
    return list(makers[part](made))


def pages(made: dict[str, Any]) -> Iterator[Case]:
    """Everything that is not about one record; arguments by the name of the parameter."""
    values = {
        "sha256": "0" * 64, "reference": made["report"].pk, "uidb64": "MQ", "token": "abc-def", "name": "stale",
        "app_label": "editorial", "url": "nowhere/at/all", "language": "cs", "public_id": made["source"].public_id,
        "slug": next(iter(BY_SLUG)), "verb": "set_due", "object_id": made["account"].pk, "account_id": made["account"].pk,
    }  # fmt: skip
    for name, whole in sorted(set(patterns())):
        key = key_of(name, whole)
        if key.startswith("<type>") or "record_id" in whole:
            continue
        yield Case(key, address_of(name, whole, values, made), page_data(key, made))


def address_of(name: str, whole: str, values: dict[str, Any], made: dict[str, Any]) -> str:
    if key_of(name, whole) in ("user_invite", "user_withdraw_invitation"):
        values = values | {"account_id": made["invited"].pk}
    if whole.startswith("editorial/record/"):
        values = values | {"object_id": made["source"].pk}
    if key_of(name, whole) == "bulk":
        draft = made["states"]["draft"].public_id
        return f"{reverse('admin:editorial_bulk', args=['set_due'])}?records={draft}"
    if not name or "<str:token>" in whole:
        whole = whole.replace("<str:token>", "abc-def").replace("<slug:language>", "cs")
        whole = whole.replace("<slug:public_id>", values["public_id"]).replace("<slug:sha256>", values["sha256"])
        return "/admin/" + whole.replace("<path:object_id>", str(values["object_id"])).replace(
            "(?P<url>.*)$", values["url"]
        )
    wanted = {key: value for key, value in values.items() if f":{key}>" in whole or f"<{key}>" in whole}
    try:
        return reverse(f"admin:{name}", kwargs=wanted) + QUERIES.get(name, "")
    except NoReverseMatch as fault:
        raise AssertionError(f"Say in permission_world.pages what {whole} takes.") from fault


def page_data(key: str, made: dict[str, Any]) -> dict[str, Any]:
    """What a forger would send there; where somebody may act, it acts."""
    account = {"username": "forged", "email": "forged@example.org", "first_name": "Forged", "roles": ["Publisher"]}
    return {
        "user add": account,
        "user change": account | {"email": "somebody@example.org", "is_active": "on", "is_superuser": "on"},
        "user changelist": {"action": "delete_selected", "_selected_action": made["account"].pk, "post": "yes"},
        "report": {"act": "take"},
        "bulk": bulk_data(made["states"]["draft"]),
    }.get(key, {"post": "yes", "act": "take", "code": "000000", "title": "Forged"})


def bulk_data(record: Any) -> dict[str, Any]:
    edition, newest = factories.open_of(record), factories.newest(record)
    shown = {f"v-{record.public_id}": record.lock_version, f"n-{record.public_id}": newest.pk}
    return {
        "records": record.public_id,
        "r": record.public_id,
        "due_on": "2090-07-01",
        **shown,
        f"seen-{edition.pk}": newest.pk,
    }


def forms(made: dict[str, Any]) -> Iterator[Case]:
    """Lists and forms of each type, filled by somebody who may."""
    editor = made["people"]["Publisher"]
    for kind, record in made["types"].items():
        for family in FAMILIES:
            name = "change" if family == "page" else family
            arguments = [] if name in ("changelist", "add") else [record.pk]
            address = reverse(f"admin:editorial_{kind}_{name}", args=arguments)
            data = {"post": "yes", "action": "delete_selected", "_selected_action": str(record.pk)}
            if name in ("add", "change"):
                chosen = {"kind": "expulsion"} if (name, kind) == ("add", "incident") else {}
                data = filled(editor.get(address), title="Forged title", **chosen)
            if family == "page":
                address = address.removesuffix("change/")
            yield Case(f"<type> {family} {kind}", address, data)


def screens(made: dict[str, Any]) -> Iterator[Case]:
    """Every address about one record, in every state of it."""
    for name, whole in sorted(set(patterns())):
        if "record_id" not in whole:
            continue
        for state, record in made["states"].items():
            address = reverse(f"admin:{name}", kwargs={"record_id": record.pk})
            other = made["source"].public_id
            address += {
                "editorial_keep_apart": f"?other={other}",
                "editorial_revert_to": f"?revision={factories.newest(record).pk}",
            }.get(name, "")
            data = {"survivor": other, "other": other} | screen_data(name, record)
            yield Case(f"{key_of(name, whole)}: {state}", address, data)


def screen_data(name: str, record: Any) -> dict[str, Any]:
    """Everything that one of the screens would take, so that only the rules stand in the way."""
    open_now = factories.open_of(record)
    shown = seen(record) if open_now else {}
    key = open_now.pk if open_now else 0
    acts = {"editorial_review": "approve", "editorial_comments": f"comment-{key}"}
    return {
        "act": acts.get(name, ""), "comment": "Forged words.", "reason": "error", "notice": "", "note": "Forged.",
        "revision": factories.newest(record).pk, "day": "2090-07-01",
        "hour": "10:00", "version": record.lock_version, "text": "Forged.", f"say-{key}": "Forged words.", **shown,
        **({"survivor": record.survivor_id} if hasattr(record, "survivor_id") else {}),
        **member(record, included="on"),
    }  # fmt: skip


# --- Walk ------------------------------------------------------------------------------------------


def walk(case: Case, made: dict[str, Any]) -> tuple[str, list[str]]:
    """What everybody is answered, as "GET… | POST…", and who changed a row although they were refused."""
    rows, touched = [], []
    for method in ("get", "post"):
        statuses = []
        for name, client in made["people"].items():
            status, wrote = asked(client, method, case)
            statuses.append(f"{status}{'*' if wrote else ''}")
            if wrote and (method == "get" or status not in (200, 302)):
                touched.append(f"{case.key} {method} {name}: {wrote}")
        rows.append(" ".join(statuses))
    return " | ".join(rows), touched


def asked(client: Client, method: str, case: Case) -> tuple[int, list[str]]:
    """The status of one request and the statements that wrote, even if it took it back; then everything is as before."""
    session = dict(client.cookies)
    written: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: dict) -> Any:
        if str(sql).lstrip().upper().startswith(WRITES) and not any(words in str(sql) for words in UNDONE):
            written.append(str(sql)[:60])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(watch):
            answer = getattr(client, method)(case.address, case.data if method == "post" else None)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(session)
    return answer.status_code, sorted(set(written))
