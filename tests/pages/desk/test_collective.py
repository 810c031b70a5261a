"""Done together: the four questions in secret, events with leads, the buyers' circle."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.collective.actions.activities import (
    ProposeActivity,
    add_member,
    answer_as_facilitator,
    answer_question,
    begin_activity,
    end_activity,
    propose_activity,
)
from marketplace.collective.models import (
    Activity,
    ActivityAnswer,
    Event,
    EventGuest,
    EventLead,
    Recommendation,
)
from marketplace.collective.rules.activities import (
    ActivityKind,
    ActivityRefusal,
    ActivityState,
    Question,
    Said,
    Verdict,
)
from marketplace.collective.rules.events import LeadFound, RecommendationState
from marketplace.journal.models import JournalEntry, OutboxMessage
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Person, SupplierLeaf
from tests.actions.after_the_door import promised, taken
from tests.actions.linkage import clears, today
from tests.pages.desk.room import Desk, look_again, words
from tests.pages.supplier.village import follow, press, seated
from tests.support.client import PageClient
from tests.world import World, add_buyer, add_operator, add_property
from tests.world.codes import give_codes

GROWERS = ("fish_47", "sun_21", "hen_33")
IN_A_MONTH = timedelta(days=30)
ALL_YES = dict.fromkeys(Question, Said.YES)


def proposed(session: Session, world: World, **more: object) -> Activity:
    made: dict[str, object] = {
        "place": world.places["majengo"].public_id, "kind": ActivityKind.SHARED_TRANSPORT,
        "title": "One truck on Fridays", "win": "Half the fare",
        "quick_win_on": today() + IN_A_MONTH,
    }  # fmt: skip
    row = propose_activity(session, world.anna, ProposeActivity(**{**made, **more}))
    for name in GROWERS:
        add_member(session, world.anna, row.public_id, supplier=world.suppliers[name].public_id)
    session.commit()
    return row


def answered(
    session: Session, world: World, row: Activity, *, by: tuple[str, ...] = GROWERS,
    said: dict[Question, Said] = ALL_YES,
) -> None:  # fmt: skip
    answer_as_facilitator(session, world.anna, row.public_id, ALL_YES)
    for name in by:
        for question, word in said.items():
            answer_question(session, world.supplier(name), row.public_id, question, word)
    session.commit()


@pytest.fixture
def phones(session: Session, world: World, new_client: Callable[[], PageClient]):
    """Growers who can sit down with their pictures."""
    give_codes(session, world, *GROWERS)
    session.commit()

    def phone(name: str) -> PageClient:
        made = new_client()
        seated(made, name.replace("_", "-"))
        return made

    return phone


@pytest.mark.paper(85)
@pytest.mark.paper(13)
@pytest.mark.paper(35, part=True)
def test_the_four_questions_are_answered_in_secret_and_decide(
    anna: Desk, session: Session, world: World, phones: Callable[[str], PageClient]
) -> None:
    """Proposed from low-risk templates, three members on their phones, the facilitator's own."""
    page = anna.get("/desk/together/new")
    assert "One truck on delivery days" in words(page)
    typed = {
        "place": world.places["majengo"].public_id, "kind": "shared_transport", "title": "Truck",
        "win": "Half the fare", "beyond": "40", "beyond_words": "Everybody on the road",
    }  # fmt: skip
    shown = anna.send(page, typed, action="/desk/together")
    assert "Truck" in words(shown)
    row = session.scalars(select(Activity)).one()
    path = f"/desk/together/{row.public_id}"
    for name in GROWERS:
        wanted = world.suppliers[name].public_id
        anna.send(anna.get(path), {"supplier": wanted}, action="members")
    early = anna.send(anna.get(path), action="beginning")
    assert "Three members and you must have answered" in words(early)
    for name in GROWERS:
        phone = phones(name)
        shown = phone.get(f"/s/together/{row.public_id}")
        for question in (
            "Something wrong now?",
            "Your work safe?",
            "Good for all?",
            "Saves money?",
        ):
            assert question in words(shown)
            said = "A little" if (name, question) == ("sun_21", "Saves money?") else "Yes"
            shown = follow(phone, press(phone, shown, said))
        assert "Nobody sees it." in words(shown)
    anna.send(anna.get(path), {f"q{n}": "yes" for n in range(1, 5)}, action="answers")
    listed = words(anna.get(path))
    assert listed.count("4 of 4 answered") == 3
    assert "40" in listed
    begun = anna.send(anna.get(path), action="beginning")
    assert "on trial" in words(begun)  # one in three says "a little": amber
    look_again(session)
    row = session.scalars(select(Activity)).one()
    assert (row.verdict, row.state) == (Verdict.AMBER, ActivityState.TRIAL)
    assert row.ends_on is not None
    facts = session.scalars(
        select(JournalEntry.facts).where(JournalEntry.verb == "activity.answer")
    ).all()
    assert set(facts) == {"{}"}  # what somebody answered is in no journal


