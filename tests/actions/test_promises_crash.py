"""A server killed while two hundred offers are sent: what was acknowledged is there (P1, P2)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.offers.models import Offer
from marketplace.people.actions.sessions import open_session
from marketplace.people.rules.lists import SessionKind
from tests.actions.linkage import PRICE, asks
from tests.actions.served import Answer, Served, form_token, serving_apart
from tests.world import World, add_leaf, add_supplier, small_world

SUPPLIERS, NEEDS, HANDS = 20, 10, 6
SENDS = SUPPLIERS * NEEDS


@dataclass(frozen=True)
class Send:
    """One tap on "yes, send": who, which need, under which key."""

    secret: str
    need: str
    key: str

    def by(self, server: Served) -> Answer | None:
        """Send it."""
        data = {
            "csrf": form_token(self.secret), "key": self.key, "quantity": "5",
            "price": str(PRICE), "bringing": "bring", "far": "0",
        }  # fmt: skip
        return server.ask(f"/s/needs/{self.need}/right", cookie=f"sid={self.secret}", data=data)


def seats(session: Session, world: World) -> list[str]:
    """Seat twenty growers, their codes shown; return the secrets of their cookies."""
    place, leaf = world.places["majengo"], world.goods.leaves["veg.tomato"]
    secrets = []
    for number in range(SUPPLIERS):
        supplier, person = add_supplier(
            session, world.destination, place, name=f"Grower {number}", symbol=("hen", 40 + number)
        )
        add_leaf(session, supplier, leaf, unit=world.goods.units["kg"], weekly=90)
        secrets.append(
            open_session(
                session, person_id=person.id, kind=SessionKind.SEAT, device_id=None,
                now=clock.now(), code_proved=True,
            )
        )  # fmt: skip
    return secrets


@pytest.fixture
def taps(session: Session) -> list[Send]:
    """Two hundred taps: each grower on each need."""
    world = small_world(session)
    needs = [asks(session, world, days=5).code for _ in range(NEEDS)]
    secrets = seats(session, world)
    session.commit()
    return [Send(secret, need, f"{need}-{secret[:8]}") for need in needs for secret in secrets]


def all_at_once(taps: list[Send], send: Callable[[Send], Answer | None]) -> dict[str, str]:
    """Let six hands send; return the receipt of each key that was acknowledged."""
    with ThreadPoolExecutor(HANDS) as pool:
        answers = list(pool.map(send, taps))
    told = zip(taps, answers, strict=True)
    return {tap.key: answer.receipt for tap, answer in told if answer and answer.receipt}


def stored(session: Session) -> set[str]:
    session.rollback()
    return set(session.scalars(select(Offer.public_id)))


def is_sound(session: Session) -> bool:
    """Tell whether the file is whole, the chain too, and each offer has exactly one row."""
    if session.get_bind().dialect.name == "sqlite":
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    sent = select(JournalEntry.subject_id).where(JournalEntry.verb == "offer.submit")
    rows = sorted(session.scalars(sent))
    return check_chain(session).whole and rows == sorted(session.scalars(select(Offer.id)))


def test_kill_minus_nine_during_two_hundred_sends_loses_no_acknowledged_one(
    session: Session, taps: list[Send], database_url: str, tmp_path: Path
) -> None:
    enough, lock, counted = Event(), Lock(), [0]
    with serving_apart(database_url, tmp_path) as server, ThreadPoolExecutor(1) as butcher:

        def send(tap: Send) -> Answer | None:
            answer = tap.by(server)
            with lock:
                counted[0] += bool(answer and answer.receipt)
            if counted[0] >= SENDS // 3:
                enough.set()
            return answer

        killed = butcher.submit(lambda: enough.wait(60) and server.kill())
        receipts = all_at_once(taps, send)
        killed.result()
    assert SENDS // 3 <= len(receipts) < SENDS, "it was killed in the middle"
    assert set(receipts.values()) <= stored(session)
    assert is_sound(session)
    session.rollback()
    with serving_apart(database_url, tmp_path) as again:
        second = all_at_once(taps, lambda tap: tap.by(again))
    assert {key: second[key] for key in receipts} == receipts, "a repeat shows the first receipt"
    assert stored(session) == set(second.values())
    assert len(second) == SENDS
    assert is_sound(session)


def test_a_hundred_equal_sends_over_the_wire_make_one_offer(
    session: Session, taps: list[Send], database_url: str, tmp_path: Path
) -> None:
    with serving_apart(database_url, tmp_path) as server, ThreadPoolExecutor(HANDS) as pool:
        answers = list(pool.map(lambda tap: tap.by(server), [taps[0]] * 100))
    assert {answer.status for answer in answers if answer} == {303}
    assert len({answer.receipt for answer in answers if answer}) == 1
    session.rollback()
    assert session.scalar(select(func.count(Offer.id))) == 1
    assert is_sound(session)
