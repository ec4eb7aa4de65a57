"""The transition table agrees with itself: states, labels, constraints of the model, kinds of decision."""

from editorial.workflow import (
    CURRENT_STATES,
    LABELS,
    OPEN_STATES,
    PUBLIC_ACTS,
    RANK,
    TRANSITIONS,
    DecisionKind,
    EditionState,
    RoleName,
)
from relations.vocabularies import Op

CLOSED = ["superseded", "discarded"]


def test_every_state_is_open_current_or_closed():
    assert sorted([*OPEN_STATES, *CURRENT_STATES, *CLOSED]) == sorted(EditionState.values)


def test_every_verb_leads_between_known_states_and_has_a_label():
    assert {state for rule in TRANSITIONS.values() for state in (*rule.sources, rule.target)} <= set(
        EditionState.values
    )
    beyond_editions = ["revert_to", "propose_vanish", "vanish", "drop_vanish"]
    assert sorted(LABELS) == sorted([*TRANSITIONS, *beyond_editions])


def test_no_verb_leads_out_of_a_closed_state():
    assert [verb for verb, rule in TRANSITIONS.items() if set(rule.sources) & set(CLOSED)] == []


def test_only_publication_acts_lead_into_or_out_of_the_current_states():
    entering = [verb for verb, rule in TRANSITIONS.items() if rule.target in CURRENT_STATES]
    assert sorted(entering) == [
        *("confirm_withdrawal", "drop_merge", "propose_merge", "publish", "reinstate", "withdraw"),
    ]
    assert {str(TRANSITIONS[verb].role) for verb in entering} == {"Publisher"}


def test_ranks_ascend_and_an_administrator_has_none():
    assert [RANK[role] for role in (RoleName.AUTHOR, RoleName.REVIEWER, RoleName.PUBLISHER)] == [1, 2, 3]
    assert RoleName.ADMINISTRATOR not in RANK


def test_decisions_on_the_public_record_are_named_like_its_acts():
    """What is only proposed, or dropped again, changes nothing that readers see, so it is no act."""
    on_revisions = {"approve", "request_changes"}
    proposals = {"propose_merge", "drop_merge", "propose_vanish", "drop_vanish"}
    assert set(DecisionKind.values) - set(Op.values) == on_revisions | proposals
    assert set(DecisionKind.values) - on_revisions == set(PUBLIC_ACTS)
