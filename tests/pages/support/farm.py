"""What pages of growing share: an address, a paper a leaf asks for, a bad delivery."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.actions import Receive, receive, settle
from marketplace.agreements.models import Order
from marketplace.agreements.rules.lists import RejectReason
from marketplace.catalogue.models import CategoryPaper, Paper
from marketplace.jobs import tick
from marketplace.kernel.actor import SYSTEM
from tests.actions.linkage import asks, clears, names_in_rotation, offers, typical_cost
from tests.world import World


def her(world: World, page: str, who: str = "fish_47") -> str:
    return f"/desk/suppliers/{world.suppliers[who].public_id}/{page}"


def paper(session: Session, world: World, code: str) -> None:
    row = Paper(code=code, picture=f"paper-{code.replace('_', '-')}")
    session.add(row)
    session.flush()
    leaf = world.goods.leaves["veg.tomato"]
    session.add(CategoryPaper(category_id=leaf.id, paper_id=row.id))
    session.commit()


def brought(session: Session, world: World, why: RejectReason) -> tuple[Order, str]:
    """Five of twenty taken, for a reason; the clock has gone round since."""
    typical_cost(session, world)
    clears(session, world)
    need = asks(session, world)
    who = names_in_rotation(session, world, need)[0]
    offers(session, world, need, who=who)
    settle(session, SYSTEM, need.id)
    order = session.scalars(select(Order)).one()
    line = Receive(
        order=order.public_id, brought_milli=20_000, accepted_milli=5_000, reject_reason=why
    )
    receive(session, world.neema, [line])
    session.commit()
    tick(session)
    return order, who
