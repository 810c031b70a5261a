"""Operators: who buys, at which doors, what they live from and what they pay today."""

from functools import partial

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.moments import WEEKDAYS, minutes
from marketplace.cli.demo_world.staff import add_person
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.cli.demo_world.words_given import name_desk
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role, Via
from marketplace.people.actions import accept_terms
from marketplace.people.models import Operator, OperatorStaff
from marketplace.people.rules.lists import Function, OperatorState, OperatorVerb
from marketplace.people.rules.states import OPERATOR
from marketplace.sourcing.actions import CoreProductFacts, keep_core_product
from marketplace.sourcing.models import Incumbent, Property, ReceivingHour
from marketplace.sourcing.rules.lists import MarginBand, ProductRole

RIGHTS = {
    "approve_above": "may_approve", "order": "may_order", "pay": "may_pay",
    "receive": "may_receive",
}  # fmt: skip


def schedule_houses(stage: Stage) -> None:
    """Let every operator join on its day, and be called back the day after."""
    for land, row in stage.world.everywhere("operators"):
        calendar, day = stage.calendars[land["code"]], row["joined_day"]
        joins, called = partial(_join, stage, land, row), partial(_call_back, stage, row["code"])
        stage.timeline.at(calendar.at(day, "09:00"), Rank.PEOPLE, joins)
        stage.timeline.at(calendar.at(day + 1, "10:00"), Rank.PEOPLE, called)


def _join(stage: Stage, land: Row, row: Row) -> None:
    session = stage.session
    operator = Operator(
        public_id=ids.public_id(), destination_id=stage.destinations[land["code"]].id,
        name=row["name"], kind=row["kind"], payment_days=row["payment_days"],
        state=OperatorState.INVITED, created_at=clock.now(),
    )  # fmt: skip
    session.add(operator)
    session.flush()
    stage.operators[row["code"]] = operator
    facts = {"to": operator.state.value}
    record(session, stage.actors["admin"], verb="operator.join", subject=operator, facts=facts)
    for person in row["staff"]:
        _staff(stage, person, operator, land=land["code"])
    _incumbents(stage, row)
    first = stage.actors[row["staff"][0]["code"]]
    _properties(stage, land, row["code"], first)
    accept_terms(session, first, now=clock.now(), operator_id=operator.id)
    name_desk(stage, row, operator.id)


def _staff(stage: Stage, row: Row, operator: Operator, *, land: str) -> None:
    person = add_person(stage, row, land=land, role=Role.BUYER)
    held = {name: row["rights"][key] for key, name in RIGHTS.items()}
    stage.session.add(
        OperatorStaff(
            person_id=person.id, operator_id=operator.id, function=Function(row["function"]),
            order_limit_minor=row["order_limit_minor"], **held,
        )
    )  # fmt: skip
    names = [name for name, given in held.items() if given]
    stage.actors[row["code"]] = Actor(
        person_id=person.id, via=Via.WEB, roles=frozenset({Role.BUYER}),
        operator_ids=frozenset({operator.id}),
        destination_ids=frozenset({operator.destination_id}),
        rights=frozenset([*names, *(f"{name}:{operator.id}" for name in names)]),
    )  # fmt: skip


def _call_back(stage: Stage, code: str) -> None:
    admin, operator = stage.actors["admin"], stage.operators[code]
    step(stage.session, admin, operator, machine=OPERATOR, verb=OperatorVerb.CALL_BACK)


def _incumbents(stage: Stage, row: Row) -> None:
    same = ("price_minor", "transport_minor", "handling_minor", "reject_permille")
    stage.session.add_all(
        Incumbent(
            operator_id=stage.operators[row["code"]].id,
            category_id=stage.goods.leaves[one["leaf"]],
            unit_id=stage.goods.units[one["unit"]], **{name: one[name] for name in same},
        )
        for one in row["incumbents"]
    )  # fmt: skip


def _properties(stage: Stage, land: Row, operator: str, first: Actor) -> None:
    for row in land["properties"]:
        if row["operator"] == operator:
            _property(stage, row, land=land["code"])
    for row in land["core_products"]:
        if row["operator"] == operator:
            facts = _core_product(stage, row, currency=land["guest_currency"])
            keep_core_product(stage.session, first, facts)
    stage.session.flush()


def _property(stage: Stage, row: Row, *, land: str) -> None:
    made = Property(
        public_id=ids.public_id(), operator_id=stage.operators[row["operator"]].id,
        place_id=stage.places[land, row["place"]].id, name=row["name"], rooms=row["rooms"],
        beds=row["beds"], cold_room=row["cold_room"],
    )  # fmt: skip
    stage.properties[row["code"]] = made
    stage.session.add(made)
    stage.session.flush()
    stage.session.add_all(
        ReceivingHour(
            property_id=made.id, weekday=WEEKDAYS.index(day), opens=minutes(opens),
            closes=minutes(closes),
        )
        for day, (opens, closes) in row["receiving"].items()
    )  # fmt: skip


def _core_product(stage: Stage, row: Row, *, currency: str) -> CoreProductFacts:
    same = (
        "name", "picture", "segment", "slot", "zone", "price_minor", "capacity_month",
        "utilisation_percent", "must_stay_ours",
    )  # fmt: skip
    band = row["margin_band"]
    return CoreProductFacts(
        operator_id=stage.operators[row["operator"]].id,
        property_id=stage.properties[row["property"]].id, category_code=row["category"],
        role=ProductRole(row["role"]), currency=currency,
        margin_band=MarginBand(band) if band else None, in_package=row["included_in_package"],
        seasons=row.get("seasons"), **{name: row[name] for name in same},
    )  # fmt: skip
