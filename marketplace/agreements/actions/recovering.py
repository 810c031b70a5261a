"""How money paid ahead comes back: a share of each payment, until all of it has."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import (
    Advance,
    AdvanceRecovery,
    AgreementVersion,
    CallOff,
    Order,
    Payment,
)
from marketplace.agreements.rules.advances import (
    ADVANCE,
    AdvanceState,
    AdvanceVerb,
    Back,
    Left,
    taken_from,
)
from marketplace.journal.actions import record, step
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor


def given_back(session: Session, order: Order, gross_minor: int) -> tuple[Back, ...]:
    """Return what money owed of an order gives back of what was paid ahead, the oldest first."""
    agreement = (
        select(AgreementVersion.agreement_id)
        .join(CallOff, CallOff.version_id == AgreementVersion.id)
        .where(CallOff.need_id == order.need_id)
    )
    found = session.scalars(
        select(Advance)
        .where(
            Advance.state == AdvanceState.PAID, Advance.supplier_id == order.supplier_id,
            or_(Advance.order_id == order.id, Advance.agreement_id.in_(agreement)),
        )
        .order_by(Advance.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )  # fmt: skip
    left = [Left(one.id, one.amount_minor - one.recovered_minor, one.share_permille)
            for one in found]  # fmt: skip
    return taken_from(gross_minor, left)


def give_back(session: Session, actor: Actor, payment: Payment, backs: Iterable[Back]) -> None:
    """Write down what a payment gives back; what is all back is over."""
    for back in backs:
        advance = session.get_one(Advance, back.advance_id)
        row = AdvanceRecovery(
            advance_id=advance.id, payment_id=payment.id, minor=back.minor, at=clock.now()
        )
        advance.recovered_minor += back.minor
        session.add(row)
        session.flush()
        facts = {"advance": advance.id, "payment": payment.id}
        record(session, actor, verb="advance_recovery.take", subject=row, facts=facts)
        if advance.recovered_minor == advance.amount_minor:
            advance.ended_at = clock.now()
            step(session, actor, advance, machine=ADVANCE, verb=AdvanceVerb.RECOVER)
            session.flush()
