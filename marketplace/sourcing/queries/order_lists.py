"""Order lists: many lines, one delivery; each line is matched by itself."""

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.models import Need, OrderList
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.needs import DETAIL

_LINES = (
    DETAIL.join(OrderList, OrderList.id == Need.order_list_id)
    .where(OrderList.public_id == bindparam("public_id"))
    .order_by(Need.id)
)


def order_list_for_buyer(session: Session, actor: Actor, public_id: str) -> tuple[NeedDetail, ...]:
    """Return the lines of the buyer's own list; raises ``NotFound`` for anybody else's."""
    rows = session.execute(_LINES, {"public_id": public_id})
    lines = tuple(NeedDetail(**row._asdict()) for row in rows)
    if not lines:
        raise NotFound
    require(reaches_operator(actor, lines[0].operator_id))
    return lines
