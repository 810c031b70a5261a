"""What was paid here for a leaf: the ground of "own deals"."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.rules.own_deals import WINDOW, Deal, OwnDeals, own_deals
from marketplace.people.models import PaidPrice

_PAID = select(
    PaidPrice.category_id, PaidPrice.unit_id, PaidPrice.supplier_id, PaidPrice.price_minor,
    PaidPrice.at,
).where(
    PaidPrice.destination_id == bindparam("destination"),
    PaidPrice.currency == bindparam("currency"),
    PaidPrice.at >= bindparam("since"),
)  # fmt: skip
_PAID_FOR = _PAID.where(
    PaidPrice.category_id == bindparam("category"), PaidPrice.unit_id == bindparam("unit")
)


def own_deals_for(
    session: Session, *, destination_id: int, category_id: int, unit_id: int, currency: str,
    now: datetime,
) -> OwnDeals | None:  # fmt: skip
    """Return what was paid in a destination for one unit of a leaf, where it may be said."""
    params = {
        "destination": destination_id, "currency": currency, "since": now - WINDOW,
        "category": category_id, "unit": unit_id,
    }  # fmt: skip
    rows = session.execute(_PAID_FOR, params)
    return own_deals((Deal(row.supplier_id, row.price_minor, row.at) for row in rows), now)


def own_deals_of(
    session: Session, *, destination_id: int, currency: str, now: datetime
) -> dict[tuple[int, int], OwnDeals]:
    """Return the same for every leaf and unit of a destination: (leaf, unit) → own deals."""
    params = {"destination": destination_id, "currency": currency, "since": now - WINDOW}
    deals: dict[tuple[int, int], list[Deal]] = {}
    for row in session.execute(_PAID, params):
        deal = Deal(row.supplier_id, row.price_minor, row.at)
        deals.setdefault((row.category_id, row.unit_id), []).append(deal)
    found = {key: own_deals(known, now) for key, known in deals.items()}
    return {key: said for key, said in found.items() if said is not None}
