"""Numbers stay in two digits by a bigger unit, where the leaf has one."""

import pytest

from marketplace.catalogue.rules.sisters import Proposal, UnitLink, bigger_unit

KG, BOX, CRATE, SACK, BUNCH = 1, 2, 3, 4, 5
UNITS = {
    KG: UnitLink("kg", 1_000, BOX),
    BOX: UnitLink("kg", 10_000, CRATE),
    CRATE: UnitLink("kg", 20_000, SACK),
    SACK: UnitLink("kg", 100_000, None),
    BUNCH: UnitLink("bunch", 1_000, None),
}


@pytest.mark.parametrize(
    ("quantity", "allowed", "proposed"),
    [
        (99, {KG, CRATE}, None),
        (100, {KG, CRATE}, Proposal(CRATE, 5)),
        (101, {KG, CRATE}, Proposal(CRATE, 6)),
        (120, {KG, BOX, CRATE}, Proposal(BOX, 12)),
        (1500, {KG, BOX, CRATE}, Proposal(CRATE, 75)),
        (9900, {KG, SACK}, Proposal(SACK, 99)),
        (9901, {KG, SACK}, None),
        (500, {KG}, None),
    ],
)
def test_the_first_allowed_sister_that_fits_is_proposed(
    quantity: int, allowed: set[int], proposed: Proposal | None
) -> None:
    assert bigger_unit(quantity, unit_id=KG, units=UNITS, allowed=allowed) == proposed


def test_a_unit_without_a_sister_has_nothing_to_propose() -> None:
    assert bigger_unit(300, unit_id=BUNCH, units=UNITS, allowed={BUNCH, SACK}) is None
