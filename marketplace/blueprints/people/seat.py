"""Suppliers on shared phones: what waits, four pictures, leave, help, the language."""

from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.agreements.queries.agreed_cards import agreements_to_answer
from marketplace.agreements.queries.desks import desks_of
from marketplace.agreements.queries.supplier import supplier_news
from marketplace.catalogue.queries import languages_of
from marketplace.catalogue.rules.prompts import pictured
from marketplace.db import db
from marketplace.forms.fields import draw
from marketplace.forms.seat import CodeForm, labelled
from marketplace.kernel.actor import Actor
from marketplace.offers.queries import my_offers
from marketplace.offers.queries.helping import helped_answers
from marketplace.offers.rules.lists import OfferState
from marketplace.people import queries
from marketplace.people.queries.private import payout_of
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.picture_codes import CODE_LENGTH, read_keys
from marketplace.sourcing.queries.board import is_asked_now
from marketplace.web import seats, taps
from marketplace.web.commits import commits, slow_first
from marketplace.web.current import current_symbol
from marketplace.web.guard import guard
from marketplace.web.lands import NEEDS, ask_land, land_here
from marketplace.web.onward import relative, sends_answer
from marketplace.web.pages import page, word
from marketplace.web.suppliers import A_PAGE, cut, her_supplier, see_other, to
from marketplace.web.tongue import first_of

blueprint = Blueprint("seat", __name__)
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(draw=draw))
MOST_NEWS = 2
NEWS = (OfferState.TO_READ_BACK, OfferState.DECLINED, OfferState.LAPSED)
SAID = {"wrong": "wrong_code", "wait": "blocked"}


@dataclass(frozen=True, slots=True)
class Item:
    """One way on from home: its word, its picture, its address."""

    text: str
    picture: str
    url: str


@blueprint.get("/s/")
@guard(Permission.LOOK)
def start(actor: Actor) -> Response:
    """Show what waits for her, then what she can do; a visitor may look, and say who she is."""
    d = request.args.get("d")
    if actor.is_nobody:
        looking = [_item("needs", "needs", to("supplier_needs.index", d=d))]
        entering = [_item("who", "me", to("naming.who", d=d))]
        return page("supplier/start.html", waiting=[], items=looking + entering)
    waiting = [] if seats.hides_news(actor) else _waiting(actor)
    return page("supplier/start.html", waiting=waiting, items=_items(actor, len(waiting)))


def _waiting(actor: Actor) -> list[Item]:
    news = supplier_news(db.session(), actor)
    told = [
        (news.orders_to_answer, _item("bring_this", "orders", url_for("supplier_orders.index"))),
        (_asked(actor), _item("for_longer", "agree", url_for("supplier_agreements.index"))),
        (news.payments_to_answer, _item("got_it", "got-money", url_for("supplier_money.index"))),
        (_moved(actor), _item("money_goes", "change", url_for("mine.payout"))),
        (_helped(actor), _item("offer.to_read_back", "talk", url_for("helping.index"))),
    ]
    return [item for count, item in told if count] + _heard(actor)


def _moved(actor: Actor) -> bool:
    return payout_of(db.session(), her_supplier(actor)).asked is not None


def _helped(actor: Actor) -> int:
    return len(helped_answers(db.session(), actor))


def _asked(actor: Actor) -> int:
    return len(agreements_to_answer(db.session(), actor))


def _heard(actor: Actor) -> list[Item]:
    """Return what became of her offers and she has not seen yet, newest first."""
    offers = my_offers(db.session(), actor.supplier_ids).offers
    return [
        Item(
            word(f"offer.{one.state}"), pictured(f"offer.{one.state}"),
            url_for("supplier_offers.offer", public_id=one.public_id),
        )
        for one in offers
        if one.state in NEWS and one.outcome_seen_at is None
    ][:MOST_NEWS]  # fmt: skip


def _items(actor: Actor, waiting: int) -> list[Item]:
    """Return what she can do; her prices stand with her money where six cards are full."""
    asked = any(is_asked_now(db.session(), one) for one in actor.supplier_ids)
    needs = ("they_ask", "ear") if asked else ("needs", "needs")
    items = [
        _item(*needs, url_for("supplier_needs.index")),
        _item("my_offers", "offer", url_for("supplier_offers.index")),
        _item("my_orders", "bring", url_for("supplier_orders.index")),
        _item("my_money", "money-pile", url_for("supplier_money.index")),
    ]
    prices = _item("at_market", "market", url_for("prices.hers"))
    return [*items, prices] if waiting + len(items) < A_PAGE else items


