"""What the surroundings say about this run: which database, and whether a build server runs it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def database() -> str:
    """Return the database of this run: ``sqlite`` (the default) or ``postgres``."""
    return os.environ.get("MKEKA_TEST_DB", "sqlite")


def examples(usual: int) -> int:
    """Return how many examples a costly property takes: ten times as many on a search."""
    return usual * (10 if os.environ.get("MKEKA_HYPOTHESIS") == "search" else 1)


def in_ci() -> bool:
    """Tell whether a build server runs us, which accepts no gap."""
    return os.environ.get("CI", "").lower() in {"true", "1", "yes"}
