"""Needs: drafted, published, asked in a wave in rotation order, closed, settled."""

from datetime import timedelta
from functools import partial

from sqlalchemy import update

from marketplace.catalogue.rules.lists import Route
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.moments import WEEKDAYS, minutes
from marketplace.cli.demo_world.moves import move_need
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import Message, post
from marketplace.kernel import clock, ids
from marketplace.people.models import SupplierLeaf
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Asked, Need, OrderList, SeenMark, Wave
from marketplace.sourcing.rules import daylight
from marketplace.sourcing.rules.lists import (
    NEED,
    Answer,
    Lane,
    NeedState,
    NeedVerb,
    NotMe,
    UnfilledReason,
)

BEGUN = timedelta(minutes=15)
NOT_ME_AFTER = timedelta(minutes=12)


def schedule_lists(stage: Stage) -> None:
    """Let every order list be made; its lines come as needs."""
    for row in stage.world.trade["order_lists"]:
        moment = stage.moment(row, row["created"])
        stage.timeline.at(moment, Rank.PEOPLE, partial(_make_list, stage, row))


def _make_list(stage: Stage, row: Row) -> None:
    door, buyer = stage.properties[row["property"]], stage.actors[row["created_by"]]
    made = OrderList(
        public_id=ids.public_id(), operator_id=door.operator_id, property_id=door.id,
        deliver_on=stage.delivery_day(row), created_by_id=buyer.person_id,
        created_at=clock.now(),
    )  # fmt: skip
    stage.session.add(made)
    stage.session.flush()
    stage.lists[row["code"]] = made
    record(stage.session, buyer, verb="order_list.make", subject=made)


def schedule_need(stage: Stage, row: Row) -> None:
    """Let a need live through what is written of it; orders move it in their own time."""
    if row["published"] is None:
        stage.timeline.at(stage.loaded - BEGUN, Rank.ASK, partial(_draft, stage, row))
        return
    published = stage.moment(row, row["published"])
    stage.timeline.at(published, Rank.ASK, partial(_publish, stage, row))
    for asked in row["asked"]:
        if asked["answer"] == Answer.NOT_ME:
            said = partial(_not_me, stage, row, asked)
            stage.timeline.at(published + NOT_ME_AFTER, Rank.ANSWER, said)
    ends = (("closed", _close), ("settled", _settle))
    for name, act in ends:
        if row[name] is not None:
            stage.timeline.at(stage.moment(row, row[name]), Rank.SETTLE, partial(act, stage, row))


def _draft(stage: Stage, row: Row) -> Need:
    need = _need(stage, row)
    stage.session.add(need)
    stage.session.flush()
    stage.needs[row["code"]] = need
    facts = {"to": need.state.value, "lane": need.lane.value}
    buyer = stage.actors[row["created_by"]]
    record(stage.session, buyer, verb="need.draft", subject=need, facts=facts)
    return need


def _need(stage: Stage, row: Row) -> Need:
    door, day = stage.properties[row["property"]], stage.delivery_day(row)
    land, written = stage.doors[row["property"]]
    opens, closes = written["receiving"][WEEKDAYS[day.weekday()]]
    destination = stage.destinations[land]
    whole, repeated = stage.lists.get(row["order_list"]), stage.needs.get(row["repeat_of"])
    same = ("quantity", "price_minor", "price_from", "payment_days", "cash_at_door")
    return Need(
        public_id=ids.public_id(), code=ids.short_code(), lane=Lane(row["lane"]),
        state=NeedState.DRAFT, version=1, destination_id=destination.id,
        operator_id=door.operator_id, property_id=door.id, place_id=door.place_id,
        category_id=stage.goods.leaves[row["leaf"]], unit_id=stage.goods.units[row["unit"]],
        order_list_id=whole.id if whole else None,
        repeat_of_id=repeated.id if repeated else None, awarded=0,
        currency=destination.currency, deliver_on=day, window_opens=minutes(opens),
        window_closes=minutes(closes), route=Route(row["route"]),
        created_by_id=stage.persons[row["created_by"]].id, created_at=clock.now(),
        **{name: row[name] for name in same},
    )  # fmt: skip


def _publish(stage: Stage, row: Row) -> None:
    session, buyer = stage.session, stage.actors[row["created_by"]]
    need = _draft(stage, row)
    step(session, buyer, need, machine=NEED, verb=NeedVerb.PUBLISH)
    need.published_at = clock.now()
    wave = _wave(stage, row, need)
    for position, asked in enumerate(row["asked"], 1):
        _ask(stage, asked, wave=wave, position=position)
    facts = {"wave": wave.number, "asked": len(row["asked"])}
    record(session, buyer, verb="need.wave", subject=need, facts=facts)
    _tell_asked(stage, row, need)
    sourcing.refresh_board(session, need, fresh=True)


def _wave(stage: Stage, row: Row, need: Need) -> Wave:
    land, _ = stage.doors[row["property"]]
    zone, long = stage.destinations[land].timezone, daylight.wave_minutes(need.lane)
    need.closes_at = daylight.wave_end(clock.now(), long, zone=zone)
    wave = Wave(need_id=need.id, number=1, opens_at=clock.now(), ends_at=need.closes_at)
    stage.session.add(wave)
    stage.session.flush()
    return wave


def _ask(stage: Stage, row: Row, *, wave: Wave, position: int) -> None:
    stage.session.add(
        Asked(
            wave_id=wave.id, need_id=wave.need_id, supplier_id=stage.suppliers[row["supplier"]].id,
            position=position, first_timer=row["first_timer"], answer=Answer.WAITING,
        )
    )  # fmt: skip


def _tell_asked(stage: Stage, row: Row, need: Need) -> None:
    asked = [stage.suppliers[one["supplier"]].id for one in row["asked"]]
    hers = SupplierLeaf.supplier_id.in_(asked), SupplierLeaf.category_id == need.category_id
    stage.session.execute(update(SupplierLeaf).where(*hers).values(asked_at=clock.now()))
    kind = "need_urgent" if need.lane is Lane.URGENT else "need_asked"
    post(
        stage.session,
        [
            Message(
                kind=kind, subject_type="need", subject_id=need.id, to_supplier_id=supplier_id,
                place_id=need.place_id,
            )
            for supplier_id in asked
        ],
    )  # fmt: skip


def _not_me(stage: Stage, row: Row, asked: Row) -> None:
    need, supplier = stage.needs[row["code"]], stage.suppliers[asked["supplier"]]
    her, reason = stage.actors[asked["supplier"]], NotMe(asked["not_me"])
    stage.session.add(SeenMark(need_id=need.id, supplier_id=supplier.id, at=clock.now()))
    sourcing.not_me(stage.session, her, need.code, supplier.id, reason)


def _close(stage: Stage, row: Row) -> None:
    move_need(stage, stage.needs[row["code"]], NeedVerb.CLOSE)


def _settle(stage: Stage, row: Row) -> None:
    """End a search; what is wholly given away was ended by its order."""
    need = stage.needs[row["code"]]
    if row["state"] == NeedState.WITHDRAWN:
        buyer, reason = stage.actors[row["created_by"]], UnfilledReason.WITHDRAWN
        move_need(stage, need, NeedVerb.WITHDRAW, who=buyer, reason=reason)
    elif row["state"] == NeedState.UNFILLED:
        reason = UnfilledReason(row["unfilled_reason"])
        move_need(stage, need, NeedVerb.UNFILL, reason=reason)
    elif need.state is not NeedState.MATCHED:
        move_need(stage, need, NeedVerb.MATCH_PART)
