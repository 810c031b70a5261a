"""A block's way back made a proposal: the mediator's most useful click."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from marketplace.assessment.queries import AssessmentPage, WayBackCard, assessment_page, ways_back
from marketplace.assessment.rules.ways_back import WayBack
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import currency
from marketplace.kernel.refused import NotFound
from marketplace.mediation.actions.putting import PutTo
from marketplace.offers.actions import ProposeSomething, propose_for_her

KEY = 64  # letters of an idempotency key


@dataclass(frozen=True, slots=True)
class FromWay:
    """Whose it is, and the terms with which it is put to the operator once she said yes.

    ``put`` is none where the way is another thing to do: what that is, she says herself.
    """

    supplier: str
    guest_currency: str
    put: PutTo | None


def propose_way(session: Session, actor: Actor, assessment: str, code: str) -> FromWay:
    """Make one way back of a blocked check a proposal of hers; the same way twice makes one.

    It is entered for her, so it is read back before it goes to the operator. Raises ``NotFound``
    for a check of other places and a way it has not; ``Refused`` with ``ProposalRefusal``.
    """
    way = next((w for w in ways_back(session, actor, assessment) if w.code == code), None)
    if way is None:
        raise NotFound
    shown = assessment_page(session, actor, assessment)
    asked = shown.proposed
    if way.new_thing:
        return FromWay(asked.supplier_public_id, asked.guest_currency, None)
    command = ProposeSomething(
        supplier_id=way.supplier_id, leaf_code=asked.leaf_code, unit_code=asked.unit_code,
        quantity=asked.quantity, price_minor=way.price_minor or asked.price_minor,
        from_assessment_id=shown.id, client_key=f"{assessment}-{code}"[:KEY],
    )  # fmt: skip
    proposal = propose_for_her(session, actor, command)
    then = next(one for one in shown.ways_back if one.code == code)
    put = _put(proposal.public_id, way, then, shown=shown)
    return FromWay(asked.supplier_public_id, asked.guest_currency, put)


def _put(proposal: str, way: WayBackCard, then: WayBack, *, shown: AssessmentPage) -> PutTo:
    guest, offer = shown.proposed.guest_currency, then.offer
    return PutTo(
        proposal=proposal, operator_id=way.operator_id,
        route=offer.route or shown.proposed.route, segment=offer.segment, slot=offer.slot,
        zone=offer.zone, guest_price_minor=_minor(offer.guest_price, guest),
        users=None if offer.users is None else round(offer.users),
        income_minor=_minor(offer.op_income, guest),
    )  # fmt: skip


def _minor(major: Fraction | None, code: str) -> int | None:
    return None if major is None else round(major * 10 ** currency(code).exponent)
