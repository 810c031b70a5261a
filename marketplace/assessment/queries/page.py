"""The assessment page: everything worked out again from the stored figures."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.assessment.models import (
    Assessment,
    AssessmentCondition,
    AssessmentSignal,
)
from marketplace.assessment.queries.facts import Fact, FactSource, to_text
from marketplace.assessment.queries.overridden import OverrideCard
from marketplace.assessment.queries.proposed import (
    Hanging,
    Proposed,
    proposed_and_hanging,
)
from marketplace.assessment.queries.stored import assessment_seen, recompute
from marketplace.assessment.rules.assumptions import Assumption
from marketplace.assessment.rules.conditions import Condition
from marketplace.assessment.rules.each_core import AgainstCore, each_core
from marketplace.assessment.rules.evaluate import Result
from marketplace.assessment.rules.inputs import Core, Inputs
from marketplace.assessment.rules.lists import AssessmentState
from marketplace.assessment.rules.ruleset import RuleSet
from marketplace.assessment.rules.signals import VERDICT_TEXTS, Figure, Verdict
from marketplace.assessment.rules.signing import SignRefusal, sign_refusals
from marketplace.assessment.rules.ways_back import WayBack
from marketplace.assessment.rules.what_if import WhatIf
from marketplace.db import typed
from marketplace.kernel.actor import Actor
from marketplace.kernel.words import Sentence


@dataclass(frozen=True, slots=True)
class SignalCard:
    """One row of "Why": the signal, its level now and when stored, figures, words, source."""

    code: str
    name: str
    level: int
    stored_level: int
    text: Sentence
    figures: tuple[Figure, ...]
    source: str


@dataclass(frozen=True, slots=True)
class FigureCard:
    """One figure that went in, and where it came from."""

    key: str
    value: str
    source: FactSource


@dataclass(frozen=True, slots=True)
class SignedCondition:
    """A condition that was signed: its code, who sees to it, and when it is looked at."""

    code: str
    owner: str
    due_at: datetime
    note: str | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """Everything the one-screen page shows (look/assessment.png).

    ``core`` is private to operator and facilitator. ``refusals`` say why nobody may sign now.
    """

    id: int
    public_id: str
    state: AssessmentState
    place_id: int
    proposed: Proposed
    core: Core | None
    verdict: Verdict
    verdict_text: str
    fairness: Verdict
    complete: bool
    missing: tuple[str, ...]
    provisional: bool
    holds_across_band: bool
    signals: tuple[SignalCard, ...]
    figures: tuple[FigureCard, ...]
    defaults_used: tuple[Assumption, ...]
    conditions: tuple[Condition, ...]
    ways_back: tuple[WayBack, ...]
    what_if: tuple[WhatIf, ...]
    out_of_bounds: tuple[str, ...]
    refusals: tuple[SignRefusal, ...]
    rule_set: int
    input_hash: str
    computed_at: datetime
    signed_at: datetime | None
    expires_at: datetime | None
    signed_conditions: tuple[SignedCondition, ...]
    hanging: Hanging
    override: OverrideCard | None
    rules: RuleSet
    inputs: Inputs
    cores: tuple[AgainstCore, ...]


def assessment_page(session: Session, actor: Actor, public_id: str) -> AssessmentPage:
    """Return one assessment for a facilitator of its place; else it does not exist for him."""
    row = assessment_seen(session, actor, public_id)
    known = recompute(session, row)
    result = known.result
    proposed, hanging = proposed_and_hanging(session, actor, row, known.facts)
    return AssessmentPage(
        id=row.id, public_id=row.public_id, state=row.state, place_id=row.place_id,
        proposed=proposed, core=result.core,
        verdict=result.verdict, verdict_text=VERDICT_TEXTS[result.verdict],
        fairness=result.fairness, complete=result.complete, missing=result.missing,
        provisional=result.provisional, holds_across_band=result.holds_across_band,
        signals=_signals(session, row, result), figures=_figures(known.facts),
        defaults_used=result.defaults_used, conditions=result.conditions,
        ways_back=result.ways_back, what_if=result.what_if,
        out_of_bounds=codes(row.out_of_bounds), refusals=sign_refusals(result),
        rule_set=result.rule_set, input_hash=row.input_hash, computed_at=row.computed_at,
        signed_at=row.signed_at,
        expires_at=row.expires_at, signed_conditions=_conditions(session, row),
        hanging=hanging, override=known.override, rules=known.rules, inputs=known.inputs,
        cores=each_core(known.inputs, known.rules),
    )  # fmt: skip


def codes(text: str | None) -> tuple[str, ...]:
    """Return the codes of a comma-separated column."""
    return tuple(text.split(",")) if text else ()


def _signals(session: Session, row: Assessment, result: Result) -> tuple[SignalCard, ...]:
    stored = session.execute(
        select(AssessmentSignal.code, AssessmentSignal.level).where(
            AssessmentSignal.assessment_id == row.id
        )
    )
    levels = dict(stored.all())
    return tuple(
        SignalCard(
            code=one.code, name=one.name, level=one.level,
            stored_level=levels.get(one.code, one.level), text=one.text, figures=one.inputs,
            source=one.source.value,
        )
        for one in result.signals
    )  # fmt: skip


def _figures(facts: dict[str, Fact]) -> tuple[FigureCard, ...]:
    return tuple(FigureCard(one.key, to_text(one.value), one.source) for one in facts.values())


def _conditions(session: Session, row: Assessment) -> tuple[SignedCondition, ...]:
    rows = session.execute(
        select(
            AssessmentCondition.code,
            AssessmentCondition.owner,
            AssessmentCondition.due_at,
            typed(AssessmentCondition.note),
            AssessmentCondition.closed_at,
        )
        .where(AssessmentCondition.assessment_id == row.id)
        .order_by(AssessmentCondition.id)
    )
    return tuple(SignedCondition(*one) for one in rows)
