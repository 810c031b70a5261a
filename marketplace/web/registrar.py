"""Registering somebody: her code is dealt with no transaction open, then all is kept at once."""

from collections.abc import Callable

from marketplace.db import db, transaction
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people import actions
from marketplace.people.actions import Registered
from marketplace.people.rules.picture_codes import DealtCode, deal_code, pepper_of
from marketplace.people.rules.registration import RegisterSupplier, refusals
from marketplace.web.cookies import config

BLANK = DealtCode((), "", "")


def register(actor: Actor, command: Callable[[DealtCode], RegisterSupplier]) -> Registered:
    """Register a supplier; what is plainly missing is refused before the slow dealing begins."""
    db.session.rollback()
    plain = command(BLANK)
    Refused.unless_empty(refusals(plain))
    whole = command(deal_code(pepper_of(config().secret), seed=plain.client_key))
    with transaction(db.session()) as session:
        return actions.register_supplier(session, actor, whole)
