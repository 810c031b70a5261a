"""People of somebody else's list, who wait to be asked at the desk."""

from functools import partial

from marketplace.cli.demo_world.data import Row
from marketplace.cli.demo_world.stage import Stage
from marketplace.cli.demo_world.timeline import Rank
from marketplace.kernel.actor import SYSTEM, Via
from marketplace.people.actions.imports import take_over
from marketplace.people.rules.importing import Candidate, mark_of
from marketplace.people.rules.picture_codes import pepper_of


def schedule_imported(stage: Stage, *, secret: str) -> None:
    """Let each destination's list come in on its day."""
    for land in stage.world.lands:
        rows = land.get("imported", {"people": []})["people"]
        if rows:
            moment = stage.calendars[land["code"]].at(land["imported"]["day"], "09:30")
            take = partial(_take, stage, land["code"], rows, pepper_of(secret))
            stage.timeline.at(moment, Rank.DESK, take)


def _take(stage: Stage, land: str, rows: list[Row], pepper: bytes) -> None:
    people = [_candidate(stage, land, row, pepper, line) for line, row in enumerate(rows, 2)]
    take_over(stage.session, SYSTEM.through(Via.CLI), people)


def _candidate(stage: Stage, land: str, row: Row, pepper: bytes, line: int) -> Candidate:
    place_id, goods = stage.places[land, row["place"]].id, stage.goods
    return Candidate(
        line=line, name=row["name"], place_id=place_id, language="sw",
        mark=mark_of(pepper, name=row["name"], place_id=place_id, phone=None),
        category_id=goods.leaves[row["leaf"]], unit_id=goods.units[row["unit"]],
        weekly_amount=row["weekly"],
    )  # fmt: skip
