"""A facilitator's own match: who fits and why, put forward, proposed; recorded and shown."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.people.models import Person
from marketplace.sourcing.models import Asked, MatchSuggestion, Need, NeedInvited
from marketplace.sourcing.rules.lists import Answer
from marketplace.sourcing.rules.suggesting import SuggestionKind
from marketplace.sourcing.rules.tender_lists import Visibility
from tests.actions.tendering import publishes
from tests.pages.desk.room import Desk, look_again, words
from tests.support.statements import counting
from tests.world import World, add_specs

NOT_ASKED = "sun_21"


@pytest.fixture
def need(session: Session, world: World) -> Need:
    """A tender for two invited by name; Sun 21 makes it too and was not thought of."""
    add_specs(session)
    invited = (world.suppliers["fish_47"].code, world.suppliers["hen_33"].code)
    made = publishes(session, world, visibility=Visibility.INVITED, invited=invited)
    session.commit()
    return made


def path(need: Need) -> str:
    return f"/desk/needs/{need.public_id}/match"


@pytest.mark.feature("B3")
def test_she_sees_who_fits_puts_one_forward_and_proposes_another_with_a_reason(
    session: Session, world: World, need: Need, anna: Desk, sit: Callable[[Person], Desk],
    engine: Engine,
) -> None:  # fmt: skip
    assert "Who fits, put forward, propose" in anna.read(f"/desk/needs/{need.public_id}")
    with counting(engine) as seen:
        page = anna.get(path(need))
    assert len(seen) <= 14, "\n".join(seen)
    said = words(page)
    for text in ("km away", "free that week", "asked", "never asked for this yet"):
        assert text in said, text
    her = world.suppliers[NOT_ASKED]
    sent = {"supplier": her.code, "kind": "put_forward", "csrf": anna.token(page)}
    bare = anna.client.post(path(need), data=sent)
    assert bare.status_code == 422
    done = anna.client.post(path(need), data={**sent, "why": "first_chance"}, follow_redirects=True)
    assert "it is written down that you put her forward" in words(done)
    other = {**sent, "supplier": world.suppliers["hen_33"].code, "kind": "proposed"}
    told = anna.client.post(
        path(need), data={**other, "why": "known_work", "words": "Brings clean crates"},
        follow_redirects=True,
    )  # fmt: skip
    assert "The buyer is told, with your reason." in words(told)
    anna.client.post(path(need), data={**sent, "why": "first_chance"})  # a second press
    look_again(session)
    asked = session.scalars(select(Asked).where(Asked.supplier_id == her.id)).one()
    assert (asked.answer, asked.need_id) == (Answer.WAITING, need.id)
    assert session.scalars(
        select(NeedInvited.supplier_id).where(NeedInvited.supplier_id == her.id)
    ).all() == [her.id]
    made = session.scalars(select(MatchSuggestion).order_by(MatchSuggestion.id)).all()
    assert [(one.kind, one.made_by_id) for one in made] == [
        (SuggestionKind.PUT_FORWARD, world.anna.person_id),
        (SuggestionKind.PROPOSED, world.anna.person_id),
    ]
    verbs = select(JournalEntry.verb).where(JournalEntry.verb == "match.suggest")
    assert len(session.scalars(verbs).all()) == 2
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert "match_proposed" in kinds
    neema = sit(world.people["neema"])
    shown = neema.read(f"/buyer/tenders/{need.public_id}")
    assert "Your facilitator proposes" in shown
    assert "I know her work. Brings clean crates" in shown
    assert "She never had a chance yet" not in shown


def test_who_is_asked_or_does_not_fit_is_not_put_forward(
    world: World, need: Need, anna: Desk
) -> None:
    token = anna.token(anna.get(path(need)))
    for code, said in (
        (world.suppliers["fish_47"].code, "She is asked already."),
        ("NO-SUCH", "She does not make this"),
    ):
        sent = {"supplier": code, "kind": "put_forward", "why": "near", "csrf": token}
        answer = anna.client.post(path(need), data=sent)
        assert answer.status_code == 422
        assert said in words(answer)


def test_another_places_need_is_nobodys(need: Need, theresia: Desk) -> None:
    assert theresia.get(path(need)).status_code == 404
