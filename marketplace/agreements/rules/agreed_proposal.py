"""Terms proposed out of one delivery: a trial of what came, on the same day of the week."""

from datetime import date, timedelta

from marketplace.agreements.rules.agreed_lists import PriceKind, RejectsRule, Stage
from marketplace.agreements.rules.agreed_terms import Terms

TRIAL = timedelta(days=60)
NOTICE_DAYS = 14


def proposed(quantity: int, price_minor: int, today: date, payment_days: int) -> Terms:
    """Return terms to begin from: half to all of what came, for two months, as a trial."""
    return Terms(
        stage=Stage.TRIAL, least=max(1, quantity // 2), most=max(1, quantity), month_cap=None,
        price_kind=PriceKind.FIXED, price_minor=price_minor, band_permille=0,
        index_base_minor=None, steps=(), payment_days=payment_days,
        cash_at_door=payment_days == 0, weekdays=1 << today.weekday(), starts_on=today,
        ends_on=today + TRIAL, notice_days=NOTICE_DAYS, rejects=RejectsRule.BRING_BACK,
        back_up_id=None,
    )  # fmt: skip
