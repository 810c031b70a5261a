"""``marketplace demo``: the demo world in an embedded database, made once and kept."""

import argparse
import os
import shutil
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

from flask import Flask

from marketplace.app import create_app
from marketplace.catalogue.queries import is_set_up
from marketplace.cli import demo_world
from marketplace.cli.migrate import engine_for, upgrade
from marketplace.cli.serve import serve
from marketplace.cli.voice import speak_beside
from marketplace.config import BadConfig, Config, from_environ
from marketplace.db import db
from marketplace.jobs import run_worker
from marketplace.media import Store
from marketplace.media.shelf import KEPT

MADE_HERE = ("mkeka.sqlite3", "mkeka.sqlite3-wal", "mkeka.sqlite3-shm", "secret")
WORKER_SECONDS = 3.0


def main(argv: list[str]) -> int:
    """Run ``marketplace demo``: makes the world if it is not there, prints the ways in, serves."""
    options = _parser().parse_args(argv)
    config = demo_config(Path(options.data).expanduser(), port=options.port)
    if options.fresh:
        renew(config.data_dir)
        config = demo_config(config.data_dir, port=options.port)
    if prepare(config):
        print("The demo world was made.", flush=True)
    app = create_app(config)
    stop = start_worker(app)
    speak_beside(config, stop)
    try:
        serve(app, config, ready=lambda address: print(demo_world.ways_in(address), flush=True))
    except KeyboardInterrupt:
        print("\nKept; start it again with the same command.")
    finally:
        stop.set()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="marketplace demo", description=main.__doc__)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000))
    parser.add_argument("--data", default=os.environ.get("DATA") or "demo-data")
    parser.add_argument("--fresh", action="store_true", help="renew the world first")
    return parser


def demo_config(data_dir: Path, *, port: int) -> Config:
    """Return the demo's settings: loopback, its own folder, never another database."""
    environ = {**os.environ, "MKEKA_DATA": str(data_dir), "PORT": str(port)}
    environ.pop("MKEKA_DATABASE_URL", None)
    environ.setdefault("MKEKA_LOG_LEVEL", "WARNING")
    return replace(from_environ(environ), demo=True)


def renew(data_dir: Path) -> None:
    """Remove what the demo made, and nothing else."""
    if not (data_dir / "mkeka.sqlite3").exists() and any(data_dir.iterdir()):
        made = {"secret"}
        if {p.name for p in data_dir.iterdir()} - made:
            raise BadConfig(f"{data_dir} holds other things; give --data a folder of its own.")
    for name in MADE_HERE:
        (data_dir / name).unlink(missing_ok=True)
    shutil.rmtree(data_dir / "media", ignore_errors=True)
    for kept in data_dir.glob(f"voice/*/{KEPT}"):
        kept.unlink()


def prepare(config: Config) -> bool:
    """Migrate, and load the world into a fresh database; tell whether it was made now."""
    engine = engine_for(config)
    upgrade(engine)
    engine.dispose()
    app = create_app(config)
    with app.app_context():
        if is_set_up(db.session()):
            db.engine.dispose()
            return False
        db.session.rollback()
        photos = Store(config.media_dir)
        demo_world.load(db.session(), pepper=config.secret, photos=photos)
        db.engine.dispose()
    return True


def start_worker(app: Flask) -> Event:
    """Let a worker run beside the server, in this process; set the event to stop it."""
    stop = Event()
    Thread(
        target=run_worker, args=(app,), kwargs={"interval": WORKER_SECONDS, "stop": stop},
        daemon=True,
    ).start()  # fmt: skip
    return stop
