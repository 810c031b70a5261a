"""Papers for a lender: what she earned and who has it confirmed; a paper by its printed token."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, distinct, func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import LenderPaper, Order, Payment
from marketplace.agreements.queries.cards import Rows
from marketplace.agreements.rules.lender_papers import LenderPaperKind, Standing, standing_of
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Consent, Operator, Supplier
from marketplace.people.queries.reach import in_reach
from marketplace.people.rules.lists import Purpose

MOST = 20


@dataclass(frozen=True, slots=True)
class Earned:
    """What she has confirmed to have been paid in some days; minor units."""

    deliveries: int
    buyers: int
    paid_minor: int


def earned(session: Session, supplier_id: int, first: date, last: date) -> Earned:
    """Return what a supplier earned from payments she confirmed, by the day of delivery."""
    row = session.execute(
        select(
            func.count(distinct(Payment.delivery_id)), func.count(distinct(Payment.operator_id)),
            func.coalesce(func.sum(Payment.received_minor), 0),
        ).where(
            Payment.supplier_id == supplier_id, Payment.state == PaymentState.CLOSED,
            Payment.delivered_on.between(first, last),
        )
    ).one()  # fmt: skip
    return Earned(*(int(part or 0) for part in row))


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A paper as it was issued, and whether it stands on the day it is looked up."""

    public_id: str
    code: str
    verify_token: str
    kind: LenderPaperKind
    supplier_name: str
    supplier_code: str
    supplier_public_id: str
    supplier_language: str
    place_name: str
    timezone: str
    first_on: date
    last_on: date
    deliveries: int
    buyers: int
    paid_minor: int
    currency: str
    issued_at: datetime
    valid_until: date
    withdrawn: bool
    order_code: str | None
    order_state: OrderState | None
    leaf_code: str | None
    picture: str | None
    unit_code: str | None
    quantity: int | None
    price_minor: int | None
    deliver_on: date | None
    operator_name: str | None

    def standing(self, today: date) -> Standing:
        """Return how it stands on a local day."""
        return standing_of(valid_until=self.valid_until, withdrawn=self.withdrawn, today=today)


_CONSENTS = (
    select(Consent.id)
    .where(
        Consent.person_id == LenderPaper.person_id, Consent.purpose == Purpose.LENDER_LETTER,
        Consent.withdrawn_at.is_(None),
    )
    .exists()
)  # fmt: skip
PAPERS: Rows = (
    select(
        LenderPaper.public_id, LenderPaper.code, LenderPaper.verify_token, LenderPaper.kind,
        Supplier.name.label("supplier_name"), Supplier.code.label("supplier_code"),
        Supplier.public_id.label("supplier_public_id"),
        Supplier.language.label("supplier_language"), Place.name.label("place_name"),
        Destination.timezone, LenderPaper.first_on, LenderPaper.last_on, LenderPaper.deliveries,
        LenderPaper.buyers, LenderPaper.paid_minor, LenderPaper.currency,
        LenderPaper.issued_at, LenderPaper.valid_until,
        (LenderPaper.withdrawn_at.is_not(None) | ~_CONSENTS).label("withdrawn"),
        Order.code.label("order_code"), Order.state.label("order_state"),
        Category.code.label("leaf_code"), Category.picture, Unit.code.label("unit_code"),
        func.coalesce(Order.confirmed_quantity, Order.quantity).label("quantity"),
        Order.price_minor, Order.deliver_on, Operator.name.label("operator_name"),
    )
    .select_from(LenderPaper)
    .join(Supplier, Supplier.id == LenderPaper.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Destination, Destination.id == Supplier.destination_id)
    .outerjoin(Order, Order.id == LenderPaper.order_id)
    .outerjoin(Category, Category.id == Order.category_id)
    .outerjoin(Unit, Unit.id == Order.unit_id)
    .outerjoin(Operator, Operator.id == Order.operator_id)
)  # fmt: skip


def _some(session: Session, *where: ColumnElement[bool]) -> tuple[PaperCard, ...]:
    found = PAPERS.where(*where).order_by(LenderPaper.id.desc()).limit(MOST)
    return tuple(PaperCard(**row._asdict()) for row in session.execute(found))


def _one(session: Session, *where: ColumnElement[bool]) -> PaperCard:
    found = _some(session, *where)
    if not found:
        raise NotFound
    return found[0]


def papers_of_supplier(session: Session, actor: Actor) -> tuple[PaperCard, ...]:
    """Return her papers, the newest first."""
    return _some(session, LenderPaper.supplier_id.in_(actor.supplier_ids))


def paper_for_supplier(session: Session, actor: Actor, public_id: str) -> PaperCard:
    """Return one of hers."""
    hers = LenderPaper.supplier_id.in_(actor.supplier_ids)
    return _one(session, and_(LenderPaper.public_id == public_id, hers))


def papers_at_desk(session: Session, actor: Actor) -> tuple[PaperCard, ...]:
    """Return the papers a facilitator prints for the suppliers of her places."""
    return _some(session, in_reach(actor, Supplier.place_id), LenderPaper.withdrawn_at.is_(None))


def paper_at_desk(session: Session, actor: Actor, public_id: str) -> PaperCard:
    """Return one of them; one that was taken back is printed no more."""
    mine = in_reach(actor, Supplier.place_id)
    card = _one(session, LenderPaper.public_id == public_id, mine)
    if card.standing(clock.now().date()) is Standing.WITHDRAWN:
        raise NotFound
    return card


def verified_paper(session: Session, token: str) -> PaperCard:
    """Return what a paper's code stands for; raises ``NotFound`` for any other."""
    return _one(session, LenderPaper.verify_token == token)
