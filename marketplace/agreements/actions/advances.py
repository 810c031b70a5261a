"""Money paid ahead: offered by the buyer, agreed and confirmed by her, given back by deliveries."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.payments import answer_payment
from marketplace.agreements.actions.recovering import give_back
from marketplace.agreements.actions.tell import tell_operator, tell_supplier
from marketplace.agreements.models import Advance, Agreement, Order, Payment
from marketplace.agreements.queries.agreed_load import version_in
from marketplace.agreements.rules import advances as rules
from marketplace.agreements.rules.advances import (
    ADVANCE,
    AdvanceKind,
    AdvanceRefusal,
    AdvanceState,
    AdvanceVerb,
    Back,
    OfferAdvance,
)
from marketplace.agreements.rules.agreed_lists import AgreementState, VersionState
from marketplace.agreements.rules.answers import PaymentAnswer
from marketplace.agreements.rules.lists import OrderState, PaymentState, PayMethod
from marketplace.agreements.rules.refusals import sending_refusals
from marketplace.agreements.rules.told import Told
from marketplace.db import held
from marketplace.journal.actions import record, step
from marketplace.journal.keys import hold
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import Money
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.text import tidy
from marketplace.people.rules.access import (
    has_right,
    reaches_operator,
    reaches_supplier,
    require,
)


@dataclass(frozen=True, slots=True)
class _Deal:
    """What an advance is of, and what a percentage is taken of (minor units)."""

    row: Order | Agreement
    base: Money
    share_permille: int


def offer_advance(session: Session, actor: Actor, command: OfferAdvance) -> Advance:
    """Offer to pay a part ahead of an order or an agreement; nothing flows before her yes.

    Raises ``Refused(AdvanceRefusal)``, ``NotFound`` for another's deal.
    """
    hold(session, "advance", command.client_key)
    before = session.scalar(select(Advance).where(Advance.client_key == command.client_key))
    if before is not None:
        require(reaches_operator(actor, before.operator_id))
        return before
    deal = _deal(session, actor, command)
    _require_right(actor, deal.row.operator_id)
    amount = _amount(command, deal)
    _refuse_second(session, command, deal)
    row = Advance(
        public_id=ids.public_id(), code=ids.short_code(), client_key=command.client_key,
        kind=command.kind, state=AdvanceState.OFFERED,
        order_id=deal.row.id if isinstance(deal.row, Order) else None,
        agreement_id=deal.row.id if isinstance(deal.row, Agreement) else None,
        operator_id=deal.row.operator_id, supplier_id=deal.row.supplier_id,
        place_id=deal.row.place_id, percent=command.percent, amount_minor=amount.minor,
        currency=amount.currency, share_permille=deal.share_permille, recovered_minor=0,
        holder=tidy(command.holder).strip() or None, offered_at=clock.now(),
        offered_by_id=actor.person_id,
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"to": row.state.value, "kind": row.kind.value, "percent": row.percent}
    record(session, actor, verb="advance.offer", subject=row, facts=facts)
    _tell_her(session, Told.ADVANCE_OFFERED, row)
    return row


def _require_right(actor: Actor, operator_id: int) -> None:
    if not has_right(actor, "may_pay", operator_id):
        raise Refused(AdvanceRefusal.MAY_NOT_PAY)


def _deal(session: Session, actor: Actor, command: OfferAdvance) -> _Deal:
    if command.order is not None:
        return _of_order(session, actor, command)
    row = session.scalar(
        select(Agreement).where(Agreement.public_id == command.agreement).with_for_update()
    )
    if row is None:
        raise NotFound
    require(reaches_operator(actor, row.operator_id))
    version = version_in(session, row.id, VersionState.AGREED)
    if row.state is not AgreementState.IN_FORCE or version is None:
        raise Refused(AdvanceRefusal.NOT_IN_FORCE)
    if command.kind is not AdvanceKind.ADVANCE:
        raise Refused(AdvanceRefusal.NOT_OF_AGREEMENT)
    share = command.share_percent * 10
    if not rules.LEAST_SHARE <= share <= rules.MOST_SHARE:
        raise Refused(AdvanceRefusal.SHARE_RANGE)
    value = rules.value_of_weeks(version.least, version.weekdays, version.price_minor)
    return _Deal(row, Money(value, row.currency), share)


def _of_order(session: Session, actor: Actor, command: OfferAdvance) -> _Deal:
    row = session.scalar(select(Order).where(Order.public_id == command.order).with_for_update())
    if row is None:
        raise NotFound
    require(reaches_operator(actor, row.operator_id))
    if row.state not in {OrderState.PLACED, OrderState.CONFIRMED}:
        raise Refused(AdvanceRefusal.NOT_IN_FORCE)
    quantity = row.confirmed_quantity or row.quantity
    whole = command.kind is AdvanceKind.HELD
    share = 1000 if whole else rules.OF_ORDER_SHARE
    return _Deal(row, Money(row.price_minor * quantity, row.currency), share)


def _amount(command: OfferAdvance, deal: _Deal) -> Money:
    if not rules.LEAST_PERCENT <= command.percent <= rules.MOST_PERCENT:
        raise Refused(AdvanceRefusal.PERCENT_RANGE)
    if command.kind is AdvanceKind.HELD and not command.holder.strip():
        raise Refused(AdvanceRefusal.HOLDER_MISSING)
    amount = rules.advance_of(deal.base, command.percent)
    if amount.minor <= 0:
        raise Refused(AdvanceRefusal.TOO_SMALL)
    return amount


def _refuse_second(session: Session, command: OfferAdvance, deal: _Deal) -> None:
    of: ColumnElement[bool] = (
        Advance.order_id == deal.row.id if command.order else Advance.agreement_id == deal.row.id
    )
    if session.scalar(select(Advance.id).where(of, Advance.state.in_(rules.LIVING))) is not None:
        raise Refused(AdvanceRefusal.IS_ONE)


def _held(session: Session, public_id: str) -> Advance:
    return held(session, select(Advance).where(Advance.public_id == public_id))


def _of_buyer(session: Session, actor: Actor, public_id: str) -> Advance:
    row = _held(session, public_id)
    require(reaches_operator(actor, row.operator_id))
    _require_right(actor, row.operator_id)
    return row


def _move(session: Session, actor: Actor, row: Advance, verb: AdvanceVerb) -> None:
    step(session, actor, row, machine=ADVANCE, verb=verb)
    session.flush()


def send_advance(
    session: Session, actor: Actor, public_id: str, *, method: PayMethod, reference: str | None
) -> Advance:
    """Say that the money is on its way, or lies with who holds it; only she says it came."""
    row = _of_buyer(session, actor, public_id)
    clean = tidy(reference) if reference else None
    Refused.unless_empty(sending_refusals(method, clean))
    row.method, row.reference, row.sent_at = method, clean, clock.now()
    held = row.kind is AdvanceKind.HELD and row.state is AdvanceState.AGREED
    _move(session, actor, row, AdvanceVerb.HOLD if held else AdvanceVerb.MARK_SENT)
    _tell_her(session, Told.ADVANCE_SENT, row)
    return row


def release_advance(session: Session, actor: Actor, public_id: str) -> Advance:
    """Let money go that a third hand held; she says when she has it."""
    row = _of_buyer(session, actor, public_id)
    _move(session, actor, row, AdvanceVerb.RELEASE)
    _tell_her(session, Told.ADVANCE_SENT, row)
    return row


def settle_advance(session: Session, actor: Actor, public_id: str) -> Advance:
    """End an advance before all is back: returned by hand, let go, or never paid."""
    row = _of_buyer(session, actor, public_id)
    row.ended_at = clock.now()
    paid = row.state is AdvanceState.PAID
    _move(session, actor, row, AdvanceVerb.SETTLE if paid else AdvanceVerb.WITHDRAW)
    return row


def answer_advance(session: Session, actor: Actor, public_id: str, verb: AdvanceVerb) -> Advance:
    """Take her word: yes or no to the offer; then that she has the money, or not yet.

    Held money that reaches her settles what is owed of its order first.
    """
    row = _held(session, public_id)
    require(reaches_supplier(actor, row.supplier_id))
    if verb is AdvanceVerb.CONFIRM:
        row.paid_at = clock.now()
    elif verb is AdvanceVerb.REFUSE:
        row.ended_at = clock.now()
    _move(session, actor, row, verb)
    tell_operator(session, Told.ADVANCE_ANSWERED, row, operator_id=row.operator_id,
                  place_id=row.place_id)  # fmt: skip
    if verb is AdvanceVerb.CONFIRM and row.order_id is not None:
        _settle_owed(session, actor, row)
    return row


def _settle_owed(session: Session, actor: Actor, row: Advance) -> None:
    """Let money that came after the goods stand against what is owed for them."""
    owed = session.scalars(
        select(Payment)
        .where(Payment.order_id == row.order_id, Payment.state == PaymentState.DUE)
        .order_by(Payment.id)
        .with_for_update()
    ).all()
    for payment in owed:
        left = row.amount_minor - row.recovered_minor
        back = min(left, payment.amount_minor)
        if back <= 0:
            return
        give_back(session, actor, payment, [Back(row.id, back)])
        if back == payment.amount_minor:
            answer_payment(session, actor, payment.public_id, PaymentAnswer.all())
        else:
            payment.amount_minor -= back
            session.flush()


def _tell_her(session: Session, told: Told, row: Advance) -> None:
    tell_supplier(session, told, row, supplier_id=row.supplier_id, place_id=row.place_id)
