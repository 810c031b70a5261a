"""Money ahead and a paper for a lender, on her phone; the buyer's side, the print, the look-up."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.agreements.models import Advance, LenderPaper, Payment
from marketplace.agreements.rules.advances import AdvanceState
from marketplace.people.models import SupplierLeaf
from tests.actions.after_the_door import promised, taken
from tests.actions.linkage import clears, typical_cost
from tests.pages.desk.room import Desk, look_again, sit_down
from tests.pages.supplier.village import follow, hidden, press, seated, words
from tests.support.client import PageClient
from tests.world import World


@pytest.fixture
def people(
    session: Session, world: World, new_client: Callable[[], PageClient]
) -> tuple[Desk, Desk]:
    """Neema and Anna before browsers of their own."""
    typical_cost(session, world)
    clears(session, world)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    session.commit()
    return tuple(sit_down(session, new_client(), world.people[n]) for n in ("neema", "anna"))


def test_a_deposit_from_offer_to_statement(
    client: PageClient, session: Session, world: World, people: tuple[Desk, Desk]
) -> None:
    neema, _ = people
    order, her = promised(session, world)
    page = neema.get(f"/buyer/advances/new?order={order.public_id}")
    wrong = neema.send(page, {"percent": "80"}, action="/buyer/advances")
    assert "Please write 5 to 50 percent." in words(wrong)
    shown = neema.send(page, {"kind": "deposit", "percent": "20"}, action="/buyer/advances")
    assert "waits for her yes" in words(shown)
    seated(client, her.replace("_", "-"))
    row = session.scalars(select(Advance)).one()
    hers = client.get(f"/s/advances/{row.public_id}")
    assert "Money first?" in words(hers)
    follow(client, press(client, hers, "Yes"))
    assert "You said yes" in words(client.get("/s/advances"))
    one = neema.get(f"/buyer/advances/{row.public_id}")
    lacking = neema.send(one, {"method": "mobile_money"}, action="sending")
    assert "Please write the reference" in words(lacking)
    neema.send(one, {"method": "mobile_money", "reference": "QK7"}, action="sending")
    follow(client, press(client, client.get(f"/s/advances/{row.public_id}"), "All"))
    look_again(session)
    taken(session, world, order)
    look_again(session)
    assert session.scalars(select(Advance)).one().state is AdvanceState.RECOVERED
    assert "all back" in neema.read(f"/buyer/advances/{row.public_id}")
    assert "Came back in these days" in neema.read("/buyer/payments/statement")
    assert "Paid ahead" in neema.read("/buyer/payments")


def test_another_house_has_none_of_it(
    session: Session, world: World, people: tuple[Desk, Desk], client: PageClient
) -> None:
    neema, anna = people
    assert neema.get("/buyer/advances/new").status_code == 404
    order, her = promised(session, world)
    page = neema.get(f"/buyer/advances/new?order={order.public_id}")
    neema.send(page, {"percent": "20"}, action="/buyer/advances")
    row = session.scalars(select(Advance)).one()
    other = next(name for name in world.suppliers if name != her)
    seated(client, other.replace("_", "-"))
    assert client.get(f"/s/advances/{row.public_id}").status_code == 404
    assert anna.get(f"/buyer/advances/{row.public_id}").status_code == 403


@pytest.mark.feature("J5")
@pytest.mark.paper(64)
@pytest.mark.paper(105)
def test_what_she_earned_is_a_paper_a_lender_can_look_up(
    client: PageClient, session: Session, world: World, people: tuple[Desk, Desk],
    new_client: Callable[[], PageClient],
) -> None:  # fmt: skip
    """Asked with her pictures, printed with a code, looked up by anybody, taken back."""
    neema, anna = people
    order, her = promised(session, world)
    seated(client, her.replace("_", "-"))
    page = client.get("/s/papers")
    assert "May the bank see?" in words(page)
    early = press(client, page, "Yes")
    assert "Nothing yet." in words(early)
    client.post("/s/papers", data={**hidden(page), "order": order.public_id, "key": "k" * 16})
    taken(session, world, order)
    payment = session.scalars(select(Payment)).one()
    asked = client.get(f"/s/money/{payment.public_id}")
    follow(client, press(client, asked, "All"))
    made = follow(client, press(client, client.get("/s/papers"), "Yes"))
    assert "Show this" in words(made)
    assert '<svg class="qr"' in made.get_data(as_text=True)
    look_again(session)
    kinds = {one.kind.value: one for one in session.scalars(select(LenderPaper))}
    assert set(kinds) == {"order", "earnings"}
    assert "Statement of earnings" in anna.read("/desk/papers")
    sheet = anna.get(f"/desk/papers/{kinds['earnings'].public_id}")
    address = re.search(r"/verify/[\w-]+", words(sheet))
    assert address is not None
    lender = new_client()
    said = words(lender.get(address.group()))
    for text in ("This paper stands.", "TZS 28,000", "Deliveries paid", "Valid until"):
        assert text in said
    of_order = words(lender.get(f"/verify/{kinds['order'].verify_token}"))
    assert "Kijani Ridge Lodges" in of_order
    assert "This order has gone on since" in of_order
    follow(client, press(client, made, "Take back"))
    gone = words(lender.get(address.group()))
    assert "This paper was taken back." in gone
    assert "28,000" not in gone
    assert anna.get(f"/desk/papers/{kinds['earnings'].public_id}").status_code == 404
    assert neema.get("/desk/papers").status_code == 403
