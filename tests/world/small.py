"""The small world itself, and who acts in it."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel.actor import Actor, Role
from marketplace.people.models import Operator, Person, Supplier
from marketplace.sourcing.models import Property
from tests.world.goods import Goods, add_goods
from tests.world.operators import add_buyer, add_operator, add_property
from tests.world.people import actor_of, add_facilitator
from tests.world.places import WHERE, add_destination, add_place
from tests.world.suppliers import add_leaf, add_supplier


@dataclass
class World:
    """Everything by its name: ``places["majengo"]``, ``people["neema"]``, ``kijani_ridge``."""

    destination: Destination
    goods: Goods
    kijani: Operator
    kijani_ridge: Property
    places: dict[str, Place] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)

    @property
    def neema(self) -> Actor:
        """The buyer of Kijani Ridge Lodges."""
        return buyer(self.people["neema"], self.kijani)

    @property
    def anna(self) -> Actor:
        """The facilitator of Mto wa Mbu, its villages and Rhotia."""
        names = ("mto_wa_mbu", "migombani", "majengo", "rhotia")
        return facilitator(self.people["anna"], *(self.places[name] for name in names))

    @property
    def theresia(self) -> Actor:
        """The facilitator of Karatu, who reaches nothing of Anna's."""
        return facilitator(self.people["theresia"], self.places["karatu"])

    def supplier(self, name: str) -> Actor:
        """One of the suppliers, seated and with her code shown: fish_47, sun_21, hen_33."""
        return supplier_actor(self.people[name], self.suppliers[name])

    @property
    def fish_47(self) -> Actor:
        """Mama Zuhura of Majengo, who grows tomatoes and does not read."""
        return self.supplier("fish_47")


def buyer(person: Person, operator: Operator) -> Actor:
    """Return a buyer with all rights."""
    return actor_of(
        person, Role.BUYER, operator_ids=frozenset({operator.id}),
        destination_ids=frozenset({operator.destination_id}),
        rights=frozenset(
            part
            for right in ("may_order", "may_receive", "may_pay", "may_approve")
            for part in (right, f"{right}:{operator.id}")
        ),
    )  # fmt: skip


def facilitator(person: Person, *places: Place) -> Actor:
    """Return a facilitator of these places."""
    return actor_of(
        person, Role.FACILITATOR, place_ids=frozenset(place.id for place in places),
        destination_ids=frozenset(place.destination_id for place in places),
    )  # fmt: skip


def supplier_actor(person: Person, supplier: Supplier) -> Actor:
    """Return a supplier on her seat."""
    return actor_of(person, Role.SUPPLIER, supplier_ids=frozenset({supplier.id}))


def small_world(session: Session) -> World:
    """Put the small world in; nothing is committed."""
    destination = add_destination(session)
    goods = add_goods(session)
    places = {code: add_place(session, destination, code) for code in WHERE}
    kijani = add_operator(session, destination, "Kijani Ridge Lodges")
    ridge = add_property(session, kijani, places["rhotia"], name="Kijani Ridge Lodge")
    world = World(destination, goods, kijani, ridge, places)
    world.people["neema"] = add_buyer(session, kijani, "Neema", destination=destination)
    _mediators(session, world)
    _growers(session, world)
    return world


def _mediators(session: Session, world: World) -> None:
    hers = [world.places[code] for code in ("mto_wa_mbu", "migombani", "majengo", "rhotia")]
    world.people["anna"] = add_facilitator(session, world.destination, "Anna Mrema", places=hers)
    world.people["theresia"] = add_facilitator(
        session, world.destination, "Theresia Qamara", places=[world.places["karatu"]]
    )


# name: place, symbol, weekly kilograms of tomatoes, of which proven
GROWERS = {
    "fish_47": ("Mama Zuhura", "majengo", ("fish", 47), 40, 40),
    "sun_21": ("Mzee Lazaro", "migombani", ("sun", 21), 60, None),
    "hen_33": ("Mama Happy", "rhotia", ("hen", 33), 30, 20),
}


def _growers(session: Session, world: World) -> None:
    for key, (name, place, symbol, weekly, proven) in GROWERS.items():
        supplier, person = add_supplier(
            session, world.destination, world.places[place], name=name, symbol=symbol
        )
        add_leaf(
            session, supplier, world.goods.leaves["veg.tomato"], unit=world.goods.units["kg"],
            weekly=weekly, proven=proven,
        )  # fmt: skip
        world.suppliers[key], world.people[key] = supplier, person
