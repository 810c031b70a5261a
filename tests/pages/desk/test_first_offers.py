"""The first-five pipeline: a loss nobody talked through stands first; who came back is counted."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.mediation.actions import say_yes
from marketplace.mediation.models import Coaching
from marketplace.mediation.rules.lists import Skill
from marketplace.offers.models import Offer
from tests.actions.linkage import asks, clears, offers
from tests.actions.openings import chosen, opening
from tests.pages.desk.room import Desk, look_again, sit_down, words
from tests.support.statements import counting
from tests.world import World

PATH = "/desk/first-offers"


@pytest.fixture
def lost(session: Session, world: World) -> dict[str, Offer]:
    """Lazaro is chosen; Zuhura and Happy lose, while another need of hers is open."""
    clears(session, world, most=200)
    asks(session, world, quantity=10)
    _, made = opening(session, world, quantity=20, cleared=False)
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    session.commit()
    return made


def test_nobody_yet(anna: Desk) -> None:
    assert "Nobody of your places has sent a first offer yet." in anna.read(PATH)


@pytest.mark.feature("O3", part=True)
def test_a_loss_stands_first_with_reason_skill_and_next_need_until_talked_through(
    anna: Desk, session: Session, lost: dict[str, Offer]
) -> None:
    said = anna.read(PATH)
    assert said.index("Mama Happy") < said.index("Mzee Lazaro")
    assert "her price was higher" in said
    assert "next need for her:" in said
    assert "1 of her first 5" in said
    page = anna.get(PATH)
    kept = anna.send(page, {"skill": "pack"}, action=f"/{lost['hen_33'].public_id}/step")
    assert "talked: Pack so that nothing breaks" in words(kept)
    look_again(session)
    row = session.scalars(select(Coaching).where(Coaching.offer_id == lost["hen_33"].id)).one()
    assert row.skill is Skill.PACK


def test_wrong_words_and_strangers(anna: Desk, theresia: Desk, lost: dict[str, Offer]) -> None:
    page = anna.get(PATH)
    target = f"{PATH}/{lost['hen_33'].public_id}/step"
    bare = anna.client.post(target, data={"csrf": anna.token(page), "skill": "magic"})
    assert bare.status_code == 422
    other = {"csrf": theresia.token(theresia.get(PATH)), "skill": "pack"}
    assert theresia.client.post(target, data=other).status_code == 404
    won = {"csrf": anna.token(page), "skill": "pack"}
    answer = anna.client.post(f"{PATH}/{lost['sun_21'].public_id}/step", data=won)
    assert "This was decided meanwhile." in words(answer)


def test_who_sent_a_second_offer_within_sixty_days_is_counted(
    anna: Desk, session: Session, world: World, lost: dict[str, Offer],
    at: time_machine.Traveller,
) -> None:  # fmt: skip
    assert "first 60 days are over yet" in anna.read(PATH)
    at.shift(timedelta(days=10))
    need = asks(session, world, quantity=10)
    offers(session, world, need, who="hen_33", quantity=10)
    session.commit()
    at.shift(timedelta(days=51))

    later = sit_down(session, anna.client, world.people["anna"])
    assert "33% sent a second offer within 60 days (1 of 3)." in later.read(PATH)


def test_one_statement_for_all_of_them(anna: Desk, engine: Engine, lost: dict[str, Offer]) -> None:
    with counting(engine) as asked:
        anna.get(PATH)
    assert len(asked) <= 3, asked
