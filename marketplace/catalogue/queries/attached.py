"""What every card of a photograph or a voice note says, and how many somebody brought today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models.attachments import Attachment
from marketplace.catalogue.rules.attachments import AttachmentKind, AttachmentState
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor

AT_ONCE = 50
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AttachedCard:
    """One photograph or voice note."""

    public_id: str
    kind: AttachmentKind
    state: AttachmentState
    file: str
    ms: int
    at: datetime


def attached_today(session: Session, actor: Actor, table: type[Attachment]) -> int:
    """Return how many files a person put beside such things in the last 24 hours."""
    found = select(func.count()).where(
        table.added_by_id == actor.person_id, table.at > clock.now() - _DAY
    )
    return session.scalar(found) or 0
