"""What forbids a tender, lots, days of delivery, and what may change afterwards."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.catalogue.rules.lists import Route
from marketplace.kernel.refused import Refused
from marketplace.sourcing.rules.tender import (
    MOST_LOTS,
    ChangeRefusal,
    Published,
    TenderFacts,
    TenderRefusal,
    change_refusals,
    changed,
    delivery_days,
    fits_lots,
    mask_of,
    must_confirm,
    propose_lot,
    refusals,
    weekdays_of,
)
from marketplace.sourcing.rules.tender_lists import (
    TENDER,
    ChangeKind,
    PriceKind,
    Repeat,
    Stage,
    StageVerb,
    Visibility,
)

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY = date(2026, 12, 6)
FAIR = TenderFacts(
    quantity=60, deliver_on=DAY, now=NOW, closes_at=NOW + timedelta(days=5), price_minor=None,
    price_kind=PriceKind.OPEN, band=(None, None), repeat=Repeat.ONCE, weekdays=0,
    repeat_until=None, visibility=Visibility.OPEN, names_group=False, invited=0, specs=2,
    known_specs=2, lot_quantity=None, route=Route.INPUT, guest_facts=False,
)  # fmt: skip
BEFORE = Published(60, DAY, NOW + timedelta(days=5), ("ripe", "whole"), lot_quantity=20)
_T, _C = TenderRefusal, ChangeRefusal


def test_a_fair_tender_stands() -> None:
    assert refusals(FAIR) == frozenset()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"closes_at": None}, _T.DEADLINE_MISSING),
        ({"closes_at": NOW + timedelta(hours=23)}, _T.DEADLINE_TOO_SOON),
        ({"price_kind": PriceKind.FIXED}, _T.PRICE_NEEDED),
        ({"price_kind": PriceKind.BAND, "band": (5, None)}, _T.BAND_WRONG),
        ({"price_kind": PriceKind.BAND, "band": (5, 4)}, _T.BAND_WRONG),
        ({"repeat": Repeat.WEEKLY, "repeat_until": DAY + timedelta(7)}, _T.WEEKDAYS_MISSING),
        ({"repeat": Repeat.WEEKLY, "weekdays": 1, "repeat_until": DAY}, _T.UNTIL_BEFORE_DAY),
        ({"visibility": Visibility.RESERVED}, _T.WHO_IS_MEANT_MISSING),
        ({"visibility": Visibility.INVITED}, _T.NOBODY_INVITED),
        ({"route": Route.EMBEDDED}, _T.GUEST_FACTS_MISSING),
        ({"specs": 1, "known_specs": 1}, _T.SPECS_TOO_FEW),
        ({"specs": 6, "known_specs": 6}, _T.SPECS_TOO_MANY),
        ({"specs": 3}, _T.SPEC_UNKNOWN),
        ({"lot_quantity": 25}, _T.LOT_NOT_WHOLE),
        ({"quantity": 41, "lot_quantity": 1}, _T.LOT_NOT_WHOLE),
    ],
)
def test_what_stands_against_it(changes: dict[str, object], refusal: TenderRefusal) -> None:
    assert refusals(replace(FAIR, **changes)) == {refusal}  # type: ignore[arg-type]  # by name


@given(st.integers(1, 500), st.integers(1, 60), st.integers(1, 600))
def test_whole_lots_fit_up_to_the_most_and_nothing_else_does(most: int, lot: int, n: int) -> None:
    assert fits_lots(n, lot, most=most) is (n in range(lot, most + 1, lot))


@given(st.integers(1, 99), st.lists(st.integers(0, 120), max_size=12))
def test_a_proposed_lot_divides_the_whole_and_most_can_bring_it(
    quantity: int, proven: list[int]
) -> None:
    lot = propose_lot(quantity, proven)
    if lot is None:
        return
    able = [capacity for capacity in proven if capacity > 0]
    assert quantity % lot == 0
    assert quantity // lot <= MOST_LOTS
    assert sum(capacity >= lot for capacity in able) * 2 >= len(able)


def test_no_lot_where_one_can_bring_everything() -> None:
    assert propose_lot(60, (60, 10)) is None
    assert propose_lot(60, ()) is None
    assert propose_lot(60, (25, 20, 10)) == 20


@given(st.sets(st.integers(0, 6)))
def test_a_mask_holds_exactly_its_weekdays(days: set[int]) -> None:
    assert set(weekdays_of(mask_of(days))) == days


@given(st.integers(1, 127), st.integers(0, 200))
def test_deliveries_fall_on_the_weekdays_between_first_and_last(mask: int, length: int) -> None:
    until = DAY + timedelta(days=length)
    days = delivery_days(DAY, weekdays=mask, until=until)
    assert all(DAY <= day <= until and mask >> day.weekday() & 1 for day in days)
    assert len(set(days)) == len(days)
    assert length < 7 or days


def test_once_is_one_day() -> None:
    assert delivery_days(DAY, weekdays=0, until=None) == (DAY,)


def test_only_a_later_deadline_asks_nobody_again() -> None:
    later = replace(BEFORE, closes_at=BEFORE.closes_at + timedelta(days=1))
    assert changed(BEFORE, later) == (ChangeKind.DEADLINE,)
    assert not must_confirm(changed(BEFORE, later))
    assert must_confirm(changed(BEFORE, replace(BEFORE, quantity=40)))
    assert must_confirm(changed(BEFORE, replace(BEFORE, specs=("ripe", "clean"))))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({}, _C.NOTHING_CHANGED),
        ({"closes_at": BEFORE.closes_at - timedelta(hours=1)}, _C.DEADLINE_NOT_LATER),
        ({"deliver_on": date(2026, 11, 25)}, _C.DAY_GONE),
        ({"quantity": 50}, _C.QUANTITY_WRONG),
        ({"specs": ("ripe",)}, _C.SPECS_WRONG),
    ],
)
def test_unfair_changes(changes: dict[str, object], refusal: ChangeRefusal) -> None:
    after = replace(BEFORE, **changes)  # type: ignore[arg-type]  # by name
    assert refusal in change_refusals(BEFORE, after, now=NOW, opened=False)


published = st.builds(
    Published, st.integers(-5, 200), st.dates(date(2026, 11, 1), date(2027, 2, 1)),
    st.timedeltas(timedelta(days=-4), timedelta(days=36)).map(lambda off: NOW + off),
    st.sets(st.sampled_from("abcdefg")).map(tuple), st.just(20),
)  # fmt: skip


@given(published)
def test_whatever_is_let_through_is_fair(after: Published) -> None:
    if change_refusals(BEFORE, after, now=NOW, opened=False):
        return
    assert changed(BEFORE, after)
    assert after.closes_at >= BEFORE.closes_at
    assert after.deliver_on >= after.closes_at.date()
    assert after.quantity > 0
    assert after.quantity % 20 == 0
    assert 2 <= len(after.specs) <= 5


@given(published)
def test_nothing_changes_once_it_is_open(after: Published) -> None:
    assert ChangeRefusal.OPEN_ALREADY in change_refusals(BEFORE, after, now=NOW, opened=True)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("verb", list(StageVerb))
def test_every_stage_and_verb_is_in_the_table_or_refused(stage: Stage, verb: StageVerb) -> None:
    if TENDER.allows(stage, verb):
        assert TENDER.after(stage, verb) in set(Stage)
    else:
        with pytest.raises(Refused):
            TENDER.after(stage, verb)
