"""Calling off under an agreement: "bring 20 kg on Tuesday", without a new signature."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.agreed_check import may_call_off
from marketplace.agreements.actions.needs import remaining
from marketplace.agreements.actions.of_her import is_asked, order_of_her
from marketplace.agreements.actions.place import Placing
from marketplace.agreements.actions.tell import tell_desk
from marketplace.agreements.models import Agreement, AgreementVersion, CallOff, Order
from marketplace.agreements.queries.agreed_load import (
    called_off,
    clause_codes,
    hold_agreement,
    terms_of,
    version_in,
)
from marketplace.agreements.queries.agreed_prices import price_now
from marketplace.agreements.queries.load import lock_need, require_right, zone_of
from marketplace.agreements.rules.agreed_lists import VersionState
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.agreements.rules.call_offs import (
    CallOffRefusal,
    Standing,
    call_off_refusals,
)
from marketplace.agreements.rules.days import local_day
from marketplace.agreements.rules.lists import OrderOrigin
from marketplace.agreements.rules.refusals import OrderRefusal
from marketplace.agreements.rules.told import Told
from marketplace.assessment.actions import Agreed, Purchase, check_call_off
from marketplace.assessment.queries.purchase import linkage_of
from marketplace.catalogue.models import Category, Unit
from marketplace.journal import keys
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.mediation.queries.putting import put_guests
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import NeedFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOffOrder:
    """What is called off: how many for which day. ``confirmed`` as in ``AskNeed``."""

    agreement: str
    quantity: int
    day: date
    client_key: str
    confirmed: frozenset[NeedFinding] = frozenset()


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The need and its order; no order where the check found something new: it is at the desk."""

    need: Need
    order: Order | None


def call_off_order(session: Session, actor: Actor, command: CallOffOrder) -> CalledOff:
    """Order a quantity for a day inside an agreement; she confirms with one tap.

    The check runs all the same; the agreement's signature covers it. Raises ``Refused`` with
    every ``CallOffRefusal`` at once, ``CheckRefused`` where the need check refuses.
    """
    agreement = hold_agreement(session, actor, command.agreement)
    require_right(actor, agreement.operator_id, OrderRefusal.MAY_NOT_ORDER)
    version = version_in(session, agreement.id, VersionState.AGREED)
    if version is None:
        raise Refused(CallOffRefusal.NOT_IN_FORCE)
    terms = terms_of(session, version)
    known = _sent_before(session, actor, agreement, command=command)
    if known is not None:
        return known
    _refuse(session, agreement, version, terms=terms, command=command)
    price = price_now(session, agreement, terms, command.day)
    need = sourcing.ask(session, actor, _ask(session, agreement, terms, command, price=price))
    session.add(CallOff(need_id=need.id, version_id=version.id))
    session.flush()
    return CalledOff(need, _order(session, actor, agreement, version, need=need))


def _sent_before(
    session: Session, actor: Actor, agreement: Agreement, *, command: CallOffOrder
) -> CalledOff | None:
    """The same send again shows the first one, whatever the agreement's room is by now."""
    receipt = keys.receipt_of(session, actor.person_id or 0, command.client_key)
    if receipt is None:
        return None
    need = session.scalars(
        select(Need)
        .join(CallOff, CallOff.need_id == Need.id)
        .join(AgreementVersion, AgreementVersion.id == CallOff.version_id)
        .where(Need.public_id == receipt, AgreementVersion.agreement_id == agreement.id)
    ).one_or_none()
    if need is None or (need.quantity, need.deliver_on) != (command.quantity, command.day):
        return None
    order = session.scalars(
        select(Order).where(Order.need_id == need.id).order_by(Order.id).limit(1)
    ).one_or_none()
    return CalledOff(need, order)


def _refuse(
    session: Session, agreement: Agreement, version: AgreementVersion, *, terms: Terms,
    command: CallOffOrder,
) -> None:  # fmt: skip
    called = called_off(session, agreement, month=f"{command.day:%Y-%m}", stage=version.stage.value)
    standing = Standing(
        state=agreement.state, stopped=agreement.stopped_at is not None,
        signed=may_call_off(session, version), ends_on=agreement.ends_on,
        called_in_month=called.in_month, called_in_all=called.in_stage,
    )  # fmt: skip
    today = local_day(clock.now(), zone_of(session, agreement.destination_id))
    found = call_off_refusals(
        terms, standing, quantity=command.quantity, day=command.day, today=today
    )
    Refused.unless_empty(found)


def _ask(
    session: Session, agreement: Agreement, terms: Terms, command: CallOffOrder, *, price: int
) -> sourcing.AskNeed:
    door, leaf, unit = session.execute(
        select(Property.public_id, Category.code, Unit.code)
        .select_from(Agreement)
        .join(Property, Property.id == Agreement.property_id)
        .join(Category, Category.id == Agreement.category_id)
        .join(Unit, Unit.id == Agreement.unit_id)
        .where(Agreement.id == agreement.id)
    ).one()
    return sourcing.AskNeed(
        property_public_id=door, leaf_code=leaf, unit_code=unit, quantity=command.quantity,
        deliver_on=command.day, price_minor=price, lane=Lane.AGAIN,
        cash_at_door=terms.cash_at_door, confirmed=command.confirmed,
        client_key=command.client_key, payment_days=terms.payment_days,
        repeat_of_id=agreement.need_id, same_supplier_id=agreement.supplier_id, alone=True,
    )  # fmt: skip


def _order(
    session: Session, actor: Actor, agreement: Agreement, version: AgreementVersion, *, need: Need
) -> Order | None:
    held = lock_need(session, need.id)
    if not is_asked(session, held.id, agreement.supplier_id) or held.price_minor is None:
        tell_desk(session, Told.PURCHASE_WAITS, held, place_id=held.place_id)
        return None  # she has promised that week elsewhere: the desk calls, nobody else is asked
    quantity = remaining(held)
    bought = linkage_of(
        session, Purchase(held.id, agreement.supplier_id, None, quantity, held.price_minor)
    )
    if agreement.put_proposal_id is not None:
        bought = bought.for_guests(put_guests(session, agreement.put_proposal_id))
    agreed = Agreed(clause_codes(session, version.id))
    assessment = check_call_off(session, actor, bought, agreed)
    placing = Placing(held, assessment, quantity, held.price_minor, OrderOrigin.AGAIN)
    return order_of_her(session, actor, placing, agreement.supplier_id)
