"""Asking once more in smaller lots for what nobody could bring whole."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Unit
from marketplace.journal.actions import record
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.rules.access import reaches_operator, require
from marketplace.sourcing.actions.asking import ask_list
from marketplace.sourcing.actions.commands import AskList, ListLine
from marketplace.sourcing.models import Need, OrderList, Property
from marketplace.sourcing.rules.lists import NeedState
from marketplace.sourcing.rules.lots import choices, split
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.refusals import LotsRefusal

OVER = (NeedState.UNFILLED, NeedState.PART_MATCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskInLots:
    """A need once more, in lots, on a day, in cash or as before."""

    need_public_id: str
    lots: int
    deliver_on: date
    cash_at_door: bool
    client_key: str


def ask_in_lots(session: Session, actor: Actor, command: AskInLots) -> OrderList:
    """Ask for what is still missing of a need in lots; each lot is matched by itself.

    Raises ``Refused(LotsRefusal…)``, and what ``ask_list`` raises.
    """
    need, leaf, unit, door = _need(session, actor, command.need_public_id)
    missing = need.quantity - need.awarded
    if need.state not in OVER or not missing:
        raise Refused(LotsRefusal.STILL_ASKED)
    if command.lots not in choices(missing):
        raise Refused(LotsRefusal.CANNOT_SPLIT)
    lines = tuple(
        ListLine(leaf, unit, size, need.price_minor) for size in split(missing, command.lots)
    )
    made = ask_list(
        session, actor,
        AskList(
            door, command.deliver_on, lines, cash_at_door=command.cash_at_door,
            confirmed=frozenset(NeedFinding), client_key=command.client_key,
        ),
    )  # fmt: skip
    facts = {"list": made.id, "lots": command.lots}
    record(session, actor, verb="need.ask_in_lots", subject=need, facts=facts)
    return made


def _need(session: Session, actor: Actor, public_id: str) -> tuple[Need, str, str, str]:
    row = session.execute(
        select(Need, Category.code, Unit.code, Property.public_id)
        .join(Category, Category.id == Need.category_id)
        .join(Unit, Unit.id == Need.unit_id)
        .join(Property, Property.id == Need.property_id)
        .where(Need.public_id == public_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    require(reaches_operator(actor, row[0].operator_id))
    return row[0], row[1], row[2], row[3]
