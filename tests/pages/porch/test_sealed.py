"""Sealed means sealed: prices, bands and private figures are planted, every address is opened by
everybody, and nobody reads what is not his; an error and a log tell nothing either."""

import pytest

from tests.pages.porch.canaries import (
    ALL,
    HERS,
    HIDDEN,
    NAME,
    NOTE,
    OWN_NOTE,
    PLANTED,
    PRIVATE,
    PRODUCT,
)
from tests.pages.porch.people import each
from tests.pages.porch.tour import Tour

loaded = PLANTED
HIS = frozenset({"neema", "joseph"})  # the buyer's own people
MEDIATE = frozenset({"anna", "bakari"})  # the place's own, and the one for everywhere
LOOKERS = ("nobody", "neema", "rehema", "anna", "theresia", "bakari", "observer", "admin",
           "fish-47", "hen-21")  # fmt: skip
HEARD_BY = {
    PRODUCT: {"neema", "anna", "bakari"},  # the house that lives from it, and who checks for it
    NOTE: {"anna", "bakari"},  # written for facilitators only
    OWN_NOTE: {"anna", "theresia", "bakari"},  # the file of a supplier, for who mediates there
    NAME: {"neema", "joseph", "rehema", "anna", "theresia", "bakari", "usafi", "admin", "fish-47"},
}


@loaded
@pytest.mark.feature("D2")
@pytest.mark.parametrize("who", each(*LOOKERS))
def test_nobody_reads_what_is_sealed_or_private(toured: Tour, who: str) -> None:
    forbidden = set() if who == "fish-47" else set(HIDDEN)
    forbidden |= set() if who in HIS | MEDIATE else set(PRIVATE)
    leaks = {path: got.heard & forbidden for path, got in toured.seen.items()}
    assert {path: words for path, words in leaks.items() if words} == {}
    assert len(toured.seen) > 20
    assert not [word for word in ALL if word in toured.log]


# A canary in every cage: who may hear it, and nobody else, on no page, file, feed or error.
@loaded
@pytest.mark.feature("N1", part=True)
@pytest.mark.parametrize("who", each(*LOOKERS, "joseph", "usafi", "njoki"))
def test_a_canary_is_heard_in_its_own_cage_only(toured: Tour, who: str) -> None:
    forbidden = {word for word, ears in HEARD_BY.items() if who not in ears}
    heard = {path: got.heard & forbidden for path, got in toured.seen.items()}
    assert {path: words for path, words in heard.items() if words} == {}
    assert not [word for word in ALL if word in toured.log]


@loaded
@pytest.mark.parametrize("who", ["anna", "fish-47", "neema"])
def test_the_canaries_sing_at_all(toured: Tour, who: str) -> None:
    """Else their silence elsewhere would prove nothing."""
    heard = frozenset[str]().union(*(got.heard for got in toured.seen.values()))
    hers = {"anna": HEARD_BY, "fish-47": [HERS], "neema": PRIVATE[:1]}[who]
    assert sorted(hers) == sorted(heard & set(hers))
