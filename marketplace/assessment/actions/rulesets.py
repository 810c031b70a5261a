"""Storing a rule set: a version is never changed in place."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.rules.ruleset import DEFAULT
from marketplace.catalogue.models import RuleSetValue, RuleSetVersion
from marketplace.kernel import clock


def load_default_rule_set(session: Session) -> RuleSetVersion:
    """Store the built-in numbers as the installation's rule set; once, however often called."""
    found = session.scalar(
        select(RuleSetVersion).where(
            RuleSetVersion.destination_id.is_(None), RuleSetVersion.version == DEFAULT.version
        )
    )
    if found is not None:
        return found
    row = RuleSetVersion(destination_id=None, version=DEFAULT.version, in_force_from=clock.now())
    session.add(row)
    session.flush()
    session.add_all(
        RuleSetValue(rule_set_id=row.id, key=key, value=format(value, "f"))
        for key, value in DEFAULT.values().items()
    )
    session.flush()
    return row
