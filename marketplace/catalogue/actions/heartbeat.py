"""Signs of life: that the database takes a write, that the worker is at work."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Installation, WorkerBeat
from marketplace.db import transaction
from marketplace.kernel import clock

BEAT_EVERY = timedelta(seconds=30)

_BEAT = update(Installation).values(health_beats=Installation.health_beats + 1)


def beat(session: Session) -> None:
    """Count one heartbeat in a transaction of its own; lets the database's refusal through."""
    with transaction(session):
        session.execute(_BEAT, execution_options={"synchronize_session": False})


def worker_beat(session: Session, *, failed: int) -> None:
    """Note that a round was done and how much of it failed; twice a minute is enough."""
    now = clock.now()
    last = session.scalar(select(WorkerBeat.at))
    session.rollback()
    if last is not None and not failed and abs(now - last) < BEAT_EVERY:
        return
    with transaction(session):
        beat = session.get(WorkerBeat, 1) or WorkerBeat(id=1, at=now, beats=0, failed=0)
        beat.at, beat.beats, beat.failed = now, beat.beats + 1, beat.failed + failed
        session.add(beat)
