"""The journal: one whole chain under eight writers, and nobody changes what stands in it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.journal.actions import record
from marketplace.journal.models import JournalEntry, JournalHead
from marketplace.journal.queries import check_chain
from marketplace.journal.rules import UnfitFact
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import Operator
from tests.world import World, small_world

WRITERS, EACH = 8, 25


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


def written(session: Session, world: World, count: int) -> None:
    """Write so many rows in one transaction."""
    for number in range(count):
        facts = {"from": "open", "to": "closed", "number": number}
        record(session, SYSTEM, verb="test.step", subject=world.kijani, facts=facts)
    session.commit()


def test_eight_writers_make_one_whole_chain(engine: Engine, session: Session, world: World) -> None:
    """Reading the last row naively forks under load: this is the test that would see it."""
    before = check_chain(session).length
    subject_id = world.kijani.id
    session.rollback()

    def writer(number: int) -> None:
        with Session(engine) as own:
            for turn in range(EACH):
                with transaction(own):
                    subject = own.get_one(Operator, subject_id)
                    for _ in range(1 + (number + turn) % 3):
                        record(own, SYSTEM, verb="test.step", subject=subject, facts={"n": turn})

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(writer, range(WRITERS)))
    session.rollback()
    chain = check_chain(session)
    steps = sum(1 + (number + turn) % 3 for number in range(WRITERS) for turn in range(EACH))
    assert chain.whole
    assert chain.length == before + steps
    previous = session.scalars(select(JournalEntry.previous)).all()
    assert len(set(previous)) == len(previous)


def test_a_writer_that_gives_up_leaves_no_row(session: Session, world: World) -> None:
    written(session, world, 2)
    record(session, SYSTEM, verb="test.step", subject=world.kijani)
    session.rollback()
    written(session, world, 1)
    assert check_chain(session).whole
    assert session.scalar(select(func.count(JournalEntry.id))) == check_chain(session).length


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    "change",
    [
        update(JournalEntry).values(verb="test.other"),
        update(JournalEntry).values(actor_id=1),
        delete(JournalEntry),
        delete(JournalEntry).where(JournalEntry.id == 1),
    ],
    ids=["a verb", "a person", "everything", "one row"],
)
def test_the_database_refuses_to_change_the_journal(
    session: Session, world: World, change: object
) -> None:
    written(session, world, 3)
    before = check_chain(session).length
    with pytest.raises(DBAPIError):
        session.execute(change)  # type: ignore[call-overload]  # one of the statements above
    session.rollback()
    chain = check_chain(session)
    assert (chain.whole, chain.length) == (True, before)


@pytest.mark.only("postgres")
def test_postgres_refuses_to_empty_it(session: Session, world: World) -> None:
    written(session, world, 1)
    with pytest.raises(DBAPIError):
        session.execute(text("TRUNCATE journal_entry"))


def disarm(session: Session) -> None:
    """Take the triggers away, as somebody with the file in his hands could."""
    if session.get_bind().dialect.name == "sqlite":
        listed = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for name in session.scalars(listed).all():
            session.execute(text(f"DROP TRIGGER {name}"))
    else:
        session.execute(text("ALTER TABLE journal_entry DISABLE TRIGGER ALL"))


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    ("tampered", "broken_at"),
    [
        (update(JournalEntry).where(JournalEntry.id == 2).values(facts='{"to":"won"}'), 2),
        (update(JournalEntry).where(JournalEntry.id == 2).values(actor_id=99), 2),
        (delete(JournalEntry).where(JournalEntry.id == 3), 4),
        (delete(JournalEntry).where(JournalEntry.id == 5), 5),
        (delete(JournalEntry), 1),
        (update(JournalHead).values(last_hash="0" * 64), 6),
    ],
    ids=["a fact", "a person", "one from the middle", "the last", "all", "the head"],
)
def test_whatever_is_changed_behind_its_back_is_found(
    session: Session, world: World, tampered: object, broken_at: int
) -> None:
    written(session, world, 5)
    assert check_chain(session).length == 5
    disarm(session)
    session.execute(tampered)  # type: ignore[call-overload]  # one of the statements above
    session.commit()
    chain = check_chain(session)
    assert (chain.whole, chain.broken_at) == (False, broken_at)


@pytest.mark.parametrize("fact", ["Mama Zuhura", "+255 712 345 678", "a long sentence of her own"])
def test_names_phones_and_sentences_are_no_facts(session: Session, world: World, fact: str) -> None:
    with pytest.raises(UnfitFact):
        record(session, SYSTEM, verb="test.step", subject=world.kijani, facts={"said": fact})


@pytest.mark.feature("R2")
def test_a_savepoint_that_rolls_back_takes_only_its_own_rows(
    session: Session, world: World
) -> None:
    with transaction(session):
        record(session, SYSTEM, verb="test.before", subject=world.kijani)
        undone = session.begin_nested()
        record(session, SYSTEM, verb="test.undone", subject=world.kijani)
        undone.rollback()
        with session.begin_nested():
            record(session, SYSTEM, verb="test.kept", subject=world.kijani)
    verbs = session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)).all()
    assert [v for v in verbs if v.startswith("test.")] == ["test.before", "test.kept"]
    assert check_chain(session).whole
