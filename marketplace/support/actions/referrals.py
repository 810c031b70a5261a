"""Sending a supplier to somebody who can help her, and following it to its end."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category
from marketplace.journal import keys
from marketplace.journal.actions import record, step
from marketplace.journal.outbox import DESK, EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Supplier, SupportProvider
from marketplace.people.rules.access import reaches_place, require
from marketplace.support.actions.services import gives
from marketplace.support.models import Referral, SupportService
from marketplace.support.rules.costs import Cost
from marketplace.support.rules.lists import (
    HELD_SEAT,
    LIVE,
    REFERRAL,
    DeclineWhy,
    Helped,
    ReferralState,
    ReferralVerb,
    Result,
    ServiceState,
    SupportRefusal,
    Told,
)

FOLLOWED_AFTER = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer:
    """A supplier and a service (public ids), for which of her leaves, and her yes to it."""

    supplier: str
    service: str
    leaf_code: str | None = None
    agreed: bool = False


def refer(session: Session, actor: Actor, command: Refer) -> Referral:
    """Send a supplier to a service; nothing of her is given on without her yes.

    Raises ``Refused`` with ``NOT_AGREED``, ``SERVICE_OVER``, ``ALREADY_REFERRED`` or ``FULL``.
    """
    her = session.scalar(select(Supplier).where(Supplier.public_id == command.supplier))
    if her is None:
        raise NotFound
    require(reaches_place(actor, her.place_id))
    service = _service(session, her, command.service)
    if not command.agreed:
        raise Refused(SupportRefusal.NOT_AGREED)
    _refuse_taken(session, her, service)
    row = _new(session, actor, command, her=her, service=service)
    session.add(row)
    session.flush()
    facts = {"service": service.id, "topic": row.topic.value}
    record(session, actor, verb="referral.send", subject=row, facts=facts)
    _tell_giver(session, service, row)
    return row


def _service(session: Session, her: Supplier, public_id: str) -> SupportService:
    """Return a service of her destination, locked: its seats are counted."""
    row = session.scalar(
        select(SupportService)
        .where(
            SupportService.public_id == public_id,
            SupportService.destination_id == her.destination_id,
        )
        .with_for_update()
    )
    if row is None:
        raise NotFound
    return row


def _refuse_taken(session: Session, her: Supplier, service: SupportService) -> None:
    keys.hold(session, "referral", service.id)
    past = service.on_day is not None and service.on_day < clock.now().date()
    if past or service.state is not ServiceState.OFFERED:
        raise Refused(SupportRefusal.SERVICE_OVER)
    same = Referral.supplier_id == her.id, Referral.state.in_(LIVE)
    live = select(Referral.id).where(Referral.service_id == service.id, *same)
    if session.execute(live).first() is not None:
        raise Refused(SupportRefusal.ALREADY_REFERRED)
    if seats_taken(session, service) >= service.seats:
        raise Refused(SupportRefusal.FULL)


def seats_taken(session: Session, service: SupportService) -> int:
    """Return how many seats are held; a service with an open end gives its seat back when done."""
    holds = LIVE if service.on_day is None else HELD_SEAT
    taken = select(func.count()).where(Referral.service_id == service.id, Referral.state.in_(holds))
    return session.scalar(taken) or 0


def _new(
    session: Session, actor: Actor, command: Refer, *, her: Supplier, service: SupportService
) -> Referral:
    category_id = session.scalar(select(Category.id).where(Category.code == command.leaf_code))
    return Referral(
        public_id=ids.public_id(), state=ReferralState.SENT, supplier_id=her.id,
        place_id=her.place_id, service_id=service.id, category_id=category_id,
        topic=service.topic, made_by_id=actor.person_id or 0, made_at=clock.now(),
        agreed_at=clock.now(),
    )  # fmt: skip


def _tell_giver(session: Session, service: SupportService, row: Referral) -> None:
    person_id = session.scalar(
        select(SupportProvider.person_id).where(SupportProvider.id == service.provider_id)
    )
    message = Message(
        kind=Told.REFERRAL_SENT.value, subject_type=Referral.__tablename__, subject_id=row.id,
        channel=EMAIL if person_id or service.operator_id else DESK, to_person_id=person_id,
        to_operator_id=service.operator_id, place_id=row.place_id,
    )  # fmt: skip
    post(session, [message])


def accept_referral(session: Session, actor: Actor, public_id: str) -> Referral:
    """Take a referral: from now on the provider may call her."""
    row, _ = _given(session, actor, public_id)
    return _answer(session, actor, row, verb=ReferralVerb.ACCEPT, told=Told.REFERRAL_ACCEPTED)


def decline_referral(session: Session, actor: Actor, public_id: str, why: DeclineWhy) -> Referral:
    """Give a referral back with its reason; the facilitator looks for somebody else."""
    row, _ = _given(session, actor, public_id)
    row.decline_why = why
    return _answer(session, actor, row, verb=ReferralVerb.DECLINE, told=Told.REFERRAL_DECLINED)


def _answer(
    session: Session, actor: Actor, row: Referral, *, verb: ReferralVerb, told: Told
) -> Referral:
    row.answered_by_id, row.answered_at = actor.person_id, clock.now()
    _step(session, actor, row, verb)
    _tell_desk(session, told, row)
    return row


def _given(session: Session, actor: Actor, public_id: str) -> tuple[Referral, SupportService]:
    """Return a referral for who gives the service; a facilitator speaks for who has no account."""
    row = _locked(session, public_id)
    service = session.get_one(SupportService, row.service_id)
    speaks = reaches_place(actor, row.place_id) and _without_account(session, service)
    require(gives(session, actor, service) or speaks)
    return row, service


def _locked(session: Session, public_id: str) -> Referral:
    row = session.scalar(select(Referral).where(Referral.public_id == public_id).with_for_update())
    if row is None:
        raise NotFound
    return row


def _without_account(session: Session, service: SupportService) -> bool:
    return service.provider_id is not None and session.scalar(
        select(SupportProvider.person_id).where(SupportProvider.id == service.provider_id)
    ) is None  # fmt: skip


def report_referral(session: Session, actor: Actor, public_id: str, result: Result) -> Referral:
    """Report what came of it; a look is due 30 days later, and what it cost is kept."""
    row, service = _given(session, actor, public_id)
    now = clock.now()
    row.result, row.reported_at, row.follow_on = result, now, (now + FOLLOWED_AFTER).date()
    if result is not Result.DID_NOT_COME:
        cost = _cost(session, service)
        row.price_minor, row.giver_minor, row.outside_minor = cost.price, cost.giver, cost.outside
    _step(session, actor, row, ReferralVerb.REPORT, result=result.value)
    _tell_desk(session, Told.REFERRAL_REPORTED, row)
    return row


def _cost(session: Session, service: SupportService) -> Cost:
    whole = Cost(service.price_minor, service.giver_minor, service.outside_minor, service.shared)
    return whole.for_one(seats_taken(session, service))


def follow_referral(session: Session, actor: Actor, public_id: str, helped: Helped) -> Referral:
    """Keep what a look some weeks later found: whether it helped her."""
    row = _locked(session, public_id)
    require(reaches_place(actor, row.place_id))
    row.helped, row.followed_at, row.followed_by_id = helped, clock.now(), actor.person_id
    _step(session, actor, row, ReferralVerb.FOLLOW, helped=helped.value)
    return row


def withdraw_referral(session: Session, actor: Actor, public_id: str) -> Referral:
    """Take a referral back, or put a declined one by."""
    row = _locked(session, public_id)
    require(reaches_place(actor, row.place_id))
    _step(session, actor, row, ReferralVerb.WITHDRAW)
    return row


def _step(session: Session, actor: Actor, row: Referral, verb: ReferralVerb, **facts: str) -> None:
    step(session, actor, row, machine=REFERRAL, verb=verb, facts=facts)
    row.version += 1
    session.flush()


def _tell_desk(session: Session, told: Told, row: Referral) -> None:
    message = Message(
        kind=told.value, subject_type=Referral.__tablename__, subject_id=row.id,
        place_id=row.place_id,
    )  # fmt: skip
    post(session, [message])
