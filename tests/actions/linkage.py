"""Steps of a linkage, for tests: a need, its check, a clearance, readily said."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from marketplace.assessment.actions import (
    Purchase,
    SignClearance,
    sign_clearance,
)
from marketplace.assessment.models import Clearance
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.catalogue.models import TypicalCost
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import clock, ids
from marketplace.offers.actions import SubmitOffer, enter_for_her, submit_offer
from marketplace.offers.models import Offer
from marketplace.sourcing.actions import AskNeed, ask
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import NeedFinding
from tests.world import World

PRICE = 140_000  # 1,400 shillings a kilogram
DAYS_AHEAD = 3
ALL_CONDITIONS = tuple(ConditionCode)


def today() -> date:
    """The local day of Mto wa Mbu."""
    return clock.now().astimezone(ZoneInfo("Africa/Dar_es_Salaam")).date()


def asks(
    session: Session, world: World, *, quantity: int = 20, price: int | None = PRICE,
    days: int = DAYS_AHEAD, lane: Lane = Lane.QUICK, cash: bool = False, leaf: str = "veg.tomato",
) -> Need:  # fmt: skip
    """Let Neema ask for tomatoes; every question of the need check is answered with yes."""
    command = AskNeed(
        property_public_id=world.kijani_ridge.public_id, leaf_code=leaf, unit_code="kg",
        quantity=quantity, deliver_on=today() + timedelta(days=days), price_minor=price,
        lane=lane, cash_at_door=cash, confirmed=frozenset(NeedFinding),
        client_key=ids.public_id(),
    )  # fmt: skip
    return ask(session, world.neema, command)


def purchase(
    world: World, need: Need, *, who: str = "fish_47", quantity: int = 20, price: int = PRICE
) -> Purchase:
    """A purchase of a supplier, without an offer."""
    return Purchase(need.id, world.suppliers[who].id, None, quantity, price)


def typical_cost(session: Session, world: World, *, cash: int = 50_000, minutes: int = 30) -> None:
    """What a kilogram of tomatoes typically costs here: 500 shillings and half an hour."""
    session.add(
        TypicalCost(
            destination_id=world.destination.id,
            category_id=world.goods.leaves["veg.tomato"].id,
            unit_id=world.goods.units["kg"].id, cash_minor=cash, labour_minutes=minutes,
        )
    )  # fmt: skip
    session.flush()


def clears(
    session: Session, world: World, *, low: int = 100_000, high: int = 200_000, most: int = 60,
    months: Iterable[int] = range(1, 13),
    conditions: Iterable[ConditionCode] = ALL_CONDITIONS,
) -> Clearance:  # fmt: skip
    """Let Anna sign a clearance for Kijani's tomatoes."""
    command = SignClearance(
        operator_id=world.kijani.id, category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, place_id=world.places["rhotia"].id,
        route=Route.INPUT, price_low_minor=low, price_high_minor=high, max_quantity=most,
        months=tuple(months), conditions=tuple(conditions),
    )  # fmt: skip
    return sign_clearance(session, world.anna, command)


def morning() -> datetime:
    """Nine o'clock in Mto wa Mbu on a Tuesday: the moment tests start at."""
    return datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Africa/Dar_es_Salaam"))


def offers(
    session: Session, world: World, need: Need, *, who: str = "fish_47", quantity: int = 20,
    price: int | None = None,
) -> Offer:  # fmt: skip
    """Let a supplier answer for herself; no price is the asked one."""
    command = SubmitOffer(
        need_code=need.code, supplier_id=world.suppliers[who].id, quantity=quantity,
        price_minor=price, client_key=ids.public_id(), confirmed_far=True,
        confirmed_low=True,
    )  # fmt: skip
    return submit_offer(session, world.supplier(who), command)


def anna_enters(
    session: Session, world: World, need: Need, *, who: str = "fish_47", quantity: int = 20
) -> Offer:
    """Let Anna enter an offer for a supplier; it is to be read back."""
    command = SubmitOffer(
        need_code=need.code, supplier_id=world.suppliers[who].id, quantity=quantity,
        client_key=ids.public_id(),
    )  # fmt: skip
    return enter_for_her(session, world.anna, command)


def rotation(session: Session, need: Need) -> list[int]:
    """The supplier ids in the order they were asked."""
    from sqlalchemy import select

    from marketplace.sourcing.models import Asked, Wave

    return list(
        session.scalars(
            select(Asked.supplier_id)
            .join(Wave, Wave.id == Asked.wave_id)
            .where(Asked.need_id == need.id, Asked.position.is_not(None))
            .order_by(Wave.number, Asked.position)
        )
    )


def names_in_rotation(session: Session, world: World, need: Need) -> list[str]:
    """The names of the suppliers in the order they were asked."""
    names = {supplier.id: name for name, supplier in world.suppliers.items()}
    return [names[ident] for ident in rotation(session, need)]
