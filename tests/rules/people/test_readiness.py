"""The ladder of a leaf: what deliveries and papers prove by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.people.rules.readiness import Evidence, Step, proven_step


@pytest.mark.parametrize(
    ("evidence", "step"),
    [
        (Evidence(0, 0, 0), Step.CAN_MAKE),
        (Evidence(2, 0, 0), Step.CAN_MAKE),
        (Evidence(3, 0, 0), Step.REGULAR),
        (Evidence(3, 2, 1), Step.REGULAR),
        (Evidence(0, 2, 2), Step.CERTIFIED),
    ],
)
def test_what_needs_nobodys_word(evidence: Evidence, step: Step) -> None:
    assert proven_step(evidence) is step


def test_the_rungs_stand_in_the_papers_order() -> None:
    assert [step.name for step in Step] == ["CAN_MAKE", "REGULAR", "GRADED", "COLD", "CERTIFIED"]


@given(st.integers(0, 50), st.integers(0, 3), st.integers(0, 3))
def test_one_more_delivery_never_takes_a_rung_away(done: int, asked: int, held: int) -> None:
    before = proven_step(Evidence(done, asked, held))
    assert proven_step(Evidence(done + 1, asked, held)) >= before
