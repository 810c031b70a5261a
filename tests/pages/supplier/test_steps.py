"""How far answers come: each question is counted once, in its language, with nobody's name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.offers.models import AnswerStep
from marketplace.offers.rules.lists import Step
from marketplace.sourcing.models import Need
from tests.pages.supplier.test_answer import need, to_right
from tests.pages.supplier.village import press, seated
from tests.support.client import PageClient

__all__ = ["need"]


def test_each_question_is_counted_once_in_its_language(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = to_right(client, need)
    to_right(client, need)  # gone back, and said again
    for _ in range(2):
        press(client, page, "Send")
    session.rollback()
    steps = session.execute(select(AnswerStep.language, AnswerStep.step).order_by(AnswerStep.id))
    assert [tuple(row) for row in steps] == [
        ("en", Step.QUANTITY), ("en", Step.MONEY), ("en", Step.RIGHT),
    ]  # fmt: skip
