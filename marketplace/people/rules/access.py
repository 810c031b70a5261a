"""Which things a person may reach: asked by every query that loads one for somebody."""

from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import NotFound


def reaches_operator(actor: Actor, operator_id: int) -> bool:
    """Tell whether the person works for this operator."""
    return operator_id in actor.operator_ids


def has_right(actor: Actor, right: str, operator_id: int) -> bool:
    """Tell whether the person holds ``may_order``, ``_receive``, ``_pay`` or ``_approve`` there.

    Rights come as "may_order" (somewhere) and "may_order:12" (at operator 12).
    """
    return reaches_operator(actor, operator_id) and f"{right}:{operator_id}" in actor.rights


def reaches_place(actor: Actor, place_id: int) -> bool:
    """Tell whether a facilitator mediates in this place (the independent one: in every place)."""
    return actor.has(Role.FACILITATOR) and (actor.everywhere or place_id in actor.place_ids)


def reaches_supplier(actor: Actor, supplier_id: int) -> bool:
    """Tell whether the person is, or acts in, this supplier."""
    return supplier_id in actor.supplier_ids


def require(allowed: bool) -> None:  # noqa: FBT001  # reads as a sentence
    """Raise ``NotFound`` where something is not for this person: it does not exist for him."""
    if not allowed:
        raise NotFound
