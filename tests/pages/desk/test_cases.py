"""Cases in a browser: notes for one side, tasks, conflicts, looks, the alarm; suppliers' files."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.models import JournalEntry
from marketplace.kernel import clock
from marketplace.mediation.actions import SetTask, ask_look, say_yes, set_task, shortlist
from marketplace.mediation.models import CaseEvent, CaseTask, ConflictMark, MediationCase
from marketplace.mediation.rules.lists import Audience, CaseState, LookKind, TaskState
from marketplace.offers.models import Offer
from marketplace.people.models import Person
from marketplace.sourcing.models import Need
from tests.actions.linkage import clears
from tests.actions.openings import chosen, opening
from tests.pages.desk.room import Desk, look_again, mediator, words
from tests.world import World


@pytest.fixture
def opened(session: Session, world: World) -> tuple[Need, dict[str, Offer]]:
    clears(session, world, most=200)
    made = opening(session, world, quantity=20, cleared=False)
    shortlist(session, world.neema, made[1]["fish_47"].public_id, keep=True)
    session.commit()
    return made


Opened = tuple[Need, dict[str, Offer]]


def path(need: Need) -> str:
    return f"/desk/cases/{need.public_id}"


def test_the_list_shows_each_case_and_what_waits(
    anna: Desk, theresia: Desk, opened: Opened
) -> None:
    said = anna.read("/desk/cases")
    assert "Tomatoes · Kijani Ridge Lodges" in said
    assert "nothing waits" in said
    assert "No case here." in theresia.read("/desk/cases")
    assert "No case here." in anna.read("/desk/cases?state=closed")


@pytest.mark.paper(41)
@pytest.mark.feature("F1")
def test_separate_sessions_stay_separate(
    anna: Desk, opened: Opened, sit: Callable[[Person], Desk], world: World
) -> None:
    need, _ = opened
    neema = sit(world.people["neema"])
    for audience in Audience:
        note = {"kind": "note", "audience": audience.value, "words": f"Word for {audience.value}."}
        assert "Written down." in words(anna.send(anna.get(path(need)), note, action="/events"))
    said = anna.read(path(need))
    assert all(f"Word for {audience.value}." in said for audience in Audience)
    hers = neema.read(f"/openings/{need.public_id}")
    assert {a for a in Audience if f"Word for {a.value}." in hers} == {
        Audience.BOTH, Audience.BUYER,
    }  # fmt: skip


def test_what_is_written_is_not_in_the_journal(
    anna: Desk, session: Session, opened: Opened
) -> None:
    note = {"kind": "note", "audience": "desk", "words": "Her son is ill; ask again on Friday."}
    anna.send(anna.get(path(opened[0])), note, action="/events")
    look_again(session)
    facts = session.scalars(
        select(JournalEntry.facts).where(JournalEntry.verb == "case_event.write")
    ).one()
    assert "ill" not in facts
    assert session.scalars(select(CaseEvent.words)).one() == note["words"]


def test_a_call_needs_its_outcome_and_minutes_and_they_are_counted(
    anna: Desk, opened: Opened
) -> None:
    need, _ = opened
    bare = anna.send(
        anna.get(path(need)), {"kind": "call", "audience": "desk", "words": "Called Neema."},
        action="/events",
    )  # fmt: skip
    assert bare.status_code == 422
    assert "Please write how many minutes" in words(bare)
    assert 'value="Called Neema."' in bare.get_data(as_text=True)
    kept = anna.send(
        anna.get(path(need)),
        {"kind": "call", "audience": "desk", "outcome": "agreed", "minutes": "12"},
        action="/events",
    )
    assert "12 minutes of talk" in words(kept)
    assert "Please write a sentence." in words(
        anna.send(anna.get(path(need)), {"kind": "note", "words": ""}, action="/events")
    )


@pytest.mark.paper(121)
def test_three_meetings_without_a_trial_order_warn(anna: Desk, opened: Opened) -> None:
    need, _ = opened
    for number in range(3):
        assert "Three meetings" not in anna.read(path(need)), number
        meeting = {"kind": "meeting", "outcome": "open_question", "minutes": "45"}
        anna.send(anna.get(path(need)), meeting, action="/events")
    assert "Three meetings and no trial order yet." in anna.read(path(need))


def test_a_task_has_an_owner_and_a_day_and_gets_done(
    anna: Desk, session: Session, opened: Opened, world: World, at: time_machine.Traveller,
    sit: Callable[[Person], Desk],
) -> None:  # fmt: skip
    need, _ = opened
    bare = anna.send(anna.get(path(need)), {"words": "", "due_on": "soon"}, action="/tasks")
    assert bare.status_code == 422
    owner = str(world.people["theresia"].id)
    task = {"words": "Weigh a crate with her.", "owner": owner, "due_on": "2026-11-26"}
    said = words(anna.send(anna.get(path(need)), task, action="/tasks"))
    assert "Weigh a crate with her. Theresia Qamara · by" in said
    nobody = anna.send(
        anna.get(path(need)), {**task, "owner": str(world.people["neema"].id)}, action="/tasks"
    )
    assert "Only a facilitator can have this task." in words(nobody)
    at.shift(timedelta(days=3))
    anna = sit(world.people["anna"])
    assert "1 task late" in anna.read("/desk/cases")
    look_again(session)
    public_id = session.scalars(select(CaseTask.public_id)).one()
    done = anna.send(anna.get(path(need)), action=public_id, press="done")
    assert done.status_code == 200
    look_again(session)
    assert session.scalars(select(CaseTask)).one().state is TaskState.DONE


def test_who_is_marked_cannot_lift_it_himself(
    anna: Desk, session: Session, opened: Opened, world: World, sit: Callable[[Person], Desk]
) -> None:
    need, _ = opened
    me = str(world.people["anna"].id)
    said = anna.send(anna.get(path(need)), {"who": me, "kind": "family"}, action="/conflicts")
    assert "Anna Mrema: family" in words(said)
    again = anna.send(anna.get(path(need)), {"who": me, "kind": "credit"}, action="/conflicts")
    assert again.status_code == 422
    assert "Please fill this in." in words(
        anna.send(anna.get(path(need)), {"who": "", "kind": ""}, action="/conflicts")
    )
    assert "Lift the mark" not in words(anna.get(path(need)))
    look_again(session)
    bakari = sit(mediator(session, world.destination))
    mark = session.scalars(select(ConflictMark.public_id)).one()
    page = bakari.get(path(need))
    lifted = bakari.client.post(
        f"{path(need)}/conflicts", data={"csrf": bakari.token(page), "lift": mark},
        follow_redirects=True,
    )  # fmt: skip
    assert "The mark is lifted." in words(lifted)
    rival = {"who": world.suppliers["hen_33"].code, "kind": "rivalry"}
    assert "Mama Happy: rivalry" in words(
        bakari.send(bakari.get(path(need)), rival, action="/conflicts")
    )


@pytest.mark.paper(76, part=True)
def test_twenty_one_days_without_an_event_ring_the_alarm(
    anna: Desk, opened: Opened, at: time_machine.Traveller, session: Session, world: World,
    sit: Callable[[Person], Desk],
) -> None:  # fmt: skip
    need, _ = opened
    at.shift(timedelta(days=20, hours=23))
    assert "21 days" not in sit(world.people["anna"]).read("/desk/cases")
    at.shift(timedelta(hours=1))
    later = sit(world.people["anna"])
    assert "nothing happened for 21 days" in later.read("/desk/cases")
    assert "Nothing happens: Tomatoes for Kijani Ridge Lodges" in later.read("/desk/?all=1")
    assert "Nothing happened here for 21 days." in later.read(path(need))
    note = {"kind": "note", "words": "Called; she answers tomorrow."}
    said = words(later.send(later.get(path(need)), note, action="/events"))
    assert "21 days" not in said
    assert "Nothing happens:" not in later.read("/desk/?all=1")


def test_a_case_is_closed_and_taken_up_again(anna: Desk, session: Session, opened: Opened) -> None:
    need, _ = opened
    assert "Closed." in words(anna.send(anna.get(path(need)), action="/state", press="closed"))
    assert "Tomatoes" in anna.read("/desk/cases?state=closed")
    anna.send(anna.get(path(need)), action="/state", press="open")
    look_again(session)
    assert session.scalars(select(MediationCase.state)).one() is CaseState.OPEN


def test_a_complaint_waits_first_and_is_answered_with_a_reason(
    anna: Desk, session: Session, opened: Opened, world: World
) -> None:
    need, made = opened
    got = chosen(session, world, made["sun_21"])
    say_yes(session, world.supplier("sun_21"), got.public_id)
    ask_look(session, world.supplier("fish_47"), made["fish_47"].public_id, LookKind.LOOK)
    session.commit()
    assert "1 asks for a look" in anna.read("/desk/cases")
    short = anna.send(anna.get(path(need)), {"words": "no"}, action="/looks", press="stands")
    assert short.status_code == 422
    reason = {"words": "Her crates were too small for the kitchen."}
    said = words(anna.send(anna.get(path(need)), reason, action="/looks", press="stands"))
    assert "Answered. She is told." in said
    assert "the choice stands" in said


@pytest.mark.feature("N1")
def test_a_supplier_has_a_file_of_notes_visits_and_tasks(
    anna: Desk, theresia: Desk, world: World
) -> None:
    """The file of a linkage is its case (above); this is the file of a supplier."""
    zuhura = world.suppliers["fish_47"].public_id
    file = f"/desk/suppliers/{zuhura}/file"
    assert file in anna.get(f"/desk/suppliers/{zuhura}").get_data(as_text=True)
    assert "Nothing is written down yet." in anna.read(file)
    visit = {"kind": "visit", "outcome": "agreed", "minutes": "40", "words": "Saw her field."}
    assert "Visit · 40 minutes · agreed Saw her field." in words(
        anna.send(anna.get(file), visit, action="/events")
    )
    note = {"kind": "note", "words": "Has water until March."}
    assert "Has water until March." in words(anna.send(anna.get(file), note, action="/events"))
    task = {"words": "Bring seed list.", "owner": str(world.people["anna"].id)}
    said = words(anna.send(anna.get(file), {**task, "due_on": "2026-12-01"}, action="/tasks"))
    assert "Bring seed list." in said
    assert anna.send(anna.get(file), {"words": ""}, action="/events").status_code == 422
    assert theresia.get(file).status_code == 404


def test_a_task_is_ended_only_by_a_word_that_was_tapped(
    anna: Desk, session: Session, world: World
) -> None:
    told = SetTask(
        words="Ask for a scale", due_on=clock.now().date(),
        supplier=world.suppliers["fish_47"].public_id,
    )  # fmt: skip
    task = set_task(session, world.anna, told)
    session.commit()
    url = f"/desk/tasks/{task.public_id}"
    token = anna.token(anna.get("/desk/"))
    assert anna.client.post(url, data={"csrf": token, "word": "perhaps"}).status_code == 404
    look_again(session)
    assert session.scalars(select(CaseTask.state)).one() is TaskState.OPEN
    assert anna.client.post(url, data={"csrf": token, "word": "done"}).status_code == 303
    look_again(session)
    assert session.scalars(select(CaseTask.state)).one() is TaskState.DONE
