"""The desk: second looks that were taken, and messages that left."""

from datetime import timedelta
from functools import partial

from sqlalchemy import or_, update

from marketplace.assessment.actions import review
from marketplace.assessment.models import Review
from marketplace.assessment.rules.lists import ReviewOutcome
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.journal.models import OutboxMessage
from marketplace.journal.outbox import EMAIL
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.offers.models import Offer
from marketplace.people.rules.access import reaches_place

LOOKED_AFTER = timedelta(days=3)
STILL_DUE = timedelta(days=8)
STILL_TO_CALL = timedelta(days=1)


def schedule_review(stage: Stage, row: Review) -> None:
    """Let a second look be taken after three days; what is younger than eight days is still due."""
    if clock.now() < stage.loaded - STILL_DUE:
        look = partial(_look, stage, row)
        stage.timeline.at(clock.now() + LOOKED_AFTER, Rank.DESK, look)


def _look(stage: Stage, row: Review) -> None:
    desk = _desk_of(stage, row.place_id)
    review(stage.session, desk, row.public_id, ReviewOutcome.RIGHT)


def _desk_of(stage: Stage, place_id: int) -> Actor:
    near = (row["code"] for _, row in stage.world.everywhere("facilitators"))
    desks = [stage.actors[code] for code in near]
    return next(desk for desk in desks if reaches_place(desk, place_id))


def close_the_books(stage: Stage) -> None:
    """Mark what is older than a day as sent and seen, and every e-mail; the rest is still to do."""
    yesterday = stage.loaded - STILL_TO_CALL
    stage.session.execute(
        update(OutboxMessage)
        .where(or_(OutboxMessage.created_at < yesterday, OutboxMessage.channel == EMAIL))
        .values(sent_at=OutboxMessage.created_at, attempts=1)
    )
    stage.session.execute(
        update(Offer).where(Offer.closed_at < yesterday).values(outcome_seen_at=Offer.closed_at)
    )
