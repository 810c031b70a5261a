"""Who may already be here under the same name or phone: asked back at registration."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.kernel.geo import cells_around
from marketplace.people.models import Phone, Supplier
from marketplace.people.rules.lists import SupplierState
from marketplace.people.rules.names import name_key
from marketplace.people.rules.registration import Likeness

MOST = 6


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Somebody who may be the same: enough to ask her, no more."""

    supplier_id: int
    code: str
    name: str
    place_name: str
    likeness: frozenset[Likeness]


def duplicates_of(
    session: Session, *, name: str, place_id: int, phone: str | None = None
) -> tuple[Lookalike, ...]:
    """Return up to six suppliers with this name here or next door, or with this phone (E.164).

    Same name: in the same place or one in the nine cells around it (about 28 km each). A phone is
    shared by many, so the same number is a question and never a proof.
    """
    key = name_key(name)
    cards = (
        Lookalike(row[0], row[1], row[2], row[3], _likeness(row[2], row[4], key, phone))
        for row in _near(session, place_id, phone)
    )
    return tuple(card for card in cards if card.likeness)[:MOST]


def _near(session: Session, place_id: int, phone: str | None) -> Iterable[Any]:
    here = session.execute(
        select(Place.lat_e6, Place.lon_e6, Place.destination_id).where(Place.id == place_id)
    ).one()
    near = Place.cell.in_(cells_around(here.lat_e6, here.lon_e6))
    return session.execute(
        select(Supplier.id, Supplier.code, Supplier.name, Place.name, Phone.number)
        .join(Place, Place.id == Supplier.place_id)
        .outerjoin(Phone, Phone.id == Supplier.phone_id)
        .where(
            Supplier.destination_id == here.destination_id,
            Supplier.state != SupplierState.DISABLED,
            or_(near, Phone.number == phone) if phone else near,
        )
        .order_by(Supplier.id)
    )


class Neighbours:
    """The same question for a whole list: each village's neighbours are read once."""

    def __init__(self, session: Session, destination_id: int) -> None:
        self.session = session
        self._names: dict[int, set[str]] = {}
        self._phones = set(
            session.scalars(
                select(Phone.number)
                .join(Supplier, Supplier.phone_id == Phone.id)
                .where(
                    Supplier.destination_id == destination_id,
                    Supplier.state != SupplierState.DISABLED,
                )
            )
        )

    def resemble(self, *, name: str, place_id: int, phone: str | None) -> bool:
        """Tell whether ``duplicates_of`` would name anybody."""
        if place_id not in self._names:
            found = _near(self.session, place_id, None)
            self._names[place_id] = {name_key(row[2]) for row in found}
        key = name_key(name)
        return (bool(key) and key in self._names[place_id]) or phone in self._phones


def _likeness(name: str, number: str | None, key: str, phone: str | None) -> frozenset[Likeness]:
    found = {
        Likeness.SAME_NAME: bool(key) and name_key(name) == key,
        Likeness.SAME_PHONE: phone is not None and number == phone,
    }
    return frozenset(like for like, yes in found.items() if yes)
