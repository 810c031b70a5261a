"""``marketplace serve``: waitress, made for slow clients (docs/adr/0002)."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask
from waitress import create_server

from marketplace.app import create_app
from marketplace.cli.migrate import is_current
from marketplace.config import Config, from_environ
from marketplace.db import db

# waitress' own default of 100 connections starves slow phones; a kept connection saves 1.8 s a
# page at 800 ms, so it is kept for 190 s.
SERVER = {"threads": 8, "connection_limit": 1000, "channel_timeout": 190, "asyncore_use_poll": True}


def serve(app: Flask, config: Config, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve until interrupted; ``ready`` is told the address once the socket listens."""
    server: Any = create_server(
        app, host=config.host, port=config.port, ident="", clear_untrusted_proxy_headers=True,
        **SERVER,
    )  # fmt: skip
    if ready is not None:
        ready(f"http://{config.host}:{server.effective_port}/")
    try:
        server.run()
    finally:
        server.close()
        with app.app_context():
            db.engine.dispose()


def main(argv: list[str]) -> int:
    """Run ``marketplace serve``; settings come from the environment (README)."""
    argparse.ArgumentParser(prog="marketplace serve", description=main.__doc__).parse_args(argv)
    config = from_environ()
    app = create_app(config)
    with app.app_context():
        current = is_current(db.engine)
    if not current:
        print("The database is not up to date: run `marketplace migrate` first.", file=sys.stderr)
        return 1
    serve(app, config, ready=lambda address: print(f"Serving on {address}", flush=True))
    return 0
