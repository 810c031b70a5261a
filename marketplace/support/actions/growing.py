"""Who supports a plan, what she wants of her trade, and how she runs it."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import SupplierPlan
from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.people.models import Supplier, SupportProvider
from marketplace.people.rules.access import reaches_place, reaches_supplier, require
from marketplace.support.models import GrowthWish, ManagementMark, PlanHelp
from marketplace.support.rules.lists import Managing, Wish


def help_plan(session: Session, actor: Actor, plan: str, provider: str) -> PlanHelp:
    """Name the support provider of an upgrade plan; another one replaces it."""
    row = session.execute(
        select(SupplierPlan.id, Supplier.place_id, SupportProvider.id)
        .join(Supplier, Supplier.id == SupplierPlan.supplier_id)
        .join(SupportProvider, SupportProvider.destination_id == Supplier.destination_id)
        .where(SupplierPlan.public_id == plan, SupportProvider.public_id == provider)
    ).one_or_none()
    if row is None:
        raise NotFound
    plan_id, place_id, provider_id = row
    require(reaches_place(actor, place_id))
    keys.hold(session, "plan_help", plan_id)
    known = session.scalar(select(PlanHelp).where(PlanHelp.plan_id == plan_id))
    helped = known or PlanHelp(plan_id=plan_id)
    helped.provider_id, helped.kept_by_id = provider_id, actor.person_id or 0
    helped.kept_at = clock.now()
    session.add(helped)
    facts = {"plan": plan_id, "provider": provider_id}
    record(session, actor, verb="plan_help.name", subject=helped, facts=facts)
    return helped


def say_wish(session: Session, actor: Actor, supplier_id: int, wish: Wish) -> GrowthWish:
    """Keep what she wants of her trade: her own word, said again it is replaced by the new one."""
    require(reaches_supplier(actor, supplier_id))
    keys.hold(session, "wish", supplier_id)
    latest = session.scalar(
        select(GrowthWish)
        .where(GrowthWish.supplier_id == supplier_id)
        .order_by(GrowthWish.id.desc())
        .limit(1)
    )
    if latest is not None and latest.wish is wish:
        return latest
    row = GrowthWish(
        supplier_id=supplier_id, wish=wish, said_by_id=actor.person_id, said_at=clock.now()
    )
    session.add(row)
    record(session, actor, verb="growth_wish.say", subject=row, facts={"wish": wish.value})
    return row


def keep_managing(
    session: Session, actor: Actor, supplier: str, marks: Mapping[Managing, bool]
) -> Supplier:
    """Keep what was seen of how she runs her trade; what is not named stays."""
    her = session.scalar(select(Supplier).where(Supplier.public_id == supplier))
    if her is None:
        raise NotFound
    require(reaches_place(actor, her.place_id))
    keys.hold(session, "managing", her.id)
    rows = session.scalars(select(ManagementMark).where(ManagementMark.supplier_id == her.id))
    known = {row.point: row for row in rows}
    for point, there in marks.items():
        row = known.get(point) or ManagementMark(supplier_id=her.id, point=point)
        row.there, row.seen_by_id, row.seen_at = there, actor.person_id or 0, clock.now()
        session.add(row)
    record(session, actor, verb="supplier.managing", subject=her, facts={"points": len(marks)})
    return her
