"""``marketplace export csv|xlsx|ocds DIR``: everything that may leave, by the rules of publication.

Nobody is named, values are bands, nothing is younger than 90 days, and no figure rests on fewer
than five people.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.cli.migrate import engine_for, is_current
from marketplace.config import Config, from_environ
from marketplace.i18n.format import today
from marketplace.insight.queries.exports import Sight, every_table
from marketplace.insight.queries.ocds import record_package, release_package
from marketplace.insight.rules.bundle import About, bundle
from marketplace.insight.rules.ocds import Publisher
from marketplace.insight.rules.xlsx import workbook
from marketplace.kernel import clock

WAYS = ("csv", "xlsx", "ocds")


class _CannotWrite(Exception):
    """The folder holds other things, or the database is not ready."""


def main(argv: list[str]) -> int:
    """Run ``marketplace export``: status 1 where nothing could be written."""
    parser = argparse.ArgumentParser(prog="marketplace export", description=__doc__)
    parser.add_argument("way", choices=WAYS)
    parser.add_argument("folder", type=Path, metavar="DIR", help="made if it is not there")
    parser.add_argument("--force", action="store_true", help="write over an earlier export")
    options = parser.parse_args(argv)
    try:
        files = export(from_environ(), options.way)
        _write(files, options.folder, force=options.force)
    except (_CannotWrite, OSError) as problem:
        print(f"marketplace export: {problem}", file=sys.stderr)
        return 1
    for name, data in files.items():
        print(f"{options.folder / name}: {len(data):,} bytes")
    return 0


def export(config: Config, way: str) -> dict[str, bytes]:
    """Return the files of an export by name."""
    engine = engine_for(config)
    try:
        if not is_current(engine):
            raise _CannotWrite("the database is not up to date: run marketplace migrate first.")
        with Session(engine) as session:
            return _files(session, config, way)
    finally:
        engine.dispose()


def _files(session: Session, config: Config, way: str) -> dict[str, bytes]:
    sight = Sight(config.secret)
    if way == "ocds":
        publisher = Publisher(config.brand, config.ocds_prefix, clock.now())
        packages = {
            "releases.json": release_package(session, sight, publisher),
            "records.json": record_package(session, sight, publisher),
        }
        return {name: _json(package) for name, package in packages.items()}
    tables = every_table(session, sight)
    if way == "xlsx":
        return {"export.xlsx": workbook(tables)}
    about = About(config.brand, today(), exact=False)
    return {name: text.encode() for name, text in bundle(tables, about).items()}


def _json(package: Mapping[str, object]) -> bytes:
    return json.dumps(package, indent=1, ensure_ascii=False).encode()


def _write(files: Mapping[str, bytes], folder: Path, *, force: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise _CannotWrite(f"{folder} holds {there[0]} already; --force writes over it.")
    for name, data in files.items():
        part = folder / f".{name}.part"
        part.write_bytes(data)
        part.replace(folder / name)
