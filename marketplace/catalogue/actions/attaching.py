"""A photograph or a voice note, whatever it lies beside: who may was asked before."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models.attachments import Attachment
from marketplace.catalogue.rules.attachments import (
    LIVE,
    Attached,
    AttachmentState,
    AttachmentVerb,
    KeptFile,
    WhyRefused,
)
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor


def attach(
    session: Session,
    actor: Actor,
    table: type[Attachment],
    beside_id: int,
    kept: KeptFile,
    **more: Any,
) -> Attached:
    """Put a file in the place of an older one of its kind; ``more`` is what only this table has."""
    replaced = _remove_older(session, actor, table, beside_id, kept)
    row = table(
        **{f"{table.beside}_id": beside_id}, public_id=ids.public_id(), kind=kept.kind,
        file=kept.file, state=AttachmentState.WAITING, size=kept.size, ms=kept.ms,
        added_by_id=actor.person_id, at=clock.now(), **more,
    )  # fmt: skip
    session.add(row)
    facts = {table.beside: beside_id, **more}
    record(session, actor, verb=f"{table.machine.subject}.add", subject=row, facts=facts)
    session.flush()
    return Attached(row.public_id, replaced)


def _remove_older(
    session: Session, actor: Actor, table: type[Attachment], beside_id: int, kept: KeptFile
) -> str | None:
    found = select(table).filter_by(**{f"{table.beside}_id": beside_id}, kind=kept.kind)
    before = session.scalars(found.where(table.state.in_(LIVE))).one_or_none()
    if before is None:
        return None
    return remove(session, actor, [before])[0]


def remove(session: Session, actor: Actor, rows: Iterable[Attachment]) -> tuple[str, ...]:
    """Remove attachments; return the files that may go."""
    removed = tuple(rows)
    for row in removed:
        step(session, actor, row, machine=row.machine, verb=AttachmentVerb.REMOVE)
    session.flush()
    return tuple(row.file for row in removed)


def looked(session: Session, actor: Actor, row: Attachment, why: WhyRefused | None) -> str | None:
    """Let it be seen, or refuse it; return the name of a refused one's file."""
    verb = AttachmentVerb.REFUSE if why else AttachmentVerb.SHOW
    row.looked_by_id, row.looked_at, row.why_refused = actor.person_id, clock.now(), why
    facts = {"why": why.value} if why else {}
    step(session, actor, row, machine=row.machine, verb=verb, facts=facts)
    session.flush()
    return row.file if why else None
