"""A buyer's first page: what waits for him, oldest promise first, each with one thing to do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, Response, url_for

from marketplace.agreements.queries import BuyerHome, OrderCard, PaymentCard, buyer_home
from marketplace.agreements.queries.story import ToDecide, to_decide, weeks_of_payments
from marketplace.agreements.rules.lists import PaymentState
from marketplace.db import db
from marketplace.i18n import bound_zone, gettext, ngettext
from marketplace.i18n import format as shown
from marketplace.kernel import clock
from marketplace.kernel.actor import Actor
from marketplace.kernel.words import N_
from marketplace.people.queries import BuyerRecord, operator_records
from marketplace.people.rules.permissions import Permission
from marketplace.sourcing.queries import needs_of_buyer
from marketplace.sourcing.queries.cards import NeedDetail
from marketplace.sourcing.queries.products import ProductCard, core_products
from marketplace.sourcing.rules.lists import NeedState
from marketplace.web.guard import guard
from marketplace.web.hand import amount
from marketplace.web.pages import leaf_name, page

blueprint = Blueprint("home_buyer", __name__)
LOOKED_AT = 20
A_WHILE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row: picture, what, why now, and the one thing to do; ``promise`` orders the rows."""

    promise: date
    picture: str
    what: str
    why: str
    mark: str
    kind: str
    action: str
    url: str


@blueprint.get("/buyer/")
@guard(Permission.SEE_BUYER_HOME)
def home(actor: Actor) -> Response:
    """Show what waits, how this week compares, and the record that suppliers see."""
    session = db.session()
    waits = buyer_home(session, actor, timezone=bound_zone().key)
    needs = needs_of_buyer(session, actor, limit=LOOKED_AT)
    rows = [*_orders(actor, waits), *_payments(actor, waits), *_unfilled(actor, needs, waits.today)]
    rows += [_decision(one) for one in to_decide(session, actor)]
    rows += _looks(core_products(session, actor), waits.today)
    return page(
        "home/buyer.html", rows=sorted(rows, key=lambda row: row.promise), home=waits,
        week=weeks_of_payments(session, actor),
        open_needs=[one for one in needs if one.state is NeedState.PUBLISHED],
        records=_records(actor), may=frozenset(actor.rights), today=waits.today,
        currency=_currency(waits, needs),
    )  # fmt: skip


def _records(actor: Actor) -> list[BuyerRecord]:
    return list(operator_records(db.session(), sorted(actor.operator_ids)).values())


def _currency(home: BuyerHome, needs: tuple[NeedDetail, ...]) -> str:
    owed = (*home.late, *home.to_pay, *home.to_hear)
    known = [*(one.currency for one in owed), *(one.currency for one in needs), "USD"]
    return known[0]


def _orders(actor: Actor, home: BuyerHome) -> Iterator[Waiting]:
    if "may_receive" in actor.rights:
        yield from (_order(one, home.today) for one in home.to_receive)


def _order(one: OrderCard, today: date) -> Waiting:
    late = one.deliver_on < today
    why = gettext(N_("%(name)s brings it · door %(opens)s–%(closes)s · %(property)s")) % {
        "name": one.supplier_name, "opens": shown.hour(one.window_opens),
        "closes": shown.hour(one.window_closes), "property": one.property_name,
    }  # fmt: skip
    mark = gettext("was due %(day)s") % {"day": shown.day(one.deliver_on)}
    return Waiting(
        one.deliver_on, one.picture, _what(one.quantity, one.unit_code, one.leaf_code), why,
        mark if late else gettext("today"), "bad" if late else "now", gettext("Receive"),
        url_for("receiving.index", property=one.property_public_id, day=one.deliver_on.isoformat()),
    )  # fmt: skip


def _what(quantity: int, unit: str, leaf: str) -> str:
    return f"{amount(quantity, unit)} · {leaf_name(leaf)}"


