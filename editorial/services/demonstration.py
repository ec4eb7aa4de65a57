"""The demonstration: known accounts, and a review by script of what `load_dossier` submitted. Refused without RELATIONS_DEMO=1.

It approves and publishes through the same services as everybody, as persons who did not write the texts.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction

from editorial import rules
from editorial.models import Edition, ImportedRecord, User
from editorial.services import notices, publishing, reviewing
from editorial.services.guarding import refuse
from editorial.workflow import EditionState, RoleName
from relations.settings import DEVELOPMENT_KEY

COMMENT = "Demonstration: reviewed by script"
EVERY = 20  # records between two lines of progress


class Account(NamedTuple):
    """One demo account. The passwords are printed by `demo` and protect nothing."""

    username: str
    role: RoleName
    password: str


ACCOUNTS = (
    Account("author", RoleName.AUTHOR, "demo-author-pass"),
    Account("reviewer", RoleName.REVIEWER, "demo-reviewer-pass"),
    Account("publisher", RoleName.PUBLISHER, "demo-publisher-pass"),
    Account("publisher2", RoleName.PUBLISHER, "demo-publisher2-pass"),
    Account("administrator", RoleName.ADMINISTRATOR, "demo-administrator-pass"),
)


def why_not() -> str | None:
    """Why this process may not run the demonstration, as one sentence."""
    if not settings.DEMO:
        return "The demonstration lets a script review records, so it needs RELATIONS_DEMO=1; `make demo` sets it."
    if not settings.DEBUG and settings.SECRET_KEY != DEVELOPMENT_KEY:
        return "This looks like production (DEBUG=0 with a SECRET_KEY of its own), where no script reviews records."
    return None


def why_not_here() -> str | None:
    """Why this database is not the demonstration's: it has accounts, and the demo's author is not among them."""
    if User._meta.db_table not in connection.introspection.table_names():
        return None
    if User.objects.exists() and not User.objects.filter(username=ACCOUNTS[0].username).exists():
        return (
            "This database holds accounts that the demonstration did not make; "
            "choose another folder, for example: make demo DATA_DIR=demo-data"
        )
    return None


@transaction.atomic
def open_accounts() -> list[Account]:
    """Make the accounts that are missing; returns all of them. One that is there is left as it is."""
    refuse(why_not() or why_not_here())
    present = set(User.objects.values_list("username", flat=True))
    for account in ACCOUNTS:
        if account.username not in present:
            user = User.objects.create_user(account.username, password=account.password, is_staff=True)
            user.groups.add(Group.objects.get(name=account.role))
    return list(ACCOUNTS)


def waiting(dossier: str) -> list[Edition]:
    """Editions under review that are exactly as their data files left them: what a visitor of the demo wrote is no part."""
    rows = ImportedRecord.objects.filter(dossier=dossier).select_related("record", "revision__edition")
    return [
        row.revision.edition
        for row in rows.order_by("record")
        if row.revision.edition.state in (EditionState.IN_REVIEW, EditionState.APPROVED)
        and rules.newest_revision(row.revision.edition).pk == row.revision_id
    ]


Report = Callable[[str], None]
# Who approves, in this order: what accuses a living person needs the second of them too (L7).
REVIEWERS = ("reviewer", "publisher2")


@transaction.atomic
def review(*, dossier: str, report: Report = lambda line: None) -> int:
    """Approve as the demo's reviewers and publish as its publisher what waits; returns how many records went public."""
    refuse(why_not())
    accounts = {user.username: user for user in User.objects.all()}
    found = waiting(dossier)
    for number, edition in enumerate(found, 1):
        if number % EVERY == 0 or number == len(found):
            report(f"reviewing {number} of {len(found)}")
        approve(edition, [accounts[name] for name in REVIEWERS])
    published = 0
    for edition in found:
        edition.refresh_from_db()
        if edition.state == EditionState.APPROVED and rules.may_publish(accounts["publisher"], edition) is None:
            report(f"publishing {len(reviewing.members_of(edition))} in one set")
            revision = rules.newest_revision(edition)
            published += len(publishing.publish(actor=accounts["publisher"], edition=edition, revision=revision))
    for person in accounts.values():
        notices.mark_read(reader=person)  # hundreds, of what a script did
    return published


def approve(edition: Edition, reviewers: list[User]) -> None:
    """As many approvals of the newest revision as it needs, by people who have not given theirs."""
    revision = rules.newest_revision(edition)
    for reviewer in reviewers:
        edition.refresh_from_db()
        if edition.state == EditionState.IN_REVIEW and rules.may_approve(reviewer, edition) is None:
            reviewing.approve(actor=reviewer, edition=edition, revision=revision, comment=COMMENT)
