"""Registering a supplier in 90 seconds, no phone needed, with notice, consent, symbol and card."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, CategoryUnit, Destination, Place
from marketplace.journal import keys
from marketplace.journal.actions import record
from marketplace.journal.keys import hold
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.refused import Refused
from marketplace.kernel.text import tidy
from marketplace.people.actions.giving import give_card, give_symbol, set_code
from marketplace.people.actions.imports import agree
from marketplace.people.actions.terms import note_acceptance
from marketplace.people.models import (
    Card,
    Consent,
    Person,
    Phone,
    PictureCode,
    PictureKey,
    RoleGrant,
    Supplier,
    SupplierLeaf,
    SupplierMember,
    Symbol,
    TermsAcceptance,
)
from marketplace.people.queries.lookalikes import duplicates_of
from marketplace.people.rules import access
from marketplace.people.rules.lists import MemberRole, Purpose, SupplierState
from marketplace.people.rules.phones import e164
from marketplace.people.rules.picture_codes import DealtCode
from marketplace.people.rules.registration import (
    RegisterSupplier,
    RegistrationRefusal,
    refusals,
)
from marketplace.people.rules.symbols import SymbolName
from marketplace.people.rules.terms import NOTICE_VERSION, TERMS_VERSION

SHOWN_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Registered:
    """What she is told and given: her symbol, her twelve pictures, her code, her card."""

    supplier: Supplier
    person: Person
    symbol: SymbolName
    drawings: tuple[str, ...]
    code_keys: str = field(repr=False)
    card_number: str


def register_supplier(session: Session, actor: Actor, command: RegisterSupplier) -> Registered:
    """Register somebody in one of the facilitator's places; ``NotFound`` for any other place.

    Raises ``Refused`` with every ``RegistrationRefusal`` found; DUPLICATE_UNCONFIRMED until the
    facilitator has looked at ``duplicates_of`` and says that she is somebody else.
    """
    access.require(access.reaches_place(actor, command.place_id))
    Refused.unless_empty(refusals(command))
    first = _sent_before(session, actor, command)
    return first if first is not None else _register(session, actor, command)


def _sent_before(session: Session, actor: Actor, command: RegisterSupplier) -> Registered | None:
    """Return what an earlier send with this key made; raises ``KeyReused`` for another request."""
    if not command.client_key or actor.person_id is None:
        return None
    key, request = command.client_key, command.request()
    receipt = keys.seen_before(session, actor.person_id, key, request)
    return None if receipt is None else registered_again(session, receipt, command.code)


def _register(session: Session, actor: Actor, command: RegisterSupplier) -> Registered:
    _refuse_unknown_leaves(session, command)
    phone = _readable_phone(session, command)
    _refuse_duplicates(session, command, phone)
    now = clock.now()
    person, supplier = _person_and_supplier(session, actor, command, phone=phone, now=now)
    _what_she_makes(session, supplier, command)
    _consents(session, actor, person, command=command, now=now)
    if command.terms_heard:
        _terms(session, actor, supplier, person=person, now=now)
    symbol = give_symbol(session, person, supplier.destination_id)
    set_code(session, person.id, command.code, now)
    card_number = give_card(session, person, supplier, now=now)
    record(session, actor, verb="supplier.register", subject=supplier, facts=_facts(command))
    if command.client_key and actor.person_id is not None:
        keys.remember(
            session, actor.person_id, command.client_key, request=command.request(),
            receipt=supplier.public_id,
        )  # fmt: skip
    if command.imported is not None:
        agree(session, actor, command.imported, supplier.id)
    return Registered(
        supplier, person, symbol, command.code.drawings, command.code.keys, card_number
    )


def registered_again(session: Session, public_id: str, code: DealtCode) -> Registered:
    """Return what she was given, for a page sent twice.

    Her pictures are shown again only while the code stands as it was dealt, and for ten minutes.
    """
    row = session.execute(
        select(Supplier, Person, Symbol.drawing, Symbol.number, Card.number)
        .join(SupplierMember, SupplierMember.supplier_id == Supplier.id)
        .join(Person, Person.id == SupplierMember.person_id)
        .join(Symbol, Symbol.person_id == Person.id)
        .join(Card, Card.person_id == Person.id)
        .where(Supplier.public_id == public_id, SupplierMember.role == MemberRole.HERSELF)
        .order_by(Card.id.desc())
        .limit(1)
    ).one()
    supplier, person, drawing, number, card_number = row
    shown = code if still_shown(session, person.id, code) else None
    return Registered(
        supplier, person, SymbolName(drawing, number), shown.drawings if shown else (),
        shown.keys if shown else "", card_number,
    )  # fmt: skip


def still_shown(session: Session, person_id: int, code: DealtCode) -> bool:
    """Tell whether a code dealt again from its seed is the one she was given just now."""
    since = session.scalar(select(PictureCode.set_at).where(PictureCode.person_id == person_id))
    drawings = session.scalars(
        select(PictureKey.drawing)
        .where(PictureKey.person_id == person_id)
        .order_by(PictureKey.position)
    )
    fresh = since is not None and clock.now() - since < SHOWN_FOR
    return fresh and tuple(drawings) == code.drawings


def _facts(command: RegisterSupplier) -> dict[str, str | int]:
    return {
        "to": SupplierState.ACTIVE.value, "place": command.place_id, "kind": command.kind.value
    }  # fmt: skip


def _refuse_unknown_leaves(session: Session, command: RegisterSupplier) -> None:
    wanted = {(leaf.category_id, leaf.unit_id) for leaf in command.leaves}
    known = session.execute(
        select(CategoryUnit.category_id, CategoryUnit.unit_id)
        .join(Category, Category.id == CategoryUnit.category_id)
        .where(
            CategoryUnit.category_id.in_({category for category, _ in wanted}),
            Category.parent_id.is_not(None), Category.retired.is_(False),
        )
    )  # fmt: skip
    if not wanted <= {(row.category_id, row.unit_id) for row in known}:
        raise Refused(RegistrationRefusal.LEAF_UNKNOWN, field="leaves")


def _readable_phone(session: Session, command: RegisterSupplier) -> str | None:
    if not (command.phone or "").strip():
        return None
    country = session.scalar(
        select(Destination.country)
        .join(Place, Place.destination_id == Destination.id)
        .where(Place.id == command.place_id)
    )
    number = e164(command.phone or "", country or "")
    if number is None:
        raise Refused(RegistrationRefusal.PHONE_UNREADABLE, field="phone")
    return number


def _refuse_duplicates(session: Session, command: RegisterSupplier, phone: str | None) -> None:
    if command.confirmed_duplicates:
        return
    if duplicates_of(session, name=command.name, place_id=command.place_id, phone=phone):
        raise Refused(RegistrationRefusal.DUPLICATE_UNCONFIRMED, field="name")


def _person_and_supplier(
    session: Session, actor: Actor, command: RegisterSupplier, *, phone: str | None, now: datetime
) -> tuple[Person, Supplier]:
    destination_id = session.scalars(
        select(Place.destination_id).where(Place.id == command.place_id)
    ).one()
    person = Person(
        public_id=ids.public_id(), destination_id=destination_id, name=tidy(command.name),
        language=command.language, created_at=now,
    )  # fmt: skip
    supplier = Supplier(
        public_id=ids.public_id(), code=ids.short_code(), destination_id=destination_id,
        place_id=command.place_id, kind=command.kind, name=tidy(command.name),
        state=SupplierState.ACTIVE, language=command.language,
        phone_arrangement=command.phone_arrangement, phone_id=_phone_id(session, phone),
        payout=command.payout, found_at=command.found_at, found_when=command.found_when,
        registered_at=now, registered_by_id=actor.person_id,
    )  # fmt: skip
    session.add_all([person, supplier])
    session.flush()
    session.add(RoleGrant(person_id=person.id, role=Role.SUPPLIER, granted_at=now,
                          granted_by_id=actor.person_id))  # fmt: skip
    session.add(SupplierMember(supplier_id=supplier.id, person_id=person.id,
                               role=MemberRole.HERSELF))  # fmt: skip
    return person, supplier


def _phone_id(session: Session, number: str | None) -> int | None:
    if number is None:
        return None
    hold(session, "phone", number)
    known = session.scalar(select(Phone.id).where(Phone.number == number))
    if known is not None:
        return known
    row = Phone(number=number)
    session.add(row)
    session.flush()
    return row.id


def _what_she_makes(session: Session, supplier: Supplier, command: RegisterSupplier) -> None:
    session.add_all(
        SupplierLeaf(
            supplier_id=supplier.id, category_id=leaf.category_id, unit_id=leaf.unit_id,
            weekly_amount=leaf.weekly_amount,
        )
        for leaf in command.leaves
    )  # fmt: skip


def _consents(
    session: Session, actor: Actor, person: Person, *, command: RegisterSupplier, now: datetime
) -> None:
    for purpose in sorted({Purpose.TRADING, *command.also}):
        row = Consent(
            person_id=person.id, purpose=purpose, notice_version=NOTICE_VERSION,
            language=command.language, heard=command.notice_heard, witness_id=actor.person_id,
            given_at=now,
        )  # fmt: skip
        session.add(row)
        record(session, actor, verb="consent.give", subject=row, facts={"purpose": purpose.value})


def _terms(
    session: Session, actor: Actor, supplier: Supplier, *, person: Person, now: datetime
) -> None:
    row = TermsAcceptance(
        supplier_id=supplier.id, version=TERMS_VERSION, accepted_by_id=person.id, read_aloud=True,
        at=now,
    )  # fmt: skip
    note_acceptance(session, actor, row)
