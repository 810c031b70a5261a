"""What is paid at the market: a page of references for staff, pictures for suppliers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.queries import DestinationCard
from marketplace.catalogue.queries.prices import LeafReading, references
from marketplace.catalogue.rules.own_deals import OwnDeals
from marketplace.catalogue.words import GROUP_NAMES
from marketplace.db import db
from marketplace.forms.sourcing import LEVELS
from marketplace.i18n.format import today
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.queries.costs import fair_prices_of
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.people.queries.goods import leaves_of_supplier
from marketplace.people.queries.paid import own_deals_of
from marketplace.people.rules.permissions import Permission
from marketplace.web import paging
from marketplace.web.guard import guard
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page
from marketplace.web.suppliers import cut, her_supplier

blueprint = Blueprint("prices", __name__)


@dataclass(frozen=True, slots=True)
class Line:
    """One leaf: what the market says, and where it says nothing, what was paid here."""

    leaf: LeafReading
    own: OwnDeals | None
    fair_minor: int | None = None  # her own fair price for one, where she has counted it

    @property
    def known(self) -> bool:
        """Tell whether anything is known."""
        return self.leaf.reading is not None or self.own is not None

    @property
    def median_minor(self) -> int | None:
        """The price that speaks: the market's first."""
        if self.leaf.reading is not None:
            return self.leaf.reading.median_minor
        return self.own.median_minor if self.own else None


@blueprint.get("/prices")
@guard(Permission.READ_PRICES)
def index(actor: Actor) -> Response:
    """Show every leaf with its source, how many prices, how old, and low, middle and high."""
    here, others = _destination(actor)
    lines = _lines(here, references(
        db.session(), country=here.country, currency=here.currency, on=today(),
    ))  # fmt: skip
    return page(
        "catalogue/prices.html", destination=here, others=others, levels=LEVELS, groups=GROUP_NAMES,
        known=[line for line in lines if line.known],
        unknown=[line for line in lines if not line.known],
    )  # fmt: skip


def _destination(actor: Actor) -> tuple[DestinationCard, tuple[DestinationCard, ...]]:
    """Return the destination that is shown, and all that this person may look at."""
    known = catalogue.destinations(db.session())
    mine = [one for one in known if one.id in actor.destination_ids] or list(known)
    if not mine:
        raise NotFound
    wanted = request.args.get("d", mine[0].code)
    here = next((one for one in mine if one.code == wanted), None)
    if here is None:
        raise NotFound
    return here, tuple(mine)


def _lines(here: DestinationCard, found: Iterable[LeafReading]) -> list[Line]:
    own = own_deals_of(
        db.session(), destination_id=here.id, currency=here.currency, now=clock.now()
    )
    return [Line(leaf, own.get((leaf.leaf_id, leaf.unit_id))) for leaf in found]


@blueprint.get("/s/prices")
@guard(Permission.ANSWER_NEEDS)
@money_open
def hers(actor: Actor) -> Response:
    """Show a supplier what is paid at the market for what she makes, or that nobody knows."""
    destination_id, leaf_ids = leaves_of_supplier(db.session(), her_supplier(actor))
    here = catalogue.destination(db.session(), destination_id)
    if here is None:
        raise NotFound
    lines = _lines(here, references(
        db.session(), country=here.country, currency=here.currency, on=today(),
        leaf_ids=leaf_ids,
    ))  # fmt: skip
    counted = fair_prices_of(db.session(), actor, her_supplier(actor))
    lines = [replace(line, fair_minor=_floor(line, counted)) for line in lines]
    number = max(1, request.args.get("page", 1, type=paging.number))
    shown, more = cut(sorted(lines, key=lambda line: not line.known), number)
    following = url_for("prices.hers", page=number + 1) if more else ""
    return page("supplier/prices.html", lines=shown, currency=here.currency, more=following)


def _floor(line: Line, counted: Mapping[tuple[int, int], FairPrice]) -> int | None:
    found = counted.get((line.leaf.leaf_id, line.leaf.unit_id))
    return found.floor_minor if found else None
