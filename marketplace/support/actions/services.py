"""Offering a service or a training seat to suppliers, and what was agreed with a provider."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Paper
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Operator, SupportProvider
from marketplace.people.rules.access import reaches_operator, require
from marketplace.support.models import Memorandum, SupportService
from marketplace.support.rules.costs import Cost
from marketplace.support.rules.lists import (
    SERVICE,
    ServiceKind,
    ServiceState,
    ServiceVerb,
    SupportRefusal,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferService:
    """A service: of a provider (public id) or of an operator (id); money in minor units."""

    provider: str | None = None
    operator_id: int | None = None
    kind: ServiceKind
    topic: Topic
    name: str
    paper: str | None = None
    on_day: date | None = None
    seats: int = 1
    price_minor: int = 0
    giver_minor: int = 0
    outside_minor: int = 0
    shared: bool = False


def offer_service(session: Session, actor: Actor, command: OfferService) -> SupportService:
    """Put a service where facilitators find it.

    Raises ``Refused`` with ``COST_OVER_PRICE``, ``NO_SEATS``, ``PAST_DAY`` or ``PAPER_MISSING``
    (an inspection names the paper it is for).
    """
    provider_id, operator_id, destination_id = _giver(session, actor, command)
    Refused.unless_empty(_refusals(command))
    currency = session.scalar(select(Destination.currency).where(Destination.id == destination_id))
    row = SupportService(
        public_id=ids.public_id(), destination_id=destination_id, provider_id=provider_id,
        operator_id=operator_id, state=ServiceState.OFFERED, kind=command.kind,
        topic=command.topic, name=command.name, paper_id=_paper(session, command.paper),
        on_day=command.on_day, seats=command.seats, price_minor=command.price_minor,
        giver_minor=command.giver_minor, outside_minor=command.outside_minor,
        currency=currency or "", shared=command.shared, offered_by_id=actor.person_id or 0,
        offered_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    facts = {"kind": row.kind.value, "topic": row.topic.value, "seats": row.seats}
    record(session, actor, verb="support_service.offer", subject=row, facts=facts)
    return row


def _giver(
    session: Session, actor: Actor, command: OfferService
) -> tuple[int | None, int | None, int]:
    if command.provider is not None:
        provider = _provider(session, actor, command.provider)
        return provider.id, None, provider.destination_id
    require(reaches_operator(actor, command.operator_id or 0))
    operator = session.get_one(Operator, command.operator_id)
    return None, operator.id, operator.destination_id


def _provider(session: Session, actor: Actor, public_id: str) -> SupportProvider:
    """Return a provider for its own person, or for a facilitator of its destination."""
    row = session.scalar(select(SupportProvider).where(SupportProvider.public_id == public_id))
    if row is None:
        raise NotFound
    require(row.person_id == actor.person_id or mediates(actor, row.destination_id))
    return row


def mediates(actor: Actor, destination_id: int) -> bool:
    """Tell whether a facilitator works in this destination."""
    here = actor.everywhere or destination_id in actor.destination_ids
    return actor.has(Role.FACILITATOR) and here


def _refusals(command: OfferService) -> list[SupportRefusal]:
    cost = Cost(command.price_minor, command.giver_minor, command.outside_minor)
    past = command.on_day is not None and command.on_day < clock.now().date()
    nameless = command.kind is ServiceKind.INSPECTION and not command.paper
    wrong = {
        SupportRefusal.COST_OVER_PRICE: not cost.fits,
        SupportRefusal.NO_SEATS: command.seats < 1,
        SupportRefusal.PAST_DAY: past,
        SupportRefusal.PAPER_MISSING: nameless,
    }
    return [reason for reason, found in wrong.items() if found]


def _paper(session: Session, code: str | None) -> int | None:
    if not code:
        return None
    found = session.scalar(select(Paper.id).where(Paper.code == code))
    if found is None:
        raise NotFound
    return found


def withdraw_service(session: Session, actor: Actor, public_id: str) -> SupportService:
    """Take a service away; referrals that were made stay."""
    row = session.scalar(
        select(SupportService).where(SupportService.public_id == public_id).with_for_update()
    )
    if row is None:
        raise NotFound
    require(gives(session, actor, row) or mediates(actor, row.destination_id))
    step(session, actor, row, machine=SERVICE, verb=ServiceVerb.WITHDRAW)
    return row


def gives(session: Session, actor: Actor, service: SupportService) -> bool:
    """Tell whether a service is the person's own to give."""
    if service.operator_id is not None:
        return reaches_operator(actor, service.operator_id)
    owner = select(SupportProvider.person_id).where(SupportProvider.id == service.provider_id)
    return actor.person_id is not None and session.scalar(owner) == actor.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMemorandum:
    """What was agreed in writing with a provider."""

    provider: str
    signed_on: date
    until: date
    words: str


def keep_memorandum(session: Session, actor: Actor, command: KeepMemorandum) -> Memorandum:
    """Keep a memorandum; raises ``Refused(UNTIL_BEFORE_SIGNED)``."""
    provider = session.scalar(
        select(SupportProvider).where(SupportProvider.public_id == command.provider)
    )
    if provider is None:
        raise NotFound
    require(mediates(actor, provider.destination_id))
    if command.until <= command.signed_on:
        raise Refused(SupportRefusal.UNTIL_BEFORE_SIGNED)
    row = Memorandum(
        provider_id=provider.id, signed_on=command.signed_on, until=command.until,
        words=command.words, kept_by_id=actor.person_id or 0, kept_at=clock.now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    record(session, actor, verb="memorandum.keep", subject=row, facts={"provider": provider.id})
    return row
