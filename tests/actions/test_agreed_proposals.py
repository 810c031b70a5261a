"""From a proposal nobody asked for to an agreement: wanted, written, signed, called off."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    WriteProposedTerms,
    after_signature,
    call_off_order,
    write_proposed_terms,
)
from marketplace.agreements.models import Agreement
from marketplace.agreements.rules.agreed_lists import AgreementState, Stage
from marketplace.agreements.rules.agreed_refusals import AgreementRefusal
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.assessment.actions import SignOutcome, answer, sign
from marketplace.assessment.models import Assessment, AssessmentInput
from marketplace.assessment.queries import assessment_page
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import ids
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.mediation.actions import PutTo, answer_put, put_to
from marketplace.mediation.models import PutProposal
from marketplace.offers.actions import ProposeSomething, propose_something
from marketplace.sourcing.models import CoreProduct
from marketplace.sourcing.rules.lists import MarginBand, ProductRole
from tests.actions.agreed import calls, neema_agrees, she_agrees, signs, trial
from tests.actions.linkage import ALL_CONDITIONS, PRICE, morning, typical_cost
from tests.world import World, small_world

pytestmark = pytest.mark.both
GUESTS = PutTo(
    proposal="", operator_id=0, route=Route.EMBEDDED, segment="lodge", slot="evening",
    zone="lake_shore", guest_price_minor=2_000, users=60, income_minor=500,
)  # fmt: skip
ROAD = [PutTo(proposal="", operator_id=0, route=Route.INPUT), GUESTS]


@pytest.fixture(autouse=True)
def at() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(morning(), tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    room = CoreProduct(
        public_id=ids.public_id(), operator_id=made.kijani.id, name="Room",
        category_code="stay.room", picture="tomato", role=ProductRole.CORE, segment="lodge",
        slot="any", zone="garden", price_minor=9_000, currency="USD",
        margin_band=MarginBand.B40_50, capacity_month=900, utilisation_percent=60,
    )  # fmt: skip
    session.add(room)
    session.flush()
    return made


def put(session: Session, world: World, way: PutTo) -> PutProposal:
    """Fish 47's tomatoes, put to Kijani's Neema under a signature."""
    said = ProposeSomething(
        supplier_id=world.suppliers["fish_47"].id, leaf_code="veg.tomato", unit_code="kg",
        quantity=5, price_minor=PRICE, client_key=ids.public_id(),
    )  # fmt: skip
    proposal = propose_something(session, world.fish_47, said)
    command = replace(way, proposal=proposal.public_id, operator_id=world.kijani.id)
    check = put_to(session, world.anna, command)
    check = signed(session, world, check)
    after_signature(session, world.anna, check.public_id)
    return session.scalars(select(PutProposal)).one()


def signed(session: Session, world: World, check: Assessment) -> Assessment:
    """Anna answers what only a person knows, and signs."""
    if not assessment_page(session, world.anna, check.public_id).complete:
        told = {"children": "none", "existing_similar": 0, "staged": False, "secrecy": False}
        answer(session, world.anna, check.public_id, told)
    if sign(session, world.anna, check.public_id, ALL_CONDITIONS) is SignOutcome.LOOK_AGAIN:
        sign(session, world.anna, check.public_id, ALL_CONDITIONS)
    return check


def terms_for(session: Session, world: World, row: PutProposal, terms: Terms) -> Agreement:
    """Neema writes terms for what she wanted."""
    command = WriteProposedTerms(
        put=row.public_id,
        property=world.kijani_ridge.public_id,
        terms=terms,
        client_key=ids.public_id(),
    )
    return write_proposed_terms(session, world.neema, command)


@pytest.mark.parametrize("way", ROAD, ids=["used up", "at the guests"])
def test_a_wanted_proposal_becomes_an_agreement_and_is_called_off(
    session: Session, world: World, way: PutTo
) -> None:
    row = put(session, world, way)
    answer_put(session, world.neema, row.public_id)
    agreement = terms_for(session, world, row, trial())
    assert (agreement.need_id, agreement.put_proposal_id) == (None, row.id)
    check = signs(session, world, agreement)
    assert (check.proposal_id, check.route) == (row.proposal_id, way.route)
    neema_agrees(session, world, agreement)
    she_agrees(session, world, agreement, "fish_47")
    assert agreement.state is AgreementState.IN_FORCE
    made = call_off_order(session, world.neema, calls(agreement))
    assert made.order is not None, "the agreement's signature covers it"
    assert made.order.supplier_id == world.suppliers["fish_47"].id
    last = session.scalars(select(Assessment).order_by(Assessment.id.desc()).limit(1)).one()
    assert last.route is way.route, "the call-off is checked as it reaches the guest"
    assert facts(session, last).get("offer.slot") == facts(session, check).get("offer.slot")


def facts(session: Session, check: Assessment) -> dict[str, str]:
    """The figures a check was worked out with."""
    rows = select(AssessmentInput.key, AssessmentInput.value)
    found = session.execute(rows.where(AssessmentInput.assessment_id == check.id))
    return {row.key: row.value for row in found}


def test_before_his_yes_there_is_nothing_to_agree_on(session: Session, world: World) -> None:
    row = put(session, world, ROAD[0])
    with pytest.raises(Refused) as refused:
        terms_for(session, world, row, trial())
    assert refused.value.reasons == {WrongState.NOT_NOW}


def test_it_begins_with_a_trial_once(session: Session, world: World) -> None:
    row = put(session, world, ROAD[0])
    answer_put(session, world.neema, row.public_id)
    with pytest.raises(Refused) as refused:
        terms_for(session, world, row, trial(stage=Stage.REPEAT))
    assert refused.value.reasons == {AgreementRefusal.NOT_GROWN_ENOUGH}
    session.rollback()


def test_the_same_send_is_one_and_a_second_is_refused(session: Session, world: World) -> None:
    row = put(session, world, ROAD[0])
    answer_put(session, world.neema, row.public_id)
    command = WriteProposedTerms(
        put=row.public_id, property=world.kijani_ridge.public_id, terms=trial(), client_key="one"
    )
    first = write_proposed_terms(session, world.neema, command)
    assert write_proposed_terms(session, world.neema, command) is first
    with pytest.raises(Refused) as refused:
        write_proposed_terms(session, world.neema, replace(command, client_key="two"))
    assert refused.value.reasons == {AgreementRefusal.ALREADY_LIVE}


def test_anothers_proposal_and_anothers_door_do_not_exist(session: Session, world: World) -> None:
    row = put(session, world, ROAD[0])
    answer_put(session, world.neema, row.public_id)
    command = WriteProposedTerms(
        put=row.public_id, property="NO-SUCH", terms=trial(), client_key="door"
    )
    with pytest.raises(NotFound):
        write_proposed_terms(session, world.neema, command)
    with pytest.raises(NotFound):
        write_proposed_terms(
            session, world.theresia, replace(command, property=world.kijani_ridge.public_id)
        )
