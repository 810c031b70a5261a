"""Open data for programs: the board, codes of goods, contracting data, as they are described."""

from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from marketplace.api.openapi import document
from tests.actions.linkage import asks
from tests.support.client import PageClient
from tests.support.statements import counting
from tests.world import World
from tests.world.traded import growers, traded


def fits(value: Any, schema: dict[str, Any], known: dict[str, Any]) -> None:
    """Hold an answer against the part of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = known[schema["$ref"].rpartition("/")[2]]
    kinds = {"string": str, "integer": int, "boolean": bool, "object": dict, "array": list,
             "null": type(None)}  # fmt: skip
    named = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert isinstance(value, tuple(kinds[name] for name in named)), (value, schema)
    if isinstance(value, dict):
        assert set(schema.get("required", ())) <= set(value), value
        for name, part in schema.get("properties", {}).items():
            fits(value[name], part, known)
    if isinstance(value, list):
        for one in value:
            fits(one, schema["items"], known)


@pytest.fixture
def market(session: Session, world: World) -> World:
    world.goods.leaves["veg.tomato"].hs_code = "070200"
    world.goods.units["kg"].unece_code = "KGM"
    for she in growers(session, world, 5):
        traded(session, world, she, days_ago=120)
    asks(session, world)
    session.commit()
    return world


@pytest.mark.feature("Q2")
@pytest.mark.parametrize("path", ["/api/v1/needs", "/api/v1/goods", "/ocds/releases.json"])
def test_every_feed_answers_as_it_is_described(
    path: str, client: PageClient, market: World
) -> None:
    told = document()
    answer = client.get(path)
    content = told["paths"][path]["get"]["responses"]["200"]["content"]
    fits(answer.json, content["application/json"]["schema"], told["components"]["schemas"])


@pytest.mark.feature("Q2")
def test_goods_carry_codes_of_public_vocabularies(client: PageClient, market: World) -> None:
    found = client.get("/api/v1/goods").json
    assert found is not None
    tomato = next(one for one in found["leaves"] if one["code"] == "veg.tomato")
    kilogram = next(one for one in found["units"] if one["code"] == "kg")
    assert (tomato["hs"], kilogram["unece"]) == ("070200", "KGM")
    assert set(found["vocabularies"]) == {"hs", "cpc", "unece"}


@pytest.mark.feature("Q2")
def test_the_feed_of_needs_says_what_the_board_says_and_no_more(
    client: PageClient, market: World, engine: Engine
) -> None:
    with counting(engine) as seen:
        answer = client.get("/api/v1/needs")
    assert len(seen) <= 4
    assert answer.json is not None
    (need,) = answer.json["needs"]
    assert (need["leaf"], need["quantity"], need["unit"], need["place"]) == (
        "veg.tomato", 20, "kg", "Rhotia",
    )  # fmt: skip
    assert client.get(need["url"]).status_code == 200
    assert answer.json["next"] is None
    for hidden in ("Kijani", "140000", "1400"):
        assert hidden not in answer.get_data(as_text=True)
    assert client.get("/api/v1/needs?after=x.y&d=nowhere").json == answer.json


@pytest.mark.feature("Q1")
def test_everybody_reads_releases_and_their_records(client: PageClient, market: World) -> None:
    found = client.get("/ocds/releases.json").json
    assert found is not None
    assert len(found["releases"]) == 5
    ocid = found["releases"][0]["ocid"]
    record = client.get(f"/ocds/records/{ocid}.json").json
    assert record is not None
    assert record["records"][0]["ocid"] == ocid
    assert record["uri"].endswith(f"/ocds/records/{ocid}.json")
    assert client.get("/ocds/records/ocds-nothing.json").status_code == 404
    told = str(found) + str(record)
    for hidden in ("Kijani", "Grower", "140000"):
        assert hidden not in told
