"""Counter-proposals: one price a side whatever is tried; the accepted ones are the terms."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel.refused import Refused
from marketplace.kernel.states import Machine
from marketplace.mediation.rules.lists import (
    AWARD,
    CASE,
    LOOK,
    PROPOSAL,
    TASK,
    AwardState,
    AwardVerb,
    ProposalState,
    ProposalVerb,
    Side,
)
from marketplace.mediation.rules.proposals import (
    Change,
    ProposalRefusal,
    Terms,
    refusals,
    terms_after,
)
from marketplace.offers.rules.lists import Bringing

TODAY = date(2026, 11, 24)
FISH = Terms(20, 1400, date(2026, 12, 1), Bringing.BRING)
changes = st.builds(
    Change,
    side=st.sampled_from(Side),
    price_minor=st.none() | st.integers(1, 3000),
    quantity=st.none() | st.integers(1, 20),
    deliver_on=st.none() | st.dates(TODAY, date(2027, 1, 1)),
    bringing=st.none() | st.sampled_from(Bringing),
)


def ask(change: Change, *earlier: Change) -> tuple[ProposalRefusal, ...]:
    terms = terms_after(FISH, earlier)
    return refusals(change, terms, earlier, need_quantity=20, today=TODAY, most_minor=10**6)


def ended(change: Change, state: ProposalState) -> Change:
    return Change(
        change.side, change.price_minor, change.quantity, change.deliver_on, change.bringing, state
    )


@pytest.mark.paper(33)
@given(st.lists(st.tuples(changes, st.sampled_from(ProposalVerb)), max_size=20))
def test_there_is_no_reverse_auction(attempts: list[tuple[Change, ProposalVerb]]) -> None:
    """However long they go on: at most one price from each side is ever on the table."""
    made: list[Change] = []
    for change, verb in attempts:
        if not ask(change, *made):
            made.append(ended(change, PROPOSAL.after(ProposalState.OPEN, verb)))
    for side in Side:
        assert sum(one.price_minor is not None for one in made if one.side is side) <= 1


@given(st.lists(changes, max_size=8))
def test_the_terms_are_the_offer_and_what_was_accepted(asked: list[Change]) -> None:
    accepted = [ended(one, ProposalState.ACCEPTED) for one in asked]
    declined = [ended(one, ProposalState.DECLINED) for one in asked]
    assert terms_after(FISH, declined) == FISH
    for name in Terms.__dataclass_fields__:
        said = [getattr(one, name) for one in accepted if getattr(one, name) is not None]
        wanted = said[-1] if said else getattr(FISH, name)
        assert getattr(terms_after(FISH, accepted), name) == wanted


def test_day_quantity_and_transport_stay_adjustable_after_both_prices_are_spent() -> None:
    spent = [
        Change(Side.BUYER, 1300, state=ProposalState.DECLINED),
        Change(Side.SUPPLIER, 1350, state=ProposalState.WITHDRAWN),
    ]
    for side in Side:
        assert ask(Change(side, 1320), *spent) == (ProposalRefusal.PRICE_IS_SPENT,)
        assert ask(Change(side, deliver_on=date(2026, 12, 2)), *spent) == ()
        assert ask(Change(side, quantity=15, bringing=Bringing.COLLECT), *spent) == ()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (Change(Side.BUYER), ProposalRefusal.NOTHING_CHANGES),
        (Change(Side.BUYER, 1400), ProposalRefusal.NOTHING_CHANGES),
        (Change(Side.BUYER, 0), ProposalRefusal.PRICE_OUT_OF_RANGE),
        (Change(Side.BUYER, 10**7), ProposalRefusal.PRICE_OUT_OF_RANGE),
        (Change(Side.BUYER, quantity=21), ProposalRefusal.QUANTITY_OVER_NEED),
        (Change(Side.BUYER, quantity=0), ProposalRefusal.QUANTITY_ZERO),
        (Change(Side.BUYER, deliver_on=date(2026, 11, 23)), ProposalRefusal.DAY_IS_PAST),
    ],
)
def test_what_cannot_be_proposed(change: Change, reason: ProposalRefusal) -> None:
    assert reason in ask(change)


def test_one_proposal_at_a_time() -> None:
    assert ask(Change(Side.SUPPLIER, quantity=5), Change(Side.BUYER, quantity=6)) == (
        ProposalRefusal.ONE_IS_OPEN,
    )


@pytest.mark.parametrize("machine", [AWARD, CASE, LOOK, PROPOSAL, TASK])
def test_every_state_and_verb_pair_moves_or_is_refused(machine: Machine[Any, Any]) -> None:
    table = machine.table
    states = {state for state, _ in table} | set(table.values())
    kind, verbs = type(next(iter(states))), type(next(iter(table))[1])
    assert states == set(kind), "a state nobody can reach"
    assert {verb for _, verb in table} == set(verbs)
    for state in kind:
        for verb in verbs:
            if (state, verb) in table:
                assert machine.after(state, verb) is table[state, verb]
            else:
                with pytest.raises(Refused):
                    machine.after(state, verb)


def test_only_what_is_reserved_can_be_answered() -> None:
    for verb in (AwardVerb.ACCEPT, AwardVerb.DECLINE, AwardVerb.EXPIRE):
        allowed = {state for state in AwardState if AWARD.allows(state, verb)}
        assert allowed == {AwardState.RESERVED}
