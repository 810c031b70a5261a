"""The contact sheet, the picture check and where answers are lost, before those who use them."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import PictureAnswer, PictureSwap
from marketplace.catalogue.rules.picture_check import Heard
from marketplace.config import Config
from marketplace.db import Base
from marketplace.kernel import clock
from marketplace.offers.models import AnswerStep
from marketplace.offers.rules.lists import Step
from marketplace.people.actions.sessions import open_session
from marketplace.people.rules.lists import SessionKind
from tests.pages.admin.test_catalogue import told
from tests.pages.desk.room import Desk, words
from tests.support import application
from tests.support.client import PageClient
from tests.support.markup import parse
from tests.support.statements import counting
from tests.world import World

ASK = "/desk/pictures/first-time?language=sw"
ANSWERS = "/desk/pictures/first-time/answers"


def drawn(page: object) -> set[str]:
    tree = parse(page.get_data(as_text=True))  # type: ignore[attr-defined]  # a test's answer
    name = "{http://www.w3.org/1999/xlink}href"
    return {use.get(name, "").removeprefix("#p-") for use in tree.all("use")}


def kept(session: Session) -> list[tuple[str, Heard, str | None]]:
    session.rollback()
    rows = select(PictureAnswer.language, PictureAnswer.heard, PictureAnswer.taken_for)
    return [tuple(row) for row in session.execute(rows.order_by(PictureAnswer.id))]


def heard(session: Session, picture: str, right: int, wrong: int, language: str = "sw") -> None:
    for number in range(right + wrong):
        what = Heard.RIGHT if number < right else Heard.OTHER
        session.add(PictureAnswer(
            client_key=f"{picture}-{language}-{number}", picture=picture, language=language,
            heard=what, taken_for=None if number < right else "wait", week=date(2026, 11, 23),
        ))  # fmt: skip
    session.commit()


@pytest.mark.parametrize("purpose", ["leaf", "unit", "act", "money", "time", "other"])
def test_the_contact_sheet_shows_every_picture_of_a_purpose_in_grey_too(
    tumsifu: Desk, purpose: str
) -> None:
    page = tumsifu.get(f"/admin/pictures?purpose={purpose}&grey=1")
    tree = parse(page.get_data(as_text=True))
    sheet = next(one for one in tree.all("ul") if "contact" in one.get("class", ""))
    assert "grey" in sheet.get("class", "")
    codes = {one.get("id") for one in sheet}
    assert codes
    assert codes <= drawn(page)
    assert len(codes) == (96 if purpose == "leaf" else len(codes))


def test_one_tap_keeps_what_was_heard_and_nothing_of_who_said_it(
    anna: Desk, session: Session
) -> None:
    page = anna.get(ASK)
    assert "first-time" in drawn(page)
    onward = anna.send(page, action=ANSWERS, press="right")
    assert kept(session) == [("sw", Heard.RIGHT, None)]
    assert "What is this?" in words(onward)  # the next one, at once
    assert "first-time" not in drawn(onward)
    columns = set(Base.metadata.tables["picture_answer"].columns.keys())
    assert columns == {"id", "client_key", "picture", "language", "heard", "taken_for", "week"}


def test_a_confusion_names_the_picture_it_was_taken_for(anna: Desk, session: Session) -> None:
    page = anna.get(ASK)
    anna.send(page, {"taken_for": "wait"}, action=ANSWERS, press="other")
    assert kept(session) == [("sw", Heard.OTHER, "wait")]
    shown = anna.read("/desk/pictures?language=sw")
    assert "Waiting (1)" in shown
    assert "under 67%" in shown
    assert "Nobody was asked in this language yet." in anna.read("/desk/pictures?language=en")


def test_the_same_tap_twice_is_one_answer(anna: Desk, session: Session) -> None:
    page = anna.get(ASK)
    for _ in range(3):
        anna.send(page, action=ANSWERS, press="unknown")
    assert len(kept(session)) == 1


def test_nonsense_is_answered_kindly(anna: Desk, session: Session) -> None:
    page = anna.get(ASK)
    for data in ({"heard": "other", "taken_for": "unicorn"}, {"heard": "loud"}, {"language": "xx"}):
        sent = {"csrf": anna.token(page), "key": "k", "language": "sw", "heard": "right", **data}
        answer = anna.client.post(ANSWERS, data=sent)
        assert answer.status_code == 422
        assert "Please choose from the list." in words(answer)
    assert kept(session) == []
    assert anna.get("/desk/pictures/unicorn").status_code == 404


def test_figures_stand_beside_the_picture_with_interval_and_flag(
    tumsifu: Desk, session: Session
) -> None:
    heard(session, "first-time", 6, 4)
    heard(session, "yes", 8, 2)
    shown = tumsifu.read("/admin/pictures?purpose=act&language=sw")
    assert "6 of 10 people knew it, 31% to 83%" in shown
    assert "under 67%" in shown
    assert "8 of 10 people knew it, 49% to 94%" in shown
    assert "under 85%" in shown
    assert "taken for Waiting: 4" in shown
    assert "knew it" not in tumsifu.read("/admin/pictures?purpose=act&language=en")


def test_one_tap_swaps_a_picture_everywhere_and_one_puts_it_back(
    tumsifu: Desk, session: Session, client: PageClient
) -> None:
    page = tumsifu.get("/admin/pictures?purpose=act")
    swapped = tumsifu.send(page, action="/admin/pictures/leave/swap")
    assert "second drawing shown" in words(swapped)
    swapped = tumsifu.send(page, action="/admin/pictures/help/swap")
    session.rollback()
    assert session.scalar(select(func.count(PictureSwap.id))) == 2
    assert told(session, "picture.swap") == 2
    assert "help-or" in drawn(client.get("/s/?lang=en"))
    tumsifu.send(swapped, action="/admin/pictures/help/return")
    assert "help-or" not in drawn(client.get("/s/?lang=en"))
    assert "help" in drawn(client.get("/s/?lang=en"))


def test_a_second_drawing_begins_without_the_answers_of_the_first(
    tumsifu: Desk, anna: Desk, session: Session
) -> None:
    heard(session, "help", 3, 7)
    page = tumsifu.get("/admin/pictures?purpose=act")
    page = tumsifu.send(page, action="/admin/pictures/help/swap")
    assert "3 of 10 people knew it" not in words(page)
    asking = anna.get("/desk/pictures/help?language=sw")
    assert "help-or" in drawn(asking)
    anna.send(asking, action="/desk/pictures/help/answers", press="right")
    assert "1 of 1 person knew it" in tumsifu.read("/admin/pictures?purpose=act")
    assert "1 100%" in anna.read("/desk/pictures?language=sw")
    tumsifu.send(page, action="/admin/pictures/help/return")
    assert "3 of 10 people knew it" in tumsifu.read("/admin/pictures?purpose=act")


def test_a_swap_outlives_the_server_and_is_seen_by_every_other_process(
    tumsifu: Desk, session: Session, config: Config, world: World
) -> None:
    """Two programs on one database, each with its own memory; strangers and people who sit."""
    with application.running(config) as other:
        stranger, hers = PageClient(other), PageClient(other)
        chair = open_session(
            session, person_id=world.people["fish_47"].id, kind=SessionKind.SEAT, device_id=None,
            now=clock.now(), code_proved=True,
        )  # fmt: skip
        session.commit()
        hers.set_cookie("__Host-sid", chair, secure=True, path="/")
        page = tumsifu.get("/admin/pictures?purpose=act")
        for step, shown in (("swap", True), ("return", False), ("swap", True)):
            page = tumsifu.send(page, action=f"/admin/pictures/help/{step}")
            for client in (stranger, hers):
                assert ("help-or" in drawn(client.get("/s/?lang=en"))) is shown
    with application.running(config) as fresh:
        assert "help-or" in drawn(PageClient(fresh).get("/s/?lang=en"))


def test_knowing_of_a_swap_costs_whoever_sits_no_statement_and_a_stranger_one(
    tumsifu: Desk, engine: Engine, client: PageClient
) -> None:
    for browser, most in ((tumsifu.client, 0), (client, 1)):
        browser.get("/language")
        with counting(engine) as statements:
            browser.get("/language")
        own = [one for one in statements if "picture_swap" in one and "web_session" not in one]
        assert len(own) == most, own


def test_a_picture_without_a_second_drawing_is_not_swapped(tumsifu: Desk) -> None:
    page = tumsifu.get("/admin/pictures?purpose=leaf")
    answer = tumsifu.client.post("/admin/pictures/tomato/swap", data={"csrf": tumsifu.token(page)})
    assert answer.status_code == 404


def test_losses_are_shown_by_language_and_few_are_not(tumsifu: Desk, session: Session) -> None:
    assert "No answer was begun yet." in tumsifu.read("/admin/steps")
    for language, counts in {"sw": (20, 4, 10, 8, 6), "en": (4, 0, 4, 4, 4)}.items():
        for step, count in zip(Step, counts, strict=True):
            session.add_all(
                AnswerStep(week=date(2026, 11, 16), language=language, step=step)
                for _ in range(count)
            )
    session.commit()
    shown = tumsifu.read("/admin/steps")
    assert "Kiswahili 20 4 30% 10 8 20% 6 25%" in shown
    assert "Fewer than 5 answers: nothing is shown." in shown


def test_a_step_holds_no_person_and_no_hour() -> None:
    columns = set(Base.metadata.tables["answer_step"].columns.keys())
    assert columns == {"id", "week", "language", "step"}
