"""``marketplace restore FILE``: an installation out of a backup, verified before anything moves."""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from marketplace.cli.backup import read_back, store_of
from marketplace.cli.backups import archive
from marketplace.cli.backups.manifest import BackupProblem, Manifest
from marketplace.cli.backups.stores import Store, refuse_unknown
from marketplace.config import Config, from_environ
from marketplace.kernel import clock

IN_FOLDER = (archive.MEDIA, archive.SECRET, archive.WORDS)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where what stood there before is kept."""

    manifest: Manifest
    kept: tuple[str, ...]


def main(argv: list[str]) -> int:
    """Run ``marketplace restore``: status 1 if nothing was changed."""
    parser = argparse.ArgumentParser(prog="marketplace restore", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="a file made by backup")
    parser.add_argument("--force", action="store_true", help="replace what is there; it is kept")
    options = parser.parse_args(argv)
    config = from_environ()
    try:
        done = restore(config, options.file, force=options.force)
    except (BackupProblem, OSError) as problem:
        print(f"marketplace restore: {problem}", file=sys.stderr)
        return 1
    print(f"Restored: {done.manifest.journal_length:,} journal entries of {done.manifest.made_at}.")
    for place in done.kept:
        print(f"What was replaced is kept in {place}.")
    if os.environ.get("MKEKA_SECRET"):
        print("MKEKA_SECRET is set: it must be the one of the backup (see the file `secret`).")
    return 0


def restore(config: Config, file: Path, *, force: bool) -> Restored:
    """Put a backup in place; raise ``BackupProblem`` with nothing changed if it cannot be used."""
    store = store_of(config)
    with tempfile.TemporaryDirectory(dir=config.data_dir, prefix=".restore-") as folder:
        staged = Path(folder)
        manifest = read_back(store, file, staged)
        refuse_unknown(manifest.schema)
        occupied = _occupied(config, store)
        if occupied and not force:
            raise BackupProblem(
                "there is an installation here already. With --force it is replaced "
                "(what stands here is kept aside). Nothing was changed."
            )
        aside = f"replaced-{clock.now():%Y%m%dT%H%M%S%f}"
        kept = {store.replace(staged / archive.DATABASE, aside)}
        folder_aside = config.data_dir / aside if occupied else None
        kept |= {_move(staged / one, config.data_dir / one, folder_aside) for one in IN_FOLDER}
    (config.data_dir / archive.SECRET).chmod(archive.PRIVATE)
    return Restored(manifest, tuple(sorted(place for place in kept if place)))


def _occupied(config: Config, store: Store) -> bool:
    return store.occupied() or any(archive.files_of(config.data_dir / archive.MEDIA))


def _move(new: Path, place: Path, aside: Path | None) -> str | None:
    """Put one thing in place; a folder's contents, because the folder may be a disk of its own."""
    kept = None
    if aside is not None and place.exists():
        _carry(place, aside / place.name)
        kept = str(aside)
    if new.exists():
        _carry(new, place)
    return kept


def _carry(what: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    if not what.is_dir():
        shutil.move(what, to)
        return
    to.mkdir(exist_ok=True)
    for child in list(what.iterdir()):
        shutil.move(child, to / child.name)
