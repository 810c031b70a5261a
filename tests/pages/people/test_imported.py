"""Somebody of a list is asked on one page: yes makes her a supplier, no makes her nobody."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import SYSTEM
from marketplace.people.actions.imports import take_over
from marketplace.people.models import Consent, ImportedSupplier, Supplier, SupplierMember
from marketplace.people.rules.importing import Candidate
from tests.pages.desk.room import Desk, words
from tests.world import World

LIST = "/desk/suppliers/imported"


@pytest.fixture
def asha(session: Session, world: World) -> str:
    """Asha Juma of Majengo, who stands on a list with 40 kg of tomatoes a week."""
    line = Candidate(
        line=2, name="Asha Juma", place_id=world.places["majengo"].id, mark="a" * 64,
        phone="+255712345678", category_id=world.goods.leaves["veg.tomato"].id,
        unit_id=world.goods.units["kg"].id, weekly_amount=40,
    )  # fmt: skip
    take_over(session, SYSTEM, [line])
    session.commit()
    return session.scalars(select(ImportedSupplier.public_id)).one()


def test_the_list_leads_to_her_page_and_her_yes_registers_her(
    anna: Desk, session: Session, asha: str
) -> None:
    assert "To be asked: 1" in anna.read("/desk/suppliers")
    assert "1 person waits to be asked. " in anna.read(LIST)
    shown = anna.get(f"/desk/suppliers/new?imported={asha}")
    assert 'value="Asha Juma"' in shown.get_data(as_text=True)
    assert 'value="40"' in shown.get_data(as_text=True)
    yes = {"adult": "y", "notice_heard": "y", "consent": "y"}
    made = anna.client.submit(shown, yes, action="/desk/suppliers/new")
    assert made.status_code == 200
    session.rollback()
    row = session.scalars(select(ImportedSupplier)).one()
    her = session.scalars(select(Supplier).where(Supplier.name == "Asha Juma")).one()
    assert (row.state, row.supplier_id, row.name, row.phone) == ("agreed", her.id, None, None)
    member = session.scalars(
        select(SupplierMember.person_id).where(SupplierMember.supplier_id == her.id)
    ).one()
    given = session.scalars(select(Consent).where(Consent.person_id == member)).one()
    assert given.heard, "the notice was read to her like to everybody"
    assert "Nobody waits to be asked." in anna.read(LIST)


def test_without_her_yes_nothing_is_kept_and_nothing_lost(
    anna: Desk, session: Session, asha: str
) -> None:
    shown = anna.get(f"/desk/suppliers/new?imported={asha}")
    again = anna.client.submit(shown, {"name": "Asha J."}, action="/desk/suppliers/new")
    assert again.status_code == 422
    assert "Without her yes nothing is kept." in words(again)
    assert "A list told of her." in words(again)
    assert 'value="Asha J."' in again.get_data(as_text=True)
    session.rollback()
    assert session.scalars(select(ImportedSupplier.state)).one() == "waiting"


def test_her_no_removes_her(anna: Desk, session: Session, asha: str) -> None:
    shown = anna.get(f"/desk/suppliers/new?imported={asha}")
    after = anna.send(shown, action=f"{LIST}/{asha}/refusal")
    assert "Nobody waits to be asked." in words(after)
    session.rollback()
    assert session.scalars(select(ImportedSupplier.name)).one() is None
    assert anna.get(f"/desk/suppliers/new?imported={asha}").status_code == 404
    assert anna.client.submit(shown, action=f"{LIST}/{asha}/refusal").status_code in {
        404,
        409,
        422,
    }, "a second no is answered, not broken"


def test_another_facilitator_finds_nobody(theresia: Desk, asha: str) -> None:
    assert "Nobody waits to be asked." in theresia.read(LIST)
    assert theresia.get(f"/desk/suppliers/new?imported={asha}").status_code == 404
    page = theresia.get("/desk/suppliers")
    token = {"csrf": theresia.token(page)}
    assert theresia.client.post(f"{LIST}/{asha}/refusal", data=token).status_code == 404


def test_a_strange_page_number_begins_anew(anna: Desk, asha: str) -> None:
    for after in ("x", "-1", "9" * 30, "٤"):
        assert "Asha Juma" in anna.read(f"{LIST}?after={after}")
