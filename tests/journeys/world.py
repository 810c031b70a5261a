"""The demo world on a Tuesday morning at nine, loaded once a worker and copied for each test."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Installation
from marketplace.db import db
from marketplace.kernel import clock
from tests.world import demo_loaded

HOUR_UTC = 6  # nine o'clock in Mto wa Mbu


def to_tuesday() -> timedelta:
    """How far the coming Tuesday's morning is from now."""
    now = datetime.now(UTC)
    day = now + timedelta(days=(1 - now.weekday()) % 7 or 7)
    return day.replace(hour=HOUR_UTC, minute=0, second=0, microsecond=0) - now


def tuesday(app: Flask) -> None:
    """Load the demo world on that morning, and keep its clock there."""
    moved = to_tuesday()
    clock.set_offset(moved)
    try:
        demo_loaded.fill(app)
        with app.app_context(), Session(db.engine) as session:
            kept = session.scalars(select(Installation)).one()
            kept.clock_offset_seconds = round(moved.total_seconds())
            session.commit()
    finally:
        clock.set_offset(timedelta(0))


DEMO = pytest.mark.filled.with_args(tuesday)
