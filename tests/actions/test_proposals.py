"""What nobody asked for: proposed, read back, checked against a core product, put, answered."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import after_refusal, after_signature
from marketplace.assessment.actions import refuse, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.rules.lists import Route
from marketplace.journal.keys import KeyReused
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.journal.queries import check_chain
from marketplace.kernel import ids
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.actions import PutTo, answer_put, put_to
from marketplace.mediation.models import PutProposal
from marketplace.mediation.queries.putting import puts_for_buyer
from marketplace.mediation.rules.putting import NotWanted, PutRefusal, PutState
from marketplace.offers.actions import (
    ProposeSomething,
    propose_for_her,
    propose_something,
    read_back_proposal,
    take_back_proposal,
)
from marketplace.offers.models import Proposal
from marketplace.offers.queries.proposals import proposals_of
from marketplace.offers.rules.proposals import ProposalRefusal, ProposalState
from tests.actions.linkage import ALL_CONDITIONS, PRICE, morning, typical_cost
from tests.world import World, small_world

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def tomatoes(world: World, **changes: object) -> ProposeSomething:
    """Fish 47 proposes 20 kilograms of tomatoes a month."""
    made = ProposeSomething(
        supplier_id=world.suppliers["fish_47"].id, leaf_code="veg.tomato", unit_code="kg",
        quantity=20, price_minor=PRICE, client_key=ids.public_id(),
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]  # named by the tests


def put(session: Session, world: World) -> tuple[Proposal, Assessment]:
    """Her proposal, at the desk for the check against Kijani."""
    proposal = propose_something(session, world.fish_47, tomatoes(world))
    command = PutTo(proposal=proposal.public_id, operator_id=world.kijani.id, route=Route.INPUT)
    return proposal, put_to(session, world.anna, command)


def test_the_same_send_twice_is_one_and_another_key_is_refused(
    session: Session, world: World
) -> None:
    command = tomatoes(world)
    first = propose_something(session, world.fish_47, command)
    assert propose_something(session, world.fish_47, command) is first
    with pytest.raises(KeyReused):
        propose_something(session, world.fish_47, replace(command, quantity=21))
    with pytest.raises(Refused) as refused:
        propose_something(session, world.fish_47, tomatoes(world))
    assert refused.value.reasons == {ProposalRefusal.ALREADY_PROPOSED}
    take_back_proposal(session, world.fish_47, first.public_id)
    assert propose_something(session, world.fish_47, tomatoes(world)).state is ProposalState.OPEN


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quantity": 0}, ProposalRefusal.QUANTITY_ZERO),
        ({"price_minor": 0}, ProposalRefusal.PRICE_OUT_OF_RANGE),
        ({"unit_code": "litre"}, ProposalRefusal.UNIT_NOT_FOR_LEAF),
    ],
)
def test_what_cannot_be_is_refused(
    session: Session, world: World, changes: dict[str, object], reason: ProposalRefusal
) -> None:
    if "unit_code" in changes:
        known = next(code for code in world.goods.units if code not in {"kg", "crate"})
        changes = {"unit_code": known}
    with pytest.raises(Refused) as refused:
        propose_something(session, world.fish_47, tomatoes(world, **changes))
    assert reason in refused.value.reasons


def test_nobody_proposes_for_another(session: Session, world: World) -> None:
    with pytest.raises(NotFound):
        propose_something(session, world.supplier("hen_33"), tomatoes(world))
    with pytest.raises(NotFound):
        propose_for_her(session, world.theresia, tomatoes(world))
    with pytest.raises(NotFound):
        propose_something(session, world.fish_47, tomatoes(world, leaf_code="no.such"))


def test_entered_for_her_it_is_read_back_before_it_goes_anywhere(
    session: Session, world: World
) -> None:
    proposal = propose_for_her(session, world.anna, tomatoes(world))
    assert proposal.state is ProposalState.TO_READ_BACK
    command = PutTo(proposal=proposal.public_id, operator_id=world.kijani.id, route=Route.INPUT)
    with pytest.raises(Refused) as refused:
        put_to(session, world.anna, command)
    assert refused.value.reasons == {PutRefusal.NOT_READ_BACK}
    read_back_proposal(session, world.anna, proposal.public_id, yes=True)
    assert put_to(session, world.anna, command).proposal_id == proposal.id


@pytest.mark.paper(1, part=True)
def test_signed_it_is_put_and_wanted(session: Session, world: World) -> None:
    proposal, assessment = put(session, world)
    assert (assessment.need_id, assessment.proposal_id) == (None, proposal.id)
    assert assessment.state is AssessmentState.WAITING
    assert puts_for_buyer(session, world.neema) == (), "unseen before it is signed"
    sign(session, world.anna, assessment.public_id, ALL_CONDITIONS)
    after_signature(session, world.anna, assessment.public_id)
    (card,) = puts_for_buyer(session, world.neema)
    answer_put(session, world.neema, card.public_id)
    row = session.scalars(select(PutProposal)).one()
    assert row.state is PutState.WANTED
    session.commit()
    verbs = session.scalars(
        select(JournalEntry.verb).where(JournalEntry.verb.like("put_proposal%"))
    ).all()
    assert list(verbs) == ["put_proposal.check", "put_proposal.put", "put_proposal.want"]
    told = set(session.scalars(select(OutboxMessage.kind)))
    assert {"proposal_put", "proposal_wanted"} <= told
    assert check_chain(session).whole


def test_not_wanted_has_its_reason_and_the_desk_may_refuse(session: Session, world: World) -> None:
    proposal, assessment = put(session, world)
    refuse(session, world.anna, assessment.public_id)
    after_refusal(session, world.anna, assessment.public_id)
    first = session.scalars(select(PutProposal)).one()
    assert first.state is PutState.REFUSED
    again = PutTo(proposal=proposal.public_id, operator_id=world.kijani.id, route=Route.INPUT)
    second = put_to(session, world.anna, again)
    with pytest.raises(Refused) as refused:
        put_to(session, world.anna, again)
    assert refused.value.reasons == {PutRefusal.ALREADY_PUT}
    sign(session, world.anna, second.public_id, ALL_CONDITIONS)
    after_signature(session, world.anna, second.public_id)
    (card,) = puts_for_buyer(session, world.neema)
    answer_put(session, world.neema, card.public_id, no=NotWanted.HAVE_IT)
    states = session.scalars(select(PutProposal.state).order_by(PutProposal.id)).all()
    assert list(states) == [PutState.REFUSED, PutState.NOT_WANTED]
    with pytest.raises(Refused):
        answer_put(session, world.neema, card.public_id)


def test_to_guests_it_needs_a_guest_price_and_everybody_sees_only_his_own(
    session: Session, world: World
) -> None:
    proposal = propose_something(session, world.fish_47, tomatoes(world))
    command = PutTo(proposal=proposal.public_id, operator_id=world.kijani.id, route=Route.REFERRED)
    with pytest.raises(Refused) as refused:
        put_to(session, world.anna, command)
    assert refused.value.reasons == {PutRefusal.GUEST_PRICE_MISSING}
    with pytest.raises(NotFound):
        put_to(session, world.theresia, command)
    with pytest.raises(Refused) as refused:
        put_to(session, world.anna, replace(command, operator_id=10**6, guest_price_minor=500))
    assert PutRefusal.NOT_THIS_OPERATOR in refused.value.reasons
    assert [one.id for one in proposals_of(session, world.fish_47)] == [proposal.id]
    assert proposals_of(session, world.supplier("hen_33")) == ()
    assert proposals_of(session, world.theresia) == ()
    assert [one.id for one in proposals_of(session, world.anna)] == [proposal.id]
