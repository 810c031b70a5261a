"""A market price file before an administrator: taken in as by the command, told in the same way."""

from io import BytesIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import PricePoint
from marketplace.catalogue.rules.price_lines import Left
from marketplace.cli.prices import REASONS as OF_THE_COMMAND
from marketplace.forms.price_files import REASONS
from tests.pages.desk.room import Desk, words
from tests.world.price_files import TOMATOES, kenya, kenyan

PATH = "/admin/price-files"


def send(admin: Desk, data: bytes | None, **typed: str):  # type: ignore[no-untyped-def]  # a response
    token = admin.token(admin.get(PATH))
    sent: dict[str, object] = {"csrf": token, "country": "", **typed}
    if data is not None:
        sent["file"] = (BytesIO(data), "wfp_food_prices_ken.csv")
    return admin.client.post(PATH, data=sent, content_type="multipart/form-data")


def points(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count(PricePoint.id))) or 0


def test_a_file_is_taken_in_once_and_told(tumsifu: Desk, session: Session) -> None:
    odd = kenyan("2024-03-15", "Nakuru", "KG", "70", "Unicorns")
    file = kenya(*TOMATOES, odd)
    first = words(send(tumsifu, file, country="ken"))
    assert "5 lines read." in first
    assert "4 prices taken, 0 known already, 0 corrected, 1 left." in first
    assert "1 × a commodity that is no leaf here" in first
    assert points(session) == 4
    again = words(send(tumsifu, file, country="ken"))
    assert "0 prices taken, 4 known already, 0 corrected, 1 left." in again
    assert points(session) == 4
    assert "Taken in before" in words(tumsifu.get(PATH))


def test_what_is_no_price_file_is_said_kindly(tumsifu: Desk, session: Session) -> None:
    for data, typed, said in (
        (b"name,village\nZuhura,Majengo\n", "", "This is no price file that can be read."),
        (b"\x00\xff" * 99, "", "This is no price file that can be read."),
        (None, "", "Please choose a file."),
        (kenya(*TOMATOES), "QQQ", "A country is three letters, like KEN."),
    ):  # fmt: skip
        answer = send(tumsifu, data, country=typed)
        assert answer.status_code == 422, said
        assert said in words(answer)
    assert points(session) == 0


def test_page_and_command_give_the_same_reasons() -> None:
    assert REASONS == OF_THE_COMMAND
    assert set(REASONS) == set(Left)


def test_nobody_else_takes_prices_in(anna: Desk) -> None:
    assert anna.client.get(PATH).status_code == 403
