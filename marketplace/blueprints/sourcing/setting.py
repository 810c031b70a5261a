"""What stands around a form that asks: the door, the leaf with its units, the price filled in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from flask import Response, redirect, url_for

from marketplace.db import db
from marketplace.forms.need_answers import About
from marketplace.forms.sourcing import DeliveryForm, LineForm, NeedForm
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.access import has_right
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing import queries
from marketplace.sourcing.actions import AskNeed, ListLine
from marketplace.sourcing.queries.cards import PropertyCard
from marketplace.sourcing.queries.goods import LeafChoice, UnitChoice, last_door, leaf_choice
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import Finding
from marketplace.sourcing.rules.price_fill import PriceProposal
from marketplace.sourcing.rules.urgent import lane_for
from marketplace.web.rights import require_right


@dataclass(frozen=True, slots=True)
class DayChip:
    """An open day of the door, and whether asking for it is urgent."""

    day: date
    urgent: bool


@dataclass(frozen=True, slots=True)
class Doors:
    """The doors somebody may order for, and the one in question."""

    here: PropertyCard
    all: tuple[PropertyCard, ...]

    @property
    def chips(self) -> tuple[DayChip, ...]:
        """The door's next open days."""
        return tuple(
            DayChip(day, self.lane(day) is Lane.URGENT) for day in self.here.next_open_days
        )

    def is_urgent(self, day: date | None) -> bool:
        """Tell whether asking for this day is urgent."""
        return day is not None and self.lane(day) is Lane.URGENT

    def lane(self, day: date) -> Lane:
        """Return which lane asking for this day takes."""
        hours = {weekday: (opens, closes) for weekday, opens, closes in self.here.hours}
        return lane_for(hours, day, now=clock.now(), zone=self.here.timezone)


@dataclass(frozen=True, slots=True)
class Setting:
    """One need's surroundings."""

    doors: Doors
    leaf: LeafChoice
    unit: UnitChoice
    proposal: PriceProposal


def doors(actor: Actor, property_id: str | None) -> Doors:
    """Return where somebody may order; nobody's right at all is ``Forbidden``."""
    require_right(actor, Permission.ORDER)
    known = queries.property_cards(db.session(), actor)
    mine = tuple(one for one in known if has_right(actor, "may_order", one.operator_id))
    if not mine:
        raise NotFound
    wanted = property_id or last_door(db.session(), actor)
    here = next((one for one in mine if one.public_id == wanted), None)
    if property_id and here is None:
        raise NotFound
    return Doors(here or mine[0], mine)


def grouped(leaves: Iterable[LeafChoice]) -> list[tuple[str, list[LeafChoice]]]:
    """Return leaves group by group, in the catalogue's order."""
    return [(code, list(same)) for code, same in groupby(leaves, key=lambda one: one.group_code)]


def setting(actor: Actor, *, leaf: str, unit: str, property_id: str) -> Setting:
    """Gather a need's surroundings in eight statements."""
    at = doors(actor, property_id)
    chosen = leaf_choice(db.session(), leaf)
    counted = chosen.unit(unit)
    return Setting(at, chosen, counted, proposal(at.here, chosen.id, counted.id))


def proposal(at: PropertyCard, leaf_id: int, unit_id: int) -> PriceProposal:
    """Return the price to fill in for a leaf in a unit at a door."""
    today = queries.local_today(at.timezone)
    return queries.price_proposal(db.session(), at.operator_id, leaf_id, unit_id, today)


def about(form: DeliveryForm, at: Doors, unit_code: str) -> About:
    """Return what the need check's sentences speak of."""
    return About(at.here.currency, unit_code, form.on, at.here.next_open_days)


def command(form: NeedForm, at: Setting) -> AskNeed:
    """Return the need as its buyer typed it."""
    day = form.on or date.min
    return AskNeed(
        property_public_id=at.doors.here.public_id, leaf_code=at.leaf.code,
        unit_code=at.unit.code, quantity=form.quantity.data, deliver_on=day,
        price_minor=form.price.minor(at.doors.here.currency),
        price_from=form.price_from.data or "", lane=at.doors.lane(day),
        cash_at_door=form.at_door, confirmed=form.questions_answered,
        client_key=form.key.data or "", payment_days=form.payment_days,
    )  # fmt: skip


def list_line(form: LineForm, currency: str) -> ListLine:
    """Return one line of an order list as it was typed."""
    return ListLine(
        leaf_code=form.leaf.data or "", unit_code=form.unit.data or "",
        quantity=form.quantity.data, price_minor=form.price.minor(currency),
        price_from=form.price_from.data or "",
    )  # fmt: skip


def placed(endpoint: str, findings: Sequence[Finding], *, public_id: str) -> Response:
    """Send on to what was made, with the advice to be read there (codes only)."""
    query = [("done", "placed"), *(("note", finding.kind.value) for finding in findings)]
    address = f"{url_for(endpoint, public_id=public_id)}?{urlencode(query)}"
    return redirect(address, code=303)  # type: ignore[return-value]  # werkzeug's base class
