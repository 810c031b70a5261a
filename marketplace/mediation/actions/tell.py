"""What people hear of mediation: messages in the same transaction, without a price or a name."""

from sqlalchemy.orm import Session

from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.mediation.models import Award, CounterProposal, Loss, SecondLook
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need

Subject = Award | CounterProposal | Loss | SecondLook | Offer | Need


def tell_supplier(
    session: Session, kind: str, subject: Subject, *, supplier_id: int, place_id: int
) -> None:
    """Tell a supplier: on the desk's call list until phones can be reached."""
    told = Message(
        kind=kind, subject_type=subject.__tablename__, subject_id=subject.id,
        to_supplier_id=supplier_id, place_id=place_id,
    )  # fmt: skip
    post(session, [told])


def tell_buyer(session: Session, kind: str, subject: Subject, need: Need) -> None:
    """Tell the operator's people."""
    told = Message(
        kind=kind, subject_type=subject.__tablename__, subject_id=subject.id, channel=EMAIL,
        to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])


def tell_desk(session: Session, kind: str, subject: Subject, *, place_id: int) -> None:
    """Tell the facilitators of a place."""
    told = Message(
        kind=kind, subject_type=subject.__tablename__, subject_id=subject.id, place_id=place_id
    )
    post(session, [told])
