"""The demo trade as data: amounts, doors and moments fit, on whatever day and hour it loads."""

from datetime import datetime, timedelta
from fractions import Fraction

import pytest

from tests.world.demo_data import (
    CLEARANCES,
    DELIVERIES,
    HISTORIES,
    LOADS,
    NEEDS,
    OFFERS,
    OPERATORS,
    ORDERS,
    PROPERTIES,
    SUPPLIERS,
    TRADE,
    WEEKDAYS,
    WORLD_OF,
    WORLDS,
    Row,
    clock,
    delivery_day,
    moment,
    open_day,
)

each_load = pytest.mark.parametrize("loaded", LOADS, ids=lambda d: d.strftime("%a-%H"))
LIVE = ("placed", "confirmed", "delivered")
CASH_PARTS = ("inputs", "transport", "packing", "losses", "group_fee")
# WFP through HDX, Kenya: p10 in KES a kg (retail to 2026-03, wholesale to 2026-02)
POTATO_P10, TOMATO_MEDIAN, TOMATO_P90 = (56.384, 40.834), 86.905, 157.14


def cost(row: Row, world: Row) -> Fraction:
    """Cash and labour of one unit, in minor units; a day is 480 minutes."""
    labour = Fraction(row["labour_minutes"] * world["day_rate_minor"], 480)
    return sum(row[part] for part in CASH_PARTS) + labour


def fair_price(supplier: str, need: Row) -> Fraction:
    world, lot = WORLD_OF[need["property"]], (need["leaf"], need["unit"])
    rows = SUPPLIERS[supplier]["costs"] + world["typical_costs"]
    return cost(next(r for r in rows if (r["leaf"], r["unit"]) == lot), world) * Fraction(11, 10)


def operator_of(row: Row) -> Row:
    return OPERATORS[PROPERTIES[row["property"]]["operator"]]


def live(need: str) -> list[Row]:
    return [o for o in ORDERS.values() if o["need"] == need and o["state"] in LIVE]


def test_mama_zuhuras_fair_price_and_the_offer_under_it() -> None:
    need, offer = NEEDS["Q02"], OFFERS["F02"]
    assert (offer["supplier"], offer["price_minor"]) == ("S06", 130000)
    assert offer["state"] == "to_read_back"
    assert round(fair_price("S06", need) / 100) == 1380
    assert fair_price("S06", need) / Fraction(11, 10) <= 130000 < fair_price("S06", need)


@pytest.mark.parametrize("offer", OFFERS.values(), ids=lambda o: o["code"])
def test_an_offer_stands_at_her_fair_price_unless_the_story_says_otherwise(offer: Row) -> None:
    need = NEEDS[offer["need"]]
    assert (offer["price_minor"] < fair_price(offer["supplier"], need)) == offer["under_fair_price"]
    assert 0 < offer["quantity"] <= need["quantity"]
    assert offer["at_asked_price"] == (offer["price_minor"] == need["price_minor"])


@pytest.mark.parametrize("world", WORLDS, ids=lambda w: w["code"])
def test_thirty_leaves_have_a_typical_cost_in_whole_minor_units(world: Row) -> None:
    lots = {(row["leaf"], row["unit"]) for row in world["typical_costs"]}
    assert len(lots) == len(world["typical_costs"]) == 30
    own = [row for s in world["suppliers"] for row in s["costs"]]
    for row in world["typical_costs"] + own:
        assert all(isinstance(row[k], int) and row[k] >= 0 for k in (*CASH_PARTS, "labour_minutes"))
        assert cost(row, world) > 0


@pytest.mark.parametrize("need", NEEDS.values(), ids=lambda n: n["code"])
def test_a_need_stays_inside_the_quick_lane(need: Row) -> None:
    world = WORLD_OF[need["property"]]
    assert 1 <= need["quantity"] <= 99
    assert 0 < need["quantity"] * need["price_minor"] <= world["quick_buy_ceiling_minor"]
    assert need["payment_days"] <= min(7, operator_of(need)["payment_days"])
    promised = sum(o["confirmed_quantity"] or o["quantity"] for o in live(need["code"]))
    assert promised <= need["quantity"]
    whole = {"matched": True, "part_matched": False}
    if need["state"] in whole:
        assert promised > 0
        assert (promised == need["quantity"]) == whole[need["state"]]
    else:
        assert promised == 0
    assert (need["unfilled_reason"] is not None) == (need["state"] == "unfilled")
    assert (need["published"] is None) == (need["state"] == "draft")


