"""What the clock does: one round of work, each piece in a transaction of its own."""

from marketplace.jobs.tick import Done, tick
from marketplace.jobs.worker import run_worker

__all__ = ["Done", "run_worker", "tick"]
