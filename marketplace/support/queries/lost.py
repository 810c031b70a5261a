"""A lost offer as a lesson for herself: what was asked and is missing, in pictures."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import SpecPoint
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer
from marketplace.offers.rules.lists import OfferState
from marketplace.people.queries.records import supplier_record
from marketplace.sourcing.models import Need, NeedSpec
from marketplace.support.queries.gaps import HerLeaf, her_leaves, shown_of
from marketplace.support.queries.seen import LawPaper, law_papers
from marketplace.support.rules.gaps import Demand, Gap, compare

SHOWN = 3  # pictures a page


@dataclass(frozen=True, slots=True)
class Lost:
    """What was asked for by the need of an offer that was not taken, and is missing."""

    leaf: HerLeaf
    missing: tuple[Gap, ...]
    points: dict[str, str]
    papers: dict[str, str]


def lost_offer(session: Session, actor: Actor, offer: str) -> Lost:
    """Return up to three things missing for a lost offer of hers; ``NotFound`` otherwise."""
    need = session.execute(
        select(Need.id, Need.category_id, Need.unit_id, Need.quantity, Offer.supplier_id)
        .join(Offer, Offer.need_id == Need.id)
        .where(
            Offer.public_id == offer, Offer.supplier_id.in_(actor.supplier_ids),
            Offer.state == OfferState.DECLINED,
        )
    ).one_or_none()  # fmt: skip
    if need is None:
        raise NotFound
    leaf = _leaf(session, need.supplier_id, need.category_id)
    rows = session.execute(
        select(SpecPoint.code, SpecPoint.picture_good)
        .join(NeedSpec, NeedSpec.spec_point_id == SpecPoint.id)
        .where(NeedSpec.need_id == need.id)
        .order_by(NeedSpec.position)
    )
    points = {code: picture for code, picture in rows}  # noqa: C416  # rows are not pairs to mypy
    papers = law_papers(session, need.supplier_id, need.category_id)
    quantity = need.quantity if need.unit_id == leaf.unit_id else None
    return _lost(session, need.supplier_id, leaf, points=points, papers=papers, quantity=quantity)


def _leaf(session: Session, supplier_id: int, category_id: int) -> HerLeaf:
    hers = her_leaves(session, supplier_id)
    found = next((one for one in hers if one.category_id == category_id), None)
    if found is None:
        raise NotFound
    return found


def _lost(
    session: Session, supplier_id: int, leaf: HerLeaf, *, points: dict[str, str],
    papers: tuple[LawPaper, ...], quantity: int | None,
) -> Lost:  # fmt: skip
    record = supplier_record(session, supplier_id)
    shown = shown_of(session, supplier_id, leaf, papers=papers, record=record)
    demand = Demand(tuple(points), tuple(one.code for one in papers), quantity)
    missing = compare(demand, shown).missing[:SHOWN]
    return Lost(leaf, missing, points, {one.code: one.picture for one in papers})
