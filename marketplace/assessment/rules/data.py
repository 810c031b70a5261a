"""The check as data: one object in, one object out (command, API preview)."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marketplace.assessment.rules.assumptions import Assumption
from marketplace.assessment.rules.conditions import Condition
from marketplace.assessment.rules.evaluate import Result, evaluate
from marketplace.assessment.rules.parse import parse
from marketplace.assessment.rules.ruleset import DEFAULT, RuleSet
from marketplace.assessment.rules.signals import Signal
from marketplace.assessment.rules.ways_back import WayBack
from marketplace.assessment.rules.what_if import WhatIf
from marketplace.kernel.words import Translate


def _english(message: str) -> str:
    return message


def assess(
    data: Mapping[str, object], rule_set: RuleSet = DEFAULT, *, translate: Translate = _english
) -> dict[str, Any]:
    """Run the check on data; raises ``BadInput`` naming the key of a bad value."""
    return as_data(evaluate(parse(data), rule_set), translate=translate)


def read_json(text: str | bytes) -> object:
    """Read JSON with exact numbers, as the command and the preview both do.

    Raises ``ValueError`` (``json.JSONDecodeError`` where a line can be named) or
    ``RecursionError`` for what cannot be read.
    """
    return json.loads(text, parse_float=Decimal)


def as_data(result: Result, *, translate: Translate = _english) -> dict[str, Any]:
    """Return a result as plain data, its sentences in one language.

    ``defaults_used`` also says what was left out, with no value: what must be known to sign.
    """
    return {
        "verdict": result.verdict.value,
        "fairness": result.fairness.value,
        "complete": result.complete,
        "provisional": result.provisional,
        "defaults_used": [_assumption(one, translate) for one in result.defaults_used],
        "holds_across_band": result.holds_across_band,
        "signals": [_signal(one, translate) for one in result.signals],
        "conditions": [_condition(one, translate) for one in result.conditions],
        "ways_back": [_way(one, translate) for one in result.ways_back],
        "what_if": [_change(one, translate) for one in result.what_if],
        "rule_set": result.rule_set,
    }


def _assumption(one: Assumption, translate: Translate) -> dict[str, Any]:
    return {
        "key": one.key,
        "value": one.value,
        "kind": one.kind.value,
        "text": one.text.render(translate),
    }


def _signal(one: Signal, translate: Translate) -> dict[str, Any]:
    return {
        "code": one.code,
        "level": one.level,
        "text": one.text.render(translate),
        "inputs": dict(one.inputs),
        "source": translate(one.source.value),
    }


def _condition(one: Condition, translate: Translate) -> dict[str, Any]:
    return {
        "code": one.code.value,
        "text": one.text.render(translate),
        "owner": one.owner.value,
        "days": one.days,
        "signal": one.signal,
    }


def _way(one: WayBack, translate: Translate) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title.render(translate),
        "text": " ".join(step.render(translate) for step in one.steps),
        "verdict": one.verdict.value,
        "fairness": one.fairness.value,
    }


def _change(one: WhatIf, translate: Translate) -> dict[str, Any]:
    return {
        "code": one.code,
        "value": one.value,
        "text": one.text.render(translate),
        "verdict": one.verdict.value,
        "fairness": one.fairness.value,
    }
