"""About herself, on a phone others hold: covered money, this phone, four more pictures, who looked.

Nothing here is shown before the four pictures, and amounts and ways to her money not after two
idle minutes.
"""

from enum import StrEnum
from typing import Any

from flask import Blueprint, Response, request, url_for

from marketplace.catalogue.rules.prompts import pictured
from marketplace.db import db, transaction
from marketplace.forms.supplier import ReasonForm, choices_of
from marketplace.kernel import clock, ids
from marketplace.kernel.actor import Actor, Role
from marketplace.kernel.ids import digest
from marketplace.kernel.refused import NotFound, Refused
from marketplace.people.actions import private as actions
from marketplace.people.queries import symbols
from marketplace.people.queries.private import (
    code_hash_of,
    payout_of,
    quiet_of,
    who_looked,
)
from marketplace.people.rules.lists import FoundWhen
from marketplace.people.rules.permissions import Permission
from marketplace.people.rules.picture_codes import deal_second, pepper_of
from marketplace.people.rules.private import PrivateRefusal, SafeWay, Wish, may_confirm
from marketplace.web import cookies, paging, seats
from marketplace.web.answers import tapped
from marketplace.web.commits import commits, slow_first
from marketplace.web.current import current_seat
from marketplace.web.guard import guard
from marketplace.web.money_lock import money_open
from marketplace.web.pages import page, word
from marketplace.web.supplier_card import pictures
from marketplace.web.suppliers import cut, her_supplier, see_other, to

blueprint = Blueprint("mine", __name__)
WHO = {
    Role.BUYER: "whom.lodge", Role.FACILITATOR: "whom.helper", Role.SUPPLIER: "whom.seller",
}  # fmt: skip
SAFE: dict[str, tuple[StrEnum, ...]] = {
    "through": tuple(SafeWay),
    "when": (FoundWhen.MORNING, FoundWhen.AFTERNOON, FoundWhen.EVENING, FoundWhen.MARKET_DAY),
}
SAID = {PrivateRefusal.PHONE_FULL: "eight_enough", PrivateRefusal.PAYOUT_WAITS: "wait_two"}


@blueprint.get("/s/me")
@guard(Permission.FOLLOW_OWN_ORDERS)
def index(_actor: Actor) -> Response:
    """Show what is hers alone."""
    ways = [
        ("quiet", "lock", "mine.quiet"), ("at_home_here", "phone", "mine.phone"),
        ("four_more", "key", "mine.second"), ("seen_by", "seen", "mine.looks"),
    ]  # fmt: skip
    items = [(word(key), picture, url_for(endpoint)) for key, picture, endpoint in ways]
    return page("supplier/me.html", items=items)


@blueprint.get("/s/quiet")
@guard(Permission.FOLLOW_OWN_ORDERS)
def quiet(actor: Actor) -> Response:
    """Show whether her money is covered, and when and how she may be reached."""
    return page("supplier/quiet.html", quiet=quiet_of(db.session(), actor.person_id))


@blueprint.post("/s/quiet")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_quiet(actor: Actor) -> Response:
    """Cover her money, or uncover it."""
    wish = tapped("covered", "1", "0")
    if wish is not None:
        actions.cover_money(db.session(), actor, covered=wish == "1")
    return see_other("mine.quiet")


@blueprint.get("/s/quiet/<what>")
@guard(Permission.FOLLOW_OWN_ORDERS)
def safe(_actor: Actor, what: str) -> Response:
    """Ask when, or how, she may be reached without harm."""
    return _ask_safe(what, ReasonForm())


@blueprint.post("/s/quiet/<what>")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_safe(actor: Actor, what: str) -> Response:
    """Keep when, or how."""
    form = ReasonForm(request.form)
    form.reason.choices = _choices(what)
    if not form.validate():
        return _ask_safe(what, form, 422)
    if what == "when":
        actions.keep_safe_hours(db.session(), actor, FoundWhen(form.reason.data))
    else:
        actions.keep_safe_way(db.session(), actor, SafeWay(form.reason.data))
    return see_other("mine.quiet")


def _choices(what: str) -> Any:
    if what not in SAFE:
        raise NotFound
    return choices_of(what, SAFE[what])


def _ask_safe(what: str, form: ReasonForm, status: int = 200) -> Response:
    form.reason.choices = _choices(what)
    title = word("find_me" if what == "when" else "find_through")
    return page(
        "supplier/choose.html", status=status, title=title, field=form.reason,
        back=url_for("mine.quiet"),
    )  # fmt: skip


