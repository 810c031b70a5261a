"""An operator's own people as one of them sees them."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Destination
from marketplace.kernel.actor import Actor
from marketplace.people.models import (
    Champion,
    LinkageDesk,
    Operator,
    OperatorStaff,
    Person,
    StaffAccount,
    StandIn,
)
from marketplace.people.rules import access
from marketplace.people.rules.house import Colleague, DeskCard, House, StandInCard


def house_of(session: Session, actor: Actor, public_id: str, *, now: datetime) -> House:
    """Return one of the actor's operators, in five statements; ``NotFound`` for another's."""
    row = session.execute(
        select(
            Operator.id, Operator.public_id, Operator.name, Operator.kind,
            Operator.destination_id, Destination.currency,
        )
        .join(Destination, Destination.id == Operator.destination_id)
        .where(Operator.public_id == public_id)
    ).one_or_none()  # fmt: skip
    access.require(row is not None and access.reaches_operator(actor, row.id))
    assert row is not None  # noqa: S101  # said by the line above
    champion = select(Champion.person_id).where(Champion.operator_id == row.id)
    return House(
        **row._asdict(), colleagues=_colleagues(session, row.id),
        stand_ins=_stand_ins(session, row.id, now), desk=desk_of(session, row.id),
        champion_id=session.scalar(champion),
    )  # fmt: skip


def houses(session: Session, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Return the actor's operators as public id and name, by name."""
    rows = session.execute(
        select(Operator.public_id, Operator.name)
        .where(Operator.id.in_(actor.operator_ids))
        .order_by(Operator.name, Operator.id)
    )
    return tuple((public_id, name) for public_id, name in rows)


def _colleagues(session: Session, operator_id: int) -> tuple[Colleague, ...]:
    staff = OperatorStaff
    rows = session.execute(
        select(
            Person.id, Person.name, func.coalesce(StaffAccount.email, ""), staff.function,
            staff.may_order, staff.may_receive, staff.may_pay, staff.may_approve,
            staff.order_limit_minor,
        )
        .join(staff, staff.person_id == Person.id)
        .outerjoin(StaffAccount, StaffAccount.person_id == Person.id)
        .where(staff.operator_id == operator_id, Person.disabled_at.is_(None))
        .order_by(Person.name, Person.id)
    )  # fmt: skip
    return tuple(Colleague(*row) for row in rows)


def _stand_ins(session: Session, operator_id: int, now: datetime) -> tuple[StandInCard, ...]:
    absent = aliased(Person)
    rows = session.execute(
        select(
            StandIn.id, StandIn.absent_id, absent.name, Person.name, StandIn.begins_at,
            StandIn.ends_at,
        )
        .join(absent, absent.id == StandIn.absent_id)
        .join(Person, Person.id == StandIn.person_id)
        .where(StandIn.operator_id == operator_id, StandIn.ends_at > now)
        .order_by(StandIn.begins_at, StandIn.id)
    )  # fmt: skip
    return tuple(StandInCard(*row) for row in rows)


def desk_of(session: Session, operator_id: int) -> DeskCard | None:
    """Return an operator's linkage desk, if it named one."""
    row = session.execute(
        select(
            LinkageDesk.person_id, Person.name, LinkageDesk.function, LinkageDesk.phone,
            LinkageDesk.opens, LinkageDesk.closes,
        )
        .join(Person, Person.id == LinkageDesk.person_id)
        .where(LinkageDesk.operator_id == operator_id)
    ).one_or_none()  # fmt: skip
    return DeskCard(*row) if row else None
