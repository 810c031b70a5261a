"""The app: one function that puts the house together and refuses a house with an open door."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import inspect, select

from marketplace import api, blueprints
from marketplace.catalogue.models import Installation
from marketplace.config import Config
from marketplace.db import db, prepare_engine
from marketplace.i18n import use_own_words
from marketplace.kernel import clock
from marketplace.web import (
    app_shell,
    current,
    errors,
    hand,
    logs,
    pages,
    porch,
    remarks,
    swaps,
    voice,
)
from marketplace.web.guard import refuse_bare_routes


def create_app(config: Config) -> Flask:
    """Build the app for a configuration; raise ``BareRoute`` if any address has no guard.

    The schema is made by ``marketplace migrate``, never here: two workers creating it at start-up
    killed the service once.
    """
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=config.secret,
        SQLALCHEMY_DATABASE_URI=config.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config),
        TESTING=config.testing,
    )
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    for install in (
        porch.install,
        current.install,
        swaps.install,
        pages.install,
        remarks.install,
        hand.install,
        voice.install,
        app_shell.install,
        errors.install,
    ):
        install(app)
    blueprints.register(app)
    api.register(app)
    refuse_bare_routes(app)
    settle(app, config)
    return app


def settle(app: Flask, config: Config) -> None:
    """Let an installation move in: its settings, its own words, what its database keeps for it."""
    app.extensions["mkeka"] = config
    logs.configure(config.log_level)
    use_own_words(config.words_dir)
    with app.app_context():
        if config.demo:
            restore_clock()


def engine_options(config: Config) -> dict[str, object]:
    """Return what the engine needs: live connections on PostgreSQL, waiting ones on SQLite."""
    if config.is_sqlite:
        return {"connect_args": {"timeout": 10}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 10}


def restore_clock() -> None:
    """Take up the demo's moved clock where it was left; a fresh database has none."""
    if not inspect(db.engine).has_table(Installation.__tablename__):
        return
    seconds = db.session.scalar(select(Installation.clock_offset_seconds))
    db.session.rollback()
    clock.set_offset(timedelta(seconds=seconds or 0))
