"""A supplier's word at the desk: vouchers, stones, consents, hiding, shutting out, erasing."""

import json

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.people.models import Erasure, StatedSale, Supplier, Voucher
from marketplace.people.rules.lists import SupplierKind, SupplierState
from tests.pages.desk.room import Desk, look_again, words
from tests.world import World


@pytest.fixture
def path(world: World) -> str:
    return f"/desk/suppliers/{world.suppliers['fish_47'].public_id}"


def test_two_vouch_and_one_takes_it_back(anna: Desk, session: Session, path: str) -> None:
    page = anna.get(f"{path}/word")
    assert "new here" in words(page)
    empty = anna.send(page, {"name": ""}, action="/vouchers")
    assert (empty.status_code, "Please fill this in." in words(empty)) == (422, True)
    first = anna.send(page, {"name": "Mama Salome"}, action="/vouchers")
    twice = anna.send(page, {"name": "mama salome"}, action="/vouchers")
    assert "stands for her already" in words(twice)
    second = anna.send(first, {"name": "Mwalimu Kessy", "kind": "leader"}, action="/vouchers")
    assert "vouched for" in words(second)
    one = session.scalars(select(Voucher).order_by(Voucher.id)).first()
    assert one is not None
    after = anna.send(second, action=f"/vouchers/{one.id}/withdrawal")
    assert "Mama Salome" not in words(after)


def test_stones_are_kept_and_more_than_ten_are_refused(
    anna: Desk, session: Session, path: str
) -> None:
    page = anna.get(f"{path}/word")
    many = anna.send(page, {"stones-market": "8", "stones-lodge": "5"}, action="/sales")
    assert (many.status_code, "More than ten stones" in words(many)) == (422, True)
    anna.send(page, {"stones-market": "5"}, action="/sales")
    look_again(session)
    laid = session.scalars(select(StatedSale.stones).where(StatedSale.stones > 0)).all()
    assert laid == [5]


def test_a_consent_is_heard_kept_and_taken_back(anna: Desk, path: str) -> None:
    page = anna.get(f"{path}/word")
    unheard = anna.send(page, {"purpose": "directory"}, action="/consents")
    assert (unheard.status_code, "read the notice" in words(unheard)) == (422, True)
    yes = {"purpose": "directory", "heard": "y"}
    assert anna.send(page, yes, action="/consents").status_code == 422, "her phone is shared"
    kept = anna.send(page, {**yes, "alone": "y"}, action="/consents")
    assert "Being listed" in words(kept)
    gone = anna.send(kept, action="/consents/directory/withdrawal")
    assert gone.status_code == 200
    token = anna.token(gone)
    odd = anna.client.post(f"{path}/consents/nonsense/withdrawal", data={"csrf": token})
    assert odd.status_code == 404


def test_she_is_hidden_and_shown_again(anna: Desk, path: str) -> None:
    hidden = anna.send(anna.get(f"{path}/word"), action="/hiding")
    assert "no village until they agree" in words(hidden)
    shown = anna.send(hidden, action="/hiding")
    assert "read her name and village" in words(shown)


def test_a_group_names_its_champion(anna: Desk, session: Session, world: World, path: str) -> None:
    world.suppliers["fish_47"].kind = SupplierKind.GROUP
    session.commit()
    page = anna.get(f"{path}/word")
    unsaid = anna.send(page, {"person": ""}, action="/champion")
    assert unsaid.status_code == 422
    who = str(world.people["fish_47"].id)
    assert anna.send(page, {"person": who}, action="/champion").status_code == 200


@pytest.mark.feature("R1", part=True)
def test_a_supplier_is_shut_out_and_let_in_again(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    file = anna.get(path)
    shut = anna.send(file, action="/disabled")
    assert "shut out" in words(shut)
    anna.send(file, action="/disabled")
    look_again(session)
    her = session.get_one(Supplier, world.suppliers["fish_47"].id)
    assert her.state is SupplierState.DISABLED
    assert "shut out" not in words(anna.send(shut, action="/restored"))


@pytest.mark.feature("R4")
def test_she_carries_away_what_is_held_and_is_erased_when_she_is_sure(
    anna: Desk, session: Session, world: World, path: str
) -> None:
    page = anna.get(f"{path}/word")
    file = anna.client.submit(page, action="/disclosure")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert "Mama Zuhura" in json.dumps(json.loads(file.get_data(as_text=True)))
    unsure = anna.send(page, action="/erasure")
    assert (unsure.status_code, "once more that you are sure" in words(unsure)) == (422, True)
    done = anna.send(page, {"sure": "y"}, action="/erasure")
    assert done.status_code == 200
    look_again(session)
    assert session.scalars(select(Erasure)).one().person_id == world.people["fish_47"].id
    assert "Mama Zuhura" not in words(anna.get(path))
    assert "Mama Zuhura" not in anna.read("/desk/suppliers")


def test_another_facilitators_supplier_does_not_exist(theresia: Desk, path: str) -> None:
    token = theresia.token(theresia.get("/desk/suppliers/new"))
    for part in ("vouchers", "sales", "consents", "hiding", "disabled", "restored", "erasure",
                 "disclosure", "champion"):  # fmt: skip
        answer = theresia.client.post(f"{path}/{part}", data={"csrf": token})
        assert answer.status_code == 404, part
    assert theresia.client.get(f"{path}/word").status_code == 404
