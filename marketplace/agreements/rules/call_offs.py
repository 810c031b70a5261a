"""Whether a call-off is inside its agreement: then it needs no new signature."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from marketplace.agreements.rules.agreed_lists import AgreementState, Stage
from marketplace.agreements.rules.agreed_terms import Terms

TRIAL_DELIVERIES = 4


class CallOffRefusal(StrEnum):
    """Why this cannot be called off under the agreement."""

    AFTER_THE_END = "after_the_end"
    BEFORE_THE_START = "before_the_start"
    DAY_IS_PAST = "day_is_past"
    LESS_THAN_AGREED = "less_than_agreed"
    MONTH_IS_FULL = "month_is_full"
    MORE_THAN_AGREED = "more_than_agreed"
    NOT_IN_FORCE = "not_in_force"
    NOT_THIS_WEEKDAY = "not_this_weekday"
    SIGNATURE_OVER = "signature_over"
    STOPPED = "stopped"
    TRIAL_IS_FULL = "trial_is_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an agreement stands on the day something is called off.

    ``called_in_month`` is what is ordered already for the calendar month of the delivery,
    ``called_in_all`` how many call-offs there were under this stage.
    """

    state: AgreementState
    stopped: bool
    signed: bool
    ends_on: date | None
    called_in_month: int
    called_in_all: int


def call_off_refusals(
    terms: Terms, standing: Standing, *, quantity: int, day: date, today: date
) -> Iterator[CallOffRefusal]:
    """Say everything that keeps this quantity on this day out of the agreement."""
    yield from _living(standing)
    yield from _day(terms, standing, day=day, today=today)
    if quantity < terms.least:
        yield CallOffRefusal.LESS_THAN_AGREED
    if quantity > terms.most:
        yield CallOffRefusal.MORE_THAN_AGREED
    cap = terms.month_cap
    if cap is not None and standing.called_in_month + quantity > cap:
        yield CallOffRefusal.MONTH_IS_FULL
    if terms.stage is Stage.TRIAL and standing.called_in_all >= TRIAL_DELIVERIES:
        yield CallOffRefusal.TRIAL_IS_FULL


def _living(standing: Standing) -> Iterator[CallOffRefusal]:
    if standing.state not in (AgreementState.IN_FORCE, AgreementState.NOTICE):
        yield CallOffRefusal.NOT_IN_FORCE
    if standing.stopped:
        yield CallOffRefusal.STOPPED
    elif not standing.signed:
        yield CallOffRefusal.SIGNATURE_OVER


def _day(terms: Terms, standing: Standing, *, day: date, today: date) -> Iterator[CallOffRefusal]:
    if day < today:
        yield CallOffRefusal.DAY_IS_PAST
    if day < terms.starts_on:
        yield CallOffRefusal.BEFORE_THE_START
    if day > last_day_of(terms.ends_on, standing.ends_on):
        yield CallOffRefusal.AFTER_THE_END
    if not terms.weekdays & (1 << day.weekday()):
        yield CallOffRefusal.NOT_THIS_WEEKDAY


def last_day_of(ends_on: date, notice_ends_on: date | None) -> date:
    """Return the last day on which something may be delivered, a notice counted in."""
    return ends_on if notice_ends_on is None else min(ends_on, notice_ends_on)
