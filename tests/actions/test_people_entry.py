"""Ways in for staff: sign-in, second factor, invitations, one-time links, call-back."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.journal.queries import check_chain
from marketplace.kernel import clock
from marketplace.kernel.actor import NOBODY, Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import Forbidden, NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.people import actions, queries
from marketplace.people.models import Operator, OperatorStaff, StaffAccount, TermsAcceptance
from marketplace.people.rules.entry import AcceptInvitation, EntryRefusal, Invite, SignInOutcome
from marketplace.people.rules.lists import InvitationKind, OperatorState
from marketplace.people.rules.passwords import hash_password
from marketplace.people.rules.throttling import Attempt
from tests.world import World, actor_of, add_person, small_world

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
PASSWORD = "three goats and a drum"
HASH = hash_password(PASSWORD)
OPERATOR, FACILITATOR = InvitationKind.OPERATOR, InvitationKind.FACILITATOR


@pytest.fixture
def world(session: Session) -> World:
    """The small world; neema and anna have staff accounts."""
    made = small_world(session)
    for name in ("neema", "anna"):
        session.add(
            StaffAccount(
                person_id=made.people[name].id, email=f"{name}@demo.example", password_hash=HASH
            )
        )
    session.commit()
    return made


def attempt_sign_in(
    session: Session, email: str, password: str, *, demo: bool = True, now: datetime = NOW
) -> actions.SignedIn:
    """Do the three steps of a sign-in."""
    credentials = queries.credentials_for(session, email)
    matched = credentials.verify(password)
    attempt = queries.staff_attempt(session, credentials, device_id=None, network="10.0.0.0/24")
    signed = actions.sign_in(
        session, credentials=credentials, matched=matched, attempt=attempt, now=now, demo=demo
    )
    session.flush()
    return signed


def living(session: Session, token: str | None, now: datetime = NOW) -> queries.SeatedActor:
    found = queries.actor_for(session, digest(token or ""), now)
    assert found is not None
    return found


def test_neema_signs_in_however_she_writes_her_address(session: Session, world: World) -> None:
    signed = attempt_sign_in(session, " Neema@Demo.example", PASSWORD)
    assert signed.outcome is SignInOutcome.SIGNED_IN
    assert living(session, signed.token).actor.person_id == world.people["neema"].id


def test_known_unknown_and_disabled_addresses_answer_alike(session: Session, world: World) -> None:
    world.people["anna"].disabled_at = NOW
    session.flush()
    stories = []
    for email in ("neema@demo.example", "nobody@demo.example", "anna@demo.example", "rubbish"):
        tries = [attempt_sign_in(session, email, "wrong wrong wrong") for _ in range(7)]
        stories.append([(t.outcome, t.wait_until, t.token) for t in tries])
    assert all(story == stories[0] for story in stories)
    assert stories[0][-1][0] is SignInOutcome.BLOCKED


def test_the_right_password_of_a_disabled_person_is_only_wrong(
    session: Session, world: World
) -> None:
    world.people["anna"].disabled_at = NOW
    session.flush()
    assert attempt_sign_in(session, "anna@demo.example", PASSWORD).outcome is SignInOutcome.WRONG


def test_an_account_without_a_password_lets_nobody_in(session: Session, world: World) -> None:
    account = session.scalars(select(StaffAccount)).first()
    assert account is not None
    account.password_hash = None
    session.flush()
    assert attempt_sign_in(session, account.email, "").outcome is SignInOutcome.WRONG


def test_a_facilitator_outside_the_demo_must_enrol_before_she_is_anybody(
    session: Session, world: World
) -> None:
    signed = attempt_sign_in(session, "anna@demo.example", PASSWORD, demo=False)
    assert signed.outcome is SignInOutcome.MUST_ENROL
    waiting = living(session, signed.token)
    assert waiting.actor == NOBODY
    secret = actions.enrol_totp(session, waiting.person_id)
    with pytest.raises(Refused) as refused:
        actions.confirm_totp(session, waiting, "000000x", now=NOW)
    assert refused.value.reasons == {EntryRefusal.WRONG_CODE}
    token = actions.confirm_totp(session, waiting, pyotp.TOTP(secret).at(NOW), now=NOW)
    session.flush()
    assert living(session, token).actor.roles == {Role.FACILITATOR}
    assert queries.actor_for(session, digest(signed.token or ""), NOW) is None
    with pytest.raises(Refused):
        actions.enrol_totp(session, waiting.person_id)


def test_a_second_factor_code_is_good_once_and_guesses_are_throttled(
    session: Session, world: World
) -> None:
    anna = world.people["anna"].id
    account = session.scalars(select(StaffAccount).where(StaffAccount.person_id == anna)).one()
    account.totp_secret, account.totp_confirmed_at = pyotp.random_base32(), NOW
    code = pyotp.TOTP(account.totp_secret).at(NOW)
    attempt = Attempt(f"totp:{anna}")

    def finish(given: str) -> SignInOutcome:
        signed = attempt_sign_in(session, "anna@demo.example", PASSWORD)
        assert signed.outcome is SignInOutcome.NEEDS_TOTP
        waiting = living(session, signed.token)
        return actions.finish_totp(session, waiting, given, attempt=attempt, now=NOW).outcome

    assert finish(code) is SignInOutcome.SIGNED_IN
    outcomes = [finish(code) for _ in range(6)]
    assert outcomes == [SignInOutcome.WRONG] * 5 + [SignInOutcome.BLOCKED]


def test_an_operator_is_invited_answers_and_is_called_back(session: Session, world: World) -> None:
    command = Invite(kind=OPERATOR, email="Joseph@heroe.example", name="Joseph",
                     destination_id=world.destination.id)  # fmt: skip
    row, token = actions.invite(session, world.anna, command)
    assert row.expires_at - row.created_at == timedelta(hours=72)
    assert token not in {str(value) for value in vars(row).values()}
    answer = AcceptInvitation(
        name="Joseph Laizer", password_hash=HASH, operator_name="Heroe Escarpment Hotel",
        operator_kind="hotel", payment_days=7, terms_accepted=True,
    )  # fmt: skip
    person = actions.accept_invitation(session, digest(token), answer, now=clock.now())
    operator = session.scalars(select(Operator).where(Operator.name.like("Heroe%"))).one()
    assert operator.state is OperatorState.INVITED
    staff = session.scalars(select(OperatorStaff).where(OperatorStaff.person_id == person.id)).one()
    assert staff.operator_id == operator.id
    assert queries.accepted_by_operator(session, operator.id)
    session.commit()
    _called_back(session, world, operator, person)


def _called_back(session: Session, world: World, operator: Operator, person: object) -> None:
    own = actor_of(person, Role.BUYER, operator_ids=frozenset({operator.id}))  # type: ignore[arg-type]  # named by the test
    with pytest.raises(NotFound):
        actions.call_back(session, own, operator.id, number_found_independently=True)
    with pytest.raises(Refused) as refused:
        actions.call_back(session, world.anna, operator.id, number_found_independently=False)
    assert refused.value.reasons == {EntryRefusal.NUMBER_NOT_INDEPENDENT}
    actions.call_back(session, world.anna, operator.id, number_found_independently=True)
    assert operator.state is OperatorState.ACTIVE
    with pytest.raises(Refused) as refused:
        actions.call_back(session, world.anna, operator.id, number_found_independently=True)
    assert refused.value.reasons == {WrongState.NOT_NOW}
    session.commit()
    verbs = list(session.scalars(select(JournalEntry.verb).order_by(JournalEntry.id)))
    for verb in ("invitation.make", "invitation.accept", "operator.join", "terms.accept",
                 "operator.call_back"):  # fmt: skip
        assert verbs.count(verb) == 1, verb
    assert check_chain(session).whole


def test_a_link_is_good_once_and_not_for_ever(session: Session, world: World) -> None:
    admin = actor_of(add_person(session, None, "A", role=Role.ADMINISTRATOR), Role.ADMINISTRATOR)
    command = Invite(kind=FACILITATOR, email="new@demo.example", name="New",
                     destination_id=world.destination.id,
                     place_id=world.places["karatu"].id)  # fmt: skip
    answer = AcceptInvitation(name="New", password_hash=HASH)
    row, token = actions.invite(session, admin, command)
    over = row.expires_at
    assert queries.invitation_by(session, digest(token), over - timedelta(seconds=1)) is not None
    for moment in (over, over + timedelta(days=9)):
        with pytest.raises(Refused) as refused:
            actions.accept_invitation(session, digest(token), answer, now=moment)
        assert refused.value.reasons == {EntryRefusal.LINK_OVER}
    person = actions.accept_invitation(session, digest(token), answer, now=clock.now())
    signed = attempt_sign_in(session, "new@demo.example", PASSWORD)
    assert living(session, signed.token).actor.place_ids == {world.places["karatu"].id}
    assert person.destination_id == world.destination.id
    with pytest.raises(Refused):
        actions.accept_invitation(session, digest(token), answer, now=clock.now())


def test_who_may_invite_whom(session: Session, world: World) -> None:
    def command(kind: InvitationKind, **more: int) -> Invite:
        return Invite(**{"kind": kind, "email": "x@y.example", "name": "X",
                         "destination_id": world.destination.id, **more})  # type: ignore[arg-type]  # fmt: skip

    for actor in (world.neema, world.fish_47, NOBODY):
        with pytest.raises(Forbidden):
            actions.invite(session, actor, command(OPERATOR))
    for kind in (FACILITATOR, InvitationKind.ADMINISTRATOR, InvitationKind.PASSWORD_RESET):
        with pytest.raises(Forbidden):
            actions.invite(session, world.anna, command(kind, place_id=1))
    with pytest.raises(Forbidden):
        actions.invite(session, world.anna, command(OPERATOR, destination_id=10_000))
    actions.invite(session, world.anna, command(OPERATOR))
    actions.invite(session, world.neema, command(OPERATOR, operator_id=world.kijani.id))


def test_a_colleague_joins_the_operator_that_is_there(session: Session, world: World) -> None:
    command = Invite(kind=OPERATOR, email="chef@kijani.example", name="Chef",
                     destination_id=world.destination.id,
                     operator_id=world.kijani.id)  # fmt: skip
    _, token = actions.invite(session, world.neema, command)
    before = session.scalars(select(Operator.id)).all()
    actions.accept_invitation(
        session, digest(token), AcceptInvitation(name="Chef", password_hash=HASH), now=clock.now()
    )
    assert session.scalars(select(Operator.id)).all() == before
    signed = attempt_sign_in(session, "chef@kijani.example", PASSWORD)
    assert living(session, signed.token).actor.operator_ids == {world.kijani.id}


def test_an_address_that_is_here_is_not_invited_again(session: Session, world: World) -> None:
    command = Invite(kind=OPERATOR, email="NEEMA@demo.example", name="N",
                     destination_id=world.destination.id)  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.invite(session, world.anna, command)
    assert refused.value.reasons == {EntryRefusal.ALREADY_HERE}


def test_a_forgotten_password_is_set_by_a_link_once_and_ends_every_session(
    session: Session, world: World
) -> None:
    old = attempt_sign_in(session, "neema@demo.example", PASSWORD)
    assert actions.start_password_reset(session, NOBODY, "nobody@demo.example") is None
    token = actions.start_password_reset(session, NOBODY, "Neema@demo.example")
    assert token is not None
    fresh = hash_password("eleven baobabs in a row")
    actions.set_password_by_link(session, digest(token), fresh, now=clock.now())
    session.flush()
    assert queries.actor_for(session, digest(old.token or ""), NOW) is None
    with pytest.raises(Refused):
        actions.set_password_by_link(session, digest(token), fresh, now=clock.now())
    assert attempt_sign_in(session, "neema@demo.example", PASSWORD).outcome is SignInOutcome.WRONG
    again = attempt_sign_in(session, "neema@demo.example", "eleven baobabs in a row")
    assert again.outcome is SignInOutcome.SIGNED_IN


def test_a_password_link_opens_nothing_else_and_lasts_an_hour(
    session: Session, world: World
) -> None:
    token = actions.start_password_reset(session, NOBODY, "neema@demo.example") or ""
    answer = AcceptInvitation(name="X", password_hash=HASH)
    with pytest.raises(Refused):
        actions.accept_invitation(session, digest(token), answer, now=clock.now())
    card = queries.invitation_by(session, digest(token), clock.now())
    assert card is not None
    assert card.expires_at <= clock.now() + timedelta(hours=1)


def test_changing_ones_password_keeps_only_this_session(session: Session, world: World) -> None:
    here = attempt_sign_in(session, "neema@demo.example", PASSWORD)
    there = attempt_sign_in(session, "neema@demo.example", PASSWORD)
    kept = living(session, here.token)
    actions.change_password(session, kept.actor, HASH, now=NOW, keep=kept.session_id)
    assert queries.actor_for(session, digest(here.token or ""), NOW) is not None
    assert queries.actor_for(session, digest(there.token or ""), NOW) is None


def test_terms_are_accepted_once_by_those_who_may(session: Session, world: World) -> None:
    session.execute(TermsAcceptance.__table__.delete())
    fish = world.suppliers["fish_47"].id
    for actor in (world.neema, world.theresia, world.supplier("sun_21")):
        with pytest.raises(NotFound):
            actions.accept_terms(session, actor, now=NOW, supplier_id=fish)
    actions.accept_terms(session, world.anna, now=NOW, supplier_id=fish)
    actions.accept_terms(session, world.fish_47, now=NOW, supplier_id=fish)
    actions.accept_terms(session, world.neema, now=NOW, operator_id=world.kijani.id)
    rows = session.scalars(select(TermsAcceptance).order_by(TermsAcceptance.id)).all()
    assert [row.accepted_by_id for row in rows] == [
        world.people["fish_47"].id, world.people["neema"].id,
    ]  # fmt: skip
    assert [row.read_aloud for row in rows] == [True, False]