def _payments(actor: Actor, home: BuyerHome) -> Iterator[Waiting]:
    if "may_pay" in actor.rights:
        yield from (_payment(one, home.today) for one in (*home.late, *home.to_pay))


def _payment(one: PaymentCard, today: date) -> Waiting:
    late = one.late(today)
    why = gettext("%(leaf)s · delivered %(day)s, promised for %(due)s") % {
        "leaf": leaf_name(one.leaf_code), "day": shown.day(one.delivered_on),
        "due": shown.day(one.due_on),
    }  # fmt: skip
    what = gettext("Pay %(money)s to %(name)s") % {
        "money": shown.money(one.missing_minor, one.currency), "name": one.supplier_name,
    }  # fmt: skip
    mark, kind = _payment_mark(one, late)
    url = url_for("payments.payment", public_id=one.public_id)
    return Waiting(one.due_on, one.picture, what, why, mark, kind, gettext("Pay"), url)


def _payment_mark(one: PaymentCard, late: int) -> tuple[str, str]:
    if one.state is PaymentState.LESS:
        return gettext("less came"), "bad"
    if one.state is PaymentState.NOT_YET:
        return gettext("not arrived"), "bad"
    if late:
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}, "bad"
    return gettext("due %(day)s") % {"day": shown.day(one.due_on)}, ""


def _decision(one: ToDecide) -> Waiting:
    """Answers at another price to choose from, or a colleague's need above her limit."""
    if one.asked_by is None:
        why = ngettext(
            "%(n)s supplier answered at another price. You decide.",
            "%(n)s suppliers answered at another price. You decide.", one.offers,
        ) % {"n": one.offers}  # fmt: skip
        action, url = gettext("Choose"), url_for("needs.need", public_id=one.public_id)
    else:
        why = gettext("%(name)s asks for it: %(money)s, above the limit.") % {
            "name": one.asked_by, "money": shown.money(one.value_minor, one.currency),
        }  # fmt: skip
        action, url = gettext("Decide"), url_for("approvals.index")
    what = _what(one.quantity, one.unit_code, one.leaf_code)
    mark = gettext("for %(day)s") % {"day": shown.day(one.deliver_on)}
    return Waiting(one.deliver_on, one.picture, what, why, mark, "wait", action, url)


def _looks(products: tuple[ProductCard, ...], today: date) -> Iterator[Waiting]:
    """What the operator lives from, once a year: one row, however many want a look."""
    old = [one for one in products if one.wants_a_look]
    if not old:
        return
    first = min(old, key=lambda one: (one.looked_at is not None, one.looked_at or clock.now()))
    what, why = gettext("Look at what you live from"), f"{first.name}: {_looked(first)}"
    mark, url = gettext("once a year"), url_for("products.index")
    yield Waiting(today, first.picture, what, why, mark, "", gettext("Look"), url)


def _looked(one: ProductCard) -> str:
    if one.months is None:
        return gettext("Nobody has looked at it yet. Is it right?")
    text = ngettext(
        "Looked at %(n)s month ago; still right?", "Looked at %(n)s months ago; still right?",
        one.months,
    )  # fmt: skip
    return text % {"n": one.months}


def _unfilled(actor: Actor, needs: tuple[NeedDetail, ...], today: date) -> Iterator[Waiting]:
    """Needs that nobody filled, as long as asking once more makes sense."""
    if "may_order" not in actor.rights:
        return
    for one in needs:
        if one.state is NeedState.UNFILLED and one.deliver_on >= today - A_WHILE:
            why = gettext("Nobody could bring it. A smaller amount, cash or a later day helps.")
            mark = gettext("for %(day)s") % {"day": shown.day(one.deliver_on)}
            what = _what(one.quantity, one.unit_code, one.leaf_code)
            url = url_for("needs.need", public_id=one.public_id)
            yield Waiting(
                one.deliver_on, one.picture, what, why, mark, "bad", gettext("Change"), url
            )
