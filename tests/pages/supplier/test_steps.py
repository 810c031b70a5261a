"""How far answers come: each question is counted once, in its language, with nobody's name."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.offers.models import AnswerStep
from marketplace.offers.rules.lists import Step
from marketplace.sourcing.models import Need
from marketplace.sourcing.rules.lists import NotMe
from tests.pages.supplier.test_answer import need, to_right
from tests.pages.supplier.village import hidden, press, seated
from tests.support.client import PageClient

__all__ = ["need"]


def test_each_question_is_counted_once_in_its_language(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    for _ in range(2):
        client.get(f"/s/needs/{need.code}")
    page = to_right(client, need)
    to_right(client, need)  # gone back, and said again
    for _ in range(2):
        press(client, page, "Send")
    session.rollback()
    steps = session.execute(select(AnswerStep.language, AnswerStep.step).order_by(AnswerStep.id))
    assert [tuple(row) for row in steps] == [
        ("en", Step.NEED), ("en", Step.QUANTITY), ("en", Step.MONEY), ("en", Step.RIGHT),
    ]  # fmt: skip


def test_not_me_is_an_answer_and_counted_once(
    client: PageClient, session: Session, need: Need
) -> None:
    seated(client)
    page = client.get(f"/s/needs/{need.code}/not-me?lang=sw")
    for _ in range(2):
        data = {**hidden(page), "reason": NotMe.TOO_FAR.value}
        client.post(f"/s/needs/{need.code}/not-me", data=data)
    session.rollback()
    steps = session.execute(select(AnswerStep.language, AnswerStep.step))
    assert [tuple(row) for row in steps] == [("sw", Step.NOT_ME)]
