"""The need check on real data: gathers the facts, lets the pure rule speak."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from marketplace.catalogue.rules.lists import Nature, Route
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import MAX_MINOR
from marketplace.kernel.refused import Refused
from marketplace.people.rules.access import has_right, reaches_operator, require
from marketplace.people.rules.lists import OperatorState
from marketplace.sourcing.actions.commands import AskNeed
from marketplace.sourcing.queries.asking import able_suppliers
from marketplace.sourcing.queries.ground import Door, LeafUnit, door, leaf_units, urgent_permille
from marketplace.sourcing.queries.prices import price_proposal
from marketplace.sourcing.queries.properties import hours_of, local_today
from marketplace.sourcing.rules import daylight, receiving
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.need_check import (
    PERISHABLE_SHELF_LIFE_DAYS,
    Finding,
    NeedFacts,
    UnitSize,
    bigger_unit,
    check,
)
from marketplace.sourcing.rules.price_fill import PriceFrom, PriceProposal
from marketplace.sourcing.rules.refusals import AskRefusal

MAX_QUANTITY = 1_000_000


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything known before a need is made."""

    command: AskNeed
    door: Door
    leaf: LeafUnit
    hours: receiving.Hours
    now: datetime
    today: date
    proposal: PriceProposal
    price_minor: int | None
    price_from: PriceFrom
    payment_days: int
    units: tuple[LeafUnit, ...]

    @property
    def window(self) -> tuple[int, int]:
        """The door's window on the day of delivery."""
        return receiving.window(self.hours, self.command.deliver_on)


def check_ask(session: Session, actor: Actor, command: AskNeed) -> tuple[Finding, ...]:
    """Return what the need check finds, without asking anybody; refuses as ``ask`` does."""
    return findings(session, survey(session, actor, command))


def survey(session: Session, actor: Actor, command: AskNeed) -> Ground:
    """Gather what asking stands on; raises ``NotFound`` or ``Refused(AskRefusal…)``."""
    at = door(session, command.property_public_id, person_id=actor.person_id)
    require(reaches_operator(actor, at.operator_id))
    units = leaf_units(session, command.leaf_code)
    leaf = next((unit for unit in units if unit.unit_code == command.unit_code), None)
    refused = [*_refusals(actor, command, at=at), *_unknown(units, leaf)]
    if leaf is None or refused:
        raise Refused(*refused)
    ground = _ground(session, command, at=at, leaf=leaf, units=units)
    _refuse_over_limit(ground)
    return ground


def _refusals(actor: Actor, command: AskNeed, *, at: Door) -> Iterator[AskRefusal]:
    reasons = {
        AskRefusal.MAY_NOT_ORDER: not has_right(actor, "may_order", at.operator_id),
        AskRefusal.NO_TERMS: not at.accepted_terms,
        AskRefusal.OPERATOR_NOT_ACTIVE: at.state is not OperatorState.ACTIVE,
        AskRefusal.QUANTITY_ZERO: command.quantity < 1,
        AskRefusal.QUANTITY_TOO_LARGE: command.quantity > MAX_QUANTITY,
        AskRefusal.PRICE_OUT_OF_RANGE: not _price_fits(command.price_minor),
        AskRefusal.TENDER_NOT_HERE: command.lane is Lane.TENDER,
    }
    return (reason for reason, wrong in reasons.items() if wrong)


def _unknown(units: tuple[LeafUnit, ...], leaf: LeafUnit | None) -> Iterator[AskRefusal]:
    if not units:
        yield AskRefusal.UNKNOWN_LEAF
    elif leaf is None:
        yield AskRefusal.UNIT_NOT_FOR_LEAF


def _price_fits(price_minor: int | None) -> bool:
    return price_minor is None or 0 < price_minor <= MAX_MINOR


def _refuse_over_limit(ground: Ground) -> None:
    limit, price = ground.door.limit_minor, ground.price_minor
    if limit is not None and price is not None and price * ground.command.quantity > limit:
        raise Refused(AskRefusal.OVER_YOUR_LIMIT)


