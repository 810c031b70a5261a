"""Clearances: signed by the facilitator of the operator's place, and one that ended."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from marketplace.assessment.actions import SignClearance, end_clearance, sign_clearance
from marketplace.assessment.actions.condition_looks import look_at_condition
from marketplace.assessment.models import AssessmentCondition
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.assessment.rules.lists import ConditionOutcome
from marketplace.catalogue.rules.lists import Route
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.people.rules.access import reaches_place

STILL_TO_LOOK_AT, AN_HOUR = timedelta(days=100), timedelta(hours=1)


def schedule_clearances(stage: Stage) -> None:
    """Let every clearance be signed on its day."""
    for row in stage.world.trade["clearances"]:
        land = _land_of(stage, row["operator"])
        moment = stage.calendars[land].at(row["signed_day"], "10:00")
        stage.timeline.at(moment, Rank.DESK, partial(_sign, stage, land, row))


def _land_of(stage: Stage, operator: str) -> str:
    everybody = stage.world.everywhere("operators")
    return next(str(land["code"]) for land, row in everybody if row["code"] == operator)


def _sign(stage: Stage, land: str, row: Row) -> None:
    calendar, desk = stage.calendars[land], stage.actors[row["signed_by"]]
    made = sign_clearance(stage.session, desk, _command(stage, row))
    made.expires_at = calendar.at(row["expires_day"], "10:00")
    _keep_conditions(stage, row["signed_by"], made.id)
    if row["ended_day"] is not None:
        end = partial(_end, stage, row["signed_by"], made.public_id)
        stage.timeline.at(calendar.at(row["ended_day"], "15:00"), Rank.DESK, end)


def _keep_conditions(stage: Stage, by: str, clearance_id: int) -> None:
    """Let each condition be looked at on its day and found kept; the youngest still waits."""
    asked = select(AssessmentCondition).where(AssessmentCondition.clearance_id == clearance_id)
    for condition in stage.session.scalars(asked).all():
        if condition.due_at < stage.loaded - STILL_TO_LOOK_AT:
            look = partial(_look, stage, by, condition.id)
            stage.timeline.at(condition.due_at + AN_HOUR, Rank.DESK, look)


def _look(stage: Stage, by: str, condition_id: int) -> None:
    look_at_condition(stage.session, stage.actors[by], condition_id, ConditionOutcome.KEPT)


def _end(stage: Stage, by: str, public_id: str) -> None:
    end_clearance(stage.session, stage.actors[by], public_id)


def _command(stage: Stage, row: Row) -> SignClearance:
    goods = stage.goods
    return SignClearance(
        operator_id=stage.operators[row["operator"]].id,
        category_id=goods.leaves[row["leaf"]], unit_id=goods.units[row["unit"]],
        place_id=_place_in_reach(stage, row), route=Route(row["route"]),
        price_low_minor=row["price_low_minor"], price_high_minor=row["price_high_minor"],
        max_quantity=row["max_quantity"], months=row["months"],
        conditions=[ConditionCode(code) for code in row.get("conditions", ())],
    )  # fmt: skip


def _place_in_reach(stage: Stage, row: Row) -> int:
    desk, operator_id = stage.actors[row["signed_by"]], stage.operators[row["operator"]].id
    doors = (door for door in stage.properties.values() if door.operator_id == operator_id)
    return next(door.place_id for door in doors if reaches_place(desk, door.place_id))
