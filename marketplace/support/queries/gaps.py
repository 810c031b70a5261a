"""A supplier and a leaf, or one need: what is asked, what she shows, and who can help."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, SpecPoint, Unit
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer
from marketplace.people.models import LeafStep, Operator, SupplierLeaf
from marketplace.people.queries.reach import at_places
from marketplace.people.queries.records import SupplierRecord, supplier_record
from marketplace.people.rules.readiness import Evidence, Step, proven_step
from marketplace.sourcing.models import Need, NeedSpec
from marketplace.support.queries.load import Her, reached
from marketplace.support.queries.seen import LawPaper, law_papers, seen_lately
from marketplace.support.queries.services import ServiceCard, services_for
from marketplace.support.rules.gaps import Compared, Demand, Shown, compare
from marketplace.support.rules.strictness import Strictness, is_ready

LOOKS_BACK = timedelta(days=180)
_MOST = 200
OFTEN = 3  # a point one need in three asks for is asked of the leaf


@dataclass(frozen=True, slots=True)
class HerLeaf:
    """A leaf she makes: how much a week in her unit, said and proven, and the rung seen."""

    category_id: int
    code: str
    picture: str
    unit_id: int
    unit_code: str
    said: int
    proven: int | None
    step: int | None


@dataclass(frozen=True, slots=True)
class BuyerMatch:
    """How strict one buyer is with the leaf, and whether she is ready for him."""

    operator_name: str
    asked: Strictness
    ready: bool


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is asked of a leaf (or by one need) beside what she shows."""

    her: Her
    leaves: tuple[HerLeaf, ...]
    leaf: HerLeaf | None
    need_code: str | None
    compared: Compared
    papers: tuple[LawPaper, ...]
    buyers: tuple[BuyerMatch, ...]
    services: tuple[ServiceCard, ...]
    record: SupplierRecord

    def help_for(self, topic: str) -> tuple[ServiceCard, ...]:
        """Return the services with a free seat that help with a topic."""
        return tuple(one for one in self.services if one.topic == topic and one.free)


def diagnosis(
    session: Session, actor: Actor, supplier: str, *, leaf: str = "", need: str = "",
    today: date,
) -> Diagnosis:  # fmt: skip
    """Compare a supplier with a leaf of hers, or with one need she answered; eight statements.

    Without a leaf her first one is taken. A need nobody of the facilitator's places asked and she
    did not answer is ``NotFound``.
    """
    her = reached(session, actor, supplier)
    leaves = her_leaves(session, her.id)
    needs = _needs(session, actor, her, [one.category_id for one in leaves])
    asked = next((row for row in needs if row.public_id == need), None)
    if need and asked is None:
        raise NotFound
    chosen = _chosen(leaves, leaf, asked)
    category_id = chosen.category_id if chosen else 0
    around = [row for row in needs if row.category_id == category_id]
    points = _points(session, [row.id for row in around])
    papers = law_papers(session, her.id, category_id)
    record = supplier_record(session, her.id)
    shown = shown_of(session, her.id, chosen, papers=papers, record=record)
    demand = _demand([asked] if asked else around, points, chosen=chosen, papers=papers)
    return Diagnosis(
        her, leaves, chosen, asked.code if asked else None, compare(demand, shown), papers,
        _buyers(around, points, shown.step), services_for(session, her.destination_id, today),
        record,
    )  # fmt: skip


def her_leaves(session: Session, supplier_id: int) -> tuple[HerLeaf, ...]:
    """Return what she makes, with what she said, what is proven and the rung that was seen."""
    rows = session.execute(
        select(
            Category.id, Category.code, Category.picture, Unit.id, Unit.code,
            SupplierLeaf.weekly_amount, SupplierLeaf.weekly_proven, LeafStep.step,
        )
        .join(Category, Category.id == SupplierLeaf.category_id)
        .join(Unit, Unit.id == SupplierLeaf.unit_id)
        .outerjoin(LeafStep, LeafStep.supplier_leaf_id == SupplierLeaf.id)
        .where(SupplierLeaf.supplier_id == supplier_id)
        .order_by(SupplierLeaf.id)
    )  # fmt: skip
    return tuple(HerLeaf(*row) for row in rows)


