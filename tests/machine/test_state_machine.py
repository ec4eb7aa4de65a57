"""Random walks over every service, by several people, against the model: what it allows happens, all else is refused and writes nothing.

MACHINE_EXAMPLES and MACHINE_STEPS set the length of the long walk, MACHINE_RANDOM=1 walks elsewhere than last time,
MACHINE_COUNTS names a file for the counts, MACHINE_SHRINK=0 shows a failure as it was found.
"""

import json
import os
from collections import Counter
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from tests.machine import choosing, guards
from tests.machine.hands import RANKS, Hands
from tests.machine.model import Act, Desk
from tests.machine.truths import Truths, everything

pytestmark = [pytest.mark.desk, pytest.mark.django_db]

SHORT = {"examples": int(os.environ.get("MACHINE_SHORT", "3")), "steps": 12}
LONG = {"examples": int(os.environ.get("MACHINE_EXAMPLES", "30")), "steps": int(os.environ.get("MACHINE_STEPS", "40"))}
MORE_OFTEN = ("save", "submit", "approve", "publish")


# After an act of this verb: which verbs somebody, the same person perhaps, tries in vain, and the refusals to look for first.
IN_VAIN = {
    "save": (("submit",), ("note", "kind", "twice", "none")),
    "submit": (("request_changes", "approve"), ("no_comment", "contributed")),
    "approve": (("approve", "schedule", "publish"), ("decided", "past", "set_waits")),
    "schedule": (("schedule", "publish"), ("state", "hidden_target")),
    "withdraw": (("confirm_withdrawal", "reinstate", "submit"), ("withdrew", "unconfirmed", "target", "stale")),
    "confirm_withdrawal": (("confirm_withdrawal", "reinstate"), ("settled",)),
    "reinstate": (("withdraw", "revert_to"), ("bad_reason", "bad_replacement", "foreign")),
    "propose_merge": (("merge", "propose_merge"), ("proposed", "proposed_already", "survivor_hidden")),
    "drop_merge": (("propose_merge", "merge"), ("survivor_hidden", "itself", "other_type", "no_proposal")),
    "merge": (("withdraw", "submit"), ("merged", "target_merged")),
}


