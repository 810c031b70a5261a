"""Peppers for every Tuesday: a tender, three part offers on two phones, two of them agreed on.

Neema buys, Anna mediates. Umoja and Mama Zuhura share one phone, the youth of Gongali have
another; no phone has a script. Nobody learns what another asks before all offers open at once.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from marketplace.agreements.models import Agreement, AgreementClause
from marketplace.agreements.rules.agreed_lists import AgreementState
from marketplace.agreements.rules.lists import OrderState
from marketplace.assessment.models import Assessment
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.mediation.models import Award, Loss
from marketplace.mediation.rules.lists import AwardState
from marketplace.offers.models import Offer
from marketplace.people.models import Supplier
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NeedState
from tests.journeys import steps
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage

pytestmark = DEMO
UMOJA, ZUHURA, GONGALI = "drum-31", "fish-47", "moon-41"
NAMES = {
    UMOJA: "Umoja Irrigation Growers", ZUHURA: "Mama Zuhura Bakari",
    GONGALI: "Gongali Greenhouse Youth",
}  # fmt: skip
KG, EACH = 40, 20
TENS = {UMOJA: 5, ZUHURA: 6, GONGALI: 7}  # notes of ten thousand for twenty kilograms
Hold = Callable[[Page], Hand]


@pytest.mark.feature("A2", part=True)
@pytest.mark.feature("C3")
@pytest.mark.feature("D1")
@pytest.mark.feature("F4")
@pytest.mark.feature("H2")
def test_from_a_tender_to_two_living_agreements_and_the_first_call_off(
    desk: NewPage, phone: NewPage, hold: Hold, anna: Hand
) -> None:
    neema = hold(desk())
    shared, other = hold(phone(script=False, width=240, height=320)), hold(phone(script=False))
    need = published(neema, anna)
    for hand, who in ((shared, UMOJA), (shared, ZUHURA), (other, GONGALI)):
        offers(hand, need, who)
    admin = hold(desk())
    sealed(neema, anna, need)
    steps.days_pass(admin, (24,) * 6)
    mixed(neema, anna, need)
    signed(anna, need)
    for hand, who in ((shared, UMOJA), (shared, ZUHURA)):
        chosen(hand, need, who)
    told_why_not(other, need)
    steps.days_pass(admin, (24, 24, 3))
    for hand, who in ((shared, UMOJA), (shared, ZUHURA)):
        agreed(neema, hand, need, who)
    called_off(neema, shared, need)


def published(neema: Hand, anna: Hand) -> Need:
    """Neema asks for forty kilograms every week in lots of ten; Anna lets it through."""
    neema.sign_in("neema", "/buyer/tenders/new?leaf=veg.pepper&lang=en")
    page = neema.page
    for name, text in {
        "quantity": str(KG), "lot": "10", "day": steps.in_days(10).isoformat(),
        "until": steps.in_days(52).isoformat(), "closes_day": steps.in_days(5).isoformat(),
        "now_price": "3200", "now_transport": "100", "days": "7",
    }.items():  # fmt: skip
        page.fill(f"input[name={name}]", text)
    page.check("input[name=repeat][value=weekly]")
    weekday = steps.in_days(10).weekday()
    page.locator(f"label.chip:has(input[name=weekdays][value='{weekday}'])").click()
    for spec in ("whole", "same_size"):
        page.check(f"input[name=specs][value={spec}]")
    page.check("input[name=price_kind][value=open]")
    neema.tap("button[name=send]")
    need = steps.newest_need(neema)
    assert "/buyer/tenders/" in neema.page.url, neema.says()
    anna.open("/desk/tenders")
    anna.tap(f"a[href='/desk/tenders/{need.public_id}']")
    anna.tap("form[action$='/publication'] button.go")
    return anna.find(lambda looked: _in(looked.get_one(Need, need.id), NeedState.PUBLISHED))


def _in(need: Need, state: NeedState) -> Need | None:
    return need if need.state is state else None


def offers(hand: Hand, need: Need, who: str) -> None:
    """Half of it, for a pile of ten-thousands: with her symbol and her four pictures."""
    hand.sit(who)
    hand.tap(f"a.card[href='/s/needs/{need.code}']")
    hand.tap(f"a[href='/s/needs/{need.code}/quantity']")
    hand.tap(f"button[name=quantity][value='{EACH}']")
    for _note in range(TENS[who]):
        hand.tap("button[name=amount][value='1000000']")
    hand.tap("button[name=done].yes, .yes[name=done]")
    hand.tap("form:has(input[name=key]) button.yes")
    assert hand.page.url.endswith("/sent"), hand.says()
    hand.leave()


def sealed(neema: Hand, anna: Hand, need: Need) -> None:
    """Before the deadline neither of them sees who offered, nor how many, nor for how much."""
    for hand, path in ((neema, "/buyer/tenders/"), (anna, "/desk/tenders/")):
        hand.open(f"{path}{need.public_id}")
        assert not any(name in hand.says() for name in NAMES.values())
        assert "2,500" not in hand.says()


def mixed(neema: Hand, anna: Hand, need: Need) -> None:
    """Both read the same ranking; Neema takes the cheapest mix of two with one press."""
    neema.find(lambda looked: _in(looked.get_one(Need, need.id), NeedState.CLOSED))
    neema.sign_in("neema", "/buyer/")
    anna.sign_in("anna", "/desk/")
    said = []
    for hand in (neema, anna):
        hand.open(f"/openings/{need.public_id}?lang=en")
        said.append(hand.page.inner_text("ol.rows"))
        assert all(name in said[-1] for name in NAMES.values())
        assert "close to the lowest asked" not in said[-1]  # a fifth above it is not close
    neema.tap("form[action$='/mix'] button")


def offer_of(hand: Hand, need: Need, who: str) -> Offer:
    """Her offer for the need."""
    hers = select(Supplier.id).where(Supplier.name == NAMES[who])
    wanted = select(Offer).where(Offer.need_id == need.id, Offer.supplier_id.in_(hers))
    return hand.find(lambda looked: looked.scalar(wanted))


def award_of(hand: Hand, need: Need, who: str) -> Award:
    """What was awarded of her offer."""
    wanted = select(Award).where(Award.offer_id == offer_of(hand, need, who).id)
    return hand.find(lambda looked: looked.scalar(wanted))


def signed(anna: Hand, need: Need) -> None:
    """Anna signs both checks; before that nothing is reserved."""
    for who in (UMOJA, ZUHURA):
        award = award_of(anna, need, who)
        assert award.state is AwardState.WAITING
        check = anna.session.get_one(Assessment, award.assessment_id)
        anna.open(f"/desk/checks/{check.public_id}?lang=en")
        anna.tap("form[action$='/signature'] button.go")
        wanted = select(Assessment).where(
            Assessment.id == check.id, Assessment.state == AssessmentState.SIGNED
        )
        anna.find(lambda looked, wanted=wanted: looked.scalar(wanted))


def chosen(hand: Hand, need: Need, who: str) -> None:
    """She hears that they choose her, and says yes."""
    offer = offer_of(hand, need, who)
    hand.sit(who, f"/s/offers/{offer.public_id}")
    hand.tap(f"a[href='/s/offers/{offer.public_id}/choice']")
    hand.tap("main form .yes")
    award = award_of(hand, need, who)
    assert award.state is AwardState.ACCEPTED
    hand.leave()


def told_why_not(other: Hand, need: Need) -> None:
    """The third hears that hers was higher, never who was chosen nor how much."""
    offer = offer_of(other, need, GONGALI)
    loss = other.find(lambda looked: looked.scalar(select(Loss).where(Loss.offer_id == offer.id)))
    other.sit(GONGALI, f"/s/offers/{offer.public_id}")
    other.open(f"/s/offers/{offer.public_id}?lang=en")
    assert "You said more" in other.says()
    assert not any(NAMES[who] in other.says() for who in (UMOJA, ZUHURA))
    assert loss.standstill_until - loss.told_at == timedelta(hours=48)
    other.leave()


def agreement_of(hand: Hand, need: Need, who: str, state: AgreementState) -> Agreement:
    """The agreement that grew from her award, once it stands so."""
    award = award_of(hand, need, who)
    wanted = select(Agreement).where(Agreement.award_id == award.id, Agreement.state == state)
    return hand.find(lambda looked: looked.scalar(wanted))


def agreed(neema: Hand, hand: Hand, need: Need, who: str) -> None:
    """Neema sends the terms as they are filled in, and says yes; she says yes with her pictures."""
    neema.sign_in("neema", "/buyer/?lang=en")
    neema.open(f"/awards/{award_of(neema, need, who).public_id}")
    neema.start()
    neema.tap("a.go[href$='/agreement']")
    neema.tap("main form .actions button.go")
    assert neema.taps == 2
    agreement = agreement_of(neema, need, who, AgreementState.OFFERED)
    clauses = select(AgreementClause).where(AgreementClause.version_id.is_not(None))
    assert all(one.owner and one.due_on for one in neema.session.scalars(clauses))
    neema.tap("form[action$='/consent'] button.go")
    hand.sit(who, f"/s/offers/{offer_of(hand, need, who).public_id}")
    hand.tap(f"a[href='/s/agreements/{agreement.public_id}']")
    hand.tap("main form .yes")
    agreement_of(hand, need, who, AgreementState.IN_FORCE)
    hand.leave()


def called_off(neema: Hand, shared: Hand, need: Need) -> None:
    """The first delivery is called off under the agreement; she says yes with one tap."""
    agreement = agreement_of(neema, need, UMOJA, AgreementState.IN_FORCE)
    neema.open(f"/buyer/agreements/{agreement.public_id}")
    neema.choose("label.chip:has(input[name=day])")
    neema.tap("form[action$='/orders'] button.go")
    order = steps.order_of(neema, steps.newest_need(neema))
    assert (order.quantity, order.supplier_id) == (EACH, agreement.supplier_id)
    shared.sit(UMOJA, f"/s/orders/{order.public_id}")
    shared.tap("button[name=answer][value=yes]")
    ordered = steps.newest_need(neema)
    steps.order_of(shared, ordered, OrderState.CONFIRMED)
