"""What a tender stands on: the same ground and need check as any ask, and its own refusals."""

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.sourcing.actions.checking import Ground, findings, survey, survey_for_desk
from marketplace.sourcing.actions.commands import AskNeed
from marketplace.sourcing.actions.tender_commands import SaveTender
from marketplace.sourcing.models import Need, Tender
from marketplace.sourcing.queries.specs import spec_ids, supplier_ids_of
from marketplace.sourcing.rules.lists import Lane
from marketplace.sourcing.rules.meant import Meant
from marketplace.sourcing.rules.need_check import Finding, NeedFinding, refusing
from marketplace.sourcing.rules.tender import TenderFacts, TenderRefusal, refusals
from marketplace.sourcing.rules.tender_lists import PriceKind, Repeat, Visibility


def ground_of(session: Session, actor: Actor | None, command: SaveTender) -> Ground:
    """Gather the ground for its buyer, or (none) for the desk; refuses as ``survey`` does."""
    ask = _ask_of(session, command)
    return survey_for_desk(session, ask) if actor is None else survey(session, actor, ask)


def tender_findings(
    session: Session, actor: Actor | None, command: SaveTender
) -> tuple[Finding, ...]:
    """Return what the automatic need check says; none as actor is the desk."""
    return findings(session, ground_of(session, actor, command))


def held_against(
    session: Session, actor: Actor | None, command: SaveTender
) -> tuple[frozenset[TenderRefusal], tuple[Finding, ...]]:
    """Return what stands against publishing: refusals, and findings that must be changed."""
    ground = ground_of(session, actor, command)
    found = refusing(findings(session, ground), command.confirmed | {NeedFinding.SHUT_DAY})
    return tender_refusals(session, command, ground), found


def tender_refusals(
    session: Session, command: SaveTender, ground: Ground
) -> frozenset[TenderRefusal]:
    """Return the tender's own refusals."""
    facts = TenderFacts(
        quantity=command.quantity, deliver_on=command.deliver_on, now=clock.now(),
        closes_at=command.closes_at, price_minor=command.price_minor,
        price_kind=command.price_kind, band=(command.band_low_minor, command.band_high_minor),
        repeat=command.repeat, weekdays=command.weekdays, repeat_until=command.repeat_until,
        visibility=command.visibility, names_group=command.reserved_for is not None,
        invited=len(command.invited), specs=len(set(command.specs)),
        known_specs=len(spec_ids(session, command.specs)), lot_quantity=command.lot_quantity,
        route=command.route or ground.leaf.route, guest_facts=command.guest.complete,
    )  # fmt: skip
    return refusals(facts)


def _ask_of(session: Session, command: SaveTender) -> AskNeed:
    return AskNeed(
        command.property_public_id, command.leaf_code, command.unit_code, command.quantity,
        command.deliver_on, _price(command), lane=Lane.TENDER,
        cash_at_door=command.cash_at_door, confirmed=command.confirmed,
        payment_days=command.payment_days, closes_at=command.closes_at, tender=True,
        meant=_meant(session, command),
    )  # fmt: skip


def _meant(session: Session, command: SaveTender) -> Meant:
    if command.visibility is Visibility.INVITED:
        return Meant(invited=supplier_ids_of(session, command.invited))
    group = command.reserved_for if command.visibility is Visibility.RESERVED else None
    return Meant(group)


def _price(command: SaveTender) -> int | None:
    return command.price_minor if command.price_kind is PriceKind.FIXED else None


def fill_need(need: Need, ground: Ground, command: SaveTender) -> None:
    """Write the need's own facts; its window is the door's on the first day."""
    at, leaf = ground.door, ground.leaf
    opens, closes = ground.window
    values: dict[str, object] = {
        "destination_id": at.destination_id, "operator_id": at.operator_id,
        "property_id": at.property_id, "place_id": at.place_id,
        "category_id": leaf.category_id, "unit_id": leaf.unit_id, "quantity": command.quantity,
        "price_minor": ground.price_minor, "currency": at.currency,
        "price_from": ground.price_from.value, "deliver_on": command.deliver_on,
        "window_opens": opens, "window_closes": closes, "payment_days": ground.payment_days,
        "cash_at_door": command.cash_at_door, "route": command.route or leaf.route,
        "closes_at": command.closes_at,
    }  # fmt: skip
    for name, value in values.items():
        setattr(need, name, value)


def fill_tender(tender: Tender, command: SaveTender) -> None:
    """Write what the tender adds; what does not belong to its kinds is left empty."""
    weekly = command.repeat is Repeat.WEEKLY
    band = command.price_kind is PriceKind.BAND
    reserved = command.visibility is Visibility.RESERVED
    values: dict[str, object] = {
        "visibility": command.visibility,
        "reserved_for": command.reserved_for if reserved else None,
        "lot_quantity": command.lot_quantity, "price_kind": command.price_kind,
        "band_low_minor": command.band_low_minor if band else None,
        "band_high_minor": command.band_high_minor if band else None,
        "repeat": command.repeat, "weekdays": command.weekdays if weekly else 0,
        "repeat_until": command.repeat_until if weekly else None,
        "segment": command.guest.segment, "slot": command.guest.slot,
        "zone": command.guest.zone, "guest_price_minor": command.guest.price_minor,
        "users_month": command.guest.users_month,
        "opens_when_all_answered": command.opens_when_all_answered,
    }  # fmt: skip
    for name, value in values.items():
        setattr(tender, name, value)


# What the table itself cannot hold: refused even for a draft, beside its field.
_UNKEEPABLE = frozenset(
    {
        TenderRefusal.BAND_WRONG, TenderRefusal.UNTIL_BEFORE_DAY,
        TenderRefusal.WEEKDAYS_MISSING, TenderRefusal.WHO_IS_MEANT_MISSING,
    }
)  # fmt: skip


def refuse_unkeepable(session: Session, command: SaveTender, ground: Ground) -> None:
    """Refuse what not even a draft can be."""
    Refused.unless_empty(sorted(_UNKEEPABLE & tender_refusals(session, command, ground)))