@blueprint.get("/s/phone")
@guard(Permission.FOLLOW_OWN_ORDERS)
def phone(_actor: Actor) -> Response:
    """Show what this phone knows of her."""
    return _phone()


def _phone(wrong: str = "") -> Response:
    seat = current_seat()
    wish = seat.wish if seat else None
    return page("supplier/phone.html", status=422 if wrong else 200, wish=wish, wrong=wrong)


@blueprint.post("/s/phone")
@guard(Permission.FOLLOW_OWN_ORDERS)
@commits
def say_phone(actor: Actor) -> Response:
    """Keep what she wishes of this phone: remember me, hide me, or neither."""
    seat, known = current_seat(), {one.value: one for one in Wish}
    wish = known.get(request.form.get("wish", ""))
    try:
        actions.wish(db.session(), actor, seat.device_id if seat else None, wish)
    except Refused as refused:
        db.session.rollback()
        return _phone(word(SAID[PrivateRefusal(min(refused.reasons))]))
    return see_other("mine.phone")


@blueprint.post("/s/phone/forgetting")
@guard(Permission.SIGN_IN)
@commits
def forget(_actor: Actor) -> Response:
    """Forget a symbol on this phone: one tap, by whoever holds it."""
    claim = seats.read_claim(request.form.get("who", ""), 0)
    token = cookies.device_token(request)
    if claim is not None and token:
        actions.forget(db.session(), digest(token), claim.symbol)
    return see_other("naming.who", d=request.args.get("d"))


@blueprint.get("/s/second")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
def second(_actor: Actor) -> Response:
    """Ask whether anybody is with her; then offer four pictures that open needs only."""
    return page("supplier/second.html", alone=request.args.get("alone", ""), key=ids.public_id())


@blueprint.post("/s/second")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
@slow_first
def deal(actor: Actor) -> Response:
    """Deal her four more pictures and show them once; sent twice, the same ones."""
    person_id, seed = actor.person_id or 0, request.form.get("key", "")[:64]
    drawings = symbols.keys_of(db.session(), person_id)
    first = code_hash_of(db.session(), person_id)
    db.session.rollback()
    if not drawings:
        raise NotFound
    pepper = pepper_of(cookies.config().secret)
    code = deal_second(drawings, first, pepper, seed=f"{person_id}:{seed}")
    with transaction(db.session()) as session:
        actions.keep_second_code(session, actor, code, now=clock.now())
    return page("supplier/second_shown.html", mine=pictures(code.drawings, code.keys))


@blueprint.get("/s/looks")
@guard(Permission.FOLLOW_OWN_ORDERS)
def looks(actor: Actor) -> Response:
    """Show who looked at her record or changed it, newest first."""
    number = max(1, min(request.args.get("page", 1, type=paging.number), 99))
    found = who_looked(db.session(), her_supplier(actor), actor.person_id or 0)
    shown, more = cut(found, number)
    older = to("mine.looks", page=number + 1) if more else None
    return page("supplier/looks.html", looks=shown, older=older, who=WHO)


@blueprint.get("/s/payout")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
def payout(actor: Actor) -> Response:
    """Ask whether her money shall go there; yes only after two days, and with nobody beside her."""
    return _payout(actor, alone=request.args.get("alone", ""))


def _payout(actor: Actor, wrong: str = "", alone: str = "") -> Response:
    told = payout_of(db.session(), her_supplier(actor))
    if told.asked is None or told.asked_at is None or told.asked_payee is None:
        return see_other("mine.index")
    ready = may_confirm(told.asked_at, clock.now())
    if ready and alone:
        return page("supplier/alone.html", alone=alone)
    return page(
        "supplier/payout.html", status=422 if wrong else 200, told=told, ready=ready, wrong=wrong,
        way=pictured(f"payout.{told.asked}"), who=pictured(f"payee.{told.asked_payee}"),
    )  # fmt: skip


@blueprint.post("/s/payout")
@guard(Permission.FOLLOW_OWN_ORDERS)
@money_open
@commits
def say_payout(actor: Actor) -> Response:
    """Take her word: no at once, yes after two days."""
    said = tapped("answer", "yes", "no")
    if said is None:
        return see_other("mine.payout")
    try:
        actions.answer_payout(db.session(), actor, her_supplier(actor), yes=said == "yes")
    except Refused:
        db.session.rollback()
        return _payout(actor, word("wait_two"))
    return see_other("mine.index")
