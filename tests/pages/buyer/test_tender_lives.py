"""Every state of a tender from its pages, and what each end says to her who offered; standing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import call_off_order
from marketplace.agreements.models import Agreement, AgreementVersion
from marketplace.agreements.rules.agreed_lists import Stage as LinkageStage
from marketplace.jobs.tick import tick
from marketplace.mediation.actions import ChooseOffer, choose
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import Ending, Repeat
from tests.actions.agreed import (
    EVERY_DAY,
    brought,
    calls,
    in_force,
    neema_agrees,
    open_version,
    she_agrees,
    signs,
    trial,
)
from tests.actions.linkage import today
from tests.actions.tendering import go_to, offers
from tests.pages.buyer.lodge import SignIn, afresh, in_days, newest
from tests.pages.desk.room import words
from tests.pages.supplier.village import press, seated
from tests.support.client import PageClient
from tests.world import World, add_specs
from tests.world.codes import give_codes

NEW = "/buyer/tenders/new?leaf=veg.tomato&unit=kg"
NewClient = Callable[[], PageClient]


@pytest.fixture
def pointed(session: Session, world: World) -> World:
    """The lodge with points of quality, and Zuhura with four pictures of her own."""
    add_specs(session)
    give_codes(session, world, "fish_47")
    session.commit()
    return world


def live(session: Session, world: World, sign_in: SignIn, **more: object) -> Need:
    """From the one page over the desk's to everybody who makes it, all of it pressed."""
    afresh(session)
    neema, anna = sign_in(world.people["neema"]), sign_in(world.people["anna"])
    values = {
        "quantity": "20", "specs": ["ripe", "whole"], "days": "14", "price_kind": "open",
        "day": in_days(12), "closes_day": in_days(5), **more,
    }  # fmt: skip
    kept = neema.submit(neema.get(NEW), values, press="send=1", action="/new")
    assert kept.status_code == 303, words(kept)
    need = newest(session)
    assert need.state is NeedState.DRAFT
    page = anna.get(f"/desk/tenders/{need.public_id}")
    assert press(anna, page, "Publish it").status_code == 303
    afresh(session)
    assert need.state is NeedState.PUBLISHED
    return need


def hers(phone: PageClient, offer: Offer) -> str:
    """What her phone says of her offer."""
    seated(phone, "fish-47")
    return words(phone.get(f"/s/offers/{offer.public_id}?lang=en"))


def ends(neema: PageClient, need: Need, ending: str, because: str) -> str:
    page = neema.get(f"/buyer/tenders/{need.public_id}")
    done = neema.submit(page, {"ending": ending, "because": because}, action="/ending",
                        follow_redirects=True)  # fmt: skip
    assert done.status_code == 200
    return words(done)


@pytest.mark.feature("A2")
def test_each_life_is_reached_from_pages_and_its_end_told_to_who_offered(
    session: Session, pointed: World, sign_in: SignIn, new_client: NewClient,
    at: time_machine.Traveller,
) -> None:  # fmt: skip
    """Draft, live, closed, withdrawn, cancelled, none suitable, awarded."""
    for ending, state in (("withdrawn", Ending.WITHDRAWN), ("cancelled", Ending.CANCELLED)):
        need = live(session, pointed, sign_in)
        offer = offers(session, pointed, need)
        session.commit()
        said = ends(sign_in(pointed.people["neema"]), need, ending, "guests_cancelled")
        assert "The guests do not come." in said
        afresh(session)
        tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
        assert (need.state, tender.ending) == (NeedState.WITHDRAWN, state)
        assert "They stopped it" in hers(new_client(), offer)
    none, awarded = live(session, pointed, sign_in), live(session, pointed, sign_in)
    lost = offers(session, pointed, none)
    won = offers(session, pointed, awarded, price=130_000)
    session.commit()
    go_to(at, none.closes_at)
    tick(session)
    afresh(session)
    assert (none.state, awarded.state) == (NeedState.CLOSED, NeedState.CLOSED)
    afresh(session)
    neema = sign_in(pointed.people["neema"])
    assert "answers are in" in words(sign_in(pointed.people["anna"]).get("/desk/needs?lang=en"))
    ends(neema, none, "none_suitable", "not_as_asked")
    afresh(session)
    assert none.state is NeedState.UNFILLED
    assert "They chose nobody" in hers(new_client(), lost)
    afresh(session)
    choose(session, pointed.neema, ChooseOffer(offer=won.public_id, quantity=20))
    session.commit()
    phone = new_client()
    seated(phone, "fish-47")
    chosen = phone.get(f"/s/offers/{won.public_id}/choice?lang=en")
    assert press(phone, chosen, "Yes").status_code == 303
    afresh(session)
    assert awarded.state is NeedState.MATCHED
    assert "They said yes" in hers(new_client(), won)
    assert "all of it is awarded" in words(neema.get(f"/openings/{awarded.public_id}?lang=en"))


