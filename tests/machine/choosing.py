"""Which acts a walk may try next: every legal one, or anything at all with a fault on purpose. No test lives here."""

import itertools
from collections.abc import Iterator
from random import Random

from tests.machine import guards
from tests.machine.model import Act, Desk

ACTORS = ("ann", "rita", "paul", "pia")
OUTSIDERS = ("root", "gone")  # a superuser without a role, a publisher whose account is closed
VERBS = tuple(guards.GUARDS)
TWO_RECORDS = ("propose_merge", "merge", "link")
OF_A_SET = {"set_waits", "state", "unapproved"}  # a member that waits is in the wrong state too
# Verb -> what can be wrong with an act of it on purpose.
FAULTS = {
    **dict.fromkeys(("save", "link", "hold", "unhold", "approve", "publish", "approve_and_publish"), ("stale",)),
    "submit": ("stale", "wrong_kind", "no_note", "twice", "none"),
    "request_changes": ("stale", "no_comment"),
    "schedule": ("stale", "past"),
    "withdraw": ("bad_reason", "bad_replacement"),
    "confirm_withdrawal": ("stale",),
    "revert_to": ("stale", "foreign"),
}


class Chooser:
    """Makes acts of the model. `count` gives every new title and hour another number."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.count = desk, itertools.count(2)

    def legal(self, verb: str) -> list[Act]:
        """Every act of the verb that nothing forbids. One merge a walk: with every record merged nothing else happens."""
        if verb == "merge" and any(record.survivor for record in self.desk.records.values()):
            return []
        acts = [act for actor in ACTORS for act in self.of(verb, actor)]
        return [act for act in acts if not guards.reasons(self.desk, act)]

    def forbidden(self, verb: str) -> dict[str, list[Act]]:
        """Refusal -> the acts of the verb that it alone forbids."""
        found: dict[str, list[Act]] = {}
        for act in self.wider(verb):
            for fault in (None, *FAULTS.get(verb, ())):
                if fault is None or self.can_be(fault, act):
                    tried = act._replace(faults=frozenset({fault} - {None}))
                    reasons = guards.reasons(self.desk, tried)
                    if len(reasons) == 1:
                        found.setdefault(*reasons, []).append(tried)
                    elif "set_waits" in reasons and reasons <= OF_A_SET:
                        found.setdefault("set_waits", []).append(tried)
        return found

    def wider(self, verb: str) -> Iterator[Act]:
        """Acts of everybody, outsiders too; merges with every record."""
        for actor in (*ACTORS, *OUTSIDERS):
            for act in self.of(verb, actor):
                if verb in ("propose_merge", "merge", "revert_to"):
                    yield from (
                        act._replace(others=(name,))
                        for name in self.desk.records
                        if verb != "revert_to" or name != act.record
                    )
                else:
                    yield act

    def of(self, verb: str, actor: str) -> Iterator[Act]:
        number = next(self.count)
        for name in self.desk.records:
            if verb in TWO_RECORDS:
                yield from self.pairs(verb, actor, name)
            elif verb == "submit":
                yield from (Act(verb, actor, name, others) for others in ((), *self.mates(name)))
            elif verb == "revert_to":
                yield Act(verb, actor, name, number=len(self.desk[name].revisions) // 2)
            else:
                yield Act(verb, actor, name, edit=self.edit(verb, name, number), number=number)

    def pairs(self, verb: str, actor: str, name: str) -> Iterator[Act]:
        kind = self.desk[name].kind
        others = [other for other in self.desk.records if other != name and self.desk[other].kind == kind]
        for other in others:
            if verb == "link":
                yield Act(verb, actor, name, edit=(("inside", other), ("held", False)))
            else:
                yield Act(verb, actor, name, (other,))

    def mates(self, name: str) -> list[tuple[str, ...]]:
        """Other records that could be submitted in one set with this one; those that it names first."""
        open_ones = [other for other, record in self.desk.records.items() if other != name and record.open]
        return [(other,) for other in sorted(open_ones, key=lambda other: other != self.desk[name].inside)]

    def edit(self, verb: str, name: str, number: int) -> tuple:
        record = self.desk[name]
        if verb == "save" and record.kind == "person":
            return (("title", f"Title {number} of {name}"), ("alleged", not record.alleged))
        if verb == "save":
            return (("title", f"Title {number} of {name}"),)
        if verb in ("hold", "unhold") and record.kind == "place":
            return (("held", verb == "hold"),)
        return ()

    def anything(self, verb: str, random: Random) -> Act:
        """An act that may be forbidden for several reasons, drawn without asking; sometimes wrong on purpose as well."""
        names = list(self.desk.records)
        act = random.choice(list(self.of(verb, random.choice((*ACTORS * 3, *OUTSIDERS)))))
        if verb in ("propose_merge", "merge"):
            act = act._replace(others=(random.choice(names),))
        if verb == "revert_to":
            act = act._replace(others=(random.choice([name for name in names if name != act.record]),))
        possible = [fault for fault in FAULTS.get(verb, ()) if self.can_be(fault, act)]
        return act._replace(faults=frozenset({random.choice((None, None, *possible))} - {None}))

    def can_be(self, fault: str, act: Act) -> bool:
        """No act is stale on a record with one revision, nor in other words than those of a waiting withdrawal."""
        record = self.desk[act.record]
        if fault == "stale" and act.verb == "confirm_withdrawal":
            return bool(record.withdrew)
        return fault != "no_note" or bool(record.editions)
