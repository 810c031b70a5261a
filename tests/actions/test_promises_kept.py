"""Each promise broken behind the product's back is found by its number."""

from collections.abc import Iterator

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from marketplace.cli.promises import promises_kept
from marketplace.journal.models import JournalEntry
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks, offers
from tests.actions.test_journal import disarm
from tests.world import small_world
from tests.world.demo_loaded import fill


@pytest.fixture
def traded(session: Session) -> Iterator[Session]:
    """A need, and Zuhura's offer for it."""
    world = small_world(session)
    session.commit()
    need = asks(session, world)
    offers(session, world, need)
    session.commit()
    assert promises_kept(session) == ()
    yield session
    session.rollback()


def numbers(session: Session) -> set[str]:
    return {broken.promise for broken in promises_kept(session)}


@pytest.mark.filled(by=fill)
def test_a_whole_demo_world_keeps_them(session: Session) -> None:
    assert promises_kept(session) == ()


def test_an_offer_that_vanished(traded: Session) -> None:
    traded.execute(delete(Offer))
    assert numbers(traded) == {"P1", "P5"}


def test_an_offer_nobody_was_told_of(traded: Session) -> None:
    disarm(traded)
    traded.execute(
        update(JournalEntry).where(JournalEntry.verb == "offer.submit").values(verb="offer.sell")
    )
    assert "P1" in numbers(traded)


def test_one_key_with_two_effects(traded: Session) -> None:
    """A table made anew has lost its constraints, as one does that was copied by hand."""
    for statement in (
        "CREATE TABLE copied AS SELECT * FROM idempotency_key",
        "DROP TABLE idempotency_key",
        "ALTER TABLE copied RENAME TO idempotency_key",
    ):
        traded.execute(text(statement))
    assert promises_kept(traded) == ()
    traded.execute(text("INSERT INTO idempotency_key SELECT * FROM idempotency_key"))
    assert numbers(traded) == {"P2"}


@pytest.mark.parametrize(
    "tampered",
    [
        text("UPDATE need SET awarded = quantity + 1"),
        text("UPDATE need SET awarded = -1"),
    ],
    ids=["beyond", "below nothing"],
)
def test_more_awarded_than_asked(traded: Session, tampered: object) -> None:
    without_checks(traded)
    traded.execute(tampered)  # type: ignore[call-overload]  # one of the statements above
    assert numbers(traded) == {"P3"}


def without_checks(session: Session) -> None:
    """Take the database's own refusal away, as a damaged or altered file might."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA ignore_check_constraints=ON"))
    else:
        session.execute(text("ALTER TABLE need DROP CONSTRAINT ck_need_awarded"))


@pytest.mark.parametrize("facts", ['{"price":1400}', '{"said":"call me tonight"}', "not json"])
def test_what_is_sealed_in_the_journal(traded: Session, facts: str) -> None:
    disarm(traded)
    last = traded.query(JournalEntry).order_by(JournalEntry.id.desc()).first()
    assert last is not None
    traded.execute(
        update(JournalEntry)
        .where(JournalEntry.id == last.id)
        .values(facts=facts, subject_type="test")
    )
    assert {"P4", "P5"} <= numbers(traded)


def test_a_state_that_nobody_told(traded: Session) -> None:
    traded.execute(update(Need).values(state="matched"))
    assert numbers(traded) == {"P5"}


def test_a_journal_that_can_be_changed(traded: Session) -> None:
    disarm(traded)
    assert numbers(traded) == {"P5"}


def test_a_version_that_was_lost(traded: Session) -> None:
    traded.execute(update(Offer).values(version=0))
    assert numbers(traded) == {"P6"}
