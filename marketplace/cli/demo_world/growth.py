"""Who helps suppliers on in the demo world: services, referrals, plans' helpers, bad deliveries."""

from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel import clock
from marketplace.kernel.actor import SYSTEM
from marketplace.support import actions
from marketplace.support.models import DeliveryStep
from marketplace.support.queries.due import deliveries_to_coach, papers_to_tell
from marketplace.support.rules.lists import Helped, Result, ServiceKind, Topic, Wish

TALKED_AFTER = timedelta(days=10)


def schedule_growth(stage: Stage) -> None:
    """Put everything of ``growth.json`` on its day."""
    rows = stage.world.growth
    for row in rows["memoranda"]:
        _on(stage, row["day"], partial(_memorandum, stage, row))
    for row in rows["services"]:
        _on(stage, row["day"], partial(_service, stage, row))
    for row in rows["referrals"]:
        _referral(stage, row)
    for row in rows["helpers"]:
        _on(stage, row["day"], partial(_helper, stage, row))
    for row in rows["wishes"]:
        _on(stage, row["day"], partial(_wish, stage, row))
    for day in range(rows["rounds_from_day"], 1, rows["rounds_every_days"]):
        _on(stage, day, partial(_round, stage))


def _on(stage: Stage, day: int, act: Any) -> None:
    stage.timeline.at(stage.loaded + timedelta(days=day), Rank.DESK, act)


def _memorandum(stage: Stage, row: Row) -> None:
    today = clock.now().date()
    agreed = actions.KeepMemorandum(
        provider=stage.providers[row["provider"]].public_id, signed_on=today,
        until=today + timedelta(days=row["until_days"]), words=row["words"],
    )  # fmt: skip
    actions.keep_memorandum(stage.session, stage.actors[row["by"]], agreed)


def _service(stage: Stage, row: Row) -> None:
    days, operator = row["on_in_days"], row.get("operator")
    provider = stage.providers[row["provider"]].public_id if "provider" in row else None
    command = actions.OfferService(
        provider=provider, operator_id=stage.operators[operator].id if operator else None,
        kind=ServiceKind(row["kind"]), topic=Topic(row["topic"]), name=row["name"],
        paper=row["paper"], seats=row["seats"], shared=row["shared"],
        on_day=clock.now().date() + timedelta(days=days) if days is not None else None,
        price_minor=row["price_minor"], giver_minor=row["giver_minor"],
        outside_minor=row["outside_minor"],
    )  # fmt: skip
    made = actions.offer_service(stage.session, stage.actors[row["by"]], command)
    stage.services[row["code"]] = made


def _referral(stage: Stage, row: Row) -> None:
    _on(stage, row["day"], partial(_refer, stage, row))
    if row["accepted"] is not None:
        _on(stage, row["accepted"], partial(_accept, stage, row))
    if row["reported"]:
        _on(stage, row["reported"]["day"], partial(_report, stage, row))
    if row["followed"]:
        _on(stage, row["followed"]["day"], partial(_follow, stage, row))


def _refer(stage: Stage, row: Row) -> None:
    command = actions.Refer(
        supplier=stage.suppliers[row["supplier"]].public_id, leaf_code=row["leaf"], agreed=True,
        service=stage.services[row["service"]].public_id,
    )  # fmt: skip
    made = actions.refer(stage.session, stage.actors[row["by"]], command)
    stage.referrals[row["code"]] = made


def _accept(stage: Stage, row: Row) -> None:
    giver = row["reported"]["by"] if row["reported"] else "usafi"
    actions.accept_referral(stage.session, stage.actors[giver], _made(stage, row))


def _report(stage: Stage, row: Row) -> None:
    said = row["reported"]
    result = Result(said["result"])
    actions.report_referral(stage.session, stage.actors[said["by"]], _made(stage, row), result)


def _follow(stage: Stage, row: Row) -> None:
    helped = Helped(row["followed"]["helped"])
    actions.follow_referral(stage.session, stage.actors[row["by"]], _made(stage, row), helped)


def _made(stage: Stage, row: Row) -> str:
    return stage.referrals[row["code"]].public_id


def _helper(stage: Stage, row: Row) -> None:
    plan, provider = stage.plans[row["supplier"]], stage.providers[row["provider"]]
    actions.help_plan(stage.session, stage.actors[row["by"]], plan.public_id, provider.public_id)


def _wish(stage: Stage, row: Row) -> None:
    her = stage.suppliers[row["supplier"]]
    actions.say_wish(stage.session, stage.actors[row["supplier"]], her.id, Wish(row["wish"]))


def _round(stage: Stage) -> None:
    """Open the steps of the week's bad deliveries, tell papers' ends, talk older steps through."""
    session, now = stage.session, clock.now()
    for delivery_id in deliveries_to_coach(session, now):
        actions.coach_delivery(session, SYSTEM, delivery_id)
    for paper_id in papers_to_tell(session, now):
        actions.remind_paper(session, SYSTEM, paper_id)
    old = session.scalars(
        select(DeliveryStep).where(
            DeliveryStep.talked_at.is_(None), DeliveryStep.made_at < now - TALKED_AFTER
        )
    ).all()
    for step in old:
        actions.talk_delivery(session, _who_knows_her(stage, step), step.public_id)


def _who_knows_her(stage: Stage, step: DeliveryStep) -> Any:
    her = next(one for one in stage.suppliers.values() if one.id == step.supplier_id)
    return next(
        stage.actors[row["code"]]
        for _, row in stage.world.everywhere("facilitators")
        if her.place_id in stage.actors[row["code"]].place_ids
    )
