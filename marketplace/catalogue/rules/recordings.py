"""A recording's life: recorded, then kept (and heard) or dropped; a newer one replaces it."""

from enum import StrEnum

from marketplace.kernel.states import Machine, rows


class RecordingState(StrEnum):
    """How a recording stands; what was never recorded is synthetic or silent."""

    DROPPED = "dropped"
    KEPT = "kept"
    RECORDED = "recorded"
    REPLACED = "replaced"


class RecordingVerb(StrEnum):
    """What is done with a recording."""

    DROP = "drop"
    KEEP = "keep"
    REPLACE = "replace"


_S, _V = RecordingState, RecordingVerb
RECORDING: Machine[RecordingState, RecordingVerb] = Machine(
    "recording",
    rows(
        ((_S.RECORDED, _S.REPLACED), _V.KEEP, _S.KEPT),
        ((_S.RECORDED, _S.REPLACED), _V.DROP, _S.DROPPED),
        (_S.KEPT, _V.REPLACE, _S.REPLACED),
        (_S.KEPT, _V.DROP, _S.DROPPED),
    ),
)
LIVE = (_S.KEPT, _S.RECORDED, _S.REPLACED)
EARLIEST_YEAR = 2000


class RecordingRefusal(StrEnum):
    """Why a recording is not taken in."""

    DAY_AHEAD = "day_ahead"
    UNKNOWN_CLIP = "unknown_clip"
