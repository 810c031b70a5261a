"""Tenders at the desk: what waits for the need check, what is asked, what is open."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Unit
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator
from marketplace.people.queries.reach import in_reach
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import Stage

MOST = 60


@dataclass(frozen=True, slots=True)
class DeskTender:
    """A tender in the desk's list; nothing of its offers."""

    public_id: str
    code: str
    state: NeedState
    stage: Stage
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    operator_name: str
    closes_at: datetime | None


_shown = or_(
    Need.state.in_((NeedState.PUBLISHED, NeedState.CLOSED)),
    and_(Need.state == NeedState.DRAFT, Tender.state.in_((Stage.TO_CHECK, Stage.SENT_BACK))),
)
_first = case((Tender.state == Stage.TO_CHECK, 0), (Need.state == NeedState.CLOSED, 1), else_=2)


def tenders_at_desk(session: Session, actor: Actor) -> tuple[DeskTender, ...]:
    """Return the living tenders of her places, those to be checked first; one statement."""
    rows = session.execute(
        select(
            Need.public_id, Need.code, Need.state, Tender.state.label("stage"),
            Category.code.label("leaf_code"), Category.picture, Need.quantity,
            Unit.code.label("unit_code"), Operator.name.label("operator_name"), Need.closes_at,
        )
        .join(Tender, Tender.need_id == Need.id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Operator, Operator.id == Need.operator_id)
        .where(in_reach(actor, Need.place_id), _shown)
        .order_by(_first, Need.closes_at, Need.id)
        .limit(MOST)
    )  # fmt: skip
    return tuple(DeskTender(**row._asdict()) for row in rows)
