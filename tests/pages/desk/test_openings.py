"""The opening in a browser: one page for both, choosing, proposing, ending; wrong input kept."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from marketplace.assessment.models import Assessment
from marketplace.mediation.models import Award, CounterProposal, Loss
from marketplace.mediation.rules.lists import AwardState, ProposalState
from marketplace.offers.models import Offer
from marketplace.people.models import Person
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.actions.linkage import asks, clears
from tests.actions.openings import opening, tender
from tests.pages.desk.room import Desk, look_again, words
from tests.support.statements import counting
from tests.world import World

Opened = tuple[Need, dict[str, Offer]]


@pytest.fixture
def opened(session: Session, world: World) -> Opened:
    """Three offers of 20 kilograms for a need of 40, under a clearance."""
    clears(session, world, most=200)
    made = opening(session, world, quantity=40, cleared=False)
    session.commit()
    return made


@pytest.fixture
def neema(world: World, sit: Callable[[Person], Desk]) -> Desk:
    return sit(world.people["neema"])


def path(need: Need) -> str:
    return f"/openings/{need.public_id}"


def award(session: Session) -> Award:
    look_again(session)
    return session.scalars(select(Award).order_by(Award.id.desc()).limit(1)).one()


def test_buyer_and_facilitator_read_the_same_ranking_with_its_reasons(
    neema: Desk, anna: Desk, opened: Opened
) -> None:
    need, _ = opened
    for reader in (neema, anna):
        said = reader.read(path(need))
        assert said.index("1. Mzee Lazaro") < said.index("2. Mama Zuhura")
        for text in (
            "12.5 / 25", "the lowest price asked", "above the lowest asked",
            "under 3 deliveries: counts half", "no agreement with her yet", "Together",
            "costs least", "40 kg for",
        ):  # fmt: skip
            assert text in said, text


def test_while_sealed_nobody_sees_even_how_many(
    neema: Desk, anna: Desk, session: Session, world: World
) -> None:
    need = tender(session, world)
    session.commit()
    for reader in (neema, anna):
        said = reader.read(path(need))
        assert "Sealed until" in said
        assert "Zuhura" not in said


def test_strangers_and_other_roles_are_turned_away(
    theresia: Desk, opened: Opened, sit: Callable[[Person], Desk], world: World
) -> None:
    need, made = opened
    assert theresia.get(path(need)).status_code == 404
    assert theresia.get(f"/desk/cases/{need.public_id}").status_code == 404
    sent = {"csrf": theresia.token(theresia.get("/desk/")), "quantity": "20"}
    sent["offer"] = made["fish_47"].public_id
    answer = theresia.client.post(f"{path(need)}/awards", data=sent)
    assert answer.status_code in {404, 422}
    neema = sit(world.people["neema"])
    assert neema.get(f"/desk/cases/{need.public_id}").status_code == 403
    assert neema.get("/desk/first-offers").status_code == 403


def test_choosing_reserves_and_says_so(neema: Desk, session: Session, opened: Opened) -> None:
    need, made = opened
    page = neema.get(path(need))
    answer = _send_for(neema, page, made["sun_21"], "/awards")
    assert "Chosen. What the check lets through is reserved" in words(answer)
    assert "reserved, she is asked" in words(answer)
    assert "Worth" in words(answer)
    got = award(session)
    assert (got.state, got.quantity, got.then_next) == (AwardState.RESERVED, 20, True)


def _send_for(
    desk: Desk, page: TestResponse, offer: Offer, action: str, **typed: str
) -> TestResponse:
    """Send the form that belongs to one offer."""
    token = desk.token(page)
    data = {"csrf": token, "offer": offer.public_id, "quantity": "20", "then_next": "y", **typed}
    where = page.request.path + action
    return desk.client.post(where, data=data, follow_redirects=True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please fill this in."),
        ("many", "Please write a whole number"),
        ("0", "Please write how much."),
        ("21", "This is more than she offers."),
        ("99999", "This is more than she offers."),
    ],
)
def test_a_wrong_amount_is_answered_beside_it_and_kept(
    neema: Desk, session: Session, opened: Opened, typed: str, said: str
) -> None:
    need, made = opened
    page = neema.get(path(need))
    answer = _send_for(neema, page, made["fish_47"], "/awards", quantity=typed)
    assert answer.status_code == 422
    assert said in words(answer)
    if typed:
        assert f'value="{typed}"' in answer.get_data(as_text=True)
    look_again(session)
    assert session.scalars(select(Award)).all() == []


@pytest.mark.feature("C5")
@pytest.mark.feature("F2")
def test_a_counter_proposal_goes_step_by_step_to_terms_both_agreed(
    neema: Desk, anna: Desk, session: Session, opened: Opened
) -> None:
    need, made = opened
    offer = made["fish_47"]
    page = neema.get(path(need))
    answer = _send_for(neema, page, offer, "/proposals", price="1350", quantity="", then_next="")
    assert "Sent to the other side." in words(answer)
    look_again(session)
    made_one = session.scalars(select(CounterProposal)).one()
    assert (made_one.price_minor, made_one.state) == (135_000, ProposalState.OPEN)
    said = anna.read(path(need))
    assert "the buyer asked: " in said
    page = anna.get(path(need))
    answer = _send_for(anna, page, offer, "/answer", proposal=made_one.public_id, word="yes")
    assert "Agreed. These are the terms now." in words(answer)
    again = _send_for(neema, neema.get(path(need)), offer, "/proposals", price="1300", quantity="")
    assert again.status_code == 422
    assert "Each side names a price once." in words(again)
    _send_for(neema, neema.get(path(need)), offer, "/awards")
    assert award(session).price_minor == 135_000


def test_her_word_on_the_phone_ends_it_and_everybody_is_told(
    neema: Desk, anna: Desk, session: Session, opened: Opened
) -> None:
    need, made = opened
    _send_for(neema, neema.get(path(need)), made["sun_21"], "/awards")
    got = award(session)
    answer = _send_for(
        anna, anna.get(path(need)), made["sun_21"], "/word", award=got.public_id, word="yes"
    )
    assert "Kept: she said yes." in words(answer)
    ended = neema.send(neema.get(path(need)), action="/outcome")
    assert "Ended. Everybody who offered hears why." in words(ended)
    look_again(session)
    assert session.get_one(Need, need.id).state is NeedState.PART_MATCHED
    assert len(session.scalars(select(Loss)).all()) == 2


def test_taking_an_award_back_asks_why(neema: Desk, session: Session, opened: Opened) -> None:
    need, made = opened
    _send_for(neema, neema.get(path(need)), made["sun_21"], "/awards")
    got = award(session)
    page = neema.get(path(need))
    bare = _send_for(neema, page, made["sun_21"], "/undoing", award=got.public_id, reason="")
    assert bare.status_code == 422
    told = _send_for(
        neema, page, made["sun_21"], "/undoing", award=got.public_id, reason="changed_plan"
    )
    assert "Taken back. She is told." in words(told)
    assert award(session).state is AwardState.UNDONE


def test_none_suitable_asks_why_and_ends(neema: Desk, session: Session, opened: Opened) -> None:
    need, _ = opened
    bare = neema.send(neema.get(path(need)), action="/none-suitable")
    assert bare.status_code == 422
    told = neema.send(neema.get(path(need)), {"because": "not_as_asked"}, action="/none-suitable")
    assert "hears that none was taken" in words(told)
    look_again(session)
    assert session.get_one(Need, need.id).state is NeedState.UNFILLED


def test_keeping_in_view_is_seen_by_both(neema: Desk, anna: Desk, opened: Opened) -> None:
    need, made = opened
    _send_for(neema, neema.get(path(need)), made["hen_33"], "/shortlist", keep="yes")
    assert "in view" in anna.read(path(need))
    _send_for(anna, anna.get(path(need)), made["hen_33"], "/shortlist", keep="no")
    assert "Cross off" not in neema.read(path(need))


def test_the_spread_alarm_rings_beside_who_offers_far_under(
    anna: Desk, session: Session, world: World
) -> None:
    clears(session, world, most=200)
    need, _ = opening(
        session, world, cleared=False,
        prices={"fish_47": 140_000, "sun_21": 60_000, "hen_33": 150_000},
    )  # fmt: skip
    session.commit()
    assert anna.read(path(need)).count("far under the others") == 1


def test_a_conflicted_facilitator_does_not_award(
    anna: Desk, session: Session, opened: Opened, world: World
) -> None:
    need, made = opened
    case = f"/desk/cases/{need.public_id}"
    me = str(world.people["anna"].id)
    anna.send(anna.get(case), {"who": me, "kind": "family"}, action="/conflicts")
    answer = _send_for(anna, anna.get(path(need)), made["fish_47"], "/awards")
    assert answer.status_code == 422
    assert "a colleague decides here" in words(answer)


def test_the_page_asks_the_database_the_same_few_questions_however_many_offers(
    neema: Desk, anna: Desk, session: Session, opened: Opened, engine: Engine, world: World
) -> None:
    need, _ = opened
    with counting(engine) as asked:
        neema.get(path(need))
    assert len(asked) <= 8 + 2, asked
    with counting(engine) as asked:
        anna.get(f"/desk/cases/{need.public_id}")
    assert len(asked) <= 12 + 2, asked


def test_an_award_that_waits_leads_the_desk_to_the_check(
    neema: Desk, anna: Desk, session: Session, world: World
) -> None:
    need, made = opening(session, world, quantity=20, cleared=False)
    session.commit()
    _send_for(neema, neema.get(path(need)), made["sun_21"], "/awards")
    assert award(session).state is AwardState.WAITING
    said = anna.read(path(need))
    assert "waits for a signature" in said
    page = anna.get(path(need))
    assert "/desk/checks/" in page.get_data(as_text=True)


def test_nobody_opens_what_is_no_tender(neema: Desk, session: Session, world: World) -> None:
    need = asks(session, world)
    session.commit()
    assert neema.get(path(need)).status_code == 404
    assert neema.get("/openings/nothing").status_code == 404


def test_who_is_not_neutral_or_had_a_hand_in_it_does_not_sign(
    anna: Desk, session: Session, world: World
) -> None:
    """Over the value ceiling the one who awarded does not sign; a conflict never signs."""
    need, made = opening(session, world, quantity=20, cleared=False)
    world.destination.quick_buy_ceiling_minor = 20 * 140_000 - 1
    session.commit()
    _send_for(anna, anna.get(path(need)), made["fish_47"], "/awards")
    got = award(session)
    check = session.get_one(Assessment, got.assessment_id).public_id
    own = anna.send(anna.get(f"/desk/checks/{check}"), action="/signature")
    assert "a second person signs" in words(own)
    me = {"who": str(world.people["anna"].id), "kind": "family"}
    anna.send(anna.get(f"/desk/cases/{need.public_id}"), me, action="/conflicts")
    again = anna.send(anna.get(f"/desk/checks/{check}"), action="/signature")
    assert "a colleague decides here" in words(again)
    assert award(session).state is AwardState.WAITING
