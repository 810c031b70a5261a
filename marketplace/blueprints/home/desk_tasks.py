"""What waits at a desk, as one list: the oldest promise first, each with the one thing to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from flask import url_for

from marketplace.agreements.queries import OrderCard, PaymentCard
from marketplace.agreements.rules.lists import OrderState
from marketplace.i18n import bound_zone, gettext, ngettext
from marketplace.i18n import format as shown
from marketplace.insight.queries.linkages import LinkageCard
from marketplace.offers.queries import ReadBackCard
from marketplace.sourcing.queries.desk import DeskNeed
from marketplace.web.hand import amount
from marketplace.web.pages import leaf_name


@dataclass(frozen=True, slots=True)
class Task:
    """One row of "Now": what, why now, a mark, and one button. ``since`` orders the list."""

    since: datetime
    picture: str
    what: str
    why: str
    mark: str
    tone: str
    button: str
    url: str
    strong: str = ""
    go: bool = False


def late_payment(card: PaymentCard) -> Task:
    """Money that is past its day."""
    days = card.late(shown.today())
    late = ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    what = gettext("%(operator)s has not paid %(supplier)s") % {
        "operator": card.operator_name, "supplier": card.supplier_name,
    }  # fmt: skip
    why = gettext("%(money)s for %(leaf)s · delivered %(day)s, promised by %(due)s") % {
        "money": shown.money(card.amount_minor, card.currency), "leaf": leaf_name(card.leaf_code),
        "day": shown.day(card.delivered_on), "due": shown.day(card.due_on),
    }  # fmt: skip
    return Task(
        start_of(card.due_on), "coin", what, why, gettext("late"), "bad", gettext("Call both"),
        url_for("calls.index", _anchor=f"money-{card.public_id}"), strong=late, go=True,
    )  # fmt: skip


def start_of(day: date) -> datetime:
    """Return the first moment of a day, where the bound zone is."""
    return datetime.combine(day, time(), tzinfo=bound_zone())


def read_back(card: ReadBackCard, me: int | None) -> Task:
    """An offer somebody entered for her and she has not confirmed."""
    sealed = card.quantity is None or card.price_minor is None
    what = gettext("Read back to %(supplier)s: %(goods)s") % {
        "supplier": card.supplier_name,
        "goods": leaf_name(card.leaf_code) if sealed else _goods(card),
    }  # fmt: skip
    who = (
        gettext("You entered this for her")
        if card.entered_by_id == me
        else gettext("A colleague entered this for her")
    )
    why = gettext("%(who)s %(when)s. It does not count before she says yes.") % {
        "who": who, "when": shown.moment(card.submitted_at),
    }  # fmt: skip
    return Task(
        card.submitted_at, "ear", what, why, gettext("to read back"), "wait",
        gettext("Read back"), url_for("desk_offers.read_back", public_id=card.public_id),
    )  # fmt: skip


def _goods(card: ReadBackCard) -> str:
    return gettext("%(leaf)s, %(amount)s at %(price)s") % {
        "amount": amount(card.quantity or 0, card.unit_code), "leaf": leaf_name(card.leaf_code),
        "price": shown.money(card.price_minor or 0, card.currency),
    }  # fmt: skip


def follow_ups(cards: Iterable[LinkageCard]) -> Iterator[Task]:
    """Looks at a linkage that are due 30, 90, 180 and 365 days after its first delivery."""
    for card in cards:
        look = card.look
        if look is None or look[1] > shown.today():
            continue
        what = gettext("Look at %(operator)s and %(supplier)s after %(days)s days") % {
            "operator": card.operator_name, "supplier": card.supplier_name, "days": look[0],
        }  # fmt: skip
        why = ngettext(
            "%(n)s delivery since %(first)s. Is it steady, growing, in trouble or over?",
            "%(n)s deliveries since %(first)s. Is it steady, growing, in trouble or over?",
            card.life.deliveries,
        ) % {"n": card.life.deliveries, "first": shown.day(card.life.first_on)}
        mark = gettext("due %(day)s") % {"day": shown.day(look[1])}
        url = url_for("linkages.index", _anchor=f"{card.operator_id}-{card.supplier_id}")
        yield Task(
            start_of(look[1]), card.picture, what, why, mark, "wait", gettext("Look at it"), url
        )


def order_to_chase(card: OrderCard) -> Task:
    """An order that waits for her word, or for herself at the door."""
    waits = card.state is OrderState.PLACED and card.deliver_on >= shown.today()
    return silent_order(card) if waits and not card.nobody_told_at else nobody_there(card)


def nobody_there(card: OrderCard) -> Task:
    """An order whose door waits and nobody is there."""
    what = gettext("Nobody is at the door: %(supplier)s, %(leaf)s") % {
        "supplier": card.supplier_name, "leaf": leaf_name(card.leaf_code),
    }  # fmt: skip
    why = gettext("%(operator)s waits. Call her; once it is sure, the next in turn is asked.") % {
        "operator": card.operator_name,
    }  # fmt: skip
    return Task(
        card.nobody_told_at or card.placed_at, card.picture, what, why, gettext("nobody came"),
        "bad", gettext("Call her"), url_for("calls.index", _anchor=f"nobody-{card.public_id}"),
        go=True,
    )  # fmt: skip


def silent_order(card: OrderCard) -> Task:
    """An order that waits for her word."""
    what = gettext("%(supplier)s has not answered: %(leaf)s, %(amount)s") % {
        "supplier": card.supplier_name, "leaf": leaf_name(card.leaf_code),
        "amount": amount(card.quantity, card.unit_code),
    }  # fmt: skip
    until = shown.moment(card.answer_by) if card.answer_by else shown.day(card.deliver_on)
    why = gettext("%(operator)s waits for it on %(day)s. After %(until)s the next is asked.") % {
        "operator": card.operator_name, "day": shown.day(card.deliver_on), "until": until,
    }  # fmt: skip
    return Task(
        card.answer_by or card.placed_at, card.picture, what, why, gettext("no answer"), "wait",
        gettext("Call her"), url_for("calls.index", _anchor=f"order-{card.public_id}"), go=True,
    )  # fmt: skip


def silent_needs(needs: tuple[DeskNeed, ...]) -> Iterator[Task]:
    """Needs nobody offered for yet."""
    for need in needs:
        if not need.offered and need.published_at is not None:
            yield _silent(need, need.published_at)


def _silent(need: DeskNeed, since: datetime) -> Task:
    what = gettext("%(leaf)s, %(amount)s · %(operator)s · no offer yet") % {
        "leaf": leaf_name(need.leaf_code), "amount": amount(need.quantity, need.unit_code),
        "operator": need.operator_name,
    }  # fmt: skip
    why = gettext("%(asked)s asked, %(seen)s saw it, %(no)s said not me. Wanted for %(day)s.") % {
        "asked": need.asked, "seen": need.seen, "no": need.not_me,
        "day": shown.day(need.deliver_on),
    }  # fmt: skip
    return Task(
        since, need.picture, what, why, gettext("no offer"), "wait", gettext("Help it on"),
        url_for("desk_needs.show", public_id=need.public_id),
    )  # fmt: skip
