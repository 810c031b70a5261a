"""Suppliers on shared phones: who are you (drawing, number), four pictures, leave, help."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for

from marketplace.agreements.queries.agreed_cards import agreements_to_answer
from marketplace.agreements.queries.desks import desks_of
from marketplace.agreements.queries.supplier import supplier_news
from marketplace.catalogue.queries import DestinationCard, destinations, languages_of
from marketplace.catalogue.rules.prompts import pictured
from marketplace.db import db
from marketplace.forms.fields import draw
from marketplace.forms.seat import CardForm, CodeForm, NumberForm, labelled
from marketplace.kernel.actor import Actor
from marketplace.kernel.refused import NotFound
from marketplace.offers.queries import my_offers
from marketplace.offers.rules.lists import OfferState
from marketplace.people import queries
from marketplace.people.queries.private import Remembered, payout_of
from marketplace.people.rules.entry import SignInOutcome
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.picture_codes import CODE_LENGTH, read_keys
from marketplace.people.rules.symbols import DRAWINGS
from marketplace.sourcing.queries.board import is_asked_now
from marketplace.web import paging, seats, taps
from marketplace.web.commits import commits, slow_first
from marketplace.web.guard import guard
from marketplace.web.onward import relative
from marketplace.web.pages import page, word
from marketplace.web.suppliers import A_PAGE, cut, her_supplier, see_other, to
from marketplace.web.tongue import first_of

blueprint = Blueprint("seat", __name__)
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(draw=draw))
MOST_NEWS = 2
NEWS = (OfferState.TO_READ_BACK, OfferState.DECLINED, OfferState.LAPSED)
SAID = {"wrong": "wrong_code", "wait": "blocked"}
NEEDS = "/s/needs"


@dataclass(frozen=True, slots=True)
class Item:
    """One way on from home: its word, its picture, its address."""

    text: str
    picture: str
    url: str


def _here() -> DestinationCard | None:
    """Return the destination this phone means: the only one, or the one in the address."""
    known = destinations(db.session())
    named = next((d for d in known if d.code == request.args.get("d")), None)
    return known[0] if len(known) == 1 else named


def _way(here: DestinationCard) -> dict[str, Any]:
    return {"d": here.code, "next": relative(request.args.get("next"), NEEDS)}


def _where() -> Response:
    return page("supplier/where.html", places=destinations(db.session()))


@blueprint.get("/s/")
@guard(Permission.LOOK)
def start(actor: Actor) -> Response:
    """Show what waits for her, then what she can do; a visitor may look, and say who she is."""
    d = request.args.get("d")
    if actor.is_nobody:
        looking = [_item("look", "needs", to("supplier_needs.index", d=d))]
        entering = [_item("who", "me", to("seat.who", d=d))]
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
    ]
    return [item for count, item in told if count] + _heard(actor)


def _moved(actor: Actor) -> bool:
    return payout_of(db.session(), her_supplier(actor)).asked is not None


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


@blueprint.get("/s/who")
@guard(Permission.SIGN_IN)
def who(_actor: Actor) -> Response:
    """Show who asked this phone to remember her; else ask for the drawing, six a page."""
    number = max(1, request.args.get("page", 1, type=paging.number))
    known = () if request.args.get("all") else seats.remembered_here()
    if known:
        return _remembered(known, number)
    here = _here()
    if here is None:
        return _where()
    used = queries.symbols_drawings_used(db.session(), here.id)
    shown = used[(number - 1) * A_PAGE : number * A_PAGE]
    return page(
        "supplier/who.html", drawings=shown, page=number, more=len(used) > number * A_PAGE,
        **_way(here),
    )  # fmt: skip


def _remembered(known: tuple[Remembered, ...], number: int) -> Response:
    mine, more = cut(known, number)
    onward = relative(request.args.get("next"), NEEDS)
    return page(
        "supplier/remembered.html", known=mine, page=number, more=more, d=request.args.get("d"),
        next=onward,
    )  # fmt: skip


@blueprint.route("/s/who/<drawing>", methods=["GET", "POST"])
@guard(Permission.SIGN_IN)
def number(_actor: Actor, drawing: str) -> Response:
    """Ask for the two digits beside the drawing; a symbol nobody has goes on like any other."""
    here = _here()
    if here is None:
        return _where()
    if drawing not in DRAWINGS:
        raise NotFound
    form = NumberForm(request.form)
    if request.method == "POST" and form.validate():
        return _to_code(here, f"{drawing}-{form.number.data}")
    wrong = word("wrong_number") if form.errors else ""
    return _digits(form, here, title=word("number"), picture=drawing, wrong=wrong)


@blueprint.route("/s/card", methods=["GET", "POST"])
@guard(Permission.SIGN_IN)
def card(_actor: Actor) -> Response:
    """Ask for the six digits of a card: paper memory, it proves nothing."""
    here = _here()
    if here is None:
        return _where()
    form = CardForm(request.form)
    holder = None
    if request.method == "POST" and form.validate():
        holder = queries.person_by_card(db.session(), form.number.data)
    if holder is not None:
        theirs = next(d for d in destinations(db.session()) if d.id == holder.destination_id)
        return _to_code(theirs, f"{holder.symbol.drawing}-{holder.symbol.number}")
    wrong = word("card_wrong") if request.method == "POST" else ""
    return _digits(form, here, title=word("my_card"), picture="card", wrong=wrong)


def _digits(
    form: NumberForm | CardForm, here: DestinationCard, *, title: str, picture: str, wrong: str
) -> Response:
    return page(
        "supplier/number.html", status=422 if wrong else 200, title=title, picture=picture,
        form=labelled(form, "number", title), wrong=wrong, **_way(here),
    )  # fmt: skip


def _to_code(here: DestinationCard, symbol: str) -> Response:
    return see_other("seat.code", who=symbol, **_way(here))


@blueprint.get("/s/code")
@guard(Permission.SIGN_IN)
def code(_actor: Actor) -> Response:
    """Show the twelve pictures of a symbol; for one nobody has, twelve others, always the same."""
    claim = _claim()
    if claim is None:
        return see_other("seat.who", next=request.args.get("next"))
    return _keypad(claim, said=SAID.get(request.args.get("no", ""), ""))


@blueprint.post("/s/code")
@slow_first
@guard(Permission.SIGN_IN)
def show_code(_actor: Actor) -> Response:
    """Take one more picture, or all four keys; the fourth decides."""
    claim = _claim()
    if claim is None:
        return see_other("seat.who", next=request.args.get("next"))
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
        d=request.args.get("d"), next=request.args.get("next"),
    )  # fmt: skip


def _claim() -> seats.Claim | None:
    """Return whose pictures are asked for: the symbol in the address, or whoever sits here."""
    if request.args.get("who"):
        here = _here()
        return seats.read_claim(request.args["who"], here.id) if here else None
    return seats.claim_of_seat()


@blueprint.post("/s/leave")
@commits
@guard(Permission.SIGN_IN)
def leave(_actor: Actor) -> Response:
    """Go: the seat ends, the browser forgets, the draft stays with its owner."""
    seats.leave()
    return seats.wipe(see_other("seat.start"))


@blueprint.get("/s/help")
@guard(Permission.LOOK)
def help_page(actor: Actor) -> Response:
    """Say who helps here and where to find her."""
    here = _here()
    ours = next(iter(actor.destination_ids), here.id if here else None)
    if ours is None:
        return _where()
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
    here = _here()
    ours = next(iter(actor.destination_ids), here.id if here else None)
    spoken = languages_of(db.session(), ours) if ours is not None else ()
    tongues, more = cut(first_of(spoken), number)
    return page("supplier/language.html", onward=onward, tongues=tongues, more=more)


def _to(address: str) -> Response:
    return redirect(address, code=303)  # type: ignore[return-value]  # werkzeug's base class
