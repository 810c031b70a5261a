"""What a tender adds, for those who may read it: its buyer, its facilitator; questions for all."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import SpecPoint
from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupplierSale
from marketplace.people.rules.access import require
from marketplace.sourcing.models import (
    Need,
    NeedChange,
    NeedInvited,
    NeedQuestion,
    Property,
    Tender,
)
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.needs import need_for_buyer, need_for_desk
from marketplace.sourcing.queries.specs import SpecCard, specs_of
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender import delivery_days
from marketplace.sourcing.rules.tender_lists import (
    ChangeKind,
    EarlyReason,
    EndedBecause,
    Ending,
    PriceKind,
    Repeat,
    Reply,
    ReservedFor,
    SentBack,
    Stage,
    Topic,
    Visibility,
)

MOST_KNOWN = 30


@dataclass(frozen=True, slots=True)
class TenderFacts:
    """The tender's own facts; band and guests' facts are for buyer and facilitator only."""

    state: Stage
    version: int
    visibility: Visibility
    reserved_for: ReservedFor | None
    lot_quantity: int | None
    price_kind: PriceKind
    band_low_minor: int | None
    band_high_minor: int | None
    repeat: Repeat
    weekdays: int
    repeat_until: date | None
    segment: str | None
    slot: str | None
    zone: str | None
    guest_price_minor: int | None
    users_month: int | None
    opens_when_all_answered: bool
    sent_back_because: SentBack | None
    opened_at: datetime | None
    opened_early_reason: EarlyReason | None
    ending: Ending | None
    ended_because: EndedBecause | None
    property_public_id: str


@dataclass(frozen=True, slots=True)
class Invited:
    """A supplier named for a tender, or one who may be named."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class TenderCard:
    """A tender as its buyer or facilitator sees it."""

    need: NeedDetail
    facts: TenderFacts
    specs: tuple[SpecCard, ...]
    invited: tuple[Invited, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of delivery."""
        facts = self.facts
        return delivery_days(
            self.need.deliver_on, weekdays=facts.weekdays, until=facts.repeat_until
        )


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """A question without a name and its answer for everybody."""

    public_id: str
    topic: Topic
    asked_at: datetime
    reply: Reply | None
    words: str | None


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """One thing that was changed, old and new."""

    kind: ChangeKind
    changed_at: datetime
    quantity_before: int | None
    quantity_after: int | None
    day_before: date | None
    day_after: date | None
    closes_before: datetime | None
    closes_after: datetime | None
    spec_removed: str | None
    spec_added: str | None


_OWN = tuple(name for name in TenderFacts.__dataclass_fields__ if name != "property_public_id")
_FACTS = (
    select(
        *(getattr(Tender, name) for name in _OWN),
        Property.public_id.label("property_public_id"),
    )
    .join(Need, Need.id == Tender.need_id)
    .join(Property, Property.id == Need.property_id)
    .where(Tender.need_id == bindparam("need"))
)
_KNOWN = (
    select(Supplier.code, Supplier.name)
    .join(SupplierSale, SupplierSale.supplier_id == Supplier.id)
    .where(
        SupplierSale.operator_id.in_(bindparam("operators", expanding=True)),
        SupplierSale.category_id == bindparam("category"),
    )
    .group_by(Supplier.id, Supplier.code, Supplier.name)
    .order_by(Supplier.name, Supplier.id)
    .limit(MOST_KNOWN)
)
_INVITED = (
    select(Supplier.code, Supplier.name)
    .join(NeedInvited, NeedInvited.supplier_id == Supplier.id)
    .where(NeedInvited.need_id == bindparam("need"))
    .order_by(Supplier.name)
)
_QUESTIONS = (
    select(
        NeedQuestion.public_id, NeedQuestion.topic, NeedQuestion.asked_at, NeedQuestion.reply,
        typed(NeedQuestion.words),
    )
    .where(NeedQuestion.need_id == bindparam("need"))
    .order_by(NeedQuestion.id)
)  # fmt: skip
_gone, _new = aliased(SpecPoint), aliased(SpecPoint)
_CHANGES = (
    select(
        NeedChange.kind, NeedChange.changed_at, NeedChange.quantity_before,
        NeedChange.quantity_after, NeedChange.day_before, NeedChange.day_after,
        NeedChange.closes_before, NeedChange.closes_after, _gone.code.label("spec_removed"),
        _new.code.label("spec_added"),
    )
    .outerjoin(_gone, _gone.id == NeedChange.spec_removed_id)
    .outerjoin(_new, _new.id == NeedChange.spec_added_id)
    .where(NeedChange.need_id == bindparam("need"))
    .order_by(NeedChange.id)
)  # fmt: skip


def tender_for_buyer(session: Session, actor: Actor, public_id: str) -> TenderCard:
    """Return one of the buyer's own tenders; raises ``NotFound`` for anything else."""
    return _card(session, need_for_buyer(session, actor, public_id))


def tender_for_desk(session: Session, actor: Actor, public_id: str) -> TenderCard:
    """Return a tender of the facilitator's places, once its buyer sent it to the desk."""
    card = _card(session, need_for_desk(session, actor, public_id))
    unsent = card.need.state is NeedState.DRAFT and card.facts.state is Stage.DRAFTED
    require(not unsent)
    return card


def _card(session: Session, need: NeedDetail) -> TenderCard:
    row = session.execute(_FACTS, {"need": need.id}).one_or_none()
    if row is None:
        raise NotFound
    facts = TenderFacts(**row._asdict())
    return TenderCard(need, facts, specs_of(session, need.id), _named(session, need.id, facts))


def _named(session: Session, need_id: int, facts: TenderFacts) -> tuple[Invited, ...]:
    if facts.visibility is not Visibility.INVITED:
        return ()
    return tuple(Invited(*one) for one in session.execute(_INVITED, {"need": need_id}))


def known_suppliers(session: Session, actor: Actor, category_id: int) -> tuple[Invited, ...]:
    """Return who sold this leaf to the buyer's operators before: whom he may name."""
    params = {"operators": sorted(actor.operator_ids), "category": category_id}
    return tuple(Invited(*row) for row in session.execute(_KNOWN, params))


def need_id_of(session: Session, actor: Actor, public_id: str) -> int:
    """Return the id behind one of the buyer's own needs; raises ``NotFound`` for others."""
    return need_for_buyer(session, actor, public_id).id


def questions_of(session: Session, need_id: int) -> tuple[QuestionCard, ...]:
    """Return what was asked about a need, oldest first: for everybody who may see it."""
    rows = session.execute(_QUESTIONS, {"need": need_id})
    return tuple(QuestionCard(**row._asdict()) for row in rows)


def changes_of(session: Session, need_id: int) -> tuple[ChangeCard, ...]:
    """Return what was changed after publication, oldest first: for everybody who may see it."""
    rows = session.execute(_CHANGES, {"need": need_id})
    return tuple(ChangeCard(**row._asdict()) for row in rows)
