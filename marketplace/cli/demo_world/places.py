"""Destinations, their places, seasons, market days and typical costs."""

from marketplace.catalogue.models import (
    Destination,
    DestinationLanguage,
    MarketDay,
    Place,
    Season,
    TypicalCost,
)
from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.moments import WEEKDAYS
from marketplace.cli.demo_world.stage import Stage
from marketplace.kernel import geo, ids

MICRO = 1_000_000
CASH = ("inputs", "transport", "packing", "losses", "group_fee")


def add_destinations(stage: Stage) -> None:
    """Put every destination in, with what belongs to it alone."""
    for land in stage.world.lands:
        stage.open_calendar(land)
        row = _destination(land)
        stage.destinations[land["code"]] = row
        stage.session.add(row)
        stage.session.flush()
        _languages(stage, land, row)
        _places(stage, land, row)
        _seasons(stage, land, row)
        _typical_costs(stage, land, row)
    for land, prop in stage.world.everywhere("properties"):
        stage.doors[prop["code"]] = (land["code"], prop)
    stage.session.flush()


def _destination(land: Row) -> Destination:
    same = (
        "code", "name", "country", "currency", "guest_currency", "timezone",
        "quick_buy_ceiling_minor", "day_rate_minor", "adult_age",
    )  # fmt: skip
    row = Destination(public_id=ids.public_id(), **{name: land[name] for name in same})
    row.guest_rate_micro = land["guest_rate"] * MICRO
    return row


def _languages(stage: Stage, land: Row, destination: Destination) -> None:
    stage.session.add_all(
        DestinationLanguage(destination_id=destination.id, language=language, position=position)
        for position, language in enumerate(land["languages"])
    )


def _places(stage: Stage, land: Row, destination: Destination) -> None:
    for row in land["places"]:
        stage.places[land["code"], row["code"]] = _place(row, destination)
    stage.session.add_all(stage.places.values())
    stage.session.flush()
    for market in land["market_days"]:
        weekday = WEEKDAYS.index(market["weekday"]) if "weekday" in market else None
        place = stage.places[land["code"], market["place"]]
        stage.session.add(
            MarketDay(
                place_id=place.id, weekday=weekday, day_of_month=market.get("day_of_month")
            )
        )  # fmt: skip


def _place(row: Row, destination: Destination) -> Place:
    lat_e6, lon_e6 = round(row["lat"] * MICRO), round(row["lon"] * MICRO)
    return Place(
        public_id=ids.public_id(), destination_id=destination.id, code=row["code"],
        name=row["name"], kind=row["kind"], lat_e6=lat_e6, lon_e6=lon_e6,
        cell=geo.cell(lat_e6, lon_e6),
    )  # fmt: skip


def _seasons(stage: Stage, land: Row, destination: Destination) -> None:
    stage.session.add_all(
        Season(
            destination_id=destination.id, code=season["code"], month=month,
            occupancy_percent=season["occupancy_percent"],
        )
        for season in land["seasons"]
        for month in season["months"]
    )  # fmt: skip


def _typical_costs(stage: Stage, land: Row, destination: Destination) -> None:
    goods = stage.goods
    stage.session.add_all(
        TypicalCost(
            destination_id=destination.id, category_id=goods.leaves[row["leaf"]],
            unit_id=goods.units[row["unit"]], cash_minor=sum(row[part] for part in CASH),
            labour_minutes=row["labour_minutes"],
        )
        for row in land["typical_costs"]
    )  # fmt: skip