class Walk(RuleBasedStateMachine):
    """Each step is one act, or a few that belong together. `done` and `refused` count over all walks of a test."""

    done: Counter
    refused: Counter
    hands: Hands
    start: Desk

    def __init__(self) -> None:
        super().__init__()
        self.steps, self.seen = 0, Counter()
        self.savepoint = transaction.savepoint()
        self.desk = deepcopy(self.start)
        self.truths = Truths(self.hands, self.desk)
        self.chooser = choosing.Chooser(self.desk)

    def teardown(self) -> None:
        try:
            assert list(self.truths.at_the_end(Client())) == []
        finally:
            transaction.savepoint_rollback(self.savepoint)

    # --- Steps --------------------------------------------------------------------------------

    @rule(seed=st.integers(0, 2**20))
    def step(self, seed):
        """Choices inside a step follow from its number and seed alone: spread evenly, and the same in every run."""
        self.steps += 1
        self.random = Random(seed * 1000 + self.steps)
        kinds = (*[self.legal] * 4, *[self.forbidden] * 2, *[self.bring_near, self.schedule_first] * 2, self.anything)
        once = (self.set_first, self.withdraw_first, self.propose_first, self.run_what_is_due)
        self.random.choice((*kinds, *once))()

    def legal(self):
        """An act that nothing forbids; where there is none, the same verb at random."""
        verb = self.random.choice((*choosing.VERBS, *MORE_OFTEN))
        if not self.one_of(verb):
            self.tries(self.chooser.anything(verb, self.random))

    def forbidden(self):
        """Acts that one single thing forbids: a rare refusal is tried as often as any other."""
        for _ in range(3):
            self.refuse_one(*choosing.VERBS)

    def anything(self):
        verb = self.random.choice(choosing.VERBS)
        self.tries(self.chooser.anything(verb, self.random))

    def bring_near(self):
        """Write, link, submit and approve one record with its set, and then the verb."""
        verb = self.random.choice(("publish", "approve_and_publish", "recall", "discard"))
        name = self.bring("save", "link", "submit")
        self.approvals(name, verb)
        self.one_of(verb, name)

    def set_first(self):
        """Submit two records as a set and let one wait for its approval."""
        for verb in ("save", "hold", "save", "hold"):
            self.one_of(verb)
        if acts := [act for act in self.chooser.legal("submit") if act.others]:
            act = self.random.choice(acts)
            self.tries(act)
            self.one_of("approve", act.record)
            self.refuse_one("publish", "schedule")
            self.approvals(act.record, "publish")
            self.one_of("publish", act.record)

    def schedule_first(self):
        """Something may come between the schedule and its hour: a withdrawn target, an edit of a member, a second thought."""
        then = self.random.choice(("", "withdraw", "save", "unschedule", "request_changes"))
        name = self.bring("save", "link", "submit")
        self.approvals(name, "schedule")
        self.one_of("schedule", name)
        if then:
            self.one_of(then, (self.desk[name].last.text.inside or "") if then == "withdraw" else "")
        self.publish_due(due=True)

    def withdraw_first(self):
        verb = self.random.choice(("confirm_withdrawal", "reinstate", "submit", "publish"))
        name = self.bring("withdraw")
        self.name_what_is_gone(name)
        self.one_of(verb, name)
        self.one_of("reinstate", name)

    def propose_first(self):
        verb = self.random.choice(("drop_merge", "withdraw", "merge"))
        name = self.bring("propose_merge")
        self.one_of(verb, name)
        self.name_what_is_gone(name)

    def run_what_is_due(self):
        self.publish_due(due=self.random.random() < 0.5)

    def bring(self, *verbs):
        """Take one record through these verbs where it can; its name. Links lead to what is public, so that it can go out."""
        free = [name for name, record in self.desk.records.items() if not list(guards.blocked(record))]
        name = self.random.choice(sorted(free or self.desk.records))
        for verb in verbs:
            if verb == "link":
                self.link_to_public(name)
            else:
                self.one_of(verb, name)
        return name

    def link_to_public(self, name):
        acts = [act for act in self.chooser.legal("link") if act.record == name]
        public = [act for act in acts if self.desk.is_public(dict(act.edit)["inside"])]
        if public:
            self.tries(self.random.choice(public))
        elif acts:
            self.one_of("hold", name)

    def refuse_one(self, *verbs, first=()):
        """Try what one thing forbids: a refusal of `first`, else one that was met least often on this walk."""
        verb = self.random.choice(verbs)
        acts = self.chooser.forbidden(verb)
        names = [name for name in sorted(acts) if name in first] or sorted(acts)
        rarest = min((self.seen[verb, name] for name in names), default=0)
        if names:
            name = self.random.choice([name for name in names if self.seen[verb, name] == rarest])
            self.tries(self.random.choice(acts[name]))

    def name_what_is_gone(self, name):
        """A draft that names a record which readers no longer find cannot be submitted."""
        acts = [act for act in self.chooser.legal("link") if dict(act.edit)["inside"] == name]
        if acts and not self.desk.is_public(name):
            self.tries(self.random.choice(acts))
            self.refuse_one("submit", first=("target", "target_merged"))

    def approvals(self, name, verb):
        """What a set needs before the verb; one step of approval and publication gives the last one itself."""
        for member in self.desk.members(self.desk[name].last):
            for _ in range(member.needs - (verb == "approve_and_publish" and member.record == name)):
                if member.needs > 1:
                    self.refuse_one("approve_and_publish", first=("further",))
                self.one_of("approve", member.record)

    def one_of(self, verb, name=""):
        """One legal act of the verb, on this record if one is named, and at times one in vain; whether there was one."""
        acts = [act for act in self.chooser.legal(verb) if name in ("", act.record)]
        if acts:
            self.tries(self.random.choice(acts))
        if acts and verb in IN_VAIN and self.random.random() < 0.5:
            verbs, first = IN_VAIN[verb]
            self.refuse_one(*verbs, first=first)
        return bool(acts)

    def publish_due(self, due):
        """The run that publishes what is due; before any hour has come it does nothing."""
        hours = [record.open.hour for record in self.desk.records.values() if record.open and record.open.hour]
        now = self.hands.at(max(hours, default=0)) if due else self.hands.start
        ran, lines = self.hands.run_due(now), self.expected_runs(due)
        self.done["publish_due"] += len(ran)
        self.agree(lines)

    # --- One act ------------------------------------------------------------------------------

    def tries(self, act):
        """Do it on the real desk and in the model; both must say the same."""
        note(str(act))
        expected = guards.reasons(self.desk, act)
        before = everything() if expected else None
        refusal = self.hands.perform(self.desk, act)
        if not expected:
            assert refusal is None, f"{act} was refused: {refusal}"
            self.done[act.verb] += 1
            self.agree(self.desk.apply(act))
            return
        assert refusal is not None, f"{act} was allowed, against {sorted(expected)}"
        said = guards.named(str(refusal))
        assert said and said <= expected, f"{act}: “{refusal}” is none of {sorted(expected)}"
        assert everything() == before, f"{act} was refused and wrote all the same"
        self.refused.update((act.verb, name) for name in said)
        self.seen.update((act.verb, name) for name in said)

    def expected_runs(self, due):
        """Every set whose hour has come, in order: out, or back to approved with the reason."""
        lines = Counter()
        waiting = [record.open for record in self.desk.records.values() if record.open and record.open.hour]
        for attempt in sorted(waiting, key=lambda attempt: attempt.hour) if due else ():
            if attempt.state == "scheduled":
                self.run_one(Act("publish", attempt.by, attempt.record), lines)
        return lines

    def run_one(self, act, lines):
        attempt = self.desk[act.record].last
        if guards.reasons(self.desk, act):
            self.refused["publish_due", "given_back"] += 1
            self.desk.give_back(self.desk.members(attempt), "schedule_refused", lines)
        else:
            self.desk.publish(act, lines)

    def agree(self, lines):
        """After an act: the log, the tables and the model agree, and every invariant holds."""
        assert self.truths.new_lines() == lines
        assert self.truths.found() == self.truths.expected()
        assert list(self.truths.broken()) == []


