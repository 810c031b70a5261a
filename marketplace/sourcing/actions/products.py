"""What an operator lives from, with its history: every word on it is a dated version.

A change is journalled as ``core_product.change`` (``add``, ``retire``), so that whoever signed a
linkage on the old figures can be told; a look without a change as ``core_product.look``.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from marketplace.journal.actions import record
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.sourcing.actions.properties import require_keeper
from marketplace.sourcing.models import CoreProduct, CoreProductSeason, CoreProductVersion
from marketplace.sourcing.rules.lists import MarginBand, ProductEvent, ProductRole

VERBS = {
    ProductEvent.ADDED: "core_product.add",
    ProductEvent.CHANGED: "core_product.change",
    ProductEvent.LOOKED_AT: "core_product.look",
    ProductEvent.RETIRED: "core_product.retire",
}
_FIGURES = (
    "name", "role", "segment", "slot", "zone", "price_minor", "currency", "margin_band",
    "capacity_month", "utilisation_percent", "in_package", "must_stay_ours",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreProductFacts:
    """What is known about a core product (assessment.md); missing figures stay missing."""

    operator_id: int
    name: str
    category_code: str
    picture: str
    role: ProductRole
    segment: str
    slot: str
    zone: str
    currency: str
    property_id: int | None = None
    price_minor: int | None = None
    margin_band: MarginBand | None = None
    capacity_month: int | None = None
    utilisation_percent: int | None = None
    in_package: bool = False
    must_stay_ours: bool = False
    seasons: Mapping[str, int] | None = None  # percent full by season; none: as it was


_CORE = (
    select(CoreProduct)
    .where(CoreProduct.public_id == bindparam("public_id"))
    .with_for_update(of=CoreProduct)
)
_NEWEST = (
    select(CoreProductVersion)
    .where(CoreProductVersion.core_product_id == bindparam("product"))
    .order_by(CoreProductVersion.number.desc())
    .limit(1)
)
_SEASONS = select(CoreProductSeason.season, CoreProductSeason.utilisation_percent).where(
    CoreProductSeason.version_id == bindparam("version")
)


def keep_core_product(
    session: Session, actor: Actor, facts: CoreProductFacts, *, public_id: str | None = None
) -> CoreProduct:
    """Add a core product, or change the one with ``public_id`` (its operator's own only).

    What is kept as it was counts as a look, not as a change.
    """
    require_keeper(actor, facts.operator_id)
    row = None if public_id is None else _held(session, public_id)
    if row is not None and (row.operator_id != facts.operator_id or row.retired_at is not None):
        raise NotFound
    newest = None if row is None else session.scalars(_NEWEST, {"product": row.id}).one_or_none()
    seasons = _seasons(session, newest)
    kept = seasons if facts.seasons is None else dict(facts.seasons)
    event = ProductEvent.ADDED if row is None else _event(row, facts, same=kept == seasons)
    row = row or CoreProduct(public_id=ids.public_id())
    for name, value in _values(facts).items():
        setattr(row, name, value)
    session.add(row)
    _note(session, actor, row, event, seasons=kept)
    return row


def look_at_core_product(session: Session, actor: Actor, public_id: str) -> CoreProduct:
    """Keep that somebody looked and all of it is still right: one tap a year."""
    row = _own(session, actor, public_id)
    newest = session.scalars(_NEWEST, {"product": row.id}).one_or_none()
    _note(session, actor, row, ProductEvent.LOOKED_AT, seasons=_seasons(session, newest))
    return row


def retire_core_product(session: Session, actor: Actor, public_id: str) -> None:
    """Retire a core product: history is never deleted."""
    row = _own(session, actor, public_id)
    newest = session.scalars(_NEWEST, {"product": row.id}).one_or_none()
    row.retired_at = clock.now()
    _note(session, actor, row, ProductEvent.RETIRED, seasons=_seasons(session, newest))


def _own(session: Session, actor: Actor, public_id: str) -> CoreProduct:
    row = _held(session, public_id)
    require_keeper(actor, row.operator_id)
    if row.retired_at is not None:
        raise NotFound
    return row


def _held(session: Session, public_id: str) -> CoreProduct:
    row = session.scalars(_CORE, {"public_id": public_id}).one_or_none()
    if row is None:
        raise NotFound
    found: CoreProduct = row
    return found


def _values(facts: CoreProductFacts) -> dict[str, object]:
    return {name: value for name, value in asdict(facts).items() if name != "seasons"}


def _event(row: CoreProduct, facts: CoreProductFacts, *, same: bool) -> ProductEvent:
    same = same and all(getattr(row, name) == value for name, value in _values(facts).items())
    return ProductEvent.LOOKED_AT if same else ProductEvent.CHANGED


def _seasons(session: Session, version: CoreProductVersion | None) -> dict[str, int]:
    if version is None:
        return {}
    rows = session.execute(_SEASONS, {"version": version.id})
    return {row.season: row.utilisation_percent for row in rows}


def _note(
    session: Session, actor: Actor, row: CoreProduct, event: ProductEvent, *,
    seasons: Mapping[str, int],
) -> None:  # fmt: skip
    """Write the version that stands from now on, and the one journal row of the change."""
    session.flush()
    version = CoreProductVersion(
        core_product_id=row.id, number=_next_number(session, row.id), kind=event,
        at=clock.now(), by_id=actor.person_id,
        **{name: getattr(row, name) for name in _FIGURES},
    )  # fmt: skip
    session.add(version)
    session.flush()
    session.add_all(
        CoreProductSeason(version_id=version.id, season=season, utilisation_percent=percent)
        for season, percent in seasons.items()
    )
    facts = {"operator": row.operator_id, "version": version.number}
    record(session, actor, verb=VERBS[event], subject=row, facts=facts)


def _next_number(session: Session, product_id: int) -> int:
    newest = session.scalar(
        select(func.max(CoreProductVersion.number)).where(
            CoreProductVersion.core_product_id == product_id
        )
    )
    return (newest or 0) + 1
