"""The back-up an agreement names is asked before rotation goes on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import AgreementVersion, CallOff, Order
from marketplace.kernel.actor import Actor
from marketplace.sourcing import actions as sourcing
from marketplace.sourcing.models import Asked, Need


def ask_named_back_up(session: Session, actor: Actor, order: Order, need: Need) -> None:
    """Ask the back-up of a call-off that came to nothing, once; else rotation decides."""
    back_up = session.scalar(
        select(AgreementVersion.back_up_id)
        .join(CallOff, CallOff.version_id == AgreementVersion.id)
        .where(CallOff.need_id == order.need_id)
    )
    if back_up is None or back_up == order.supplier_id:
        return
    asked = select(Asked.id).where(Asked.need_id == need.id, Asked.supplier_id == back_up)
    if session.scalar(asked) is None:
        sourcing.ask_back_up(session, actor, need, back_up)
