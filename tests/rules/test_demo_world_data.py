"""The demo world as data: everything named resolves, and the story holds on any day it loads."""

import json
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest

from marketplace.agreements.rules.lists import (
    CannotReason,
    DeliveryState,
    OrderOrigin,
    OrderState,
    PaymentState,
    PayMethod,
    RejectReason,
)
from marketplace.assessment.rules.lists import ClearanceState
from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.actor import Hand
from marketplace.offers.rules.lists import Bringing, DeclineReason, OfferState
from marketplace.people.rules.lists import (
    FoundAt,
    FoundWhen,
    Function,
    MemberRole,
    Payout,
    PhoneArrangement,
    SupplierKind,
)
from marketplace.people.rules.symbols import DRAWINGS
from marketplace.sourcing.rules.lists import (
    Answer,
    Lane,
    MarginBand,
    NeedState,
    NotMe,
    ProductRole,
    UnfilledReason,
)
from tests.world.demo_data import (
    ALLOWED,
    CLEARANCES,
    DELIVERIES,
    HISTORIES,
    HOUSE,
    MEDIATORS,
    NEEDS,
    OFFERS,
    OPERATORS,
    ORDERS,
    PAPERS,
    PROPERTIES,
    ROOT,
    SUPPLIERS,
    TRADE,
    WORLDS,
    Row,
    buyers,
    by_code,
    everywhere,
)


def lots() -> Iterator[tuple[str, Row]]:
    """Every leaf with its unit, wherever one is named."""
    for supplier in SUPPLIERS.values():
        yield from ((supplier["code"], row) for row in supplier["leaves"] + supplier["costs"])
    for world in WORLDS:
        yield from ((world["code"], row) for row in world["typical_costs"])
    for operator in OPERATORS.values():
        yield from ((operator["code"], row) for row in operator["incumbents"])
    for kind in ("needs", "clearances", "histories"):
        yield from ((row["code"], row) for row in TRADE[kind])


def catalogue() -> set[tuple[str, str]]:
    path = ROOT / "data" / "catalogue.json"
    found: set[tuple[str, str]] = set()
    waiting: list[Any] = [json.loads(path.read_text(encoding="utf-8"))] if path.exists() else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict) and isinstance(node.get("units"), list) and "code" in node:
            found |= {(node["code"], u) for u in node["units"] if isinstance(u, str)}
        if isinstance(node, (dict, list)):
            waiting += list(node.values()) if isinstance(node, dict) else node
    return found or ALLOWED


def test_every_leaf_may_be_asked_for_in_its_unit() -> None:
    named = {(row["leaf"], row["unit"]) for _, row in lots()}
    assert named <= ALLOWED
    assert named <= catalogue()


def test_every_code_in_a_destination_resolves() -> None:
    for world in WORLDS:
        places, phones = by_code(world["places"]), by_code(world["phones"])
        operators, properties = by_code(world["operators"]), by_code(world["properties"])
        assert {p["operator"] for p in world["properties"]} == set(operators)
        assert {p["place"] for p in world["properties"]} <= set(places)
        assert {c["operator"] for c in world["core_products"]} == set(operators)
        assert {c["property"] for c in world["core_products"]} <= set(properties)
        assert {m["place"] for m in world["market_days"]} <= set(places)
        assert {p for f in world["facilitators"] for p in f["places"]} <= set(places)
        for supplier in world["suppliers"]:
            assert supplier["place"] in places
            assert supplier["registered_by"] in MEDIATORS
            phone = supplier["phone"]
            assert (phone["phone"] is None) == (phone["arrangement"] == "none")
            assert phone["phone"] is None or phone["phone"] in phones


def test_every_code_in_the_trade_resolves() -> None:
    lists = by_code(TRADE["order_lists"])
    for need in NEEDS.values():
        assert need["created_by"] in buyers(need)
        assert need["order_list"] is None or need["order_list"] in lists
        assert need["repeat_of"] is None or need["repeat_of"] in HISTORIES
        leaf = {
            s["code"] for s in SUPPLIERS.values() for r in s["leaves"] if r["leaf"] == need["leaf"]
        }
        assert {a["supplier"] for a in need["asked"]} <= leaf
    for offer in OFFERS.values():
        asked = {a["supplier"]: a["answer"] for a in NEEDS[offer["need"]]["asked"]}
        assert asked[offer["supplier"]] == "offered"
        her = offer["hand"] == "facilitator"
        assert offer["entered_by"] in (MEDIATORS if her else {"herself"})
        assert (offer["helper"] is not None) == (offer["hand"] == "helper")
    for order in ORDERS.values():
        assert order["need"] in NEEDS
        of = OFFERS[order["offer"]] if order["offer"] else None
        assert (of is None) == (order["origin"] == "again")
        assert of is None or (of["need"], of["supplier"]) == (order["need"], order["supplier"])
    assert {d["order"] for d in DELIVERIES.values()} <= set(ORDERS)
    assert all(
        d["received_by"] in buyers(NEEDS[ORDERS[d["order"]]["need"]]) for d in DELIVERIES.values()
    )
    assert {p["delivery"] for p in TRADE["payments"]} <= set(DELIVERIES)


