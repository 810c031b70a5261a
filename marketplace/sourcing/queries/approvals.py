"""What waits for a colleague's yes, and who may give it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Destination, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import OperatorStaff, Person, StandIn
from marketplace.sourcing.models import Need, NeedApproval, Property
from marketplace.sourcing.rules.lists import ApprovalState, DeclinedWhy, NeedState

_MOST = 60


@dataclass(frozen=True, slots=True)
class ApprovalCard:
    """A need above its asker's limit: what, how much it is worth, who asks, since when."""

    public_id: str
    code: str
    leaf_code: str
    picture: str
    quantity: int
    unit_code: str
    price_minor: int
    currency: str
    deliver_on: date
    property_name: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    operator_id: int
    state: ApprovalState
    why: DeclinedWhy | None

    @property
    def value_minor(self) -> int:
        """What the whole need is worth, in minor units."""
        return self.price_minor * self.quantity


def approvals(
    session: Session, actor: Actor, *, state: ApprovalState = ApprovalState.WAITING
) -> tuple[ApprovalCard, ...]:
    """Return what the person may decide or asked himself, oldest first, in one statement."""
    mine = NeedApproval.asked_by_id == actor.person_id
    return _cards(session, or_(mine, NeedApproval.operator_id.in_(_approving(actor))), state)


def waiting_for_approval(actor: Actor) -> Select[*tuple[Any, ...]]:
    """Select the needs of colleagues that wait for the actor's yes: which, and who asks."""
    return (
        select(NeedApproval.need_id, Person.name.label("asked_by"))
        .join(Need, Need.id == NeedApproval.need_id)
        .join(Person, Person.id == NeedApproval.asked_by_id)
        .where(
            NeedApproval.operator_id.in_(_approving(actor)),
            NeedApproval.asked_by_id != actor.person_id,
            NeedApproval.state == ApprovalState.WAITING,
            Need.state == NeedState.DRAFT,
        )
    )


def _approving(actor: Actor) -> list[int]:
    held = sorted(actor.operator_ids)
    return [one for one in held if f"may_approve:{one}" in actor.rights]


def _cards(
    session: Session, which: ColumnElement[bool], state: ApprovalState
) -> tuple[ApprovalCard, ...]:
    decided = NeedApproval.state != ApprovalState.WAITING
    rows = session.execute(
        select(
            Need.public_id, Need.code, Category.code, Category.picture, Need.quantity, Unit.code,
            func.coalesce(Need.price_minor, 0), Need.currency, Need.deliver_on, Property.name,
            NeedApproval.asked_by_id, Person.name, Need.created_at, NeedApproval.operator_id,
            NeedApproval.state, NeedApproval.why,
        )
        .select_from(NeedApproval)
        .join(Need, Need.id == NeedApproval.need_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Property, Property.id == Need.property_id)
        .join(Person, Person.id == NeedApproval.asked_by_id)
        .where(which, NeedApproval.state == state, or_(decided, Need.state == NeedState.DRAFT))
        .order_by(NeedApproval.id)
        .limit(_MOST)
    )  # fmt: skip
    return tuple(ApprovalCard(*row) for row in rows)  # type: ignore[call-arg]  # sixteen columns, in order


def approvers_besides(session: Session, operator_id: int, person_id: int | None) -> bool:
    """Tell whether somebody else at the operator may approve."""
    staff = OperatorStaff
    others = (
        select(staff.id)
        .join(Person, Person.id == staff.person_id)
        .where(staff.operator_id == operator_id, staff.may_approve, Person.disabled_at.is_(None))
        .where(staff.person_id != person_id)
    )
    return bool(session.scalar(select(exists(others))))


def limit_of(session: Session, operator_id: int, person_id: int | None) -> int | None:
    """Return the most a person may order there by himself, or for whom he stands in; none: any."""
    now, staff = clock.now(), OperatorStaff
    stood_in_for = select(StandIn.absent_id).where(
        StandIn.operator_id == operator_id, StandIn.person_id == person_id,
        StandIn.begins_at <= now, StandIn.ends_at > now,
    )  # fmt: skip
    limits = session.scalars(
        select(staff.order_limit_minor).where(
            staff.operator_id == operator_id,
            or_(staff.person_id == person_id, staff.person_id.in_(stood_in_for)),
        )
    ).all()
    known = [limit for limit in limits if limit is not None]
    return None if len(known) < len(limits) else max(known, default=0)


def zone_of_need(session: Session, need_id: int) -> str:
    """Return the time zone of a need's destination."""
    return session.scalars(
        select(Destination.timezone)
        .join(Need, Need.destination_id == Destination.id)
        .where(Need.id == need_id)
    ).one()
