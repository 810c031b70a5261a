"""How ready an operator is for a linkage, for a facilitator of one of its doors' places."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Operator
from marketplace.people.queries.reach import at_places
from marketplace.people.rules.access import require
from marketplace.sourcing.models import OperatorAnswer, Property
from marketplace.sourcing.rules.operator_ready import Question, Ready, Told, readiness


@dataclass(frozen=True, slots=True)
class OperatorReady:
    """What was told of an operator, question by question, and what follows."""

    operator_id: int
    public_id: str
    name: str
    told: dict[Question, Told]

    @property
    def ready(self) -> Ready:
        """What the five answers say."""
        return readiness(self.told)


def operator_ready(session: Session, actor: Actor, public_id: str) -> OperatorReady:
    """Return an operator's answers; raise ``NotFound`` without a door in her places."""
    require(actor.has(Role.FACILITATOR))
    door = exists().where(Property.operator_id == Operator.id, at_places(actor, Property.place_id))
    rows = session.execute(
        select(Operator.id, Operator.name, OperatorAnswer.question, OperatorAnswer.told)
        .outerjoin(OperatorAnswer, OperatorAnswer.operator_id == Operator.id)
        .where(Operator.public_id == public_id, door)
    ).all()
    if not rows:
        raise NotFound
    told = {row.question: row.told for row in rows if row.question is not None}
    return OperatorReady(rows[0].id, public_id, rows[0].name, told)
