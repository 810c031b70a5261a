"""Restoring refuses whatever could lose something, and says so before anything is touched."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from marketplace.cli import main
from marketplace.cli.backup import back_up
from marketplace.cli.backups.manifest import BackupProblem
from marketplace.cli.migrate import downgrade, engine_for, is_current
from marketplace.cli.restore import restore
from marketplace.config import Config
from marketplace.offers.models import Offer
from marketplace.people.models import Operator
from tests.actions.linkage import asks, offers
from tests.support.databases import Databases
from tests.world import small_world

Machines = Callable[[], Config]


@contextmanager
def opened(config: Config) -> Iterator[Session]:
    engine = engine_for(config)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


@pytest.fixture
def machine(
    _databases: Databases, template: str, config: Config, tmp_path: Path
) -> Iterator[Machines]:
    """Make machines with a migrated, empty database and a folder each."""
    removes: list[Callable[[], None]] = []

    def make() -> Config:
        url, remove = _databases.copy(template)
        removes.append(remove)
        folder = tmp_path / f"machine-{len(removes)}"
        folder.mkdir()
        return replace(config, database_url=url, data_dir=folder)

    yield make
    for remove in removes:
        remove()


@pytest.fixture
def kijani(machine: Machines) -> Config:
    """A machine where Zuhura offered tomatoes to Kijani."""
    config = machine()
    with opened(config) as session:
        world = small_world(session)
        session.commit()
        need = asks(session, world)
        offers(session, world, need)
        session.commit()
    return config


@pytest.fixture
def backup(kijani: Config, tmp_path: Path) -> Path:
    file = tmp_path / "kijani.backup"
    back_up(kijani, file)
    return file


def operators(config: Config) -> list[str]:
    with opened(config) as session:
        return list(session.scalars(select(Operator.name)))


def changed(backup: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the same backup with one of its files changed."""
    made = backup.with_name("changed.backup")
    with tarfile.open(backup) as old, tarfile.open(made, "w:gz") as new:
        for entry in old:
            file = old.extractfile(entry)
            assert file is not None
            data = change(file.read()) if entry.name == name else file.read()
            entry.size = len(data)
            new.addfile(entry, BytesIO(data))
    return made


def test_it_does_not_overwrite_unless_told_and_keeps_what_it_replaces(
    backup: Path, kijani: Config
) -> None:
    with opened(kijani) as session:
        session.execute(text("UPDATE operator SET name = 'Changed since'"))
        session.commit()
    (kijani.data_dir / "media").mkdir()
    (kijani.data_dir / "media" / "later.jpg").write_bytes(b"made after the backup")
    with pytest.raises(BackupProblem, match="--force"):
        restore(kijani, backup, force=False)
    assert operators(kijani) == ["Changed since"]
    done = restore(kijani, backup, force=True)
    assert operators(kijani) == ["Kijani Ridge Lodges"]
    assert not (kijani.data_dir / "media" / "later.jpg").exists()
    kept = list(kijani.data_dir.glob("replaced-*/media/later.jpg"))
    assert [one.read_bytes() for one in kept] == [b"made after the backup"]
    assert len(done.kept) >= 1


@pytest.mark.parametrize("name", ["database", "secret"])
def test_one_changed_byte_is_found_and_nothing_is_touched(
    backup: Path, machine: Machines, name: str
) -> None:
    bad = changed(backup, name, lambda data: data[:-1] + bytes([data[-1] ^ 1]))
    other = machine()
    with pytest.raises(BackupProblem, match=f"damaged: {name}"):
        restore(other, bad, force=True)
    assert operators(other) == []


def test_a_cut_off_file_is_no_backup(backup: Path, machine: Machines) -> None:
    backup.write_bytes(backup.read_bytes()[:-2000])
    with pytest.raises(BackupProblem, match="not a whole backup"):
        restore(machine(), backup, force=True)


def test_something_else_is_no_backup(machine: Machines, tmp_path: Path) -> None:
    other = tmp_path / "holiday.tar.gz"
    with tarfile.open(other, "w:gz") as tar:
        tar.addfile(tarfile.TarInfo("photo.jpg"))
    with pytest.raises(BackupProblem, match="not a backup of this product"):
        restore(machine(), other, force=True)
    with pytest.raises(BackupProblem, match="there is no such file"):
        restore(machine(), tmp_path / "nowhere", force=True)


