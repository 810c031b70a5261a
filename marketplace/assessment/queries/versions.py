"""Versions of a destination's rule set, and a dry run of another one over past cases."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.assessment.models import Assessment, AssessmentInput, RuleSetPublication
from marketplace.assessment.queries.facts import Value, from_text, to_inputs
from marketplace.assessment.queries.rulesets import build
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Verdict
from marketplace.assessment.rules.versions import verdicts
from marketplace.catalogue.models import Category, Place, RuleSetVersion
from marketplace.db import typed
from marketplace.people.models import Operator, Person, Supplier

MOST_CASES = 500


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version: since when, by whom and why; the built-in one has neither."""

    id: int | None
    version: int
    own: bool
    in_force_from: datetime | None = None
    published_by: str | None = None
    reason: str | None = None


def versions(session: Session, destination_id: int) -> tuple[VersionCard, ...]:
    """Return the versions a destination has or had in force, the newest first."""
    rows = session.execute(
        select(
            RuleSetVersion.id, RuleSetVersion.version, RuleSetVersion.destination_id,
            RuleSetVersion.in_force_from, Person.name, typed(RuleSetPublication.reason),
        )
        .outerjoin(RuleSetPublication, RuleSetPublication.rule_set_id == RuleSetVersion.id)
        .outerjoin(Person, Person.id == RuleSetPublication.published_by_id)
        .where(
            or_(
                RuleSetVersion.destination_id == destination_id,
                RuleSetVersion.destination_id.is_(None),
            )
        )
        .order_by(RuleSetVersion.version.desc(), RuleSetVersion.destination_id.is_(None))
    )  # fmt: skip
    found = [
        VersionCard(i, version, own is not None, since, who, why)
        for i, version, own, since, who, why in rows
    ]
    return tuple(found) or (VersionCard(None, DEFAULT.version, own=False),)


def rule_set_by_id(session: Session, card: VersionCard) -> RuleSet:
    """Return the numbers of one version."""
    return DEFAULT if card.id is None else build(session, card.id, card.version)


@dataclass(frozen=True, slots=True)
class ChangedCase:
    """A past case whose verdict another version would change."""

    public_id: str
    leaf_code: str
    picture: str
    operator_name: str
    supplier_name: str
    computed_at: datetime
    before: tuple[Verdict, Verdict]
    after: tuple[Verdict, Verdict]


@dataclass(frozen=True, slots=True)
class DryRun:
    """How many past cases were worked out with both versions, and which came out otherwise."""

    cases: int
    changed: tuple[ChangedCase, ...]


def dry_run(session: Session, destination_id: int, now: RuleSet, then: RuleSet) -> DryRun:
    """Work out the last 500 cases of a destination with two versions; nothing is stored.

    Overrides are left out on both sides: they are judgements about one case.
    """
    rows = session.execute(
        select(
            Assessment.id, Assessment.public_id, Category.code.label("leaf_code"),
            Category.picture, Operator.name.label("operator_name"),
            Supplier.name.label("supplier_name"), Assessment.computed_at,
        )
        .join(Place, Place.id == Assessment.place_id)
        .join(Category, Category.id == Assessment.category_id)
        .join(Operator, Operator.id == Assessment.operator_id)
        .join(Supplier, Supplier.id == Assessment.supplier_id)
        .where(
            Place.destination_id == destination_id,
            Assessment.state != AssessmentState.SUPERSEDED,
        )
        .order_by(Assessment.id.desc())
        .limit(MOST_CASES)
    ).all()  # fmt: skip
    figures = _figures(session, [row.id for row in rows])
    tried = ((row, _both(figures[row.id], now, then)) for row in rows)
    changed = (_changed(row, pair) for row, pair in tried if pair[0] != pair[1])
    return DryRun(len(rows), tuple(changed))


Pair = tuple[Verdict, Verdict]


def _both(figures: dict[str, Value], now: RuleSet, then: RuleSet) -> tuple[Pair, Pair]:
    inputs = to_inputs(figures)
    return verdicts(inputs, now), verdicts(inputs, then)


def _changed(row: Any, pair: tuple[Pair, Pair]) -> ChangedCase:
    return ChangedCase(
        public_id=row.public_id, leaf_code=row.leaf_code, picture=row.picture,
        operator_name=row.operator_name, supplier_name=row.supplier_name,
        computed_at=row.computed_at, before=pair[0], after=pair[1],
    )  # fmt: skip


def _figures(session: Session, ids: Iterable[int]) -> dict[int, dict[str, Value]]:
    rows = session.execute(
        select(AssessmentInput.assessment_id, AssessmentInput.key, AssessmentInput.value)
        .where(AssessmentInput.assessment_id.in_(list(ids)))
        .order_by(AssessmentInput.id)
    )
    found: dict[int, dict[str, Value]] = defaultdict(dict)
    for ident, key, text in rows:
        found[ident][key] = from_text(key, text)
    return found
