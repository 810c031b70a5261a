"""That somebody looked at a supplier's record: she can see and hear who did."""

from collections.abc import Iterable

from marketplace.i18n import format as shown
from marketplace.kernel.actor import Actor
from marketplace.people.actions.private import note_listed, note_look
from marketplace.people.rules.private import Looked
from marketplace.web.asides import aside


def noted(actor: Actor, supplier_id: int, what: Looked) -> None:
    """Note a look at her record, once a person, thing and day."""
    day = shown.today()
    aside(lambda session: note_look(session, actor, supplier_id, what, day))


def listed(actor: Actor, supplier_ids: Iterable[int]) -> None:
    """Note a look through the directory: each supplier on the page, once a person and day."""
    day, shown_here = shown.today(), tuple(supplier_ids)
    aside(lambda session: note_listed(session, actor, shown_here, day))
