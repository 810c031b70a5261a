"""The demo's clock, moved and remembered."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Installation
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound


def move_clock(session: Session, actor: Actor, seconds: int) -> None:
    """Put the clock ``seconds`` off the real time; the caller has made sure that it may.

    Anything but a demo installation has no such clock (``NotFound``).
    """
    installation = session.scalar(select(Installation).where(Installation.is_demo))
    if installation is None:
        raise NotFound
    installation.clock_offset_seconds = seconds
    record(session, actor, verb="clock.move", subject=installation, facts={"seconds": seconds})
    clock.set_offset(timedelta(seconds=seconds))
