"""Loading an agreement through what the actor may see, with its terms as plain data."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import (
    Agreement,
    AgreementClause,
    AgreementVersion,
    CallOff,
    Delivery,
    Order,
    PriceStep,
)
from marketplace.agreements.rules.agreed_lists import VersionState
from marketplace.agreements.rules.agreed_terms import Step, Terms
from marketplace.agreements.rules.lists import OrderState
from marketplace.agreements.rules.stages import Lived
from marketplace.db import held
from marketplace.kernel.actor import Actor
from marketplace.people.models import SupplierOutcome
from marketplace.people.rules.access import (
    reaches_operator,
    reaches_place,
    reaches_supplier,
    require,
)

OPEN = (VersionState.PROPOSED, VersionState.CHECKED)
COUNTED = (OrderState.PLACED, OrderState.CONFIRMED, OrderState.DELIVERED)


def hold_agreement(session: Session, actor: Actor, public_id: str) -> Agreement:
    """Return an agreement for either side or its facilitator, its writers kept waiting."""
    agreement = held(session, select(Agreement).where(Agreement.public_id == public_id))
    require(reaches(actor, agreement))
    return agreement


def reaches(actor: Actor, agreement: Agreement) -> bool:
    """Tell whether the agreement is this person's business."""
    return (
        reaches_operator(actor, agreement.operator_id)
        or reaches_supplier(actor, agreement.supplier_id)
        or reaches_place(actor, agreement.place_id)
    )


def version_in(
    session: Session, agreement_id: int, *states: VersionState
) -> AgreementVersion | None:
    """Return the version that is in one of these states; there is at most one open, one agreed."""
    return session.scalars(
        select(AgreementVersion)
        .where(AgreementVersion.agreement_id == agreement_id, AgreementVersion.state.in_(states))
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    ).one_or_none()


def version_of_assessment(session: Session, assessment_id: int) -> AgreementVersion | None:
    """Return the open version that waits for this assessment's signature."""
    return session.scalars(
        select(AgreementVersion).where(
            AgreementVersion.assessment_id == assessment_id,
            AgreementVersion.state == VersionState.PROPOSED,
        )
    ).one_or_none()


def terms_of(session: Session, version: AgreementVersion) -> Terms:
    """Return a version's terms as plain data."""
    rows = session.execute(
        select(PriceStep.from_on, PriceStep.price_minor)
        .where(PriceStep.version_id == version.id)
        .order_by(PriceStep.from_on)
    )
    return Terms(
        stage=version.stage, least=version.least, most=version.most,
        month_cap=version.month_cap, price_kind=version.price_kind,
        price_minor=version.price_minor, band_permille=version.band_permille,
        index_base_minor=version.index_base_minor,
        steps=tuple(Step(day, price) for day, price in rows), payment_days=version.payment_days,
        cash_at_door=version.cash_at_door, weekdays=version.weekdays,
        starts_on=version.starts_on, ends_on=version.ends_on, notice_days=version.notice_days,
        rejects=version.rejects, back_up_id=version.back_up_id,
    )  # fmt: skip


def clause_codes(session: Session, version_id: int) -> frozenset[str]:
    """Return the codes of a version's clauses."""
    found = select(AgreementClause.code).where(AgreementClause.version_id == version_id)
    return frozenset(session.scalars(found))


@dataclass(frozen=True, slots=True)
class Called:
    """What was called off: in one calendar month (whole units), and how often in this stage."""

    in_month: int
    in_stage: int


def called_off(session: Session, agreement: Agreement, *, month: str, stage: str) -> Called:
    """Count an agreement's call-offs that stand; ``month`` is "YYYY-MM" of the delivery."""
    rows = session.execute(
        select(
            Order.deliver_on, func.coalesce(Order.confirmed_quantity, Order.quantity),
            AgreementVersion.stage,
        )
        .join(CallOff, CallOff.need_id == Order.need_id)
        .join(AgreementVersion, AgreementVersion.id == CallOff.version_id)
        .where(
            AgreementVersion.agreement_id == agreement.id,
            Order.supplier_id == agreement.supplier_id,
            Order.state.in_(COUNTED),
        )
    ).all()  # fmt: skip
    in_month = sum(quantity for day, quantity, _ in rows if f"{day:%Y-%m}" == month)
    return Called(in_month, sum(found.value == stage for _, _, found in rows))


def lived(session: Session, *, operator_id: int, supplier_id: int, category_id: int) -> Lived:
    """Return what was delivered between the two of this leaf, agreement or not."""
    rows = session.execute(
        select(SupplierOutcome.on_time, SupplierOutcome.accepted_permille)
        .join(Delivery, Delivery.id == SupplierOutcome.delivery_id)
        .join(Order, Order.id == Delivery.order_id)
        .where(
            Order.operator_id == operator_id, Order.supplier_id == supplier_id,
            Order.category_id == category_id,
        )
    ).all()  # fmt: skip
    if not rows:
        return Lived(0, 0, 0)
    taken = sum(row.accepted_permille for row in rows) // len(rows)
    return Lived(len(rows), sum(row.on_time for row in rows), taken)
