"""Suppliers at the desk: the list, a file, registration on one page, the printed card."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue import queries as catalogue
from marketplace.catalogue.words import GROUP_NAMES, PAPER_NAMES
from marketplace.db import db
from marketplace.forms import desk_words, registration
from marketplace.forms.registration import GoodsLine, RegistrationForm, Units
from marketplace.forms.tender import FACT_SENTENCES, FactForm
from marketplace.forms.tender_words import FACTS
from marketplace.i18n import LANGUAGES
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import Refused
from marketplace.people import queries
from marketplace.people.actions import Registered
from marketplace.people.actions import facts as facts_actions
from marketplace.people.queries.facts import facts_of
from marketplace.people.queries.files import consents_of, made_here, papers_of_supplier
from marketplace.people.queries.suppliers import SupplierCard
from marketplace.people.rules.lists import StatedFact, SupplierState
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.phones import e164
from marketplace.people.rules.picture_codes import KEYPAD
from marketplace.people.rules.registration import LeafAmount, RegistrationRefusal
from marketplace.people.rules.terms import SPOKEN_NOTICE, SUPPLIER_TERMS
from marketplace.sourcing.queries.goods import LeafChoice, leaf_choices
from marketplace.web.attempt import attempt
from marketplace.web.commits import commits, slow_first
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.mediated import Village, villages
from marketplace.web.pages import page
from marketplace.web.qr import picture
from marketplace.web.read_aloud import in_every_language
from marketplace.web.registrar import register

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
        "people/suppliers.html", suppliers=shown, book=book, marks=STATE_MARKS, first=after is None
    )


def _after(text: str) -> tuple[str, int] | None:
    ident, _, name = text.partition(".")
    return (name, int(ident)) if ident.isascii() and ident.isdigit() and len(ident) < 18 else None


@blueprint.get("/<public_id>")
@guard(Permission.REGISTER_SUPPLIERS)
def show(actor: Actor, public_id: str) -> Response:
    """Show a supplier's file: how to find her, what she makes, how she delivers, what she said."""
    return _file(actor, public_id, FactForm())


def _file(actor: Actor, public_id: str, facts: FactForm) -> Response:
    session = db.session()
    card = queries.supplier_card(session, actor, public_id)
    return page(
        "people/supplier.html", status=422 if facts.wrong else 200, card=card, words=desk_words,
        kinds=registration.KINDS, payouts=registration.PAYOUTS, facts=facts,
        purposes=registration.PURPOSES, marks=STATE_MARKS, fact_words=FACTS,
        consents=consents_of(session, card.person_id),
        stated=sorted(facts_of(session, actor, public_id)),
        papers=papers_of_supplier(session, card.id), paper_names=PAPER_NAMES,
    )  # fmt: skip


@blueprint.post("/<public_id>/facts")
@commits
@guard(Permission.REGISTER_SUPPLIERS)
def keep_fact(actor: Actor, public_id: str) -> Response:
    """Keep what she says of herself, with her consent; nothing without it."""
    queries.supplier_card(db.session(), actor, public_id)
    form = FactForm(request.form)
    if form.validate() and attempt(
        lambda: _keep_fact(actor, public_id, form), lambda no: form.explain(no, FACT_SENTENCES)
    ):
        return see_other("suppliers.show", public_id=public_id)
    return _file(actor, public_id, form)


def _keep_fact(actor: Actor, public_id: str, form: FactForm) -> bool:
    fact, yes = StatedFact(form.fact.data), bool(form.consented.data)
    facts_actions.keep_fact(db.session(), actor, public_id, fact, consented=yes)
    return True


@blueprint.post("/<public_id>/facts/withdrawal")
@commits
@guard(Permission.REGISTER_SUPPLIERS)
def take_fact_back(actor: Actor, public_id: str) -> Response:
    """Take a fact back because she said so."""
    known = {fact.value: fact for fact in StatedFact}
    fact = known.get(request.form.get("fact", ""))
    if fact is not None:
        facts_actions.withdraw_fact(db.session(), actor, public_id, fact)
    return see_other("suppliers.show", public_id=public_id)


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
    usual = [(one.leaf_code, one.unit_code) for one in made_here(db.session(), actor)]
    lines = registration.blank_lines(usual, at.units)
    return _form(at, RegistrationForm(language=_spoken(at)), lines)


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
    mine = [(key, made.drawings[KEYPAD.index(key)]) for key in made.code_keys]
    return _card(card, mine=mine)


@blueprint.get("/<public_id>/card")
@guard(Permission.REGISTER_SUPPLIERS)
def card(actor: Actor, public_id: str) -> Response:
    """Show her card for the printer: symbol, QR, six digits; it proves nothing."""
    return _card(queries.supplier_card(db.session(), actor, public_id), mine=[])


def _card(card: SupplierCard, *, mine: list[tuple[str, str]]) -> Response:
    digits = card.card_number or ""
    pairs = [digits[at : at + 2] for at in range(0, len(digits), 2)]
    return page("people/card.html", card=card, pairs=pairs, mine=mine, qr=_qr(card))


def _qr(card: SupplierCard) -> Any:
    """Draw the way to her twelve pictures: it names her symbol, and opens nothing by itself."""
    place = catalogue.place(db.session(), card.place_id)
    at = catalogue.destination(db.session(), place.destination_id) if place else None
    if card.drawing is None or at is None:
        return None
    who = f"{card.drawing}-{card.number}"
    address = url_for("seat.code", who=who, d=at.code, _external=True)
    return picture(address, label=who, scale=3)
