"""What is kept of a check: superseded, sourced, and by which numbers."""

from collections.abc import Iterator

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.actions import check_purchase, load_default_rule_set
from marketplace.assessment.models import Assessment, AssessmentInput, AssessmentSignal
from marketplace.assessment.queries.facts import FactSource
from marketplace.assessment.queries.stored import facts_of, levels_of
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.ruleset import DEFAULT
from marketplace.catalogue.models import RuleSetValue
from marketplace.kernel.actor import SYSTEM
from marketplace.kernel.refused import NotFound
from tests.actions.linkage import (
    asks,
    morning,
    purchase,
    typical_cost,
)
from tests.world import World, small_world


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(morning(), tick=False):
        yield


@pytest.fixture
def world(session: Session) -> World:
    made = small_world(session)
    typical_cost(session, made)
    return made


def check(session: Session, world: World, **changes: object) -> Assessment:
    need = asks(session, world)
    return check_purchase(session, SYSTEM, purchase(world, need, **changes))  # type: ignore[arg-type]  # by name


def source_of(session: Session, row: Assessment, key: str) -> FactSource:
    return facts_of(session, row.id)[f"offer.{key}"].source


def value_of(session: Session, row: Assessment, key: str) -> object:
    return facts_of(session, row.id)[f"offer.{key}"].value


def test_what_waited_before_is_superseded(session: Session, world: World) -> None:
    need = asks(session, world)
    first = check_purchase(session, SYSTEM, purchase(world, need))
    second = check_purchase(session, SYSTEM, purchase(world, need, quantity=10))
    assert first.state is AssessmentState.SUPERSEDED
    assert second.state is AssessmentState.WAITING


def test_every_figure_says_where_it_came_from(session: Session, world: World) -> None:
    row = check(session, world)
    rows = session.scalars(
        select(AssessmentInput).where(AssessmentInput.assessment_id == row.id)
    ).all()
    assert {one.source for one in rows} <= set(FactSource)
    assert len({one.key for one in rows}) == len(rows) >= 12
    signals = session.scalars(
        select(AssessmentSignal.code).where(AssessmentSignal.assessment_id == row.id)
    ).all()
    assert {"A7", "B3", "B4", "B5", "C1", "C2", "C3", "C4", "C5"} <= set(signals)


def test_the_stored_rule_set_is_used(session: Session, world: World) -> None:
    version = load_default_rule_set(session)
    assert load_default_rule_set(session).id == version.id
    assert check(session, world).rule_set_version == DEFAULT.version
    assert levels_of(session, check(session, world).id)["B3"] == 0
    session.scalars(
        select(RuleSetValue).where(
            RuleSetValue.rule_set_id == version.id, RuleSetValue.key == "capacity_ok"
        )
    ).one().value = "0.25"
    session.flush()
    assert levels_of(session, check(session, world).id)["B3"] == 2


def test_a_purchase_of_nothing_is_not_found(session: Session, world: World) -> None:
    from dataclasses import replace

    need = asks(session, world)
    with pytest.raises(NotFound):
        check_purchase(session, SYSTEM, replace(purchase(world, need), supplier_id=10**6))
