"""Suppliers: who sells, what and how much a week, with consent and terms."""

from datetime import date, datetime, timedelta
from itertools import count

from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Destination, Place, Unit
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Role
from marketplace.people.models import (
    CommittedWeek,
    Consent,
    Operator,
    Person,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    SupplierSale,
    Symbol,
    TermsAcceptance,
)
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    MemberRole,
    Payout,
    PhoneArrangement,
    Purpose,
    SupplierKind,
    SupplierState,
)
from tests.world.people import add_person

_numbers = count(1)


def add_supplier(
    session: Session, destination: Destination, place: Place, *, name: str,
    symbol: tuple[str, int] | None = None, consents: bool = True, terms: bool = True,
) -> tuple[Supplier, Person]:  # fmt: skip
    """Add an active supplier and her person; with consent to trading and terms unless told."""
    person = add_person(session, destination, name, role=Role.SUPPLIER)
    supplier = Supplier(
        public_id=ids.public_id(), code=ids.short_code(), destination_id=destination.id,
        place_id=place.id, kind=SupplierKind.INDIVIDUAL, name=name, state=SupplierState.ACTIVE,
        language="sw", phone_arrangement=PhoneArrangement.SHARED, payout=Payout.CASH,
        found_at=FoundAt.HOME, found_when=FoundWhen.MORNING, registered_at=clock.now(),
    )  # fmt: skip
    session.add(supplier)
    session.flush()
    session.add(
        SupplierMember(supplier_id=supplier.id, person_id=person.id, role=MemberRole.HERSELF)
    )
    if symbol is not None:
        session.add(
            Symbol(
                person_id=person.id, destination_id=destination.id, drawing=symbol[0],
                number=symbol[1],
            )
        )  # fmt: skip
    if consents:
        add_consent(session, person)
    if terms:
        add_terms(session, supplier, person)
    session.flush()
    return supplier, person


def add_consent(session: Session, person: Person) -> None:
    """Record consent to trading."""
    session.add(
        Consent(
            person_id=person.id, purpose=Purpose.TRADING, notice_version=1, language="sw",
            heard=True, given_at=clock.now(),
        )
    )  # fmt: skip


def add_terms(session: Session, supplier: Supplier, person: Person) -> None:
    """Record that she heard and accepted the standing terms."""
    session.add(
        TermsAcceptance(
            supplier_id=supplier.id, version=1, accepted_by_id=person.id, read_aloud=True,
            at=clock.now(),
        )
    )  # fmt: skip


def add_leaf(
    session: Session, supplier: Supplier, leaf: Category, *, unit: Unit, weekly: int,
    proven: int | None = None, asked_at: datetime | None = None,
) -> SupplierLeaf:  # fmt: skip
    """Let her make a leaf, so much a week."""
    row = SupplierLeaf(
        supplier_id=supplier.id, category_id=leaf.id, unit_id=unit.id, weekly_amount=weekly,
        weekly_proven=proven, asked_at=asked_at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def commit_week(
    session: Session, supplier: Supplier, leaf: Category, *, unit: Unit, on: date, quantity: int
) -> None:
    """Promise so much of her week that holds the day ``on``."""
    monday = on - timedelta(days=on.weekday())
    session.add(
        CommittedWeek(
            supplier_id=supplier.id, category_id=leaf.id, unit_id=unit.id, monday=monday,
            quantity=quantity,
        )
    )  # fmt: skip
    session.flush()


def sold(session: Session, supplier: Supplier, operator: Operator, leaf: Category) -> None:
    """Give her one sale, so that she is no first-timer any more."""
    session.add(
        SupplierSale(
            supplier_id=supplier.id, operator_id=operator.id, category_id=leaf.id,
            delivery_id=1_000_000 + next(_numbers), amount_minor=100_000, currency="TZS",
            at=clock.now(),
        )
    )  # fmt: skip
    session.flush()