def _ground(
    session: Session, command: AskNeed, *, at: Door, leaf: LeafUnit, units: tuple[LeafUnit, ...]
) -> Ground:
    today = local_today(at.timezone)
    proposal = price_proposal(session, at.operator_id, leaf.category_id, leaf.unit_id, today)
    price, price_from = _price(command, proposal)
    days = at.payment_days if command.payment_days is None else command.payment_days
    hours = hours_of(session, [at.property_id])[at.property_id]
    return Ground(
        command=command, door=at, leaf=leaf, hours=hours, now=clock.now(), today=today,
        proposal=proposal, price_minor=price, price_from=price_from,
        payment_days=0 if command.cash_at_door else days, units=units,
    )  # fmt: skip


def _price(command: AskNeed, proposal: PriceProposal) -> tuple[int | None, PriceFrom]:
    if command.price_minor is None:
        return proposal.price_minor, proposal.price_from
    as_shown = command.price_from == proposal.price_from
    if as_shown and command.price_minor == proposal.price_minor:
        return command.price_minor, proposal.price_from
    return command.price_minor, PriceFrom.TYPED


def findings(session: Session, ground: Ground) -> tuple[Finding, ...]:
    """Return what the need check says about this ground."""
    return check(_facts(session, ground))


def _facts(session: Session, ground: Ground) -> NeedFacts:
    command, at, leaf, market = ground.command, ground.door, ground.leaf, ground.proposal.market
    opens, closes = ground.window
    unit = UnitSize(leaf.unit_code, leaf.factor_milli)
    day, zone = command.deliver_on, at.timezone
    return NeedFacts(
        lane=command.lane, quantity=command.quantity, unit=unit,
        bigger=bigger_unit(unit, _alike(ground), quantity=command.quantity),
        deliver_on=day, now=ground.now, today=ground.today,
        window_opens_at=receiving.moment(day, opens, zone=zone),
        window_closes_at=receiving.moment(day, closes, zone=zone),
        wave_ends_at=daylight.wave_end(
            ground.now, daylight.wave_minutes(command.lane), zone=zone
        ),
        payment_days=ground.payment_days, cash_at_door=command.cash_at_door,
        price_minor=ground.price_minor,
        p10_minor=market.p10_minor if market else None,
        median_minor=market.median_minor if market else None,
        ceiling_minor=at.quick_buy_ceiling_minor,
        shut=receiving.is_shut(ground.hours, day), next_open=_next_open(ground),
        route_is_input=leaf.route is Route.INPUT, perishable=_perishable(leaf),
        made=leaf.nature is Nature.GOOD and leaf.shelf_life_days is None,
        capacities=_capacities(session, ground), urgent_permille=_urgent(session, ground),
        agreed=command.alone,
    )  # fmt: skip


def _alike(ground: Ground) -> tuple[UnitSize, ...]:
    leaf = ground.leaf
    return tuple(
        UnitSize(unit.unit_code, unit.factor_milli)
        for unit in ground.units
        if (unit.dimension, unit.base) == (leaf.dimension, leaf.base)
    )


def _next_open(ground: Ground) -> date | None:
    return receiving.next_open(ground.hours, max(ground.command.deliver_on, ground.today))


def _perishable(leaf: LeafUnit) -> bool:
    days = leaf.shelf_life_days
    return days is not None and days <= PERISHABLE_SHELF_LIFE_DAYS


def _capacities(session: Session, ground: Ground) -> tuple[int, ...]:
    at, leaf = ground.door, ground.leaf
    able = able_suppliers(
        session, destination_id=at.destination_id, place=(at.lat_e6, at.lon_e6),
        category_id=leaf.category_id, unit_id=leaf.unit_id,
        deliver_on=ground.command.deliver_on,
    )  # fmt: skip
    return tuple(one.free for one in able)


def _urgent(session: Session, ground: Ground) -> int:
    if ground.command.lane is not Lane.URGENT:
        return 0
    return urgent_permille(session, ground.door.operator_id, today=ground.today)
