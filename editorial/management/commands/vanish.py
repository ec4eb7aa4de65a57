"""`manage.py vanish`: one publisher proposes that nothing of a record is left, another confirms. It cannot be undone."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial import rules
from editorial.models import Record, User
from editorial.services import vanishing
from editorial.services.guarding import Refused
from relations.models import Listing, PublishedLink
from relations.vocabularies import State

REMAINS = (
    "Backups, the data files that it was loaded from and copies that readers took are not reached from here. "
    "Deleted text can stay in free space of the database until VACUUM (on PostgreSQL VACUUM FULL) has run."
)


class Command(BaseCommand):
    help = (
        "Let every text of a record vanish, on the desk and in public: its address answers 410, and ids, numbers, dates and "
        "hashes are all that is left. One publisher proposes it with --reason, a second one confirms it with --confirm. "
        "Without either it says what would vanish. The words of other records about this one stay. It cannot be undone."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("public_id", help="the record's id, six characters, for example K7Q2XD")
        parser.add_argument("--user", required=True, help="username of the publisher who acts")
        act = parser.add_mutually_exclusive_group()
        act.add_argument("--reason", help="propose it, and say why; the reason stays on the desk")
        act.add_argument("--confirm", action="store_true", help="confirm what another publisher proposed")
        act.add_argument("--drop", action="store_true", help="let the proposal fall")

    def handle(self, *, public_id: str, user: str, **options: Any) -> None:
        actor = User.objects.filter(username=user).first()
        if actor is None:
            raise CommandError(f"There is no user “{user}”; give the name of an account with the role Publisher.")
        record = Record.objects.filter(public_id=public_id).first()
        if record is None:
            raise CommandError(
                f"There is no record “{public_id}”; give its six characters as they stand in its address."
            )
        try:
            self.act(actor, record, options)
        except Refused as refused:
            raise CommandError(f"Nothing was changed. {refused}") from refused

    def act(self, actor: User, record: Record, options: dict[str, Any]) -> None:
        if options["reason"] is not None:
            vanishing.propose_vanish(actor=actor, record=record, reason=options["reason"])
            self.stdout.write(f"Proposed. Another publisher confirms it: manage.py vanish {record.public_id} --confirm")
        elif options["confirm"]:
            self.confirm(actor, record)
        elif options["drop"]:
            vanishing.drop_vanish(actor=actor, record=record)
            self.stdout.write("Dropped. Nothing vanishes.")
        else:
            self.describe(actor, record)

    def confirm(self, actor: User, record: Record) -> None:
        proposal = rules.vanish_proposal(record)
        vanishing.vanish(actor=actor, record=record, proposal=proposal.pk if proposal else 0)
        self.stdout.write(f"{record.type} {record.public_id} has vanished.")
        self.tell_naming(record)
        self.stdout.write(REMAINS)

    def describe(self, actor: User, record: Record) -> None:
        """What would vanish, and what keeps it from happening."""
        editions = record.editions.filter(published_number__isnull=False).count()
        self.stdout.write(
            f"{record.type} {record.public_id} “{record}”: {editions} published, {record.revisions.count()} revisions."
        )
        if proposal := rules.vanish_proposal(record):
            self.stdout.write(f"Proposed by {proposal.actor} on {proposal.at:%Y-%m-%d}: {proposal.comment}")
            reason = rules.may_vanish(actor, record)
        else:
            reason = rules.may_propose_vanish(actor, record)
        self.stdout.write(reason or "You may confirm it." if proposal else reason or "You may propose it.")
        self.tell_naming(record)

    def tell_naming(self, record: Record) -> None:
        """Public records that name this one, and may repeat what stood in it."""
        links = PublishedLink.objects.filter(target__public_id=record.public_id).values("source")
        rows = Listing.objects.filter(record__in=links, state=State.PUBLIC).exclude(public_id=record.public_id)
        for row in rows.order_by("type", "sort_title"):
            self.stdout.write(f"names it, and keeps its own words: {row.type} {row.public_id} “{row.title}”")
