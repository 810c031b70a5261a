"""Referrals on the pages: the provider's, the desk's, an operator's; directory and memorandum."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.actions import private
from marketplace.people.models import Person
from marketplace.people.rules.private import SafeWay
from marketplace.support.models import Referral, SupportService
from marketplace.support.rules.lists import ReferralState
from tests.actions.linkage import today
from tests.pages.desk.room import Desk, look_again, words
from tests.pages.support.conftest import Pair
from tests.world import World
from tests.world.support import add_provider, offers_service, sends, zawadi

COURSE = {
    "kind": "course", "topic": "hygiene", "name": "Clean hands, clean food", "seats": "4",
    "price": "30000", "giver": "5000", "outside": "10000",
}  # fmt: skip


def offered(desk: Desk, **values: str) -> str:
    typed = {**COURSE, "on_day": (today() + timedelta(days=9)).isoformat(), **values}
    return words(desk.send(desk.get("/support/"), typed, action="/support/services"))


def her_help(world: World, who: str = "fish_47") -> str:
    return f"/desk/suppliers/{world.suppliers[who].public_id}/help"


def sent(anna: Desk, session: Session, world: World) -> str:
    service = session.scalars(select(SupportService.public_id)).first()
    page = anna.get(f"{her_help(world)}?service={service}&leaf=veg.tomato")
    return words(anna.send(page, {"agreed": "y"}, action="/help"))


@pytest.mark.feature("O2")
@pytest.mark.paper(6)
@pytest.mark.paper(44)
def test_a_course_is_offered_she_is_sent_it_is_reported_and_followed_up(
    anna: Desk,
    zawadi_sits: Desk,
    session: Session,
    world: World,
    at: time_machine.Traveller,
    sit: Callable[[Person], Desk],
) -> None:
    assert "Clean hands, clean food" in offered(zawadi_sits)
    seen = anna.read(her_help(world))
    assert "Clean hands, clean food Usafi Food Safety · Course with seats · Clean work" in seen
    part = "TZS 30,000: her part TZS 15,000, the giver's TZS 5,000, from outside TZS 10,000"
    assert part in seen.replace("\xa0", " "), "who pays what stands beside it"
    assert "You book the help, you do not give it." in seen
    assert "no answer yet" in sent(anna, session, world)
    home = zawadi_sits.get("/support/")
    assert "1 supplier waits for your yes or no." in words(home)
    assert "Mama Zuhura Majengo" in words(home)
    taken = zawadi_sits.send(home, action="/acceptance")
    assert "Under way" in words(taken)
    done = zawadi_sits.send(taken, {"result": "learned"}, action="/report")
    assert "She learned it" in words(done)
    at.shift(timedelta(days=31))
    session.rollback()
    anna = sit(world.people["anna"])
    assert "Did it help?" in anna.read("/desk/")
    after = anna.send(anna.get("/desk/referrals"), {"helped": "yes"}, action="/follow-up")
    assert "It helped" in words(after)
    assert "Nothing waits for you." in anna.read("/desk/")


def test_without_her_yes_nobody_is_told(
    anna: Desk, zawadi_sits: Desk, session: Session, world: World
) -> None:
    offered(zawadi_sits)
    service = session.scalars(select(SupportService.public_id)).one()
    page = anna.get(her_help(world))
    wrong = anna.send(page, {"service": service}, action="/help")
    assert wrong.status_code == 422
    assert "Ask her first: without her yes nobody is told of her." in words(wrong)
    assert "Nothing waits for you today." in zawadi_sits.read("/support/")


def test_a_provider_gives_back_with_a_reason_and_the_desk_looks_for_another(
    anna: Desk, zawadi_sits: Desk, session: Session, world: World
) -> None:
    offered(zawadi_sits)
    sent(anna, session, world)
    home = zawadi_sits.get("/support/")
    nothing = zawadi_sits.send(home, action="/refusal")
    assert nothing.status_code == 422
    assert "Please fill this in." in words(nothing)
    zawadi_sits.send(home, {"why": "too_far"}, action="/refusal")
    desk = anna.read("/desk/")
    assert "Mama Zuhura: Clean hands, clean food" in desk
    assert "Find another" in desk
    anna.send(anna.get("/desk/referrals"), action="/withdrawal")
    assert "Find another" not in anna.read("/desk/")


def test_her_phone_is_given_on_only_once_she_is_taken(
    zawadi_sits: Desk, session: Session, world: World, usafi: Pair
) -> None:
    from marketplace.people.models import Phone

    phone = Phone(number="+255700000047")
    session.add(phone)
    session.flush()
    world.suppliers["fish_47"].phone_id = phone.id
    sends(session, world, offers_service(session, zawadi(usafi[1]), usafi[0]))
    session.commit()
    home = zawadi_sits.get("/support/")
    assert "+255700000047" not in home.get_data(as_text=True)
    taken = zawadi_sits.send(home, action="/acceptance")
    assert "+255700000047" in taken.get_data(as_text=True)
    her = replace(world.fish_47, code_proved=True)
    private.keep_safe_way(session, her, SafeWay.NOBODY)
    session.commit()
    assert "+255700000047" not in zawadi_sits.get("/support/").get_data(as_text=True)


def test_a_strangers_referral_does_not_exist(
    anna: Desk, theresia: Desk, session: Session, world: World, usafi: Pair,
    sit: Callable[[Person], Desk],
) -> None:  # fmt: skip
    _, stranger = add_provider(session, world, "Another")
    assert stranger is not None
    referral = sends(session, world, offers_service(session, zawadi(usafi[1]), usafi[0]))
    session.commit()
    other = sit(stranger)
    token, name = other.token(other.get("/support/")), referral.public_id
    for word in ("acceptance", "refusal", "report", "nonsense"):
        sent = {"csrf": token, "why": "too_far", "result": "learned"}
        assert other.client.post(f"/support/referrals/{name}/{word}", data=sent).status_code == 404
    token = theresia.token(theresia.get("/desk/"))
    for path in (f"/desk/referrals/{name}/follow-up", f"/desk/referrals/{name}/withdrawal"):
        answer = theresia.client.post(path, data={"csrf": token, "helped": "yes"})
        assert answer.status_code == 404
    assert theresia.get(her_help(world)).status_code == 404
    look_again(session)
    assert session.get_one(Referral, referral.id).state is ReferralState.SENT
    assert anna.get("/support/").status_code == 403


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"outside": "40000"}, "The parts are more than the price."),
        ({"seats": "0"}, "There is at least one seat."),
        ({"seats": "many"}, "Please write a whole number, like 20."),
        ({"kind": "inspection"}, "Please say which paper the inspector comes for."),
        ({"on_day": "2020-01-01"}, "This day is over."),
        ({"name": ""}, "Please fill this in."),
    ],
)
def test_a_wrong_service_is_answered_beside_its_field(
    zawadi_sits: Desk, values: dict[str, str], said: str
) -> None:
    assert said in offered(zawadi_sits, **values)


@pytest.mark.paper(3)
@pytest.mark.paper(60)
def test_the_directory_lists_providers_with_what_was_agreed_and_what_they_gave(
    anna: Desk, theresia: Desk, session: Session, world: World, usafi: Pair
) -> None:
    from marketplace.support import actions
    from marketplace.support.rules.lists import Result

    referral = sends(session, world, offers_service(session, zawadi(usafi[1]), usafi[0]))
    actions.accept_referral(session, zawadi(usafi[1]), referral.public_id)
    actions.report_referral(session, zawadi(usafi[1]), referral.public_id, Result.LEARNED)
    session.commit()
    listed = anna.get("/desk/providers")
    assert "Usafi Food Safety training · Mto wa Mbu" in words(listed)
    assert "1 service given" in words(listed)
    path = f"/desk/providers/{usafi[0].public_id}"
    typed = {
        "words": "Usafi teaches, we send, suppliers pay their part.",
        "signed_on": today().isoformat(), "until": (today() + timedelta(days=365)).isoformat(),
    }  # fmt: skip
    kept = anna.send(anna.get(path), typed, action="/memoranda")
    assert "Usafi teaches, we send, suppliers pay their part." in words(kept)
    assert "in force" in words(kept)
    assert "2026/4 1 33%" in words(kept)
    wrong = anna.send(anna.get(path), {**typed, "until": "2020-01-01"}, action="/memoranda")
    assert "It ends after it was signed." in words(wrong)
    assert anna.get("/desk/providers/NO-SUCH").status_code == 404


def test_a_facilitator_writes_down_for_who_has_no_sign_in_and_answers_for_them(
    anna: Desk, session: Session, world: World
) -> None:
    provider, _ = add_provider(session, world, "Shamba Skills", account=False)
    session.commit()
    page = anna.get(f"/desk/providers/{provider.public_id}")
    made = anna.send(page, {**COURSE, "kind": "visit", "topic": "growing"}, action="/services")
    assert "Clean hands, clean food" in words(made)
    sent(anna, session, world)
    taken = anna.send(anna.get("/desk/referrals"), action="/acceptance")
    assert "taken, under way" in words(taken)
    assert "not offered any more" in words(anna.send(made, action="/withdrawal"))


def test_a_buyer_opens_seats_and_takes_who_is_sent(
    anna: Desk, session: Session, world: World, sit: Callable[[Person], Desk]
) -> None:
    neema = sit(world.people["neema"])
    typed = {"kind": "course", "topic": "handling", "name": "Sorting", "seats": "2", "price": "0"}
    made = neema.send(neema.get("/buyer/training/"), typed, action="/buyer/training/")
    assert "Sorting Kijani Ridge Lodges" in words(made)
    sent(anna, session, world)
    taken = neema.send(neema.get("/buyer/training/"), action="/acceptance")
    assert "taken, under way" in words(taken)
    done = neema.send(taken, {"result": "needs_more"}, action="/report")
    assert "She needs more of it" in words(done)
    assert "not offered any more" in words(neema.send(done, action="/withdrawal"))
