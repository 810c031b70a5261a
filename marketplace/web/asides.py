"""Small writes while reading: last seen, seen marks. They never spoil the page they come with."""

import logging
from collections.abc import Callable

from flask import g
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from marketplace.db import db, transaction

log = logging.getLogger("mkeka")


def aside(write: Callable[[Session], object]) -> None:
    """Write in a short transaction of its own; where nothing can be written, reading goes on."""
    session = db.session()
    try:
        with transaction(session):
            write(session)
    except OperationalError:
        log.warning("aside not written", extra={"request_id": g.get("request_id")})
