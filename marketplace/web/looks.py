"""That somebody looked at a supplier's record: she can see and hear who did."""

from marketplace.i18n import format as shown
from marketplace.kernel.actor import Actor
from marketplace.people.actions.private import note_look
from marketplace.people.rules.private import Looked
from marketplace.web.asides import aside


def noted(actor: Actor, supplier_id: int, what: Looked) -> None:
    """Note a look at her record, once a person, thing and day."""
    day = shown.today()
    aside(lambda session: note_look(session, actor, supplier_id, what, day))