def test_an_order_list_has_four_lines_on_one_day() -> None:
    lines = [n for n in NEEDS.values() if n["order_list"] == "L01"]
    (whole,) = TRADE["order_lists"]
    assert len({n["leaf"] for n in lines}) == len(lines) == 4
    assert all(n["deliver_on"] == whole["deliver_on"] for n in lines)
    assert {n["property"] for n in lines} == {whole["property"]}


@each_load
def test_every_delivery_falls_on_an_open_day(loaded: datetime) -> None:
    for row in [*NEEDS.values(), *HISTORIES.values()]:
        n, day = row["deliver_on"]["next_open_day_after"], delivery_day(row, loaded.date())
        assert WEEKDAYS[day.weekday()] in PROPERTIES[row["property"]]["receiving"]
        away = (day - loaded.date()).days
        assert n <= away < n + 7 if n >= 0 else n - 7 < away <= n
        if n < 0:
            continue
        shut = clock(PROPERTIES[row["property"]]["receiving"][WEEKDAYS[day.weekday()]][1])
        assert row["state"] != "published" or datetime.combine(day, shut) > loaded


def test_some_door_is_shut_on_some_day_and_open_days_go_the_right_way() -> None:
    lake, thursday = PROPERTIES["kijani_lake"], datetime(2026, 11, 26).date()  # noqa: DTZ001  # local time on purpose
    assert open_day(lake, 0, thursday) == thursday
    assert open_day(lake, 1, thursday) == thursday + timedelta(days=2)
    assert open_day(lake, -1, thursday) == thursday - timedelta(days=2)


def chain(order: Row, loaded: datetime) -> list[datetime]:
    """The moments of a purchase in the order in which they must have happened."""
    need = NEEDS[order["need"]]
    offer = OFFERS[order["offer"]] if order["offer"] else None
    steps = [need["published"], offer and offer["submitted"], order["placed"], order["answered"]]
    line = [moment(step, loaded) for step in steps if step]
    delivery = next((d for d in DELIVERIES.values() if d["order"] == order["code"]), None)
    if delivery is None:
        return line
    day = delivery_day(need, loaded.date())
    line.append(datetime.combine(day, clock(delivery["received_at"])))
    paid = next((p for p in TRADE["payments"] if p["delivery"] == delivery["code"]), {})
    sent = [paid.get("sent"), paid.get("answered")]
    return line + [moment(step, loaded, day) for step in sent if step]


@each_load
def test_what_happened_happened_in_order_and_before_the_load(loaded: datetime) -> None:
    for order in ORDERS.values():
        line = chain(order, loaded)
        assert line == sorted(line), order["code"]
        assert line[-1] < loaded, order["code"]
    for offer in OFFERS.values():
        steps = [NEEDS[offer["need"]]["published"], offer["submitted"], offer["closed"]]
        line = [moment(step, loaded) for step in steps if step]
        assert line == sorted(line), offer["code"]
        assert line[-1] < loaded


@each_load
def test_a_settled_need_was_settled_before_its_day_and_an_order_to_come_is_to_come(
    loaded: datetime,
) -> None:
    for need in NEEDS.values():
        steps = [need["published"], need["closed"], need["settled"]]
        line = [moment(step, loaded) for step in steps if step]
        assert line == sorted(line), need["code"]
        day = delivery_day(need, loaded.date())
        for order in live(need["code"]):
            assert (day >= loaded.date()) == (order["state"] != "delivered")
            assert moment(order["placed"], loaded).date() <= day


def test_the_door_said_what_it_took() -> None:
    for delivery in DELIVERIES.values():
        order = ORDERS[delivery["order"]]
        need = NEEDS[order["need"]]
        assert order["state"] == "delivered"
        assert delivery["accepted"] <= delivery["brought"] <= order["quantity"]
        assert (delivery["reject_reason"] is None) == (delivery["state"] == "accepted")
        for opens, shuts in PROPERTIES[need["property"]]["receiving"].values():
            assert clock(opens) <= clock(delivery["received_at"]) <= clock(shuts)
    assert len(DELIVERIES) == sum(o["state"] == "delivered" for o in ORDERS.values())


