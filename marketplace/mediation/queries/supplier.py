"""What a supplier is asked and told about an offer of hers: pictures only, never another's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category
from marketplace.kernel import clock
from marketplace.kernel.refused import NotFound
from marketplace.mediation.models import Award, Coaching, CounterProposal, Loss, SecondLook
from marketplace.mediation.queries.facts import IN_THE_RUN, changes_of
from marketplace.mediation.rules.lists import (
    AwardState,
    LookState,
    PricePosition,
    ProposalState,
    Side,
    Skill,
)
from marketplace.mediation.rules.proposals import Change, Terms, merged, terms_after
from marketplace.offers.models import Offer
from marketplace.offers.queries import OfferCard
from marketplace.offers.rules.lists import Bringing
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane, NeedState


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands beside an offer of hers: a choice, a proposal to answer, or why not."""

    award: str | None
    award_quantity: int | None
    award_price_minor: int | None
    award_starts_on: date | None
    award_bringing: Bringing | None
    proposal: str | None
    asked_price_minor: int | None
    asked_quantity: int | None
    asked_day: date | None
    asked_bringing: Bringing | None
    position: PricePosition | None
    none_suitable: bool | None
    standstill_until: datetime | None
    look: LookState | None
    skill: Skill | None
    next_code: str | None
    next_picture: str | None
    undecided: bool
    price_said: bool
    waits: bool

    @property
    def may_say(self) -> bool:
        """Tell whether she may name another price: once, while nobody owes an answer."""
        return self.undecided and not (self.price_said or self.waits or self.award)

    @property
    def may_ask(self) -> bool:
        """Tell whether she may still ask for a look."""
        until = self.standstill_until
        return self.look is None and until is not None and clock.now() <= until

    @property
    def asked(self) -> Change:
        """Return what the buyer asks to be different, as the rules read it."""
        return Change(
            Side.BUYER, self.asked_price_minor, self.asked_quantity, self.asked_day,
            self.asked_bringing,
        )  # fmt: skip


def _made(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(_any.offer_id == Offer.id, *conditions).correlate(Offer)


_OPEN, _any = NeedState.PUBLISHED, aliased(CounterProposal)
_UNDECIDED = and_(
    Offer.state.in_(IN_THE_RUN), Need.lane == Lane.TENDER,
    Need.state.in_((NeedState.CLOSED, NeedState.PART_MATCHED)),
)  # fmt: skip
_ahead, _leaf = aliased(Need), aliased(Category)
_TURN = (
    select(
        Award.public_id, Award.quantity, Award.price_minor, Award.starts_on, Award.bringing,
        CounterProposal.public_id, CounterProposal.price_minor, CounterProposal.quantity,
        CounterProposal.deliver_on, CounterProposal.bringing, Loss.position, Loss.none_suitable,
        Loss.standstill_until, SecondLook.state, Coaching.skill, _ahead.code, _leaf.picture,
        _UNDECIDED, _made(_any.side == Side.SUPPLIER, _any.price_minor.is_not(None)),
        _made(_any.state == ProposalState.OPEN),
    )
    .select_from(Offer)
    .join(Need, Need.id == Offer.need_id)
    .outerjoin(
        Award,
        and_(
            Award.offer_id == Offer.id, Award.state == AwardState.RESERVED,
            Award.expires_at > bindparam("now"),
        ),
    )
    .outerjoin(
        CounterProposal,
        and_(
            CounterProposal.offer_id == Offer.id, CounterProposal.state == ProposalState.OPEN,
            CounterProposal.side == Side.BUYER,
        ),
    )
    .outerjoin(Loss, Loss.offer_id == Offer.id)
    .outerjoin(SecondLook, SecondLook.loss_id == Loss.id)
    .outerjoin(Coaching, Coaching.offer_id == Offer.id)
    .outerjoin(_ahead, and_(_ahead.id == Coaching.next_need_id, _ahead.state == _OPEN))
    .outerjoin(_leaf, _leaf.id == _ahead.category_id)
    .where(
        Offer.public_id == bindparam("public_id"),
        Offer.supplier_id.in_(bindparam("suppliers", expanding=True)),
    )
    .order_by(SecondLook.id)
    .limit(1)
)  # fmt: skip


def turn_of(session: Session, supplier_ids: Iterable[int], offer_public_id: str) -> Turn:
    """Return what stands beside an offer of these suppliers; ``NotFound`` for anybody else's."""
    params = {
        "public_id": offer_public_id, "suppliers": sorted(supplier_ids), "now": clock.now(),
    }  # fmt: skip
    row: Row[*tuple[Any, ...]] | None = session.execute(_TURN, params).one_or_none()
    if row is None:
        raise NotFound
    return Turn(*row)


def as_proposed(session: Session, shown: OfferCard, turn: Turn) -> Terms:
    """Return her offer with all that was agreed before, as it would be if she says yes now."""
    return merged(as_agreed(session, shown), turn.asked)


def as_agreed(session: Session, shown: OfferCard) -> Terms:
    """Return her offer with all that both sides agreed on since."""
    said = Terms(shown.quantity, shown.price_minor, shown.starts_on, shown.bringing)
    return terms_after(said, changes_of(session, [shown.id]).get(shown.id, ()))
