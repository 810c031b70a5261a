"""A tender that is over, for tests: Neema's tomatoes with what the village offered."""

from datetime import timedelta

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.mediation.actions import ChooseOffer, choose
from marketplace.mediation.models import Award
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.tender_lists import PriceKind, Repeat, Stage, Visibility
from tests.actions.linkage import PRICE, asks, clears, offers, typical_cost
from tests.world import World

ALL_THREE = {"fish_47": PRICE, "sun_21": PRICE - 20_000, "hen_33": PRICE + 10_000}


def tender(session: Session, world: World, *, quantity: int = 60, days: int = 9) -> Need:
    """A tender of Neema's, published, still sealed: it closes in two days."""
    need = asks(session, world, quantity=quantity, days=days)
    need.lane, need.closes_at = Lane.TENDER, clock.now() + timedelta(days=2)
    need.price_minor = None
    session.add(
        Tender(
            need_id=need.id, state=Stage.PASSED, visibility=Visibility.OPEN,
            price_kind=PriceKind.OPEN, repeat=Repeat.ONCE,
        )
    )  # fmt: skip
    session.flush()
    return need


def unseal(session: Session, need: Need) -> None:
    """Let the deadline pass."""
    need.closes_at = clock.now() - timedelta(minutes=1)
    session.flush()


def opening(
    session: Session, world: World, *, quantity: int = 60, each: int = 20,
    prices: dict[str, int] | None = None, cleared: bool = True,
) -> tuple[Need, dict[str, Offer]]:  # fmt: skip
    """An opened tender with an offer of everybody named; under a clearance unless told."""
    if cleared:
        typical_cost(session, world)
        clears(session, world, most=200)
    need = tender(session, world, quantity=quantity)
    made = {
        who: offers(session, world, need, who=who, quantity=each, price=price)
        for who, price in (prices or ALL_THREE).items()
    }
    unseal(session, need)
    return need, made


def chosen(session: Session, world: World, offer: Offer, *, quantity: int = 20) -> Award:
    """Neema's choice of an offer."""
    return choose(session, world.neema, ChooseOffer(offer=offer.public_id, quantity=quantity))
