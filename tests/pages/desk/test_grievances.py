"""Complaints at the desk and at the buyer's; without a name; reports of harm and their reader."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions.grievances import raise_grievance
from marketplace.agreements.actions.safeguarding import name_lead
from marketplace.agreements.models import (
    Grievance,
    GrievanceEvidence,
    SafeguardingReport,
    SupplierFeedback,
)
from marketplace.agreements.models.orders import DoorFeedback
from marketplace.agreements.rules.grievances import Raiser, Whom, Wrong
from marketplace.agreements.rules.grieving import Raise
from marketplace.kernel import ids
from marketplace.kernel.actor import Role
from marketplace.people.models import Person
from tests.pages.desk.room import Desk, look_again, words
from tests.pages.photographs import sent
from tests.support.client import PageClient
from tests.world import World, add_person
from tests.world.people import actor_of

Sit = Callable[[Person], Desk]


@pytest.fixture
def neema(world: World, sit: Sit) -> Desk:
    return sit(world.people["neema"])


def only(session: Session) -> Grievance:
    look_again(session)
    return session.scalars(select(Grievance)).one()


def test_it_is_said_on_the_phone_taken_up_and_ended(
    anna: Desk, session: Session, world: World
) -> None:
    page = anna.get("/desk/grievances/new")
    empty = anna.send(page, {"words": "Kept"}, action="/desk/grievances")
    assert empty.status_code == 422
    assert "Kept" in words(empty)
    typed = {
        "supplier": world.suppliers["fish_47"].public_id, "kind": "money_late", "whom": "lodge",
        "words": "Three weeks!", "wants_call": "y",
    }  # fmt: skip
    shown = anna.send(page, typed, action="/desk/grievances")
    assert "1 complaint waits." in words(shown)
    assert "wants a call" in words(shown)
    assert "Money is late" in anna.read("/desk/")
    one = anna.get(f"/desk/grievances/{only(session).public_id}")
    assert "Three weeks!" in words(one)
    wrong = anna.send(one, {"due_on": "2020-01-01"}, action="hand")
    assert "Please promise a day" in words(wrong)
    taken = anna.send(one, {"told": "About the money."}, action="hand")
    assert "taken up" in words(taken)
    no = anna.send(taken, {"outcome": "not_upheld"}, action="outcome")
    assert "Please write a few words." in words(no)
    done = anna.send(taken, {"outcome": "put_right"}, action="outcome")
    assert "It was put right" in words(done)
    assert "No complaint waits." in anna.read("/desk/grievances")


def test_a_photograph_and_a_note_lie_on_the_table(
    neema: Desk, anna: Desk, session: Session
) -> None:
    page = neema.get("/buyer/grievances/new")
    typed = {"kind": "staff_taken", "whom": "somebody", "words": "Our cook."}
    shown = neema.send(page, typed, action="/buyer/grievances")
    assert "Somebody took workers away" in words(shown)
    row = only(session)
    path = f"/buyer/grievances/{row.public_id}/evidence"
    data = {"csrf": neema.token(shown), "words": "The letter", "photo": sent()}
    laid = neema.client.post(path, data=data, follow_redirects=True)
    assert "A photograph" in words(laid)
    look_again(session)
    ident = session.scalars(
        select(GrievanceEvidence.id).where(GrievanceEvidence.file.is_not(None))
    ).one()
    for who, base in ((neema, "/buyer"), (anna, "/desk")):
        photo = who.get(f"{base}/grievances/{row.public_id}/photo/{ident}")
        assert (photo.status_code, photo.mimetype) == (200, "image/jpeg")
    bad = {"csrf": neema.token(shown), "words": "", "photo": sent(b"<svg/>")}
    assert "no picture we can read" in words(neema.client.post(path, data=bad))


def test_another_house_and_another_desk_do_not_see_it(
    neema: Desk, theresia: Desk, session: Session
) -> None:
    page = neema.get("/buyer/grievances/new")
    neema.send(page, {"kind": "rude", "whom": "seller"}, action="/buyer/grievances")
    row = only(session)
    assert theresia.get(f"/desk/grievances/{row.public_id}").status_code == 404


@pytest.mark.paper(32)
def test_poaching_and_bad_mouthing_are_grievances_and_nobody_reviews_in_public(
    anna: Desk, neema: Desk, session: Session, world: World, client: PageClient
) -> None:
    """Types of grievance for both sides; feedback is closed lists; words pass a handler first."""
    for kind, actor, side in (
        (Wrong.STAFF_TAKEN, world.neema, Raiser.BUYER),
        (Wrong.BAD_MOUTHED, world.fish_47, Raiser.SUPPLIER),
    ):
        raise_grievance(session, actor, Raise(
            side=side, kind=kind, whom=Whom.SOMEBODY, client_key=ids.public_id(),
            words="He is a thief, and she too!",
        ))  # fmt: skip
    session.commit()
    waiting = anna.read("/desk/grievances")
    assert "Somebody took workers away" in waiting
    assert "Somebody speaks badly of me" in waiting
    about_her = session.scalars(select(Grievance).where(Grievance.side == Raiser.SUPPLIER)).one()
    about_her.operator_id = world.kijani.id
    session.commit()
    shown = anna.get(f"/desk/grievances/{about_her.public_id}")
    anna.send(shown, {"told": "A word that was said at the market."}, action="hand")
    read = neema.read(f"/buyer/grievances/{about_her.public_id}")
    assert "A word that was said at the market." in read
    assert "thief" not in read
    for path in ("/", "/bulletin", "/s/needs"):
        page = client.get(path, follow_redirects=True).get_data(as_text=True)
        assert "thief" not in page
        assert "<textarea" not in page
    for table in (DoorFeedback, SupplierFeedback):  # feedback has no place for words at all
        assert {type(c.type).__name__ for c in table.__table__.columns} <= {
            "BigInteger", "Integer", "Variant", "Enum", "Boolean", "UTCDateTime",
        }  # fmt: skip


def test_anybody_complains_without_an_account(
    client: PageClient, anna: Desk, world: World, session: Session
) -> None:
    page = client.get("/trouble")
    typed = {
        "place": world.places["majengo"].public_id, "kind": "other", "whom": "lodge",
        "words": "Smoke.", "find_me": "by the mill",
    }  # fmt: skip
    without = client.submit(page, {**typed, "words": ""}, action="trouble")
    assert "Please write a few words." in words(without)
    answer = client.submit(page, typed, action="trouble", follow_redirects=True)
    assert "within two days" in words(answer)
    assert "by the mill" in anna.read(f"/desk/grievances/{only(session).public_id}")


def test_harm_is_read_by_the_named_lead_alone(
    client: PageClient, anna: Desk, world: World, session: Session, sit: Sit
) -> None:
    admin = add_person(session, world.destination, "Admin", role=Role.ADMINISTRATOR)
    grace = add_person(session, world.destination, "Grace", role=Role.OBSERVER)
    name_lead(session, actor_of(admin, Role.ADMINISTRATOR), destination_id=world.destination.id,
              person_id=grace.id, deputy=False)  # fmt: skip
    session.commit()
    page = client.get("/safety")
    typed = {"place": world.places["majengo"].public_id, "kind": "child", "find_me": "at noon"}
    assert client.submit(page, {"find_me": "at noon"}, action="safety").status_code == 422
    answer = client.submit(page, typed, action="safety", follow_redirects=True)
    assert "told at once" in words(answer)
    row = session.scalars(select(SafeguardingReport)).one()
    reader = sit(grace)
    assert "A child is harmed" in reader.read("/safeguarding")
    shown = reader.get(f"/safeguarding/{row.public_id}")
    assert "at noon" in words(shown)
    hand = reader.send(shown, action="hand")
    assert "End it" in words(hand)
    assert reader.send(hand, action="ending").status_code == 422
    over = reader.send(hand, {"ended": "safe_now"}, action="ending")
    assert "Safe now" in words(over)
    assert "at noon" not in words(over)
    for desk in (anna, sit(admin)):
        assert desk.get("/safeguarding").status_code == 404
        assert desk.get(f"/safeguarding/{row.public_id}").status_code == 404


def test_the_administrator_names_who_reads(sit: Sit, session: Session, world: World) -> None:
    admin = sit(add_person(session, world.destination, "Admin", role=Role.ADMINISTRATOR))
    page = admin.get("/admin/safeguarding")
    assert "Nobody is named yet." in words(page)
    assert admin.send(page, action="/admin/safeguarding").status_code == 422