@pytest.mark.paper(34)
def test_a_discount_that_splits_members_is_red_and_the_ladder_is_offered(
    anna: Desk, session: Session, world: World
) -> None:
    row = proposed(session, world, kind=ActivityKind.BUYING_TOGETHER, selective_discounts=True)
    answered(session, world, row)
    page = anna.get(f"/desk/together/{row.public_id}")
    assert "give one member a better price" in words(page)
    no = words(anna.send(page, action="beginning"))
    assert "The answers say no." in no
    for rung in ("Get-together", "Directory", "Training", "Shared transport", "Certificate"):
        assert rung in no.split("What risks less:")[1]
    look_again(session)
    assert session.scalars(select(Activity)).one().state is ActivityState.PROPOSED


def test_green_runs_and_its_quick_win_ends_it(session: Session, world: World) -> None:
    row = proposed(session, world)
    answered(session, world, row)
    begin_activity(session, world.anna, row.public_id)
    assert (row.state, row.ends_on) == (ActivityState.RUNNING, None)
    end_activity(session, world.anna, row.public_id, won=True)
    assert (row.state, row.won_on) == (ActivityState.DONE, today())


@pytest.mark.paper(83)
@pytest.mark.parametrize(
    "change", [{"win": ""}, {"quick_win_on": None}, {"days": 0}, {"days": 200}]
)
def test_no_activity_without_a_quick_win_and_its_day(
    session: Session, world: World, change: dict[str, object]
) -> None:
    if "days" in change:
        change = {"quick_win_on": today() + timedelta(days=int(str(change["days"])))}
    with pytest.raises(Refused) as refused:
        proposed(session, world, **change)
    assert refused.value.reasons == {ActivityRefusal.QUICK_WIN_MISSING}


@pytest.mark.paper(15)
def test_who_gains_without_taking_part_stands_beside_the_members(
    anna: Desk, session: Session, world: World
) -> None:
    row = proposed(session, world, beyond=120, beyond_words="all who walk that road")
    said = anna.read(f"/desk/together/{row.public_id}")
    assert "People who gain without taking part" in said
    assert "120 · all who walk that road" in said


def test_who_takes_no_part_answers_nothing(session: Session, world: World, theresia: Desk) -> None:
    row = proposed(session, world)
    with pytest.raises(NotFound):
        answer_question(session, world.neema, row.public_id, Question.SAVES, Said.NO)
    assert session.scalars(select(ActivityAnswer)).all() == []
    assert theresia.get(f"/desk/together/{row.public_id}").status_code == 404


