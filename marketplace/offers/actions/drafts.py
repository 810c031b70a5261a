"""An answer begun: it lives on the server under its owner, whatever the phone does."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from marketplace.journal import keys
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound
from marketplace.offers.actions.commands import KeepDraft
from marketplace.offers.actions.steps import count_step
from marketplace.offers.models import OfferDraft
from marketplace.offers.rules.lists import Step
from marketplace.people.rules.access import reaches_supplier, require

_THIS = (
    (OfferDraft.person_id == bindparam("person"))
    & (OfferDraft.need_id == bindparam("need"))
    & (OfferDraft.supplier_id == bindparam("supplier"))
)
_FIND = select(OfferDraft).where(_THIS)
_DROP = delete(OfferDraft).where(_THIS).execution_options(synchronize_session=False)


def keep_draft(session: Session, actor: Actor, command: KeepDraft) -> OfferDraft:
    """Keep what is known so far; a part that is none stays as it was.

    The key of the first keeping stays, so that a send after going back is still the same send.
    """
    person_id = _owner(actor)
    require(reaches_supplier(actor, command.supplier_id) or actor.has(Role.FACILITATOR))
    keys.hold(session, "draft", person_id, command.need_id)
    params = {
        "person": person_id, "need": command.need_id, "supplier": command.supplier_id,
    }  # fmt: skip
    draft = session.scalars(_FIND, params).one_or_none() or _begin(session, person_id, command)
    _count(session, draft, command)
    for name in ("quantity", "price_minor", "bringing", "starts_on"):
        value = getattr(command, name)
        if value is not None:
            setattr(draft, name, value)
    draft.updated_at = clock.now()
    return draft


def _count(session: Session, draft: OfferDraft, command: KeepDraft) -> None:
    """Count a question answered for the first time; answered once more it is the same step."""
    if draft.quantity is None and command.quantity is not None:
        count_step(session, Step.QUANTITY, command.language)
    if draft.price_minor is None and command.price_minor is not None:
        count_step(session, Step.MONEY, command.language)


def _begin(session: Session, person_id: int, command: KeepDraft) -> OfferDraft:
    draft = OfferDraft(
        person_id=person_id, supplier_id=command.supplier_id, need_id=command.need_id,
        client_key=command.client_key,
    )  # fmt: skip
    session.add(draft)
    return draft


def drop_draft(session: Session, actor: Actor, *, need_id: int, supplier_id: int) -> None:
    """Forget an answer begun."""
    params = {"person": _owner(actor), "need": need_id, "supplier": supplier_id}
    session.execute(_DROP, params)


def _owner(actor: Actor) -> int:
    if actor.person_id is None:
        raise NotFound
    return actor.person_id
