"""One round of the clock: settle, pass on, lapse, sweep; each piece its own transaction.

A piece that fails is logged with its name and tried again at the next round; the others go on.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.agreements import actions as agreements
from marketplace.agreements.actions.grievances import remind_of_grievance
from marketplace.agreements.actions.safeguarding import alarm_again
from marketplace.agreements.queries.due import (
    agreements_over,
    grievances_waiting,
    needs_past_day,
    orders_past_answer,
    orders_waited_for,
    payments_newly_late,
)
from marketplace.agreements.queries.safeguarding import reports_to_wake_for
from marketplace.assessment.actions import end_expired, look_at_signature
from marketplace.assessment.queries.standing import signatures_to_look_at
from marketplace.db import transaction
from marketplace.journal.keys import forget_old
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.mediation import actions as mediation
from marketplace.mediation.queries.awards import awards_past_answer
from marketplace.offers.actions import sweep_helped
from marketplace.people.actions import past_their_period, sweep_kept
from marketplace.people.rules.lists import EraseReason
from marketplace.sourcing.actions import sweep_board
from marketplace.sourcing.actions.tender_life import tenders_to_open, write_opening
from marketplace.sourcing.queries import waves_to_settle
from marketplace.support import actions as support
from marketplace.support.queries.due import deliveries_to_coach, papers_to_tell
from marketplace.web.photos import forget_marked

log = logging.getLogger(__name__)
Work = Callable[[Session], object]


@dataclass
class Done:
    """How many pieces of each kind were done in a round, and how many failed."""

    settled: int = 0
    passed_on: int = 0
    ended: int = 0
    opened: int = 0
    looked_at: int = 0
    coached: int = 0
    reminded: int = 0
    housekeeping: int = 0
    failed: int = 0
    errors: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.settled or self.passed_on or self.ended or self.opened)


def tick(session: Session) -> Done:
    """Do everything that is due now; safe to run twice, and beside web requests."""
    done = Done()
    for name, work in _pieces(session):
        try:
            with transaction(session):
                work(session)
        except Exception:  # one bad piece must not stop the clock for all others
            log.exception("a piece of the round failed", extra={"piece": name})
            done.failed += 1
            done.errors.append(name)
            forget_marked(session, good=False)
        else:
            setattr(done, name, getattr(done, name) + 1)
            forget_marked(session, good=True)
    return done


def _pieces(session: Session) -> Iterator[tuple[str, Work]]:
    now = clock.now()
    for public_id in tenders_to_open(session):
        yield "opened", _write_opening(public_id)
    needs = [wave.need_id for wave in waves_to_settle(session, now=now)]
    needs += needs_past_day(session, now)
    for need_id in dict.fromkeys(needs):
        yield "settled", _settle(need_id)
    for award_id in awards_past_answer(session, now):
        yield "passed_on", _expire(award_id)
    yield from _of_orders(session, now)
    for report_id in reports_to_wake_for(session, now):
        yield "housekeeping", _wake(report_id)
    for grievance_id in grievances_waiting(session, now):
        yield "housekeeping", _remind(grievance_id)
    yield from _of_growing(session, now)
    yield "housekeeping", lambda own: agreements.lapse_overdue(own, SYSTEM)
    yield "housekeeping", lambda own: end_expired(own, SYSTEM)
    for assessment_id in signatures_to_look_at(session, now):
        yield "looked_at", _look(assessment_id)
    yield "housekeeping", lambda own: sweep_board(own, now)
    yield "housekeeping", forget_old
    yield "housekeeping", lambda own: sweep_kept(own, now)
    yield "housekeeping", lambda own: sweep_helped(own, now)
    for person_id, reason in past_their_period(session, now):
        yield "housekeeping", _forget(person_id, reason)


def _of_orders(session: Session, now: datetime) -> Iterator[tuple[str, Work]]:
    for order_id in orders_past_answer(session, now):
        yield "passed_on", _pass_on(order_id)
    for agreement_id in agreements_over(session, now):
        yield "ended", _end(agreement_id)
    for order_id in orders_waited_for(session, now):
        yield "housekeeping", _nobody_yet(order_id)
    for payment_id in payments_newly_late(session, now):
        yield "housekeeping", _tell_late(payment_id)


def _of_growing(session: Session, now: datetime) -> Iterator[tuple[str, Work]]:
    for delivery_id in deliveries_to_coach(session, now):
        yield "coached", _coach(delivery_id)
    for paper_id in papers_to_tell(session, now):
        yield "reminded", _remind_of_paper(paper_id)


def _coach(delivery_id: int) -> Work:
    return lambda session: support.coach_delivery(session, SYSTEM, delivery_id)


def _remind_of_paper(paper_id: int) -> Work:
    return lambda session: support.remind_paper(session, SYSTEM, paper_id)


def _forget(person_id: int, reason: EraseReason) -> Work:
    """Erase somebody past her period; while something is owed to her, she is asked next round."""

    def work(session: Session) -> None:
        if not agreements.open_trade(session, person_id):
            agreements.erase(session, SYSTEM, person_id, reason=reason, now=clock.now())

    return work


def _write_opening(public_id: str) -> Work:
    return lambda session: write_opening(session, SYSTEM, public_id)


def _settle(need_id: int) -> Work:
    return lambda session: agreements.settle(session, SYSTEM, need_id)


def _expire(award_id: str) -> Work:
    return lambda session: mediation.expire(session, award_id)


def _look(assessment_id: int) -> Work:
    return lambda session: look_at_signature(session, assessment_id)


def _pass_on(order_id: str) -> Work:
    return lambda session: agreements.pass_on_unanswered(session, SYSTEM, order_id)


def _end(agreement_id: int) -> Work:
    return lambda session: agreements.end_due(session, SYSTEM, agreement_id)


def _nobody_yet(order_id: str) -> Work:
    return lambda session: agreements.nobody_yet(session, SYSTEM, order_id)


def _tell_late(payment_id: int) -> Work:
    return lambda session: agreements.tell_late(session, payment_id)


def _wake(report_id: int) -> Work:
    return lambda session: alarm_again(session, report_id)


def _remind(grievance_id: int) -> Work:
    return lambda session: remind_of_grievance(session, grievance_id)
