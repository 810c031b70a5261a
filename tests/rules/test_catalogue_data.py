"""What the package says about goods: complete, consistent, and in words people can read."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from marketplace.catalogue import words
from marketplace.catalogue.rules import packed
from marketplace.catalogue.rules.lists import Nature, Route, TradeLevel
from marketplace.kernel.money import currency

PICTURES = Path(__file__).parents[2] / "marketplace" / "pictures"
DATA = packed.catalogue()
LEAVES: list[dict[str, Any]] = [leaf for group in DATA["groups"] for leaf in group["leaves"]]
UNITS: dict[str, dict[str, Any]] = {unit["code"]: unit for unit in DATA["units"]}
PAPERS: dict[str, dict[str, Any]] = {paper["code"]: paper for paper in DATA["papers"]}


def drawn(code: str) -> bool:
    return (PICTURES / f"{code}.svg").is_file()


def test_ten_groups_and_ninety_six_leaves_with_stable_codes() -> None:
    assert len(DATA["groups"]) == 10
    assert len(LEAVES) == 96
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", leaf["code"]) for leaf in LEAVES)
    assert len({leaf["code"] for leaf in LEAVES}) == 96


def test_no_two_leaves_share_a_picture_and_each_is_drawn() -> None:
    shared = {code: n for code, n in Counter(leaf["picture"] for leaf in LEAVES).items() if n > 1}
    assert shared == {}
    assert [leaf["picture"] for leaf in LEAVES if not drawn(leaf["picture"])] == []


@pytest.mark.parametrize("kind", ["groups", "units", "papers"])
def test_everything_listed_is_drawn_once(kind: str) -> None:
    pictures = [entry["picture"] for entry in DATA[kind]]
    assert [code for code in pictures if not drawn(code)] == []
    assert len(set(pictures)) == len(pictures)


def test_words_cover_exactly_what_the_data_holds() -> None:
    assert {leaf["code"] for leaf in LEAVES} == set(words.LEAF_NAMES) == set(words.LEAF_SHORT)
    assert {leaf["code"]: leaf["name"] for leaf in LEAVES} == words.LEAF_NAMES
    assert {leaf["code"]: leaf["short"] for leaf in LEAVES} == words.LEAF_SHORT
    assert {unit["code"]: unit["name"] for unit in DATA["units"]} == words.UNIT_NAMES
    assert {unit["code"]: unit["short"] for unit in DATA["units"]} == words.UNIT_SHORT
    assert {group["code"]: group["name"] for group in DATA["groups"]} == words.GROUP_NAMES
    assert {group["code"]: group["short"] for group in DATA["groups"]} == words.GROUP_SHORT
    assert {paper["code"]: paper["name"] for paper in DATA["papers"]} == words.PAPER_NAMES


SHORT = (
    words.LEAF_SHORT | words.GROUP_SHORT | words.UNIT_SHORT | words.UNIT_ONE
    | words.ACT_WORDS | words.KEY_WORDS
)  # fmt: skip


def test_short_labels_have_three_plain_words_at_most() -> None:
    long = {code: label for code, label in SHORT.items() if len(label.split()) > 3}
    assert long == {}
    signs = {code: label for code, label in SHORT.items() if re.search(r"[^A-Za-zé' -]", label)}
    assert signs == {}


def test_no_two_leaves_are_called_the_same() -> None:
    for names in (words.LEAF_NAMES, words.LEAF_SHORT):
        assert [name for name, n in Counter(names.values()).items() if n > 1] == []


def test_each_leaf_is_asked_for_in_known_units_the_usual_one_first() -> None:
    for leaf in LEAVES:
        assert set(leaf["units"]) <= set(UNITS), leaf["code"]
        assert len(set(leaf["units"])) == len(leaf["units"]), leaf["code"]
        assert leaf["units"][0] == leaf["default_unit"], leaf["code"]


def test_routes_and_natures_are_those_of_the_rules() -> None:
    for entry in [*DATA["groups"], *LEAVES]:
        Route(entry["route"])
        Nature(entry["nature"])


def test_goods_carry_hs_and_services_cpc_codes_of_the_right_shape() -> None:
    for leaf in LEAVES:
        assert leaf["hs"] is None or re.fullmatch(r"\d{4}(\d{2})?", leaf["hs"]), leaf["code"]
        assert leaf["cpc"] is None or re.fullmatch(r"\d{3,5}", leaf["cpc"]), leaf["code"]
        other = "cpc" if leaf["nature"] == Nature.GOOD else "hs"
        assert leaf[other] is None, leaf["code"]
    assert not any("unspsc" in leaf for leaf in LEAVES)


@pytest.mark.parametrize(
    "code", ["veg.tomato", "fruit.mango", "protein.egg", "pantry.beans", "craft.carving"]
)
def test_whole_food_eggs_dry_goods_and_crafts_need_no_paper(code: str) -> None:
    leaf = next(leaf for leaf in LEAVES if leaf["code"] == code)
    assert (leaf["tier"], leaf["papers"]) == ("none", [])


@pytest.mark.parametrize(
    "code", ["protein.milk", "protein.beef", "protein.fish", "protein.chicken", "pantry.juice"]
)
def test_milk_meat_fish_and_cut_food_need_a_safe_kitchen_and_the_cold(code: str) -> None:
    leaf = next(leaf for leaf in LEAVES if leaf["code"] == code)
    assert {"food_safety", "cold_chain"} <= set(leaf["papers"])


def test_guiding_needs_a_licence_first_aid_and_insurance() -> None:
    walk = next(leaf for leaf in LEAVES if leaf["code"] == "guide.village")
    assert set(walk["papers"]) == {"guide_licence", "first_aid", "insurance"}


def test_papers_are_known_and_a_tier_is_named_exactly_where_one_is_asked() -> None:
    for leaf in LEAVES:
        assert set(leaf["papers"]) | set(leaf["advice"]) <= set(PAPERS), leaf["code"]
        assert (leaf["tier"] == "none") == (not leaf["papers"]), leaf["code"]
        if leaf["papers"]:
            assert leaf["tier"] in {PAPERS[paper]["tier"] for paper in leaf["papers"]}


def test_steps_of_units_rise_and_keep_to_two_digits() -> None:
    for unit in UNITS.values():
        assert unit["steps"] == sorted(set(unit["steps"]))
        assert 1 <= unit["steps"][0] <= unit["steps"][-1] <= 99, unit["code"]


def test_bigger_sisters_are_bigger_of_the_same_base_and_come_to_an_end() -> None:
    # each step is to a larger amount of the same base, so that no chain can go round
    for unit in UNITS.values():
        if unit["bigger"]:
            bigger = UNITS[unit["bigger"]]
            assert bigger["base"] == unit["base"], unit["code"]
            assert bigger["factor_milli"] > unit["factor_milli"], unit["code"]
    assert (UNITS["piece"]["bigger"], UNITS["kg"]["bigger"]) == ("dozen", "box")


def test_unit_codes_of_the_united_nations_have_their_shape() -> None:
    assert UNITS["kg"]["unece"] == "KGM"
    assert UNITS["dozen"]["unece"] == "DZN"
    codes = [unit["unece"] for unit in UNITS.values() if unit["unece"]]
    assert all(re.fullmatch(r"[A-Z0-9]{2,3}", code) for code in codes)
    assert all(unit["unece"] is None for unit in UNITS.values() if unit["nominal"])


def test_market_series_speak_for_leaves_that_exist_in_a_base_of_their_units() -> None:
    bases = {
        leaf["code"]: {UNITS[unit]["base"] for unit in leaf["units"]} for leaf in LEAVES
    }  # fmt: skip
    found: Counter[str] = Counter()
    for leaf, row in packed.price_rows():
        assert row["base"] in bases[leaf], (leaf, row)
        assert float(row["p10"]) <= float(row["median"]) <= float(row["p90"])
        assert int(row["points"]) >= 3
        TradeLevel(row["level"])
        currency(row["currency"])
        found[row["country"]] += 1
    assert len(found) == 29 - len(NO_SERIES)
    assert found["KEN"] >= 15


NO_SERIES = {"ZMB"}  # its only series is breakfast flour


def test_the_mapping_names_only_commodities_that_are_priced() -> None:
    folder = PICTURES.parent / "data"
    with (folder / "prices.csv").open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet))
    priced = {(row["commodity"], row["base"]) for row in rows}
    assert len({row["country"] for row in rows}) == 29
    with (folder / "price_leaves.csv").open(encoding="utf-8", newline="") as sheet:
        mapped = [(row["commodity"], row["base"]) for row in csv.DictReader(sheet)]
    assert set(mapped) <= priced
    assert len(set(mapped)) == len(mapped)


def test_the_gazetteer_holds_every_place_with_a_position_and_a_zone() -> None:
    towns = packed.towns()
    assert len(towns) == 4276
    assert len({town.geonames_id for town in towns}) == 4276
    assert len({town.country for town in towns}) == 24
    assert all(abs(town.lat_e6) <= 90_000_000 and "/" in town.timezone for town in towns)


def test_symbols_and_keys_are_drawn_and_a_code_of_twelve_never_holds_two_alike() -> None:
    data = packed.symbols()
    assert len(data["symbols"]) >= 12
    assert len(data["keys"]) >= 60
    assert set(data["symbols"]) <= set(data["keys"]) == set(words.KEY_WORDS)
    assert [code for code in data["keys"] if not drawn(code)] == []
    alike = [code for row in data["alike"] for code in row]
    assert len(set(alike)) == len(alike)
    assert set(alike) <= set(data["keys"])
    unlike = len(data["keys"]) - sum(len(row) - 1 for row in data["alike"])
    assert unlike >= 24  # many different twelves remain


def test_every_set_names_its_licence_and_files_that_exist() -> None:
    root = PICTURES.parents[1]
    for source in packed.sources():
        assert source["licence"], source["code"]
        assert source["licence_url"].startswith("https://")
        assert source["attribution"]
        for pattern in source["files"]:
            found = (root / pattern).exists() or any(root.glob(pattern))
            assert found, pattern


@pytest.mark.feature("A8")
@pytest.mark.parametrize("code", ["heap", "bunch", "basket", "guest", "headload", "pickup_load"])
def test_what_is_counted_here_can_be_asked_for_in_words_and_a_picture(code: str) -> None:
    """A heap, a bunch, a basket, per guest, per load: goods are asked for so, and it is drawn."""
    unit = next(one for one in DATA["units"] if one["code"] == code)
    assert any(code in leaf["units"] for group in DATA["groups"] for leaf in group["leaves"])
    assert unit["picture"] in packed.picture_purposes()
    assert words.unit_word(code, several=False) != words.unit_word(code, several=True)
