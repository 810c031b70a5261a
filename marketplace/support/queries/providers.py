"""The directory of support providers: what they offer, what was agreed, how often used."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select, true
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination
from marketplace.db import typed
from marketplace.i18n.format import local_day
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Forbidden, NotFound
from marketplace.people.models import SupportProvider
from marketplace.support.models import Memorandum, Referral, SupportService
from marketplace.support.queries.services import ServiceCard, services_of_giver
from marketplace.support.rules.costs import Quarter, Served, quarters
from marketplace.support.rules.lists import SERVED, Result


@dataclass(frozen=True, slots=True)
class ProviderCard:
    """A provider, with the services it gave in each quarter."""

    id: int
    public_id: str
    name: str
    service: str
    destination_name: str
    currency: str
    person_id: int | None
    quarters: tuple[Quarter, ...] = ()

    @property
    def given(self) -> int:
        """How many services it gave in all."""
        return sum(one.services for one in self.quarters)


@dataclass(frozen=True, slots=True)
class MemorandumCard:
    """What was agreed in writing, until when."""

    signed_on: date
    until: date
    words: str


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """One provider with everything about it."""

    card: ProviderCard
    services: tuple[ServiceCard, ...]
    memoranda: tuple[MemorandumCard, ...]


def giver_of(session: Session, actor: Actor) -> ProviderCard | None:
    """Return the provider a person speaks for, if there is one."""
    found = _providers(session, SupportProvider.person_id == actor.person_id)
    return found[0] if found and actor.person_id is not None else None


def directory(session: Session, actor: Actor) -> tuple[ProviderCard, ...]:
    """Return every provider of a facilitator's destinations, in two statements."""
    if not actor.has(Role.FACILITATOR):
        raise Forbidden
    here = true() if actor.everywhere else SupportProvider.destination_id.in_(actor.destination_ids)
    return _providers(session, here)


def _providers(session: Session, *where: Any) -> tuple[ProviderCard, ...]:
    rows = session.execute(
        select(
            SupportProvider.id, SupportProvider.public_id, SupportProvider.name,
            SupportProvider.service, Destination.name, Destination.currency,
            SupportProvider.person_id,
        )
        .join(Destination, Destination.id == SupportProvider.destination_id)
        .where(*where)
        .order_by(SupportProvider.name, SupportProvider.id)
    ).all()  # fmt: skip
    given = _given(session, [row[0] for row in rows])
    return tuple(ProviderCard(*row, quarters(given[row[0]])) for row in rows)


def _given(session: Session, ids: list[int]) -> dict[int, list[Served]]:
    rows: Sequence[Row[*tuple[Any, ...]]] = session.execute(
        select(
            SupportService.provider_id, Referral.reported_at, Referral.price_minor,
            Referral.outside_minor,
        )
        .join(SupportService, SupportService.id == Referral.service_id)
        .where(
            SupportService.provider_id.in_(ids), Referral.state.in_(SERVED),
            Referral.result != Result.DID_NOT_COME,
        )
    ).all()  # fmt: skip
    given: dict[int, list[Served]] = defaultdict(list)
    for provider_id, at, price, outside in rows:
        given[provider_id].append(Served(local_day(at), price or 0, outside or 0))
    return given


def provider_page(session: Session, actor: Actor, public_id: str) -> ProviderPage:
    """Return one provider of a facilitator's destinations; ``NotFound`` for anybody else."""
    found = [one for one in directory(session, actor) if one.public_id == public_id]
    if not found:
        raise NotFound
    card = found[0]
    rows = session.execute(
        select(Memorandum.signed_on, Memorandum.until, typed(Memorandum.words))
        .where(Memorandum.provider_id == card.id)
        .order_by(Memorandum.until.desc(), Memorandum.id.desc())
    )
    memoranda = tuple(MemorandumCard(*row) for row in rows)
    return ProviderPage(card, services_of_giver(session, provider_id=card.id), memoranda)
