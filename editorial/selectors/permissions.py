"""Who may do what, read out of the rules themselves: role by state by act, with the sentence of each refusal.

Nothing is written down a second time here: specimens of each role are asked, and the code of a rule is looked through
for the sentences that it can answer.
"""

import inspect
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import NamedTuple

from editorial import account_rules, desk_rules, rules
from editorial.models import Edition, User
from editorial.services import reports
from editorial.workflow import LABELS, TRANSITIONS, EditionState, RoleName

SUPERUSER = "Superuser"
ROLES = (*RoleName.values, SUPERUSER)
MODULES = (rules, desk_rules, account_rules, reports)
# What stands in the two first columns already, and what asks for a row that is there.
SAID_BY_ROLE_AND_STATE = {"may", "lacks_role", "lacks_state"}


class Act(NamedTuple):
    """One verb: the lowest role in each state ("" where nobody may), and what else has to hold."""

    verb: str
    label: str
    lowest: dict[str, str]
    further: list[str]


class Other(NamedTuple):
    """A rule about a record or an account: the role that its code names, and the sentences that it can answer."""

    label: str
    what: str
    role: str
    sentences: list[str]


class Rule(NamedTuple):
    """A rule that asks for no edition: per role "" or the sentence of its refusal."""

    label: str
    what: str
    answers: dict[str, str]


def specimen(role: str) -> User:
    """Nobody in particular in this role; never saved."""
    user = User(username=role, is_active=True, is_staff=True, is_superuser=role == SUPERUSER)
    user._role_names = {role} & set(RoleName.values)
    return user


def answer(role: str, state: str, verb: str) -> rules.Reason:
    """What the rules of role and state say."""
    return rules.may(verb, specimen(role), Edition(state=state))


def acts() -> list[Act]:
    """Every transition of an edition."""
    return [
        Act(verb, str(LABELS[verb]), {state: lowest(state, verb) for state in EditionState.values}, further(verb))
        for verb in TRANSITIONS
    ]


def lowest(state: str, verb: str) -> str:
    return next((role for role in RoleName.values if answer(role, state, verb) is None), "")


def sentences(role: str) -> list[tuple[str, list[str]]]:
    """Per act what somebody in this role is told: by the role alone, else in each state where it is not possible."""
    found = []
    for verb in TRANSITIONS:
        said = [
            reason.replace(f"is {EditionState(state).label};", "is …;")
            for state in EditionState.values
            if (reason := answer(role, state, verb))
        ]
        found.append((str(LABELS[verb]), list(dict.fromkeys(said))))
    return found


def further(verb: str) -> list[str]:
    """Sentences that `may_<verb>` can answer beyond role and state."""
    return list(dict.fromkeys(told_by(getattr(rules, f"may_{verb}"), set())))


def told_by(rule: FunctionType, seen: set[str]) -> Iterator[str]:
    """The sentences in the code of a rule and of those that it calls; gaps are shown as …"""
    seen.add(rule.__name__)
    code = rule.__code__
    yield from (text for text in code.co_consts if is_sentence(text) and text != rule.__doc__)
    for name in code.co_names:
        value = rule.__globals__.get(name)
        if is_sentence(value):
            yield value.replace("{}", "…")
        elif (
            isinstance(value, FunctionType)
            and name not in seen | SAID_BY_ROLE_AND_STATE
            and value.__module__ == rules.__name__
        ):
            yield from told_by(value, seen)


def is_rule(value: FunctionType) -> bool:
    return value.__module__ in {module.__name__ for module in MODULES}


def is_sentence(value: object) -> bool:
    return isinstance(value, str) and value[:1].isupper() and value.endswith(".") and " " in value


def rules_without_edition() -> list[Rule]:
    """Every rule that needs to know only who asks."""
    return [described(name, rule) for name, rule in every_rule() if needs_only_a_user(rule)]


def others() -> list[Other]:
    """Every rule about a record, a comment or an account that moves no edition."""
    transitions = {f"may_{verb}" for verb in TRANSITIONS}
    return [
        Other(label_of(name), what_of(rule), role_in(rule, set()), list(dict.fromkeys(told_by(rule, set()))))
        for name, rule in every_rule()
        if not needs_only_a_user(rule) and name not in transitions and not name.endswith("_member")
    ]


def every_rule() -> list[tuple[str, FunctionType]]:
    found = {}
    for module in MODULES:
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("may_") and rule.__module__ == module.__name__:
                found[name] = rule
    return sorted(found.items())


def role_in(rule: FunctionType, seen: set[str]) -> str:
    """The role whose name stands in the code of a rule, or of the rules that it asks."""
    seen.add(rule.__name__)
    if "may_manage_accounts" in rule.__code__.co_names:
        return RoleName.ADMINISTRATOR.value
    for name in rule.__code__.co_names:
        if name in RoleName.__members__:
            return RoleName[name].value
        value = rule.__globals__.get(name)
        if isinstance(value, FunctionType) and name not in seen and is_rule(value) and (found := role_in(value, seen)):
            return found
    return ""


def needs_only_a_user(rule: Callable) -> bool:
    return all(
        parameter.default is not parameter.empty for parameter in [*inspect.signature(rule).parameters.values()][1:]
    )


def described(name: str, rule: Callable) -> Rule:
    return Rule(label_of(name), what_of(rule), {role: rule(specimen(role)) or "" for role in ROLES})


def label_of(name: str) -> str:
    verb = name.removeprefix("may_")
    return str(LABELS.get(verb) or verb.replace("_", " ").capitalize())


def what_of(rule: Callable) -> str:
    return (inspect.getdoc(rule) or "").split("\n")[0]