def test_nothing_is_written_outside_its_folder(backup: Path, machine: Machines) -> None:
    known = b'"files": {"../../outside": {"sha256": "0", "size": 0},'
    bad = changed(backup, "manifest.json", lambda data: data.replace(b'"files": {', known))
    with tarfile.open(bad, "r:gz") as tar:
        entries = [(e, (tar.extractfile(e) or BytesIO()).read()) for e in tar]
    with tarfile.open(bad, "w:gz") as tar:
        for entry, data in entries[:1]:
            tar.addfile(entry, BytesIO(data))
        tar.addfile(tarfile.TarInfo("../../outside"))
    with pytest.raises(BackupProblem, match="outside its folder"):
        restore(machine(), bad, force=True)


def test_the_other_kind_of_database_is_refused(backup: Path, machine: Machines) -> None:
    kinds = {b"sqlite": b"postgresql", b"postgresql": b"sqlite"}
    here = b"sqlite" if b"sqlite" in machine().database_url.encode() else b"postgresql"
    was, becomes = (b'"database": "' + kind + b'"' for kind in (here, kinds[here]))
    other = changed(backup, "manifest.json", lambda data: data.replace(was, becomes))
    with pytest.raises(BackupProblem, match="MKEKA_DATABASE_URL names"):
        restore(machine(), other, force=True)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (b'"format": 1', b'"format": 2', "newer version"),
        (b'"schema": "0', b'"schema": "9', "newer"),
    ],
    ids=["the archive", "the tables"],
)
def test_a_newer_one_is_refused_in_clear_words(
    backup: Path, machine: Machines, was: bytes, becomes: bytes, said: str
) -> None:
    newer = changed(backup, "manifest.json", lambda data: data.replace(was, becomes))
    other = machine()
    with pytest.raises(BackupProblem, match=said):
        restore(other, newer, force=True)
    assert operators(other) == []


def test_an_older_one_is_brought_up_to_date(
    kijani: Config, machine: Machines, tmp_path: Path
) -> None:
    engine = engine_for(kijani)
    downgrade(engine, "0001")
    engine.dispose()
    back_up(kijani, tmp_path / "older")
    other = machine()
    restore(other, tmp_path / "older", force=True)
    engine = engine_for(other)
    assert is_current(engine)
    engine.dispose()
    with opened(other) as session:
        assert len(session.scalars(select(Offer.id)).all()) == 1


def test_while_somebody_works_with_it_nothing_is_replaced(backup: Path, kijani: Config) -> None:
    with opened(kijani) as session:
        session.scalar(select(Operator.id))
        with pytest.raises(BackupProblem, match="in use: stop the server"):
            restore(kijani, backup, force=True)
    assert operators(kijani) == ["Kijani Ridge Lodges"]


def test_a_database_that_breaks_a_promise_makes_no_backup(kijani: Config, tmp_path: Path) -> None:
    with opened(kijani) as session:
        session.execute(text("UPDATE offer SET state = 'accepted'"))
        session.commit()
    with pytest.raises(BackupProblem, match="P5"):
        back_up(kijani, tmp_path / "bad")
    assert not list(tmp_path.glob("*bad*")), "nothing half-made is left behind"


def test_a_backup_never_writes_over_another(backup: Path, kijani: Config) -> None:
    before = backup.read_bytes()
    with pytest.raises(BackupProblem, match="exists already"):
        back_up(kijani, backup)
    assert backup.read_bytes() == before
    assert backup.stat().st_mode & 0o077 == 0, "it holds the secret"


def test_the_commands_say_what_they_did(
    kijani: Config, machine: Machines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = str(tmp_path / "told")
    monkeypatch.setenv("MKEKA_DATA", str(kijani.data_dir))
    monkeypatch.setenv("MKEKA_DATABASE_URL", kijani.database_url)
    assert main(["backup", file]) == 0
    assert "Written and read back" in capsys.readouterr().out
    assert main(["restore", file]) == 1
    assert "--force" in capsys.readouterr().err
    other = machine()
    monkeypatch.setenv("MKEKA_DATA", str(other.data_dir))
    monkeypatch.setenv("MKEKA_DATABASE_URL", other.database_url)
    assert main(["restore", "--force", file]) == 0
    assert "Restored" in capsys.readouterr().out


@pytest.mark.only("postgres")
def test_without_the_servers_programs_it_says_what_to_install(
    kijani: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupProblem, match="pg_dump was not found on PATH"):
        back_up(kijani, tmp_path / "none")
