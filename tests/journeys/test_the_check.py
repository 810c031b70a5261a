"""The check as people meet it: a block and its way back, a condition on its day, new numbers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Agreement, Order
from marketplace.agreements.rules.agreed_lists import AgreementState
from marketplace.assessment.models import Assessment, AssessmentCondition
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.catalogue.rules.lists import Route
from marketplace.mediation.models import PutProposal
from marketplace.mediation.rules.putting import PutState
from marketplace.people.models import Supplier
from tests.journeys import steps
from tests.journeys.hands import Hand
from tests.journeys.world import DEMO
from tests.support.browser import NewPage

pytestmark = DEMO
Hold = Callable[[Page], Hand]
CANOES, LAUNDRY = "Ziwa Fishers Landing Group", "Dobi Safi Laundry Co-op"
THURSDAY = "3"


def newest(hand: Hand, supplier: str) -> Assessment:
    """The last check of what a supplier proposes."""
    found = (
        select(Assessment)
        .join(Supplier, Supplier.id == Assessment.supplier_id)
        .where(Supplier.name == supplier)
        .order_by(Assessment.id.desc())
        .limit(1)
    )
    return hand.find(lambda session: session.scalar(found))


def typical_cost(anna: Hand, goods: str) -> None:
    """What one costs to make here, as Anna asked around."""
    anna.open("/desk/costs")
    choice = anna.page.locator("select[name=goods] option", has_text=goods)
    anna.page.select_option("select[name=goods]", choice.first.get_attribute("value"))
    anna.page.fill("input[name=cash]", "5000")
    anna.page.fill("input[name=minutes]", "120")
    anna.tap("main form[action$='/desk/costs'] button.go")


def said(anna: Hand, supplier: str, leaf: str, unit: str, *, many: str, price: str) -> None:
    """Enter what a group says it can do, and read it back to them."""
    her = anna.session.scalars(select(Supplier).where(Supplier.name == supplier)).one()
    anna.open(f"/desk/suppliers/{her.public_id}/proposal")
    anna.page.select_option("select[name=leaf]", leaf)
    anna.page.select_option("select[name=unit]", unit)
    anna.page.fill("input[name=quantity]", many)
    anna.page.fill("input[name=price]", price)
    anna.tap("main form[action$='/proposal'] button.go")
    anna.tap("button[name=word][value=yes]")
    anna.open("/desk/proposals")
    anna.tap(f"main li:has-text('{supplier}') a[href^='/desk/proposals/']")


def signed(anna: Hand, check: Assessment, *conditions: str) -> None:
    """Sign one check under its proposed conditions and these, twice where a reading moved."""
    anna.open(f"/desk/checks/{check.public_id}")
    for code in conditions:
        box = anna.page.locator(f"input[name=conditions][value={code}]")
        if not box.is_visible():
            anna.page.locator("details:has(input[name=conditions]) > summary").first.click()
        box.check()
    anna.tap("form[action$='/signature'] button.go")
    if "done=look_again" in anna.page.url:
        anna.tap("form[action$='/signature'] button.go")
    assert anna.find(lambda s: s.get(Assessment, check.id)).state is AssessmentState.SIGNED


def agreed_on(buyer: Hand, name: str) -> Agreement:
    """The buyer's yes to what was put to him, then terms for a trial on Thursdays."""
    buyer.sign_in(name, "/buyer/proposals?lang=en")
    buyer.tap("form[action$='/yes'] button.go")
    buyer.tap("a[href$='/agreement']")
    for box in buyer.page.locator("input[name=weekday]").all():
        box.set_checked(box.get_attribute("value") == THURSDAY, force=True)
    buyer.tap("main form .actions button.go")
    assert "/buyer/agreements/" in buyer.page.url, buyer.says()
    public_id = buyer.page.url.split("/buyer/agreements/")[1].partition("?")[0]
    found = select(Agreement).where(Agreement.public_id == public_id)
    return buyer.find(lambda session: session.scalar(found))


def both_say_yes(buyer: Hand, phone: Hand, agreement: Agreement, symbol: str) -> None:
    """Each side by itself: signed in, and with the picture code."""
    buyer.open(f"/buyer/agreements/{agreement.public_id}")
    buyer.tap("form[action$='/consent'] button.go")
    phone.sit(symbol, f"/s/agreements/{agreement.public_id}")
    phone.tap("form button.yes")
    phone.leave()
    live = select(Agreement.state).where(Agreement.id == agreement.id)
    assert buyer.find(lambda session: session.scalar(live)) is AgreementState.IN_FORCE


