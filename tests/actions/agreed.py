"""Steps of an agreement, for tests: a delivery, terms, the desk's signature, both yeses."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import (
    CallOffOrder,
    OrderAnswer,
    Receive,
    SayYes,
    WriteTerms,
    after_signature,
    answer_order,
    receive,
    say_yes,
    settle,
    write_terms,
)
from marketplace.agreements.models import Agreement, AgreementVersion, Delivery, Order
from marketplace.agreements.rules.agreed_lists import ConsentHow, PriceKind, RejectsRule, Stage
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.assessment.actions import SignOutcome, sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.sourcing.rules.need_check import NeedFinding
from tests.actions.linkage import ALL_CONDITIONS, PRICE, asks, names_in_rotation, offers, today
from tests.world import World

EVERY_DAY = 0b1111111
TUESDAY_FRIDAY = 0b0010010


def trial(**changes: Any) -> Terms:
    """A trial of two to five kilograms on Tuesdays and Fridays, for two months."""
    made = Terms(
        stage=Stage.TRIAL, least=2, most=5, month_cap=None, price_kind=PriceKind.FIXED,
        price_minor=PRICE, band_permille=0, index_base_minor=None, steps=(), payment_days=7,
        cash_at_door=False, weekdays=TUESDAY_FRIDAY, starts_on=today(),
        ends_on=today() + timedelta(days=60), notice_days=14, rejects=RejectsRule.BRING_BACK,
        back_up_id=None,
    )  # fmt: skip
    return replace(made, **changes)


def delivered(session: Session, world: World, *, quantity: int = 5) -> tuple[Delivery, str]:
    """One delivery of tomatoes, taken whole, and who brought it."""
    need = asks(session, world, quantity=quantity)
    her = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=her, quantity=quantity)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order).where(Order.need_id == need.id)).one()
    return brought(session, world, order, her), her


def brought(session: Session, world: World, order: Order, her: str) -> Delivery:
    """She says yes to an order and brings all of it."""
    answer_order(session, world.supplier(her), order.public_id, OrderAnswer.yes())
    whole = order.quantity * 1000
    line = Receive(order=order.public_id, brought_milli=whole, accepted_milli=whole)
    (received,) = receive(session, world.neema, [line])
    return received.delivery


def written(session: Session, world: World, delivery: Delivery, terms: Terms) -> Agreement:
    """Neema writes terms out of a delivery."""
    command = WriteTerms(delivery=delivery.public_id, terms=terms, client_key=ids.public_id())
    return write_terms(session, world.neema, command)


def open_version(session: Session, agreement: Agreement) -> AgreementVersion:
    """The newest version."""
    return session.scalars(
        select(AgreementVersion)
        .where(AgreementVersion.agreement_id == agreement.id)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).one()


def signs(
    session: Session, world: World, agreement: Agreement,
    conditions: tuple[ConditionCode, ...] = ALL_CONDITIONS,
) -> Assessment:  # fmt: skip
    """Anna signs the check of the newest terms."""
    version = open_version(session, agreement)
    row = session.get_one(Assessment, version.assessment_id)
    if sign(session, world.anna, row.public_id, conditions) is SignOutcome.LOOK_AGAIN:
        assert sign(session, world.anna, row.public_id, conditions) is SignOutcome.SIGNED
    after_signature(session, world.anna, row.public_id)
    return row


def neema_agrees(session: Session, world: World, agreement: Agreement, number: int = 1) -> None:
    """Neema says yes, signed in."""
    yes = SayYes(agreement=agreement.public_id, number=number, how=ConsentHow.SIGNED_IN)
    say_yes(session, world.neema, yes)


def she_agrees(
    session: Session, world: World, agreement: Agreement, her: str, number: int = 1
) -> None:
    """She says yes with her picture code."""
    yes = SayYes(agreement=agreement.public_id, number=number, how=ConsentHow.PICTURE_CODE)
    say_yes(session, replace(world.supplier(her), code_proved=True), yes)


def agreed(session: Session, world: World, delivery: Delivery, her: str, terms: Terms) -> Agreement:
    """Terms out of a delivery that the desk signed and both sides said yes to."""
    agreement = written(session, world, delivery, terms)
    signs(session, world, agreement)
    neema_agrees(session, world, agreement)
    she_agrees(session, world, agreement, her)
    return agreement


def in_force(session: Session, world: World, terms: Terms | None = None) -> tuple[Agreement, str]:
    """An agreement both sides said yes to, and who supplies it."""
    delivery, her = delivered(session, world)
    return agreed(session, world, delivery, her, terms or trial()), her


def calls(agreement: Agreement, *, quantity: int = 5, day: date | None = None) -> CallOffOrder:
    """Five kilograms for the next Tuesday."""
    return CallOffOrder(
        agreement=agreement.public_id, quantity=quantity,
        day=day or today() + timedelta(days=7), client_key=ids.public_id(),
        confirmed=frozenset(NeedFinding),
    )  # fmt: skip
