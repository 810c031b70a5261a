"""``marketplace practice``: a world to learn in, beside the real one and never part of it.

It has a folder and an embedded database of its own in ``MKEKA_DATA/practice``, whatever the real
installation uses; every page says so, no message leaves, and it begins anew whenever wanted.
"""

import argparse
import os
import secrets
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import update

from marketplace.app import create_app
from marketplace.catalogue.queries import is_set_up
from marketplace.cli import demo_world
from marketplace.cli.demo import start_worker
from marketplace.cli.migrate import engine_for, is_current, upgrade
from marketplace.cli.serve import serve
from marketplace.config import Config, from_environ
from marketplace.db import db, transaction
from marketplace.people.models import StaffAccount
from marketplace.people.rules.passwords import hash_password
from marketplace.web.practice import PRISTINE, begin_anew

FOLDER, PASSWORD = "practice", "password"
PORT = 8001


def main(argv: list[str]) -> int:
    """Run ``marketplace practice``; with ``--reset`` the world begins anew, even while served."""
    parser = argparse.ArgumentParser(prog="marketplace practice", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--reset", action="store_true", help="begin anew, then stop")
    options = parser.parse_args(argv)
    config = practice_config(os.environ, port=options.port)
    prepare(config)
    if options.reset:
        begin_anew(config.data_dir)
        print("The practice world has begun anew; everybody signs in again.")
        return 0
    app = create_app(config)
    stop = start_worker(app)
    try:
        serve(app, config, ready=lambda address: print(_ways_in(config, address), flush=True))
    finally:
        stop.set()
    return 0


def practice_config(environ: Mapping[str, str], *, port: int) -> Config:
    """Return the settings of the practice world: its own folder and database, and no mail."""
    data = Path(environ.get("MKEKA_DATA") or "data").expanduser() / FOLDER
    own = {
        **environ, "MKEKA_DATA": str(data), "PORT": str(port), "MKEKA_DATABASE_URL": "",
        "MKEKA_SECRET": "", "MKEKA_SMTP_URL": "", "MKEKA_MAIL_FROM": "",
    }  # fmt: skip
    return replace(from_environ(own), practice=True)


def prepare(config: Config) -> None:
    """Make the world where there is none, or where a newer version needs another schema."""
    engine = engine_for(config)
    kept = (config.data_dir / PRISTINE).exists() and is_current(engine)
    if not kept:
        upgrade(engine)
    engine.dispose()
    if kept:
        return
    app = create_app(config)
    with app.app_context():
        if not is_set_up(db.session()):
            db.session.rollback()
            demo_world.load(db.session(), pepper=config.secret)
        _own_password(config)
        db.engine.dispose()
    _keep_pristine(config.data_dir)


def _own_password(config: Config) -> None:
    """Give everybody a password of this world: it may be served to phones, the demo's is known."""
    hashed = hash_password(password_of(config))
    with transaction(db.session()) as session:
        session.execute(update(StaffAccount).values(password_hash=hashed))


def password_of(config: Config) -> str:
    """Return the one password of this world; made at first, readable by the owner only."""
    path = config.data_dir / PASSWORD
    if not path.exists():
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text(encoding="utf-8")


def _keep_pristine(data_dir: Path) -> None:
    (data_dir / PRISTINE).unlink(missing_ok=True)
    with closing(sqlite3.connect(data_dir / "mkeka.sqlite3")) as live:
        live.execute("VACUUM INTO ?", (str(data_dir / PRISTINE),))


def _ways_in(config: Config, address: str) -> str:
    told = demo_world.ways_in(address, password=password_of(config), what="The practice world")
    return told.replace("marketplace demo --fresh", "marketplace practice --reset")
