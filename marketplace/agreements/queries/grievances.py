"""Grievances as cards: for whose they are, for the other side, for the desk that handles them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import Delivery, Grievance, GrievanceEvidence, Order
from marketplace.agreements.queries.cards import AnyRow, Page, Rows
from marketplace.agreements.queries.grievance_load import (
    Where,
    at_desk,
    of_buyer,
    of_supplier,
    parties,
    readable,
)
from marketplace.agreements.rules.grievances import (
    EvidenceKind,
    GrievanceEnd,
    GrievanceState,
    Raiser,
    Whom,
    Wrong,
    may_handle,
)
from marketplace.catalogue.models import Place
from marketplace.db import typed
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Hand
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator, Person, Supplier

PAGE, AT_ONCE = 20, 50
LIVING = (GrievanceState.RAISED, GrievanceState.TAKEN_UP)


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """Something on the table; ``side`` none is the handler's own."""

    id: int
    kind: EvidenceKind
    side: Raiser | None
    words: str | None
    at: datetime
    delivery_public_id: str | None
    order_public_id: str | None


@dataclass(frozen=True, slots=True)
class GrievanceCard:
    """A grievance; what its reader may not know is none: words are the raiser's and handler's."""

    id: int
    public_id: str
    code: str
    state: GrievanceState
    kind: Wrong
    side: Raiser
    whom: Whom
    hand: Hand
    place_name: str
    supplier_name: str | None
    supplier_public_id: str | None
    operator_name: str | None
    order_code: str | None
    order_public_id: str | None
    raised_at: datetime
    acknowledge_by: datetime
    wants_call: bool
    words: str | None
    find_me: str | None
    handler_id: int | None
    handler_name: str | None
    taken_up_at: datetime | None
    due_on: date | None
    told_words: str | None
    told_at: datetime | None
    outcome: GrievanceEnd | None
    outcome_words: str | None
    ended_at: datetime | None
    evidence: tuple[EvidenceCard, ...] = field(default=())
    may_handle: bool = False

    @property
    def late(self) -> bool:
        """Tell whether nobody took it up in two days."""
        return self.state is GrievanceState.RAISED and clock.now() > self.acknowledge_by

    @property
    def living(self) -> bool:
        """Tell whether it is not over."""
        return self.state in LIVING


_HANDLER = aliased(Person)
GRIEVANCES: Rows = (
    select(
        Grievance.id, Grievance.public_id, Grievance.code, Grievance.state, Grievance.kind,
        Grievance.side, Grievance.whom, Grievance.hand, Place.name.label("place_name"),
        Supplier.name.label("supplier_name"), Supplier.public_id.label("supplier_public_id"),
        Operator.name.label("operator_name"), Order.code.label("order_code"),
        Order.public_id.label("order_public_id"), Grievance.raised_at, Grievance.acknowledge_by,
        Grievance.wants_call, typed(Grievance.words), Grievance.find_me, Grievance.handler_id,
        _HANDLER.name.label("handler_name"), Grievance.taken_up_at, Grievance.due_on,
        typed(Grievance.told_words), Grievance.told_at, Grievance.outcome,
        typed(Grievance.outcome_words),
        Grievance.ended_at,
    )
    .select_from(Grievance)
    .join(Place, Place.id == Grievance.place_id)
    .outerjoin(Supplier, Supplier.id == Grievance.supplier_id)
    .outerjoin(Operator, Operator.id == Grievance.operator_id)
    .outerjoin(Order, Order.id == Grievance.order_id)
    .outerjoin(_HANDLER, _HANDLER.id == Grievance.handler_id)
)  # fmt: skip


def for_desk(session: Session, actor: Actor, public_id: str) -> GrievanceCard:
    """Return one with everything on the table, and whether this facilitator may handle it."""
    row = session.scalar(select(Grievance).where(Grievance.public_id == public_id, at_desk(actor)))
    if row is None:
        raise NotFound
    card = _one(session, public_id, at_desk(actor))
    handles = may_handle(actor.person_id, parties(session, row))
    return replace(card, evidence=_evidence(session, card.id, None), may_handle=handles)


def for_buyer(session: Session, actor: Actor, public_id: str) -> GrievanceCard:
    """Return one of the operator's, or one he was told of, without what was not for him."""
    card = _shown_to(_one(session, public_id, of_buyer(actor)), Raiser.BUYER)
    return replace(card, evidence=_evidence(session, card.id, Raiser.BUYER))


def for_supplier(session: Session, actor: Actor, public_id: str) -> GrievanceCard:
    """Return one of hers, or one she was told of."""
    return _shown_to(_one(session, public_id, of_supplier(actor)), Raiser.SUPPLIER)


