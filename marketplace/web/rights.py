"""Rights that one operator's people hold apart: order, receive, pay (product.md, order list)."""

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Forbidden
from marketplace.people.rules.permissions import Permission

RIGHTS = {
    Permission.ORDER: "may_order",
    Permission.PAY: "may_pay",
    Permission.RECEIVE: "may_receive",
}


def lacks_right(actor: Actor, permission: Permission) -> bool:
    """Tell whether a permission of the role is not among this person's own rights anywhere."""
    return permission in RIGHTS and RIGHTS[permission] not in actor.rights


def require_right(actor: Actor, permission: Permission) -> None:
    """Raise ``Forbidden`` where somebody else of the operator does this, and not he."""
    if lacks_right(actor, permission):
        raise Forbidden(permission)
