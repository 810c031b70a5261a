"""Asking, from what a buyer says to suppliers being asked."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.queries import check_chain
from marketplace.sourcing.actions import AskNeed, ask
from marketplace.sourcing.models import Asked, BoardRow, Need
from tests.world import World, small_world


@pytest.fixture
def world(session: Session) -> World:
    return small_world(session)


def test_a_need_is_published(session: Session, world: World) -> None:
    need = ask(session, world.neema, a_need(world))
    session.commit()
    assert need.state == "published"
    assert check_chain(session).whole


def a_need(world: World, **changes: object) -> AskNeed:
    from marketplace.kernel import clock

    values = dict(
        property_public_id=world.kijani_ridge.public_id,
        leaf_code="veg.tomato",
        unit_code="kg",
        quantity=20,
        deliver_on=(clock.now() + timedelta(days=3)).date(),
        price_minor=145_000,
        client_key="k1",
    )
    return AskNeed(**{**values, **changes})
