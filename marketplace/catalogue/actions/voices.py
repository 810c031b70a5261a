"""The recording studio: record a clip, keep the best one, drop what is not good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Recording
from marketplace.catalogue.rules.recordings import (
    EARLIEST_YEAR,
    RECORDING,
    RecordingRefusal,
    RecordingState,
    RecordingVerb,
)
from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordClip:
    """A clip as it was spoken; ``file`` is its name in the media store, ``ms`` its length."""

    language: str
    clip: str
    voice: str
    dialect: str
    spoken_on: date
    file: str
    ms: int


def record_clip(
    session: Session, actor: Actor, command: RecordClip, *, clips: Collection[str], today: date
) -> Recording:
    """Take a recording in; nobody hears it before it is kept. ``clips`` are those there are."""
    if command.clip not in clips:
        raise Refused(RecordingRefusal.UNKNOWN_CLIP)
    if not command.spoken_on.year >= EARLIEST_YEAR or command.spoken_on > today:
        raise Refused(RecordingRefusal.DAY_AHEAD)
    row = Recording(
        public_id=ids.public_id(), language=command.language, clip=command.clip,
        state=RecordingState.RECORDED, voice=command.voice, dialect=command.dialect,
        spoken_on=command.spoken_on, file=command.file, ms=command.ms, by_id=actor.person_id,
        at=clock.now(),
    )  # fmt: skip
    session.add(row)
    facts = {"language": command.language, "clip": command.clip}
    record(session, actor, verb="recording.record", subject=row, facts=facts)
    session.flush()
    return row


def keep_recording(session: Session, actor: Actor, public_id: str) -> Recording:
    """Let everybody hear it from now on; what was heard before is replaced, not lost."""
    row = _recording(session, public_id)
    before = session.scalars(
        select(Recording).where(
            Recording.language == row.language, Recording.clip == row.clip,
            Recording.state == RecordingState.KEPT, Recording.id != row.id,
        )
    ).one_or_none()  # fmt: skip
    if before is not None:
        step(session, actor, before, machine=RECORDING, verb=RecordingVerb.REPLACE)
        session.flush()
    if row.state is not RecordingState.KEPT:
        step(session, actor, row, machine=RECORDING, verb=RecordingVerb.KEEP)
    session.flush()
    return row


def drop_recording(session: Session, actor: Actor, public_id: str) -> Recording:
    """Drop a recording: its file may go, and what was heard before it is not put back."""
    row = _recording(session, public_id)
    if row.state is not RecordingState.DROPPED:
        step(session, actor, row, machine=RECORDING, verb=RecordingVerb.DROP)
    session.flush()
    return row


def _recording(session: Session, public_id: str) -> Recording:
    found = select(Recording).where(Recording.public_id == public_id).with_for_update()
    row = session.scalars(found).one_or_none()
    if row is None:
        raise NotFound
    return row