def third_delivery(session: Session, world: World, at: time_machine.Traveller) -> Agreement:
    """An agreement that delivered three times, each time whole and on its day."""
    agreement, her = in_force(session, world, trial(weekdays=EVERY_DAY))
    for _time in range(2):
        day = today() + timedelta(days=7)
        called = call_off_order(session, world.neema, calls(agreement, day=day))
        assert called.order is not None
        at.shift(timedelta(days=7))
        brought(session, world, called.order, her)
    session.commit()
    return agreement


@pytest.mark.feature("A5")
def test_recurring_standing_and_copied(
    session: Session, pointed: World, sign_in: SignIn, at: time_machine.Traveller
) -> None:
    """A need for every Friday; an old one copied; a standing order with its most and back-up."""
    weekly = live(session, pointed, sign_in, repeat="weekly", weekdays=["4"], until=in_days(61))
    tender = session.scalars(select(Tender).where(Tender.need_id == weekly.id)).one()
    assert (tender.repeat, tender.weekdays) == (Repeat.WEEKLY, 0b10000)
    neema = sign_in(pointed.people["neema"])
    shown = neema.get(f"/buyer/tenders/new?copy={weekly.public_id}&lang=en")
    values = {"day": in_days(20), "until": in_days(70), "closes_day": in_days(9),
              "specs": ["ripe", "whole"], "weekdays": ["4"]}  # fmt: skip
    neema.submit(shown, values, press="send=1", action="/new", follow_redirects=True)
    copied = newest(session)
    assert (copied.repeat_of_id, copied.quantity) == (weekly.id, weekly.quantity)
    agreement = third_delivery(session, pointed, at)
    neema = sign_in(pointed.people["neema"])
    old = session.get_one(Need, agreement.need_id)
    again = words(neema.get(f"/buyer/needs/{old.public_id}?lang=en"))
    assert "Copy it and ask again" in again
    page = f"/buyer/agreements/{agreement.public_id}"
    back_up = next(
        one for name, one in pointed.suppliers.items()
        if one.id != agreement.supplier_id and name in {"fish_47", "sun_21", "hen_33"}
    )  # fmt: skip
    stands = neema.submit(
        neema.get(f"{page}/terms?lang=en"),
        {"stage": "standing", "month_cap": "60", "back_up": str(back_up.id),
         "starts_on": today().isoformat(), "weekday": [str(n) for n in range(7)]},
        action="/terms", follow_redirects=True,
    )  # fmt: skip
    assert "Other terms" in words(stands), words(stands)
    afresh(session)
    signs(session, pointed, agreement)
    version = open_version(session, agreement)
    her = next(n for n, s in pointed.suppliers.items() if s.id == agreement.supplier_id)
    neema_agrees(session, pointed, agreement, version.number)
    she_agrees(session, pointed, agreement, her, version.number)
    session.commit()
    said = words(neema.get(f"{page}?lang=en"))
    assert "standing" in said
    assert "at most 60 kg in a month" in said
    assert back_up.name in said
    made = neema.submit(neema.get(page), {"day": in_days(7)}, action="/orders")
    assert made.status_code == 303, words(made)
    afresh(session)
    assert session.get_one(AgreementVersion, version.id).stage is LinkageStage.STANDING
    assert newest(session).repeat_of_id == agreement.need_id
