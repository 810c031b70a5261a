"""Picture codes and throttles: guessing is slow, and nobody is locked out everywhere."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.ids import digest
from marketplace.people import actions, queries
from marketplace.people.models import PictureCode, Throttle
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.picture_codes import hash_code, pepper_of
from marketplace.people.rules.throttling import ALLOWANCES, Attempt, Scope
from tests.world import World, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PEPPER = pepper_of("the tests' own secret, long enough to be one")
FREE = ALLOWANCES[Scope.PERSON_STRANGERS].free


@pytest.fixture
def world(session: Session) -> World:
    """The small world; fish_47 has a picture code, 1-2-3-4."""
    made = small_world(session)
    session.add(
        PictureCode(
            person_id=made.people["fish_47"].id, code_hash=hash_code("1234", PEPPER), set_at=NOW
        )
    )
    session.commit()
    return made


def who(session: Session, token: str, now: datetime = NOW) -> queries.SeatedActor | None:
    session.flush()
    session.expire_all()
    return queries.actor_for(session, digest(token), now)


def try_code(
    session: Session, world: World, keys: str, *, device: int | None = None, now: datetime = NOW,
    number: int = 47, network: str = "41.59.1.0/24",
) -> actions.SignedIn:  # fmt: skip
    """Show four keys for a fish symbol on a device."""
    credentials = queries.seat_credentials(
        session, destination_id=world.destination.id, drawing="fish", number=number
    )
    attempt = queries.seat_attempt(session, credentials, device_id=device, network=network)
    signed = actions.take_seat(
        session, credentials=credentials, matched=credentials.verify(keys, PEPPER),
        attempt=attempt, now=now,
    )  # fmt: skip
    session.flush()
    return signed


def test_a_stranger_cannot_lock_her_out_of_her_own_phone(session: Session, world: World) -> None:
    hers, _ = actions.remember_device(session, NOW)
    assert try_code(session, world, "1234", device=hers).outcome is SignInOutcome.SIGNED_IN
    for _ in range(200):
        strange, _ = actions.remember_device(session, NOW)
        try_code(session, world, "4321", device=strange)
    blocked = try_code(session, world, "1234", device=strange)
    assert blocked.outcome is SignInOutcome.BLOCKED
    assert try_code(session, world, "1234", device=hers).outcome is SignInOutcome.SIGNED_IN


def test_the_longest_wait_ends_by_itself(session: Session, world: World) -> None:
    for _ in range(60):
        try_code(session, world, "4321")
    session.query(Throttle).update({"failures": 5000})
    until = try_code(session, world, "1234").wait_until
    assert until is not None
    assert until - NOW <= timedelta(minutes=30)
    assert try_code(session, world, "1234", now=until).outcome is SignInOutcome.SIGNED_IN


def test_a_thief_with_her_phone_is_slowed_over_all_symbols(session: Session, world: World) -> None:
    device, _ = actions.remember_device(session, NOW)
    outcomes = [
        try_code(session, world, "4321", device=device, number=n, network="").outcome
        for n in range(50, 50 + ALLOWANCES[Scope.DEVICE].free)
    ]
    assert set(outcomes) == {SignInOutcome.WRONG}
    last = try_code(session, world, "4321", device=device, number=99, network="")
    assert last.outcome is SignInOutcome.BLOCKED
    elsewhere = try_code(session, world, "1234", network="")
    assert elsewhere.outcome is SignInOutcome.SIGNED_IN


def test_known_and_unknown_symbols_answer_alike(session: Session, world: World) -> None:
    def story(number: int) -> list[tuple[SignInOutcome, datetime | None, bool]]:
        tries = [
            try_code(session, world, "4321", number=number, network="") for _ in range(FREE + 2)
        ]
        return [(t.outcome, t.wait_until, t.token is None) for t in tries]

    assert story(47) == story(48)
    shown = [
        queries.keys_shown(session, destination_id=world.destination.id, drawing="fish",
                           number=48, pepper=PEPPER)
        for _ in range(2)
    ]  # fmt: skip
    assert shown[0] == shown[1]
    assert len(set(shown[0])) == 12


def test_a_right_code_verified_while_others_failed_is_blocked(
    session: Session, world: World
) -> None:
    """A hundred guesses at once: whichever is right, the ones before it have closed the door."""
    for _ in range(FREE):
        try_code(session, world, "4321")
    late = try_code(session, world, "1234")
    assert late.outcome is SignInOutcome.BLOCKED
    assert late.token is None


def test_a_right_code_forgets_the_wrong_ones(session: Session, world: World) -> None:
    for _ in range(FREE - 1):
        try_code(session, world, "4321", network="")
    assert try_code(session, world, "1234", network="").outcome is SignInOutcome.SIGNED_IN
    assert session.scalars(select(Throttle)).all() == []


def test_showing_the_code_in_her_own_seat_goes_on_with_it(session: Session, world: World) -> None:
    first = try_code(session, world, "1234")
    assert first.token is not None
    sitting = who(session, first.token)
    credentials = queries.seat_credentials(
        session, destination_id=world.destination.id, drawing="fish", number=47
    )
    again = actions.take_seat(
        session, credentials=credentials, matched=True, attempt=Attempt(credentials.who), now=NOW,
        seat=sitting,
    )  # fmt: skip
    assert again == actions.SignedIn(SignInOutcome.SIGNED_IN)
    assert who(session, first.token) is not None


def test_a_counter_names_nobody(session: Session, world: World) -> None:
    try_code(session, world, "4321")
    stored = " ".join(row.key for row in session.scalars(select(Throttle)))
    assert "fish" not in stored
    assert "41.59" not in stored
