"""Who fits a need, with what speaks for each; and whom a facilitator suggested already."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Place
from marketplace.db import typed
from marketplace.people.models import Person, Supplier, SupplierOutcome
from marketplace.sourcing.models import Asked, MatchSuggestion, Need, Tender
from marketplace.sourcing.queries.asking import able_suppliers
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.meant import EVERYBODY, Meant
from marketplace.sourcing.rules.suggesting import SuggestedWhy, SuggestionKind
from marketplace.sourcing.rules.tender_lists import Visibility

AT_ONCE = 40


@dataclass(frozen=True, slots=True)
class Fit:
    """Somebody who makes it, in reach, with something free that week (in the need's unit)."""

    supplier_id: int
    code: str
    name: str
    place_name: str
    km: int
    weekly: int
    free: int
    first_timer: bool
    asked_at: datetime | None
    deliveries: int
    on_time: int
    asked: bool


@dataclass(frozen=True, slots=True)
class SuggestionCard:
    """One suggestion as desk and buyer read it."""

    supplier_name: str
    supplier_code: str
    place_name: str
    kind: SuggestionKind
    why: SuggestedWhy
    words: str | None
    by_name: str
    made_at: datetime


def fits(session: Session, need_id: int) -> tuple[Fit, ...]:
    """Return who fits, those nobody asked yet first, then the nearest; asked ones are marked."""
    need, tender, lat, lon = session.execute(
        select(Need, Tender, Place.lat_e6, Place.lon_e6)
        .join(Place, Place.id == Need.place_id)
        .outerjoin(Tender, Tender.need_id == Need.id)
        .where(Need.id == need_id)
    ).one()
    able = able_suppliers(
        session, destination_id=need.destination_id, place=(lat, lon),
        category_id=need.category_id, unit_id=need.unit_id, deliver_on=need.deliver_on,
        meant=_meant(need, tender),
    )  # fmt: skip
    near = {one.candidate.supplier_id: one for one in able}
    asked = exists_asked(need_id)
    rows = session.execute(
        select(
            Supplier.id, Supplier.code, Supplier.name, Place.name, asked,
            select(func.count()).where(SupplierOutcome.supplier_id == Supplier.id)
            .correlate(Supplier).scalar_subquery(),
            select(func.count())
            .where(SupplierOutcome.supplier_id == Supplier.id, SupplierOutcome.on_time)
            .correlate(Supplier).scalar_subquery(),
        )
        .join(Place, Place.id == Supplier.place_id)
        .where(Supplier.id.in_(sorted(near)))
    )  # fmt: skip
    found = []
    for her, code, name, place, is_asked, count, good in rows:
        one = near[her]
        found.append(
            Fit(
                her, code, name, place, round(one.candidate.distance_m / 1000), one.weekly,
                one.free, one.candidate.first_timer, one.candidate.asked_at, count, good,
                bool(is_asked),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.asked, one.km, one.name))[:AT_ONCE])


def exists_asked(need_id: int) -> ColumnElement[bool]:
    """Return the condition that a supplier was asked for a need."""
    found = select(Asked.id).where(Asked.need_id == need_id, Asked.supplier_id == Supplier.id)
    return found.correlate(Supplier).exists()


def _meant(need: Need, tender: Tender | None) -> Meant:
    """Whom a reserved need is meant for; an invited one may be opened for one more."""
    if need.lane is not Lane.TENDER or tender is None or tender.visibility is Visibility.INVITED:
        return EVERYBODY
    return Meant(tender.reserved_for)


def suggestions_of(
    session: Session, need_id: int, *, for_buyer: bool = False
) -> tuple[SuggestionCard, ...]:
    """Return what facilitators suggested for a need, in the order made; one statement.

    A buyer reads what is proposed to him; who was only let be asked is the desk's.
    """
    found = (
        select(
            Supplier.name, Supplier.code, Place.name, MatchSuggestion.kind, MatchSuggestion.why,
            typed(MatchSuggestion.words), Person.name, MatchSuggestion.made_at,
        )
        .join(Supplier, Supplier.id == MatchSuggestion.supplier_id)
        .join(Place, Place.id == Supplier.place_id)
        .join(Person, Person.id == MatchSuggestion.made_by_id)
        .where(MatchSuggestion.need_id == need_id)
        .order_by(MatchSuggestion.id)
    )  # fmt: skip
    if for_buyer:
        found = found.where(MatchSuggestion.kind == SuggestionKind.PROPOSED)
    return tuple(SuggestionCard(*row) for row in session.execute(found))
