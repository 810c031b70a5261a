"""Everything about helping one supplier, for her facilitator: eight statements."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.actor import Actor
from marketplace.people.models import SupportProvider
from marketplace.support.queries.gaps import HerLeaf, her_leaves
from marketplace.support.queries.growing import RunningPlan, managing_of, running_plans
from marketplace.support.queries.load import Her, reached
from marketplace.support.queries.referrals import ReferralCard, referrals_of_supplier
from marketplace.support.queries.services import ServiceCard, services_for
from marketplace.support.queries.supplier import wish_of
from marketplace.support.rules.lists import Managing, Wish


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider of her destination, by name."""

    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class HelpFile:
    """Her referrals, plans, wish and marks, and who could help."""

    her: Her
    leaves: tuple[HerLeaf, ...]
    referrals: tuple[ReferralCard, ...]
    services: tuple[ServiceCard, ...]
    plans: tuple[RunningPlan, ...]
    providers: tuple[Provider, ...]
    managing: dict[Managing, bool]
    wish: Wish | None


def help_file(session: Session, actor: Actor, supplier: str, *, today: date) -> HelpFile:
    """Return a supplier's file of help; ``NotFound`` for a stranger's."""
    her = reached(session, actor, supplier)
    rows = session.execute(
        select(SupportProvider.public_id, SupportProvider.name)
        .where(SupportProvider.destination_id == her.destination_id)
        .order_by(SupportProvider.name, SupportProvider.id)
    )
    return HelpFile(
        her, her_leaves(session, her.id), referrals_of_supplier(session, her.id),
        services_for(session, her.destination_id, today), running_plans(session, her.id),
        tuple(Provider(*row) for row in rows), managing_of(session, her.id),
        wish_of(session, her.id),
    )  # fmt: skip
