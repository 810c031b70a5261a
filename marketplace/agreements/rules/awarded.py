"""From an award to a living agreement: what both sides said, and the one next step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from marketplace.agreements.rules.agreed_lists import AgreementState, PriceKind, RejectsRule, Stage
from marketplace.agreements.rules.agreed_terms import MOST_DAYS, Terms
from marketplace.mediation.rules.lists import AwardState

NOTICE_DAYS = 14
WITHOUT_END = timedelta(days=60)
LIVING = (
    AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.IN_FORCE, AgreementState.NOTICE,
)  # fmt: skip


class AwardStep(StrEnum):
    """What has to happen next on the way from an award to deliveries."""

    BOTH_YES = "both_yes"
    BUYER_YES = "buyer_yes"
    CALL_OFF = "call_off"
    CHECK_TERMS = "check_terms"
    END_TENDER = "end_tender"
    HER_ANSWER = "her_answer"
    HER_YES = "her_yes"
    LIVES = "lives"
    LOOK = "look"
    ORDER = "order"
    ORDERED = "ordered"
    OVER = "over"
    SIGN = "sign"
    STANDSTILL = "standstill"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How far an award has come; ``agreement`` is the newest one written from it."""

    award: AwardState
    concluded: bool
    standstill_until: datetime | None
    looks_open: bool
    repeats: bool
    agreement: AgreementState | None = None
    buyer_said: bool = False
    she_said: bool = False
    called_off: bool = False
    ordered: bool = False


def next_step(way: Way, now: datetime) -> AwardStep:
    """Return the one next step; nothing is agreed before everybody else was heard."""
    if way.award is AwardState.WAITING:
        return AwardStep.SIGN
    if way.award is AwardState.RESERVED:
        return AwardStep.HER_ANSWER
    if way.award is not AwardState.ACCEPTED:
        return AwardStep.OVER
    if way.ordered:
        return AwardStep.ORDERED
    if way.agreement in LIVING:
        return _agreed(way)
    if way.agreement is AgreementState.ENDED:
        return AwardStep.OVER
    return _before(way, now)


def _before(way: Way, now: datetime) -> AwardStep:
    if not way.concluded:
        return AwardStep.END_TENDER
    if way.looks_open:
        return AwardStep.LOOK
    if way.standstill_until is not None and now < way.standstill_until:
        return AwardStep.STANDSTILL
    return AwardStep.WRITE if way.repeats else AwardStep.ORDER


def _agreed(way: Way) -> AwardStep:
    if way.agreement is AgreementState.DRAFT:
        return AwardStep.CHECK_TERMS
    if way.agreement is not AgreementState.OFFERED:
        return AwardStep.LIVES if way.called_off else AwardStep.CALL_OFF
    if way.buyer_said:
        return AwardStep.HER_YES
    return AwardStep.BUYER_YES if way.she_said else AwardStep.BOTH_YES


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardedTerms:
    """What was awarded and what the need says besides; quantity per delivery, price per unit.

    ``weekdays`` has one bit a weekday (Monday 1) and is nought for a need of one day.
    """

    quantity: int
    price_minor: int
    starts_on: date
    weekdays: int
    repeat_until: date | None
    payment_days: int
    cash_at_door: bool


def terms_from(awarded: AwardedTerms, today: date) -> Terms:
    """Return terms to begin from: what was asked, offered and agreed in the case, till its end.

    The tender was the trial of prices; so the linkage may begin as a repeated one.
    """
    starts = max(awarded.starts_on, today)
    until = awarded.repeat_until
    ends = until if until is not None and until > starts else starts + WITHOUT_END
    return Terms(
        stage=Stage.REPEAT, least=max(1, awarded.quantity // 2), most=awarded.quantity,
        month_cap=None, price_kind=PriceKind.FIXED, price_minor=awarded.price_minor,
        band_permille=0, index_base_minor=None, steps=(), payment_days=awarded.payment_days,
        cash_at_door=awarded.cash_at_door,
        weekdays=awarded.weekdays or 1 << awarded.starts_on.weekday(), starts_on=starts,
        ends_on=min(ends, starts + timedelta(days=MOST_DAYS)), notice_days=NOTICE_DAYS,
        rejects=RejectsRule.BRING_BACK, back_up_id=None,
    )  # fmt: skip


def goes_beyond(terms: Terms, awarded: AwardedTerms) -> bool:
    """Tell whether terms give more than what everybody else offered for lost against."""
    dearer = terms.price_minor > awarded.price_minor
    return terms.most > awarded.quantity or dearer


def inside_signature(terms: Terms, awarded: AwardedTerms) -> bool:
    """Tell whether what was signed for the award says all of these terms already.

    The same price at both of its ends, no more in a week than was checked, paid no later.
    """
    return (
        terms.price_ends == (awarded.price_minor, awarded.price_minor)
        and terms.per_week <= awarded.quantity
        and terms.payment_days <= awarded.payment_days
        and (terms.cash_at_door or not awarded.cash_at_door)
    )