def walk(examples, steps):
    """Walk, and say how often each transition and each refusal was reached."""
    hands, start = Hands(), Desk(RANKS)
    hands.build(start)
    machine = type("Walk", (Walk,), {"done": Counter(), "refused": Counter(), "hands": hands, "start": start})
    random = os.environ.get("MACHINE_RANDOM", "") not in ("", "0")
    phases = (Phase.generate,) if os.environ.get("MACHINE_SHRINK", "1") == "0" else (Phase.generate, Phase.shrink)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not random,
            database=None,
            phases=phases,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        ),
    )
    return machine.done, machine.refused


# How often a long walk reaches each transition and each refusal at least; a proof that was never tried proves nothing.
DONE = {
    **{"save": 100, "link": 50, "hold": 20, "unhold": 2, "revert_to": 2, "discard": 5, "submit": 70, "recall": 10},
    **{"request_changes": 5, "approve": 60, "schedule": 15, "unschedule": 2, "publish": 12, "approve_and_publish": 3},
    **{"publish_due": 7, "withdraw": 25, "confirm_withdrawal": 7, "reinstate": 7},
    **{"propose_merge": 10, "merge": 2, "drop_merge": 3},
}
REFUSED = {
    **{"role": 50, "closed": 40, "state": 70, "stale": 30, "contributed": 15, "decided": 5, "further": 1},
    **{"set_waits": 1, "unconfirmed": 4, "withdrew": 4, "settled": 5, "merged": 1, "nothing_public": 4},
    **{"never_published": 1, "no_proposal": 4, "proposed": 1, "proposed_already": 1, "itself": 1, "other_type": 1},
    **{
        "survivor_hidden": 1,
        "kind": 1,
        "note": 1,
        "target": 1,
        "target_merged": 1,
        "hidden_target": 1,
        "given_back": 2,
    },
    **{"past": 1, "no_comment": 1, "bad_reason": 1, "bad_replacement": 1, "foreign": 1, "twice": 1, "none": 1},
}


def test_a_short_walk():
    done, refused = walk(**SHORT)
    assert {"save", "submit", "approve", "publish", "withdraw", "schedule"} <= set(done)
    assert len(refused) > 10


@pytest.mark.slow
def test_a_long_walk():
    done, refused = walk(**LONG)
    by_reason = Counter()
    for (_, name), times in refused.items():
        by_reason[name] += times
    if path := os.environ.get("MACHINE_COUNTS"):
        Path(path).write_text(json.dumps({"done": done, "refused": by_reason}, indent=1, sort_keys=True))
    assert (too_rare(done, DONE), too_rare(by_reason, REFUSED)) == ({}, {})
    assert set(by_reason) - set(REFUSED) <= {"unapproved"}  # always beside another reason: one guard more than needed


def too_rare(found, wanted):
    """What was reached less often than it should be, with how often."""
    return {name: found[name] for name, times in wanted.items() if found[name] < times}
