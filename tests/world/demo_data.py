"""The demo world's data, read once, and the days and moments its offsets stand for."""

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]
ROOT = Path(__file__).resolve().parents[2] / "marketplace"
DEMO = ROOT / "data" / "demo"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# the units a leaf may be asked for in, as the catalogue has them
UNITS = {
    "piece set": "craft.basket craft.beadwork craft.giftset "
    "craft.pottery craft.textile craft.uniform",
    "piece": "craft.carving craft.leather craft.painting fruit.pineapple fuel.pole",
    "piece m2": "craft.mat",
    "piece kg": "craft.soap pantry.bread veg.cabbage",
    "kg piece": "fruit.avocado fruit.pawpaw protein.chicken protein.fish protein.goat veg.lettuce",
    "kg hand stem": "fruit.banana fruit.plantain",
    "kg": "fruit.passion pantry.coffee veg.aubergine veg.cucumber veg.greenbean veg.pepper",
    "kg sack100": "fuel.briquette pantry.rice veg.carrot veg.onion",
    "headload pickup_load": "fuel.firewood",
    "trip guest bike_day": "guide.bike",
    "trip guest": "guide.canoe guide.herb guide.hike guide.history guide.market guide.village",
    "guest trip": "guide.cooking guide.craftclass",
    "guest": "guide.homestay",
    "half_day day": "guide.interpreter",
    "piece kg_linen": "laundry.guest laundry.uniform",
    "kg_linen set": "laundry.linen",
    "piece hour": "laundry.mending",
    "kg sack100 debe": "pantry.beans pantry.maize",
    "litre": "pantry.brew pantry.juice protein.yoghurt",
    "kg litre jar500": "pantry.honey",
    "tray30 piece": "protein.egg protein.egg_local",
    "litre debe": "protein.milk",
    "show": "show.choir show.music show.story",
    "show hour": "show.talk",
    "ride day": "transport.bajaji",
    "bike_day": "transport.bike",
    "ride": "transport.boda",
    "trip day": "transport.goods",
    "bunch kg": "veg.herb veg.leafy",
    "kg debe sack100": "veg.potato",
    "kg crate tenga40 bucket10": "veg.tomato",
}
PAPERS = frozenset(
    {
        "accommodation_licence",
        "alcohol_licence",
        "cold_chain",
        "first_aid",
        "fishing_permit",
        "food_safety",
        "forest_permit",
        "guide_licence",
        "insurance",
        "meat_inspection",
        "vehicle_licence",
    }
)


def read(name: str) -> Row:
    loaded: Row = json.loads((DEMO / name).read_text(encoding="utf-8"))
    return loaded


HOUSE = read("world.json")
WORLDS = [read(name) for name in HOUSE["destinations"]]
TRADE = read(HOUSE["trade"])


def everywhere(kind: str) -> list[Row]:
    return [row for world in WORLDS for row in world[kind]]


def by_code(rows: list[Row]) -> dict[str, Row]:
    table = {row["code"]: row for row in rows}
    assert len(table) == len(rows), "a code is used twice"
    return table


OPERATORS, PROPERTIES = by_code(everywhere("operators")), by_code(everywhere("properties"))
SUPPLIERS, NEEDS = by_code(everywhere("suppliers")), by_code(TRADE["needs"])
OFFERS, ORDERS = by_code(TRADE["offers"]), by_code(TRADE["orders"])
DELIVERIES, CLEARANCES = by_code(TRADE["deliveries"]), by_code(TRADE["clearances"])
HISTORIES = by_code(TRADE["histories"])
MEDIATORS = by_code(everywhere("facilitators") + HOUSE["facilitators"])
WORLD_OF = {p["code"]: w for w in WORLDS for p in w["properties"]}
ALLOWED = {(leaf, u) for us, names in UNITS.items() for leaf in names.split() for u in us.split()}


def buyers(row: Row) -> set[str]:
    return {s["code"] for s in OPERATORS[PROPERTIES[row["property"]]["operator"]]["staff"]}


def open_day(prop: Row, offset: int, today: date) -> date:
    """From ``offset`` on to the next open day; before today, back to the last one."""
    day, step = today + timedelta(days=offset), 1 if offset >= 0 else -1
    while WEEKDAYS[day.weekday()] not in prop["receiving"]:
        day += timedelta(days=step)
    return day


def delivery_day(row: Row, today: date) -> date:
    return open_day(PROPERTIES[row["property"]], row["deliver_on"]["next_open_day_after"], today)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def moment(row: Row, loaded: datetime, delivered: date | None = None) -> datetime:
    if "minutes_ago" in row:
        return loaded - timedelta(minutes=row["minutes_ago"])
    if "days_after_delivery" in row:
        assert delivered is not None
        day = delivered + timedelta(days=row["days_after_delivery"])
    else:
        day = loaded.date() + timedelta(days=row["day"])
    return datetime.combine(day, clock(row["at"]))


# every day of a week, and through the day: before dawn, at the door's hour, afternoon, night
LOADS = [datetime(2026, 11, 23 + d, h, 30) for d in range(7) for h in (0, 7, 15, 23)]  # noqa: DTZ001  # local time on purpose
