"""What is known while the demo world is being made: every row by the code of its data."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment, SupplierPlan
from marketplace.catalogue.models import Category, Destination, Paper, Place, Unit
from marketplace.cli.demo_world.data import Row, World
from marketplace.cli.demo_world.hashes import Hashes
from marketplace.cli.demo_world.moments import Calendar, open_day
from marketplace.cli.demo_world.timeline import Timeline
from marketplace.kernel.actor import Actor
from marketplace.media import Store
from marketplace.offers.models import Offer
from marketplace.people.models import Operator, Person, Supplier, SupportProvider
from marketplace.sourcing.models import Need, OrderList, Property
from marketplace.support.models import Referral, SupportService


@dataclass(frozen=True, slots=True)
class Goods:
    """Ids of leaves, units and papers by their code."""

    leaves: dict[str, int]
    units: dict[str, int]
    papers: dict[str, int]


def goods_of(session: Session) -> Goods:
    """Read the catalogue's ids once."""
    tables = (Category, Unit, Paper)
    leaves, units, papers = (
        {code: ident for ident, code in session.execute(select(table.id, table.code))}
        for table in tables
    )
    return Goods(leaves, units, papers)


@dataclass
class Stage:
    """The world in the making. ``actors`` are staff by code, suppliers by their first person."""

    session: Session
    world: World
    loaded: datetime
    goods: Goods
    hashes: Hashes
    photos: Store | None = None
    timeline: Timeline = field(default_factory=Timeline)
    actors: dict[str, Actor] = field(default_factory=dict)
    destinations: dict[str, Destination] = field(default_factory=dict)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    operators: dict[str, Operator] = field(default_factory=dict)
    properties: dict[str, Property] = field(default_factory=dict)
    doors: dict[str, tuple[str, Row]] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    lists: dict[str, OrderList] = field(default_factory=dict)
    needs: dict[str, Need] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    orders: dict[str, Order] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    providers: dict[str, SupportProvider] = field(default_factory=dict)
    plans: dict[str, SupplierPlan] = field(default_factory=dict)
    services: dict[str, SupportService] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)

    def open_calendar(self, land: Row) -> Calendar:
        """Return a destination's calendar, made at first use."""
        made = Calendar(self.loaded, ZoneInfo(land["timezone"]))
        return self.calendars.setdefault(land["code"], made)

    def calendar_of(self, property_code: str) -> Calendar:
        """Return the calendar of the destination a door is in."""
        return self.calendars[self.doors[property_code][0]]

    def delivery_day(self, row: Row) -> date:
        """Return the day of a purchase at its door."""
        land, prop = self.doors[row["property"]]
        offset = row["deliver_on"]["next_open_day_after"]
        return open_day(prop["receiving"], offset, self.calendars[land].today)

    def moment(self, need: Row, written: Row, delivered: date | None = None) -> datetime:
        """Return what a moment written in a purchase's rows stands for, in UTC."""
        day = delivered or self.delivery_day(need)
        return self.calendar_of(need["property"]).moment(written, day)