@pytest.mark.paper(61)
@pytest.mark.paper(86)
def test_an_open_day_invites_by_leaf_and_its_leads_are_looked_at(
    anna: Desk, session: Session, world: World, phones: Callable[[str], PageClient],
    sit: Callable[[Person], Desk], at: time_machine.Traveller,
) -> None:  # fmt: skip
    """Invitation by what they make, attendance, a printed kit, leads after 30 and 90 days."""
    page = anna.get("/desk/events/new")
    typed = {
        "place": world.places["majengo"].public_id, "title": "Open kitchen",
        "leaf": "veg.tomato", "host": world.kijani.public_id,
    }  # fmt: skip
    assert "Open kitchen" in words(anna.send(page, typed, action="/desk/events"))
    event = session.scalars(select(Event)).one()
    assert len(session.scalars(select(EventGuest)).all()) == len(GROWERS)
    told = select(OutboxMessage.to_supplier_id).where(OutboxMessage.kind == "event_invited")
    assert set(session.scalars(told)) == {world.suppliers[name].id for name in GROWERS}
    phone = phones("fish_47")
    shown = phone.get(f"/s/events/{event.public_id}")
    assert "Do you come?" in words(shown)
    assert "You said yes" in words(follow(phone, press(phone, shown, "Yes")))
    kit = anna.read(f"/desk/events/{event.public_id}/kit")
    for text in ("Event kit", "Mama Zuhura", "comes", "To ask each other"):
        assert text in kit
    at.shift(timedelta(days=14))
    look_again(session)
    anna = sit(world.people["anna"])
    came = world.suppliers["fish_47"].public_id
    path = f"/desk/events/{event.public_id}"
    held = anna.client.post(
        f"{path}/attendance", data={"csrf": anna.token(anna.get(path)), "came": [came]},
        follow_redirects=True,
    )  # fmt: skip
    assert "came" in words(held)
    lead = {"supplier": came, "operator": world.kijani.public_id}
    listed = anna.send(anna.get(path), lead, action="leads")
    assert "look on" in words(listed)
    for days, found in ((30, LeadFound.TALKING), (60, LeadFound.ORDERED)):
        at.shift(timedelta(days=days))
        look_again(session)
        anna = sit(world.people["anna"])
        page = anna.get("/desk/events")
        anna.send(page, action=f"leads/{_lead(session).public_id}", press=found.value)
        look_again(session)
    done = _lead(session)
    assert (done.first_found, done.second_found) == (LeadFound.TALKING, LeadFound.ORDERED)
    assert "90 days: ordered" in anna.read("/desk/events")


def _lead(session: Session) -> EventLead:
    return session.scalars(select(EventLead)).one()


@pytest.mark.paper(104)
def test_a_buyer_recommends_with_her_yes_and_no_competitor_sees_it(
    session: Session, world: World, sit: Callable[[Person], Desk],
    phones: Callable[[str], PageClient],
) -> None:  # fmt: skip
    clears(session, world)
    session.execute(update(SupplierLeaf).values(weekly_amount=500, weekly_proven=500))
    order, her = promised(session, world)
    taken(session, world, order)
    neema = sit(world.people["neema"])
    page = neema.get("/buyer/circle")
    assert "1 delivery accepted" in words(page)
    assert "waits for her yes" in words(neema.send(page, action="circle"))
    others = {}
    for name, place, kind in (("Rival", "rhotia", "lodge"), ("Inn", "rhotia", "inn"),
                              ("Far", "karatu", "lodge")):  # fmt: skip
        firm = add_operator(session, world.destination, name)
        firm.kind = kind
        add_property(session, firm, world.places[place], name=name)
        others[name] = sit(add_buyer(session, firm, name, destination=world.destination))
    shared = world.suppliers[her].name
    assert shared not in others["Inn"].read("/buyer/circle")
    row = session.scalars(select(Recommendation)).one()
    phone = phones(her)
    asked = phone.get(f"/s/circle/{row.public_id}")
    assert "May others know?" in words(asked)
    assert 'href="#p-talk"' in asked.text, "the question is asked with the picture that led to it"
    yes = follow(phone, press(phone, asked, "Yes"))
    assert "Others may know" in words(yes)
    for name, sees in (("Rival", False), ("Inn", True), ("Far", True)):
        assert (shared in others[name].read("/buyer/circle")) is sees, name
    follow(phone, press(phone, yes, "Take back"))
    look_again(session)
    assert session.scalars(select(Recommendation)).one().state is RecommendationState.WITHDRAWN
    assert shared not in others["Inn"].read("/buyer/circle")
