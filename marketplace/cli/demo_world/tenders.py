"""Tenders of the demo world, through the real actions: one sealed, one at the need check, one
opened two hours ago, one that only those it is meant for can see, one agreed for longer."""

from datetime import datetime, timedelta
from functools import partial

from marketplace.catalogue.rules.lists import Route
from marketplace.cli.demo_world.agreeing import schedule_agreement
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.mediating import AFTER_OPENING, mediate
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel import ids
from marketplace.kernel.actor import SYSTEM
from marketplace.offers.actions import SubmitOffer, submit_offer
from marketplace.people.actions.facts import keep_fact
from marketplace.people.rules.lists import StatedFact
from marketplace.sourcing.actions import mark_seen
from marketplace.sourcing.actions.questions import answer_question, ask_question
from marketplace.sourcing.actions.tender_commands import AnswerQuestion, SaveTender
from marketplace.sourcing.actions.tender_life import write_opening
from marketplace.sourcing.actions.tenders import publish, save_tender, send_to_check
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.tender import mask_of
from marketplace.sourcing.rules.tender_lists import (
    PriceKind,
    Repeat,
    Reply,
    ReservedFor,
    Topic,
    Visibility,
)

STATED_AGO = timedelta(hours=150)
ASKED_LATER, ANSWERED_LATER = timedelta(hours=3), timedelta(hours=6)


def schedule_tenders(stage: Stage) -> None:
    """Let every tender be kept, checked, published, answered and opened in its time."""
    for stated in stage.world.tenders["stated"]:
        stage.timeline.at(stage.loaded - STATED_AGO, Rank.PEOPLE, partial(_state, stage, stated))
    for row in stage.world.tenders["tenders"]:
        _schedule(stage, row)


def _state(stage: Stage, row: Row) -> None:
    her = stage.suppliers[row["supplier"]].public_id
    fact = StatedFact(row["fact"])
    keep_fact(stage.session, stage.actors["anna"], her, fact, consented=True)


def _schedule(stage: Stage, row: Row) -> None:
    line = stage.timeline
    line.at(_ago(stage, row["kept_hours_ago"]), Rank.PEOPLE, partial(_keep, stage, row))
    if row["published_hours_ago"] is None:
        return
    published = _ago(stage, row["published_hours_ago"])
    line.at(published, Rank.ASK, partial(_publish, stage, row))
    for question in row["questions"]:
        line.at(published + ASKED_LATER, Rank.ANSWER, partial(_ask, stage, row, question))
    for offer in row["offers"]:
        line.at(_ago(stage, offer["hours_ago"]), Rank.ANSWER, partial(_offer, stage, row, offer))
    if row["closes_in_hours"] < 0:
        line.at(_closes(stage, row), Rank.SETTLE, partial(_open, stage, row))
        if "agreed" in row:
            schedule_agreement(stage, row, _closes(stage, row))
        else:
            line.at(_closes(stage, row) + AFTER_OPENING, Rank.DESK, partial(mediate, stage, row))


def _ago(stage: Stage, hours: int) -> datetime:
    return stage.loaded - timedelta(hours=hours)


def _closes(stage: Stage, row: Row) -> datetime:
    """On a full hour, as a buyer would say it."""
    at = _ago(stage, -row["closes_in_hours"])
    return at.replace(minute=0, second=0, microsecond=0)


def _keep(stage: Stage, row: Row) -> None:
    buyer = stage.actors[row["buyer"]]
    need = save_tender(stage.session, buyer, _command(stage, row))
    stage.session.flush()
    send_to_check(stage.session, buyer, need.public_id)
    stage.needs[row["code"]] = need


def _command(stage: Stage, row: Row) -> SaveTender:
    first = stage.delivery_day(row)
    low, high = row["band"] or (None, None)
    kind = PriceKind.BAND if row["band"] else PriceKind.OPEN
    return SaveTender(
        property_public_id=stage.properties[row["property"]].public_id, leaf_code=row["leaf"],
        unit_code=row["unit"], quantity=row["quantity"], deliver_on=first,
        closes_at=_closes(stage, row), specs=tuple(row["specs"]),
        price_kind=PriceKind.FIXED if row["price_minor"] else kind,
        price_minor=row["price_minor"], band_low_minor=low, band_high_minor=high,
        repeat=Repeat.WEEKLY if row["weeks"] else Repeat.ONCE, weekdays=mask_of(row["weekdays"]),
        repeat_until=first + timedelta(weeks=row["weeks"]) if row["weeks"] else None,
        lot_quantity=row["lot"],
        visibility=Visibility.RESERVED if row["reserved_for"] else Visibility.OPEN,
        reserved_for=ReservedFor(row["reserved_for"]) if row["reserved_for"] else None,
        route=Route(row["route"]), confirmed=frozenset(NeedFinding), client_key=ids.public_id(),
    )  # fmt: skip


def _publish(stage: Stage, row: Row) -> None:
    publish(stage.session, stage.actors[row["desk"]], stage.needs[row["code"]].public_id)


def _ask(stage: Stage, row: Row, question: Row) -> None:
    need, who = stage.needs[row["code"]], question["supplier"]
    her = stage.suppliers[who].id
    asked = ask_question(stage.session, stage.actors[who], need.code, her, Topic(question["topic"]))
    stage.session.flush()
    answer = AnswerQuestion(asked.public_id, Reply(question["reply"]), question["words"])
    act = partial(answer_question, stage.session, stage.actors[row["buyer"]], answer)
    published = _ago(stage, row["published_hours_ago"])
    stage.timeline.at(published + ANSWERED_LATER, Rank.ANSWER, act)


def _offer(stage: Stage, row: Row, offer: Row) -> None:
    her = stage.suppliers[offer["supplier"]].id
    mark_seen(stage.session, stage.needs[row["code"]].id, her)
    command = SubmitOffer(
        stage.needs[row["code"]].code, her, offer["quantity"],
        offer["price_minor"], confirmed_low=True, client_key=ids.public_id(),
    )  # fmt: skip
    submit_offer(stage.session, stage.actors[offer["supplier"]], command)


def _open(stage: Stage, row: Row) -> None:
    write_opening(stage.session, SYSTEM, stage.needs[row["code"]].public_id)
