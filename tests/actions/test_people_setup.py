"""``marketplace setup``: one command from nothing to the first administrator's link."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import (
    Category,
    Destination,
    DestinationLanguage,
    Installation,
    Place,
    PriceReference,
    RuleSetVersion,
)
from marketplace.catalogue.rules.opening import codes_for
from marketplace.cli import setup, setup_answers
from marketplace.cli.setup_answers import BadAnswer
from marketplace.config import Config
from marketplace.kernel import clock
from marketplace.kernel.actor import Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Refused
from marketplace.people import actions, queries
from marketplace.people.models import RoleGrant
from marketplace.people.rules.entry import AcceptInvitation
from marketplace.people.rules.passwords import hash_password

GIVEN = [
    "--destination", "Mto wa Mbu", "--guest-currency", "USD", "--guest-rate", "2600",
    "--place", "Losirwa: -3.4 : 35.9", "--admin-email", "Admin@linkage.example",
    "--admin-name", "Tumsifu",
]  # fmt: skip


def run(session: Session, config: Config, *words: str) -> int:
    """Run setup on this test's own database, asking nobody."""
    options = setup._parser().parse_args(list(words))
    return setup.set_up(session, config, options, ask=setup._usual)


def link(said: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000/invitation/(\S+)", said)
    assert found is not None
    return digest(found[1])


def test_one_command_opens_a_destination_and_lets_the_administrator_in(
    session: Session, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(session, config, *GIVEN) == 0
    token_digest = link(capsys.readouterr().out)
    home = session.scalars(select(Destination)).one()
    assert (home.code, home.country, home.currency) == ("mto_wa_mbu", "TZ", "TZS")
    assert (home.timezone, home.guest_rate_micro) == ("Africa/Dar_es_Salaam", 2_600_000_000)
    assert (home.quick_buy_ceiling_minor, home.day_rate_minor) == (15_000_000, 600_000)
    spoken = select(DestinationLanguage.language).order_by(DestinationLanguage.position)
    assert session.scalars(spoken).all() == ["sw", "en"]
    assert {"Mto wa Mbu", "Losirwa"} <= set(session.scalars(select(Place.name)))
    assert session.scalars(select(Installation.is_demo)).one() is False
    leaves = select(func.count()).select_from(Category).where(Category.parent_id.is_not(None))
    assert session.scalar(leaves) == 96
    assert session.scalar(select(func.count()).select_from(PriceReference))
    assert session.scalars(select(RuleSetVersion.version)).all() == [1]
    answer = AcceptInvitation(name="Tumsifu Shayo", password_hash=hash_password("any long word"))
    person = actions.accept_invitation(session, token_digest, answer, now=clock.now())
    session.commit()
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == person.id)).one()
    assert grant.role is Role.ADMINISTRATOR
    assert queries.has_administrator(session)


def test_run_again_it_changes_nothing(
    session: Session, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(session, config, *GIVEN) == 0
    capsys.readouterr()
    assert run(session, config, "--destination", "Nakuru") == 1
    said = capsys.readouterr().out
    assert "set up already (Mto wa Mbu); nothing was changed" in said
    assert "invitation" not in said
    assert session.scalars(select(Destination.name)).all() == ["Mto wa Mbu"]


def test_a_lost_link_is_replaced_until_somebody_came_in(
    session: Session, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    run(session, config, *GIVEN)
    lost = link(capsys.readouterr().out)
    again = ("--new-link", "--admin-email", "admin@linkage.example")
    assert run(session, config, *again) == 0
    fresh = link(capsys.readouterr().out)
    answer = AcceptInvitation(name="T", password_hash="x")
    with pytest.raises(Refused):
        actions.accept_invitation(session, lost, answer, now=clock.now())
    actions.accept_invitation(session, fresh, answer, now=clock.now())
    session.commit()
    assert run(session, config, *again) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--destination", "Nowhere at all"], "--place NAME:LAT:LON"),
        (["--destination", "Ma"], "several towns"),
        (["--destination", "99999999"], "no such number"),
        (["--destination", "Nakuru", "--country", "Q9"], "two-letter country code"),
        (["--destination", "Nakuru", "--country", "TZ"], "knows no such town"),
        (["--destination", "Nakuru", "--currency", "KSH"], "not a currency code"),
        (["--destination", "Nakuru", "--languages", "sw,klingon"], "choose of ar, en"),
        (["--destination", "Nakuru", "--languages", ","], "choose of ar, en"),
        (["--destination", "Nakuru", "--guest-currency", "USD"], "how many KES is one USD?"),
        (["--destination", "Nakuru", "--ceiling", "lots"], "--ceiling 'lots': not a number"),
        (["--destination", "Nakuru", "--day-rate", "-5"], "more than nothing"),
        (["--destination", "Nakuru", "--ceiling", "NaN"], "more than nothing"),
        (["--destination", "Nakuru", "--place", "Losirwa"], "NAME:LAT:LON"),
        (["--destination", "Nakuru", "--place", "X:95:0"], "at most 90"),
        (["--destination", "Nakuru", "--admin-email", "nobody"], "not an e-mail address"),
        (["--destination", "Lalibela"], "an answer is missing: Greatest value"),
        ([], "an answer is missing: Destination"),
    ],
)
def test_what_cannot_be_is_said_in_clear_words_and_changes_nothing(
    session: Session, config: Config, words: list[str], told: str
) -> None:
    with pytest.raises(BadAnswer, match=re.escape(told)):
        run(session, config, *words)
    assert session.scalar(select(func.count()).select_from(Destination)) == 0


def test_on_a_terminal_it_asks_for_what_is_missing(session: Session, config: Config) -> None:
    asked: list[str] = []

    def ask(question: str, usual: str) -> str:
        asked.append(question)
        if question.startswith("Destination"):
            return "Nakuru"
        return usual or "wanjiru@linkage.example"

    options = setup._parser().parse_args([])
    assert setup.set_up(session, config, options, ask=ask) == 0
    assert [question.split()[0].strip(",") for question in asked] == [
        "Destination", "Languages", "Currency", "Greatest", "Fair", "First", "First",
    ]  # fmt: skip
    home = session.scalars(select(Destination)).one()
    assert (home.country, home.currency, home.guest_currency) == ("KE", "KES", "KES")
    assert home.guest_rate_micro == setup_answers.MICRO


@given(st.lists(st.text(max_size=60) | st.sampled_from(["a", "A", "a 2", "a_2_2"]), max_size=8))
@example(["a 2", "a", "a"])
def test_places_get_codes_that_differ_and_fit(names: list[str]) -> None:
    codes = codes_for(names)
    assert len(set(codes)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_]{1,40}", code) for code in codes)


def test_the_link_leads_to_the_first_listed_host(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("config")
    plain = Config(data_dir=folder, secret="x" * 32, port=8123)
    assert setup.base_address(plain) == "http://127.0.0.1:8123"
    public = Config(data_dir=folder, secret="x" * 32, hosts=("a.example", "b"), behind_tls=True)
    assert setup.base_address(public) == "https://a.example"
