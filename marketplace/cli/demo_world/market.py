"""What the trade is meant to become: policies, sources, readiness, plans, and looks at linkages."""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from marketplace.agreements.actions.follow import (
    Linkage,
    look_at,
    note_failed,
    open_plan,
    reach_milestone,
)
from marketplace.agreements.models import SupplierPlan
from marketplace.agreements.rules.follow import Stage as LinkageStage
from marketplace.agreements.rules.lists import Look, PlanStep
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.insight.queries.linkages import linkages
from marketplace.kernel import clock
from marketplace.people.actions.readiness import keep_readiness
from marketplace.people.rules.lists import Trait
from marketplace.sourcing.actions.policy import SetPolicy, SourceFacts, keep_source, set_policy
from marketplace.sourcing.actions.properties import IncumbentFacts
from marketplace.sourcing.models import Incumbent
from marketplace.sourcing.rules.lists import Origin

SOURCES_DAYS_AGO = 100


def schedule_market(stage: Stage) -> None:
    """Put everything of ``market.json`` on its day."""
    rows, line = stage.world.market, stage.timeline
    for row in rows["policies"]:
        _on(stage, row["day"], partial(_policy, stage, row))
    for row in rows["sources"]:
        _on(stage, -SOURCES_DAYS_AGO, partial(_source, stage, row))
    for row in rows["readiness"]:
        _on(stage, row["day"], partial(_readiness, stage, row))
    for row in rows["plans"]:
        _on(stage, row["day"], partial(_plan, stage, row))
    for day in range(rows["looks_from_day"], rows["looks_to_day"], rows["looks_every_days"]):
        line.at(stage.loaded + timedelta(days=day), Rank.DESK, partial(_looks, stage))


def _on(stage: Stage, day: int, act: partial[None]) -> None:
    stage.timeline.at(stage.loaded + timedelta(days=day), Rank.DESK, act)


def _policy(stage: Stage, row: Row) -> None:
    command = SetPolicy(
        operator_id=stage.operators[row["operator"]].id, local_percent=row["local_percent"],
        until=clock.now().date() + timedelta(days=row["until_days"]), words=row["words"],
        answers_id=stage.persons[row["answers"]].id,
    )  # fmt: skip
    set_policy(stage.session, stage.actors[row["by"]], command)


def _source(stage: Stage, row: Row) -> None:
    operator, goods = stage.operators[row["operator"]], stage.goods
    known = stage.session.scalars(
        select(Incumbent).where(
            Incumbent.operator_id == operator.id,
            Incumbent.category_id == goods.leaves[row["leaf"]],
            Incumbent.unit_id == goods.units[row["unit"]],
        )
    ).one()
    bought = IncumbentFacts(
        operator_id=operator.id, category_id=known.category_id, unit_id=known.unit_id,
        price_minor=known.price_minor, transport_minor=known.transport_minor,
        handling_minor=known.handling_minor, reject_permille=known.reject_permille,
    )  # fmt: skip
    facts = SourceFacts(
        bought=bought, origin=Origin(row["origin"]), monthly_quantity=row["monthly_quantity"],
        lead_days=row["lead_days"],
    )  # fmt: skip
    keep_source(stage.session, stage.actors[row["by"]], facts)


def _readiness(stage: Stage, row: Row) -> None:
    keep_readiness(
        stage.session, stage.actors[row["by"]], stage.suppliers[row["supplier"]].public_id,
        faces={Trait(trait): face for trait, face in row["faces"].items()},
        steps={stage.goods.leaves[leaf]: step for leaf, step in row["steps"].items()},
    )  # fmt: skip


def _plan(stage: Stage, row: Row) -> None:
    plan = open_plan(
        stage.session, stage.actors[row["by"]], stage.suppliers[row["supplier"]].public_id,
        leaf_code=row["leaf"], attempts=row["attempts"],
        ends_on=clock.now().date() + timedelta(days=row["ends_in_days"]),
    )  # fmt: skip
    stage.plans[row["supplier"]] = plan
    for one in row["reached"]:
        _on(stage, one["day"], partial(_reach, stage, row, plan, one["step"]))
    for day in row["failed"]:
        _on(stage, day, partial(_fail, stage, row, plan))


def _reach(stage: Stage, row: Row, plan: SupplierPlan, step: str) -> None:
    reach_milestone(stage.session, stage.actors[row["by"]], plan.public_id, PlanStep(step))


def _fail(stage: Stage, row: Row, plan: SupplierPlan) -> None:
    note_failed(stage.session, stage.actors[row["by"]], plan.public_id)


def _looks(stage: Stage) -> None:
    """Let every facilitator take the looks that are due that week."""
    for _, row in stage.world.everywhere("facilitators"):
        desk, today = stage.actors[row["code"]], clock.now().date()
        for one in linkages(stage.session, desk):
            days = one.due(today)
            if days is not None:
                found = Look.STEADY if one.stage is not LinkageStage.FIRST else Look.GROWING
                pair = Linkage(operator=one.operator_id, supplier=one.supplier_id)
                look_at(stage.session, desk, pair, days=days, found=found)
