"""Keeping what a facilitator found out about an operator before she begins."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.people.models import Operator
from marketplace.sourcing.models import OperatorAnswer
from marketplace.sourcing.queries.operator_ready import OperatorReady, operator_ready
from marketplace.sourcing.rules.operator_ready import Question, Told


def keep_operator_answers(
    session: Session, actor: Actor, public_id: str, told: Mapping[Question, Told]
) -> OperatorReady:
    """Keep the answers that were given; a question that is not named keeps its answer.

    Raises ``NotFound`` for an operator without a door in her places.
    """
    known = operator_ready(session, actor, public_id)
    for question, answer in told.items():
        _keep(session, actor, known.operator_id, question=question, told=answer)
    session.flush()
    operator = session.get_one(Operator, known.operator_id)
    record(session, actor, verb="operator.answers", subject=operator, facts={"told": len(told)})
    return operator_ready(session, actor, public_id)


def _keep(
    session: Session, actor: Actor, operator_id: int, *, question: Question, told: Told
) -> None:
    found = select(OperatorAnswer).where(
        OperatorAnswer.operator_id == operator_id, OperatorAnswer.question == question
    )
    row = session.scalar(found) or OperatorAnswer(operator_id=operator_id, question=question)
    row.told, row.asked_by_id, row.asked_at = told, actor.person_id or 0, clock.now()
    session.add(row)
