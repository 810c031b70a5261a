"""Two at once: every failure is counted, a link works once, a promised week loses nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.db import transaction
from marketplace.kernel import clock
from marketplace.kernel.actor import NOBODY
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Refused
from marketplace.people import actions
from marketplace.people.models import CommittedWeek, StaffAccount, Symbol, Throttle
from marketplace.people.rules.symbols import SymbolName
from marketplace.people.rules.throttling import Attempt
from tests.world import World, add_person, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
WRITERS, EACH = 6, 4


def at_once(engine: Engine, act: Callable[[Session], object]) -> list[object]:
    """Let several writers do the same, each in transactions of his own."""

    def writer(_number: int) -> list[object]:
        with Session(engine) as own:
            return [_once(own, act) for _ in range(EACH)]

    with ThreadPoolExecutor(WRITERS) as pool:
        return [answer for answers in pool.map(writer, range(WRITERS)) for answer in answers]


def _once(session: Session, act: Callable[[Session], object]) -> object:
    try:
        with transaction(session):
            return act(session)
    except Refused as refused:
        return refused.reasons


def committed_world(session: Session) -> World:
    made = small_world(session)
    session.commit()
    return made


def test_no_wrong_try_goes_uncounted(session: Session, engine: Engine) -> None:
    attempt = Attempt("fish 47", device_id=None, network="41.59.1.0/24")
    at_once(engine, lambda own: actions.count_failure(own, attempt, NOW))
    counted = [row.failures for row in session.scalars(select(Throttle))]
    assert counted == [WRITERS * EACH] * 2


def test_of_many_who_open_a_link_one_gets_through(session: Session, engine: Engine) -> None:
    world = committed_world(session)
    session.add(StaffAccount(person_id=world.people["neema"].id, email="neema@demo.example"))
    token = actions.start_password_reset(session, NOBODY, "neema@demo.example") or ""
    session.commit()
    answers = at_once(
        engine,
        lambda own: actions.set_password_by_link(own, digest(token), "hash", now=clock.now()),
    )
    assert answers.count(None) == 1


def test_a_promised_week_loses_nothing(session: Session, engine: Engine) -> None:
    world = committed_world(session)
    leaf = {
        "supplier_id": world.suppliers["fish_47"].id, "unit_id": world.goods.units["kg"].id,
        "category_id": world.goods.leaves["veg.tomato"].id, "day": date(2026, 11, 26),
    }  # fmt: skip
    at_once(engine, lambda own: actions.commit_week(own, **leaf, quantity=2))
    assert session.scalars(select(CommittedWeek.quantity)).all() == [2 * WRITERS * EACH]
    at_once(engine, lambda own: actions.uncommit_week(own, **leaf, quantity=1))
    session.rollback()
    assert session.scalars(select(CommittedWeek.quantity)).all() == [WRITERS * EACH]


def test_no_two_people_get_one_symbol(session: Session, engine: Engine) -> None:
    from marketplace.people.actions.giving import give_symbol

    world = committed_world(session)
    home = world.destination

    def given(own: Session) -> SymbolName:
        return give_symbol(own, add_person(own, home, "Bibi"), home.id)

    symbols = at_once(engine, given)
    assert len(set(symbols)) == WRITERS * EACH
    stored = session.execute(select(Symbol.drawing, Symbol.number)).all()
    assert len(set(stored)) == len(stored) >= WRITERS * EACH
