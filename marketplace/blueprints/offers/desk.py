"""Offers at the desk: entered for a supplier, read back to her, sent or taken back."""

from typing import Any

from flask import Blueprint, Response, request

from marketplace.catalogue.queries import leaf_by_code, unit_by_code
from marketplace.db import db
from marketplace.forms import desk_words
from marketplace.forms.offers import MUCH, SENTENCES, EnterForm
from marketplace.forms.words import choices
from marketplace.kernel import ids
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound, Refused
from marketplace.offers import actions, queries
from marketplace.offers.actions import SubmitOffer
from marketplace.offers.queries import ReadBackCard
from marketplace.offers.queries.helping import helped_at_desk
from marketplace.offers.rules.fair_price import FairPrice
from marketplace.offers.rules.halves import half
from marketplace.offers.rules.lists import Bringing
from marketplace.offers.rules.refusals import OfferRefusal
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import desk
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.desk import AsTender
from marketplace.sourcing.rules.lists import NeedState
from marketplace.web.answers import tapped
from marketplace.web.attempt import done, made_of
from marketplace.web.commits import commits
from marketplace.web.desk import see_other
from marketplace.web.guard import guard
from marketplace.web.pages import page
from marketplace.web.read_aloud import in_cash, read_aloud

blueprint = Blueprint("desk_offers", __name__)


@blueprint.get("/desk/needs/<public_id>/offer")
@guard(Permission.ENTER_OFFERS)
def enter(actor: Actor, public_id: str) -> Response:
    """Show the form for an offer that a supplier says to a facilitator."""
    need = desk.need_to_offer_for(db.session(), actor, public_id)
    form = EnterForm(
        supplier=request.args.get("for", ""), much="all", bringing="bring", key=ids.public_id(),
        price=need.price_minor,
    )  # fmt: skip
    return _form(actor, need, form)


def _form(actor: Actor, need: NeedDetail, form: EnterForm, status: int = 200) -> Response:
    who = desk.offerers(db.session(), actor, need)
    asked = desk.as_tender(db.session(), need.id)
    form.much.choices = _much(need, asked)
    form.price.currency = need.currency
    return page(
        "desk/offer.html", status=status, need=need, form=form, who=who, words=desk_words,
        open=need.state is NeedState.PUBLISHED and need.remaining > 0,
        half=half(need.remaining), asked=asked,
    )  # fmt: skip


def _much(need: NeedDetail, asked: AsTender | None) -> list[Any]:
    """Return all, half and part; half of one is hidden, and half that is not whole lots."""
    lot = (asked.lot if asked else None) or 1
    halved = half(need.remaining) is not None and not (half(need.remaining) or 0) % lot
    return choices({code: text for code, text in MUCH.items() if code != "half" or halved})


@blueprint.post("/desk/needs/<public_id>/offer")
@guard(Permission.ENTER_OFFERS)
@commits
def send(actor: Actor, public_id: str) -> Response:
    """Keep the offer for her: to be read back, and not ordered before."""
    need = desk.need_to_offer_for(db.session(), actor, public_id)
    form, asked = EnterForm(request.form), desk.as_tender(db.session(), need.id)
    form.much.choices, form.earliest = _much(need, asked), need.deliver_on
    made = made_of(form, SENTENCES, lambda: _enter(actor, need, form, asked))
    if made is not None:
        return see_other("desk_offers.read_back", public_id=made)
    return _form(actor, need, form, 422)


def _enter(actor: Actor, need: NeedDetail, form: EnterForm, asked: AsTender | None) -> str:
    who = desk.supplier_id_of(db.session(), form.supplier.data or "")
    if who is None:
        raise Refused(OfferRefusal.NOT_ACTIVE)
    price = form.price.minor(need.currency)
    command = SubmitOffer(
        need_code=need.code, supplier_id=who, starts_on=form.starts_on.data if asked else None,
        quantity=form.quantity(need.remaining, asked.lot if asked else None),
        price_minor=None if price == need.price_minor else price,
        bringing=Bringing(form.bringing.data), client_key=form.key.data or "",
        confirmed_far=bool(form.sure.data),
    )  # fmt: skip
    return actions.enter_for_her(db.session(), actor, command).public_id


@blueprint.get("/desk/read-back")
@guard(Permission.READ_BACK)
def to_read_back(actor: Actor) -> Response:
    """List what was entered for suppliers and not confirmed yet, oldest first."""
    cards = queries.to_read_back(db.session(), actor)
    return page(
        "desk/read_backs.html", cards=cards, me=actor.person_id, words=desk_words,
        helped=helped_at_desk(db.session(), actor),
    )  # fmt: skip


@blueprint.get("/desk/read-back/<public_id>")
@guard(Permission.READ_BACK)
def read_back(actor: Actor, public_id: str) -> Response:
    """Show the words to read aloud to her, and her yes and no."""
    card = _card(actor, public_id)
    return page(
        "desk/read_back.html", card=card, texts=read_aloud(card), fair=_fair(card), in_cash=in_cash,
        words=desk_words,
    )  # fmt: skip


def _card(actor: Actor, public_id: str) -> ReadBackCard:
    cards = queries.to_read_back(db.session(), actor)
    found = next((card for card in cards if card.public_id == public_id), None)
    if found is None:
        raise NotFound
    return found


def _fair(card: ReadBackCard) -> FairPrice | None:
    leaf = leaf_by_code(db.session(), card.leaf_code)
    unit = unit_by_code(db.session(), card.unit_code)
    if leaf is None or unit is None:
        return None
    return queries.fair_price_of(
        db.session(), card.supplier_id, category_id=leaf.id, unit_id=unit.id
    )


@blueprint.post("/desk/read-back/<public_id>")
@guard(Permission.READ_BACK)
@commits
def she_said(actor: Actor, public_id: str) -> Response:
    """Keep her word: yes sends the offer, no takes it back; said twice changes nothing."""
    word = tapped("word", "yes", "no")
    if word is None:
        _card(actor, public_id)  # another's offer does not exist, whatever is tapped
        return see_other("desk_offers.read_back", public_id=public_id)
    said = done(lambda: actions.read_back(db.session(), actor, public_id, yes=word == "yes"))
    return see_other("desk_offers.to_read_back", done=word if said else "over")
