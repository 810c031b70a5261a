"""A market day: a roster of twenty, registered from it, and everybody's cards on one go."""

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.people.actions.giving import give_card
from marketplace.people.models import ImportedSupplier
from tests.pages.desk.room import Desk, words
from tests.support.markup import parse
from tests.support.statements import counting
from tests.world import World

PATH = "/desk/suppliers/roster"


def typed(world: World, count: int) -> dict[str, str]:
    village = world.places["majengo"].public_id
    return {
        key: value
        for n in range(count)
        for key, value in {
            f"{n}-name": f"Mama {n}", f"{n}-place": village, f"{n}-goods": "veg.tomato",
            f"{n}-amount": str(10 + n), f"{n}-phone": "",
        }.items()
    }  # fmt: skip


def waiting(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(ImportedSupplier.id))) or 0


def test_twenty_are_expected_asked_and_registered_from_the_list(
    anna: Desk, session: Session, world: World, engine: Engine
) -> None:
    page = anna.get(PATH)
    assert len(parse(page.get_data(as_text=True)).all("tr")) == 21
    kept = anna.send(page, typed(world, 20), action=PATH)
    assert "Mama 19" in words(kept)
    assert waiting(session) == 20
    anna.send(anna.get(PATH), typed(world, 20), action=PATH)
    assert waiting(session) == 20, "the same roster again brings nobody twice"
    one = session.scalars(select(ImportedSupplier).where(ImportedSupplier.name == "Mama 7")).one()
    ready = anna.get(f"/desk/suppliers/new?imported={one.public_id}")
    assert "Mama 7" in ready.get_data(as_text=True)
    with counting(engine) as seen:
        anna.read("/desk/suppliers/cards")
    assert len(seen) <= 6


def test_what_is_wrong_is_said_beside_it_and_all_is_kept(
    anna: Desk, session: Session, world: World
) -> None:
    sent = {**typed(world, 2), "0-phone": "12", "1-place": ""}
    page = anna.send(anna.get(PATH), sent, action=PATH)
    assert page.status_code == 422
    text = words(page)
    assert "This is not a phone number here." in text
    assert "Please choose her village." in text
    assert 'value="Mama 1"' in page.get_data(as_text=True)
    empty = anna.send(anna.get(PATH), {}, action=PATH)
    assert "Please write one name at least." in words(empty)
    assert waiting(session) == 0


def test_a_village_of_somebody_else_is_none(theresia: Desk, session: Session, world: World) -> None:
    token = theresia.token(theresia.get(PATH))
    answer = theresia.client.post(PATH, data={**typed(world, 1), "csrf": token})
    assert answer.status_code == 422
    assert waiting(session) == 0


def test_cards_of_today_are_those_of_ones_own_places(
    anna: Desk, theresia: Desk, session: Session, world: World
) -> None:
    give_card(session, world.people["fish_47"], world.suppliers["fish_47"], now=clock.now())
    session.commit()
    text = anna.read("/desk/suppliers/cards")
    assert "1 card of today" in text
    assert "Mama Zuhura" in text
    assert "Nobody was registered here today." in theresia.read("/desk/suppliers/cards")
