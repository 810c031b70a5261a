"""``marketplace worker``: what must happen by itself: waves end, offers lapse, messages leave."""

import argparse
import signal
from threading import Event

from marketplace.app import create_app
from marketplace.config import from_environ
from marketplace.jobs import run_worker

INTERVAL_SECONDS = 5.0


def main(argv: list[str]) -> int:
    """Run ``marketplace worker`` until it is told to stop; ``--once`` runs one round."""
    parser = argparse.ArgumentParser(prog="marketplace worker", description=main.__doc__)
    parser.add_argument("--once", action="store_true", help="one round, then stop")
    options = parser.parse_args(argv)
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    if options.once:
        stop.set()
    run_worker(create_app(from_environ()), interval=INTERVAL_SECONDS, stop=stop)
    return 0
