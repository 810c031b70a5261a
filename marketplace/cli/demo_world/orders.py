"""Orders: placed under the check, answered; less, cannot, called off, nobody came."""

from functools import partial

from sqlalchemy import select

from marketplace.agreements.actions.ending import write_end
from marketplace.agreements.actions.lapses import note_missed
from marketplace.agreements.actions.orders import answer_order
from marketplace.agreements.actions.owing import owe
from marketplace.agreements.actions.place import Placing, place_order
from marketplace.agreements.actions.settle import take
from marketplace.agreements.actions.tell import tell_both, tell_operator, tell_supplier
from marketplace.agreements.models import Order
from marketplace.agreements.queries.calling_off import cost_of_calling_off
from marketplace.agreements.rules.answers import OrderAnswer
from marketplace.agreements.rules.lists import (
    ORDER,
    CannotReason,
    OrderOrigin,
    OrderState,
    OrderVerb,
    PaymentReason,
)
from marketplace.agreements.rules.told import OF_ORDER, Told
from marketplace.assessment.actions import Purchase, check_purchase
from marketplace.assessment.models import Assessment, Review
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.desk import schedule_review
from marketplace.cli.demo_world.moves import move_need
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.journal.actions import step
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM, Actor
from marketplace.people.actions import uncommit_week
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedVerb


def schedule_order(stage: Stage, need: Row, row: Row) -> None:
    """Let an order be placed, answered and, where it is written, come to nothing."""
    line = stage.timeline
    line.at(stage.moment(need, row["placed"]), Rank.PLACE, partial(_place, stage, need, row))
    if row["answered"] is not None:
        answered = stage.moment(need, row["answered"])
        line.at(answered, Rank.CONFIRM, partial(_answer, stage, row))
    if row["state"] == OrderState.CANCELLED:
        called_off = stage.moment(need, need["settled"])
        line.at(called_off, Rank.OUTCOME, partial(_cancel, stage, need, row))
    if row["state"] == OrderState.MISSED:
        evening = stage.calendar_of(need["property"]).on(stage.delivery_day(need), "19:00")
        line.at(evening, Rank.OUTCOME, partial(_miss, stage, row))


def _place(stage: Stage, need_row: Row, row: Row) -> None:
    need = stage.needs[row["need"]]
    again = row["origin"] == OrderOrigin.AGAIN
    order = _again(stage, need_row, row) if again else _from_offer(stage, row)
    if order is None:
        raise ValueError(f"{row['code']} is not covered by its clearance: {_why(stage, row)}")
    stage.orders[row["code"]] = order
    if need.awarded == need.quantity:
        move_need(stage, need, NeedVerb.MATCH)
    review = stage.session.scalar(select(Review).where(Review.assessment_id == order.assessment_id))
    if review is not None:
        schedule_review(stage, review)


def _from_offer(stage: Stage, row: Row) -> Order | None:
    need = stage.needs[row["need"]]
    return take(stage.session, SYSTEM, need, stage.offers[row["offer"]])


def _again(stage: Stage, need_row: Row, row: Row) -> Order | None:
    need, buyer = stage.needs[row["need"]], stage.actors[need_row["created_by"]]
    her, price = stage.suppliers[row["supplier"]], need_row["price_minor"]
    bought = Purchase(need.id, her.id, None, row["quantity"], price)
    checked = check_purchase(stage.session, buyer, bought)
    if checked.state is not AssessmentState.CLEARED:
        return None
    placing = Placing(need, checked, row["quantity"], price, OrderOrigin.AGAIN)
    return place_order(stage.session, buyer, placing)


def _why(stage: Stage, row: Row) -> str | None:
    found = select(Assessment.out_of_bounds).where(
        Assessment.need_id == stage.needs[row["need"]].id
    )
    return stage.session.scalar(found.order_by(Assessment.id.desc()).limit(1))


def _answer(stage: Stage, row: Row) -> None:
    session, order, her = stage.session, stage.orders[row["code"]], stage.actors[row["supplier"]]
    if row["state"] == OrderState.DECLINED:
        _cannot(stage, order, her, CannotReason(row["cannot_reason"]))
    elif row["confirmed_quantity"] < row["quantity"]:
        _less(stage, order, her, row["confirmed_quantity"])
    else:
        answer_order(session, her, order.public_id, OrderAnswer.yes())


def _move(stage: Stage, order: Order, who: Actor, verb: OrderVerb) -> None:
    step(stage.session, who, order, machine=ORDER, verb=verb)
    order.version += 1
    stage.session.flush()


def _heard(stage: Stage, order: Order, her: Actor, verb: OrderVerb) -> None:
    order.answered_at, order.answered_by_id = clock.now(), her.person_id
    _move(stage, order, her, verb)
    tell_operator(
        stage.session, OF_ORDER[verb], order, operator_id=order.operator_id,
        place_id=order.place_id,
    )  # fmt: skip


def _less(stage: Stage, order: Order, her: Actor, quantity: int) -> None:
    order.confirmed_quantity = quantity
    _heard(stage, order, her, OrderVerb.CONFIRM_LESS)
    need = _give_back(stage, order, order.quantity - quantity)
    move_need(stage, need, NeedVerb.MATCH_PART)


def _cannot(stage: Stage, order: Order, her: Actor, reason: CannotReason) -> None:
    order.cannot_reason = reason
    _heard(stage, order, her, OrderVerb.DECLINE)
    _open_again(stage, order)


def _open_again(stage: Stage, order: Order) -> None:
    """Give all of it back; the need is looked for again, or ended at its own moment."""
    need = _give_back(stage, order, order.confirmed_quantity or order.quantity)
    move_need(stage, need, NeedVerb.REOPEN)


def _give_back(stage: Stage, order: Order, quantity: int) -> Need:
    """Give a quantity back to its need and to her week."""
    sourcing.release(stage.session, order.need_id, quantity)
    uncommit_week(
        stage.session, supplier_id=order.supplier_id, category_id=order.category_id,
        unit_id=order.unit_id, day=order.deliver_on, quantity=quantity,
    )  # fmt: skip
    return stage.session.get_one(Need, order.need_id)


def _cancel(stage: Stage, need_row: Row, row: Row) -> None:
    order, buyer = stage.orders[row["code"]], stage.actors[need_row["created_by"]]
    cost = cost_of_calling_off(stage.session, order)
    _move(stage, order, buyer, OrderVerb.CANCEL)
    write_end(stage.session, order)
    if cost is not None:
        owe(stage.session, buyer, order, cost, PaymentReason.CANCELLATION)
    tell_supplier(
        stage.session, Told.ORDER_CANCELLED, order, supplier_id=order.supplier_id,
        place_id=order.place_id,
    )  # fmt: skip
    _open_again(stage, order)


def _miss(stage: Stage, row: Row) -> None:
    order = stage.orders[row["code"]]
    _move(stage, order, SYSTEM, OrderVerb.MISS)
    note_missed(stage.session, order)
    tell_both(stage.session, Told.ORDER_MISSED, order)
    _open_again(stage, order)