_NeedRow = Row[*tuple[Any, ...]]


def _needs(session: Session, actor: Actor, her: Her, leaves: Sequence[int]) -> Sequence[_NeedRow]:
    """Return what was published around here of her leaves, and what she answered herself."""
    reach = at_places(actor, Need.place_id)
    answered = select(Offer.need_id).where(Offer.supplier_id == her.id)
    return session.execute(
        select(
            Need.id, Need.public_id, Need.code, Need.category_id, Need.unit_id, Need.quantity,
            Need.operator_id, Operator.name,
        )
        .join(Operator, Operator.id == Need.operator_id)
        .where(
            Need.destination_id == her.destination_id, Need.category_id.in_(leaves),
            Need.published_at > clock.now() - LOOKS_BACK,
            or_(reach, Need.id.in_(answered)),
        )
        .order_by(Need.id.desc())
        .limit(_MOST)
    ).all()  # fmt: skip


def _chosen(leaves: Sequence[HerLeaf], code: str, asked: _NeedRow | None) -> HerLeaf | None:
    if asked is not None:
        return next(one for one in leaves if one.category_id == asked.category_id)
    if code:
        found = next((one for one in leaves if one.code == code), None)
        if found is None:
            raise NotFound
        return found
    return leaves[0] if leaves else None


def _points(session: Session, needs: Sequence[int]) -> dict[int, list[str]]:
    rows = session.execute(
        select(NeedSpec.need_id, SpecPoint.code)
        .join(SpecPoint, SpecPoint.id == NeedSpec.spec_point_id)
        .where(NeedSpec.need_id.in_(needs))
        .order_by(NeedSpec.need_id, NeedSpec.position)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for need_id, code in rows:
        found[need_id].append(code)
    return found


def shown_of(
    session: Session, supplier_id: int, leaf: HerLeaf | None, *, papers: Sequence[LawPaper],
    record: SupplierRecord,
) -> Shown:  # fmt: skip
    """Return what she shows of a leaf, in one statement besides what is given."""
    lately = seen_lately(session, supplier_id, leaf.category_id if leaf else 0)
    held = frozenset(one.code for one in papers if one.in_force)
    evidence = Evidence(lately.deliveries, len(papers), len(held))
    step = proven_step(evidence) if leaf is None or leaf.step is None else Step(leaf.step)
    speaks = record.speaks
    return Shown(
        deliveries=lately.deliveries, complaints=lately.complaints, papers=held,
        proven=leaf.proven if leaf else None, said=leaf.said if leaf else 0, step=step,
        on_time=record.on_time_permille if speaks else None,
        accepted=record.accepted_permille if speaks else None,
    )  # fmt: skip


def _demand(
    needs: Sequence[_NeedRow], points: dict[int, list[str]], *, chosen: HerLeaf | None,
    papers: Sequence[LawPaper],
) -> Demand:  # fmt: skip
    """Return what these needs ask together: points that are asked often, the middle amount."""
    counted = Counter(code for row in needs for code in points.get(row.id, ()))
    often = tuple(code for code, times in counted.items() if times * OFTEN >= len(needs))
    amounts = [row.quantity for row in needs if chosen and row.unit_id == chosen.unit_id]
    asked = Strictness(len(needs), sum(counted.values()), "cold" in often)
    return Demand(
        points=often, papers=tuple(one.code for one in papers),
        quantity=median_low(amounts) if amounts else None, step=asked.rung,
    )  # fmt: skip


def _buyers(
    needs: Sequence[_NeedRow], points: dict[int, list[str]], step: Step
) -> tuple[BuyerMatch, ...]:
    by_operator: dict[str, list[_NeedRow]] = defaultdict(list)
    for row in needs:
        by_operator[row.name].append(row)
    found = []
    for name, rows in sorted(by_operator.items()):
        codes = [code for row in rows for code in points.get(row.id, ())]
        asked = Strictness(len(rows), len(codes), "cold" in codes)
        found.append(BuyerMatch(name, asked, is_ready(step, asked)))
    return tuple(found)
