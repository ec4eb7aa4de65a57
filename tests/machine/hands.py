"""Does an act of the model on the real desk, through the services, as a form would: with what the person saw. No test lives here."""

import datetime
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial import rules
from editorial.models import Claim, Edition, Person, Place, Record, Source, User
from editorial.services import drafting, merging, publishing, reviewing, scheduling
from editorial.services.guarding import Refused, lock_records
from tests import factories
from tests.laws.scene import person
from tests.machine.model import Act, Desk, Entity

RANKS = {"ann": 1, "rita": 2, "paul": 3, "pia": 3, "root": 0, "gone": -1}
ROLES = {"ann": "Author", "rita": "Reviewer", "paul": "Publisher", "pia": "Publisher", "gone": "Publisher"}
PLACES, PEOPLE = ("a", "b", "c", "new"), ("p",)
NOTICE = "The date was wrong."
HOUR = datetime.timedelta(hours=1)


class Hands:
    """The accounts and records of the model, in the database. A published graph: `a` in `b`, `c` in `a`; `new` is a draft."""

    def __init__(self) -> None:
        self.people = {name: person(name, *filter(None, [ROLES.get(name)])) for name in RANKS}
        User.objects.filter(username="root").update(is_superuser=True)
        User.objects.filter(username="gone").update(is_active=False)
        self.people |= {name: User.objects.get(username=name) for name in ("root", "gone")}
        self.start = timezone.now()
        self.records: dict[str, Record] = {}

    def build(self, desk: Desk) -> None:
        """The same start in the database and in the model."""
        author, source = self.people["ann"], self.published_source()
        for name in (*PLACES, *PEOPLE):
            model = Place if name in PLACES else Person
            record = drafting.create(actor=author, model=model, title=f"Start of {name}")
            factories.prove(record, source)
            factories.freeze(record, author)
            self.records[name] = record
        for name in (*PLACES, *PEOPLE):
            entity = desk.records[name] = Entity(name, "place" if name in PLACES else "person", f"Start of {name}")
            desk.freeze(entity, "ann", Counter())
            entity.revisions *= self.records[name].revisions.count()  # creating and proving say the same to the model
        for name, inside in (("a", "b"), ("c", "a")):
            self.both(desk, Act("save", "ann", name, edit=(("inside", inside),)))
        self.both(desk, Act("submit", "ann", "a", ("b", "c", "p")))
        for name in ("a", "b", "c", "p"):
            self.both(desk, Act("approve", "rita", name))
        self.both(desk, Act("publish", "paul", "a"))

    def published_source(self) -> Source:
        """What every record cites; no act touches it."""
        source = drafting.create(actor=self.people["ann"], model=Source, title="A source", source_kind="news")
        factories.submit_all(self.people["ann"], [source])
        factories.publish_all(self.people["paul"], [source])
        return source

    def both(self, desk: Desk, act: Act) -> None:
        if refusal := self.perform(desk, act):
            raise AssertionError(f"{act}: {refusal}")
        desk.apply(act)

    # --- One act ------------------------------------------------------------------------------

    def perform(self, desk: Desk, act: Act) -> Refused | None:
        """What the service said where it refused. Any other error is not caught: it would be a server error."""
        try:
            getattr(self, act.verb)(desk, act, self.people[act.actor])
        except Refused as refusal:
            return refusal
        return None

    def record(self, name: str) -> Record:
        return Record.objects.get(pk=self.records[name].pk)

    def edition(self, name: str) -> Edition:
        """The open edition, else the last one that was closed."""
        return Edition.objects.filter(record=self.records[name].pk).select_related("record").latest("number")

    def seen(self, act: Act) -> int:
        """The revision that the person read; an old one if the act is stale."""
        keys = list(self.records[act.record].revisions.order_by("seq").values_list("pk", flat=True))
        return keys[-2] if "stale" in act.faults else keys[-1]

    def version(self, act: Act) -> int:
        return self.record(act.record).lock_version - ("stale" in act.faults)

    def save(self, desk: Desk, act: Act, actor: User) -> None:
        """The bracket of the admin: lock, compare, write rows, freeze."""
        with transaction.atomic():
            key, edit = self.records[act.record].pk, dict(act.edit)
            drafting.require_version(lock_records([key])[key], self.version(act))
            if "title" in edit:
                Record.objects.filter(pk=key).update(title=edit["title"])
            if "alleged" in edit:
                standing, holder = ("alleged", key) if edit["alleged"] else ("established", None)
                Claim.objects.filter(record=key, n=1).update(standing=standing, holder=holder)
            if "inside" in edit:
                Place.objects.filter(pk=key).update(inside=edit["inside"] and self.records[edit["inside"]].pk)
            if "held" in edit:
                Place.objects.filter(pk=key).update(inside_held=edit["held"])
            drafting.freeze(record=self.record(act.record), author=actor)

    link = hold = unhold = save

    def revert_to(self, desk: Desk, act: Act, actor: User) -> None:
        name = act.others[0] if "foreign" in act.faults else act.record
        revisions = self.records[name].revisions.order_by("seq")
        text = (revisions.last() if "foreign" in act.faults else revisions[act.number]).document
        drafting.revert_to(actor=actor, record=self.record(act.record), document_text=text, seen=self.version(act))

    def discard(self, desk: Desk, act: Act, actor: User) -> None:
        drafting.discard(actor=actor, edition=self.edition(act.record))

    def submit(self, desk: Desk, act: Act, actor: User) -> None:
        names = () if "none" in act.faults else (act.record, *act.others)
        names += (act.record,) if "twice" in act.faults else ()
        chosen = [reviewing.Submission(self.edition(name), *desk.kind_for(act, name)) for name in names]
        seen = {self.records[name].pk: self.record(name).lock_version for name in names}
        if names:
            seen[self.records[act.record].pk] = self.version(act)
        reviewing.submit(actor=actor, submissions=chosen, seen=seen)

    def recall(self, desk: Desk, act: Act, actor: User) -> None:
        reviewing.recall(actor=actor, edition=self.edition(act.record))

    def request_changes(self, desk: Desk, act: Act, actor: User) -> None:
        comment = "  " if "no_comment" in act.faults else "The page number is missing."
        reviewing.request_changes(
            actor=actor, edition=self.edition(act.record), revision=self.seen(act), comment=comment
        )

    def approve(self, desk: Desk, act: Act, actor: User) -> None:
        reviewing.approve(actor=actor, edition=self.edition(act.record), revision=self.seen(act))

    def publish(self, desk: Desk, act: Act, actor: User) -> None:
        publishing.publish(actor=actor, edition=self.edition(act.record), revision=self.seen(act))

    def approve_and_publish(self, desk: Desk, act: Act, actor: User) -> None:
        publishing.approve_and_publish(actor=actor, edition=self.edition(act.record), revision=self.seen(act))

    def schedule(self, desk: Desk, act: Act, actor: User) -> None:
        at = self.start - HOUR if "past" in act.faults else self.at(act.number)
        scheduling.schedule(actor=actor, edition=self.edition(act.record), revision=self.seen(act), at=at)

    def at(self, number: int) -> datetime.datetime:
        """Hours of the model lie far enough ahead that no test run reaches them."""
        return self.start + number * HOUR

    def run_due(self, now: datetime.datetime) -> list[scheduling.Ran]:
        return scheduling.publish_due(now=now)

    def unschedule(self, desk: Desk, act: Act, actor: User) -> None:
        scheduling.unschedule(actor=actor, edition=self.edition(act.record))

    # --- The public record --------------------------------------------------------------------

    def withdraw(self, desk: Desk, act: Act, actor: User) -> None:
        words: dict[str, Any] = {"reason": "nonsense" if "bad_reason" in act.faults else "error", "notice": NOTICE}
        if "bad_replacement" in act.faults:
            words["replacement"] = self.records[act.record].public_id
        publishing.withdraw(actor=actor, record=self.record(act.record), **words)

    def confirm_withdrawal(self, desk: Desk, act: Act, actor: User) -> None:
        last = rules.last_withdrawal(Edition(record=self.record(act.record)))
        notice = "Other words." if "stale" in act.faults else last.comment if last else ""
        publishing.confirm_withdrawal(actor=actor, record=self.record(act.record), notice=notice)

    def reinstate(self, desk: Desk, act: Act, actor: User) -> None:
        publishing.reinstate(actor=actor, record=self.record(act.record))

    def propose_merge(self, desk: Desk, act: Act, actor: User) -> None:
        merging.propose_merge(actor=actor, record=self.record(act.record), survivor=self.record(act.others[0]))

    def merge(self, desk: Desk, act: Act, actor: User) -> None:
        merging.merge(actor=actor, record=self.record(act.record), survivor=self.record(act.others[0]))

    def drop_merge(self, desk: Desk, act: Act, actor: User) -> None:
        merging.drop_merge(actor=actor, record=self.record(act.record))
