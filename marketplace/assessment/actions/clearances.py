"""Clearances: signed once for operator × leaf × route, within bounds, for six months at most."""

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions.conditions import write_conditions
from marketplace.assessment.models import Assessment, Clearance, ClearanceMonth
from marketplace.assessment.queries.rulesets import rule_set_for
from marketplace.assessment.queries.second import above_ceiling, entered_by
from marketplace.assessment.queries.stored import (
    assessment_at_desk,
    recompute,
    stored_deal,
)
from marketplace.assessment.rules.clauses import Clause
from marketplace.assessment.rules.clearance import latest_end
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.lists import CLEARANCE, ClearanceState, ClearanceVerb
from marketplace.assessment.rules.signing import ClearanceRefusal, EnteredBy, sign_refusals
from marketplace.catalogue.models import Destination, Place
from marketplace.catalogue.rules.lists import Route
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.access import reaches_place, require

__all__ = [
    "ClearanceRefusal", "SignClearance", "end", "end_clearance", "end_expired", "sign_clearance",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SignClearance:
    """What a clearance is signed for; prices in minor units per unit, months of the year.

    ``assessment`` is the public id of the check it was signed on, if there is one.
    """

    operator_id: int
    category_id: int
    unit_id: int
    place_id: int
    route: Route
    price_low_minor: int
    price_high_minor: int
    max_quantity: int
    months: Collection[int]
    conditions: Collection[Clause | ConditionCode] = ()
    assessment: str | None = None


def sign_clearance(session: Session, actor: Actor, command: SignClearance) -> Clearance:
    """Sign a clearance; one in force for the same three is ended by it.

    Raises ``Refused`` with ``ClearanceRefusal``, or ``SignRefusal`` where the check it rests on
    may not be signed; ``NotFound`` outside her places.
    """
    require(reaches_place(actor, command.place_id))
    Refused.unless_empty(_refusals(command))
    basis = _basis(session, actor, command)
    _end_same(session, actor, command)
    destination = _destination(session, command.place_id)
    rules = rule_set_for(session, destination.id, clock.now())
    row = _new(actor, command, currency=destination.currency, version=rules.version)
    row.expires_at = latest_end(row.signed_at, rules)
    row.assessment_id = basis.id if basis else None
    session.add(row)
    session.flush()
    months = sorted(set(command.months))
    session.add_all(ClearanceMonth(clearance_id=row.id, month=month) for month in months)
    zone = ZoneInfo(destination.timezone)
    write_conditions(session, command.conditions, rules, zone, clearance_id=row.id)
    record(session, actor, verb="clearance.sign", subject=row, facts={"to": row.state.value})
    return row


def _refusals(command: SignClearance) -> list[ClearanceRefusal]:
    low, high = command.price_low_minor, command.price_high_minor
    good_months = command.months and all(1 <= month <= 12 for month in command.months)
    tests = (
        (ClearanceRefusal.MONTHS_MISSING, not good_months),
        (ClearanceRefusal.PRICE_BAND, not 0 < low <= high),
        (ClearanceRefusal.QUANTITY, command.max_quantity <= 0),
    )
    return [reason for reason, wrong in tests if wrong]


def _basis(session: Session, actor: Actor, command: SignClearance) -> Assessment | None:
    if command.assessment is None:
        return None
    row = assessment_at_desk(session, actor, command.assessment)
    known = recompute(session, row)
    Refused.unless_empty(sign_refusals(known.result))
    hers = entered_by(session, row, actor)
    if hers and above_ceiling(stored_deal(session, row, known.facts)):
        raise Refused(EnteredBy.ENTERED_BY_YOU)  # else it would be a way round the second person
    return row


def _destination(session: Session, place_id: int) -> Destination:
    found = session.scalar(
        select(Destination)
        .join(Place, Place.destination_id == Destination.id)
        .where(Place.id == place_id)
    )
    if found is None:
        raise NotFound
    return found


def _new(actor: Actor, command: SignClearance, *, currency: str, version: int) -> Clearance:
    return Clearance(
        public_id=ids.public_id(), state=ClearanceState.IN_FORCE,
        operator_id=command.operator_id, category_id=command.category_id,
        unit_id=command.unit_id, place_id=command.place_id, route=command.route,
        price_low_minor=command.price_low_minor, price_high_minor=command.price_high_minor,
        currency=currency, max_quantity=command.max_quantity, rule_set_version=version,
        signed_by_id=actor.person_id, signed_at=clock.now(),
    )  # fmt: skip


def _end_same(session: Session, actor: Actor, command: SignClearance) -> None:
    rows = session.scalars(
        select(Clearance)
        .where(
            Clearance.operator_id == command.operator_id,
            Clearance.category_id == command.category_id,
            Clearance.route == command.route,
            Clearance.state == ClearanceState.IN_FORCE,
        )
        .with_for_update()
    )
    for row in rows.all():
        end(session, actor, row)


def end(session: Session, actor: Actor, row: Clearance) -> None:
    """End a clearance that is loaded already."""
    row.ended_at = clock.now()
    step(session, actor, row, machine=CLEARANCE, verb=ClearanceVerb.END)
    session.flush()


def end_clearance(session: Session, actor: Actor, public_id: str) -> Clearance:
    """End a clearance: from now on every purchase of its kind waits at the desk."""
    row = session.scalar(
        select(Clearance).where(Clearance.public_id == public_id).with_for_update()
    )
    if row is None:
        raise NotFound
    require(reaches_place(actor, row.place_id))
    end(session, actor, row)
    return row


def end_expired(session: Session, actor: Actor) -> int:
    """End every clearance whose six months are over; return how many."""
    rows = session.scalars(
        select(Clearance)
        .where(Clearance.state == ClearanceState.IN_FORCE, Clearance.expires_at <= clock.now())
        .with_for_update()
    ).all()
    for row in rows:
        end(session, actor, row)
    return len(rows)
