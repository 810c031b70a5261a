"""The ranking of a need's opened offers, from everything it may know, in one statement.

"No agreement with her yet" means: this operator never awarded anything to her before and never
bought of her. Agreements are a later chapter; what it writes into standing, and the award each
grows from, is what this one may read.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.catalogue.models import Destination, TypicalCost
from marketplace.kernel import clock
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import AwardState
from marketplace.mediation.rules.ranking import MILLE, Candidate, Ranked, rank, weights_of
from marketplace.offers.models import CostBuildUp, Offer
from marketplace.offers.rules.fair_price import FairPrice, cash_cost
from marketplace.people.models import SupplierOutcome, SupplierSale
from marketplace.sourcing.models import Need, Tender

_hers = SupplierOutcome.supplier_id == Offer.supplier_id


def _record(figure: Any) -> Any:
    return select(figure).where(_hers).correlate(Offer).scalar_subquery()


_AWARDED = exists().where(
    Award.supplier_id == Offer.supplier_id, Award.operator_id == Need.operator_id,
    Award.need_id != Need.id, Award.state == AwardState.ACCEPTED,
)  # fmt: skip
_SOLD = exists().where(
    SupplierSale.supplier_id == Offer.supplier_id, SupplierSale.operator_id == Need.operator_id
)
_PARTS = (
    CostBuildUp.inputs_minor, CostBuildUp.transport_minor, CostBuildUp.packing_minor,
    CostBuildUp.losses_minor, CostBuildUp.group_fee_minor,
)  # fmt: skip
_FACTS = (
    select(
        Offer.code, Offer.price_minor, *_PARTS, CostBuildUp.labour_minutes,
        TypicalCost.cash_minor, TypicalCost.labour_minutes.label("typical_minutes"),
        Need.destination_id, Tender.opened_at, Destination.day_rate_minor,
        or_(_AWARDED, _SOLD).label("has_agreement"),
        _record(func.count(SupplierOutcome.id)).label("deliveries"),
        _record(func.sum(case((SupplierOutcome.on_time, 1), else_=0))).label("on_time"),
        _record(func.sum(SupplierOutcome.accepted_permille)).label("accepted"),
    )
    .join(Need, Need.id == Offer.need_id)
    .outerjoin(Tender, Tender.need_id == Need.id)
    .join(Destination, Destination.id == Need.destination_id)
    .outerjoin(
        CostBuildUp,
        and_(
            CostBuildUp.supplier_id == Offer.supplier_id,
            CostBuildUp.category_id == Need.category_id, CostBuildUp.unit_id == Need.unit_id,
        ),
    )
    .outerjoin(
        TypicalCost,
        and_(
            TypicalCost.destination_id == Need.destination_id,
            TypicalCost.category_id == Need.category_id, TypicalCost.unit_id == Need.unit_id,
        ),
    )
    .where(
        Offer.need_id == bindparam("need"), Offer.code.in_(bindparam("codes", expanding=True))
    )
)  # fmt: skip


def ranking_of(session: Session, need_id: int, codes: Collection[str]) -> tuple[Ranked, ...]:
    """Rank these offers of a need, which the caller may see."""
    rows = session.execute(_FACTS, {"need": need_id, "codes": sorted(codes)}).all()
    if not rows:
        return ()
    # As it was when the offers were opened: a new version never turns a decision under way.
    at = rows[0].opened_at or clock.now()
    weights = weights_of(rule_set_for(session, rows[0].destination_id, at))
    return rank((_candidate(row) for row in rows), weights)


def _candidate(row: Row[*tuple[Any, ...]]) -> Candidate:
    count = int(row.deliveries or 0)
    return Candidate(
        code=row.code, price_minor=row.price_minor, floor_minor=_floor(row), deliveries=count,
        on_time_permille=MILLE * int(row.on_time) // count if count else None,
        accepted_permille=int(row.accepted) // count if count else None,
        has_agreement=bool(row.has_agreement),
    )  # fmt: skip


def _floor(row: Row[*tuple[Any, ...]]) -> int | None:
    """Her own fair price, else that of what a unit typically costs here, else none."""
    if row.inputs_minor is not None:
        cash = cash_cost(*(getattr(row, part.key) for part in _PARTS))
        return FairPrice(cash, row.labour_minutes, row.day_rate_minor, is_default=False).floor_minor
    if row.cash_minor is None:
        return None
    typical = FairPrice(row.cash_minor, row.typical_minutes, row.day_rate_minor, is_default=True)
    return typical.floor_minor
