"""``marketplace check``: names every problem of the set-up, one line each."""

import argparse
import sqlite3
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from marketplace.catalogue.queries import is_set_up
from marketplace.cli.migrate import engine_for, is_current
from marketplace.cli.promises import promises_kept
from marketplace.config import LOOPBACK, Config, from_environ

OLDEST_SQLITE = (3, 35, 0)  # RETURNING
WANTED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


def main(argv: list[str]) -> int:
    """Run ``marketplace check``: status 1 if there is any problem."""
    argparse.ArgumentParser(prog="marketplace check", description=main.__doc__).parse_args(argv)
    config = from_environ()
    print(f"SQLite {sqlite3.sqlite_version} is linked.")
    problems = [*_settings(config), *_database(config)]
    for problem in problems:
        print(f"problem: {problem}")
    print("Everything is in order." if not problems else f"{len(problems)} to mend.")
    return 1 if problems else 0


def _settings(config: Config) -> Iterator[str]:
    if config.insecure_http:
        yield "INSECURE_HTTP=1: cookies and codes travel in the open; use TLS."
    if config.host not in LOOPBACK and not config.behind_tls:
        yield "MKEKA_BEHIND_TLS is not set, but the address is not loopback."
    if config.host not in LOOPBACK and not config.hosts:
        yield "MKEKA_HOSTS is empty: list the names this installation answers to."
    if config.is_sqlite and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield f"SQLite {sqlite3.sqlite_version} is too old; 3.35 is the oldest that works."
    if config.smtp_url and not config.mail_from:
        yield "MKEKA_SMTP_URL is set, but MKEKA_MAIL_FROM is not."
    mode = (config.data_dir / "secret").stat().st_mode if _has_secret(config) else 0
    if mode & 0o077:
        yield "The file `secret` can be read by others: chmod 600 it."


def _has_secret(config: Config) -> bool:
    return (config.data_dir / "secret").exists()


def _database(config: Config) -> Iterator[str]:
    engine = engine_for(config)
    try:
        if not is_current(engine):
            yield "The database is not up to date: run `marketplace migrate`."
            return
        with Session(engine) as session:
            yield from _contents(session, config)
    except SQLAlchemyError as error:
        yield f"The database does not answer: {type(error).__name__}."
    finally:
        engine.dispose()


def _contents(session: Session, config: Config) -> Iterator[str]:
    if config.is_sqlite:
        for pragma, wanted in WANTED.items():
            found = str(session.scalar(text(f"PRAGMA {pragma}"))).lower()
            if found != wanted:
                yield f"SQLite's {pragma} is {found}, not {wanted}."
    if not is_set_up(session):
        yield "Nothing is set up yet: run `marketplace setup`."
    for broken in promises_kept(session):
        yield f"Promise {broken.promise} is broken: {broken.found}."
