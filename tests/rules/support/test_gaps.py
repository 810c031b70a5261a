"""What is asked beside what she shows: met, missing, not seen; how far; which help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules.readiness import Step
from marketplace.support.rules.gaps import Demand, Gap, GapKind, Shown, Standing, compare
from marketplace.support.rules.lists import Topic
from marketplace.support.rules.strictness import Strictness, is_ready


def line(demand: Demand, shown: Shown, kind: GapKind) -> Gap:
    return next(one for one in compare(demand, shown).lines if one.kind is kind)


def test_a_complaint_of_the_last_deliveries_is_a_gap_with_its_help() -> None:
    shown = Shown(deliveries=3, complaints=frozenset({"warm"}))
    gap = line(Demand(points=("cold",)), shown, GapKind.POINT)
    assert (gap.standing, gap.topic) == (Standing.MISSING, Topic.COLD)


def test_a_delivery_without_a_complaint_meets_a_point() -> None:
    assert line(Demand(points=("ripe",)), Shown(deliveries=1), GapKind.POINT).standing == "met"


def test_what_nobody_has_seen_accuses_nobody() -> None:
    assert line(Demand(points=("ripe",)), Shown(), GapKind.POINT).standing is Standing.UNSEEN
    graded = Shown(deliveries=2, step=Step.REGULAR)
    gap = line(Demand(points=("same_size",)), graded, GapKind.POINT)
    assert gap.standing is Standing.UNSEEN, "grading is seen from its rung on"


@pytest.mark.parametrize(
    ("proven", "said", "standing"),
    [(20, 0, "met"), (19, 40, "unseen"), (None, 40, "unseen"), (5, 10, "missing")],
)
def test_how_much_counts_what_is_proven(proven: int | None, said: int, standing: str) -> None:
    gap = line(Demand(quantity=20), Shown(proven=proven, said=said), GapKind.QUANTITY)
    assert gap.standing == standing
    assert gap.want == 20


def test_papers_rungs_and_the_record_are_compared_too() -> None:
    demand = Demand(papers=("insurance", "first_aid"), step=Step.GRADED)
    shown = Shown(papers=frozenset({"first_aid"}), step=Step.REGULAR, on_time=950, accepted=700)
    found = {(one.kind.value, one.code): one.standing.value for one in compare(demand, shown).lines}
    assert found == {
        ("paper", "insurance"): "missing", ("paper", "first_aid"): "met",
        ("step", "step"): "missing", ("on_time", "on_time"): "met",
        ("accepted", "accepted"): "missing",
    }  # fmt: skip
    assert compare(demand, shown).lines[0].standing is Standing.MISSING, "what is missing first"


def test_a_record_that_does_not_speak_says_nothing() -> None:
    assert compare(Demand(), Shown(deliveries=2)).lines == ()


CODES = st.sampled_from(["ripe", "cold", "clean", "same_size", "badge", "odd"])


@given(
    points=st.lists(CODES, unique=True).map(tuple),
    wrong=st.frozensets(st.sampled_from(["warm", "dirty", "unripe", "too_small"])),
    deliveries=st.integers(0, 9), step=st.sampled_from(list(Step)),
)  # fmt: skip
def test_a_complaint_more_never_closes_a_gap(
    points: tuple[str, ...], wrong: frozenset[str], deliveries: int, step: Step
) -> None:
    def missing(complaints: frozenset[str]) -> set[str]:
        shown = Shown(deliveries=deliveries, complaints=complaints, step=step)
        return {one.code for one in compare(Demand(points=points), shown).missing}

    assert missing(wrong) <= missing(wrong | {"broken"})
    assert missing(frozenset()) == set()


@pytest.mark.parametrize(
    ("points", "needs", "cold", "level", "rung"),
    [(1, 2, False, 1, Step.CAN_MAKE), (4, 2, False, 2, Step.REGULAR),
     (8, 2, False, 3, Step.GRADED), (0, 1, True, 3, Step.COLD)],
)  # fmt: skip
def test_a_buyer_is_as_strict_as_what_he_asks(
    points: int, needs: int, cold: bool, level: int, rung: Step
) -> None:
    asked = Strictness(needs, points, cold)
    assert (asked.level, asked.rung) == (level, rung)
    assert is_ready(rung, asked)
    assert rung is Step.CAN_MAKE or not is_ready(Step(rung - 1), asked)
