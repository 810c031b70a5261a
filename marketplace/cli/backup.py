"""``marketplace backup FILE``: the whole installation in one file, while it runs."""

import argparse
import sys
import tempfile
from pathlib import Path

from marketplace import __version__
from marketplace.cli.backups import archive
from marketplace.cli.backups.embedded import Embedded
from marketplace.cli.backups.manifest import BackupProblem, Manifest
from marketplace.cli.backups.postgres import Postgres
from marketplace.cli.backups.stores import Store
from marketplace.config import Config, from_environ
from marketplace.kernel import clock


def main(argv: list[str]) -> int:
    """Run ``marketplace backup``: status 1 if no whole backup could be made."""
    parser = argparse.ArgumentParser(prog="marketplace backup", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write; must not exist")
    options = parser.parse_args(argv)
    try:
        manifest = back_up(from_environ(), options.file)
    except (BackupProblem, OSError) as problem:
        print(f"marketplace backup: {problem}", file=sys.stderr)
        return 1
    media = sum(name.startswith(f"{archive.MEDIA}/") for name in manifest.files)
    print(
        f"Written and read back: {options.file} ({options.file.stat().st_size:,} bytes; "
        f"{manifest.journal_length:,} journal entries, {media:,} media files)."
    )
    print("It holds the secret: keep it where only you can read it.")
    return 0


def store_of(config: Config) -> Store:
    """Return the database of a configuration as a backup sees it."""
    return Embedded(config) if config.is_sqlite else Postgres(config)


def back_up(config: Config, file: Path) -> Manifest:
    """Write a backup and read it back; raise ``BackupProblem`` and leave nothing otherwise."""
    if file.exists():
        raise BackupProblem(f"{file} exists already; give another name.")
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            manifest = _stage(config, Path(folder))
            archive.pack(Path(folder), manifest, part)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            read_back(store_of(config), part, Path(folder))
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _stage(config: Config, staged: Path) -> Manifest:
    """Set everything aside: the database first, so that no media file it names can be missing."""
    store = store_of(config)
    schema, head = store.snapshot(staged / archive.DATABASE)
    for folder in (archive.MEDIA, archive.WORDS):
        archive.stage_media(config.data_dir / folder, staged / folder)
    (staged / archive.SECRET).write_text(config.secret, encoding="utf-8")
    return Manifest(
        version=__version__, made_at=clock.now().isoformat(), database=store.name, schema=schema,
        journal_length=head.length, journal_hash=head.last_hash,
        files=archive.weigh(staged),
    )  # fmt: skip


def read_back(store: Store, file: Path, into: Path) -> Manifest:
    """Take a backup apart, compare every checksum, and look into the database."""
    manifest = archive.unpack(file, into)
    if manifest.database != store.name:
        raise BackupProblem(
            f"the backup holds a {manifest.database} database, but MKEKA_DATABASE_URL names "
            f"{store.name}."
        )
    head = store.verify(into / archive.DATABASE)
    if head.length >= 0 and (head.length, head.last_hash) != (
        manifest.journal_length, manifest.journal_hash,
    ):  # fmt: skip
        raise BackupProblem("the journal inside does not end where the manifest says.")
    return manifest
