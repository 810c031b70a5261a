"""What a supplier's file shows besides her card: consents, papers; and what is made around here."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Paper, Unit
from marketplace.kernel.actor import Actor
from marketplace.people.models import Consent, Supplier, SupplierLeaf, SupplierPaper
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.lists import Purpose

USUAL = 6


@dataclass(frozen=True, slots=True)
class ConsentCard:
    """What she agreed to: which notice she heard, in which language, and whether it still holds."""

    purpose: Purpose
    notice_version: int
    language: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class HerPaper:
    """A paper somebody looked at, with its end."""

    code: str
    picture: str
    checked_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class MadeHere:
    """A leaf that suppliers of these places make, in the unit they count it in."""

    leaf_code: str
    unit_code: str


def consents_of(session: Session, person_id: int | None) -> tuple[ConsentCard, ...]:
    """Return every consent of a person, the oldest first."""
    rows = session.execute(
        select(
            Consent.purpose, Consent.notice_version, Consent.language, Consent.given_at,
            Consent.withdrawn_at,
        )
        .where(Consent.person_id == person_id)
        .order_by(Consent.id)
    )  # fmt: skip
    return tuple(ConsentCard(*row) for row in rows)


def papers_of_supplier(session: Session, supplier_id: int) -> tuple[HerPaper, ...]:
    """Return the papers that were looked at for a supplier."""
    rows = session.execute(
        select(Paper.code, Paper.picture, SupplierPaper.checked_at, SupplierPaper.expires_at)
        .join(Paper, Paper.id == SupplierPaper.paper_id)
        .where(SupplierPaper.supplier_id == supplier_id)
        .order_by(Paper.id)
    )
    return tuple(HerPaper(*row) for row in rows)


def made_here(session: Session, actor: Actor) -> tuple[MadeHere, ...]:
    """Return what several suppliers of a facilitator's places make, six at most, most first."""
    reach = at_places(actor, Supplier.place_id)
    rows = session.execute(
        select(Category.code, Unit.code)
        .join(SupplierLeaf, SupplierLeaf.category_id == Category.id)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
        .where(reach, Category.retired.is_(False))
        .group_by(Category.code, Unit.code)
        .having(func.count() > 1)
        .order_by(func.count().desc(), Category.code, Unit.code)
        .limit(USUAL)
    )
    return tuple(MadeHere(*row) for row in rows)
