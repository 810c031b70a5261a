"""Whether anybody can run the installation."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Role
from marketplace.people.models import Person, RoleGrant


def has_administrator(session: Session) -> bool:
    """Tell whether there is an administrator who is not disabled."""
    living = (
        select(RoleGrant.id)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(RoleGrant.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))
    )
    return bool(session.scalar(select(exists(living))))
