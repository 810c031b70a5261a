"""What an agreement's index rests on: the market's median for its leaf and unit."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement, Delivery, Order
from marketplace.agreements.queries.agreed_cards import AgreementPage
from marketplace.agreements.queries.load import zone_of
from marketplace.agreements.rules.agreed_price import price_on
from marketplace.agreements.rules.agreed_terms import Terms
from marketplace.agreements.rules.days import local_day
from marketplace.catalogue.queries.prices import price_reference_for
from marketplace.kernel import clock
from marketplace.kernel.money import currency
from marketplace.sourcing.models import Need


def market_for(
    session: Session, *, delivery: str | None = None, agreement: str | None = None,
    need: int | None = None,
) -> int | None:  # fmt: skip
    """Return the market's median now, in minor units per unit; none where no market speaks."""
    if agreement is not None:
        row = session.execute(
            select(Agreement.destination_id, Agreement.category_id, Agreement.unit_id).where(
                Agreement.public_id == agreement
            )
        ).one_or_none()
    elif need is not None:
        row = session.execute(
            select(Need.destination_id, Need.category_id, Need.unit_id).where(Need.id == need)
        ).one_or_none()
    else:
        row = session.execute(
            select(Need.destination_id, Order.category_id, Order.unit_id)
            .join(Order, Order.need_id == Need.id)
            .join(Delivery, Delivery.order_id == Order.id)
            .where(Delivery.public_id == delivery)
        ).one_or_none()
    return None if row is None else _median(session, row[0], category_id=row[1], unit_id=row[2])


def market_now(session: Session, agreement: Agreement) -> int | None:
    """Return the market's median for an agreement's leaf and unit today."""
    return _median(
        session, agreement.destination_id, category_id=agreement.category_id,
        unit_id=agreement.unit_id,
    )  # fmt: skip


def _median(session: Session, destination_id: int, *, category_id: int, unit_id: int) -> int | None:
    today = local_day(clock.now(), zone_of(session, destination_id))
    reading = price_reference_for(
        session, destination_id=destination_id, category_id=category_id, unit_id=unit_id,
        on=today,
    )  # fmt: skip
    return None if reading is None else reading.median_minor


def price_now(session: Session, agreement: Agreement, terms: Terms, day: date) -> int:
    """Return what one unit costs on a day under the terms, in minor units."""
    return price_on(
        terms, day, market_minor=market_now(session, agreement),
        cash_step=currency(agreement.currency).smallest_cash,
    )  # fmt: skip


def price_today(session: Session, found: AgreementPage) -> int | None:
    """Return what one unit costs today under what is agreed; none where nothing binds."""
    if found.agreed is None:
        return None
    agreement = session.get_one(Agreement, found.card.id)
    today = local_day(clock.now(), found.card.timezone)
    return price_now(session, agreement, found.agreed.terms, today)
