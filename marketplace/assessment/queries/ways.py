"""Ways back of a block as cards: what each would change, so that a proposal can start from it."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment
from marketplace.assessment.queries.purchase import Deal
from marketplace.assessment.queries.stored import (
    Recomputed,
    assessment_seen,
    recompute,
    stored_deal,
)
from marketplace.assessment.rules.inputs import Linkage as Terms
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.ways_back import WayBack
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Actor
from marketplace.kernel.words import Sentence


@dataclass(frozen=True, slots=True)
class WayBackCard:
    """One way back and what it changes; none where it leaves a thing as it is.

    ``code`` names the way within its assessment. ``leaf_code`` is another thing to be, where the
    way names one of our leaves; prices in minor units, of the guest in the guest currency.
    """

    assessment_public_id: str
    code: str
    title: Sentence
    steps: tuple[Sentence, ...]
    verdict: Verdict
    fairness: Verdict
    operator_id: int
    supplier_id: int
    place_id: int
    route: Route | None
    slot: str | None
    segment: str | None
    zone: str | None
    guest_price_minor: int | None
    price_minor: int | None
    new_thing: bool


def ways_back(session: Session, actor: Actor, public_id: str) -> tuple[WayBackCard, ...]:
    """Return the ways back of an assessment of her places; none where nothing is blocked."""
    row = assessment_seen(session, actor, public_id)
    known = recompute(session, row)
    if not known.result.ways_back:
        return ()
    deal = stored_deal(session, row, known.facts)
    return tuple(_card(row, way, known, deal) for way in known.result.ways_back)


def _card(row: Assessment, way: WayBack, known: Recomputed, deal: Deal) -> WayBackCard:
    now, then = known.inputs.offer, way.offer
    return WayBackCard(
        assessment_public_id=row.public_id, code=way.code, title=way.title, steps=way.steps,
        verdict=way.verdict, fairness=way.fairness, operator_id=row.operator_id,
        supplier_id=row.supplier_id, place_id=row.place_id,
        route=then.route if then.route is not now.route else None,
        slot=_other(now.slot, then.slot), segment=_other(now.segment, then.segment),
        zone=_other(now.zone, then.zone), guest_price_minor=_guest_price(now, then, deal),
        price_minor=_price(now, then, deal), new_thing=then.category != now.category,
    )  # fmt: skip


def _other(now: str | None, then: str | None) -> str | None:
    return then if then != now else None


def _guest_price(now: Terms, then: Terms, deal: Deal) -> int | None:
    if then.guest_price is None or then.guest_price == now.guest_price:
        return None
    return round(Fraction(then.guest_price) / deal.guest_major(1))


def _price(now: Terms, then: Terms, deal: Deal) -> int | None:
    if then.price is None or then.price == now.price:
        return None
    return deal.minor(then.price)
