"""Contracting processes for open data: what is opened, over, and old enough; two statements."""

from collections import defaultdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.agreements.rules.lists import OrderState, PaymentState
from marketplace.catalogue.models import Category, Destination, Unit
from marketplace.catalogue.words import LEAF_NAMES
from marketplace.i18n.format import local_day, today
from marketplace.insight.queries.export_rows import OPENED
from marketplace.insight.queries.exports import Sight
from marketplace.insight.rules import ocds
from marketplace.insight.rules.ocds import Item, Process, Publisher, Won
from marketplace.insight.rules.publishing import WAIT, Line, publishable
from marketplace.kernel.money import Money
from marketplace.kernel.refused import NotFound
from marketplace.offers.models import Offer
from marketplace.people.models import Operator, Supplier
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.queries.meant import FOR_ALL
from marketplace.sourcing.rules.lists import Lane, NeedState

RELEASES, RECORDS = "/ocds/releases.json", "/ocds/records.json"
_ENDED = (NeedState.MATCHED, NeedState.PART_MATCHED, NeedState.UNFILLED)
_group = aliased(Category)
_offers = (
    select(func.count(Offer.id))
    .where(Offer.need_id == Need.id)
    .correlate(Need)
    .scalar_subquery()
)  # fmt: skip
_PROCESSES = (
    select(
        Need.id, Need.public_id, Operator.public_id.label("buyer"), Need.currency,
        Need.published_at, Need.closes_at, Need.state, Need.quantity, Need.deliver_on,
        Need.lane, Category.code.label("leaf"), _group.code.label("group"),
        Category.cpc_code.label("cpc"), Category.hs_code.label("hs"),
        Unit.code.label("unit"), Unit.unece_code.label("unece"),
        Destination.code.label("destination"), _offers.label("offers"),
    )
    .select_from(Need)
    .outerjoin(Tender, Tender.need_id == Need.id)
    .join(Operator, Operator.id == Need.operator_id)
    .join(Destination, Destination.id == Need.destination_id)
    .join(Category, Category.id == Need.category_id)
    .join(_group, _group.id == Category.parent_id)
    .join(Unit, Unit.id == Need.unit_id)
    .where(
        Need.state.in_(_ENDED), Need.published_at.is_not(None), Need.closes_at.is_not(None),
        OPENED, FOR_ALL,
    )
    .order_by(Need.id)
)  # fmt: skip
_AWARDS = (
    select(
        Order.need_id, Order.public_id, Supplier.public_id.label("supplier"), Order.quantity,
        Order.price_minor, Order.currency, Order.state, Order.deliver_on,
        Delivery.id.label("delivery"), func.max(Payment.state).label("paid"),
    )
    .join(Supplier, Supplier.id == Order.supplier_id)
    .join(Need, Need.id == Order.need_id)
    .outerjoin(Delivery, Delivery.order_id == Order.id)
    .outerjoin(Payment, Payment.order_id == Order.id)
    .where(Need.state.in_(_ENDED), Order.state != OrderState.PLACED)
    .group_by(
        Order.id, Order.need_id, Order.public_id, Supplier.public_id, Order.quantity,
        Order.price_minor, Order.currency, Order.state, Order.deliver_on, Delivery.id,
    )
    .order_by(Order.id)
)  # fmt: skip
# closed comes first of all states by its letters: the last one says whether all are
_LOST = (OrderState.CANCELLED, OrderState.DECLINED, OrderState.MISSED)


def processes(session: Session, sight: Sight) -> tuple[Process, ...]:
    """Return every contracting process that may be published, in two statements.

    One whose awards rest on goods with fewer than five suppliers is left out whole.
    """
    awards: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(_AWARDS):
        awards[row.need_id].append(row)
    needs = [row for row in session.execute(_PROCESSES) if row.deliver_on + WAIT <= today()]
    kept = _enough(needs, awards)
    return tuple(_process(row, awards[row.id], sight) for row in needs if row.id in kept)


def _enough(needs: list[Any], awards: dict[int, list[Any]]) -> set[int]:
    """Return the needs whose every award may be told with its leaf."""
    lines = [
        Line(destination=row.destination, day=row.deliver_on, leaf=row.leaf, group=row.group,
             supplier=won.supplier, values=(row.id,))
        for row in needs for won in awards[row.id]
    ]  # fmt: skip
    told = {line.values[0] for line in publishable(lines, today=today()) if line.leaf}
    return {row.id for row in needs if row.id in told or not awards[row.id]}


def _process(row: Any, awards: list[Any], sight: Sight) -> Process:
    title = LEAF_NAMES.get(row.leaf, row.leaf)
    return Process(
        ident=sight.name("P", row.public_id), buyer=sight.name("B", row.buyer),
        currency=row.currency, published_on=local_day(row.published_at),
        closed_on=local_day(row.closes_at), offers=row.offers,
        method="direct" if row.lane is Lane.AGAIN else "open",
        status="unsuccessful" if row.state is NeedState.UNFILLED else "complete",
        item=Item(row.leaf, title, row.cpc, row.hs, row.quantity, row.unit, row.unece),
        awards=tuple(_won(one, sight) for one in awards),
    )  # fmt: skip


def _won(row: Any, sight: Sight) -> Won:
    total = Money(row.price_minor, row.currency).times(row.quantity * 1000).major
    lost = row.state in _LOST
    return Won(
        ident=sight.name("R", row.public_id), supplier=sight.name("S", row.supplier),
        quantity=sight.band(row.quantity), value=sight.band(int(total)),
        status="cancelled" if lost else "active", week=row.deliver_on,
        delivered=row.delivery is not None, paid=row.paid == PaymentState.CLOSED,
    )  # fmt: skip


def release_package(
    session: Session, sight: Sight, publisher: Publisher, uri: str = RELEASES
) -> ocds.Piece:
    """Return every publishable process as a release package."""
    return ocds.releases(publisher, processes(session, sight), uri)


def record_package(
    session: Session, sight: Sight, publisher: Publisher, uri: str = RECORDS
) -> ocds.Piece:
    """Return every publishable process as a record package."""
    return ocds.records(publisher, processes(session, sight), uri)


def record_of(
    session: Session, sight: Sight, publisher: Publisher, ocid: str, uri: str
) -> ocds.Piece:
    """Return one process as a record package; raises ``NotFound`` for one that is not published."""
    found = [one for one in processes(session, sight) if ocds.ocid(publisher, one) == ocid]
    if not found:
        raise NotFound
    return ocds.records(publisher, found, uri)
