"""What the desk did with the tender that is open: a call, a note, an offer kept in view."""

from datetime import timedelta

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.mediation.actions import (
    Propose,
    SetTask,
    WriteEvent,
    propose,
    set_task,
    shortlist,
    write_event,
)
from marketplace.mediation.rules.lists import Audience, EventKind, Outcome
from marketplace.offers.queries import opened_offers

AFTER_OPENING = timedelta(minutes=40)


def mediate(stage: Stage, row: Row) -> None:
    """Keep the two first offers in view, ask one for another day, write down what was said."""
    session, need = stage.session, stage.needs[row["code"]].public_id
    buyer, desk = stage.actors[row["buyer"]], stage.actors[row["desk"]]
    seen = opened_offers(session, buyer, need)
    for offer in seen[:2]:
        shortlist(session, buyer, offer.public_id, keep=True)
    for offer in seen[:1]:
        later = offer.starts_on + timedelta(days=1)
        propose(session, buyer, Propose(offer=offer.public_id, deliver_on=later))
    call = WriteEvent(
        need=need, kind=EventKind.CALL, outcome=Outcome.OPEN_QUESTION, minutes=8,
        words="Neema asks whether a day later is possible; the truck comes then.",
    )  # fmt: skip
    write_event(session, desk, call)
    note = WriteEvent(
        need=need, kind=EventKind.NOTE, audience=Audience.BOTH,
        words="Empty crates go back with the next delivery.",
    )  # fmt: skip
    write_event(session, desk, note)
    day = stage.needs[row["code"]].deliver_on - timedelta(days=1)
    set_task(session, desk, SetTask(need=need, words="Weigh one full crate together.", due_on=day))
