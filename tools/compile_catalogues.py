"""Compiles every message catalogue (.po) whose compiled form (.mo) is missing or older."""

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_one(source: Path) -> None:
    """Write ``messages.mo`` beside its source, never leaving half a file behind."""
    with source.open("rb") as handle:
        catalogue = read_po(handle, locale=source.parent.parent.name)
    fresh = source.with_suffix(f".mo.{os.getpid()}")  # two may compile at once
    with fresh.open("wb") as handle:
        write_mo(handle, catalogue)
    fresh.replace(source.with_suffix(".mo"))


def is_stale(source: Path) -> bool:
    """Tell whether the compiled form must be made again."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_all(folder: Path) -> int:
    """Compile what is stale under ``folder`` and return how many catalogues that were."""
    stale = [path for path in sorted(folder.glob("*/LC_MESSAGES/*.po")) if is_stale(path)]
    for path in stale:
        compile_one(path)
    return len(stale)


if __name__ == "__main__":
    compile_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("translations"))
