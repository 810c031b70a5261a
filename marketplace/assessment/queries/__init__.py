"""Reads of the stored check: the page, what waits, clearances, reviews; and its facts."""

from marketplace.assessment.queries.conditions import SOON, ConditionCard, conditions
from marketplace.assessment.queries.lists import (
    ClearanceCard,
    ReviewCard,
    WaitingCard,
    clearance,
    clearances,
    reviews_due,
    waiting,
)
from marketplace.assessment.queries.oversight import (
    OverrideLine,
    PowerLine,
    overrides,
    power_used,
)
from marketplace.assessment.queries.page import AssessmentPage, assessment_page
from marketplace.assessment.queries.rulesets import destination_of_place, rule_set_for
from marketplace.assessment.queries.standing import (
    StandingCard,
    not_fresh,
    orders_allowed,
)
from marketplace.assessment.queries.versions import (
    DryRun,
    VersionCard,
    dry_run,
    rule_set_by_id,
    versions,
)
from marketplace.assessment.queries.ways import WayBackCard, ways_back
from marketplace.assessment.queries.what_if import Changes, Tried, what_if

__all__ = [
    "SOON", "AssessmentPage", "Changes", "ClearanceCard", "ConditionCard", "DryRun",
    "OverrideLine", "PowerLine", "ReviewCard", "StandingCard", "Tried", "VersionCard",
    "WaitingCard", "WayBackCard", "assessment_page", "clearance", "clearances", "conditions",
    "destination_of_place", "dry_run", "not_fresh", "orders_allowed", "overrides", "power_used",
    "reviews_due", "rule_set_by_id", "rule_set_for", "versions", "waiting", "ways_back",
    "what_if",
]  # fmt: skip
