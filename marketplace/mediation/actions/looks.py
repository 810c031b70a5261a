"""Who was not chosen may ask for a look within the standstill, and complain; the desk answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record, step
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.mediation.actions.cases import begin
from marketplace.mediation.actions.tell import tell_desk, tell_supplier
from marketplace.mediation.models import Award, Loss, SecondLook
from marketplace.mediation.queries.facts import conflicted
from marketplace.mediation.queries.load import acts_for, hold_need
from marketplace.mediation.rules.lists import LOOK, LookKind, LookState, LookVerb
from marketplace.mediation.rules.refusals import LookRefusal, NoteRefusal
from marketplace.mediation.rules.times import ACKNOWLEDGE_WITHIN, COMPLAINT_WITHIN
from marketplace.offers.models import Offer
from marketplace.people.rules.access import reaches_place, require

SHORTEST_ANSWER = 10


def ask_look(session: Session, actor: Actor, offer_public_id: str, kind: LookKind) -> SecondLook:
    """Ask the desk to look again (48 hours) or to take a complaint (30 days), once each.

    By herself, or by a facilitator of her place who has her on the phone.
    """
    loss = session.scalar(
        select(Loss)
        .join(Offer, Offer.id == Loss.offer_id)
        .where(Offer.public_id == offer_public_id)
        .with_for_update(of=Loss)
    )
    if loss is None:
        raise NotFound
    require(acts_for(session, actor, loss.supplier_id))
    now = clock.now()
    until = loss.standstill_until if kind is LookKind.LOOK else loss.told_at + COMPLAINT_WITHIN
    asked = session.scalar(
        select(SecondLook.id).where(SecondLook.loss_id == loss.id, SecondLook.kind == kind)
    )
    tests = ((LookRefusal.TOO_LATE, now > until), (LookRefusal.ASKED_BEFORE, asked is not None))
    Refused.unless_empty(reason for reason, refused in tests if refused)
    return _asked(session, actor, loss, kind)


def _asked(session: Session, actor: Actor, loss: Loss, kind: LookKind) -> SecondLook:
    now = clock.now()
    look = SecondLook(
        public_id=ids.public_id(), loss_id=loss.id, place_id=loss.place_id, kind=kind,
        state=LookState.ASKED, asked_by_id=actor.person_id, asked_at=now,
        due_at=now + ACKNOWLEDGE_WITHIN,
    )  # fmt: skip
    session.add(look)
    session.flush()
    begin(session, actor, hold_need(session, loss.need_id))
    facts = {"to": "asked", "kind": kind.value, "loss": loss.id}
    record(session, actor, verb="second_look.ask", subject=look, facts=facts)
    tell_desk(session, "look_asked", look, place_id=loss.place_id)
    return look


def answer_look(
    session: Session, actor: Actor, public_id: str, *, upheld: bool, words: str
) -> SecondLook:
    """Answer with a written reason; by a facilitator who is no party: neither awarded nor marked.

    An upheld look changes nothing by itself: the award is taken back by its own door, for which
    the reason ``complaint_upheld`` stands ready.
    """
    look = session.scalar(
        select(SecondLook).where(SecondLook.public_id == public_id).with_for_update()
    )
    if look is None:
        raise NotFound
    require(reaches_place(actor, look.place_id))
    loss = session.get_one(Loss, look.loss_id)
    if actor.person_id in conflicted(session, loss.need_id) | _awarders(session, loss.need_id):
        raise Refused(LookRefusal.YOU_ARE_A_PARTY)
    if len(words.strip()) < SHORTEST_ANSWER:
        raise Refused(NoteRefusal.NO_TEXT)
    look.words, look.answered_by_id, look.answered_at = words.strip(), actor.person_id, clock.now()
    verb = LookVerb.UPHOLD if upheld else LookVerb.STAND
    step(session, actor, look, machine=LOOK, verb=verb, facts={"loss": loss.id})
    begin(session, actor, hold_need(session, loss.need_id))
    tell_supplier(
        session, "look_answered", look, supplier_id=loss.supplier_id, place_id=look.place_id
    )
    return look


def _awarders(session: Session, need_id: int) -> frozenset[int]:
    made = session.scalars(select(Award.made_by_id).where(Award.need_id == need_id))
    return frozenset(one for one in made if one is not None)
