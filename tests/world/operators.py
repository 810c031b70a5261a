"""Operators with a property, its door hours and a buyer."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from marketplace.catalogue.models import Destination, Place
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Role
from marketplace.people.models import Operator, OperatorStaff, Person, TermsAcceptance
from marketplace.people.rules.lists import Function, OperatorState
from marketplace.sourcing.models import Property, ReceivingHour
from tests.world.people import add_person


def add_operator(
    session: Session, destination: Destination, name: str, *, payment_days: int = 7
) -> Operator:
    """Add an active operator."""
    operator = Operator(
        public_id=ids.public_id(), destination_id=destination.id, name=name, kind="lodge",
        payment_days=payment_days, state=OperatorState.ACTIVE, created_at=clock.now(),
    )  # fmt: skip
    session.add(operator)
    session.flush()
    return operator


def add_property(
    session: Session, operator: Operator, place: Place, *, name: str,
    weekdays: Iterable[int] = range(7), opens: int = 420, closes: int = 1020,
) -> Property:  # fmt: skip
    """Add a property whose door is open on these weekdays (Monday 0), 07:00 to 17:00."""
    row = Property(
        public_id=ids.public_id(), operator_id=operator.id, place_id=place.id, name=name,
        rooms=24, beds=48, cold_room=True,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        ReceivingHour(property_id=row.id, weekday=weekday, opens=opens, closes=closes)
        for weekday in weekdays
    )
    session.flush()
    return row


def add_colleague(
    session: Session, operator: Operator, name: str, *, limit_minor: int | None = None,
    destination: Destination | None = None,
) -> Person:  # fmt: skip
    """Add one more of an operator's people; who has a limit does not approve above it."""
    person = add_person(session, destination, name, role=Role.BUYER)
    session.add(
        OperatorStaff(
            person_id=person.id, operator_id=operator.id, function=Function.PURCHASING,
            order_limit_minor=limit_minor, may_approve=limit_minor is None,
        )
    )  # fmt: skip
    session.flush()
    return person


def add_buyer(
    session: Session, operator: Operator, name: str, *, limit_minor: int | None = None,
    destination: Destination | None = None,
) -> Person:  # fmt: skip
    """Add a buyer who accepted the standing terms for the operator."""
    person = add_colleague(
        session, operator, name, limit_minor=limit_minor, destination=destination
    )
    session.add(
        TermsAcceptance(
            operator_id=operator.id, version=1, accepted_by_id=person.id, read_aloud=False,
            at=clock.now(),
        )
    )  # fmt: skip
    session.flush()
    return person
