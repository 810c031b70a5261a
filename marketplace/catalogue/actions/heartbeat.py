"""Proof that the database takes a write."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Installation
from marketplace.db import transaction

_BEAT = update(Installation).values(health_beats=Installation.health_beats + 1)


def beat(session: Session) -> None:
    """Count one heartbeat in a transaction of its own; lets the database's refusal through."""
    with transaction(session):
        session.execute(_BEAT, execution_options={"synchronize_session": False})
