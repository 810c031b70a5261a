"""Histories written short, told long: need, yes, delivery and money of one finished purchase."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.cli.demo_world.data import Row, World

LATE_BY_DAYS = 1
ASKED_DAYS_BEFORE = -3


@dataclass(frozen=True, slots=True)
class Trade:
    """All purchases, as rows of one shape."""

    needs: tuple[Row, ...]
    offers: tuple[Row, ...]
    orders: tuple[Row, ...]
    deliveries: tuple[Row, ...]
    payments: tuple[Row, ...]


def whole_trade(world: World) -> Trade:
    """Return the trade with every history told as need, offer, order, delivery and payment."""
    told = tuple(_tell(world))
    trade = world.trade
    return Trade(
        needs=(*trade["needs"], *(one["need"] for one in told)),
        offers=(*trade["offers"], *(one["offer"] for one in told)),
        orders=(*trade["orders"], *(one["order"] for one in told)),
        deliveries=(*trade["deliveries"], *(one["delivery"] for one in told)),
        payments=(*trade["payments"], *(one["payment"] for one in told)),
    )


def _tell(world: World) -> Iterator[Row]:
    sold: set[str] = set()
    rows = world.trade["histories"]
    for row in sorted(rows, key=lambda one: int(one["deliver_on"]["next_open_day_after"])):
        people = _buyers(world, row["property"])
        yield {
            "need": _need(row, people["order"], first=row["supplier"] not in sold),
            "offer": _offer(row),
            "order": _order(row),
            "delivery": _delivery(row, people["receive"]),
            "payment": _payment(row, people["pay"]),
        }
        sold.add(row["supplier"])


def _buyers(world: World, property_code: str) -> dict[str, str]:
    """Return who orders, receives and pays there: the first with each right."""
    doors = (row for _, row in world.everywhere("properties"))
    operator = next(row["operator"] for row in doors if row["code"] == property_code)
    houses = (row for _, row in world.everywhere("operators"))
    staff = next(row["staff"] for row in houses if row["code"] == operator)
    return {
        right: next(person["code"] for person in staff if person["rights"][right])
        for right in ("order", "receive", "pay")
    }


def _at(days: int, clock: str) -> Row:
    return {"days_after_delivery": days, "at": clock}


def _need(row: Row, by: str, *, first: bool) -> Row:
    asked = {
        "supplier": row["supplier"], "answer": "offered", "not_me": None, "first_timer": first
    }  # fmt: skip
    same = ("code", "property", "leaf", "unit", "price_minor", "payment_days", "deliver_on")
    return {
        **{name: row[name] for name in same}, "lane": "quick", "created_by": by,
        "quantity": row["brought"], "price_from": "typed", "route": "input",
        "cash_at_door": row["payment_days"] == 0, "state": "matched",
        "published": _at(ASKED_DAYS_BEFORE, "09:00"), "closed": None,
        "settled": _at(ASKED_DAYS_BEFORE, "12:10"), "unfilled_reason": None,
        "order_list": None, "repeat_of": None, "asked": [asked],
    }  # fmt: skip


def _offer(row: Row) -> Row:
    return {
        "code": row["code"], "need": row["code"], "supplier": row["supplier"],
        "quantity": row["brought"], "price_minor": row["price_minor"], "at_asked_price": True,
        "hand": "herself", "entered_by": "herself", "helper": None, "bringing": "bring",
        "state": "accepted", "submitted": _at(ASKED_DAYS_BEFORE, "10:00"),
        "closed": _at(ASKED_DAYS_BEFORE, "12:10"), "decline_reason": None, "out_of_bounds": [],
    }  # fmt: skip


def _order(row: Row) -> Row:
    return {
        "code": row["code"], "need": row["code"], "offer": row["code"],
        "supplier": row["supplier"], "origin": "offer", "quantity": row["brought"],
        "confirmed_quantity": row["brought"], "state": "delivered",
        "placed": _at(ASKED_DAYS_BEFORE, "12:10"), "answered": _at(ASKED_DAYS_BEFORE, "13:00"),
        "cannot_reason": None,
    }  # fmt: skip


def _delivery(row: Row, by: str) -> Row:
    same = ("code", "brought", "accepted", "reject_reason")
    return {
        **{name: row[name] for name in same}, "order": row["code"], "received_by": by,
        "received_at": "07:30", "days_late": 0 if row["on_time"] else LATE_BY_DAYS,
        "weighed_grams": None,
    }  # fmt: skip


def _payment(row: Row, by: str) -> Row:
    days, at_door = row["paid_after_days"], row["payment_days"] == 0
    sent, answered = ("07:30", "07:40") if at_door else ("10:00", "16:00")
    return {
        "code": row["code"], "delivery": row["code"], "state": "closed", "method": row["method"],
        "reference": row["code"], "sent": _at(days, sent), "answered": _at(days, answered),
        "received_minor": row["accepted"] * row["price_minor"], "sent_by": by,
    }  # fmt: skip
