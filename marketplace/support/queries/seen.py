"""What was seen of a supplier: complaints of her last deliveries, and the papers a leaf asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, DoorFeedback, Order
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.kernel import clock
from marketplace.people.models import SupplierPaper

LATELY = 5  # deliveries of the leaf
_MOST = 60


@dataclass(frozen=True, slots=True)
class Lately:
    """How many of her last deliveries of a leaf are known (five at the most), what was wrong."""

    deliveries: int
    complaints: frozenset[str]


def seen_lately(session: Session, supplier_id: int, category_id: int) -> Lately:
    """Return what the doors said of her last deliveries of a leaf, in one statement."""
    rows = session.execute(
        select(Delivery.id, Delivery.reject_reason, DoorFeedback.aspect)
        .join(Order, Order.id == Delivery.order_id)
        .outerjoin(
            DoorFeedback,
            and_(DoorFeedback.delivery_id == Delivery.id, DoorFeedback.good.is_(False)),
        )
        .where(Delivery.supplier_id == supplier_id, Order.category_id == category_id)
        .order_by(Delivery.received_at.desc(), Delivery.id.desc())
        .limit(_MOST)
    ).all()
    latest = list(dict.fromkeys(row[0] for row in rows))[:LATELY]
    wrong = {code.value for row in rows if row[0] in latest for code in row[1:] if code}
    return Lately(len(latest), frozenset(wrong))


@dataclass(frozen=True, slots=True)
class LawPaper:
    """A paper a leaf asks for by its risk, and when somebody saw hers last."""

    code: str
    picture: str
    checked_at: datetime | None
    expires_at: datetime | None

    @property
    def in_force(self) -> bool:
        """Tell whether she holds it today."""
        ends = self.expires_at
        return self.checked_at is not None and (ends is None or ends > clock.now())


def law_papers(session: Session, supplier_id: int, *category_ids: int) -> tuple[LawPaper, ...]:
    """Return the papers some leaves ask for beside hers, in one statement."""
    rows = session.execute(
        select(Paper.code, Paper.picture, SupplierPaper.checked_at, SupplierPaper.expires_at)
        .distinct()
        .join(CategoryPaper, CategoryPaper.paper_id == Paper.id)
        .outerjoin(
            SupplierPaper,
            and_(
                SupplierPaper.paper_id == Paper.id, SupplierPaper.supplier_id == supplier_id
            ),
        )
        .where(CategoryPaper.category_id.in_(category_ids))
        .order_by(Paper.code)
    )  # fmt: skip
    return tuple(LawPaper(*row) for row in rows)
