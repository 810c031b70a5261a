"""Branch B at its thresholds."""

from typing import Any

import pytest

from marketplace.assessment.rules.landed import learned
from marketplace.assessment.rules.numbers import exact
from marketplace.assessment.rules.ruleset import DEFAULT
from tests.rules.assessment.linkages import level, tomatoes


def landed(price: float, **local: Any) -> dict[str, Any]:
    return {"local": {"price": price, **local}, "incumbent": {"price": 1000}}


@pytest.mark.parametrize(
    ("price", "expected"),
    [(900, 0), (1000, 0), (1000.01, 1), (1100, 1), (1100.01, 2), (1250, 2), (1250.01, 3)],
)
def test_b1_at_its_ratios(price: float, expected: int) -> None:
    assert level(tomatoes(landed=landed(price)), "B1") == expected


@pytest.mark.paper(108, part=True)
def test_b1_counts_transport_handling_rejects_and_the_risk_saved() -> None:
    local = {"price": 900, "transport": 150, "handling": 50, "risk_saving": 100, "reject": 0.2}
    signal = tomatoes(landed={"local": local, "incumbent": {"price": 1250}}).signal("B1")
    assert signal is not None
    assert dict(signal.inputs)["local"] == 1250  # (900 + 150 + 50 - 100) / 0.8
    assert signal.level == 0
    without = {key: value for key, value in local.items() if key != "risk_saving"}
    dearer = tomatoes(landed={"local": without, "incumbent": {"price": 1250}})
    assert level(dearer, "B1") == 1


@pytest.mark.paper(109, part=True)
def test_b1_learning_is_ten_per_cent_each_doubling() -> None:
    ninety = DEFAULT.learning
    assert learned(0, ninety) == 1
    assert learned(1, ninety) == exact("0.9")
    assert learned(3, ninety) == exact("0.81")
    assert learned(7, ninety) == exact("0.729")
    assert exact("0.846") < learned(2, ninety) < exact("0.8463")


def test_b1_parity_is_the_first_month_and_exact() -> None:
    signal = tomatoes(landed={"local": {"price": 2000}, "incumbent": {"price": 1800}}).signal("B1")
    assert signal is not None
    assert dict(signal.inputs)["parity_month"] == 1


def test_b1_only_the_price_learns_so_carriage_may_keep_parity_out_of_reach() -> None:
    carried = {"local": {"price": 200, "transport": 1000}, "incumbent": {"price": 1000}}
    signal = tomatoes(landed=carried).signal("B1")
    assert signal is not None
    assert signal.level == 3  # 1.20, but the 1,000 for carriage never falls
    assert "no parity" in signal.text.english()


def test_b1_without_an_incumbent_is_left_out_and_not_missed() -> None:
    result = tomatoes(landed={"local": {"price": 900}})
    assert level(result, "B1") is None
    assert "B1" not in result.missing
    assert "B1" in tomatoes(landed={"incumbent": {"price": 900}}).missing


@pytest.mark.paper(51, part=True)
@pytest.mark.parametrize(
    ("share", "expected"),
    [(-0.01, 0), (0, 0), (0.005, 0), (0.0051, 2), (0.02, 2), (0.0201, 3)],
)
def test_b2_what_the_operator_can_bear(share: float, expected: int) -> None:
    assert level(tomatoes(landed={"gop_share": share}), "B2") == expected


@pytest.mark.feature("G3", part=True)
@pytest.mark.parametrize(
    ("share", "proven", "expected"),
    [
        (0.8, True, 0), (0.801, True, 2), (1, True, 2), (1.001, True, 3),
        (0.25, False, 1), (0.251, False, 2), (1, False, 2), (1.001, False, 3),
        (0.8, None, 0), (None, False, None),
    ],
)  # fmt: skip
def test_b3_committed_against_capacity(
    share: float | None, proven: bool | None, expected: int | None
) -> None:
    assert level(tomatoes(capacity_share=share, capacity_proven=proven), "B3") == expected


@pytest.mark.parametrize(
    ("single", "perishable", "shelf", "daily", "expected"),
    [
        (False, True, 1, True, 0),
        (True, None, 7, False, 1),
        (True, None, 8, False, 0),
        (True, None, 8, None, 0),
        (True, None, 8, True, 1),
        (True, None, 2, None, 2),
        (True, None, 2.5, None, 1),
        (True, True, None, None, 1),
        (True, None, None, True, 1),
        (True, None, None, None, None),
        (None, True, 1, True, None),
    ],
)
def test_b4_single_source(
    single: bool | None,
    perishable: bool | None,
    shelf: float | None,
    daily: bool | None,
    expected: int | None,
) -> None:
    result = tomatoes(
        single_source=single, perishable=perishable, shelf_life_days=shelf, daily_need=daily
    )
    assert level(result, "B4") == expected


@pytest.mark.paper(53, part=True)
@pytest.mark.parametrize(("csr_only", "expected"), [(True, 1), (False, 0), (None, None)])
def test_b5_a_contact_who_is_only_charity(csr_only: bool | None, expected: int | None) -> None:
    assert level(tomatoes(csr_only=csr_only), "B5") == expected


@pytest.mark.paper(50, part=True)
@pytest.mark.parametrize(
    ("price", "incumbent", "points", "expected"),
    [(1500, 1000, 3, 0), (1500.01, 1000, 3, 2), (1500.01, 1300, 3, 0), (1500.01, 1000, 2, 0)],
)
def test_b5_a_donation_is_no_linkage(
    price: float, incumbent: float, points: int, expected: int
) -> None:
    result = tomatoes(
        price=price,
        csr_only=False,
        landed={"incumbent": {"price": incumbent}},
        price_reference={"p10": 800, "p90": 1200, "n": points, "age_months": 2},
    )
    assert level(result, "B5") == expected
    proposed = {condition.code.value for condition in result.conditions}
    assert ("sponsorship" in proposed) == (expected == 2)


@pytest.mark.paper(122, part=True)
@pytest.mark.parametrize(("months", "expected"), [(6, 0), (6.5, 1), (12, 1), (12.5, 3)])
def test_b6_less_than_a_year_to_meet_the_spec(months: float, expected: int) -> None:
    assert level(tomatoes(months_to_spec=months), "B6") == expected
