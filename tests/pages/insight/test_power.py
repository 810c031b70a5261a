"""Power on the check: who is stronger, from which figures, and the clauses that brings along."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import AssessmentCondition
from marketplace.assessment.rules.conditions import ConditionCode
from marketplace.kernel import clock
from marketplace.people.models import OperatorPaymentRecord, SupplierSale
from tests.pages.desk.room import Desk, look_again, waiting_check
from tests.pages.insight.boxes import ticked
from tests.world import World, add_operator


def sales(session: Session, world: World, *amounts: tuple[str, int, int]) -> None:
    """Tell sales: whose, how much, how many days ago; "others" sells to Kijani, "her" is hers."""
    other = add_operator(session, world.destination, "Heroe Escarpment Hotel")
    for number, (what, amount, days) in enumerate(amounts):
        her = world.suppliers["sun_21" if what == "kijani_from_others" else "hen_33"]
        session.add(
            SupplierSale(
                supplier_id=her.id,
                operator_id=other.id if what == "she_to_others" else world.kijani.id,
                category_id=world.goods.leaves["veg.tomato"].id, delivery_id=5_000 + number,
                amount_minor=amount, currency="TZS", at=clock.now() - timedelta(days=days),
            )
        )  # fmt: skip
    session.commit()


def pays(session: Session, world: World, days: int) -> None:
    for number in range(5):
        session.add(
            OperatorPaymentRecord(
                operator_id=world.kijani.id, payment_id=700 + number, promised_days=7, days=days,
                late_days=max(0, days - 7), at=clock.now() - timedelta(days=number + 1),
            )
        )  # fmt: skip
    session.commit()


def test_a_first_sale_to_a_lodge_is_not_equal(anna: Desk, session: Session, world: World) -> None:
    _, check = waiting_check(session, world)
    text = anna.read(f"/desk/checks/{check.public_id}")
    assert "The buyer is much larger" in text
    assert "her first sale" in text
    assert {"pilot", "exit_notice"} <= ticked(anna, f"/desk/checks/{check.public_id}")


@pytest.mark.paper(8)
def test_size_dependency_and_payment_days_bring_their_clauses_which_are_signed(
    anna: Desk, session: Session, world: World
) -> None:
    sales(
        session, world, ("her", 100_000, 200), ("her", 100_000, 20), ("she_to_others", 90_000, 30),
        ("kijani_from_others", 9_000_000, 40),
    )  # fmt: skip
    pays(session, world, 12)
    _, check = waiting_check(session, world)
    assert check.supplier_id == world.suppliers["hen_33"].id
    path = f"/desk/checks/{check.public_id}"
    text = anna.read(path)
    for said in (
        "The buyer is much larger", "She sells mostly to this buyer", "The buyer pays late",
        "the buyer buys 32 times what she sells", "69% of her sales go to this buyer",
        "promises 7 days, pays after 12", "The clauses that protect her are ticked below.",
    ):  # fmt: skip
        assert said in text, said
    protect = {"pilot", "exit_notice", "second_buyer", "cash_at_door"}
    assert protect <= ticked(anna, path)
    page = anna.get(path)
    anna.send(page, {"conditions": sorted(ticked(anna, path))}, action=f"{path}/signature")
    look_again(session)
    kept = set(session.scalars(select(AssessmentCondition.code)))
    assert {ConditionCode(code) for code in protect} <= {ConditionCode(code) for code in kept}


def test_equal_sides_say_nothing(anna: Desk, session: Session, world: World) -> None:
    sales(session, world, ("her", 100_000, 20), ("she_to_others", 300_000, 30))
    pays(session, world, 3)
    _, check = waiting_check(session, world)
    assert "Not equal:" not in anna.read(f"/desk/checks/{check.public_id}")
