"""What nobody asked for: proposed in pictures, checked, signed, put before an operator."""

from datetime import timedelta
from functools import partial

from marketplace.agreements.actions import after_signature
from marketplace.assessment.actions import SignOutcome, sign
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.catalogue.rules.lists import Route
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel import ids
from marketplace.mediation.actions import PutTo, put_to
from marketplace.offers.actions.proposing import ProposeSomething, propose_something

PUT_AFTER = timedelta(hours=4)
USUAL = (ConditionCode.TRIAL_ORDER,)


def schedule_proposals(stage: Stage) -> None:
    """Let each be proposed, and put before its operator some hours later."""
    for row in stage.world.tenders["proposals"]:
        at = stage.loaded - timedelta(hours=row["hours_ago"])
        stage.timeline.at(at, Rank.ANSWER, partial(_propose, stage, row))


def _propose(stage: Stage, row: Row) -> None:
    command = ProposeSomething(
        supplier_id=stage.suppliers[row["supplier"]].id, leaf_code=row["leaf"],
        unit_code=row["unit"], quantity=row["quantity"], price_minor=row["price_minor"],
        client_key=ids.public_id(),
    )  # fmt: skip
    made = propose_something(stage.session, stage.actors[row["supplier"]], command)
    stage.session.flush()
    at = stage.loaded - timedelta(hours=row["hours_ago"]) + PUT_AFTER
    stage.timeline.at(at, Rank.DESK, partial(_put, stage, row, made.public_id))


def _put(stage: Stage, row: Row, proposal: str) -> None:
    session, desk = stage.session, stage.actors[row["desk"]]
    command = PutTo(
        proposal=proposal, operator_id=stage.operators[row["operator"]].id,
        route=Route(row["route"]),
    )  # fmt: skip
    check = put_to(session, desk, command).public_id
    if sign(session, desk, check, USUAL) is SignOutcome.LOOK_AGAIN:
        sign(session, desk, check, USUAL)
    after_signature(session, desk, check)
