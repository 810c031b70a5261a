"""Moving one signal by one level, with a written reason: calibration data, never a habit."""

from sqlalchemy.orm import Session

from marketplace.assessment.actions.store import write_result
from marketplace.assessment.models import Assessment, AssessmentOverride
from marketplace.assessment.queries.overridden import override_of
from marketplace.assessment.queries.stored import assessment_at_desk, recompute
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.signing import Override, override_refusals
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState


def override(session: Session, actor: Actor, public_id: str, told: Override) -> Assessment:
    """Move one signal of an assessment that waits by one level.

    The reason stays outside the journal, which tells the codes and levels. Raises ``Refused``
    with ``OverrideRefusal`` (never an illegal, hazardous or child-harming A7, nor C1 at 3), or
    ``WrongState``; ``NotFound`` outside her places.
    """
    row = assessment_at_desk(session, actor, public_id)
    if row.state is not AssessmentState.WAITING:
        raise Refused(WrongState.NOT_NOW)
    known = recompute(session, row)
    earlier = 0 if override_of(session, row.id) is None else 1
    Refused.unless_empty(override_refusals(known.result, told, earlier=earlier))
    signal = known.result.signal(told.code)
    before = 0 if signal is None else signal.level
    session.add(
        AssessmentOverride(
            assessment_id=row.id, code=told.code, level_from=before, level_to=told.level,
            reason=told.reason.strip(), made_by_id=actor.person_id, made_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()
    write_result(session, row, known.facts, known.rules)
    facts: dict[str, int | str] = {"signal": told.code, "from": before, "to": told.level}
    record(session, actor, verb="assessment.override", subject=row, facts=facts)
    return row
