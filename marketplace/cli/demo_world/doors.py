"""At the door and after it: what was taken, what was paid, what she says of the money."""

from datetime import timedelta
from functools import partial

from marketplace.agreements.actions.payments import answer_payment, mark_sent
from marketplace.agreements.actions.receiving import receive
from marketplace.agreements.rules.answers import MarkSent, PaymentAnswer, Receive
from marketplace.agreements.rules.lists import PaymentState, PayMethod, RejectReason
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.notes import photograph, schedule_note
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank

MILLI = 1000


def schedule_delivery(
    stage: Stage, need: Row, row: Row, *, supplier: str, payment: Row | None
) -> None:
    """Let a delivery come to its door, and its money go the way that is written.

    Cash at the door is said to be sent with the delivery itself.
    """
    day = stage.delivery_day(need) + timedelta(days=row.get("days_late", 0))
    at = stage.calendar_of(need["property"]).on(day, row["received_at"])
    stage.timeline.at(at, Rank.DELIVER, partial(_receive, stage, need, row, payment))
    schedule_note(stage, need, row, supplier=supplier, day=day)
    if payment is None:
        return
    if payment["sent"] is not None and not need["cash_at_door"]:
        by = str(payment.get("sent_by", need["created_by"]))
        sent = stage.moment(need, payment["sent"], day)
        stage.timeline.at(sent, Rank.PAY, partial(_send, stage, by, payment))
    if payment["answered"] is not None:
        answered = stage.moment(need, payment["answered"], day)
        stage.timeline.at(answered, Rank.PAY, partial(_answer, stage, supplier, payment))


def _receive(stage: Stage, need: Row, row: Row, payment: Row | None) -> None:
    reason = row["reject_reason"]
    line = Receive(
        order=stage.orders[row["order"]].public_id, brought_milli=row["brought"] * MILLI,
        accepted_milli=row["accepted"] * MILLI, weighed_grams=row["weighed_grams"],
        reject_reason=RejectReason(reason) if reason else None,
        paid_at_door=need["cash_at_door"], photo=photograph(stage, row),
    )  # fmt: skip
    (done,) = receive(stage.session, stage.actors[row["received_by"]], [line])
    stage.deliveries[row["code"]] = done.delivery
    if payment is not None and done.payment is not None:
        stage.payments[payment["code"]] = done.payment


def _send(stage: Stage, by: str, row: Row) -> None:
    sent = MarkSent(
        payment=stage.payments[row["code"]].public_id, method=PayMethod(row["method"]),
        reference=row["reference"],
    )  # fmt: skip
    mark_sent(stage.session, stage.actors[by], sent)


def _answer(stage: Stage, supplier: str, row: Row) -> None:
    her, owed = stage.actors[supplier], stage.payments[row["code"]]
    answer_payment(stage.session, her, owed.public_id, _word(row))


def _word(payment: Row) -> PaymentAnswer:
    if payment["state"] == PaymentState.LESS:
        return PaymentAnswer.less(payment["received_minor"])
    if payment["state"] == PaymentState.NOT_YET:
        return PaymentAnswer.not_yet()
    return PaymentAnswer.all()
