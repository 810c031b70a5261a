"""Who may see and answer a tender: by group, by name, or everybody.

A reserved tender shows those it is meant for only that they may answer, never the group; nobody
else sees it at all (product.md, "What outsiders see").
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, or_, true

from marketplace.people.models import Supplier, SupplierFact, SupplierSale
from marketplace.people.rules.lists import StatedFact, SupplierKind
from marketplace.sourcing.models import Need, NeedInvited, Tender
from marketplace.sourcing.rules.meant import Meant
from marketplace.sourcing.rules.tender_lists import ReservedFor, Visibility

_SMALL = (SupplierKind.HOUSEHOLD, SupplierKind.INDIVIDUAL, SupplierKind.MICRO_ENTERPRISE)


def _stated(fact: StatedFact) -> ColumnElement[bool]:
    return exists().where(
        SupplierFact.supplier_id == Supplier.id,
        SupplierFact.fact == fact,
        SupplierFact.withdrawn_at.is_(None),
    )


_GROUPS: dict[ReservedFor, ColumnElement[bool]] = {
    ReservedFor.DISABLED: _stated(StatedFact.DISABLED),
    ReservedFor.FIRST_TIME: ~exists().where(SupplierSale.supplier_id == Supplier.id),
    ReservedFor.MICRO: or_(Supplier.kind.in_(_SMALL), _stated(StatedFact.MICRO)),
    ReservedFor.WOMEN: _stated(StatedFact.WOMEN),
    ReservedFor.YOUTH: _stated(StatedFact.YOUTH),
}
_invited = exists().where(NeedInvited.need_id == Need.id, NeedInvited.supplier_id == Supplier.id)
_whens: list[tuple[Any, Any]] = [(Tender.reserved_for == g, rule) for g, rule in _GROUPS.items()]
# For statements that have Need, an outer-joined Tender and Supplier.
MAY_ANSWER = or_(
    Tender.id.is_(None),
    Tender.visibility == Visibility.OPEN,
    and_(Tender.visibility == Visibility.INVITED, _invited),
    and_(Tender.visibility == Visibility.RESERVED, case(*_whens, else_=False)),
)
# For statements that have an outer-joined Tender: what everybody may see.
FOR_ALL = or_(Tender.id.is_(None), Tender.visibility == Visibility.OPEN)


def is_meant(meant: Meant) -> ColumnElement[bool]:
    """Return the condition that a supplier is among those a need is meant for."""
    if meant.invited:
        return Supplier.id.in_(meant.invited)
    return _GROUPS[meant.group] if meant.group is not None else true()
