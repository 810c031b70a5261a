"""Asking: from what a buyer says to suppliers being asked, in one transaction."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.actions.checking import Ground, findings, survey
from marketplace.sourcing.actions.commands import AskList, AskNeed
from marketplace.sourcing.actions.waves import first_wave
from marketplace.sourcing.models import Need, OrderList
from marketplace.sourcing.rules.lists import NEED, NeedState, NeedVerb
from marketplace.sourcing.rules.need_check import CheckRefused, refusing
from marketplace.sourcing.rules.refusals import AskRefusal

MAX_LINES = 40
_BY_PUBLIC_ID = select(Need).where(Need.public_id == bindparam("public_id"))
_LIST = select(OrderList).where(OrderList.public_id == bindparam("public_id"))


def ask(session: Session, actor: Actor, command: AskNeed) -> Need:
    """Publish a need, ask its first wave, put it on the board; the same send twice makes one.

    Raises ``Refused(AskRefusal…)``, ``CheckRefused`` with the findings that refuse,
    ``KeyReused`` for a key of another request, ``NotFound`` for another's property.
    """
    person_id = _person(actor)
    first = keys.seen_before(session, person_id, command.client_key, command.request())
    if first is not None:
        return session.scalars(_BY_PUBLIC_ID, {"public_id": first}).one()
    need = _publish(session, actor, _checked(session, actor, command))
    keys.remember(
        session, person_id, command.client_key, request=command.request(),
        receipt=need.public_id,
    )  # fmt: skip
    return need


def ask_list(session: Session, actor: Actor, command: AskList) -> OrderList:
    """Publish an order list: every line is checked first, then all are asked, or none.

    ``CheckRefused.line`` names the first line that refuses, counted from 0.
    """
    person_id = _person(actor)
    request = (*(line.request() for line in command.needs()),)
    first = keys.seen_before(session, person_id, command.client_key, request)
    if first is not None:
        return session.scalars(_LIST, {"public_id": first}).one()
    if not 1 <= len(command.lines) <= MAX_LINES:
        raise Refused(AskRefusal.NO_LINES)
    grounds = [
        _checked(session, actor, line, line=number) for number, line in enumerate(command.needs())
    ]
    order_list = _order_list(session, actor, grounds[0])
    for ground in grounds:
        _publish(session, actor, ground, order_list_id=order_list.id)
    receipt = order_list.public_id
    keys.remember(session, person_id, command.client_key, request=request, receipt=receipt)
    return order_list


def _person(actor: Actor) -> int:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id


def _checked(
    session: Session, actor: Actor, command: AskNeed, *, line: int | None = None
) -> Ground:
    try:
        ground = survey(session, actor, command)
    except Refused as refused:
        refused.line = line  # type: ignore[attr-defined]  # a list's form shows it at its line
        raise
    against = refusing(findings(session, ground), command.confirmed)
    if against:
        raise CheckRefused(against, line=line)
    return ground


def _order_list(session: Session, actor: Actor, ground: Ground) -> OrderList:
    row = OrderList(
        public_id=ids.public_id(), operator_id=ground.door.operator_id,
        property_id=ground.door.property_id, deliver_on=ground.command.deliver_on,
        created_by_id=_person(actor), created_at=ground.now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="order_list.make", subject=row)
    return row


def _publish(
    session: Session, actor: Actor, ground: Ground, *, order_list_id: int | None = None
) -> Need:
    need = _draft(ground, person_id=_person(actor))
    need.order_list_id = order_list_id
    session.add(need)
    session.flush()
    facts = {"to": NeedState.DRAFT.value, "lane": need.lane.value}
    record(session, actor, verb="need.draft", subject=need, facts=facts)
    step(session, actor, need, machine=NEED, verb=NeedVerb.PUBLISH)
    need.published_at = clock.now()
    first_wave(
        session, actor, need, same_supplier_id=ground.command.same_supplier_id,
        alone=ground.command.alone,
    )  # fmt: skip
    refresh_board(session, need, fresh=True)
    return need


def _draft(ground: Ground, *, person_id: int) -> Need:
    command, at, leaf = ground.command, ground.door, ground.leaf
    opens, closes = ground.window
    return Need(
        public_id=ids.public_id(), code=ids.short_code(), lane=command.lane,
        state=NeedState.DRAFT, version=1, destination_id=at.destination_id,
        operator_id=at.operator_id, property_id=at.property_id, place_id=at.place_id,
        category_id=leaf.category_id, unit_id=leaf.unit_id,
        repeat_of_id=command.repeat_of_id, quantity=command.quantity, awarded=0,
        price_minor=ground.price_minor, currency=at.currency,
        price_from=ground.price_from.value, deliver_on=command.deliver_on,
        window_opens=opens, window_closes=closes, payment_days=ground.payment_days,
        cash_at_door=command.cash_at_door, route=leaf.route, created_by_id=person_id,
        created_at=ground.now,
    )  # fmt: skip
