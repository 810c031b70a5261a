"""What only a person can know, asked once: it goes in beside the facts and the check runs again."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from marketplace.assessment.actions.store import write_result
from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.facts import Fact, FactSource, Value, by_key
from marketplace.assessment.queries.stored import assessment_at_desk, recompute
from marketplace.assessment.rules.errors import BadInput
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.parse import OFFER
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.words import N_, Sentence


def answer(
    session: Session, actor: Actor, public_id: str, values: Mapping[str, Value]
) -> Assessment:
    """Add what a facilitator judged (keys of the data format under ``offer``) and check again.

    Raises ``BadInput`` naming a key or value that cannot be used, ``Refused`` where the
    assessment no longer waits. Price, quantity and terms stay what need and offer say.
    """
    row = assessment_at_desk(session, actor, public_id)
    if row.state is not AssessmentState.WAITING:
        raise Refused(WrongState.NOT_NOW)
    known = recompute(session, row)
    judged = [_judged(key, value) for key, value in values.items()]
    facts = by_key([*known.facts.values(), *judged])
    write_result(session, row, facts, known.rules)
    record(session, actor, verb="assessment.answer", subject=row, facts={"keys": len(judged)})
    return row


JUDGED = frozenset(
    ["segment", "slot", "zone", "guest_price", "users", "op_income", "safety", "safety_text",
     "children", "existing_similar", "staged", "secrecy", "exclusivity", "exclusivity_minimum",
     "exclusivity_months", "months_to_spec", "one_off_reason", "guest_share", "daily_need"]
)  # fmt: skip


def _judged(key: str, value: Value) -> Fact:
    if key not in JUDGED or key not in OFFER:
        raise BadInput(f"offer.{key}", Sentence(N_("is not a key a person judges")))
    return Fact(f"offer.{key}", value, FactSource.JUDGED)
