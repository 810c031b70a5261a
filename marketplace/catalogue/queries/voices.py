"""What was recorded: the takes of one clip, how many wait, and what is kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Recording
from marketplace.catalogue.rules.recordings import LIVE, RecordingState
from marketplace.kernel.refused import NotFound

MOST = 30  # takes of one clip


@dataclass(frozen=True, slots=True)
class Take:
    """One recording of a clip."""

    public_id: str
    language: str
    clip: str
    state: RecordingState
    voice: str
    dialect: str
    spoken_on: date
    file: str
    ms: int

    @property
    def kept(self) -> bool:
        """Tell whether this is the one everybody hears."""
        return self.state is RecordingState.KEPT


_COLUMNS = tuple(getattr(Recording, name) for name in Take.__slots__)


def takes_of(session: Session, language: str, clip: str) -> tuple[Take, ...]:
    """Return the recordings of a clip, newest first; what was dropped is not among them."""
    found = (
        select(*_COLUMNS)
        .where(Recording.language == language, Recording.clip == clip, Recording.state.in_(LIVE))
        .order_by(Recording.id.desc())
        .limit(MOST)
    )
    return tuple(Take(*row) for row in session.execute(found))


def take(session: Session, public_id: str) -> Take:
    """Return one recording; raises ``NotFound`` for one that is dropped or never was."""
    found = select(*_COLUMNS).where(Recording.public_id == public_id, Recording.state.in_(LIVE))
    row = session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    return Take(*row)


def takes_waiting(session: Session, language: str) -> dict[str, int]:
    """Return how many recordings of each clip nobody has kept or dropped yet."""
    found = (
        select(Recording.clip, func.count())
        .where(Recording.language == language, Recording.state == RecordingState.RECORDED)
        .group_by(Recording.clip)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def kept_files(session: Session, language: str) -> dict[str, str]:
    """Return the file of each clip's kept recording."""
    found = select(Recording.clip, Recording.file).where(
        Recording.language == language, Recording.state == RecordingState.KEPT
    )
    return {row[0]: row[1] for row in session.execute(found)}