def test_money_owed_is_what_was_taken_times_its_price() -> None:
    owed = {p["delivery"]: p for p in TRADE["payments"]}
    for code, delivery in DELIVERIES.items():
        assert (code in owed) == (delivery["accepted"] > 0)
        if code in owed:
            price = OFFERS[ORDERS[delivery["order"]]["offer"]]["price_minor"]
            assert owed[code]["amount_minor"] == delivery["accepted"] * price
            assert (owed[code]["sent"] is None) == (owed[code]["state"] == "due")


@each_load
def test_heroe_owes_tumaini_86000_for_twelve_days(loaded: datetime) -> None:
    paid = next(p for p in TRADE["payments"] if p["code"] == "P03")
    order = ORDERS[DELIVERIES[paid["delivery"]]["order"]]
    need = NEEDS[order["need"]]
    due = delivery_day(need, loaded.date()) + timedelta(days=need["payment_days"])
    assert (paid["state"], paid["amount_minor"]) == ("due", 8600000)
    assert SUPPLIERS[order["supplier"]]["name"] == "Tumaini Women Gardeners"
    assert (loaded.date() - due).days == 12


def test_histories_make_both_records_speak() -> None:
    payments: dict[str, list[int]] = {}
    deliveries: dict[str, int] = {}
    for row in HISTORIES.values():
        n = row["deliver_on"]["next_open_day_after"]
        assert -120 <= n - 3 < n < 0, row["code"]
        assert n + row["paid_after_days"] <= -1
        assert 0 < row["accepted"] <= row["brought"] <= 99
        assert (row["reject_reason"] is None) == (row["accepted"] == row["brought"])
        ceiling = WORLD_OF[row["property"]]["quick_buy_ceiling_minor"]
        assert row["brought"] * row["price_minor"] <= ceiling
        payments.setdefault(operator_of(row)["code"], []).append(row["paid_after_days"])
        deliveries[row["supplier"]] = deliveries.get(row["supplier"], 0) + 1
    assert min(len(payments["kijani"]), len(payments["heroe"])) >= 5
    assert sorted(payments["heroe"])[len(payments["heroe"]) // 2] > 7
    assert sorted(payments["kijani"])[len(payments["kijani"]) // 2] <= 7
    assert sum(count >= 3 for count in deliveries.values()) >= 6


@pytest.mark.parametrize(
    "row",
    [*(NEEDS[o["need"]] | {"clearance": o["clearance"]} for o in ORDERS.values()),
     *HISTORIES.values()],
    ids=lambda r: r["code"],
)  # fmt: skip
def test_every_purchase_was_inside_a_clearance(row: Row) -> None:
    operator, amount = operator_of(row)["code"], row.get("quantity", row.get("brought"))
    (cleared,) = [
        c for c in CLEARANCES.values()
        if (c["operator"], c["leaf"], c["unit"], c["state"])
        == (operator, row["leaf"], row["unit"], "in_force")
    ]  # fmt: skip
    assert row.get("clearance", cleared["code"]) == cleared["code"]
    assert cleared["price_low_minor"] <= row["price_minor"] <= cleared["price_high_minor"]
    assert amount <= cleared["max_quantity"]
    assert cleared["signed_day"] < row["deliver_on"]["next_open_day_after"] - 7


def test_clearances_last_six_months_at_most_and_some_leaves_have_none() -> None:
    for row in CLEARANCES.values():
        assert row["signed_day"] < 0 < row["expires_day"] <= row["signed_day"] + 182
        assert (row["ended_day"] is None) == (row["state"] == "in_force")
    waiting = [o for o in OFFERS.values() if o["state"] == "waiting_at_desk"]
    assert all(o["out_of_bounds"] for o in waiting)
    cleared = {(c["operator"], c["leaf"]) for c in CLEARANCES.values() if c["state"] == "in_force"}
    asked = {(operator_of(NEEDS[o["need"]])["code"], NEEDS[o["need"]]["leaf"]) for o in waiting}
    assert not asked & cleared


def test_kenyan_prices_stand_where_the_market_speaks() -> None:
    potatoes, tomatoes = NEEDS["Q52"]["price_minor"] / 100, NEEDS["Q51"]["price_minor"] / 100
    assert potatoes < min(POTATO_P10)
    assert TOMATO_MEDIAN <= tomatoes <= TOMATO_P90
