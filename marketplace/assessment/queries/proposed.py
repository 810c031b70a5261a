"""What a check is about, and everything that hangs on its row: one statement."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.assessment.models import (
    Assessment,
    AssessmentStanding,
    Review,
    SignatureRequest,
)
from marketplace.assessment.queries.facts import Fact, to_text
from marketplace.assessment.queries.standing import kept_of
from marketplace.assessment.rules.standing import Kept
from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import currency
from marketplace.offers.models import Offer
from marketplace.people.models import Operator, Person, Supplier
from marketplace.sourcing.models import Need, Property
from marketplace.sourcing.rules.lists import Lane


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed: the purchase, its two sides, and whose hand entered it.

    A proposal has neither need nor property nor day; a need is no proposal.
    """

    need_id: int | None
    proposal_id: int | None
    need_code: str | None
    lane: Lane | None
    route: Route
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    unit_picture: str
    unit_id: int
    category_id: int
    price_minor: int
    currency: str
    deliver_on: date | None
    operator_id: int
    operator_name: str
    property_name: str | None
    supplier_public_id: str
    supplier_name: str
    supplier_code: str
    supplier_language: str
    offer_public_id: str | None
    entered_by_you: bool
    guest_currency: str


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on an assessment: signatures, a second look that is due, and how it stands."""

    signed_by: str | None
    first_signed_by: str | None
    first_signed_by_you: bool
    first_signed_at: datetime | None
    review_public_id: str | None
    standing: Kept | None


_Signer, _First = aliased(Person), aliased(Person)
_PROPOSED: Select[*tuple[Any, ...]] = (
    select(
        Need.code, Need.lane, Need.deliver_on, Category.code.label("leaf_code"),
        func.coalesce(Need.currency, Destination.currency).label("currency"),
        Destination.guest_currency, Category.picture, Unit.id.label("unit_id"),
        Unit.code.label("unit_code"), Unit.picture.label("unit_picture"),
        Operator.name.label("operator_name"), Property.name.label("property_name"),
        Supplier.public_id.label("supplier_public_id"), Supplier.name.label("supplier_name"),
        Supplier.code.label("supplier_code"), Supplier.language.label("supplier_language"),
        Offer.public_id.label("offer_public_id"), Offer.entered_by_id,
        _Signer.name.label("signed_by"), _First.name.label("first_signed_by"),
        SignatureRequest.first_by_id, SignatureRequest.first_at,
        Review.public_id.label("review_public_id"), AssessmentStanding,
    )
    .select_from(Assessment)
    .join(Place, Place.id == Assessment.place_id)
    .join(Destination, Destination.id == Place.destination_id)
    .join(Category, Category.id == Assessment.category_id)
    .join(Operator, Operator.id == Assessment.operator_id)
    .join(Supplier, Supplier.id == Assessment.supplier_id)
    .outerjoin(Need, Need.id == Assessment.need_id)
    .outerjoin(Property, Property.id == Need.property_id)
    .outerjoin(Offer, Offer.id == Assessment.offer_id)
    .outerjoin(_Signer, _Signer.id == Assessment.signed_by_id)
    .outerjoin(SignatureRequest, SignatureRequest.assessment_id == Assessment.id)
    .outerjoin(_First, _First.id == SignatureRequest.first_by_id)
    .outerjoin(
        Review, (Review.assessment_id == Assessment.id) & Review.done_at.is_(None)
    )
    .outerjoin(AssessmentStanding, AssessmentStanding.assessment_id == Assessment.id)
)  # fmt: skip


def proposed_and_hanging(
    session: Session, actor: Actor, row: Assessment, facts: dict[str, Fact]
) -> tuple[Proposed, Hanging]:
    """Return what an assessment is about and what hangs on it."""
    unit = to_text(facts["offer.unit"].value)
    found = session.execute(
        _PROPOSED.join(Unit, Unit.code == unit).where(Assessment.id == row.id)
    ).one()
    return _proposed(actor, row, facts, found), _hanging(actor, found)


def _proposed(actor: Actor, row: Assessment, facts: dict[str, Fact], found: Any) -> Proposed:
    price = Fraction(to_text(facts["offer.price"].value))
    return Proposed(
        need_id=row.need_id, proposal_id=row.proposal_id, need_code=found.code, lane=found.lane,
        route=row.route, leaf_code=found.leaf_code, picture=found.picture,
        quantity=int(to_text(facts["offer.quantity"].value)), unit_code=found.unit_code,
        unit_picture=found.unit_picture, unit_id=found.unit_id, category_id=row.category_id,
        price_minor=round(price * currency(found.currency).minor_per_major),
        currency=found.currency, deliver_on=found.deliver_on, operator_id=row.operator_id,
        operator_name=found.operator_name, property_name=found.property_name,
        supplier_public_id=found.supplier_public_id, supplier_name=found.supplier_name,
        supplier_code=found.supplier_code, supplier_language=found.supplier_language,
        offer_public_id=found.offer_public_id, guest_currency=found.guest_currency,
        entered_by_you=found.entered_by_id is not None and found.entered_by_id == actor.person_id,
    )  # fmt: skip


def _hanging(actor: Actor, found: Any) -> Hanging:
    return Hanging(
        signed_by=found.signed_by, first_signed_by=found.first_signed_by,
        first_signed_by_you=(
            found.first_by_id is not None and found.first_by_id == actor.person_id
        ),
        first_signed_at=found.first_at, review_public_id=found.review_public_id,
        standing=kept_of(found.AssessmentStanding),
    )  # fmt: skip
