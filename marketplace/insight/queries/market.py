"""What is asked and what can be made, leaf by leaf, in two statements whatever the amount."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.catalogue.models import Category, Unit
from marketplace.insight.rules.market import WINDOW, Balance
from marketplace.kernel import clock
from marketplace.people.models import Supplier, SupplierLeaf
from marketplace.people.rules.lists import SupplierState
from marketplace.sourcing.models import Asked, Need, SilenceNote
from marketplace.sourcing.rules.lists import Answer, NeedState, Silence

_group, _usual, _told = aliased(Category), aliased(Unit), aliased(Unit)
_SAME = _usual.base == _told.base
_LEAF = (
    Category.code.label("leaf_code"), _group.code.label("group_code"), Category.picture,
    _usual.code.label("unit_code"),
)  # fmt: skip


def _in_usual(quantity: Any) -> Any:
    """A quantity in thousandths of the leaf's usual unit; nothing in a unit of another kind."""
    return case((_SAME, quantity * _told.factor_milli * 1000 / _usual.factor_milli), else_=0)


_short = Need.awarded < Need.quantity
_over = Need.state.in_((NeedState.UNFILLED, NeedState.PART_MATCHED))
_looking = Need.state.in_((NeedState.PUBLISHED, NeedState.CLOSED))
_DEMAND = (
    select(
        *_LEAF, func.count(Need.operator_id.distinct()).label("operators"),
        func.count(Need.id).label("needs"),
        func.sum(case((_short & (_over | _looking), 1), else_=0)).label("unmet"),
        func.sum(_in_usual(Need.quantity)).label("asked_milli"),
    )
    .select_from(Need)
    .join(Category, Category.id == Need.category_id)
    .join(_group, _group.id == Category.parent_id)
    .join(_usual, _usual.id == Category.default_unit_id)
    .join(_told, _told.id == Need.unit_id)
    .where(
        Need.destination_id.in_(bindparam("destinations", expanding=True)),
        Need.published_at >= bindparam("since"),
        Need.state != NeedState.WITHDRAWN,
    )
    .group_by(Category.code, _group.code, Category.picture, _usual.code)
)  # fmt: skip
_MADE = func.coalesce(SupplierLeaf.weekly_proven, SupplierLeaf.weekly_amount)
_SUPPLY = (
    select(
        *_LEAF, func.count(Supplier.id.distinct()).label("suppliers"),
        func.sum(_in_usual(_MADE)).label("weekly_milli"),
    )
    .select_from(SupplierLeaf)
    .join(Supplier, Supplier.id == SupplierLeaf.supplier_id)
    .join(Category, Category.id == SupplierLeaf.category_id)
    .join(_group, _group.id == Category.parent_id)
    .join(_usual, _usual.id == Category.default_unit_id)
    .join(_told, _told.id == SupplierLeaf.unit_id)
    .where(
        Supplier.destination_id.in_(bindparam("destinations", expanding=True)),
        Supplier.state == SupplierState.ACTIVE,
    )
    .group_by(Category.code, _group.code, Category.picture, _usual.code)
)  # fmt: skip


def balances(session: Session, destination_ids: Collection[int]) -> tuple[Balance, ...]:
    """Return every leaf that is asked for or made in these destinations, by its code."""
    known = {"destinations": sorted(destination_ids), "since": clock.now() - timedelta(days=WINDOW)}
    found: dict[str, Balance] = {}
    for row in session.execute(_DEMAND, known):
        values = {**row._asdict(), "unmet": int(row.unmet), "asked_milli": int(row.asked_milli)}
        found[row.leaf_code] = Balance(**values)
    for row in session.execute(_SUPPLY, known):
        values = {**row._asdict(), "weekly_milli": int(row.weekly_milli)}
        before = found.get(row.leaf_code)
        made = {name: values[name] for name in ("suppliers", "weekly_milli")}
        found[row.leaf_code] = replace(before, **made) if before else Balance(**values)
    return tuple(found[code] for code in sorted(found))


@dataclass(frozen=True, slots=True)
class Answers:
    """How those who were asked answered in 90 days, and why the others did not, the commonest."""

    asked: int
    answered: int
    why: tuple[tuple[Silence, int], ...]

    @property
    def rate(self) -> Fraction | None:
        """Response rate = answered (offered, or "not me") ÷ asked; none where nobody was."""
        return Fraction(self.answered, self.asked) if self.asked else None


def answers(session: Session, destination_ids: Collection[int]) -> Answers:
    """Return the response rate of needs whose time is over, in two statements."""
    here = (
        Need.destination_id.in_(sorted(destination_ids)), Asked.position.is_not(None),
        Need.published_at >= clock.now() - timedelta(days=WINDOW), Need.closes_at <= clock.now(),
    )  # fmt: skip
    answered = func.sum(case((Asked.answer != Answer.WAITING, 1), else_=0))
    asked = select(func.count(Asked.id), answered).join(Need, Need.id == Asked.need_id)
    count, said = session.execute(asked.where(*here)).one()
    why = session.execute(
        select(SilenceNote.reason, func.count(SilenceNote.id))
        .join(Asked, Asked.id == SilenceNote.asked_id)
        .join(Need, Need.id == Asked.need_id)
        .where(*here)
        .group_by(SilenceNote.reason)
        .order_by(func.count(SilenceNote.id).desc(), SilenceNote.reason)
    )
    return Answers(count, int(said or 0), tuple((row[0], row[1]) for row in why))
