"""Bad deliveries and what helps next time, for the desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Supplier
from marketplace.people.queries.reach import at_places
from marketplace.support.models import DeliveryStep
from marketplace.support.rules.lists import NextTime, Trigger

LATELY = timedelta(days=60)
_MOST = 60


@dataclass(frozen=True, slots=True)
class StepCard:
    """A bad delivery of somebody's, what helps next time, and whether it was talked through."""

    public_id: str
    supplier: str
    supplier_name: str
    leaf_code: str
    picture: str
    bad: Trigger
    helps: NextTime
    made_at: datetime
    talked_at: datetime | None


def steps_at_desk(session: Session, actor: Actor) -> tuple[StepCard, ...]:
    """Return what waits, and what was talked through in 60 days, in one statement."""
    s = DeliveryStep
    reach = at_places(actor, Supplier.place_id)
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(
        select(
            s.public_id, Supplier.public_id, Supplier.name, Category.code, Category.picture,
            s.bad, s.helps, s.made_at, s.talked_at,
        )
        .join(Supplier, Supplier.id == s.supplier_id)
        .join(Category, Category.id == s.category_id)
        .where(reach, or_(s.talked_at.is_(None), s.talked_at > clock.now() - LATELY))
        .order_by(s.talked_at.is_not(None), s.made_at, s.id)
        .limit(_MOST)
    ).all()  # fmt: skip
    return tuple(StepCard(*row) for row in rows)
