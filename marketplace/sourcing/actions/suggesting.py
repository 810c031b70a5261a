"""A facilitator's own hand in matching: she puts somebody forward, or proposes her to the buyer."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.journal.outbox import EMAIL, Message, post
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.models import Supplier
from marketplace.people.rules.access import reaches_place, require
from marketplace.sourcing.models import Asked, MatchSuggestion, Need, NeedInvited, Tender, Wave
from marketplace.sourcing.queries.suggesting import Fit, fits
from marketplace.sourcing.rules.lists import Answer, Lane, NeedState
from marketplace.sourcing.rules.suggesting import SuggestedWhy, SuggestionKind, SuggestRefusal
from marketplace.sourcing.rules.tender_lists import Visibility

OPEN = (NeedState.PUBLISHED, NeedState.CLOSED)
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggest:
    """Whom, for which need, in which way and why; ``supplier`` by her code."""

    need: str
    supplier: str
    kind: SuggestionKind
    why: SuggestedWhy
    words: str = ""


def suggest(session: Session, actor: Actor, command: Suggest) -> MatchSuggestion:
    """Put somebody who fits forward (she is asked now), or propose her to the buyer (he is told).

    By a facilitator of the need's place, recorded with its reason; done twice it is done once.
    Raises ``Refused`` with ``SuggestRefusal``, ``NotFound`` for another's need.
    """
    need = session.scalar(select(Need).where(Need.public_id == command.need).with_for_update())
    if need is None:
        raise NotFound
    require(reaches_place(actor, need.place_id))
    her = session.scalar(select(Supplier.id).where(Supplier.code == command.supplier))
    known = _known(session, need, her, command.kind)
    if known is not None:
        return known
    fit = _refuse(session, need, her, kind=command.kind)
    made = MatchSuggestion(
        public_id=ids.public_id(), need_id=need.id, supplier_id=fit.supplier_id,
        kind=command.kind, why=command.why, words=command.words.strip()[:LONGEST] or None,
        made_by_id=actor.person_id, made_at=clock.now(),
    )  # fmt: skip
    session.add(made)
    session.flush()
    facts = {
        "need": need.id, "supplier": fit.supplier_id, "kind": command.kind.value,
        "why": command.why.value,
    }  # fmt: skip
    record(session, actor, verb="match.suggest", subject=made, facts=facts)
    if command.kind is SuggestionKind.PUT_FORWARD:
        _ask(session, need, fit)
    else:
        _tell_buyer(session, need)
    return made


def _known(
    session: Session, need: Need, supplier_id: int | None, kind: SuggestionKind
) -> MatchSuggestion | None:
    return session.scalar(
        select(MatchSuggestion).where(
            MatchSuggestion.need_id == need.id, MatchSuggestion.supplier_id == supplier_id,
            MatchSuggestion.kind == kind,
        )
    )  # fmt: skip


def _refuse(session: Session, need: Need, supplier_id: int | None, *, kind: SuggestionKind) -> Fit:
    asking = kind is SuggestionKind.PUT_FORWARD
    if need.state not in OPEN or (asking and need.state is not NeedState.PUBLISHED):
        raise Refused(SuggestRefusal.NEED_CLOSED)
    found = next((one for one in fits(session, need.id) if one.supplier_id == supplier_id), None)
    if found is None:
        raise Refused(SuggestRefusal.NOT_FITTING)
    if asking and found.asked:
        raise Refused(SuggestRefusal.IS_ASKED)
    return found


def _ask(session: Session, need: Need, fit: Fit) -> None:
    """Ask her in the wave that runs, after everybody who stood in it before."""
    wave = session.scalars(
        select(Wave).where(Wave.need_id == need.id, Wave.settled_at.is_(None))
        .order_by(Wave.number.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    if wave is None:
        raise Refused(SuggestRefusal.NEED_CLOSED)
    last = session.scalar(select(func.max(Asked.position)).where(Asked.wave_id == wave.id))
    session.add(
        Asked(
            wave_id=wave.id, need_id=need.id, supplier_id=fit.supplier_id,
            position=(last or 0) + 1, first_timer=fit.first_timer, answer=Answer.WAITING,
        )
    )  # fmt: skip
    if need.lane is Lane.TENDER:
        _invite(session, need, fit.supplier_id)
    told = Message(
        kind="asked_urgent" if need.lane is Lane.URGENT else "asked", subject_type="need",
        subject_id=need.id, to_supplier_id=fit.supplier_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])


def _invite(session: Session, need: Need, supplier_id: int) -> None:
    seen_by = select(Tender.visibility).where(Tender.need_id == need.id)
    if session.scalar(seen_by) is Visibility.INVITED:
        session.add(NeedInvited(need_id=need.id, supplier_id=supplier_id))


def _tell_buyer(session: Session, need: Need) -> None:
    told = Message(
        kind="match_proposed", subject_type="need", subject_id=need.id, channel=EMAIL,
        to_operator_id=need.operator_id, place_id=need.place_id,
    )  # fmt: skip
    post(session, [told])
