"""A market with several lodges: needs as they were asked, told straight into the tables."""

from datetime import timedelta
from itertools import count

from sqlalchemy.orm import Session

from marketplace.catalogue.rules.lists import Route
from marketplace.kernel import clock, ids
from marketplace.people.models import Operator
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane, NeedState
from tests.world.operators import add_operator, add_property
from tests.world.small import World

_names = count(1)


def add_lodge(session: Session, world: World, name: str = "") -> tuple[Operator, Property]:
    """Add another lodge in Mto wa Mbu."""
    operator = add_operator(session, world.destination, name or f"Lodge {next(_names)}")
    return operator, add_property(session, operator, world.places["mto_wa_mbu"], name=operator.name)


def asked_for(
    session: Session, world: World, *, by: tuple[Operator, Property] | None = None,
    leaf: str = "veg.tomato", unit: str = "kg", quantity: int = 20, awarded: int = 0,
    state: NeedState = NeedState.MATCHED, days_ago: int = 10,
) -> Need:  # fmt: skip
    """Add a need as it stands so many days after it was asked; matched needs are filled."""
    operator, door = by or (world.kijani, world.kijani_ridge)
    at = clock.now() - timedelta(days=days_ago)
    need = Need(
        public_id=ids.public_id(), code=ids.short_code(), lane=Lane.QUICK, state=state,
        destination_id=world.destination.id, operator_id=operator.id, property_id=door.id,
        place_id=door.place_id, category_id=world.goods.leaves[leaf].id,
        unit_id=world.goods.units[unit].id, quantity=quantity,
        awarded=quantity if state is NeedState.MATCHED else awarded, price_minor=140_000,
        currency="TZS", price_from="typed", deliver_on=at.date() + timedelta(days=3),
        window_opens=420, window_closes=1020, payment_days=7, route=Route.INPUT,
        created_by_id=world.people["neema"].id, created_at=at, published_at=at,
    )  # fmt: skip
    session.add(need)
    session.flush()
    return need
