"""One click on a way back: it becomes a proposal, read back to her, then put to the operator."""

from decimal import Decimal

from flask import Blueprint, Response

from marketplace.db import db
from marketplace.kernel.actor import Actor
from marketplace.kernel.money import currency
from marketplace.kernel.refused import Refused
from marketplace.mediation.actions.putting import PutTo
from marketplace.mediation.actions.ways import propose_way
from marketplace.people.rules.permissions import Permission
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard

blueprint = Blueprint("proposals", __name__)


@blueprint.post("/desk/checks/<public_id>/ways/<code>")
@guard(Permission.CHECK_LINKAGES)
@commits
def from_way_back(actor: Actor, public_id: str, code: str) -> Response:
    """Make a way back her proposal, its terms filled in; another thing to do she names herself."""
    try:
        made = propose_way(db.session(), actor, public_id, code)
    except Refused as refused:
        db.session.rollback()
        why = min(reason.value for reason in refused.reasons)
        return see_other("assessment.show", public_id=public_id, way=why)
    if made.put is None:
        return see_other("desk_proposals.new", public_id=made.supplier)
    terms = _terms(made.put, made.guest_currency)
    return see_other("desk_proposals.show", public_id=made.put.proposal, **terms)


def _terms(put: PutTo, guest: str) -> dict[str, str]:
    """Return what the form for the operator is filled in with."""
    found = {
        "operator": str(put.operator_id), "route": put.route.value, "slot": put.slot,
        "segment": put.segment, "zone": put.zone, "users": put.users,
        "guest_price": _major(put.guest_price_minor, guest),
        "income": _major(put.income_minor, guest),
    }  # fmt: skip
    return {key: str(value) for key, value in found.items() if value is not None}


def _major(minor: int | None, code: str) -> str | None:
    if minor is None:
        return None
    return f"{Decimal(minor).scaleb(-currency(code).exponent):f}"
