"""Questions without a name: asked by a picture, answered for everybody."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.kernel.states import WrongState
from marketplace.kernel.text import tidy
from marketplace.people.rules.access import reaches_operator, reaches_place, require
from marketplace.sourcing.actions.tender_commands import AnswerQuestion
from marketplace.sourcing.models import Need, NeedQuestion
from marketplace.sourcing.queries.needs import need_for_supplier
from marketplace.sourcing.rules.lists import Lane, NeedState
from marketplace.sourcing.rules.opening import is_over
from marketplace.sourcing.rules.tender_lists import Topic

MOST_WORDS = 280
_ASKED = select(NeedQuestion).where(
    NeedQuestion.need_id == bindparam("need"), NeedQuestion.topic == bindparam("topic")
)
_ONE = (
    select(NeedQuestion, Need)
    .join(Need, Need.id == NeedQuestion.need_id)
    .where(NeedQuestion.public_id == bindparam("public_id"))
    .with_for_update(of=NeedQuestion)
)


def ask_question(
    session: Session, actor: Actor, need_code: str, supplier_id: int, topic: Topic
) -> NeedQuestion:
    """Ask about a tender; who asked is kept nowhere on it. Asked before: the same question.

    Raises ``NotFound`` where she may not see the need, ``Refused(NOT_NOW)`` where it is over.
    """
    require(supplier_id in actor.supplier_ids)
    card = need_for_supplier(session, supplier_id, need_code)
    if card.lane is not Lane.TENDER:
        raise NotFound
    if not card.open:
        raise Refused(WrongState.NOT_NOW)
    keys.hold(session, "question", card.id, topic.value)
    known = session.scalars(_ASKED, {"need": card.id, "topic": topic}).one_or_none()
    if known is not None:
        return known
    row = NeedQuestion(
        public_id=ids.public_id(), need_id=card.id, topic=topic, asked_at=clock.now()
    )
    session.add(row)
    facts = {"need": card.id, "topic": topic.value}
    # the journal would name her: the clockwork asks in her place
    record(session, Actor(via=actor.via), verb="question.ask", subject=row, facts=facts)
    told = Message(
        kind="question_asked", subject_type="need", subject_id=card.id, channel=EMAIL,
        to_operator_id=card.operator_id, place_id=card.place_id,
    )  # fmt: skip
    post(session, [told])
    return row


def answer_question(session: Session, actor: Actor, command: AnswerQuestion) -> NeedQuestion:
    """Answer for everybody: by its buyer or a facilitator of its place, until the deadline.

    An answer can be mended; the last one stands.
    """
    found = session.execute(_ONE, {"public_id": command.question_public_id}).one_or_none()
    if found is None:
        raise NotFound
    row, need = found
    mine = reaches_operator(actor, need.operator_id) or reaches_place(actor, need.place_id)
    require(mine)
    if need.state is not NeedState.PUBLISHED or is_over(need.closes_at, now=clock.now()):
        raise Refused(WrongState.NOT_NOW)
    row.reply, row.answered_at = command.reply, clock.now()
    row.words = tidy(command.words)[:MOST_WORDS] or None
    facts = {"need": need.id, "topic": row.topic.value, "reply": command.reply.value}
    record(session, actor, verb="question.answer", subject=row, facts=facts)
    answered: NeedQuestion = row
    return answered
