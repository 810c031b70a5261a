"""What an operator means to buy here, and what it still buys elsewhere, from where."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people.models import OperatorStaff
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.actions.properties import IncumbentFacts, keep_incumbent
from marketplace.sourcing.models import IncumbentSource, LinkagePolicy
from marketplace.sourcing.rules.lists import Origin
from marketplace.sourcing.rules.refusals import PolicyRefusal


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPolicy:
    """A target: so many percent of what is spent is spent here, until a day; who answers for it."""

    operator_id: int
    local_percent: int
    until: date
    words: str
    answers_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """An incumbent with its source: how much a month, from where, how many days on its way."""

    bought: IncumbentFacts
    origin: Origin
    monthly_quantity: int
    lead_days: int


def set_policy(session: Session, actor: Actor, command: SetPolicy) -> LinkagePolicy:
    """Keep an operator's linkage policy; only his own people set it, and one of them answers."""
    require(reaches_operator(actor, command.operator_id))
    if not _works_there(session, command.answers_id, command.operator_id):
        raise Refused(PolicyRefusal.NOT_OUR_PERSON)
    if not 1 <= command.local_percent <= 100:
        raise Refused(PolicyRefusal.PERCENT)
    found = select(LinkagePolicy).where(LinkagePolicy.operator_id == command.operator_id)
    row = session.scalar(found) or LinkagePolicy(operator_id=command.operator_id)
    row.local_percent, row.until = command.local_percent, command.until
    row.words, row.answers_id = command.words, command.answers_id
    row.set_by_id, row.set_at = actor.person_id or 0, clock.now()
    session.add(row)
    record(session, actor, verb="policy.set", subject=row, facts={"percent": row.local_percent})
    return row


def _works_there(session: Session, person_id: int, operator_id: int) -> bool:
    found = select(OperatorStaff.id).where(
        OperatorStaff.person_id == person_id, OperatorStaff.operator_id == operator_id
    )
    return session.execute(found).first() is not None


def keep_source(session: Session, actor: Actor, facts: SourceFacts) -> IncumbentSource:
    """Keep what is bought elsewhere: its landed cost, how much a month, and where it comes from."""
    incumbent = keep_incumbent(session, actor, facts.bought)
    session.flush()
    found = select(IncumbentSource).where(IncumbentSource.incumbent_id == incumbent.id)
    row = session.scalar(found) or IncumbentSource(incumbent_id=incumbent.id)
    row.origin, row.lead_days = facts.origin, facts.lead_days
    row.monthly_quantity = facts.monthly_quantity
    session.add(row)
    return row
