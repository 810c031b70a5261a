"""Terms for tests: tomatoes on Tuesdays and Fridays for half a year."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from marketplace.agreements.rules.agreed_lists import PriceKind, RejectsRule, Stage
from marketplace.agreements.rules.agreed_terms import Step, Terms

TODAY = date(2026, 11, 24)
TOMATOES = Terms(
    stage=Stage.REPEAT, least=10, most=30, month_cap=None, price_kind=PriceKind.FIXED,
    price_minor=140_000, band_permille=0, index_base_minor=None, steps=(), payment_days=7,
    cash_at_door=False, weekdays=0b0010010, starts_on=TODAY, ends_on=TODAY + timedelta(days=180),
    notice_days=14, rejects=RejectsRule.BRING_BACK, back_up_id=None,
)  # fmt: skip


def terms(**changes: Any) -> Terms:
    """The tomatoes' terms with some of them different."""
    return replace(TOMATOES, **changes)


def steps(*pairs: tuple[int, int]) -> tuple[Step, ...]:
    """Price steps as (days from today, price)."""
    return tuple(Step(TODAY + timedelta(days=days), price) for days, price in pairs)


indexed = st.builds(
    lambda price, band, base: terms(
        price_kind=PriceKind.INDEX, price_minor=price, band_permille=band, index_base_minor=base
    ),
    st.integers(100, 10**8), st.integers(1, 500), st.integers(100, 10**8),
)  # fmt: skip
