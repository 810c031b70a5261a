"""A stored tender as the command that would make it: for editing, checking and copying."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Unit
from marketplace.people.models import Supplier
from marketplace.sourcing.actions.tender_commands import GuestFacts, SaveTender
from marketplace.sourcing.models import Need, NeedInvited, Property, Tender
from marketplace.sourcing.queries.specs import specs_of
from marketplace.sourcing.queries.tenders import TenderCard, TenderFacts
from marketplace.sourcing.rules.meant import Meant
from marketplace.sourcing.rules.tender_lists import Visibility

_NAMES = (
    select(
        Property.public_id.label("property_id"), Category.code.label("leaf"),
        Unit.code.label("unit"),
    )
    .select_from(Need)
    .join(Property, Property.id == Need.property_id)
    .join(Category, Category.id == Need.category_id)
    .join(Unit, Unit.id == Need.unit_id)
    .where(Need.id == bindparam("need"))
)  # fmt: skip
_INVITED = (
    select(Supplier.id, Supplier.code)
    .join(NeedInvited, NeedInvited.supplier_id == Supplier.id)
    .where(NeedInvited.need_id == bindparam("need"))
    .order_by(NeedInvited.id)
)


def saved_command(session: Session, need: Need, tender: Tender) -> SaveTender:
    """Return the tender as it is kept, in the words of the command."""
    names = session.execute(_NAMES, {"need": need.id}).one()
    invited = session.execute(_INVITED, {"need": need.id})
    return SaveTender(
        property_public_id=names.property_id, leaf_code=names.leaf, unit_code=names.unit,
        quantity=need.quantity, deliver_on=need.deliver_on, closes_at=need.closes_at,
        specs=tuple(spec.code for spec in specs_of(session, need.id)),
        price_kind=tender.price_kind, price_minor=need.price_minor,
        band_low_minor=tender.band_low_minor, band_high_minor=tender.band_high_minor,
        payment_days=need.payment_days, cash_at_door=need.cash_at_door, repeat=tender.repeat,
        weekdays=tender.weekdays, repeat_until=tender.repeat_until,
        lot_quantity=tender.lot_quantity, visibility=tender.visibility,
        reserved_for=tender.reserved_for, invited=tuple(row.code for row in invited),
        route=need.route, guest=_guest(tender),
        opens_when_all_answered=tender.opens_when_all_answered, public_id=need.public_id,
        version=tender.version, repeat_of_id=need.repeat_of_id,
    )  # fmt: skip


def _guest(tender: Tender) -> GuestFacts:
    return GuestFacts(
        segment=tender.segment, slot=tender.slot, zone=tender.zone,
        price_minor=tender.guest_price_minor, users_month=tender.users_month,
    )  # fmt: skip


def meant_of(session: Session, need: Need, tender: Tender) -> Meant:
    """Return whom a stored tender is meant for."""
    if tender.visibility is Visibility.INVITED:
        rows = session.execute(_INVITED, {"need": need.id})
        return Meant(invited=tuple(row.id for row in rows))
    return Meant(tender.reserved_for)


def command_of(card: TenderCard) -> SaveTender:
    """Return a tender that was read as the command that would make it; no statement is issued."""
    need, facts = card.need, card.facts
    return SaveTender(
        property_public_id=facts.property_public_id, leaf_code=need.leaf_code,
        unit_code=need.unit_code, quantity=need.quantity, deliver_on=need.deliver_on,
        closes_at=need.closes_at, specs=tuple(spec.code for spec in card.specs),
        price_kind=facts.price_kind, price_minor=need.price_minor,
        band_low_minor=facts.band_low_minor, band_high_minor=facts.band_high_minor,
        payment_days=need.payment_days, cash_at_door=need.cash_at_door, repeat=facts.repeat,
        weekdays=facts.weekdays, repeat_until=facts.repeat_until,
        lot_quantity=facts.lot_quantity, visibility=facts.visibility,
        reserved_for=facts.reserved_for, invited=tuple(one.code for one in card.invited),
        route=need.route, guest=_guest_of(facts),
        opens_when_all_answered=facts.opens_when_all_answered, public_id=need.public_id,
        version=facts.version,
    )  # fmt: skip


def _guest_of(facts: TenderFacts) -> GuestFacts:
    return GuestFacts(
        segment=facts.segment, slot=facts.slot, zone=facts.zone,
        price_minor=facts.guest_price_minor, users_month=facts.users_month,
    )  # fmt: skip
