"""When a core product should be looked at again."""

from datetime import datetime, timedelta

LOOK_AFTER = timedelta(days=335)  # eleven months: five minutes once a year


def wants_a_look(looked_at: datetime | None, now: datetime) -> bool:
    """Tell whether eleven months have passed since somebody looked; never is long ago."""
    return looked_at is None or now - looked_at >= LOOK_AFTER


def months_since(looked_at: datetime, now: datetime) -> int:
    """Return whole months of thirty days since somebody looked."""
    return (now - looked_at).days // 30
