"""An award's page: how far it is, the one next step, terms filled in; the same for both sides."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import after_signature
from marketplace.agreements.models import Agreement, Order
from marketplace.agreements.rules.agreed_lists import AgreementState
from marketplace.assessment.actions import sign
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.clauses import OWN, Clause
from marketplace.mediation.actions import conclude, say_yes
from marketplace.mediation.models import Award
from marketplace.mediation.rules.lists import AwardState
from marketplace.offers.models import Offer
from marketplace.people.models import Person
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.tender_lists import Repeat
from tests.actions.agreed import signs
from tests.actions.linkage import ALL_CONDITIONS, clears
from tests.actions.openings import chosen, opening
from tests.pages.desk.room import Desk, look_again, words
from tests.pages.supplier.village import link, press, seated
from tests.pages.supplier.village import words as pictured
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World
from tests.world.codes import give_codes

OWN_WORDS = "The school lends its scale on Mondays"


@pytest.fixture
def neema(world: World, sit: Callable[[Person], Desk]) -> Desk:
    return sit(world.people["neema"])


def weekly(session: Session, need: Need) -> None:
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    tender.repeat, tender.weekdays = Repeat.WEEKLY, 0b0000010
    tender.repeat_until = need.deliver_on + timedelta(days=56)


def award_of(
    session: Session, world: World, *, repeats: bool = True, cleared: bool = False
) -> Award:
    """Sun 21 said yes to 20 kg; signed with a condition in Anna's own words, or cleared."""
    if cleared:
        clears(session, world, most=200)
    need, made = opening(session, world, quantity=20, cleared=False)
    if repeats:
        weekly(session, need)
    got = chosen(session, world, made["sun_21"])
    if not cleared:
        check = session.get_one(Assessment, got.assessment_id)
        own = Clause(code=OWN, note=OWN_WORDS)
        sign(session, world.anna, check.public_id, [*ALL_CONDITIONS, own])
        after_signature(session, world.anna, check.public_id)
    say_yes(session, world.supplier("sun_21"), got.public_id)
    session.commit()
    return got


def test_after_the_standstill_terms_are_written_filled_in_and_both_agree(
    session: Session, world: World, sit: Callable[[Person], Desk], at: time_machine.Traveller,
    new_client: Callable[[], PageClient], engine: Engine,
) -> None:  # fmt: skip
    give_codes(session, world, "sun_21")
    got = award_of(session, world)
    path = f"/awards/{got.public_id}"
    neema, anna = sit(world.people["neema"]), sit(world.people["anna"])
    for reader in (neema, anna):
        said = reader.read(path)
        assert "Whoever was not chosen may still ask to look again" in said
        assert "Write the terms" not in said
    assert "Next" in neema.read(f"{path}/agreement")  # too early: the page says what comes first
    at.shift(timedelta(hours=49))
    neema, anna = sit(world.people["neema"]), sit(world.people["anna"])
    with counting(engine) as seen:
        said = anna.read(path)
    assert len(seen) <= 10, "\n".join(seen)
    assert "Write the terms: they are filled in" in said
    assert "What comes next" in anna.read(
        f"/desk/cases/{session.get_one(Need, got.need_id).public_id}"
    )
    form = anna.get(f"{path}/agreement")
    shown = form.get_data(as_text=True)
    assert 'name="most" value="20"' in shown or 'value="20"' in shown
    assert 'value="1200"' in shown or 'value="1,200"' in shown
    over = anna.send(form, {"most": "25", "weekday": ["1"]}, action="/agreement")
    assert over.status_code == 422
    assert "This is more, or dearer, than what was chosen." in words(over)
    done = anna.send(form, {"weekday": ["1"]}, action="/agreement")
    said = words(done)
    assert "Nothing binds before both sides said yes." in said
    assert OWN_WORDS in said
    assert "Both sides are asked for their yes." in anna.read(path)
    look_again(session)
    agreement = session.scalars(select(Agreement)).one()
    assert (agreement.award_id, agreement.state) == (got.id, AgreementState.OFFERED)
    page = neema.get(f"/buyer/agreements/{agreement.public_id}")
    assert OWN_WORDS in words(page)
    neema.send(page, action="/consent")
    assert "Hers is missing" in neema.read(path)
    phone = new_client()
    seated(phone, "sun-21")
    offer = session.get_one(Offer, got.offer_id)
    hers = phone.get(f"/s/offers/{offer.public_id}?lang=en")
    asked = phone.get(link(hers, "For longer?"))
    assert press(phone, asked, "Yes").status_code == 303
    assert "Call off the first delivery." in neema.read(path)
    assert "All said yes" in pictured(phone.get(f"/s/offers/{offer.public_id}?lang=en"))
    look_again(session)
    assert session.scalars(select(Agreement.state)).all() == [AgreementState.IN_FORCE]