def called_off(buyer: Hand, agreement: Agreement) -> bool:
    """Order for the next agreed day; tell whether it became an order."""
    buyer.open(f"/buyer/agreements/{agreement.public_id}")
    buyer.page.locator("label.chip:has(input[name=day])").first.click()
    buyer.tap("form[action$='/orders'] button.go")
    if "done=again" not in buyer.page.url:
        return False
    theirs = select(Order).where(Order.supplier_id == agreement.supplier_id)
    newest_first = theirs.order_by(Order.id.desc()).limit(1)
    return buyer.find(lambda session: session.scalar(newest_first)).operator_id == (
        agreement.operator_id
    )


@pytest.mark.paper(122)
def test_rides_beside_the_landing_are_blocked_and_come_back_as_hired_paddlers(
    desk: NewPage, phone: NewPage, hold: Hold, anna: Hand
) -> None:
    typical_cost(anna, "Canoe or boat trip")
    said(anna, CANOES, "guide.canoe", "trip", many="8", price="30000")
    rides(anna)
    blocked = newest(anna, CANOES)
    assert (blocked.verdict, blocked.route) == ("block", Route.INDEPENDENT)
    assert "Become paddlers of the operator's own trip" in anna.says()
    assert not anna.page.locator("form[action$='/signature'] button.go").count()
    anna.start()
    anna.tap("form[action$='/ways/work_within'] button")
    assert anna.taps == 1
    assert "Read it back to her" in anna.says()
    anna.tap("button[name=word][value=yes]")
    assert anna.page.locator("input[name=route][value=embedded]").is_checked()
    anna.tap("form[action$='/puts'] button.go")
    paddlers = newest(anna, CANOES)
    assert paddlers.id != blocked.id, "the way back has a check of its own"
    assert (paddlers.verdict, paddlers.route) == ("conditions", Route.EMBEDDED)
    answered(anna, paddlers)
    signed(anna, paddlers, "papers_by_date")
    rehema = hold(desk())
    agreement = agreed_on(rehema, "rehema")
    terms = newest(anna, CANOES)
    assert terms.id != paddlers.id, "the terms are checked as well"
    assert (terms.route, terms.state) == (Route.EMBEDDED, AssessmentState.WAITING)
    signed(anna, terms, "papers_by_date")
    both_say_yes(rehema, hold(phone(width=320, height=480)), agreement, "drum-19")
    assert called_off(rehema, agreement)
    states = select(PutProposal.state).order_by(PutProposal.id)
    assert list(anna.session.scalars(states))[-1] is PutState.WANTED


def rides(anna: Hand) -> None:
    """Put the rides to Maji Mengi: straight to guests, at the same landing, at a third."""
    anna.page.select_option("select[name=operator]", label="Maji Mengi Canoes")
    anna.page.check("input[name=route][value=independent]", force=True)
    anna.page.select_option("select[name=slot]", "afternoon")
    for name, typed in (("segment", "all"), ("zone", "lake_shore"), ("guest_price", "15"),
                        ("users", "120"), ("income", "0")):  # fmt: skip
        anna.page.fill(f"input[name={name}]", typed)
    anna.tap("form[action$='/puts'] button.go")


def answered(anna: Hand, check: Assessment) -> None:
    """What only a person can know of a thing that guests meet."""
    if anna.find(lambda s: s.get(Assessment, check.id)).complete:
        return
    form = anna.page.locator("form[action$='/answers']")
    if not form.is_visible():
        anna.page.locator("details:has(form[action$='/answers']) > summary").first.click()
    anna.page.select_option("select[name=children]", "none")
    anna.page.fill("input[name=existing_similar]", "1")
    anna.page.select_option("select[name=staged]", "false")
    anna.tap("form[action$='/answers'] button")