CLOSED_LISTS: list[tuple[type[StrEnum], list[Any]]] = [
    (SupplierKind, [s["kind"] for s in SUPPLIERS.values()]),
    (PhoneArrangement, [s["phone"]["arrangement"] for s in SUPPLIERS.values()]),
    (Payout, [s["payout"] for s in SUPPLIERS.values()]),
    (FoundAt, [s["found"]["at"] for s in SUPPLIERS.values()]),
    (FoundWhen, [s["found"]["when"] for s in SUPPLIERS.values()]),
    (MemberRole, [p["role"] for s in SUPPLIERS.values() for p in s["people"]]),
    (Function, [p["function"] for o in OPERATORS.values() for p in o["staff"]]),
    (ProductRole, [c["role"] for c in everywhere("core_products")]),
    (MarginBand, [c["margin_band"] for c in everywhere("core_products")]),
    (Lane, [n["lane"] for n in NEEDS.values()]),
    (Route, [r["route"] for r in [*NEEDS.values(), *CLEARANCES.values()]]),
    (Answer, [a["answer"] for n in NEEDS.values() for a in n["asked"]]),
    (NotMe, [a["not_me"] for n in NEEDS.values() for a in n["asked"]]),
    (UnfilledReason, [n["unfilled_reason"] for n in NEEDS.values()]),
    (Hand, [o["hand"] for o in OFFERS.values()]),
    (Bringing, [o["bringing"] for o in OFFERS.values()]),
    (DeclineReason, [o["decline_reason"] for o in OFFERS.values()]),
    (OrderOrigin, [o["origin"] for o in ORDERS.values()]),
    (CannotReason, [o["cannot_reason"] for o in ORDERS.values()]),
    (RejectReason, [r["reject_reason"] for r in [*DELIVERIES.values(), *HISTORIES.values()]]),
    (PayMethod, [r["method"] for r in [*TRADE["payments"], *HISTORIES.values()]]),
]


@pytest.mark.parametrize(
    ("members", "used"), CLOSED_LISTS, ids=lambda x: getattr(x, "__name__", "")
)
def test_only_words_of_the_closed_lists_are_used(members: type[StrEnum], used: list[Any]) -> None:
    assert {word for word in used if word is not None} <= {m.value for m in members}


STATES: list[tuple[set[str], list[Row]]] = [
    ({s.value for s in NeedState}, list(NEEDS.values())),
    ({s.value for s in OfferState}, list(OFFERS.values())),
    ({s.value for s in OrderState}, list(ORDERS.values())),
    ({s.value for s in DeliveryState} - {"brought"}, list(DELIVERIES.values())),  # at the door only
    ({s.value for s in PaymentState}, TRADE["payments"]),
    ({s.value for s in ClearanceState}, list(CLEARANCES.values())),
    ({"quick", "again", "urgent"}, [{"state": n["lane"]} for n in NEEDS.values()]),
]


@pytest.mark.parametrize(("states", "rows"), STATES, ids=lambda x: str(len(x)))
def test_something_stands_in_every_state(states: set[str], rows: list[Row]) -> None:
    assert {row["state"] for row in rows} == states


def test_sign_ins_are_those_of_the_product() -> None:
    staff = [p for o in OPERATORS.values() for p in o["staff"]]
    support = [b["contact"] for b in everywhere("support_providers") if b["contact"]]
    people = (
        staff + support + list(MEDIATORS.values()) + HOUSE["observers"] + HOUSE["administrators"]
    )
    mails = Counter(p["email"] for p in people)
    wanted = [
        "neema",
        "joseph",
        "rehema",
        "wanjiru",
        "anna",
        "theresia",
        "bakari",
        "usafi",
        "observer",
        "admin",
    ]
    assert {f"{name}@demo.example" for name in wanted} <= set(mails)
    assert max(mails.values()) == 1
    assert all(p["email"] == f"{p['code']}@demo.example" for p in people)
    withheld = {right for p in staff for right, given in p["rights"].items() if not given}
    assert withheld == {"order", "approve_above", "receive", "pay"}


def test_anna_covers_mto_wa_mbu_its_villages_and_rhotia() -> None:
    assert {"mto_wa_mbu", "majengo", "migombani", "barabarani", "rhotia"} <= set(
        MEDIATORS["anna"]["places"]
    )
    covered = {p for f in MEDIATORS.values() for p in f["places"]}
    assert {p["place"] for p in PROPERTIES.values()} <= covered


def test_symbols_are_distinct_in_a_destination_and_drawn() -> None:
    for world in WORLDS:
        symbols = [p["symbol"] for s in world["suppliers"] for p in s["people"]]
        assert max(Counter((s["drawing"], s["number"]) for s in symbols).values()) == 1
        assert all(10 <= s["number"] <= 99 for s in symbols)
        assert {s["drawing"] for s in symbols} <= set(DRAWINGS)
    zuhura = SUPPLIERS["S06"]["people"][0]
    assert (zuhura["name"], zuhura["symbol"]) == (
        "Mama Zuhura Bakari",
        {"drawing": "fish", "number": 47},
    )


def test_suppliers_are_whole() -> None:
    assert [len(w["suppliers"]) for w in WORLDS] == [42, 6]
    for world in WORLDS:
        spoken = set(world["languages"]) | {v["code"] for v in world["voice_languages"]}
        for supplier in world["suppliers"]:
            assert set(supplier["languages"]) <= spoken
            assert supplier["language"] in world["languages"]
            assert "literacy" not in supplier
            assert supplier["women"] + supplier["men"] >= len(supplier["people"])
            roles = [p["role"] for p in supplier["people"]]
            head = ["chair", "treasurer"] if supplier["kind"] == "group" else ["herself"]
            assert roles[: len(head)] == head
            for leaf in supplier["leaves"]:
                assert 0 < (leaf["weekly_proven"] or 1) <= leaf["weekly"]
                assert leaf["proven"] == (leaf["weekly_proven"] is not None)
            for paper in supplier["papers"]:
                assert paper["paper"] in PAPERS
                assert paper["checked_day"] < 0
    assert {leaf["proven"] for s in SUPPLIERS.values() for leaf in s["leaves"]} == {True, False}
