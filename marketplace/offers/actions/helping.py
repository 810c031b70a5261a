"""Somebody at the same phone answers for another: recorded by name, nothing before her own yes.

It is no offer: it takes no turn, is counted nowhere, and stands in nobody's way. So whoever helps
learns nothing of her whom he names, not even whether there is such a symbol.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.actions.commands import KeepDraft
from marketplace.offers.actions.drafts import keep_draft
from marketplace.offers.models import HelpedAnswer
from marketplace.offers.rules.lists import Bringing
from marketplace.people.rules.access import require

WAITS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SayForHer:
    """What a helper says for somebody; ``person_id`` none where the symbol is nobody's."""

    person_id: int | None
    need_id: int
    quantity: int
    price_minor: int
    bringing: Bringing


def say_for_her(session: Session, actor: Actor, command: SayForHer) -> None:
    """Keep it for her word; said again by the same helper, the newer one stands.

    For a symbol that nobody has, and for himself, nothing is kept, and nothing tells.
    """
    require(actor.code_proved and actor.person_id is not None)
    if command.person_id in (None, actor.person_id):
        return
    keys.hold(session, "helped", command.person_id, actor.person_id)
    row = session.scalar(
        select(HelpedAnswer).where(
            HelpedAnswer.person_id == command.person_id, HelpedAnswer.need_id == command.need_id,
            HelpedAnswer.helper_id == actor.person_id,
        )
    )  # fmt: skip
    if row is None:
        row = HelpedAnswer(
            public_id=ids.public_id(), person_id=command.person_id, helper_id=actor.person_id,
            need_id=command.need_id,
        )  # fmt: skip
        session.add(row)
    row.quantity, row.price_minor = command.quantity, command.price_minor
    row.bringing, row.said_at = command.bringing, clock.now()
    facts = {"need": command.need_id, "person": command.person_id}
    record(session, actor, verb="helped_answer.say", subject=row, facts=facts)


def answer_helped(
    session: Session, actor: Actor, public_id: str, *, supplier_id: int, yes: bool
) -> None:
    """Take her own word: with yes it is her draft, which she looks at and sends; else it is gone.

    ``NotFound`` for anybody else's, and where it was answered already.
    """
    row = session.scalar(
        select(HelpedAnswer).where(HelpedAnswer.public_id == public_id).with_for_update()
    )
    if row is None or row.person_id != actor.person_id or not actor.code_proved:
        raise NotFound
    if yes:
        command = KeepDraft(
            row.need_id, supplier_id, ids.public_id(), row.quantity, row.price_minor, row.bringing
        )
        keep_draft(session, actor, command)
    facts = {"need": row.need_id, "helper": row.helper_id}
    verb = "helped_answer.take" if yes else "helped_answer.refuse"
    record(session, actor, verb=verb, subject=row, facts=facts)
    session.delete(row)


def sweep_helped(session: Session, now: datetime) -> None:
    """Forget what nobody said yes or no to for two weeks."""
    session.execute(delete(HelpedAnswer).where(HelpedAnswer.said_at < now - WAITS))