def of_the_buyer(session: Session, actor: Actor) -> tuple[GrievanceCard, ...]:
    """Return an operator's grievances and those he was told of, the newest first."""
    return tuple(_shown_to(one, Raiser.BUYER) for one in _some(session, of_buyer(actor)))


def of_the_supplier(session: Session, actor: Actor) -> tuple[GrievanceCard, ...]:
    """Return hers, the newest first."""
    return tuple(_shown_to(one, Raiser.SUPPLIER) for one in _some(session, of_supplier(actor)))


def waiting_at_desk(session: Session, actor: Actor) -> tuple[GrievanceCard, ...]:
    """Return what is not over, the earliest promise first; one statement."""
    promise = func.coalesce(Grievance.taken_up_at, Grievance.raised_at)
    found = GRIEVANCES.where(at_desk(actor), Grievance.state.in_(LIVING))
    rows = session.execute(found.order_by(promise, Grievance.id).limit(AT_ONCE))
    return tuple(GrievanceCard(**row._asdict()) for row in rows)


def ended_at_desk(
    session: Session, actor: Actor, *, before: int | None = None
) -> Page[GrievanceCard]:
    """Return what is over, the newest first."""
    found = GRIEVANCES.where(at_desk(actor), Grievance.state.not_in(LIVING))
    if before is not None:
        found = found.where(Grievance.id < before)
    rows = session.execute(found.order_by(Grievance.id.desc()).limit(PAGE + 1)).all()
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    return Page(tuple(GrievanceCard(**row._asdict()) for row in rows[:PAGE]), more)


def photo_of(session: Session, actor: Actor, public_id: str, evidence_id: int) -> str:
    """Return the file of a photograph, for the handler's desk or for whose side laid it."""
    found = session.execute(
        select(GrievanceEvidence.file, GrievanceEvidence.side)
        .join(Grievance, Grievance.id == GrievanceEvidence.grievance_id)
        .where(
            Grievance.public_id == public_id, GrievanceEvidence.id == evidence_id,
            readable(actor), GrievanceEvidence.file.is_not(None),
        )
    ).one_or_none()  # fmt: skip
    own = Raiser.BUYER if actor.operator_ids else Raiser.SUPPLIER
    if found is None or (not actor.place_ids and not actor.everywhere and found.side is not own):
        raise NotFound
    return str(found.file)


def _shown_to(card: GrievanceCard, side: Raiser) -> GrievanceCard:
    """Return it as one side reads it: the other's own words and whereabouts are not in it."""
    return card if card.side is side else replace(card, words=None, find_me=None)


def _one(session: Session, public_id: str, may: Where) -> GrievanceCard:
    row = session.execute(GRIEVANCES.where(Grievance.public_id == public_id, may)).one_or_none()
    if row is None:
        raise NotFound
    return GrievanceCard(**row._asdict())


def _some(session: Session, may: Where) -> tuple[GrievanceCard, ...]:
    found = GRIEVANCES.where(may).order_by(Grievance.id.desc()).limit(AT_ONCE)
    return tuple(GrievanceCard(**row._asdict()) for row in session.execute(found))


def _evidence(session: Session, grievance_id: int, side: Raiser | None) -> tuple[EvidenceCard, ...]:
    """Return what lies on the table; a side sees its own and the delivery note."""
    found = _EVIDENCE.where(GrievanceEvidence.grievance_id == grievance_id)
    if side is not None:
        note = GrievanceEvidence.kind == EvidenceKind.DELIVERY_NOTE
        found = found.where(note | (GrievanceEvidence.side == side))
    return tuple(_laid(row) for row in session.execute(found))


_EVIDENCE = (
    select(
        GrievanceEvidence.id, GrievanceEvidence.kind, GrievanceEvidence.side,
        typed(GrievanceEvidence.words), GrievanceEvidence.at, Delivery.public_id,
        Order.public_id.label("order_public_id"),
    )
    .outerjoin(Delivery, Delivery.id == GrievanceEvidence.delivery_id)
    .outerjoin(Order, Order.id == Delivery.order_id)
    .order_by(GrievanceEvidence.id)
)  # fmt: skip


def _laid(row: AnyRow) -> EvidenceCard:
    return EvidenceCard(
        row.id, row.kind, row.side, row.words, row.at, row.public_id, row.order_public_id
    )


def photos_laid_today(session: Session, actor: Actor) -> int:
    """Return how many photographs a person laid on tables in the last 24 hours."""
    laid = select(func.count()).where(
        GrievanceEvidence.added_by_id == actor.person_id, GrievanceEvidence.file.is_not(None),
        GrievanceEvidence.at > clock.now() - timedelta(days=1),
    )  # fmt: skip
    return session.scalar(laid) or 0