def test_terms_of_a_cleared_award_go_to_the_desk_and_the_page_says_so(
    session: Session, world: World, sit: Callable[[Person], Desk], at: time_machine.Traveller
) -> None:
    got = award_of(session, world, cleared=True)
    at.shift(timedelta(hours=49))
    neema = sit(world.people["neema"])
    form = neema.get(f"/awards/{got.public_id}/agreement")
    neema.send(form, {"weekday": ["1"]}, action="/agreement")
    assert "The terms wait for the check at the desk." in neema.read(f"/awards/{got.public_id}")
    look_again(session)
    agreement = session.scalars(select(Agreement)).one()
    signs(session, world, agreement)
    session.commit()
    assert "Both sides are asked for their yes." in neema.read(f"/awards/{got.public_id}")


def test_what_is_needed_once_is_ordered_from_the_page_by_its_buyer(
    session: Session, world: World, sit: Callable[[Person], Desk], at: time_machine.Traveller
) -> None:
    got = award_of(session, world, repeats=False)
    at.shift(timedelta(hours=49))
    neema, anna = sit(world.people["neema"]), sit(world.people["anna"])
    path = f"/awards/{got.public_id}"
    assert "The buyer places it from this page." in anna.read(path)
    page = neema.get(path)
    done = neema.send(page, action="/order")
    assert "Ordered. She is asked for her yes." in words(done)
    neema.send(page, action="/order")
    look_again(session)
    assert [one.quantity for one in session.scalars(select(Order))] == [20]


def test_strangers_find_no_award(session: Session, world: World, theresia: Desk) -> None:
    got = award_of(session, world)
    for page in ("", "/agreement"):
        assert theresia.get(f"/awards/{got.public_id}{page}").status_code == 404


@pytest.mark.feature("C3")
def test_a_mix_of_part_offers_in_lots_is_awarded_together(
    session: Session, world: World, neema: Desk
) -> None:
    """One need of 60 kg, three part offers: the best mix is chosen with one press."""
    clears(session, world, most=200)
    need, made = opening(session, world, quantity=40, cleared=False)
    tender = session.scalars(select(Tender).where(Tender.need_id == need.id)).one()
    tender.lot_quantity = 10
    session.commit()
    page = neema.get(f"/openings/{need.public_id}")
    assert "Choose these together" in words(page)
    take = [f"{made['sun_21'].public_id}:20", f"{made['fish_47'].public_id}:20"]
    done = neema.client.post(
        f"/openings/{need.public_id}/mix", data={"csrf": neema.token(page), "take": take},
        follow_redirects=True,
    )  # fmt: skip
    assert "Chosen." in words(done)
    look_again(session)
    awards = session.scalars(select(Award).order_by(Award.id)).all()
    assert [(one.quantity, one.state) for one in awards] == [(20, AwardState.RESERVED)] * 2
    too_much = neema.client.post(
        f"/openings/{need.public_id}/mix",
        data={"csrf": neema.token(page), "take": [f"{made['hen_33'].public_id}:20"]},
    )
    assert too_much.status_code == 422
    for who, got in zip(("sun_21", "fish_47"), awards, strict=True):
        say_yes(session, world.supplier(who), got.public_id)
    session.commit()
    look_again(session)
    assert session.get_one(Need, need.id).state is NeedState.MATCHED


def test_a_part_taken_ends_part_matched(session: Session, world: World, neema: Desk) -> None:
    clears(session, world, most=200)
    need, made = opening(session, world, quantity=60, cleared=False)
    got = chosen(session, world, made["sun_21"], quantity=10)
    say_yes(session, world.supplier("sun_21"), got.public_id)
    conclude(session, world.neema, need.public_id)
    session.commit()
    assert "Whoever was not chosen" in neema.read(f"/awards/{got.public_id}")
    assert session.get_one(Need, need.id).state is NeedState.PART_MATCHED
