"""The worker: rounds of the clock until it is told to stop."""

import logging
from threading import Event

from flask import Flask

from marketplace.catalogue.actions import worker_beat
from marketplace.channels.outbox import deliver
from marketplace.db import db
from marketplace.jobs.media_sweep import Sweeper
from marketplace.jobs.tick import tick
from marketplace.media import Store

log = logging.getLogger(__name__)


def run_worker(app: Flask, *, interval: float, stop: Event) -> None:
    """Run a round every ``interval`` seconds until ``stop`` is set; at least one round.

    A round that cannot even begin (the database is away) is logged and tried again.
    """
    sweeper = Sweeper(Store(app.extensions["mkeka"].media_dir))
    while True:
        _round(app, sweeper)
        if stop.wait(interval):
            return


def _round(app: Flask, sweeper: Sweeper) -> None:
    with app.app_context():
        try:
            done = tick(db.session())
            worker_beat(db.session(), failed=done.failed)
            deliver(db.session(), app.extensions["mkeka"])
            sweeper.sweep_when_due(db.session())
        except Exception:  # the worker outlives a database that is away
            log.exception("a round of the worker failed")
        finally:
            db.session.remove()
