"""The practice world's one trick: to begin anew while it is served."""

import sqlite3
from contextlib import closing
from pathlib import Path

PRISTINE = "pristine.sqlite3"
LIVE = "mkeka.sqlite3"
PATIENCE_SECONDS = 10


def begin_anew(data_dir: Path) -> None:
    """Put the untouched world in the place of the one that was practised in.

    SQLite copies it page by page in one writing transaction: who reads meanwhile reads the old
    one to the end, and nobody meets a half. All sessions end with it.
    """
    with (
        closing(sqlite3.connect(data_dir / PRISTINE)) as untouched,
        closing(sqlite3.connect(data_dir / LIVE, timeout=PATIENCE_SECONDS)) as live,
    ):
        live.execute(f"PRAGMA busy_timeout={PATIENCE_SECONDS * 1000}")
        untouched.backup(live)
