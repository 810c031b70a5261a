"""Stray photographs go after a day; what any row names, and what is young, stays."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from marketplace.agreements.models import DeliveryPhoto
from marketplace.jobs.media_sweep import EVERY, Sweeper, sweep
from marketplace.kernel import clock
from marketplace.media import Drawn, Store
from tests.world import small_world
from tests.world.traded import traded

pytestmark = pytest.mark.both
DRAWN = Drawn(b"pixels", 4, 3)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "media")


def aged(store: Store, name: str, *, hours: int = 25) -> str:
    """Make a file look as old as that."""
    then = (clock.now() - timedelta(hours=hours)).timestamp()
    os.utime(store.folder / name[:2].lower() / name, (then, then))
    return name


def photo_of(session: Session, name: str) -> None:
    world = small_world(session)
    delivery = traded(session, world, world.suppliers["fish_47"], days_ago=9).delivery
    session.add(
        DeliveryPhoto(
            delivery_id=delivery.id, file=name, size=6, width=4, height=3,
            taken_by_id=world.people["neema"].id, at=clock.now(),
        )
    )  # fmt: skip
    session.commit()


def test_only_old_files_that_no_row_names_are_removed(session: Session, store: Store) -> None:
    kept, stray, young = (store.keep(DRAWN) for _ in range(3))
    photo_of(session, aged(store, kept))
    aged(store, stray)
    part = store.folder / "ab" / "begun.part"
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(b"half")
    os.utime(part, (1, 1))
    assert sweep(session, store, clock.now()) == 2
    assert store.names() == {kept, young}
    assert not part.exists()
    assert sweep(session, store, clock.now()) == 0


def test_a_name_in_any_other_table_keeps_a_file(session: Session, store: Store) -> None:
    name = aged(store, store.keep(DRAWN))
    small_world(session)
    session.execute(text("UPDATE operator SET name = :name"), {"name": name})
    session.commit()
    assert sweep(session, store, clock.now()) == 0
    assert store.names() == {name}


def test_the_worker_sweeps_every_six_hours_and_not_at_its_start(
    session: Session, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    aged(store, store.keep(DRAWN))
    begin = clock.now()
    sweeper = Sweeper(store)

    def at(moment: datetime) -> int:
        monkeypatch.setattr(clock, "now", lambda: moment)
        return sweeper.sweep_when_due(session)

    assert at(begin) == 0
    assert at(begin + EVERY / 2) == 0
    assert at(begin + EVERY) == 1
    assert at(begin + 2 * EVERY) == 0


def test_an_empty_installation_has_nothing_to_sweep(session: Session, store: Store) -> None:
    assert sweep(session, store, clock.now()) == 0
