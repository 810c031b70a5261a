"""A buyer's needs: numbers only while it is asked, then answers, a choice, and taking it back."""

from datetime import timedelta

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Order
from marketplace.kernel import clock
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import DeclineReason, OfferState
from marketplace.sourcing.actions import not_me
from marketplace.sourcing.rules.lists import NeedState, NotMe
from tests.actions.linkage import asks, names_in_rotation, offers
from tests.pages.buyer.lodge import SignIn, afresh, newest, ordered
from tests.pages.supplier.village import buttons, follow, link, press, words
from tests.support.client import PageClient
from tests.world import World


def test_answers_are_sealed_until_their_time_is_over(
    session: Session, world: World, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    need = asks(session, world)
    first, second, third = names_in_rotation(session, world, need)
    offers(session, world, need, who=second, price=155_500)
    not_me(session, world.supplier(third), need.code, world.suppliers[third].id, NotMe.TOO_FAR)
    session.commit()
    address = f"/buyer/needs/{need.public_id}"
    before = words(sign_in(world.people["neema"]).get(address))
    assert "3 suppliers were asked in turn" in before
    assert not any(said in before for said in ("1,555", "said not this time", "Too far"))
    assert not any(one.name in before for one in world.suppliers.values())
    at.shift(timedelta(hours=4))
    neema = sign_in(world.people["neema"])
    after = neema.get(address)
    assert "TZS 1,555 for one" in words(after)
    assert "TZS 155 more than you asked" in words(after)
    assert "1 said not this time" in words(after)
    assert "Too far" in words(after)
    assert world.suppliers[first].name not in words(after)


def test_another_price_is_the_buyers_choice(
    session: Session, world: World, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    need = asks(session, world)
    her = names_in_rotation(session, world, need)[0]
    offer = offers(session, world, need, who=her, price=155_500)
    session.commit()
    at.shift(timedelta(hours=4))
    neema = sign_in(world.people["neema"])
    assert "answered at another price" in words(neema.get("/buyer/"))
    shown = neema.get(f"/buyer/needs/{need.public_id}")
    done = follow(neema, press(neema, shown, f"Accept {offer.code}"))
    afresh(session)
    order = session.scalars(select(Order)).one()
    assert (order.price_minor, order.supplier_id) == (155_500, world.suppliers[her].id)
    assert world.suppliers[her].name in words(done)


def test_taking_a_need_back_tells_whoever_answered(
    neema: PageClient, session: Session, world: World
) -> None:
    need = asks(session, world)
    offers(session, world, need, who=names_in_rotation(session, world, need)[1], price=155_500)
    session.commit()
    shown = neema.get(f"/buyer/needs/{need.public_id}")
    done = follow(neema, press(neema, shown, "Take it back"))
    assert "Taken back" in words(done)
    assert newest(session).state is NeedState.WITHDRAWN
    offer = session.scalars(select(Offer)).one()
    assert offer.state is OfferState.DECLINED
    assert offer.decline_reason is DeclineReason.NEED_WITHDRAWN


def test_a_page_that_is_too_old_takes_nothing_back(
    neema: PageClient, session: Session, world: World
) -> None:
    need = asks(session, world)
    session.commit()
    shown = neema.get(f"/buyer/needs/{need.public_id}")
    need.version += 1
    session.commit()
    assert press(neema, shown, "Take it back").status_code == 409
    assert newest(session).state is NeedState.PUBLISHED


def test_an_unfilled_need_says_what_helps_and_offers_it(
    neema: PageClient, session: Session, world: World
) -> None:
    need = asks(session, world)
    need.state, need.settled_at = NeedState.UNFILLED, clock.now()
    session.commit()
    shown = neema.get(f"/buyer/needs/{need.public_id}")
    assert "Smaller lots: half of it can come from one garden" in words(shown)
    again = neema.get("/buyer/needs/new?leaf=veg.tomato&unit=kg&quantity=20")
    assert 'value="20"' in again.get_data(as_text=True)
    assert "Nobody could bring it." in words(neema.get("/buyer/"))


def test_the_list_goes_on_where_a_page_ends(
    neema: PageClient, session: Session, world: World
) -> None:
    for _ in range(21):
        asks(session, world, quantity=1)
    session.commit()
    first = neema.get("/buyer/needs")
    assert words(first).count("suppliers asked") == 20
    assert words(neema.get(link(first, "Older"))).count("suppliers asked") == 1


def test_an_order_can_be_called_off(neema: PageClient, session: Session, world: World) -> None:
    order = ordered(session, world)
    shown = neema.get(f"/buyer/orders/{order.public_id}")
    assert "Nobody came" not in buttons(shown)
    done = follow(neema, press(neema, shown, "Call it off"))
    assert "called off" in words(done)
    late = press(neema, shown, "Call it off")
    assert late.status_code == 422
    assert "settled meanwhile" in words(late)


def test_nobody_came_asks_the_next(
    session: Session, world: World, at: time_machine.Traveller, sign_in: SignIn
) -> None:
    order = ordered(session, world)
    at.shift(timedelta(days=3))
    neema = sign_in(world.people["neema"])
    shown = neema.get(f"/buyer/orders/{order.public_id}")
    done = follow(neema, press(neema, shown, "Nobody came"))
    assert "nobody came" in words(done)
    need = newest(session)
    assert (need.awarded, need.state) == (0, NeedState.UNFILLED), "nobody else had answered"