def _item(key: str, picture: str, url: str) -> Item:
    return Item(word(key), picture, url)


@blueprint.get("/s/code")
@guard(Permission.SIGN_IN)
def code(_actor: Actor) -> Response:
    """Show the twelve pictures of a symbol; for one nobody has, twelve others, always the same."""
    claim = _claim()
    if claim is None:
        return see_other("naming.who", next=request.args.get("next"))
    return _keypad(claim, said=SAID.get(request.args.get("no", ""), ""))


@blueprint.post("/s/code")
@guard(Permission.SIGN_IN)
@slow_first
def show_code(_actor: Actor) -> Response:
    """Take one more picture, or all four keys; the fourth decides."""
    claim = _claim()
    if claim is None:
        return see_other("naming.who", next=request.args.get("next"))
    form, sealed = CodeForm(request.form), request.form.get("taps", "")
    tapped = taps.keys(sealed, claim.text) + (form.key.data or "")[:1]
    if not form.typed and len(tapped) < CODE_LENGTH:
        return _keypad(claim, taps.add(sealed, claim.text, tapped[-1:]), len(tapped))
    return _decided(seats.take(claim, read_keys(form.keys.data if form.typed else tapped)))


def _decided(seated: seats.Seated) -> Response:
    if seated.needs_only:
        return seated.put_on(_to(NEEDS))
    if seated.outcome is SignInOutcome.SIGNED_IN:
        return seated.put_on(_to(relative(request.args.get("next"), NEEDS)))
    no = "wait" if seated.outcome is SignInOutcome.BLOCKED else "wrong"
    return seated.put_on(see_other("seat.code", **{**request.args.to_dict(), "no": no}))


def _keypad(claim: seats.Claim, sealed: str = "", tapped: int = 0, said: str = "") -> Response:
    form = CodeForm()
    form.key.drawings, form.key.tapped = seats.keys_of(claim), tapped
    labelled(form, "keys", word("type_keys"))
    return page(
        "supplier/code.html", form=form, taps=sealed, wrong=word(said) if said else "",
        blocked=said == SAID["wait"], heavy=seats.heavy(form.key.drawings),
        back=_before(),
    )  # fmt: skip


def _before() -> str:
    """Return the page before: who are you, or what was begun by a symbol alone."""
    onward = request.args.get("next")
    code = sends_answer(onward) if current_symbol() else None
    if code is not None:
        return url_for("by_symbol.right", code=code)
    return to("naming.who", d=request.args.get("d"), next=onward)


def _claim() -> seats.Claim | None:
    """Return whose pictures are asked for: the symbol in the address, or whoever is here."""
    if request.args.get("who"):
        here = land_here()
        return seats.read_claim(request.args["who"], here.id) if here else None
    return seats.claim_here()


@blueprint.post("/s/leave")
@guard(Permission.SIGN_IN)
@commits
def leave(_actor: Actor) -> Response:
    """Go: the seat ends, the browser forgets, the draft stays with its owner."""
    seats.leave()
    return seats.wipe(see_other("seat.start"))


@blueprint.get("/s/help")
@guard(Permission.LOOK)
def help_page(actor: Actor) -> Response:
    """Say who helps here and where to find her."""
    here = land_here()
    ours = next(iter(actor.destination_ids), here.id if here else None)
    if ours is None:
        return ask_land()
    found = queries.helpers_of(
        db.session(), destination_id=ours, supplier_ids=actor.supplier_ids
    )  # fmt: skip
    desks = desks_of(db.session(), actor.supplier_ids if actor.code_proved else ())
    return page("supplier/help.html", helpers=found, desks=desks, onward=url_for("seat.start"))


@blueprint.get("/language")
@guard(Permission.LOOK)
def language(actor: Actor) -> Response:
    """Choose a language by its own name: those of this place come first."""
    onward = relative(request.args.get("next"), url_for("seat.start"))
    number = 2 if request.args.get("page") == "2" else 1
    here = land_here()
    ours = next(iter(actor.destination_ids), here.id if here else None)
    spoken = languages_of(db.session(), ours) if ours is not None else ()
    tongues, more = cut(first_of(spoken), number)
    return page("supplier/language.html", onward=onward, tongues=tongues, more=more)


def _to(address: str) -> Response:
    return redirect(address, code=303)  # type: ignore[return-value]  # werkzeug's base class
