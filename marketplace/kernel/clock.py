"""What time it is, in UTC, with an offset that only the demo on loopback may move."""

from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def now() -> datetime:
    """Return the present moment in UTC, moved by the stored offset (zero outside the demo)."""
    return datetime.now(UTC) + _offset


def offset() -> timedelta:
    """Return the offset in force."""
    return _offset


def set_offset(value: timedelta) -> None:
    """Put the clock forward or back; the caller makes sure that it may."""
    global _offset  # noqa: PLW0603  # one process has one clock
    _offset = value
