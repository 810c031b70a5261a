"""What stands around a tender's page, and how its form becomes a command and back."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.blueprints.sourcing.setting import Doors, doors
from marketplace.catalogue.rules.lists import Route
from marketplace.db import db
from marketplace.forms.tender import TenderForm
from marketplace.kernel.actor import Actor
from marketplace.kernel.text import whole
from marketplace.sourcing.actions import IncumbentFacts
from marketplace.sourcing.actions.tender_commands import GuestFacts, SaveTender
from marketplace.sourcing.queries.goods import LeafChoice, UnitChoice, leaf_choice
from marketplace.sourcing.queries.ground import leaf_units
from marketplace.sourcing.queries.specs import SpecCard, specs_for
from marketplace.sourcing.queries.tenders import Invited, known_suppliers, need_id_of
from marketplace.sourcing.rules.need_check import NeedFinding
from marketplace.sourcing.rules.tender_lists import PriceKind, Repeat, ReservedFor, Visibility


@dataclass(frozen=True, slots=True)
class At:
    """A tender's surroundings: doors, leaf, unit, the points that can be picked, whom he knows."""

    doors: Doors
    leaf: LeafChoice
    unit: UnitChoice
    specs: tuple[SpecCard, ...]
    known: tuple[Invited, ...]
    route: str

    @property
    def known_names(self) -> dict[str, str]:
        """Whom the buyer may name: code to name."""
        return {one.code: one.name for one in self.known}

    @property
    def currency(self) -> str:
        """The currency of the door."""
        return self.doors.here.currency

    @property
    def guest_currency(self) -> str:
        """What its guests pay in: the check compares it with core products priced so."""
        return self.doors.here.guest_currency


def at_of(actor: Actor, *, leaf: str, unit: str, door: str, route: Route | None = None) -> At:
    """Gather a tender's surroundings in eight statements at most."""
    at = doors(actor, door)
    chosen = leaf_choice(db.session(), leaf)
    session = db.session()
    usual = route or leaf_units(session, leaf)[0].route
    return At(
        at, chosen, chosen.unit(unit), specs_for(session, leaf),
        known_suppliers(session, actor, chosen.id), usual.value,
    )  # fmt: skip


def command(actor: Actor, form: TenderForm, at: At, *, public_id: str | None = None) -> SaveTender:
    """Return the tender as its buyer typed it."""
    copied = form.copy_of.data if public_id is None else None
    return SaveTender(
        property_public_id=at.doors.here.public_id, leaf_code=at.leaf.code,
        unit_code=at.unit.code, quantity=form.quantity.data, deliver_on=form.day.data or date.min,
        closes_at=form.closes_at(at.doors.here.timezone), specs=tuple(form.specs.data or ()),
        **_money(form, at.currency), **_when(form), **_who(form),
        lot_quantity=form.lot.data or None, route=Route(form.route.data),
        guest=_guest(form, at.guest_currency), opens_when_all_answered=bool(form.when_all.data),
        confirmed=frozenset({NeedFinding.SHUT_DAY}), client_key=form.key.data or "",
        public_id=public_id, version=whole(form.version.data),
        repeat_of_id=need_id_of(db.session(), actor, copied) if copied else None,
    )  # fmt: skip


def _money(form: TenderForm, currency: str) -> dict[str, Any]:
    kind = PriceKind(form.price_kind.data)
    band = kind is PriceKind.BAND
    return {
        "price_kind": kind,
        "price_minor": form.price.minor(currency) if kind is PriceKind.FIXED else None,
        "band_low_minor": form.low.minor(currency) if band else None,
        "band_high_minor": form.high.minor(currency) if band else None,
        "payment_days": form.days.data, "cash_at_door": form.pay.data == "door",
    }  # fmt: skip


def _when(form: TenderForm) -> dict[str, Any]:
    weekly = form.repeat.data == Repeat.WEEKLY
    return {
        "repeat": Repeat(form.repeat.data), "weekdays": form.mask if weekly else 0,
        "repeat_until": form.until.data if weekly else None,
    }  # fmt: skip


def _who(form: TenderForm) -> dict[str, Any]:
    visibility = Visibility(form.visibility.data)
    group = form.reserved_for.data if visibility is Visibility.RESERVED else ""
    named = form.invited.data if visibility is Visibility.INVITED else ()
    return {
        "visibility": visibility, "reserved_for": ReservedFor(group) if group else None,
        "invited": tuple(named or ()),
    }  # fmt: skip


def _guest(form: TenderForm, currency: str) -> GuestFacts:
    return GuestFacts(
        segment=form.segment.data or None, slot=form.slot.data or None,
        zone=form.zone.data or None, price_minor=form.guest_price.minor(currency),
        users_month=form.users.data,
    )  # fmt: skip


def today_costs(form: TenderForm, at: At) -> IncumbentFacts | None:
    """Return what the operator pays today, landed, where he told it; it never leaves."""
    price = form.now_price.minor(at.currency)
    if not price:
        return None
    return IncumbentFacts(
        operator_id=at.doors.here.operator_id, category_id=at.leaf.id, unit_id=at.unit.id,
        price_minor=price, transport_minor=form.now_transport.minor(at.currency) or 0,
    )  # fmt: skip


def fill_from(form: TenderForm, kept: SaveTender, at: At, *, days: bool = True) -> None:
    """Put a kept tender into the form; a copy begins without its days."""
    for field in (form.price, form.low, form.high):
        field.currency = at.currency
    form.guest_price.currency = at.guest_currency
    form.quantity.process_data(kept.quantity)
    form.lot.process_data(kept.lot_quantity)
    form.specs.data = list(kept.specs)
    form.price_kind.data, form.route.data = kept.price_kind.value, (kept.route or at.route)
    form.price.process_data(kept.price_minor)
    form.low.process_data(kept.band_low_minor)
    form.high.process_data(kept.band_high_minor)
    form.pay.data = "door" if kept.cash_at_door else "days"
    form.days.process_data(kept.payment_days)
    form.repeat.data = kept.repeat.value
    form.set_mask(kept.weekdays)
    form.when_all.data = kept.opens_when_all_answered
    form.visibility.data = kept.visibility.value
    form.reserved_for.data = kept.reserved_for.value if kept.reserved_for else ""
    form.invited.data = list(kept.invited)
    _fill_guest(form, kept.guest)
    if days:
        _fill_days(form, kept, at.doors.here.timezone)


def _fill_guest(form: TenderForm, guest: GuestFacts) -> None:
    form.segment.data, form.slot.data = guest.segment or "", guest.slot or ""
    form.zone.data = guest.zone or ""
    form.guest_price.process_data(guest.price_minor)
    form.users.process_data(guest.users_month)


def _fill_days(form: TenderForm, kept: SaveTender, zone: str) -> None:
    form.day.process_data(kept.deliver_on)
    form.until.process_data(kept.repeat_until)
    if kept.closes_at is not None:
        local = kept.closes_at.astimezone(ZoneInfo(zone))
        form.closes_day.process_data(local.date())
        form.closes_hour.data = str(local.hour)
