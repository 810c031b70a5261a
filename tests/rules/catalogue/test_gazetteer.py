"""Towns are found as people type them."""

from marketplace.catalogue.rules.countries import three_letters
from marketplace.catalogue.rules.gazetteer import find_towns, near
from marketplace.catalogue.rules.packed import price_rows, towns

PRICED = {
    "AF", "AM", "BI", "BO", "CD", "CM", "DZ", "ET", "ID", "IQ", "KE", "KG", "LK", "LY", "MG",
    "MM", "MR", "MW", "NG", "PH", "PK", "RW", "SD", "SS", "TJ", "TL", "UG", "ZA", "ZM",
}  # fmt: skip


def test_a_town_is_found_whatever_the_capitals_and_accents() -> None:
    assert find_towns(towns(), "NAIVASHA")[0].timezone == "Africa/Nairobi"
    assert find_towns(towns(), "  mto  wa mbu ")[0].country == "TZ"
    assert find_towns(towns(), "Abapo Viejo")[0].name == "Abapó Viejo"


def test_an_exact_name_stands_before_a_larger_town_that_only_holds_it() -> None:
    first, *others = find_towns(towns(), "nakuru", country="KE")
    assert first.name == "Nakuru"
    assert all(town.name != "Nakuru" for town in others)


def test_nothing_typed_finds_nothing_and_a_list_is_short() -> None:
    assert find_towns(towns(), " ") == ()
    assert len(find_towns(towns(), "a")) == 6


def test_what_is_near_comes_nearest_first() -> None:
    naivasha = find_towns(towns(), "Naivasha")[0]
    around = near(towns(), lat_e6=naivasha.lat_e6, lon_e6=naivasha.lon_e6, within_km=80)
    assert around[0] == naivasha
    assert "Nakuru" in [town.name for town in around]


def test_every_priced_country_has_its_two_letters() -> None:
    priced = {row["country"] for _, row in price_rows()}
    assert priced <= {three_letters(code) for code in PRICED}
    assert {three_letters(town.country) for town in towns()}.isdisjoint({None})
