"""Suppliers at the desk: the list, a file, registration on one page, the printed card."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.words import GROUP_NAMES
from marketplace.db import db
from marketplace.forms import registration
from marketplace.forms.registration import GoodsLine, RegistrationForm, Units
from marketplace.i18n import LANGUAGES
from marketplace.journal.keys import KeyReused
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people import queries
from marketplace.people.actions import Registered
from marketplace.people.queries.files import made_here
from marketplace.people.queries.imports import imported_card, waiting_count
from marketplace.people.rules.lists import SupplierState
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.phones import e164
from marketplace.people.rules.private import Looked
from marketplace.people.rules.registration import LeafAmount, RegistrationRefusal
from marketplace.people.rules.terms import SPOKEN_NOTICE, SUPPLIER_TERMS
from marketplace.sourcing.queries.goods import LeafChoice, leaf_choices
from marketplace.web.commits import slow_first
from marketplace.web.guard import guard
from marketplace.web.looks import noted
from marketplace.web.mediated import Village, villages
from marketplace.web.pages import page
from marketplace.web.read_aloud import in_every_language
from marketplace.web.registrar import register
from marketplace.web.supplier_card import card_page, pictures

blueprint = Blueprint("suppliers", __name__, url_prefix="/desk/suppliers")
STATE_MARKS = {SupplierState.UNCONFIRMED: "wait", SupplierState.DISABLED: "bad"}


@blueprint.get("")
@guard(Permission.REGISTER_SUPPLIERS)
def index(actor: Actor) -> Response:
    """List the suppliers of one's places by name, fifty a page."""
    after = _after(request.args.get("after", ""))
    shown = queries.suppliers_page(db.session(), actor, after=after)
    book = {leaf.code: leaf.picture for leaf in catalogue.leaves(db.session())}
    return page(
        "people/suppliers.html", suppliers=shown, book=book, marks=STATE_MARKS,
        first=after is None, to_ask=waiting_count(db.session(), actor),
    )  # fmt: skip


def _after(text: str) -> tuple[str, int] | None:
    ident, _, name = text.partition(".")
    return (name, int(ident)) if ident.isascii() and ident.isdigit() and len(ident) < 18 else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the registration is filled from: villages, goods by group, and her words."""

    places: tuple[Village, ...]
    book: dict[str, LeafChoice]
    units: Units

    def place_id(self, public_id: str | None) -> int:
        """Return the chosen village; no village of one's own has the number 0."""
        return next((v.place.id for v in self.places if v.place.public_id == public_id), 0)

    def country(self, place_id: int) -> str:
        """Return the country a phone number is written in."""
        return next((v.country for v in self.places if v.place.id == place_id), "")


def _setting(actor: Actor) -> Setting:
    book = {leaf.code: leaf for leaf in leaf_choices(db.session())}
    units = {
        f"{leaf.code}|{unit.code}": LeafAmount(leaf.id, unit.id, 0)
        for leaf in book.values()
        for unit in leaf.units
    }
    return Setting(villages(actor), book, units)


@blueprint.get("/new")
@guard(Permission.REGISTER_SUPPLIERS)
def new(actor: Actor) -> Response:
    """Show the one page on which somebody is registered in 90 seconds."""
    at = _setting(actor)
    if request.args.get("imported"):
        return _of_a_list(actor, at, request.args["imported"])
    usual = [(one.leaf_code, one.unit_code) for one in made_here(db.session(), actor)]
    lines = registration.blank_lines(usual, at.units)
    return _form(at, RegistrationForm(language=_spoken(at), key=ids.public_id()), lines)


def _of_a_list(actor: Actor, at: Setting, public_id: str) -> Response:
    """The same page, filled with what a list says; she is asked all the same."""
    told = imported_card(db.session(), actor, public_id)
    form = RegistrationForm(
        name=told.name, place=told.place_public_id, phone=told.phone or "",
        language=told.language or _spoken(at), imported=public_id,
    )  # fmt: skip
    goods = f"{told.leaf_code}|{told.unit_code}" if told.leaf_code else ""
    return _form(at, form, registration.known_lines(goods, told.weekly_amount, at.units))


def _spoken(at: Setting) -> str:
    first = at.places[0].place.destination_id if at.places else 0
    known = catalogue.languages_of(db.session(), first)
    return next((code for code in known if code in LANGUAGES), "en")


def _form(
    at: Setting, form: RegistrationForm, lines: list[GoodsLine], *, status: int = 200, **more: Any
) -> Response:
    form.offer((v.place.public_id, v.place.name) for v in at.places)
    form.ask_age(max((v.adult_age for v in at.places), default=18))
    return page(
        "people/register.html", status=status, form=form, lines=lines, book=at.book,
        groups=GROUP_NAMES, notice=in_every_language(SPOKEN_NOTICE),
        terms=in_every_language(SUPPLIER_TERMS),
        **{"alike": (), **more},
    )  # fmt: skip


@blueprint.post("/new")
@guard(Permission.REGISTER_SUPPLIERS)
@slow_first
def keep(actor: Actor) -> Response:
    """Register her and show her card with her four pictures: only now, and never again."""
    at, form = _setting(actor), RegistrationForm(request.form)
    lines = registration.read_lines(request.form)
    form.offer((v.place.public_id, v.place.name) for v in at.places)
    if not all([form.validate(), *(line.validate() for line in lines)]):
        return _form(at, form, lines, status=422)
    try:
        made = _register(actor, at, form, lines)
    except Refused as refused:
        form.explain(refused, registration.SENTENCES)
        if isinstance(refused, KeyReused):
            form.key.process_data(ids.public_id())
        return _form(at, form, lines, status=422, alike=_alike(at, form, refused))
    return _made(actor, made)


def _register(
    actor: Actor, at: Setting, form: RegistrationForm, lines: list[GoodsLine]
) -> Registered:
    leaves = registration.leaves_of(lines, at.units)
    place_id = at.place_id(form.place.data)
    return register(actor, lambda code: registration.command_of(form, place_id, leaves, code))


def _alike(at: Setting, form: RegistrationForm, refused: Refused) -> tuple[Any, ...]:
    if RegistrationRefusal.DUPLICATE_UNCONFIRMED not in refused.reasons:
        return ()
    place_id = at.place_id(form.place.data)
    phone = e164(form.phone.data or "", at.country(place_id))
    return queries.duplicates_of(
        db.session(), name=form.name.data or "", place_id=place_id, phone=phone
    )


def _made(actor: Actor, made: Registered) -> Response:
    card = queries.supplier_card(db.session(), actor, made.supplier.public_id)
    return card_page(card, mine=pictures(made.drawings, made.code_keys))


@blueprint.get("/<public_id>/card")
@guard(Permission.REGISTER_SUPPLIERS)
def card(actor: Actor, public_id: str) -> Response:
    """Show her card for the printer: symbol, QR, six digits; it proves nothing."""
    shown = queries.supplier_card(db.session(), actor, public_id)
    noted(actor, shown.id, Looked.CARD)
    return card_page(shown, mine=[])
