"""Who can be asked, who was asked, and which waves may be settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Place, Unit
from marketplace.kernel import clock, geo
from marketplace.people.models import (
    CommittedWeek,
    Consent,
    Phone,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    SupplierSale,
    TermsAcceptance,
)
from marketplace.people.queries.contacts import SAFE
from marketplace.people.rules.lists import Purpose, SupplierState
from marketplace.people.rules.terms import TERMS_VERSION
from marketplace.sourcing.models import Asked, Need, SeenMark, SilenceNote, Wave
from marketplace.sourcing.queries.cards import AskedCard, OpenWave
from marketplace.sourcing.queries.meant import is_meant
from marketplace.sourcing.rules.board import REACH_KM
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState
from marketplace.sourcing.rules.meant import EVERYBODY, Meant
from marketplace.sourcing.rules.receiving import monday_of
from marketplace.sourcing.rules.rotation import Candidate

MOST_CANDIDATES = 200  # the longest unasked; a wave has four


@dataclass(frozen=True, slots=True)
class Able:
    """A supplier who could be asked, with what she has free in the week, in the need's unit."""

    candidate: Candidate
    weekly: int
    free: int


_needed = aliased(Unit)
_promised = aliased(Unit)
consents = exists().where(
    SupplierMember.supplier_id == Supplier.id,
    Consent.person_id == SupplierMember.person_id,
    Consent.purpose == Purpose.TRADING,
    Consent.withdrawn_at.is_(None),
)
accepted_terms = exists().where(
    TermsAcceptance.supplier_id == Supplier.id, TermsAcceptance.version == TERMS_VERSION
)
_committed_milli = (
    select(func.coalesce(func.sum(CommittedWeek.quantity * _promised.factor_milli), 0))
    .join(_promised, _promised.id == CommittedWeek.unit_id)
    .where(
        CommittedWeek.supplier_id == Supplier.id,
        CommittedWeek.category_id == SupplierLeaf.category_id,
        CommittedWeek.monday == bindparam("monday"),
    )
    .correlate(Supplier, SupplierLeaf)
    .scalar_subquery()
)
_ABLE = (
    select(
        Supplier.id, SupplierLeaf.asked_at, SupplierLeaf.weekly_amount,
        SupplierLeaf.weekly_proven, Place.lat_e6, Place.lon_e6, Unit.factor_milli,
        _needed.factor_milli.label("needed_milli"), _committed_milli.label("committed_milli"),
        (~exists().where(SupplierSale.supplier_id == Supplier.id)).label("first_timer"),
    )
    .select_from(SupplierLeaf)
    .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .join(Unit, Unit.id == SupplierLeaf.unit_id)
    .join(_needed, _needed.id == bindparam("unit"))
    .where(
        SupplierLeaf.category_id == bindparam("category"),
        or_(Unit.id == _needed.id, and_(Unit.dimension == _needed.dimension,
                                        Unit.base == _needed.base)),
        Supplier.state == SupplierState.ACTIVE,
        Supplier.destination_id == bindparam("destination"),
        Place.cell.in_(bindparam("cells", expanding=True)),
        consents,
        accepted_terms,
        ~exists().where(Asked.need_id == bindparam("need"), Asked.supplier_id == Supplier.id),
    )
    .order_by(SupplierLeaf.asked_at.asc().nulls_first(), Supplier.id)
    .limit(MOST_CANDIDATES)
)  # fmt: skip
_SHEET = (
    select(
        Asked.supplier_id, Supplier.code.label("supplier_code"),
        Supplier.name.label("supplier_name"), Place.name.label("place_name"),
        Wave.number.label("wave"), Asked.position, Asked.first_timer, Asked.answer, Asked.not_me,
        Asked.answered_at, SeenMark.at.label("seen_at"), Supplier.phone_arrangement,
        Phone.number.label("phone_number"), Supplier.found_at, Supplier.found_when,
        Supplier.language, SilenceNote.reason.label("silence"), *SAFE,
    )
    .select_from(Asked)
    .join(Wave, Wave.id == Asked.wave_id)
    .join(Supplier, Supplier.id == Asked.supplier_id)
    .join(Place, Place.id == Supplier.place_id)
    .outerjoin(Phone, Phone.id == Supplier.phone_id)
    .outerjoin(
        SeenMark, (SeenMark.need_id == Asked.need_id) & (SeenMark.supplier_id == Supplier.id)
    )
    .outerjoin(SilenceNote, SilenceNote.asked_id == Asked.id)
    .where(Asked.need_id == bindparam("need"))
    .order_by(Wave.number, Asked.position.asc().nulls_last(), Asked.id)
)  # fmt: skip
_asked_any = exists().where(Asked.wave_id == Wave.id, Asked.position.is_not(None))
_waits = exists().where(Asked.wave_id == Wave.id, Asked.answer == Answer.WAITING)
_DUE = (
    select(Wave.id.label("wave_id"), Wave.need_id, Wave.number, Wave.ends_at)
    .join(Need, Need.id == Wave.need_id)
    .where(
        Wave.settled_at.is_(None),
        Need.state == NeedState.PUBLISHED,
        Need.lane != Lane.TENDER,  # its offers are opened, not settled by rotation
        or_(Wave.ends_at <= bindparam("now"), and_(_asked_any, ~_waits)),
    )
    .order_by(Wave.ends_at, Wave.id)
    .limit(bindparam("limit"))
)


def able_suppliers(
    session: Session, *, destination_id: int, place: tuple[int, int], category_id: int,
    unit_id: int, deliver_on: date, need_id: int = 0, meant: Meant = EVERYBODY,
) -> tuple[Able, ...]:  # fmt: skip
    """Return who could be asked: active, willing, in reach, with the leaf and free capacity.

    ``place`` is latitude and longitude in micro-degrees; suppliers asked for ``need_id`` already
    are left out, and so is everybody ``meant`` leaves out. Consent to trading and accepted terms
    are required (trust.md).
    """
    rows = session.execute(
        _ABLE.where(is_meant(meant)),
        {
            "destination": destination_id, "category": category_id, "unit": unit_id,
            "monday": monday_of(deliver_on), "cells": list(geo.cells_around(*place)),
            "need": need_id,
        },
    )  # fmt: skip
    able = (_able(row, place) for row in rows)
    return tuple(a for a in able if a.free > 0 and a.candidate.distance_m <= REACH_KM * 1000)


def _able(row: Row[*tuple[Any, ...]], place: tuple[int, int]) -> Able:
    metres = round(geo.distance_km(*place, row.lat_e6, row.lon_e6) * 1000)
    weekly_milli = (row.weekly_proven or row.weekly_amount) * row.factor_milli
    free_milli = row.weekly_amount * row.factor_milli - int(row.committed_milli)
    return Able(
        Candidate(row.id, row.asked_at, first_timer=row.first_timer, distance_m=metres),
        weekly=weekly_milli // row.needed_milli,
        free=max(free_milli, 0) // row.needed_milli,
    )


def asked_of(session: Session, need_id: int) -> tuple[AskedCard, ...]:
    """Return who was asked and what they said, in rotation order: also the call sheet.

    For facilitators of the need's place only; the caller has made sure of it.
    """
    return tuple(AskedCard(**row._asdict()) for row in session.execute(_SHEET, {"need": need_id}))


def waves_to_settle(
    session: Session, *, now: datetime | None = None, limit: int = 50
) -> Sequence[OpenWave]:
    """Return waves whose time is over or whose suppliers have all answered, oldest first."""
    params = {"now": now or clock.now(), "limit": limit}
    return [OpenWave(**row._asdict()) for row in session.execute(_DUE, params)]
