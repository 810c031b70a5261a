"""The journal before an administrator: found by code, person, verb and day; its chain walked."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from marketplace.blueprints.journal import search as pages
from marketplace.journal import search as reading
from marketplace.journal.actions import record
from marketplace.journal.models import JournalEntry
from marketplace.journal.search import check_latest, check_piece
from marketplace.kernel.actor import SYSTEM
from marketplace.people.models import Person
from marketplace.sourcing.models import Need
from tests.actions.linkage import asks
from tests.actions.test_journal import disarm
from tests.pages.desk.room import Desk
from tests.world import World

JOURNAL = "/admin/journal"


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """A need that Neema asked for, and 120 other entries."""
    made = asks(session, world)
    for number in range(120):
        record(session, SYSTEM, verb="test.step", subject=world.kijani, facts={"n": number})
    session.commit()
    return made


def test_it_is_found_by_the_code_of_a_thing(tumsifu: Desk, need: Need) -> None:
    said = tumsifu.read(f"{JOURNAL}?code={need.code.lower()}")
    assert "need.publish" in said
    assert "test.step" not in said
    assert "Nothing in the journal is like that." in tumsifu.read(f"{JOURNAL}?code=NOSUCH")


@pytest.mark.parametrize("typed", ["number", "name", "other case"])
def test_it_is_found_by_a_person(tumsifu: Desk, need: Need, world: World, typed: str) -> None:
    neema = world.people["neema"]
    asked = {"number": str(neema.id), "name": neema.name, "other case": neema.name.upper()}[typed]
    said = tumsifu.read(f"{JOURNAL}?person={asked}")
    assert neema.name in said
    assert "test.step" not in said
    assert "Nothing in the journal" in tumsifu.read(f"{JOURNAL}?person=Nobody+Known")


def test_it_is_found_by_verb_and_day(tumsifu: Desk, need: Need) -> None:
    assert "test.step" not in tumsifu.read(f"{JOURNAL}?verb=need.publish")
    assert "need.publish" in tumsifu.read(f"{JOURNAL}?verb=need.publish&day=2026-11-24")
    assert "Nothing in" in tumsifu.read(f"{JOURNAL}?verb=need.publish&day=2026-11-23")


@pytest.mark.parametrize("day", ["yesterday", "2026-13-40", "9999-12-31", "0001-01-01"])
def test_what_is_no_day_is_said_kindly(tumsifu: Desk, need: Need, day: str) -> None:
    assert "write it like 2026-11-26" in tumsifu.read(f"{JOURNAL}?day={day}")


def test_pages_follow_one_another_without_gap_or_double(tumsifu: Desk, need: Need) -> None:
    seen: list[str] = []
    address: str | None = f"{JOURNAL}?verb=test.step"
    while address and len(seen) < 200:
        source = tumsifu.get(address).get_data(as_text=True)
        seen += re.findall(r'<th scope="row" class="num">(\d+)</th>', source)
        earlier = re.search(r'href="([^"]*)">Earlier entries', source)
        address = earlier.group(1).replace("&amp;", "&") if earlier else None
    assert len(seen) == len(set(seen)) == 120


def test_somebody_removed_has_no_name(
    tumsifu: Desk, need: Need, session: Session, world: World
) -> None:
    neema = world.people["neema"]
    name = neema.name
    session.execute(update(Person).where(Person.id == neema.id).values(name=""))
    session.commit()
    said = tumsifu.read(f"{JOURNAL}?code={need.code}")
    assert name not in said
    assert f"person {neema.id}" in said
    assert "Nothing in the journal" in tumsifu.read(f"{JOURNAL}?person={name}")


def test_the_chain_is_walked_a_piece_at_a_time(
    tumsifu: Desk, need: Need, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = reading.check_piece
    monkeypatch.setattr(pages, "check_piece", lambda own, after: walk(own, after=after, most=50))
    first = tumsifu.client.get(f"{JOURNAL}/chain")
    assert "The chain is being checked." in first.get_data(as_text=True)
    assert first.headers["Refresh"] == "1; url=/admin/journal/chain?after=50"
    last = tumsifu.client.get(f"{JOURNAL}/chain?after=100")
    assert "The chain is whole." in last.get_data(as_text=True)
    assert "Refresh" not in last.headers


@pytest.mark.feature("R3", part=True)
def test_a_changed_entry_is_named_on_the_page(tumsifu: Desk, need: Need, session: Session) -> None:
    disarm(session)
    session.execute(update(JournalEntry).where(JournalEntry.id == 7).values(verb="test.other"))
    session.commit()
    said = tumsifu.read(f"{JOURNAL}/chain")
    assert "The chain is broken." in said
    assert "Entry 7 is not what was written." in said
    assert "the chain is broken at 7" in tumsifu.read("/admin/")


@pytest.mark.parametrize("most", [1, 2, 10, 50, 10_000])
def test_pieces_of_any_size_are_the_whole(session: Session, need: Need, most: int) -> None:
    after = 0
    while not (piece := check_piece(session, after=after, most=most)).done:
        assert piece.upto == after + most
        after = piece.upto
    length = len(session.scalars(select(JournalEntry.id)).all())
    assert (piece.upto, piece.length, piece.broken_at) == (length, length, None)
    assert check_latest(session, most=most).broken_at is None


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("DELETE FROM journal_entry WHERE id = 60", 61),
        ("UPDATE journal_entry SET actor_id = 99 WHERE id = 60", 60),
        ("UPDATE journal_head SET last_hash = 'x'", None),
        ("DELETE FROM journal_entry WHERE id > 100", None),
    ],
)
def test_no_piece_size_hides_a_change(
    session: Session, need: Need, statement: str, broken_at: int | None
) -> None:
    disarm(session)
    session.execute(text(statement))
    for most in (1, 7, 59, 60, 61, 10_000):
        after, found = 0, None
        while found is None:
            piece = check_piece(session, after=after, most=most)
            assert not piece.done or piece.broken_at is not None, most
            after, found = piece.upto, piece.broken_at
        assert broken_at in {None, found}
    session.rollback()


def test_nobody_else_reads_it(anna: Desk, sit: Callable[[Person], Desk], world: World) -> None:
    for who in (anna, sit(world.people["neema"])):
        for path in (JOURNAL, f"{JOURNAL}/chain"):
            assert who.client.get(path).status_code == 403