@pytest.mark.feature("G2", part=True)
@pytest.mark.parametrize("outcome", ["kept", "not_kept"])
def test_a_pilots_condition_falls_due_and_orders_follow_what_was_found(
    desk: NewPage, phone: NewPage, hold: Hold, anna: Hand, outcome: str
) -> None:
    said(anna, LAUNDRY, "laundry.linen", "kg_linen", many="40", price="2500")
    anna.page.select_option("select[name=operator]", label="Maji Mengi Canoes")
    anna.tap("form[action$='/puts'] button.go")
    signed(anna, newest(anna, LAUNDRY), "pilot")
    rehema = hold(desk())
    agreement = agreed_on(rehema, "rehema")
    signed(anna, newest(anna, LAUNDRY), "pilot")
    both_say_yes(rehema, hold(phone(width=320, height=480)), agreement, "sunflower-27")
    assert called_off(rehema, agreement)
    assert "A condition is looked at: Hotel linen" not in desk_of(anna)
    steps.days_pass(hold(desk()), (168, 168, 168, 168, 24, 24, 24))
    assert "A condition is looked at: Hotel linen and towels" in desk_of(anna)
    pilot = condition_of(anna, agreement)
    anna.tap(f"main a[href$='/desk/conditions#c{pilot.id}']")
    row = f"#c{pilot.id}"
    anna.choose(f"{row} details > summary")
    anna.page.select_option(f"{row} select", outcome)
    if outcome == "not_kept":
        anna.page.fill(f"{row} textarea", "Half of the linen came back late.")
    anna.tap(f"{row} form button.go")
    rehema.sign_in("rehema", f"/buyer/agreements/{agreement.public_id}")
    shown = rehema.says()
    if outcome == "kept":
        assert "No new orders now" not in shown
        assert called_off(rehema, agreement)
        return
    assert "No new orders now" in shown
    assert not called_off(rehema, agreement)
    assert "no longer stands" in rehema.says()
    assert "A condition was not kept" in desk_of(anna)
    anna.open("/desk/due")
    anna.tap(f"li:has-text('{LAUNDRY}') form[action$='/renewal'] button.go")
    signed(anna, newest(anna, LAUNDRY))
    both_say_yes(rehema, hold(phone(width=320, height=480)), agreement, "sunflower-27")
    assert called_off(rehema, agreement), "signed anew, the orders go on"


def desk_of(anna: Hand) -> str:
    """What Anna's first page says; her session may have ended with the days."""
    anna.sign_in("anna", "/desk/?all=1&lang=en")
    return anna.says()


def condition_of(anna: Hand, agreement: Agreement) -> AssessmentCondition:
    """The pilot's condition under the terms both agreed to."""
    found = (
        select(AssessmentCondition)
        .join(Assessment, Assessment.id == AssessmentCondition.assessment_id)
        .where(
            Assessment.supplier_id == agreement.supplier_id,
            AssessmentCondition.code == "pilot",
            Assessment.out_of_bounds == "agreement",
        )
        .order_by(AssessmentCondition.id.desc())
        .limit(1)
    )
    return anna.find(lambda session: session.scalar(found))


def test_new_numbers_are_tried_over_past_cases_and_bind_only_what_comes_after(
    desk: NewPage, hold: Hold, anna: Hand, session: Session
) -> None:
    admin = hold(desk())
    admin.sign_in("admin", "/admin/rules?lang=en")
    admin.tap("main a[href='/admin/rules/manyara/new']")
    before = versions(session)
    admin.page.locator("main form details").evaluate_all("all => all.forEach(d => d.open = true)")
    for key, typed in (("trial_share", "0.05"), ("capacity_ok", "0.05"), ("weight_price", "30"),
                       ("weight_newcomer", "25")):  # fmt: skip
        admin.page.fill(f"input[name={key}]", typed)
    admin.tap("button[formaction$='/dry-run']")
    found = re.search(r"(\d+) of (\d+) verdicts? would change", admin.says())
    assert found is not None, admin.says()
    changed, cases = map(int, found.groups())
    assert 0 < changed <= cases
    assert "weight_price 40" in admin.says()
    stored = select(func.max(Assessment.rule_set_version))
    assert session.scalar(stored) == max(before.values()), "a dry run stores nothing"
    admin.page.fill("textarea[name=reason]", "Eleven of twelve suppliers asked for smaller trials.")
    admin.tap("main form .actions button:not([formaction])")
    admin.open("/admin/rules/manyara/versions/1/2")
    assert "capacity_ok" in admin.says()
    assert "weight_newcomer" in admin.says()
    said(anna, LAUNDRY, "laundry.linen", "kg_linen", many="40", price="2500")
    anna.page.select_option("select[name=operator]", label="Maji Mengi Canoes")
    anna.tap("form[action$='/puts'] button.go")
    check = newest(anna, LAUNDRY)
    assert check.rule_set_version == max(before.values()) + 1
    anna.session.rollback()
    kept = versions(anna.session)
    assert {ident: kept[ident] for ident in before} == before, "older cases keep their numbers"


def versions(session: Session) -> dict[int, int]:
    """By which version of the numbers every check was worked out."""
    rows = session.execute(select(Assessment.id, Assessment.rule_set_version))
    return {row.id: row.rule_set_version for row in rows}
