"""The demo world in a test's database, and what its data say must stand there."""

from collections import Counter
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.agreements.models import Delivery, Order, Payment
from marketplace.assessment.models import Clearance
from marketplace.cli import demo_world
from marketplace.cli.demo_world.data import read
from marketplace.cli.demo_world.histories import whole_trade
from marketplace.db import db
from marketplace.offers.models import Offer
from marketplace.sourcing.models import Need
from tests.support.application import SECRET

WORLD = read()
TRADE = whole_trade(WORLD)


def fill(app: Flask) -> None:
    with app.app_context(), Session(db.engine) as session:
        demo_world.load(session, pepper=SECRET)


def states_of(session: Session) -> dict[str, Counter[str]]:
    tables = {"needs": Need, "offers": Offer, "orders": Order, "deliveries": Delivery,
              "payments": Payment, "clearances": Clearance}  # fmt: skip
    return {
        name: Counter(state.value for state in session.scalars(select(table.state)))
        for name, table in tables.items()
    }


def _stands(tender: dict[str, Any]) -> str:
    if tender["published_hours_ago"] is None:
        return "draft"
    if "agreed" in tender:
        return "matched"
    return "closed" if tender["closes_in_hours"] < 0 else "published"


def _offer_stands(tender: dict[str, Any], offer: dict[str, Any]) -> str:
    if "agreed" not in tender:
        return "submitted"
    return "accepted" if offer["supplier"] == tender["agreed"]["supplier"] else "declined"


def told() -> dict[str, Counter[str]]:
    """The states the data tell; a history's own delivery says it by its quantities."""
    names = ("needs", "offers", "orders", "payments")
    found = {name: Counter(row["state"] for row in getattr(TRADE, name)) for name in names}
    for row in WORLD.tenders["tenders"]:
        found["needs"][_stands(row)] += 1
        found["offers"].update(_offer_stands(row, offer) for offer in row["offers"])
    found["clearances"] = Counter(row["state"] for row in WORLD.trade["clearances"])
    found["deliveries"] = Counter(
        "rejected" if not row["accepted"]
        else "accepted" if row["accepted"] == row["brought"] else "part"
        for row in TRADE.deliveries
    )  # fmt: skip
    return found
