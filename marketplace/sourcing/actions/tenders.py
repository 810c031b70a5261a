"""A tender before it is published: kept, sent to the need check, sent back, published."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused, StaleEdit
from marketplace.kernel.states import WrongState
from marketplace.people.models import Supplier
from marketplace.people.rules.access import has_right, reaches_operator, reaches_place, require
from marketplace.sourcing.actions.board import refresh_board
from marketplace.sourcing.actions.tender_commands import SaveTender
from marketplace.sourcing.actions.tender_ground import (
    fill_need,
    fill_tender,
    ground_of,
    held_against,
    refuse_unkeepable,
)
from marketplace.sourcing.actions.tender_saved import meant_of, saved_command
from marketplace.sourcing.actions.waves import tender_wave
from marketplace.sourcing.models import Need, NeedInvited, NeedSpec, Tender
from marketplace.sourcing.queries.specs import spec_ids
from marketplace.sourcing.rules.lists import NEED, Lane, NeedState, NeedVerb
from marketplace.sourcing.rules.need_check import CheckRefused
from marketplace.sourcing.rules.tender_lists import (
    TENDER,
    EndedBecause,
    Ending,
    SentBack,
    Stage,
    StageVerb,
)

_BY_PUBLIC_ID = (
    select(Need, Tender)
    .join(Tender, Tender.need_id == Need.id)
    .where(Need.public_id == bindparam("public_id"))
    .with_for_update(of=Need)
    .execution_options(populate_existing=True)
)
_CODES = select(Supplier.id).where(
    Supplier.code.in_(bindparam("codes", expanding=True)),
    Supplier.destination_id == bindparam("destination"),
)


@dataclass(frozen=True, slots=True)
class Held:
    """A need and its tender, held to the end of the transaction."""

    need: Need
    tender: Tender


def hold_tender(session: Session, public_id: str) -> Held:
    """Read a tender and hold it; raises ``NotFound`` where there is none."""
    row = session.execute(_BY_PUBLIC_ID, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    return Held(*row)


def save_tender(session: Session, actor: Actor, command: SaveTender) -> Need:
    """Keep a draft, new or changed; the same send twice makes one.

    Raises ``Refused(AskRefusal…)`` for what no draft can be, ``StaleEdit`` where somebody changed
    it meanwhile, ``Refused(NOT_NOW)`` once it is at the desk, ``NotFound`` for anybody else's.
    """
    if command.public_id is not None:
        return _change_draft(session, actor, command)
    if actor.person_id is None:
        raise NotFound
    request = ("tender", command.property_public_id, command.leaf_code, command.quantity)
    first = keys.seen_before(session, actor.person_id, command.client_key, request)
    if first is not None:
        return hold_tender(session, first).need
    held = _new_draft(session, actor, command)
    keys.remember(
        session, actor.person_id, command.client_key, request=request,
        receipt=held.need.public_id,
    )  # fmt: skip
    return held.need


def _new_draft(session: Session, actor: Actor, command: SaveTender) -> Held:
    ground = ground_of(session, actor, command)
    refuse_unkeepable(session, command, ground)
    need = Need(
        public_id=ids.public_id(), code=ids.short_code(), lane=Lane.TENDER,
        state=NeedState.DRAFT, version=1, awarded=0, created_by_id=actor.person_id,
        created_at=clock.now(), repeat_of_id=command.repeat_of_id,
    )  # fmt: skip
    fill_need(need, ground, command)
    session.add(need)
    session.flush()
    tender = Tender(need_id=need.id, state=Stage.DRAFTED, version=1)
    fill_tender(tender, command)
    session.add(tender)
    _lists(session, need, command)
    facts = {"to": NeedState.DRAFT.value, "lane": need.lane.value}
    record(session, actor, verb="need.draft", subject=need, facts=facts)
    return Held(need, tender)


def _change_draft(session: Session, actor: Actor, command: SaveTender) -> Need:
    held = _own(session, actor, command.public_id or "")
    if held.need.state is not NeedState.DRAFT or held.tender.state is Stage.TO_CHECK:
        raise Refused(WrongState.NOT_NOW)
    if command.version is not None and command.version != held.tender.version:
        raise StaleEdit
    ground = ground_of(session, actor, command)
    refuse_unkeepable(session, command, ground)
    fill_need(held.need, ground, command)
    fill_tender(held.tender, command)
    held.tender.version += 1
    _lists(session, held.need, command)
    record(session, actor, verb="tender.keep", subject=held.tender)
    return held.need


def _lists(session: Session, need: Need, command: SaveTender) -> None:
    keep_specs(session, need.id, command.specs)
    session.execute(delete(NeedInvited).where(NeedInvited.need_id == need.id))
    params = {"codes": list(command.invited), "destination": need.destination_id}
    session.add_all(
        NeedInvited(need_id=need.id, supplier_id=supplier_id)
        for supplier_id in session.scalars(_CODES, params)
    )


def keep_specs(session: Session, need_id: int, codes: tuple[str, ...]) -> None:
    """Keep which points of quality a need asks for, in this order."""
    known = spec_ids(session, codes)
    session.execute(delete(NeedSpec).where(NeedSpec.need_id == need_id))
    session.flush()
    chosen = dict.fromkeys(code for code in codes if code in known)
    session.add_all(
        NeedSpec(need_id=need_id, spec_point_id=known[code], position=position)
        for position, code in enumerate(chosen)
    )


def _own(session: Session, actor: Actor, public_id: str) -> Held:
    held = hold_tender(session, public_id)
    require(reaches_operator(actor, held.need.operator_id))
    require(has_right(actor, "may_order", held.need.operator_id))
    return held


def send_to_check(session: Session, actor: Actor, public_id: str) -> Need:
    """Send a draft to the facilitator's need check.

    Raises ``Refused(TenderRefusal…)`` and ``CheckRefused`` with what must be changed first.
    """
    held = _own(session, actor, public_id)
    _refuse_unready(session, actor, held)
    _stage(session, actor, held, StageVerb.SEND_TO_CHECK)
    told = Message(
        kind="tender_to_check", subject_type="need", subject_id=held.need.id,
        place_id=held.need.place_id,
    )  # fmt: skip
    post(session, [told])
    return held.need


def _refuse_unready(session: Session, actor: Actor | None, held: Held) -> None:
    command = saved_command(session, held.need, held.tender)
    refused, findings = held_against(session, actor, command)
    if refused:
        raise Refused(*sorted(refused))
    if findings:
        raise CheckRefused(findings)


def call_back(session: Session, actor: Actor, public_id: str) -> Need:
    """Take a draft back from the desk, to change it."""
    held = _own(session, actor, public_id)
    _stage(session, actor, held, StageVerb.CALL_BACK)
    return held.need


def send_back(session: Session, actor: Actor, public_id: str, because: SentBack) -> Need:
    """Send a draft back to its buyer, with the reason; he is told."""
    held = _at_desk(session, actor, public_id)
    held.tender.sent_back_because = because
    held.tender.checked_by_id = actor.person_id
    _stage(session, actor, held, StageVerb.SEND_BACK, reason=because.value)
    _tell_buyer(session, held.need, "tender_sent_back")
    return held.need


def publish(session: Session, actor: Actor, public_id: str) -> Need:
    """Pass the need check: everyone matched is asked at once, until the deadline.

    Raises like ``send_to_check``: what was right yesterday may be too late today.
    """
    held = _at_desk(session, actor, public_id)
    if held.tender.state is not Stage.TO_CHECK:
        raise Refused(WrongState.NOT_NOW)
    _refuse_unready(session, None, held)
    need = held.need
    held.tender.checked_by_id, held.tender.sent_back_because = actor.person_id, None
    _stage(session, actor, held, StageVerb.PASS)
    step(session, actor, need, machine=NEED, verb=NeedVerb.PUBLISH)
    need.published_at, need.version = clock.now(), need.version + 1
    tender_wave(session, actor, need, meant=meant_of(session, need, held.tender))
    refresh_board(session, need, fresh=True)
    _tell_buyer(session, need, "tender_published")
    return need


def _at_desk(session: Session, actor: Actor, public_id: str) -> Held:
    held = hold_tender(session, public_id)
    require(reaches_place(actor, held.need.place_id))
    return held


def drop_draft_tender(
    session: Session, actor: Actor, public_id: str, because: EndedBecause
) -> Need:
    """Withdraw what was never published: nobody saw it, so nobody is told."""
    held = _own(session, actor, public_id)
    if held.need.state is not NeedState.DRAFT:
        raise Refused(WrongState.NOT_NOW)
    held.tender.ending, held.tender.ended_because = Ending.WITHDRAWN, because
    held.need.settled_at = clock.now()
    facts = {"reason": because.value}
    step(session, actor, held.need, machine=NEED, verb=NeedVerb.WITHDRAW, facts=facts)
    return held.need


def _stage(
    session: Session, actor: Actor, held: Held, verb: StageVerb, *, reason: str = ""
) -> None:
    facts = {"reason": reason} if reason else {}
    step(session, actor, held.tender, machine=TENDER, verb=verb, facts=facts)
    held.tender.version += 1


def _tell_buyer(session: Session, need: Need, kind: str) -> None:
    told = Message(
        kind=kind, subject_type="need", subject_id=need.id, channel=EMAIL,
        to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])
